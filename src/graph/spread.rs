//! Everything that is hit when some services fail, each at its least broad steps and steps.

use super::{At, Cost, Edge, Graph, Node};
use crate::{id::ServiceId, model::Recipient};
use petgraph::Direction;
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
    /// Recipients that are hit.
    hit: Vec<bool>,
    /// Nodes whose services are hit.
    opened: Vec<bool>,
    next: BTreeMap<Cost, Vec<At>>,
    spread: Spread,
}

impl Graph<'_> {
    /// Who is hit when these services fail.
    #[must_use]
    pub fn spread(&self, services: &[ServiceId]) -> Spread {
        let nodes = self.node_count();
        let mut walk = Walk {
            graph: self,
            hit: vec![false; nodes],
            opened: vec![false; nodes],
            next: BTreeMap::new(),
            spread: Spread::default(),
        };
        for service in services {
            walk.open(self.service_node(*service), Cost::NOTHING);
        }
        while let Some((cost, nodes)) = walk.next.pop_first() {
            for node in nodes {
                walk.arrive(node, cost);
            }
        }
        let mut spread = walk.spread;
        let by_service = |service| self.rank(self.service_node(service));
        let services = &mut spread.services;
        services.sort_unstable_by_key(|(service, cost)| (*cost, by_service(*service)));
        let by_recipient = |to| self.rank(self.recipient_node(to));
        let recipients = &mut spread.recipients;
        recipients.sort_unstable_by_key(|(to, cost)| (*cost, by_recipient(*to)));
        spread
    }
}

impl Walk<'_, '_> {
    /// A recipient is hit, if it wasn't at less.
    fn arrive(&mut self, node: At, cost: Cost) {
        if std::mem::replace(&mut self.hit[node.index()], true) {
            return;
        }
        let recipient = self.graph.recipient(node);
        self.spread
            .recipients
            .extend(recipient.map(|to| (to, cost)));
        self.step(node, Edge::PassesOn, cost);
        self.open(node, cost);
    }

    /// The services that a node puts to work are hit, if they weren't at less.
    fn open(&mut self, node: At, cost: Cost) {
        let mut open = vec![node];
        while let Some(at) = open.pop() {
            if std::mem::replace(&mut self.opened[at.index()], true) {
                continue;
            }
            if let Node::Service(service) = self.graph.node(at) {
                self.spread.services.push((service, cost));
                self.step(at, Edge::Serves, cost);
                continue;
            }
            open.extend(
                self.graph
                    .near(at, Direction::Outgoing, &[Edge::Holds, Edge::Provides]),
            );
        }
    }

    /// Notes whom a step takes it to.
    fn step(&mut self, from: At, edge: Edge, cost: Cost) {
        for to in self.graph.near(from, Direction::Outgoing, &[edge]) {
            if !self.hit[to.index()] {
                let broad = self
                    .graph
                    .recipient(to)
                    .is_some_and(|to| self.graph.is_broad(to));
                let dearer = cost.and_a_step(broad);
                self.next.entry(dearer).or_default().push(to);
            }
        }
    }
}
