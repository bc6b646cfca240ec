//! What is derived of units, a fact a line: each customer, each payer, and that a unit has neither.

use super::{
    super::listing::Column,
    customer::{CustomerRow, customers},
    unit::UnitRow,
};
use crate::{
    analysis::UnitPayer,
    id::Subject,
    model::{Datum, Name},
};

/// The columns that plain text shows: all.
pub(super) const SHOWN: &[&str] =
    &["unit", "fact", "who", "reach", "steps", "through", "shared_with", "amount", "as"];

/// A unit and a fact about it.
pub(super) struct FactRow<'u> {
    unit: &'u UnitRow<'u>,
    fact: Fact<'u>,
}

enum Fact<'u> {
    Customer(CustomerRow<'u>),
    Payer(&'u UnitPayer),
    Nobody,
}

/// The facts of a unit.
pub(super) fn facts<'u>(unit: &'u UnitRow<'u>) -> impl Iterator<Item = FactRow<'u>> {
    // A unit without any fact has a line all the same: else it would be missing without a word.
    let nobody = unit.customer_count() == 0 && unit.payers.is_empty();
    let payers = unit.payers.iter().map(Fact::Payer);
    let all = customers(unit).map(Fact::Customer).chain(payers);
    all.chain(nobody.then_some(Fact::Nobody)).map(move |fact| FactRow { unit, fact })
}

impl<'u> FactRow<'u> {
    fn customer(&self) -> Option<&CustomerRow<'u>> {
        if let Fact::Customer(row) = &self.fact { Some(row) } else { None }
    }

    fn payer(&self) -> Option<&'u UnitPayer> {
        if let Fact::Payer(row) = self.fact { Some(row) } else { None }
    }

    fn who(&self) -> Option<Name<'u>> {
        match &self.fact {
            Fact::Customer(row) => Some(Name::of(row.organisation(), row.subject())),
            Fact::Payer(row) => Some(Name::of(self.unit.base.whole(), Subject::from(row.payer))),
            Fact::Nobody => None,
        }
    }
}

/// The columns.
pub(super) fn columns<'u>() -> Vec<Column<FactRow<'u>>> {
    let column = Column::<FactRow<'u>>::new;
    vec![
        column("unit", |it| Datum::name(it.unit.organisation, it.unit.id)),
        column("fact", |it| {
            Datum::Word(match &it.fact {
                Fact::Customer(row) => row.rank(),
                Fact::Payer(_) => "paid by",
                Fact::Nobody => "no customer",
            })
        }),
        column("who", |it| it.who().map(Datum::Name).into()),
        column("reach", |it| it.customer().map(|row| Datum::Word(row.reach().word())).into()),
        column("steps", |it| {
            let cost = it.customer().and_then(|row| row.as_primary()?.cost);
            cost.map(|cost| Datum::Count(cost.steps.into())).into()
        }),
        column("through", |it| {
            let row = it.customer().and_then(CustomerRow::as_primary);
            let through = row.map_or(&[][..], |row| &row.through);
            Datum::names(it.unit.organisation, through.iter().copied())
        }),
        column("shared_with", |it| {
            let with = it.customer().and_then(CustomerRow::shared_with);
            with.map(|with| Datum::name(it.unit.organisation, with)).into()
        }),
        column("amount", |it| {
            let amount = it.payer().and_then(|row| row.amount);
            amount.map(|amount| Datum::money(it.unit.base.whole(), amount)).into()
        }),
        column("as", |it| {
            let all = it.payer().map_or(&[][..], |row| &row.paid_as);
            Datum::Words(all.iter().map(|one| one.word()).collect())
        }),
    ]
}
