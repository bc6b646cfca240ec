//! The answer of `impact`: who is hit if something fails, and what hangs on a party outside.

use super::{
    Cell, Column, Table,
    words::{amount, count},
};
use crate::{
    analysis::{self, Distance, Failing, Impact, PartyImpact, impact, money, party_impact},
    graph::{Cost, Graph},
    id::PartyId,
    model::{Organisation, Provider, Recipient, Subject},
};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many names a cell shows unless all are wanted.
const NAMES: usize = 6;

/// The facts of an impact.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "README names each key")]
pub struct ImpactFact<'org> {
    pub of: &'org str,
    pub services: Vec<HitServiceFact<'org>>,
    pub hit: Vec<HitFact<'org>>,
    pub parties: Vec<&'org str>,
    pub payers: Vec<HitPayerFact<'org>>,
    pub relationships: Vec<&'org str>,
    pub backups_missing: Vec<&'org str>,
}

/// A service that is hit.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "README names each key")]
pub struct HitServiceFact<'org> {
    pub id: &'org str,
    pub step: u32,
    pub broad_steps: u32,
    pub down: Option<bool>,
}

/// A recipient that is hit.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "README names each key")]
pub struct HitFact<'org> {
    pub id: &'org str,
    pub kind: &'org str,
    pub step: u32,
    pub broad_steps: u32,
}

/// A payer of services that are hit.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "README names each key")]
pub struct HitPayerFact<'org> {
    pub id: &'org str,
    pub amount: Option<f64>,
    pub services: Vec<&'org str>,
}

/// The facts of what hangs on a party outside.
#[derive(Debug, Serialize)]
pub struct PartyImpactFact<'org> {
    /// The party.
    pub of: &'org str,
    /// The services that it pays for.
    pub pays_for: Vec<PaidServiceFact<'org>>,
    /// Who depends on those.
    pub depending: Vec<HitFact<'org>>,
    /// Who contributes to it.
    pub contributors: Vec<HitFact<'org>>,
}

/// A service that the party pays for.
#[derive(Debug, Serialize)]
pub struct PaidServiceFact<'org> {
    /// The service.
    pub id: &'org str,
    /// What the party pays a year.
    pub amount: Option<f64>,
    /// Its share of all that is paid, from 0 to 1.
    pub share: Option<f64>,
}

/// What `impact` answers.
#[derive(Debug)]
pub enum Impacted<'org> {
    /// Something inside fails.
    Inside(Failing, Impact, &'org Organisation),
    /// A party outside stops paying.
    Outside(PartyId, PartyImpact, &'org Organisation),
}

/// The impact of a department, person, service or party.
#[must_use]
pub fn impacted<'org>(graph: &Graph<'org>, what: Subject) -> Option<Impacted<'org>> {
    let organisation = graph.organisation();
    let inside = |failing| {
        Some(Impacted::Inside(
            failing,
            impact(graph, failing),
            organisation,
        ))
    };
    match what {
        Subject::Unit(unit) => inside(Failing::Unit(unit)),
        Subject::Service(service) => inside(Failing::Service(service)),
        Subject::Party(party) => Some(Impacted::Outside(
            party,
            party_impact(graph, party),
            organisation,
        )),
        Subject::Organisation | Subject::Everyone | Subject::Group(_) => None,
    }
}

fn kind(organisation: &Organisation, to: Recipient) -> &'static str {
    match to {
        Recipient::Unit(unit) => organisation.unit(unit).kind_word(),
        Recipient::Group(_) | Recipient::Everyone => "group",
        Recipient::Service(_) => "service",
        Recipient::Party(party) => organisation.party(party).kind.word(),
    }
}

fn hit_fact(organisation: &Organisation, to: Recipient, cost: Cost) -> HitFact<'_> {
    HitFact {
        id: organisation.id_of(to.into()),
        kind: kind(organisation, to),
        step: cost.steps,
        broad_steps: cost.broad_steps,
    }
}

