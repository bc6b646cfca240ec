//! A row per party outside.

use super::Cell;
use crate::report::{PartyFact, ReasonFact, TurnFact};

/// The columns of [`party`].
pub(in crate::render) const PARTIES: [&str; 28] = [
    "party_id",
    "party",
    "list",
    "kind",
    "status",
    "serving_units",
    "pays",
    "since",
    "drivers",
    "pressures",
    "reaches",
    "won_by",
    "won_by_note",
    "won_by_date",
    "kept_by",
    "lost_by",
    "lost_by_note",
    "lost_by_date",
    "why_not_us",
    "could_use",
    "owner",
    "backup",
    "owner_since",
    "buys_from",
    "reasons",
    "description",
    "url",
    "notes",
];

/// What is known of a party.
pub(in crate::render) fn party<'r>(party: &'r PartyFact<'_>) -> Vec<Cell<'r>> {
    let mut row = vec![
        Cell::id(party.id),
        Cell::text(party.name),
        Cell::id(party.list),
        Cell::id(party.kind),
        Cell::id(party.status),
        // A list of them could be longer than a cell holds; the rows of customers have it.
        Cell::count(party.served_by.len()),
        Cell::number_if_known(party.pays),
        Cell::id_if_known(party.since),
        Cell::texts(party.drivers.iter().copied()),
        Cell::texts(party.pressures.iter().copied()),
        Cell::ids(party.reaches.iter().copied()),
    ];
    row.extend(turn(party.won_by.as_ref()));
    row.push(Cell::text_if_known(party.kept_by));
    row.extend(turn(party.lost_by.as_ref()));
    let kept = party.relationship.as_ref();
    row.extend([
        Cell::text_if_known(party.why_not_us),
        Cell::ids(party.could_use.iter().copied()),
        Cell::id_if_known(kept.and_then(|kept| kept.owner)),
        Cell::id_if_known(kept.and_then(|kept| kept.backup)),
        Cell::id_if_known(kept.and_then(|kept| kept.since)),
        Cell::texts(party.buys_from.iter().copied()),
        reasons(&party.reasons),
        Cell::text_if_known(party.description),
        Cell::text_if_known(party.url),
        Cell::text_if_known(party.notes),
    ]);
    row
}

fn turn<'r>(turn: Option<&'r TurnFact<'_>>) -> [Cell<'r>; 3] {
    [
        Cell::id_if_known(turn.and_then(|turn| turn.reason)),
        Cell::text_if_known(turn.and_then(|turn| turn.note)),
        Cell::id_if_known(turn.and_then(|turn| turn.date)),
    ]
}

/// Each claim with what it stands on: `they come for the price (assumed, sales team, 2025-11)`.
fn reasons(reasons: &[ReasonFact<'_>]) -> Cell<'static> {
    let told = reasons.iter().map(|reason| {
        let more = [Some(reason.confidence), reason.source, reason.date];
        let more: Vec<&str> = more.into_iter().flatten().collect();
        format!("{} ({})", reason.claim.unwrap_or("?"), more.join(", "))
    });
    let told: Vec<String> = told.collect();
    Cell::Text(told.join(";").into())
}
