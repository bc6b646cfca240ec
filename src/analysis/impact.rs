//! Impact: who is affected if something fails, step by step, and what is paid for what is affected.
//!
//! Impact is no forecast: a service that is affected may well go on for a while.

use super::{
    failures::{Failing, services_affected_first},
    payers::{Basis, beneficiaries_served, payers_of_services, payments_for_service, stable_sum},
    relations::owner_and_backup,
};
use crate::{
    graph::{Affected, Cost, Graph, LANES},
    id::{PartyId, ServiceId, UnitId},
    model::{Organisation, PaidAs, Payer, Recipient},
};
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};

/// A service that is affected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AffectedService {
    /// The service.
    pub service: ServiceId,
    /// The broad steps to it, and the step at which its recipients are affected: 1 for what fails.
    pub cost: Cost,
    /// True for the failed service itself and for services of the failed unit; false for those that a person's failure
    /// merely weakens.
    pub is_own: bool,
    /// True if no provider is left; `None` downstream, where that is unknown.
    pub down: Option<bool>,
}

/// Sums of known amounts a year, by how far away the service is affected, by payer and by what it is paid as.
pub type Money = BTreeMap<(Distance, Payer, Option<PaidAs>), f64>;

/// What a failure affects (SPEC 3.8). Lists by broad steps, step and id.
#[derive(Clone, Debug, PartialEq)]
pub struct Impact {
    /// The services.
    pub services: Vec<AffectedService>,
    /// The recipients.
    pub recipients: Vec<(Recipient, Cost)>,
    /// The active parties among them.
    pub parties: Vec<PartyId>,
    /// The payers of the services, each payment counted once; by id.
    pub payers: Vec<AffectedPayer>,
    /// The money that is paid a year for the services, each payment counted once.
    pub money: Money,
    /// The parties that are stated to pay for services that are not affected, but serve a beneficiary that is affected
    /// without a broad step: who is failed pays for the rest as well, and so do the payers behind them. By id.
    pub exposed: Vec<AffectedPayer>,
    /// The parties whose relationship the unit owns, by id.
    pub relationships: Vec<PartyId>,
    /// The parties among `relationships` without a backup.
    pub backups_missing: Vec<PartyId>,
}

/// Somebody who pays for services that are affected, or are exposed.
#[derive(Clone, Debug, PartialEq)]
pub struct AffectedPayer {
    /// The payer.
    pub payer: Payer,
    /// The basis: of several services the strongest.
    pub basis: Basis,
    /// The sum of the known amounts a year; `None` where none is known.
    pub amount: Option<f64>,
    /// The services, by id.
    pub services: Vec<ServiceId>,
}

/// The distance from a failure to a service that is paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Distance {
    /// The failed service itself, or one of the failed unit.
    Own,
    /// A service that is weakened, or affected through others without a broad step.
    Through,
    /// A service that is affected by broad steps only.
    Broad,
}

impl Distance {
    /// Its word in output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Through => "through",
            Self::Broad => "broad",
        }
    }

    fn of(affected: &AffectedService) -> Self {
        match affected.cost {
            _ if affected.is_own => Self::Own,
            Cost { broad_steps: 1.., .. } => Self::Broad,
            Cost { .. } => Self::Through,
        }
    }
}

/// Who is affected if something inside fails.
pub fn impact(graph: &Graph<'_>, failing: Failing) -> Impact {
    impact_of(graph, failing, graph.affected_by(services_affected_first(graph, failing)))
}

/// Who is affected by each of some failures, in their order; 64 share a search.
pub fn impacts<'a>(
    graph: &'a Graph<'_>,
    failures: &'a [Failing],
) -> impl Iterator<Item = Impact> + 'a {
    let mut search = graph.failures();
    failures.iter().enumerate().map(move |(at, failing)| {
        let lane = at % LANES;
        if lane == 0 {
            let block = failures[at..].iter().take(LANES);
            search.find(block.map(|failing| services_affected_first(graph, *failing)));
        }
        impact_of(graph, *failing, search.affected(lane))
    })
}

/// The impact of a failure that affects these services and recipients.
fn impact_of(graph: &Graph<'_>, failing: Failing, affected: Affected) -> Impact {
    let organisation = graph.organisation();
    let own = match failing {
        Failing::Unit(unit) => graph.services_of(unit),
        Failing::Service(service) if organisation.is_active(service) => vec![service],
        Failing::Service(_) => Vec::new(),
    };
    let failed: BTreeSet<ServiceId> = own.into_iter().collect();
    let services: Vec<AffectedService> = (affected.services.into_iter())
        .map(|(service, cost)| {
            let is_own = failed.contains(&service);
            AffectedService {
                service,
                is_own,
                // SPEC 3.8: downstream nobody knows; what a person merely weakens is never down.
                down: (cost.steps == 0).then(|| is_own && is_down(organisation, service, failing)),
                // SPEC 5: a service is listed with the step at which its recipients
                // are affected, one after its own.
                cost: Cost { steps: cost.steps + 1, ..cost },
            }
        })
        .collect();
    let parties = affected.recipients.iter().filter_map(|(to, _)| to.party());
    let relationships = match failing {
        Failing::Unit(unit) => relationships_owned_by(organisation, unit),
        Failing::Service(_) => Vec::new(),
    };
    Impact {
        parties: parties.filter(|party| organisation.is_active_party(*party)).collect(),
        payers: affected_payers(graph, &services),
        money: money(graph, &services),
        exposed: exposed(graph, &services, &affected.recipients),
        backups_missing: without_backup(organisation, &relationships),
        relationships,
        recipients: affected.recipients,
        services,
    }
}

