//! A unit with its customers and payers.

use super::{
    super::{Listing, Rows, listing::Column},
    Export,
    customer::{self, CustomerRow},
    money::sum,
};
use crate::{
    analysis::{FunderServed, Primary, Privacy, Reach, Secondary, SecondaryReach, UnitPayer},
    id::{PartyId, Subject, UnitId},
    model::{
        Datum, Name, Organisation, Unit,
        keys::{self, FileKey, Visibility},
    },
};

/// The columns that plain text shows of a unit on its card.
pub(super) const SHOWN: &[&str] = &["name", "kind", "part_of", "purpose", "lead", "role"];

/// A unit with its customers and payers.
pub struct UnitRow<'e> {
    pub(super) export: &'e Export<'e>,
    /// What is looked at; the payers are things of the whole organisation.
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

    /// The same unit in the whole organisation.
    fn in_whole(&self) -> (&'e Unit, &'e Organisation) {
        let whole = self.export.whole();
        (whole.unit(self.export.view.in_whole(self.id)), whole)
    }

    /// The customers, a row for each: outside, inside, then payers that are served.
    pub fn customers(&self) -> impl Iterator<Item = CustomerRow<'_>> {
        customer::primary(self).chain(customer::secondary(self)).chain(customer::funders(self))
    }

    /// How many customers there are.
    #[must_use]
    pub fn customer_count(&self) -> usize {
        self.primary.len() + self.secondary.len() + self.funders_served.len()
    }

    /// The primary customers that it comes to in one way.
    fn reached(&self, reach: Reach) -> impl Iterator<Item = &Primary> {
        self.primary.iter().filter(move |row| row.reach == reach)
    }

    /// The scores of those whom it serves itself.
    fn scores(&self) -> impl Iterator<Item = f64> {
        let inside = self.secondary.iter().filter(|row| row.reach == SecondaryReach::Direct);
        let outside = self.reached(Reach::Direct).map(|row| row.satisfaction);
        outside.chain(inside.map(|row| row.satisfaction)).flatten()
    }

    fn reached_names(&self, reach: Reach) -> Datum<'_> {
        Datum::names(self.organisation, self.reached(reach).map(|row| row.party))
    }

    fn secondary_names(&self) -> Datum<'_> {
        let all = self.secondary.iter().map(|row| Subject::from(row.customer));
        Datum::names(self.organisation, all)
    }

    fn payer_names(&self) -> Datum<'_> {
        Datum::names(self.export.whole(), self.payers.iter().map(|row| row.payer))
    }
}

/// The columns of a unit without lists: the keys of departments, then those that only people have.
fn own_columns<'e>(privacy: Privacy) -> Vec<Column<UnitRow<'e>>> {
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

/// The columns in JSON and on cards.
pub(super) fn columns<'e>(privacy: Privacy) -> Vec<Column<UnitRow<'e>>> {
    let mut columns = own_columns(privacy);
    columns.extend([
        Column::list("primary", |it| {
            let rows = customer::primary(it).collect();
            Box::new(Listing::new("primary", customer::primary_columns(), customer::SHOWN, rows))
        }),
        Column::list("rejected", |it| Box::new(rejected(it))),
        Column::list("secondary", |it| {
            let (columns, rows) =
                (customer::secondary_columns(), customer::secondary(it).collect());
            Box::new(Listing::new("secondary", columns, customer::SHOWN, rows))
        }),
        Column::list("funders_served", |it| {
            let (columns, rows) = (customer::funder_columns(), customer::funders(it).collect());
            Box::new(Listing::new("funders_served", columns, customer::SHOWN, rows))
        }),
        Column::list("payers", |it| Box::new(payers(it))),
    ]);
    columns
}

/// A party whose row a verdict removed.
struct RejectedRow<'u> {
    unit: &'u UnitRow<'u>,
    party: PartyId,
}

fn rejected<'u>(unit: &'u UnitRow<'u>) -> impl Rows + 'u {
    let column = Column::<RejectedRow<'u>>::new;
    let columns = vec![
        column("id", |it| Datum::name(it.unit.organisation, it.party)),
        column("because", |it| {
            let verdict = it.unit.organisation.verdict(it.unit.id, it.party);
            verdict.and_then(|verdict| verdict.because.as_deref()).map(Datum::text).into()
        }),
    ];
    let rows = unit.rejected.iter().map(|party| RejectedRow { unit, party: *party });
    Listing::new("rejected", columns, &["id", "because"], rows.collect())
}

/// Who pays for services of a unit.
struct UnitPayerRow<'u> {
    unit: &'u UnitRow<'u>,
    payer: &'u UnitPayer,
}

impl<'u> UnitPayerRow<'u> {
    fn name(&self) -> Name<'u> {
        Name::of(self.unit.export.whole(), self.payer.payer)
    }
}

