//! What is affected when services fail: costs from the services to everything that uses them.

use super::{
    Graph,
    arrivals::{ArrivalDetail, Arrivals, LANES, LaneReach},
    chain::Cost,
    layout::NodeLayout,
    search::Search,
};
use crate::{
    id::{PartyId, ServiceId, Subject},
    model::Recipient,
};
use rustc_hash::FxHashSet;

/// Everything that is affected when some services fail, each at its least cost; by cost, then by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Affected {
    /// The services: those that fail at no cost, and those that lack something they use.
    pub services: Vec<(ServiceId, Cost)>,
    /// The recipients, as services and `reaches` name them.
    pub recipients: Vec<(Recipient, Cost)>,
}

/// A search for whom failures affect, for up to 64 failures at a time. One value serves any number of searches in a
/// row, and keeps its memory between them.
#[derive(Debug)]
pub struct FailureSearch<'g, 'org> {
    graph: &'g Graph<'org>,
    layout: &'g NodeLayout,
    search: Search<'g>,
}

impl<'org> Graph<'org> {
    /// Creates a search for whom failures affect.
    pub fn failures(&self) -> FailureSearch<'_, 'org> {
        let layout = self.layout_for_costs();
        // SPEC 3.8: failures spread from services to those who use them.
        let forward = layout.forward();
        // Forwards the search finds costs only: see the module `search` for why chains are exact
        // only backwards.
        let arrivals = Arrivals::new(forward.node_count(), ArrivalDetail::Costs);
        FailureSearch { graph: self, layout, search: Search::new(forward, arrivals) }
    }

    /// Returns whom the failure of some services affects.
    pub fn affected_by(&self, services: Vec<ServiceId>) -> Affected {
        let mut failures = self.failures();
        failures.find([services]);
        failures.affected(0)
    }
}

impl FailureSearch<'_, '_> {
    /// Finds whom each of up to 64 failures affects; a failure is one or more services that fail together.
    pub fn find(&mut self, failures: impl IntoIterator<Item = Vec<ServiceId>>) {
        let layout = self.layout;
        let lanes = failures.into_iter().take(LANES).enumerate();
        self.search.run(lanes.flat_map(|(lane, services)| {
            // All services of one failure start at cost zero: what fails together is one start.
            services.into_iter().map(move |service| (layout.service_node(service), 1 << lane))
        }));
    }

    /// The failures that affect a service.
    pub fn reach_of_service(&self, service: ServiceId) -> LaneReach {
        self.search.arrivals.reach_of(self.layout.service_node(service))
    }

    /// The failures that affect a party.
    pub fn reach_of_party(&self, party: PartyId) -> LaneReach {
        self.search.arrivals.reach_of(self.layout.party_node(party))
    }

    /// Everything that one failure affects.
    pub fn affected(&self, lane: usize) -> Affected {
        let (layout, arrivals) = (self.layout, &self.search.arrivals);
        let mut affected = Affected::default();
        for &node in arrivals.nodes() {
            let Some(cost) = arrivals.cost(node, lane) else { continue };
            // Only chains to parties are funded or not.
            let cost = Cost { is_unfunded: false, ..cost };
            if let Some(service) = layout.service(node) {
                affected.services.push((service, cost));
            } else if let Some(recipient) = layout.recipient(node) {
                affected.recipients.push((recipient, cost));
            }
        }
        let organisation = self.graph.organisation;
        affected.services.sort_by_key(|(id, cost)| (*cost, &*organisation.service(*id).header.id));
        let id_of = |recipient: Recipient| organisation.id_of(Subject::from(recipient));
        affected.recipients.sort_by_key(|(recipient, cost)| (*cost, id_of(*recipient)));
        // Some recipients use one service for less than another, and are affected at both costs.
        let mut seen = FxHashSet::default();
        affected.recipients.retain(|(recipient, _)| seen.insert(*recipient));
        affected
    }
}
