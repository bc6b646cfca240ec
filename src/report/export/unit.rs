//! A unit with its customers and payers.

use super::{super::listing::Column, base::ExportBase};
use crate::{
    analysis::{FunderServed, Primary, Privacy, Reach, Secondary, SecondaryReach, UnitPayer},
    id::{PartyId, UnitId},
    model::{
        Datum, Organisation, Unit,
        keys::{self, FileKey, Visibility},
    },
};

/// A unit with its customers and payers.
pub struct UnitRow<'e> {
    pub(super) base: &'e ExportBase<'e>,
    /// The organisation or division that is exported; the payers belong to the whole organisation.
    pub(super) organisation: &'e Organisation,
    /// The unit.
    pub id: UnitId,
    /// Its primary customers.
    pub primary: Vec<Primary>,
    /// The parties whose rows a verdict removed.
    pub rejected: Vec<PartyId>,
    /// Its secondary customers.
    pub secondary: Vec<Secondary>,
    /// The payers that it serves.
    pub funders_served: Vec<FunderServed>,
    /// Who pays for its services.
    pub payers: Vec<UnitPayer>,
}

impl<'e> UnitRow<'e> {
    pub(super) fn unit(&self) -> &'e Unit {
        self.organisation.unit(self.id)
    }

    /// The unit as one of the whole organisation.
    pub(super) fn in_whole(&self) -> (&'e Unit, &'e Organisation) {
        let whole = self.base.whole();
        (whole.unit(self.base.view.in_whole(self.id)), whole)
    }

    /// How many customers there are.
    pub fn customer_count(&self) -> usize {
        self.primary.len() + self.secondary.len() + self.funders_served.len()
    }

    /// The primary customers that it reaches in one way.
    pub(super) fn reached(&self, reach: Reach) -> impl Iterator<Item = &Primary> {
        self.primary.iter().filter(move |row| row.reach == reach)
    }

    /// The scores of those whom it serves itself.
    pub(super) fn scores(&self) -> impl Iterator<Item = f64> {
        let inside = self.secondary.iter().filter(|row| row.reach == SecondaryReach::Direct);
        let outside = self.reached(Reach::Direct).map(|row| row.satisfaction);
        let funders = self.funders_served.iter().map(|row| row.satisfaction);
        outside.chain(inside.map(|row| row.satisfaction)).chain(funders).flatten()
    }
}

/// The columns of a unit without lists: the keys of departments, then those that only people have.
pub(super) fn own_columns<'e>(privacy: Privacy) -> Vec<Column<UnitRow<'e>>> {
    let shows = |key: &FileKey<Unit>| {
        key.visibility == Visibility::Public || privacy == Privacy::Confidential
    };
    let of_departments = keys::DEPARTMENT.iter().enumerate().map(|(at, key)| {
        let column = Column::nth(key.word, at, |it: &UnitRow<'e>, at| {
            let (unit, whole) = it.in_whole();
            (keys::DEPARTMENT[at].value)(unit, whole)
        });
        (key, column)
    });
    let of_people = keys::PERSON.iter().enumerate().map(|(at, key)| {
        let column = Column::nth(key.word, at, |it: &UnitRow<'e>, at| {
            let (unit, whole) = it.in_whole();
            (keys::PERSON[at].value)(unit, whole)
        });
        (key, column)
    });
    // The `department` of a person is what a department is `part_of`.
    let is_known =
        |word| keys::DEPARTMENT.iter().any(|key| key.word == word) || word == "department";
    let only_of_people = of_people.filter(|(key, _)| !is_known(key.word));
    let all = of_departments.chain(only_of_people).filter(|(key, _)| shows(key));
    let mut columns: Vec<Column<UnitRow<'e>>> = all.map(|(_, column)| column).collect();
    // Behind the id and the name.
    columns.insert(2, Column::new("kind", |it| Datum::Word(it.unit().kind_word())));
    columns
}