/// Whether nobody is left who provides a service: it is what fails, or all its providers are.
fn is_down(organisation: &Organisation, service: ServiceId, failing: Failing) -> bool {
    match failing {
        Failing::Service(_) => true,
        Failing::Unit(unit) => (organisation.service(service).provided_by.iter()).all(|provider| {
            provider.unit().is_some_and(|provider| organisation.is_part(provider, unit))
        }),
    }
}

/// The payers of the services that a failure affects without a broad step, by id (SPEC 3.8, `own` and `through`).
pub fn payers_without_broad_steps(graph: &Graph<'_>, impact: &Impact) -> Vec<AffectedPayer> {
    let near = impact.services.iter().filter(|it| Distance::of(it) != Distance::Broad);
    affected_payers(graph, near)
}

/// The payers of services that are affected, by id.
fn affected_payers<'a>(
    graph: &Graph<'_>,
    services: impl IntoIterator<Item = &'a AffectedService>,
) -> Vec<AffectedPayer> {
    let mut paid: Vec<ServiceId> = services.into_iter().map(|affected| affected.service).collect();
    // `payers_of_services` needs the services by id, each once.
    graph.sort_by_id(&mut paid);
    let payers = payers_of_services(graph, paid).into_iter();
    let affected = payers.map(|row| AffectedPayer {
        payer: row.payer,
        basis: row.basis,
        amount: row.amount,
        services: row.services,
    });
    affected.collect()
}

/// The parties that are stated to pay for services that are not affected, but serve a beneficiary that is affected
/// without a broad step; by id.
fn exposed(
    graph: &Graph<'_>,
    services: &[AffectedService],
    recipients: &[(Recipient, Cost)],
) -> Vec<AffectedPayer> {
    let organisation = graph.organisation();
    let affected: FxHashSet<ServiceId> = services.iter().map(|affected| affected.service).collect();
    let near = recipients.iter().filter(|(_, cost)| cost.broad_steps == 0);
    let failed: FxHashSet<PartyId> = near.filter_map(|(to, _)| to.party()).collect();
    let mut all: BTreeMap<&str, (AffectedPayer, Vec<f64>)> = BTreeMap::new();
    // SPEC 3.8, `exposed`: who is failed pays for the rest as well, and so
    // do the payers behind them.
    for (service, _) in organisation.services().filter(|(id, _)| !affected.contains(id)) {
        let served = beneficiaries_served(organisation, service);
        if !served.iter().any(|party| failed.contains(party)) {
            continue;
        }
        let paid = payments_for_service(graph, service)
            .into_iter()
            .filter(|paid| paid.basis == Basis::Stated);
        for paid in paid.filter(|paid| paid.payer.party().is_some()) {
            let payer = paid.payer;
            let id = organisation.id_of(payer.into());
            let (row, amounts) = all.entry(id).or_insert_with(|| {
                let basis = Basis::Stated;
                (AffectedPayer { payer, basis, amount: None, services: Vec::new() }, Vec::new())
            });
            row.services.push(service);
            amounts.extend(paid.amount);
        }
    }
    let rows = all.into_values().map(|(mut row, amounts)| {
        graph.sort_by_id(&mut row.services);
        row.amount = stable_sum(amounts);
        row
    });
    rows.collect()
}

/// The money paid a year for what is affected, by how far away it is, by payer and by kind of payment: each
/// payment once, and only where its amount is known.
fn money(graph: &Graph<'_>, services: &[AffectedService]) -> Money {
    let mut amounts: BTreeMap<(Distance, Payer, Option<PaidAs>), Vec<f64>> = BTreeMap::new();
    for affected in services {
        for paid in payments_for_service(graph, affected.service) {
            let key = (Distance::of(affected), paid.payer, paid.paid_as);
            // Amounts are kept one by one and summed at the end, so that the sum does
            // not depend on their order.
            amounts.entry(key).or_default().extend(paid.amount);
        }
    }
    let sums = amounts.into_iter();
    sums.filter_map(|(key, amounts)| Some((key, stable_sum(amounts)?))).collect()
}

/// The parties whose relationship a unit owns, by id.
pub fn relationships_owned_by(organisation: &Organisation, owner: UnitId) -> Vec<PartyId> {
    let parties = organisation.parties().filter(|(_, party)| {
        let kept = party.relationship.as_ref();
        kept.is_some_and(|kept| kept.owner == Some(owner))
    });
    let mut kept: Vec<PartyId> = parties.map(|(id, _)| id).collect();
    kept.sort_by_key(|party| &organisation.party(*party).header.id);
    kept
}

/// The parties whose relationship has no backup.
fn without_backup(organisation: &Organisation, parties: &[PartyId]) -> Vec<PartyId> {
    let missing = |party: &PartyId| owner_and_backup(organisation.party(*party)).1.is_none();
    parties.iter().copied().filter(missing).collect()
}
