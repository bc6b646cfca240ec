//! Everything that is hit when some services fail, each at its least broad steps and steps.

use super::{At, Cost, Graph, Node, opened::Opened, serving::To};
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

/// A walk from services outwards. As in [`super::Heads`], the first step that leads to somebody costs least.
struct Walk<'g, 'org> {
    graph: &'g Graph<'org>,
    /// The recipients that are hit.
    hit: FixedBitSet,
    /// The services that are.
    services: FixedBitSet,
    opened: Opened<'g, 'org>,
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
            services: FixedBitSet::with_capacity(self.organisation.services().len()),
            opened: Opened::new(self),
            next: BTreeMap::new(),
            spread: Spread::default(),
        };
        walk.fail(services, Cost::NOTHING);
        for &service in services {
            for relation in self.organisation.relations(service) {
                walk.step(To::new(self, relation.to), Cost::NOTHING);
            }
        }
        while let Some((cost, nodes)) = walk.next.pop_first() {
            for node in nodes {
                walk.go_on(node, cost);
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
    /// Services are hit, if they weren't at less.
    fn fail(&mut self, services: &[ServiceId], cost: Cost) {
        let hit = services.iter().copied();
        let hit = hit.filter(|service| !self.services.put(service.index()));
        self.spread.services.extend(hit.map(|service| (service, cost)));
    }

    /// A recipient is hit, if it wasn't at less.
    fn step(&mut self, to: To, cost: Cost) {
        let node = to.node();
        if !self.hit.put(node.index()) {
            let cost = cost.and_a_step(to.is_broad());
            let recipient = self.graph.recipient(node);
            let hit = recipient.map(|to| (to, cost));
            self.spread.recipients.extend(hit);
            self.next.entry(cost).or_default().push(node);
        }
    }

    /// What a recipient that is hit passes on, or puts to work, hits others.
    fn go_on(&mut self, node: At, cost: Cost) {
        let graph = self.graph;
        if let Node::Party(party) = graph.node(node) {
            for party in graph.passed_on(party) {
                self.step(To::new(graph, Recipient::Party(party)), cost);
            }
            return;
        }
        let mut found = Vec::new();
        self.opened.open(node, &mut found);
        for work in found {
            self.fail(work.services(graph), cost);
            for step in work.steps(graph.steps()) {
                self.step(step.to, cost);
            }
        }
    }
}
