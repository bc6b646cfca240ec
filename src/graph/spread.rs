//! Everything that is hit when some services fail, each at its least broad steps and steps.

use super::{
    At, Cost, Graph, Node,
    opened::{Opened, Work},
};
use crate::{id::ServiceId, model::Recipient};
use fixedbitset::FixedBitSet;
use std::collections::BTreeMap;

/// What is hit, by broad steps, steps and id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// The services that no longer get what they need, those that fail among them at no cost.
    pub services: Vec<(ServiceId, Cost)>,
    /// The recipients, as named in `serves` and `reaches`.
    pub recipients: Vec<(Recipient, Cost)>,
}

/// A walk from services outwards.
struct Walk<'g, 'org> {
    graph: &'g Graph<'org>,
    hit: FixedBitSet,
    opened: Opened<'g, 'org>,
    /// What is being hit.
    found: Vec<Work>,
    /// The services that are.
    services: FixedBitSet,
    next: BTreeMap<Cost, Vec<At>>,
    spread: Spread,
}

impl Graph<'_> {
    /// Who is hit when these services fail.
    #[must_use]
    pub fn spread(&self, services: &[ServiceId]) -> Spread {
        let mut walk = Walk {
            graph: self,
            hit: FixedBitSet::with_capacity(self.node_count()),
            opened: Opened::new(self),
            found: Vec::new(),
            services: FixedBitSet::with_capacity(self.organisation.services().len()),
            next: BTreeMap::new(),
            spread: Spread::default(),
        };
        walk.fail(services, Cost::NOTHING);
        while let Some((cost, nodes)) = walk.next.pop_first() {
            for node in nodes {
                walk.arrive(node, cost);
            }
        }
        let mut spread = walk.spread;
        let by_service = |service| self.rank(self.service_node(service));
        let services = &mut spread.services;
        services.sort_by_cached_key(|(service, cost)| (*cost, by_service(*service)));
        let by_recipient = |to| self.rank(self.recipient_node(to));
        let recipients = &mut spread.recipients;
        recipients.sort_by_cached_key(|(to, cost)| (*cost, by_recipient(*to)));
        spread
    }
}

impl Walk<'_, '_> {
    /// A recipient is hit, if it wasn't at less.
    fn arrive(&mut self, node: At, cost: Cost) {
        if self.hit.put(node.index()) {
            return;
        }
        let graph = self.graph;
        let recipient = graph.recipient(node);
        self.spread
            .recipients
            .extend(recipient.map(|to| (to, cost)));
        if let Node::Party(party) = graph.node(node) {
            for party in graph.passed_on(party) {
                self.step(Recipient::Party(party), cost);
            }
        } else {
            let mut found = std::mem::take(&mut self.found);
            self.opened.open(node, &mut found);
            for work in found.drain(..) {
                self.fail(work.services(graph), cost);
            }
            self.found = found;
        }
    }

    /// Services are hit, if they weren't at less.
    fn fail(&mut self, services: &[ServiceId], cost: Cost) {
        let graph = self.graph;
        for &service in services {
            if self.services.put(service.index()) {
                continue;
            }
            self.spread.services.push((service, cost));
            for relation in graph.organisation.relations(service) {
                self.step(relation.to, cost);
            }
        }
    }

    /// Notes whom a step takes it to.
    fn step(&mut self, to: Recipient, cost: Cost) {
        let node = self.graph.recipient_node(to);
        if !self.hit.contains(node.index()) {
            let dearer = cost.and_a_step(self.graph.is_broad(to));
            self.next.entry(dearer).or_default().push(node);
        }
    }
}