/// The facts of a failure inside.
#[must_use]
pub fn impact_fact<'org>(
    organisation: &'org Organisation,
    failing: Failing,
    impact: &Impact,
) -> ImpactFact<'org> {
    let party_ids = |parties: &[PartyId]| -> Vec<&'org str> {
        parties
            .iter()
            .map(|party| &*organisation.party(*party).about.id)
            .collect()
    };
    let service_id = |service| &*organisation.service(service).about.id;
    ImpactFact {
        of: organisation.id_of(subject(failing)),
        services: (impact.services.iter())
            .map(|hit| HitServiceFact {
                id: service_id(hit.service),
                step: hit.cost.steps,
                broad_steps: hit.cost.broad_steps,
                down: hit.down,
            })
            .collect(),
        hit: (impact.recipients.iter())
            .map(|(to, cost)| hit_fact(organisation, *to, *cost))
            .collect(),
        parties: party_ids(&impact.parties),
        payers: (impact.payers.iter())
            .map(|payer| HitPayerFact {
                id: organisation.id_of(payer.payer.into()),
                amount: payer.amount,
                services: payer
                    .services
                    .iter()
                    .map(|service| service_id(*service))
                    .collect(),
            })
            .collect(),
        relationships: party_ids(&impact.relationships),
        backups_missing: party_ids(&impact.backups_missing),
    }
}

/// The facts of what hangs on a party.
#[must_use]
pub fn party_impact_fact<'org>(
    organisation: &'org Organisation,
    party: PartyId,
    impact: &PartyImpact,
) -> PartyImpactFact<'org> {
    PartyImpactFact {
        of: &organisation.party(party).about.id,
        pays_for: (impact.pays_for.iter())
            .map(|paid| PaidServiceFact {
                id: &organisation.service(paid.service).about.id,
                amount: paid.amount,
                share: paid.share,
            })
            .collect(),
        depending: (impact.depending.iter())
            .map(|(to, cost)| hit_fact(organisation, *to, *cost))
            .collect(),
        contributors: (impact.contributors.iter())
            .map(|(unit, cost)| hit_fact(organisation, Recipient::Unit(*unit), *cost))
            .collect(),
    }
}

fn subject(failing: Failing) -> Subject {
    match failing {
        Failing::Unit(unit) => Subject::Unit(unit),
        Failing::Service(service) => Subject::Service(service),
    }
}

impl Impacted<'_> {
    /// The answer as a table; every name where `all` are wanted.
    #[must_use]
    pub fn table(&self, all: bool) -> Table {
        let most = if all { usize::MAX } else { NAMES };
        match self {
            Self::Inside(failing, impact, organisation) => {
                inside_table(organisation, *failing, impact, most)
            }
            Self::Outside(party, impact, organisation) => {
                outside_table(organisation, *party, impact, most)
            }
        }
    }
}

/// Names as `a, b, c +2`.
fn names<'n>(names: impl Iterator<Item = &'n str>, most: usize) -> String {
    let all: Vec<&str> = names.collect();
    let shown = all[..all.len().min(most)].join(", ");
    match all.len().saturating_sub(most) {
        0 => shown,
        more => format!("{shown} +{more}"),
    }
}

fn step(cost: Cost) -> String {
    match cost.broad_steps {
        0 => cost.steps.to_string(),
        1 => format!("{}, broad", cost.steps),
        broad => format!("{}, {broad} broad", cost.steps),
    }
}

fn inside_table(
    organisation: &Organisation,
    failing: Failing,
    impact: &Impact,
    most: usize,
) -> Table {
    let name = organisation.name_of(subject(failing));
    let inside = impact.recipients.iter();
    let inside = inside
        .filter(|(to, _)| !matches!(to, Recipient::Party(_)))
        .count();
    let mut title = vec![format!(
        "If {name} fails: {} inside and {} outside are hit.",
        count(inside, "recipient"),
        count(impact.parties.len(), "customer"),
    )];
    title.extend(state(organisation, impact));
    let mut costs: Vec<Cost> = impact.recipients.iter().map(|(_, cost)| *cost).collect();
    costs.dedup();
    let row = |cost: &Cost| {
        let at = |outside: bool| {
            let hit = impact
                .recipients
                .iter()
                .filter(move |(to, at)| at == cost && matches!(to, Recipient::Party(_)) == outside);
            names(hit.map(|(to, _)| organisation.name_of((*to).into())), most)
        };
        // A step that ends broadly begins at a service one broad step nearer, or at one just before it.
        let through = impact.services.iter().filter(|hit| {
            let relations = organisation.relations(hit.service);
            let mut hits = relations.map(|relation| relation.to);
            hit.cost.steps == cost.steps && hits.any(|to| impact.recipients.contains(&(to, *cost)))
        });
        let through = names(
            through.map(|hit| &*organisation.service(hit.service).about.name),
            most,
        );
        vec![
            step(*cost).into(),
            at(false).into(),
            at(true).into(),
            through.into(),
        ]
    };
    Table {
        title,
        columns: vec![
            Column::new("STEP", 1),
            Column::new("HIT INSIDE", 4),
            Column::new("HIT OUTSIDE", 4),
            Column::new("THROUGH", 4),
        ],
        rows: costs.iter().map(row).collect(),
        notes: notes(organisation, impact, most),
    }
}

