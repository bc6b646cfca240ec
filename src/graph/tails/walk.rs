//! The walk backwards, cost by cost.

use super::{
    super::{At, Cost, Edge, Node},
    Settled, Tails,
};
use crate::{id::PartyId, model::Provider};
use petgraph::Direction;
use std::collections::BTreeMap;

/// Candidates for the next costs: a service or party, and its step.
type Layers = BTreeMap<Cost, Vec<(At, At)>>;

impl Tails<'_, '_> {
    /// Finds the least chains by way of services and parties that are `wanted`, with the cost of the chain
    /// from there; of those that cost the same by `order`.
    pub(super) fn find_where(
        &mut self,
        parties: impl IntoIterator<Item = PartyId>,
        wanted: impl Fn(At, Cost) -> bool,
        order: impl Fn(At) -> u32,
    ) {
        self.clear();
        let mut layers = Layers::new();
        let goals = parties.into_iter();
        let goals: Vec<At> = goals.map(|party| self.graph.party_node(party)).collect();
        for &goal in &goals {
            self.settle(goal, Cost::NOTHING, goal);
        }
        for goal in goals {
            self.step_back(goal, &wanted, &mut layers);
        }
        while let Some((cost, mut candidates)) = layers.pop_first() {
            candidates.retain(|(node, _)| !self.is_settled(*node));
            candidates.sort_by_cached_key(|&(node, next)| (order(node), order(next)));
            candidates.dedup_by_key(|(node, _)| *node);
            for (node, next) in candidates {
                self.settle(node, cost, next);
                self.step_back(node, &wanted, &mut layers);
                if let Node::Service(service) = self.graph.node(node) {
                    self.services.push(service);
                    self.hold(node, cost, &wanted, &mut layers);
                }
            }
        }
        self.note_units();
    }

    fn clear(&mut self) {
        for settled in self.settled.drain(..) {
            self.numbers[settled.node.index()] = 0;
        }
        for unit in self.units.drain(..) {
            self.first[unit.index()] = 0;
        }
        self.services.clear();
    }

    fn is_settled(&self, node: At) -> bool {
        self.numbers[node.index()] != 0
    }

    fn settle(&mut self, node: At, cost: Cost, next: At) {
        self.settled.push(Settled { node, cost, next });
        self.numbers[node.index()] = At::new(self.settled.len()).0;
    }

    /// Gives all that hold a service, and don't know a better one, that service to go on with.
    fn hold(
        &mut self,
        service: At,
        cost: Cost,
        wanted: &impl Fn(At, Cost) -> bool,
        layers: &mut Layers,
    ) {
        let mut open = vec![service];
        while let Some(at) = open.pop() {
            let graph = self.graph;
            for holder in graph.near(at, Direction::Incoming, &[Edge::Holds, Edge::Provides]) {
                if !self.is_settled(holder) {
                    self.settle(holder, cost, service);
                    self.step_back(holder, wanted, layers);
                    open.push(holder);
                }
            }
        }
    }

    /// Notes the services and parties from which a step leads to a settled recipient.
    fn step_back(&self, to: At, wanted: &impl Fn(At, Cost) -> bool, layers: &mut Layers) {
        let Some(cost) = self.at(to).map(|to| self.dearer(to)) else {
            return;
        };
        let steps = [Edge::Serves, Edge::PassesOn];
        let from = self.graph.near(to, Direction::Incoming, &steps);
        let mut from =
            from.filter(|from| !self.is_settled(*from) && wanted(*from, cost)).peekable();
        if from.peek().is_some() {
            let layer = layers.entry(cost).or_default();
            layer.extend(from.map(|from| (from, to)));
        }
    }

    /// Gives every unit the best service of its parts: services come best first.
    fn note_units(&mut self) {
        let organisation = self.graph.organisation;
        for (number, &service) in (1..).zip(&self.services) {
            for provider in &organisation.service(service).provided_by {
                let Provider::Unit(unit) = *provider else {
                    continue;
                };
                for unit in std::iter::once(unit).chain(organisation.containers(unit)) {
                    let first = &mut self.first[unit.index()];
                    if *first != 0 {
                        break;
                    }
                    *first = number;
                    self.units.push(unit);
                }
            }
        }
    }
}
