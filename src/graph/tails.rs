//! The least chain from every service to one party, found backwards from the party.
//!
//! Chains are compared by broad steps, then steps, then ids, and any part of a least chain is least. So
//! backwards from the party, cost by cost: the services of one cost are taken in the order of their ids, and
//! whoever holds such a service for the first time has found its least way on. One walk touches only what
//! reaches the party, and answers for all units at once:
//!
//! ```text
//! Retail buyers ←serves─ Web shop (1 step) ←provides─ Sales ←serves─ ERP (2 steps) ←provides─ IT
//! ```

mod walk;

use super::{At, Cost, Graph, Heads, Link, Node};
use crate::{
    id::{PartyId, ServiceId, UnitId},
    model::Recipient,
};

/// A node that has a chain.
#[derive(Clone, Copy, Debug)]
struct Settled {
    node: At,
    cost: Cost,
    /// For a service or party the recipient of the next step; for a holder the service of it.
    next: At,
}

/// Numbers from 1 on; 0 is none, so that what a walk doesn't touch costs no memory.
type Numbers = Vec<u32>;

/// The least chains to one party from every service and unit. One value is used for one party after the
/// other, so that a walk costs only what it touches.
#[derive(Debug)]
pub struct Tails<'g, 'org> {
    graph: &'g Graph<'org>,
    /// For each node its number among the settled.
    numbers: Numbers,
    settled: Vec<Settled>,
    /// The services that reach the party, best first.
    services: Vec<ServiceId>,
    /// For each unit the number of the service that its least chain begins with, among the services.
    first: Numbers,
    /// The units that have one.
    units: Vec<UnitId>,
}

impl<'g, 'org> Tails<'g, 'org> {
    /// Ready for the first party.
    #[must_use]
    pub fn new(graph: &'g Graph<'org>) -> Self {
        Self {
            graph,
            numbers: vec![0; graph.node_count()],
            settled: Vec::new(),
            services: Vec::new(),
            first: vec![0; graph.organisation.units().len()],
            units: Vec::new(),
        }
    }

    /// Finds the least chains to `party`.
    pub fn find(&mut self, party: PartyId) {
        self.find_any([party]);
    }

    /// Finds the least chains to any of some parties.
    pub fn find_any(&mut self, parties: impl IntoIterator<Item = PartyId>) {
        let graph = self.graph;
        self.find_where(parties, |_, _| true, |node| graph.rank(node));
    }

    /// Finds what the least chains to any of some parties cost, and of those that cost the same any.
    pub fn measure(&mut self, parties: impl IntoIterator<Item = PartyId>) {
        self.find_where(parties, |_, _| true, |node| node.0);
    }

    /// Finds the least chains to `party` from the services that are nearest to it.
    pub fn find_nearest(&mut self, party: PartyId) {
        let graph = self.graph;
        let steps = graph.reached_parties()[party.index()].unwrap_or(0);
        let least = Cost { steps, ..Cost::NOTHING };
        self.find_where([party], |_, cost| cost <= least, |node| graph.rank(node));
    }

    /// Finds the least chains to `party` from where a walk forwards began.
    pub fn find_along(&mut self, party: PartyId, heads: &Heads<'_, '_>) {
        let costs = heads.costs();
        let all = heads.cost(party);
        let on_the_way = |from, rest| {
            let way = costs.get(&from).map(|cost| cost.and(rest));
            way.is_some() && way == all
        };
        let graph = self.graph;
        self.find_where([party], on_the_way, |node| graph.rank(node));
    }

    /// The cost of the least chain that begins with this service, if there is one.
    #[must_use]
    pub fn cost(&self, service: ServiceId) -> Option<Cost> {
        Some(self.at(self.graph.service_node(service))?.cost)
    }

    /// The service that the least chain from a unit begins with.
    #[must_use]
    pub fn first_of(&self, unit: UnitId) -> Option<ServiceId> {
        let number = self.first[unit.index()] as usize;
        Some(self.services[number.checked_sub(1)?])
    }

    /// The units that have a chain.
    #[must_use]
    pub fn units(&self) -> &[UnitId] {
        &self.units
    }

    /// The services that have a chain, the least chain first.
    #[must_use]
    pub fn services(&self) -> &[ServiceId] {
        &self.services
    }

    /// The first step of the least chain that begins with this service.
    #[must_use]
    pub fn first_link(&self, service: ServiceId) -> Option<Link> {
        let next = self.at(self.graph.service_node(service))?.next;
        Some(Link { service: Some(service), to: self.graph.recipient(next)? })
    }

    /// The least chain that begins with this service, step by step; empty if there is none.
    #[must_use]
    pub fn chain(&self, service: ServiceId) -> Vec<Link> {
        self.chain_from(self.graph.service_node(service))
    }

    /// What the least chain costs that begins with this service serving this recipient, if there is one.
    #[must_use]
    pub fn cost_by_way_of(&self, to: Recipient) -> Option<Cost> {
        let settled = self.at(self.graph.recipient_node(to))?;
        Some(self.dearer(settled))
    }

    /// The least chain that begins with this service serving this recipient.
    #[must_use]
    pub fn chain_by_way_of(&self, service: ServiceId, to: Recipient) -> Vec<Link> {
        let first = Link { service: Some(service), to };
        let rest = self.chain_from(self.graph.recipient_node(to));
        std::iter::once(first).chain(rest).collect()
    }

    fn chain_from(&self, mut at: At) -> Vec<Link> {
        let mut links = Vec::new();
        while let Some(&Settled { next, .. }) = self.at(at)
            && next != at
        {
            let service = match self.graph.node(at) {
                Node::Service(service) => Some(service),
                Node::Party(_) => None,
                Node::Unit(_) | Node::Itself(_) | Node::Group(_) | Node::Everyone => {
                    at = next;
                    continue;
                }
            };
            links.extend(self.graph.recipient(next).map(|to| Link { service, to }));
            at = next;
        }
        links
    }

    fn at(&self, node: At) -> Option<&Settled> {
        let number = self.numbers[node.index()] as usize;
        self.settled.get(number.checked_sub(1)?)
    }

    /// The cost of a chain whose first step goes to a settled recipient.
    fn dearer(&self, to: &Settled) -> Cost {
        let recipient = self.graph.recipient(to.node);
        to.cost.and_a_step(recipient.is_some_and(|to| self.graph.is_broad(to)))
    }
}