/// Which of its services are down, and which go on weakened.
fn state(organisation: &Organisation, impact: &Impact) -> Option<String> {
    let of = |down: bool| {
        let hit = impact
            .services
            .iter()
            .filter(move |hit| hit.down == Some(down));
        names(
            hit.map(|hit| &*organisation.service(hit.service).about.name),
            NAMES,
        )
    };
    let (down, weakened) = (of(true), of(false));
    match (down.is_empty(), weakened.is_empty()) {
        (true, true) => None,
        (false, true) => Some(format!("Down: {down}.")),
        (true, false) => Some(format!("Weakened: {weakened}.")),
        (false, false) => Some(format!("Down: {down}. Weakened: {weakened}.")),
    }
}

fn notes(organisation: &Organisation, impact: &Impact, most: usize) -> Vec<String> {
    let mut notes = Vec::new();
    let mut by_distance: BTreeMap<Distance, (f64, Vec<String>)> = BTreeMap::new();
    for ((distance, payer, paid_as), sum) in money(organisation, &impact.services) {
        let (all, lines) = by_distance.entry(distance).or_default();
        *all += sum;
        let paid_as = paid_as.map_or(String::new(), |paid_as| format!(" as {}", paid_as.word()));
        let name = organisation.name_of(payer.into());
        lines.push(format!("{name} {}{paid_as}", amount(organisation, sum)));
    }
    for (distance, (all, lines)) in by_distance {
        let payers = names(lines.iter().map(String::as_str), most);
        let all = amount(organisation, all);
        notes.push(format!(
            "Paid a year for what is hit, {}: {all} ({payers}).",
            distance.word()
        ));
    }
    if !notes.is_empty() {
        notes.push("That is what is paid today for what is hit. It is no forecast.".to_owned());
    }
    let parties = |all: &[PartyId]| {
        names(
            all.iter()
                .map(|party| &*organisation.party(*party).about.name),
            most,
        )
    };
    if !impact.relationships.is_empty() {
        let alone = match impact.backups_missing.as_slice() {
            [] => "each with a stand-in".to_owned(),
            missing => format!("nobody stands in for {}", parties(missing)),
        };
        notes.push(format!(
            "Looks after {}: {alone}.",
            parties(&impact.relationships)
        ));
    }
    notes
}

