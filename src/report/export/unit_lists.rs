//! A unit with the lists of its customers and payers, as JSON and cards have it.

use super::{
    super::{Listing, Rows, listing::Column},
    customer,
    unit::{UnitRow, own_columns},
};
use crate::{
    analysis::{Privacy, UnitPayer},
    id::PartyId,
    model::{Datum, Name},
};

/// The columns that plain text shows of a unit on its card.
pub(super) const SHOWN: &[&str] = &["name", "kind", "part_of", "purpose", "lead", "role"];

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
        Name::of(self.unit.base.whole(), self.payer.payer)
    }
}

fn payers<'u>(unit: &'u UnitRow<'u>) -> impl Rows + 'u {
    let column = Column::<UnitPayerRow<'u>>::new;
    let columns = vec![
        column("id", |it| Datum::Name(it.name())),
        column("name", |it| Datum::text(it.name().name)),
        column("basis", |it| Datum::Word(it.payer.basis.word())),
        column("services", |it| {
            Datum::names(it.unit.base.whole(), it.payer.services.iter().copied())
        }),
        column("amount", |it| {
            let money = |amount| Datum::money(it.unit.base.whole(), amount);
            it.payer.amount.map(money).into()
        }),
        column("as", |it| Datum::Words(it.payer.paid_as.iter().map(|one| one.word()).collect())),
    ];
    let rows = unit.payers.iter().map(|payer| UnitPayerRow { unit, payer });
    Listing::new("payers", columns, &["name", "basis", "amount", "as"], rows.collect())
}
