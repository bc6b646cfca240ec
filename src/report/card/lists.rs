//! The facts of a card as lists of rows, for formats that don't nest.

use super::super::{
    Listing, PartyFact, PayerFact, PrimaryFact, Rows, SecondaryFact, UnitFact, listing::Column,
};
use crate::model::Datum;

/// A unit in a list of its own, then its customers and payers.
pub(super) fn unit_lists<'a>(unit: &'a UnitFact<'a>) -> Vec<Box<dyn Rows + 'a>> {
    vec![
        Box::new(unit_row(unit)),
        Box::new(primary(&unit.primary)),
        Box::new(secondary(&unit.secondary)),
        Box::new(payers(&unit.payers)),
    ]
}

fn unit_row<'a>(unit: &'a UnitFact<'a>) -> Listing<&'a UnitFact<'a>> {
    let column = Column::<&UnitFact<'_>>::new;
    let mut columns = vec![
        column("id", |it| Datum::Id(it.id)),
        column("name", |it| Datum::text(it.name)),
        column("kind", |it| Datum::Id(it.kind)),
        column("part_of", |it| it.part_of.map(Datum::Id).into()),
        column("purpose", |it| it.purpose.map(Datum::text).into()),
        column("lead", |it| it.lead.map(Datum::Id).into()),
        column("role", |it| it.role.map(Datum::text).into()),
        column("site", |it| it.site.map(Datum::text).into()),
        column("tags", |it| Datum::texts(&it.tags)),
        column("headcount", |it| it.headcount.map(Datum::Count).into()),
        column("since", |it| it.since.map(Datum::Date).into()),
    ];
    if unit.email.is_some() || unit.leaving.is_some() || unit.successor.is_some() {
        columns.extend([
            column("email", |it| it.email.map(Datum::text).into()),
            column("leaving", |it| it.leaving.map(Datum::Date).into()),
            column("successor", |it| it.successor.map(Datum::Id).into()),
        ]);
    }
    let shown = &["name", "kind", "part_of", "purpose", "lead", "role"];
    Listing::new("unit", columns, shown, vec![unit])
}

fn primary<'a>(rows: &'a [PrimaryFact<'a>]) -> Listing<&'a PrimaryFact<'a>> {
    let column = Column::<&PrimaryFact<'_>>::new;
    let columns = vec![
        column("id", |it| Datum::Id(it.id)),
        column("name", |it| Datum::text(it.name)),
        column("kind", |it| Datum::Id(it.kind)),
        column("reach", |it| Datum::Id(it.reach)),
        column("steps", |it| it.steps.map(|steps| Datum::Count(steps.into())).into()),
        column("broad_steps", |it| it.broad_steps.map(|steps| Datum::Count(steps.into())).into()),
        column("shared_with", |it| it.shared_with.map(Datum::Id).into()),
        column("services", |it| Datum::Ids(it.services.clone())),
        column("satisfaction", |it| it.satisfaction.map(Datum::Score).into()),
    ];
    let shown = &["name", "reach", "steps", "satisfaction"];
    Listing::new("primary", columns, shown, rows.iter().collect())
}

fn secondary<'a>(rows: &'a [SecondaryFact<'a>]) -> Listing<&'a SecondaryFact<'a>> {
    let column = Column::<&SecondaryFact<'_>>::new;
    let columns = vec![
        column("id", |it| Datum::Id(it.id)),
        column("name", |it| Datum::text(it.name)),
        column("kind", |it| Datum::Id(it.kind)),
        column("reach", |it| Datum::Id(it.reach)),
        column("shared_with", |it| it.shared_with.map(Datum::Id).into()),
        column("services", |it| Datum::Ids(it.services.clone())),
        column("members", |it| Datum::count(it.members)),
        column("size", |it| it.size.map(Datum::Count).into()),
        column("satisfaction", |it| it.satisfaction.map(Datum::Score).into()),
    ];
    let shown = &["name", "reach", "satisfaction"];
    Listing::new("secondary", columns, shown, rows.iter().collect())
}

fn payers<'a>(rows: &'a [PayerFact<'a>]) -> Listing<&'a PayerFact<'a>> {
    let column = Column::<&PayerFact<'_>>::new;
    let columns = vec![
        column("id", |it| Datum::Id(it.id)),
        column("name", |it| Datum::text(it.name)),
        column("services", |it| Datum::Ids(it.services.clone())),
        column("amount", |it| it.amount.map(Datum::Number).into()),
        column("as", |it| Datum::Ids(it.paid_as.clone())),
    ];
    Listing::new("payers", columns, &["name", "amount", "as"], rows.iter().collect())
}

/// A party in a list of its own.
pub(super) fn party_row<'a>(party: &'a PartyFact<'a>) -> Listing<&'a PartyFact<'a>> {
    let column = Column::<&PartyFact<'_>>::new;
    let columns = vec![
        column("id", |it| Datum::Id(it.id)),
        column("name", |it| Datum::text(it.name)),
        column("list", |it| Datum::Id(it.list)),
        column("kind", |it| Datum::Id(it.kind)),
        column("status", |it| Datum::Id(it.status)),
        column("served_by", |it| Datum::Ids(it.served_by.clone())),
        column("pays", |it| it.pays.map(Datum::Number).into()),
        column("since", |it| it.since.map(Datum::Date).into()),
        column("drivers", |it| Datum::texts(&it.drivers)),
        column("pressures", |it| Datum::texts(&it.pressures)),
        column("reaches", |it| Datum::Ids(it.reaches.clone())),
        column("kept_by", |it| it.kept_by.map(Datum::text).into()),
        column("why_not_us", |it| it.why_not_us.map(Datum::text).into()),
        column("could_use", |it| Datum::Ids(it.could_use.clone())),
        column("owner", |it| {
            it.relationship.as_ref().and_then(|kept| kept.owner).map(Datum::Id).into()
        }),
        column("backup", |it| {
            it.relationship.as_ref().and_then(|kept| kept.backup).map(Datum::Id).into()
        }),
        column("buys_from", |it| Datum::texts(&it.buys_from)),
        column("description", |it| it.description.map(Datum::text).into()),
        column("url", |it| it.url.map(Datum::text).into()),
        column("notes", |it| it.notes.map(Datum::text).into()),
    ];
    let shown = &["name", "kind", "status", "since", "pays", "owner", "backup"];
    Listing::new("party", columns, shown, vec![party])
}
