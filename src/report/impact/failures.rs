//! The failures of everything, those that reach most first.

use super::{
    super::{Cell, Table, words::amount_if_known},
    subject,
};
use crate::{
    analysis::{Distance, Failing, impact, money, party_impact},
    graph::{Cost, Graph},
    id::PartyId,
    model::{Organisation, Recipient},
};
use serde::Serialize;

const HEADS: [(&str, u16); 5] = [
    ("IF THIS FAILS", 4),
    ("KIND", 2),
    ("CUSTOMERS OUTSIDE HIT", 3),
    ("PAID A YEAR FOR WHAT IS HIT", 3),
    ("DOWN", 1),
];

/// What the failure of one thing reaches, for the list of all.
#[derive(Debug, Serialize)]
pub struct ReachOfFailure<'org> {
    /// What fails.
    pub id: &'org str,
    /// Its name.
    pub name: &'org str,
    /// department, person, service, or payer.
    pub kind: &'static str,
    /// Active parties hit without a broad step.
    pub parties: usize,
    /// Active parties hit only broadly.
    pub broad_parties: usize,
    /// What is paid a year for what is hit, without a broad step; `None` where no amount is known.
    pub amount: Option<f64>,
    /// Services that nobody else provides.
    pub down: usize,
}

/// The failures of all units, services and payers, those that reach most first.
#[must_use]
pub fn failures<'org>(graph: &Graph<'org>) -> Vec<ReachOfFailure<'org>> {
    let organisation = graph.organisation();
    let units = organisation.units().map(|(id, _)| Failing::Unit(id));
    let services = organisation.services().map(|(id, _)| id);
    let services = services.filter(|&id| organisation.is_active(id)).map(Failing::Service);
    let inside = units.chain(services).map(|failing| inside_failure(graph, failing));
    let parties = organisation.parties().map(|(id, _)| id);
    let outside = parties.filter_map(|party| outside_failure(graph, party));
    let mut all: Vec<ReachOfFailure<'org>> = inside.chain(outside).collect();
    all.retain(|one| one.parties + one.broad_parties > 0 || one.amount.is_some());
    all.sort_by(|a, b| {
        let parties = b.parties.cmp(&a.parties);
        let money = f64::total_cmp(&b.amount.unwrap_or(0.0), &a.amount.unwrap_or(0.0));
        let broad = b.broad_parties.cmp(&a.broad_parties);
        parties.then(money).then(broad).then(a.id.cmp(b.id))
    });
    all
}

fn inside_failure<'org>(graph: &Graph<'org>, failing: Failing) -> ReachOfFailure<'org> {
    let organisation = graph.organisation();
    let impact = impact(graph, failing);
    let (parties, broad_parties) = parties_hit(organisation, &impact.recipients);
    let sums = money(organisation, &impact.services);
    let near = sums.into_iter().filter(|((distance, ..), _)| *distance != Distance::Broad);
    ReachOfFailure {
        id: organisation.id_of(subject(failing)),
        name: organisation.name_of(subject(failing)),
        kind: match failing {
            Failing::Unit(unit) => organisation.unit(unit).kind_word(),
            Failing::Service(_) => "service",
        },
        parties,
        broad_parties,
        amount: near.map(|(_, sum)| sum).reduce(|a, b| a + b),
        down: impact.services.iter().filter(|hit| hit.down == Some(true)).count(),
    }
}

fn outside_failure<'org>(graph: &Graph<'org>, party: PartyId) -> Option<ReachOfFailure<'org>> {
    let organisation = graph.organisation();
    let impact = party_impact(graph, party);
    if impact.pays_for.is_empty() {
        return None;
    }
    let (parties, broad_parties) = parties_hit(organisation, &impact.depending);
    Some(ReachOfFailure {
        id: &organisation.party(party).about.id,
        name: &organisation.party(party).about.name,
        kind: "payer",
        parties,
        broad_parties,
        amount: (impact.pays_for.iter()).filter_map(|paid| paid.amount).reduce(|a, b| a + b),
        down: impact.pays_for.iter().filter(|paid| paid.share == Some(1.0)).count(),
    })
}

/// The active parties that are hit without a broad step, and those that are hit only broadly.
fn parties_hit(organisation: &Organisation, hit: &[(Recipient, Cost)]) -> (usize, usize) {
    let active = hit
        .iter()
        .filter(|(to, _)| to.party().is_some_and(|party| organisation.is_active_party(party)));
    let broad: Vec<bool> = active.map(|(_, cost)| cost.broad_steps > 0).collect();
    let broadly = broad.iter().filter(|broad| **broad).count();
    (broad.len() - broadly, broadly)
}

/// The failures as a table; `most` of them.
#[must_use]
pub fn failures_table(
    organisation: &Organisation,
    all: &[ReachOfFailure<'_>],
    most: usize,
) -> Table {
    let shown = all.iter().take(most);
    let left_out = (all.len() > most).then(|| {
        format!("Showing {most} of {}: -o FILE, or --format plain, has them all.", all.len())
    });
    let down = "Down: services that nobody else provides; of a payer, those that nobody else pays for. No forecast.";
    Table {
        title: vec!["The failures that reach most, first.".to_owned()],
        notes: left_out.into_iter().chain([down.to_owned()]).collect(),
        ..Table::plain(&HEADS, shown.map(|one| row(organisation, one)).collect())
    }
}

fn row(organisation: &Organisation, one: &ReachOfFailure<'_>) -> Vec<Cell> {
    let broad = match one.broad_parties {
        0 => String::new(),
        more => format!(" (+{more} broadly)"),
    };
    vec![
        one.name.into(),
        one.kind.into(),
        format!("{}{broad}", one.parties).into(),
        amount_if_known(organisation, one.amount).into(),
        one.down.to_string().into(),
    ]
}
