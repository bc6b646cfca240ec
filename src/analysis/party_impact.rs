//! What depends on parties outside, and who contributes to them (SPEC 3.8).

use super::{
    payers::{Basis, Paid, stable_sum},
    primary::{LaneVerdicts, lane_numbers},
    view::View,
};
use crate::{
    graph::{Cost, CostSearch, LANES},
    id::{PartyId, ServiceId, UnitId},
    model::{Payer, Recipient},
};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// A service that somebody pays for.
#[derive(Clone, Debug, PartialEq)]
pub struct PaidService {
    /// The service.
    pub service: ServiceId,
    /// How it is known that the payer pays for it.
    pub basis: Basis,
    /// What this payer pays a year, if known.
    pub amount: Option<f64>,
    /// Its share of all that is paid for the service, from 0 to 1; `None` where an amount is unknown.
    pub share: Option<f64>,
}

/// What would be missed if a party stopped paying, and who contributes to it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PartyImpact {
    /// The services that it pays for, by id.
    pub pays_for: Vec<PaidService>,
    /// Every unit that contributes to it, by broad steps, steps and id.
    pub contributors: Vec<(UnitId, Cost)>,
    /// The units whose contribution a verdict rejects, by id.
    pub rejected: Vec<UnitId>,
}

/// An iterator over the impacts of parties, which are searched for 64 at a time.
pub struct PartyImpacts<'g, 'org> {
    view: View<'g, 'org>,
    parties: Vec<PartyId>,
    /// The index in `parties` of the next one to return.
    next: usize,
    paid: FxHashMap<PartyId, Vec<PaidService>>,
    /// The units by id, so that those of one party need no sorting by id.
    units: Vec<UnitId>,
    costs: CostSearch<'g, 'org>,
    verdicts: LaneVerdicts,
}

impl<'g, 'org> PartyImpacts<'g, 'org> {
    /// Prepares the impacts of some parties.
    pub fn new(view: View<'g, 'org>, parties: Vec<PartyId>) -> Self {
        let (graph, organisation) = (view.graph(), view.organisation());
        let mut units: Vec<UnitId> = organisation.units().map(|(id, _)| id).collect();
        units.sort_by_key(|unit| &organisation.unit(*unit).header.id);
        Self {
            // All at once: one walk over the services answers for every party.
            paid: services_by_payer(view).into_iter().collect(),
            units,
            costs: graph.costs(),
            verdicts: LaneVerdicts::default(),
            next: 0,
            parties,
            view,
        }
    }

    /// Searches for the parties from the next one on.
    fn find(&mut self) {
        let lanes = &self.parties[self.next..self.parties.len().min(self.next + LANES)];
        self.costs.find(lanes.iter().copied().enumerate());
        self.verdicts =
            LaneVerdicts::new(self.view.organisation(), lanes.iter().copied().enumerate());
    }

    /// The parties that were searched for together with the one that was returned last.
    pub fn block(&self) -> &[PartyId] {
        let first = self.next.saturating_sub(1) / LANES * LANES;
        &self.parties[first..self.parties.len().min(first + LANES)]
    }

    /// Every active service through which parties of the block are reached, in the order of the file; each with the
    /// index of such a party in the block, and what its chain costs.
    pub fn services_of_block(&self) -> impl Iterator<Item = (ServiceId, usize, Cost)> {
        let services = self.view.organisation().services().map(|(id, _)| id);
        let costs = services.flat_map(|id| {
            let costs = self.costs.costs_of_service(id);
            costs.map(move |(lanes, cost)| (id, lanes, cost))
        });
        costs.flat_map(|(id, lanes, cost)| lane_numbers(lanes).map(move |lane| (id, lane, cost)))
    }

    /// The units that contribute to the party of a lane, and those that would but for a verdict.
    fn contributors(&self, lane: usize) -> (Vec<(UnitId, Cost)>, Vec<UnitId>) {
        let (mut contributors, mut rejected) = (Vec::new(), Vec::new());
        for &unit in &self.units {
            let Some(cost) = self.costs.cost(unit, lane) else { continue };
            if self.verdicts.rejected(&self.costs, unit) & (1 << lane) != 0 {
                rejected.push(unit);
            } else {
                // Whether a chain is funded orders chains to one party, not units.
                contributors.push((unit, Cost { is_unfunded: false, ..cost }));
            }
        }
        // The sort keeps units of one cost in the order of their ids.
        contributors.sort_by_key(|(_, cost)| *cost);
        (contributors, rejected)
    }
}

impl Iterator for PartyImpacts<'_, '_> {
    type Item = (PartyId, PartyImpact);

    fn next(&mut self) -> Option<Self::Item> {
        let party = *self.parties.get(self.next)?;
        let lane = self.next % LANES;
        // One search for each block of 64 parties, when the first of them is asked for.
        if lane == 0 {
            self.find();
        }
        self.next += 1;
        let (contributors, rejected) = self.contributors(lane);
        let pays_for = self.paid.remove(&party).unwrap_or_default();
        Some((party, PartyImpact { pays_for, contributors, rejected }))
    }
}

/// What depends on a party outside.
pub fn party_impact(view: View<'_, '_>, party: PartyId) -> PartyImpact {
    let impact = PartyImpacts::new(view, vec![party]).next().map(|(_, impact)| impact);
    impact.unwrap_or_default()
}

/// The recipients that depend on services that somebody pays for, each with its broad steps and steps.
pub fn depending(view: View<'_, '_>, paid: &[PaidService]) -> Vec<(Recipient, Cost)> {
    view.graph().affected_by(paid.iter().map(|paid| paid.service).collect()).recipients
}

/// The parties that pay for services, each with these by id.
pub fn services_by_payer(view: View<'_, '_>) -> Vec<(PartyId, Vec<PaidService>)> {
    let organisation = view.organisation();
    let mut by_payer: BTreeMap<PartyId, Vec<PaidService>> = BTreeMap::new();
    for service in view.own_services() {
        let payments = view.payments_for_service(service);
        let parties = payments.iter().filter_map(|paid| paid.payer.party());
        for party in parties.collect::<BTreeSet<PartyId>>() {
            by_payer.entry(party).or_default().extend(paid_service(service, party, &payments));
        }
    }
    for services in by_payer.values_mut() {
        services.sort_by_key(|paid| &organisation.service(paid.service).header.id);
    }
    by_payer.into_iter().collect()
}

/// What a party pays of all payments for a service; `None` if it is none of the payers.
fn paid_service(service: ServiceId, party: PartyId, payments: &[Paid]) -> Option<PaidService> {
    let (mine, others): (Vec<Paid>, Vec<Paid>) =
        payments.iter().partition(|paid| paid.payer == Payer::Party(party));
    let basis = mine.iter().map(|paid| paid.basis).min()?;
    let is_known = payments.iter().all(|paid| paid.amount.is_some());
    let amount = stable_sum(mine.iter().filter_map(|paid| paid.amount).collect());
    let rest = stable_sum(others.iter().filter_map(|paid| paid.amount).collect()).unwrap_or(0.0);
    let share = match amount {
        // Who pays alone pays all of it, whatever the amount is.
        _ if others.is_empty() => Some(1.0),
        // A share of a sum with unknown parts would be invented; and 0 of 0 has none.
        Some(amount) if is_known && amount + rest > 0.0 => Some(amount / (amount + rest)),
        _ => None,
    };
    Some(PaidService { service, basis, amount, share })
}