fn outside_table(
    organisation: &Organisation,
    party: PartyId,
    impact: &PartyImpact,
    most: usize,
) -> Table {
    let name = &organisation.party(party).about.name;
    let mut notes = Vec::new();
    let of = |outside: bool| {
        let hit = impact.depending.iter();
        let hit = hit.filter(move |(to, cost)| {
            cost.broad_steps == 0 && matches!(to, Recipient::Party(_)) == outside
        });
        names(hit.map(|(to, _)| organisation.name_of((*to).into())), most)
    };
    let (inside, outside) = (of(false), of(true));
    if !impact.pays_for.is_empty() {
        let or_nobody = |names: String| {
            if names.is_empty() {
                "nobody".to_owned()
            } else {
                names
            }
        };
        notes.push(format!(
            "Inside, these depend on what it pays for: {}.",
            or_nobody(inside)
        ));
        notes.push(format!("Outside, these do: {}.", or_nobody(outside)));
    }
    let mut costs: Vec<Cost> = impact.contributors.iter().map(|(_, cost)| *cost).collect();
    costs.dedup();
    for cost in costs {
        let at = impact.contributors.iter().filter(|(_, at)| *at == cost);
        let units = names(
            at.map(|(unit, _)| &*organisation.unit(*unit).about.name),
            most,
        );
        let steps = count(cost.steps as usize, "step");
        let broad = if cost.broad_steps > 0 {
            ", broadly"
        } else {
            ""
        };
        notes.push(format!("Contribute to it in {steps}{broad}: {units}."));
    }
    let rows = impact.pays_for.iter().map(|paid| {
        let service = organisation.service(paid.service);
        let providers = service.provided_by.iter();
        let providers =
            providers.map(|provider: &Provider| organisation.name_of((*provider).into()));
        let sum = paid
            .amount
            .map_or("not known".to_owned(), |sum| amount(organisation, sum));
        let share = paid.share.map_or("not known".to_owned(), |share| {
            format!("{:.0} %", share * 100.0)
        });
        let cells: Vec<Cell> = vec![
            service.about.name.to_string().into(),
            names(providers, most).into(),
            sum.into(),
            share.into(),
        ];
        cells
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    let first = match rows.len() {
        0 => format!("{name} pays for nothing."),
        services => format!(
            "If {name} stops paying: {} lose money.",
            count(services, "service")
        ),
    };
    let heads = [
        ("SERVICE", 3),
        ("PROVIDED BY", 3),
        ("PAYS A YEAR", 2),
        ("ITS SHARE", 2),
    ];
    Table {
        title: vec![first],
        columns: if rows.is_empty() {
            Vec::new()
        } else {
            heads.map(|(head, weight)| Column::new(head, weight)).into()
        },
        rows,
        notes,
    }
}

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
    let services = services
        .filter(|&id| organisation.is_active(id))
        .map(Failing::Service);
    let inside = units
        .chain(services)
        .map(|failing| inside_failure(graph, failing));
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
    let near = sums
        .into_iter()
        .filter(|((distance, ..), _)| *distance != Distance::Broad);
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
        down: impact
            .services
            .iter()
            .filter(|hit| hit.down == Some(true))
            .count(),
    }
}

fn outside_failure<'org>(graph: &Graph<'org>, party: PartyId) -> Option<ReachOfFailure<'org>> {
    let organisation = graph.organisation();
    let impact = analysis::party_impact(graph, party);
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
        amount: (impact.pays_for.iter())
            .filter_map(|paid| paid.amount)
            .reduce(|a, b| a + b),
        down: impact
            .pays_for
            .iter()
            .filter(|paid| paid.share == Some(1.0))
            .count(),
    })
}

/// The active parties that are hit without a broad step, and those that are hit only broadly.
fn parties_hit(organisation: &Organisation, hit: &[(Recipient, Cost)]) -> (usize, usize) {
    let active = hit.iter().filter(
        |(to, _)| matches!(to, Recipient::Party(party) if organisation.is_active_party(*party)),
    );
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
    let row = |one: &ReachOfFailure<'_>| -> Vec<Cell> {
        let broad = match one.broad_parties {
            0 => String::new(),
            more => format!(" (+{more} broadly)"),
        };
        vec![
            one.name.into(),
            one.kind.into(),
            format!("{}{broad}", one.parties).into(),
            one.amount
                .map_or("not known".to_owned(), |sum| amount(organisation, sum))
                .into(),
            one.down.to_string().into(),
        ]
    };
    let mut notes = vec![
        "Down: services that nobody else provides; of a payer, those that nobody else pays for. No forecast."
            .to_owned(),
    ];
    if all.len() > most {
        notes.insert(
            0,
            format!(
                "Showing {most} of {}: -o FILE, or --format plain, has them all.",
                all.len()
            ),
        );
    }
    Table {
        title: vec!["The failures that reach most, first.".to_owned()],
        columns: vec![
            Column::new("IF THIS FAILS", 4),
            Column::new("KIND", 2),
            Column::new("CUSTOMERS OUTSIDE HIT", 3),
            Column::new("PAID A YEAR FOR WHAT IS HIT", 3),
            Column::new("DOWN", 1),
        ],
        rows: all.iter().take(most).map(row).collect(),
        notes,
    }
}
