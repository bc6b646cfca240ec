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

use super::{At, Edge, Graph, Node};
use crate::{
    id::{PartyId, ServiceId, UnitId},
    model::{Provider, Recipient},
};
use petgraph::Direction;
use std::collections::BTreeMap;

/// What a chain costs: chains are compared by broad steps, then by steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cost {
    /// Steps to everyone or to a group behind half of all services.
    pub broad_steps: u32,
    /// Arrows to recipients or parties.
    pub steps: u32,
}

impl Cost {
    pub(super) const NOTHING: Self = Self {
        broad_steps: 0,
        steps: 0,
    };

    /// With another step.
    pub(super) fn and_a_step(self, broad: bool) -> Self {
        Self {
            broad_steps: self.broad_steps + u32::from(broad),
            steps: self.steps + 1,
        }
    }
}

/// One step of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The service; `None`: a party passes on.
    pub service: Option<ServiceId>,
    /// To whom.
    pub to: Recipient,
}

/// No node.
const NONE: u32 = u32::MAX;

/// The least chains to one party from every service and unit. One value is used for one party after the
/// other, so that a walk costs only what it touches.
#[derive(Debug)]
pub struct Tails<'g, 'org> {
    graph: &'g Graph<'org>,
    cost: Vec<Cost>,
    /// For a service or party the recipient of the next step; for a holder the service of it.
    next: Vec<u32>,
    touched: Vec<At>,
    /// The services that reach the party, best first.
    services: Vec<ServiceId>,
    /// For each unit the service that its least chain begins with.
    first: Vec<u32>,
    /// The units that have one.
    units: Vec<UnitId>,
}

/// Candidates for the next costs: a service or party, and its step.
type Layers = BTreeMap<Cost, Vec<(At, At)>>;

impl<'g, 'org> Tails<'g, 'org> {
    /// Ready for the first party.
    #[must_use]
    pub fn new(graph: &'g Graph<'org>) -> Self {
        let nodes = graph.node_count();
        Self {
            graph,
            cost: vec![Cost::NOTHING; nodes],
            next: vec![NONE; nodes],
            touched: Vec::new(),
            services: Vec::new(),
            first: vec![NONE; graph.organisation.units().len()],
            units: Vec::new(),
        }
    }

    /// Finds the least chains to `party`.
    pub fn find(&mut self, party: PartyId) {
        self.find_any([party]);
    }

    /// Finds the least chains to any of some parties.
    pub fn find_any(&mut self, parties: impl IntoIterator<Item = PartyId>) {
        self.clear();
        let mut layers = Layers::new();
        let goals = parties
            .into_iter()
            .map(|party| self.graph.party_node(party));
        let goals: Vec<At> = goals.collect();
        for &goal in &goals {
            self.settle(goal, Cost::NOTHING, goal);
        }
        for goal in goals {
            self.step_back(goal, &mut layers);
        }
        while let Some((cost, mut candidates)) = layers.pop_first() {
            let rank = |node| self.graph.rank(node);
            candidates.retain(|(node, _)| self.next[node.index()] == NONE);
            candidates.sort_unstable_by_key(|&(node, next)| (rank(node), rank(next)));
            candidates.dedup_by_key(|(node, _)| *node);
            for (node, next) in candidates {
                self.settle(node, cost, next);
                self.step_back(node, &mut layers);
                if let Node::Service(service) = self.graph.node(node) {
                    self.services.push(service);
                    self.hold(node, cost, &mut layers);
                }
            }
        }
        self.note_units();
    }

    /// The cost of the least chain that begins with this service, if there is one.
    #[must_use]
    pub fn cost(&self, service: ServiceId) -> Option<Cost> {
        let at = self.graph.service_node(service).index();
        (self.next[at] != NONE).then(|| self.cost[at])
    }