fn payers<'u>(unit: &'u UnitRow<'u>) -> impl Rows + 'u {
    let column = Column::<UnitPayerRow<'u>>::new;
    let columns = vec![
        column("id", |it| Datum::Name(it.name())),
        column("name", |it| Datum::text(it.name().name)),
        column("basis", |it| Datum::Word(it.payer.basis.word())),
        column("services", |it| {
            Datum::names(it.unit.export.whole(), it.payer.services.iter().copied())
        }),
        column("amount", |it| {
            let money = |amount| Datum::money(it.unit.export.whole(), amount);
            it.payer.amount.map(money).into()
        }),
        column("as", |it| Datum::Words(it.payer.paid_as.iter().map(|one| one.word()).collect())),
    ];
    let rows = unit.payers.iter().map(|payer| UnitPayerRow { unit, payer });
    Listing::new("payers", columns, &["name", "basis", "amount", "as"], rows.collect())
}

/// The columns of a table of units: what the file states, then how many customers and payers there are.
pub(super) fn table_columns<'e>(privacy: Privacy, with_names: bool) -> Vec<Column<UnitRow<'e>>> {
    let mut columns = Vec::new();
    for own in own_columns(privacy) {
        match own.labels.key {
            Some("id") => columns.push(own.flat("unit_id")),
            Some("name") => columns.push(own.flat("unit")),
            Some("kind") => {
                columns.push(own.flat("unit_kind"));
                columns.extend(place_columns());
            }
            Some("part_of") => {
                columns.push(own.flat("part_of_id"));
                columns.push(
                    Column::new("part_of_name", |it: &UnitRow<'e>| it.name_of(|it| it.part_of))
                        .flat("part_of"),
                );
            }
            Some("lead") => {
                columns.push(own.flat("lead_id"));
                columns.push(
                    Column::new("lead_name", |it: &UnitRow<'e>| {
                        it.name_of(|it| it.department()?.lead)
                    })
                    .flat("lead"),
                );
            }
            _ => columns.push(own),
        }
    }
    columns.extend(count_columns());
    if with_names {
        columns.extend(name_columns());
    }
    columns
}

impl<'e> UnitRow<'e> {
    /// The name of a unit of the whole organisation that this one names.
    fn name_of(&self, other: fn(&Unit) -> Option<UnitId>) -> Datum<'e> {
        let (unit, whole) = self.in_whole();
        other(unit).map(|other| Datum::text(&whole.unit(other).about.name)).into()
    }

    fn top(&self) -> (usize, &'e Unit) {
        let (level, top) = self.export.top(self.export.view.in_whole(self.id));
        (level, self.export.whole().unit(top))
    }
}

/// Where a unit is in the whole organisation.
fn place_columns<'e>() -> [Column<UnitRow<'e>>; 3] {
    [
        Column::new("level", |it| Datum::count(it.top().0)),
        Column::new("top_id", |it| Datum::Id(&it.top().1.about.id)),
        Column::new("top", |it| Datum::text(&it.top().1.about.name)),
    ]
}

fn count_columns<'e>() -> [Column<UnitRow<'e>>; 12] {
    [
        Column::new("services", |it| Datum::count(it.export.view.graph().services_of(it.id).len())),
        Column::new("primary", |it| Datum::count(it.primary.len())),
        Column::new("direct", |it| Datum::count(it.reached(Reach::Direct).count())),
        Column::new("through", |it| Datum::count(it.reached(Reach::Through).count())),
        Column::new("broad", |it| Datum::count(it.reached(Reach::Broad).count())),
        Column::new("shared", |it| Datum::count(it.reached(Reach::Shared).count())),
        Column::new("secondary", |it| Datum::count(it.secondary.len())),
        Column::new("funders_served", |it| Datum::count(it.funders_served.len())),
        Column::new("payers", |it| Datum::count(it.payers.len())),
        Column::new("amount", |it| {
            sum(it.export.whole(), it.payers.iter().map(|payer| payer.amount))
        }),
        Column::new("satisfaction", |it| {
            it.scores().min_by(f64::total_cmp).map(Datum::Score).into()
        }),
        Column::new("measured", |it| Datum::count(it.scores().count())),
    ]
}

/// Who the customers and payers are: their ids, then their names, in the same order.
fn name_columns<'e>() -> Vec<Column<UnitRow<'e>>> {
    let column = Column::<UnitRow<'e>>::new;
    vec![
        column("direct_ids", |it| it.reached_names(Reach::Direct)),
        column("direct_names", |it| names(&it.reached_names(Reach::Direct))),
        column("through_ids", |it| it.reached_names(Reach::Through)),
        column("through_names", |it| names(&it.reached_names(Reach::Through))),
        column("broad_ids", |it| it.reached_names(Reach::Broad)),
        column("broad_names", |it| names(&it.reached_names(Reach::Broad))),
        column("shared_ids", |it| it.reached_names(Reach::Shared)),
        column("shared_names", |it| names(&it.reached_names(Reach::Shared))),
        column("secondary_ids", |it| it.secondary_names()),
        column("secondary_names", |it| names(&it.secondary_names())),
        column("payer_ids", |it| it.payer_names()),
        column("payer_names", |it| names(&it.payer_names())),
    ]
}

/// The names of things as texts.
fn names<'r>(things: &Datum<'r>) -> Datum<'r> {
    let Datum::Names(all) = things else { return Datum::Empty };
    Datum::Texts(all.iter().map(|thing| thing.name.into()).collect())
}
