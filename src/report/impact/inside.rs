//! The table of a failure inside: who is hit at which step, through what, and what is paid for it.

use super::{
    super::{
        Cell, Table,
        words::{amount, count, names},
    },
    NAMES, subject,
};
use crate::{
    analysis::{Distance, Failing, Impact, money},
    graph::Cost,
    id::PartyId,
    model::Organisation,
};
use std::collections::BTreeMap;

const HEADS: [(&str, u16); 4] =
    [("STEP", 1), ("HIT INSIDE", 4), ("HIT OUTSIDE", 4), ("THROUGH", 4)];

/// The table; at most so many names in a cell.
pub(super) fn inside_table(
    organisation: &Organisation,
    failing: Failing,
    impact: &Impact,
    most: usize,
) -> Table {
    let mut costs: Vec<Cost> = impact.recipients.iter().map(|(_, cost)| *cost).collect();
    costs.dedup();
    let rows = costs.iter().map(|cost| row(organisation, impact, *cost, most));
    let mut notes = money_notes(organisation, impact, most);
    notes.extend(keeper_note(organisation, impact, most));
    Table {
        title: title(organisation, failing, impact),
        notes,
        ..Table::plain(&HEADS, rows.collect())
    }
}

fn title(organisation: &Organisation, failing: Failing, impact: &Impact) -> Vec<String> {
    let name = organisation.name_of(subject(failing));
    let inside = impact.recipients.iter();
    let inside = inside.filter(|(to, _)| to.party().is_none()).count();
    let mut title = vec![format!(
        "If {name} fails: {} inside and {} outside are hit.",
        count(inside, "recipient"),
        count(impact.parties.len(), "customer"),
    )];
    title.extend(state(organisation, impact));
    title
}

/// Which of its services are down, and which go on weakened.
fn state(organisation: &Organisation, impact: &Impact) -> Option<String> {
    let of = |down: bool| {
        let hit = impact.services.iter().filter(move |hit| hit.down == Some(down));
        names(hit.map(|hit| &*organisation.service(hit.service).about.name), NAMES)
    };
    let (down, weakened) = (of(true), of(false));
    match (down.is_empty(), weakened.is_empty()) {
        (true, true) => None,
        (false, true) => Some(format!("Down: {down}.")),
        (true, false) => Some(format!("Weakened: {weakened}.")),
        (false, false) => Some(format!("Down: {down}. Weakened: {weakened}.")),
    }
}

/// Who is hit at one step.
fn row(organisation: &Organisation, impact: &Impact, cost: Cost, most: usize) -> Vec<Cell> {
    let at = |outside: bool| {
        let hit = impact
            .recipients
            .iter()
            .filter(move |(to, at)| *at == cost && to.party().is_some() == outside);
        names(hit.map(|(to, _)| organisation.name_of((*to).into())), most)
    };
    // A step that ends broadly begins at a service one broad step nearer, or at one just before it.
    let through = impact.services.iter().filter(|hit| {
        let relations = organisation.relations(hit.service);
        let mut hits = relations.map(|relation| relation.to);
        hit.cost.steps == cost.steps && hits.any(|to| impact.recipients.contains(&(to, cost)))
    });
    let through = names(through.map(|hit| &*organisation.service(hit.service).about.name), most);
    vec![step(cost).into(), at(false).into(), at(true).into(), through.into()]
}

fn step(cost: Cost) -> String {
    match cost.broad_steps {
        0 => cost.steps.to_string(),
        1 => format!("{}, broad", cost.steps),
        broad => format!("{}, {broad} broad", cost.steps),
    }
}

/// What is paid a year for what is hit, a line for each distance.
fn money_notes(organisation: &Organisation, impact: &Impact, most: usize) -> Vec<String> {
    let mut by_distance: BTreeMap<Distance, (f64, Vec<String>)> = BTreeMap::new();
    for ((distance, payer, paid_as), sum) in money(organisation, &impact.services) {
        let (all, lines) = by_distance.entry(distance).or_default();
        *all += sum;
        let paid_as = paid_as.map_or(String::new(), |paid_as| format!(" as {}", paid_as.word()));
        let name = organisation.name_of(payer.into());
        lines.push(format!("{name} {}{paid_as}", amount(organisation, sum)));
    }
    let mut notes = Vec::new();
    for (distance, (all, lines)) in by_distance {
        let payers = names(lines.iter().map(String::as_str), most);
        let all = amount(organisation, all);
        notes.push(format!("Paid a year for what is hit, {}: {all} ({payers}).", distance.word()));
    }
    if !notes.is_empty() {
        notes.push("That is what is paid today for what is hit. It is no forecast.".to_owned());
    }
    notes
}

/// Whom somebody who fails looks after, and who stands in.
fn keeper_note(organisation: &Organisation, impact: &Impact, most: usize) -> Option<String> {
    if impact.relationships.is_empty() {
        return None;
    }
    let parties = |all: &[PartyId]| {
        let all = all.iter();
        names(all.map(|party| &*organisation.party(*party).about.name), most)
    };
    let alone = match impact.backups_missing.as_slice() {
        [] => "each with a stand-in".to_owned(),
        missing => format!("nobody stands in for {}", parties(missing)),
    };
    let kept = parties(&impact.relationships);
    Some(format!("Looks after {kept}: {alone}."))
}