    /// The service that the least chain from a unit begins with.
    #[must_use]
    pub fn first_of(&self, unit: UnitId) -> Option<ServiceId> {
        let first = self.first[unit.index()];
        (first != NONE).then(|| ServiceId::new(first as usize))
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
        let next = self.next[self.graph.service_node(service).index()];
        let to = (next != NONE).then(|| self.graph.recipient(At(next)))??;
        Some(Link {
            service: Some(service),
            to,
        })
    }

    /// The least chain that begins with this service, step by step; empty if there is none.
    #[must_use]
    pub fn chain(&self, service: ServiceId) -> Vec<Link> {
        self.chain_from(self.graph.service_node(service))
    }

    /// What the least chain costs that begins with this service serving this recipient, if there is one.
    #[must_use]
    pub fn cost_by_way_of(&self, to: Recipient) -> Option<Cost> {
        let node = self.graph.recipient_node(to);
        let settled = self.next[node.index()] != NONE;
        settled.then(|| self.dearer(node))
    }

    /// The least chain that begins with this service serving this recipient.
    #[must_use]
    pub fn chain_by_way_of(&self, service: ServiceId, to: Recipient) -> Vec<Link> {
        let first = Link {
            service: Some(service),
            to,
        };
        let rest = self.chain_from(self.graph.recipient_node(to));
        std::iter::once(first).chain(rest).collect()
    }

    fn chain_from(&self, mut at: At) -> Vec<Link> {
        let mut links = Vec::new();
        loop {
            let next = self.next[at.index()];
            if next == NONE || next as usize == at.index() {
                return links;
            }
            let next = At(next);
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
    }

    fn clear(&mut self) {
        for node in self.touched.drain(..) {
            self.next[node.index()] = NONE;
        }
        for unit in self.units.drain(..) {
            self.first[unit.index()] = NONE;
        }
        self.services.clear();
    }

    fn settle(&mut self, node: At, cost: Cost, next: At) {
        self.cost[node.index()] = cost;
        self.next[node.index()] = next.0;
        self.touched.push(node);
    }

    /// Gives all that hold a service, and don't know a better one, that service to go on with.
    fn hold(&mut self, service: At, cost: Cost, layers: &mut Layers) {
        let mut open = vec![service];
        while let Some(at) = open.pop() {
            let graph = self.graph;
            for holder in graph.near(at, Direction::Incoming, &[Edge::Holds, Edge::Provides]) {
                if self.next[holder.index()] == NONE {
                    self.settle(holder, cost, service);
                    self.step_back(holder, layers);
                    open.push(holder);
                }
            }
        }
    }

    /// The cost of a chain whose first step goes to a settled recipient.
    fn dearer(&self, to: At) -> Cost {
        let broad = self
            .graph
            .recipient(to)
            .is_some_and(|to| self.graph.is_broad(to));
        self.cost[to.index()].and_a_step(broad)
    }

    /// Notes the services and parties from which a step leads to a settled recipient.
    fn step_back(&self, to: At, layers: &mut Layers) {
        let steps = [Edge::Serves, Edge::PassesOn];
        let from = self.graph.near(to, Direction::Incoming, &steps);
        let mut from = from
            .filter(|from| self.next[from.index()] == NONE)
            .peekable();
        if from.peek().is_some() {
            let layer = layers.entry(self.dearer(to)).or_default();
            layer.extend(from.map(|from| (from, to)));
        }
    }

    /// Gives every unit the best service of its parts: services come best first.
    fn note_units(&mut self) {
        let organisation = self.graph.organisation;
        for &service in &self.services {
            for provider in &organisation.service(service).provided_by {
                let Provider::Unit(unit) = *provider else {
                    continue;
                };
                for unit in std::iter::once(unit).chain(organisation.containers(unit)) {
                    let first = &mut self.first[unit.index()];
                    if *first != NONE {
                        break;
                    }
                    *first = u32::try_from(service.index()).unwrap_or(NONE);
                    self.units.push(unit);
                }
            }
        }
    }
}
