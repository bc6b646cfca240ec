//! A row per unit.

use super::{Cell, lowest};
use crate::report::{PrimaryFact, SecondaryFact, UnitFact, UnitPlaceFact};

/// The columns of [`unit`].
pub(in crate::render) const UNITS: [&str; 27] = [
    "unit_id",
    "unit",
    "unit_kind",
    "level",
    "top_id",
    "top",
    "part_of_id",
    "part_of",
    "lead_id",
    "lead",
    "role",
    "site",
    "tags",
    "headcount",
    "since",
    "purpose",
    "services",
    "primary",
    "direct",
    "through",
    "broad",
    "shared",
    "secondary",
    "payers",
    "amount",
    "satisfaction",
    "measured",
];

/// The columns of [`lists`].
pub(in crate::render) const LISTS: [&str; 12] = [
    "direct_ids",
    "direct_names",
    "through_ids",
    "through_names",
    "broad_ids",
    "broad_names",
    "shared_ids",
    "shared_names",
    "secondary_ids",
    "secondary_names",
    "payer_ids",
    "payer_names",
];

/// The columns of [`confidential`].
pub(in crate::render) const CONFIDENTIAL: [&str; 3] = ["email", "leaving", "successor"];

/// The ways to reach a customer outside, each with columns of its own.
const REACHES: [&str; 4] = ["direct", "through", "broad", "shared"];

/// What the file says of a unit, and how many of what it has.
pub(in crate::render) fn unit<'r>(
    unit: &'r UnitFact<'_>,
    place: &UnitPlaceFact<'r>,
) -> Vec<Cell<'r>> {
    let mut row = about(unit, place);
    row.push(Cell::count(place.services));
    row.push(Cell::count(unit.primary.len()));
    row.extend(REACHES.map(|reach| Cell::count(reached(unit, reach).count())));
    let amounts = unit.payers.iter().filter_map(|payer| payer.amount);
    let amount = amounts.reduce(|sum, amount| sum + amount);
    row.extend([
        Cell::count(unit.secondary.len()),
        Cell::count(unit.payers.len()),
        Cell::number_if_known(amount),
        Cell::number_if_known(lowest(scores(unit))),
        Cell::count(scores(unit).count()),
    ]);
    row
}

fn about<'r>(unit: &'r UnitFact<'_>, place: &UnitPlaceFact<'r>) -> Vec<Cell<'r>> {
    vec![
        Cell::id(unit.id),
        Cell::text(unit.name),
        Cell::id(unit.kind),
        Cell::count(place.level),
        Cell::id(place.top.0),
        Cell::text(place.top.1),
        Cell::id_if_known(unit.part_of),
        Cell::text_if_known(place.part_of_name),
        Cell::id_if_known(unit.lead),
        Cell::text_if_known(place.lead_name),
        Cell::text_if_known(unit.role),
        Cell::text_if_known(unit.site),
        Cell::texts(unit.tags.iter().copied()),
        Cell::count_if_known(unit.headcount),
        Cell::id_if_known(unit.since),
        Cell::text_if_known(unit.purpose),
    ]
}

/// Who the customers and payers of a unit are, one cell each way.
pub(in crate::render) fn lists<'r>(unit: &'r UnitFact<'_>) -> Vec<Cell<'r>> {
    let mut row = Vec::with_capacity(LISTS.len());
    for reach in REACHES {
        row.push(Cell::ids(reached(unit, reach).map(|it| it.id)));
        row.push(Cell::texts(reached(unit, reach).map(|it| it.name)));
    }
    let inside = || unit.secondary.iter();
    let payers = || unit.payers.iter();
    row.extend([
        Cell::ids(inside().map(|it| it.id)),
        Cell::texts(inside().map(|it| it.name)),
        Cell::ids(payers().map(|it| it.id)),
        Cell::texts(payers().map(|it| it.name)),
    ]);
    row
}

/// What is told only where it may be.
pub(in crate::render) fn confidential<'r>(unit: &'r UnitFact<'_>) -> [Cell<'r>; 3] {
    [
        Cell::text_if_known(unit.email),
        Cell::id_if_known(unit.leaving),
        Cell::id_if_known(unit.successor),
    ]
}

fn reached<'u, 'org>(
    unit: &'u UnitFact<'org>,
    reach: &'static str,
) -> impl Iterator<Item = &'u PrimaryFact<'org>> {
    let all = unit.primary.iter();
    all.filter(move |customer| customer.reach == reach)
}

/// What was measured of those whom a unit serves itself.
fn scores(unit: &UnitFact<'_>) -> impl Iterator<Item = f64> {
    let own = |it: &&SecondaryFact<'_>| it.reach == "direct";
    let outside = reached(unit, "direct").map(|it| it.satisfaction);
    let inside = unit.secondary.iter().filter(own).map(|it| it.satisfaction);
    outside.chain(inside).flatten()
}
