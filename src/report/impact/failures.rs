//! The failures of everything, those that reach most first.

use super::{
    super::{Cell, Listing, listing::Column},
    hits::subject,
};
use crate::{
    analysis::{Distance, Failing, impact, party_impact},
    graph::{Cost, Graph},
    id::PartyId,
    model::{Datum, Name, Organisation, Recipient},
};

/// The columns that a screen shows.
const SHOWN: &[&str] = &["id", "kind", "parties", "amount", "down"];

/// What the failure of one thing reaches.
#[derive(Debug)]
pub struct Failure<'org> {
    organisation: &'org Organisation,
    /// What fails.
    name: Name<'org>,
    /// `department`, `person`, `service` or `payer`.
    kind: &'static str,
    /// Active parties hit without a broad step.
    parties: usize,
    /// Active parties hit only broadly.
    broad_parties: usize,
    /// What is paid a year for what is hit, without a broad step; `None` where no amount is known.
    amount: Option<f64>,
    /// Services that nobody else provides.
    down: usize,
}

/// The failures of all units, services and payers, those that reach most first.
#[must_use]
pub fn failures<'org>(graph: &Graph<'org>) -> Listing<Failure<'org>> {
    let organisation = graph.organisation();
    let units = organisation.units().map(|(id, _)| Failing::Unit(id));
    let services = organisation.services().map(|(id, _)| id);
    let services = services.filter(|&id| organisation.is_active(id)).map(Failing::Service);
    let inside = units.chain(services).map(|failing| inside_failure(graph, failing));
    let parties = organisation.parties().map(|(id, _)| id);
    let outside = parties.filter_map(|party| outside_failure(graph, party));
    let mut all: Vec<Failure<'org>> = inside.chain(outside).collect();
    all.retain(|one| one.parties + one.broad_parties > 0 || one.amount.is_some());
    all.sort_by(|a, b| {
        let parties = b.parties.cmp(&a.parties);
        let money = f64::total_cmp(&b.amount.unwrap_or(0.0), &a.amount.unwrap_or(0.0));
        let broad = b.broad_parties.cmp(&a.broad_parties);
        parties.then(money).then(broad).then(a.name.id.cmp(b.name.id))
    });
    Listing {
        title: vec!["The failures that reach most, first.".into()],
        notes: vec![
            "Down: services that nobody else provides; of a payer, those that nobody else pays for. \
             These are today's payments, not a forecast."
                .into(),
        ],
        see_all: "-o FILE, or --format plain, has them all",
        ..Listing::new("failures", columns(), SHOWN, all)
    }
}

fn columns<'org>() -> Vec<Column<Failure<'org>>> {
    let column = Column::<Failure<'org>>::new;
    vec![
        column("id", |it| Datum::Name(it.name)).headed("IF THIS FAILS", 4),
        column("name", |it| Datum::text(it.name.name)),
        column("kind", |it| Datum::Word(it.kind)).headed("KIND", 2),
        column("parties", |it| Datum::count(it.parties))
            .headed("CUSTOMERS OUTSIDE HIT", 3)
            .shown(parties_cell),
        column("broad_parties", |it| Datum::count(it.broad_parties)),
        column("amount", |it| it.amount.map(|sum| Datum::money(it.organisation, sum)).into())
            .headed("PAID A YEAR FOR WHAT IS HIT", 3)
            .or("not known"),
        column("down", |it| Datum::count(it.down)).headed("DOWN", 1),
    ]
}

fn parties_cell(failure: &Failure<'_>) -> Cell {
    match failure.broad_parties {
        0 => failure.parties.to_string().into(),
        more => format!("{} (+{more} broadly)", failure.parties).into(),
    }
}

fn inside_failure<'org>(graph: &Graph<'org>, failing: Failing) -> Failure<'org> {
    let organisation = graph.organisation();
    let impact = impact(graph, failing);
    let (parties, broad_parties) = parties_hit(organisation, &impact.recipients);
    let near = impact.money.iter().filter(|((distance, ..), _)| *distance != Distance::Broad);
    Failure {
        organisation,
        name: Name::of(organisation, subject(failing)),
        kind: match failing {
            Failing::Unit(unit) => organisation.unit(unit).kind_word(),
            Failing::Service(_) => "service",
        },
        parties,
        broad_parties,
        amount: near.map(|(_, sum)| *sum).reduce(|a, b| a + b),
        down: impact.services.iter().filter(|hit| hit.down == Some(true)).count(),
    }
}

fn outside_failure<'org>(graph: &Graph<'org>, party: PartyId) -> Option<Failure<'org>> {
    let organisation = graph.organisation();
    let impact = party_impact(graph, party);
    if impact.pays_for.is_empty() {
        return None;
    }
    let (parties, broad_parties) = parties_hit(organisation, &impact.depending);
    Some(Failure {
        organisation,
        name: Name::of(organisation, party),
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
