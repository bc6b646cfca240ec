//! The least chain from some services to every party, found forwards.
//!
//! The counterpart of [`super::Tails`], for few units and many parties. Layer by layer, each a cost: whoever
//! is reached takes its place in the order of the chains that lead there, and so do the services that it
//! puts to work. The first to come to a recipient has its least chain.
//!
//! ```text
//! IT ─ERP→ Sales (1 step) ─Web shop→ Retail buyers (2 steps)
//! ```

use super::{At, Cost, Edge, Graph, Link, Node};
use crate::id::{PartyId, ServiceId};
use petgraph::Direction;
use std::{cmp::Ordering, collections::BTreeMap};

/// Nothing: no step before, or no service.
const NONE: u32 = u32::MAX;

/// A step to a recipient, behind the one that led to whom it comes from.
#[derive(Clone, Copy, Debug)]
struct Taken {
    /// The step before among those that are taken; none for the first.
    before: u32,
    /// The service; none where a party passes on.
    service: u32,
    to: At,
    cost: Cost,
}

/// The least chains from some services to every party. One value is used for one start after the other, so
/// that a walk costs only what it touches.
#[derive(Debug)]
pub struct Heads<'g, 'org> {
    graph: &'g Graph<'org>,
    /// For each recipient the step that first came to it.
    reached: Vec<u32>,
    /// What has been put to work: holders and services.
    opened: Vec<bool>,
    touched: Vec<At>,
    taken: Vec<Taken>,
}

/// The steps of the next costs; those to broad recipients apart, since they come from cheaper layers.
type Layers = BTreeMap<Cost, [Vec<Taken>; 2]>;

impl<'g, 'org> Heads<'g, 'org> {
    /// Ready for the first start.
    #[must_use]
    pub fn new(graph: &'g Graph<'org>) -> Self {
        Self {
            graph,
            reached: vec![NONE; graph.node_count()],
            opened: vec![false; graph.node_count()],
            touched: Vec::new(),
            taken: Vec::new(),
        }
    }

    /// Finds the least chains that begin with one of these services.
    pub fn find(&mut self, services: impl IntoIterator<Item = ServiceId>) {
        self.clear();
        let mut layers = Layers::new();
        let services = services
            .into_iter()
            .map(|service| self.graph.service_node(service));
        let services: Vec<At> = services.collect();
        self.put_to_work(services, NONE, Cost::NOTHING, &mut layers);
        while let Some((_, [broad, named])) = layers.pop_first() {
            for step in self.merged(broad, named) {
                self.take(step, &mut layers);
            }
        }
    }

    /// The cost of the least chain to a party, if there is one.
    #[must_use]
    pub fn cost(&self, party: PartyId) -> Option<Cost> {
        self.step_to(party).map(|step| step.cost)
    }

    /// The least chain to a party, step by step; empty if there is none.
    #[must_use]
    pub fn chain(&self, party: PartyId) -> Vec<Link> {
        let way = std::iter::successors(self.step_to(party), |step| self.before(step));
        let mut links: Vec<Link> = way.filter_map(|step| self.link(step)).collect();
        links.reverse();
        links
    }

    fn step_to(&self, party: PartyId) -> Option<&Taken> {
        let step = self.reached[self.graph.party_node(party).index()];
        self.taken.get(step as usize)
    }

    fn before(&self, step: &Taken) -> Option<&Taken> {
        self.taken.get(step.before as usize)
    }

    fn link(&self, step: &Taken) -> Option<Link> {
        let service = (step.service != NONE).then(|| ServiceId::new(step.service as usize));
        let to = self.graph.recipient(step.to)?;
        Some(Link { service, to })
    }

    fn clear(&mut self) {
        for at in self.touched.drain(..) {
            self.reached[at.index()] = NONE;
            self.opened[at.index()] = false;
        }
        self.taken.clear();
    }

    /// Takes a step, if its recipient hasn't been reached by a smaller chain.
    fn take(&mut self, step: Taken, layers: &mut Layers) {
        let reached = &mut self.reached[step.to.index()];
        if *reached != NONE {
            return;
        }
        let number = u32::try_from(self.taken.len()).unwrap_or(NONE);
        *reached = number;
        self.touched.push(step.to);
        self.taken.push(step);
        if let Node::Party(_) = self.graph.node(step.to) {
            self.note(step.to, Edge::PassesOn, (number, NONE), step.cost, layers);
        } else {
            self.put_to_work(vec![step.to], number, step.cost, layers);
        }
    }

    /// Notes the steps of what some nodes put to work and nobody did before.
    fn put_to_work(&mut self, mut open: Vec<At>, before: u32, cost: Cost, layers: &mut Layers) {
        let mut services = Vec::new();
        while let Some(at) = open.pop() {
            if std::mem::replace(&mut self.opened[at.index()], true) {
                continue;
            }
            self.touched.push(at);
            if let Node::Service(service) = self.graph.node(at) {
                services.push((at, service));
                continue;
            }
            let free = &[Edge::Holds, Edge::Provides];
            open.extend(self.graph.near(at, Direction::Outgoing, free));
        }
        services.sort_unstable_by_key(|(at, _)| self.graph.rank(*at));
        for (at, service) in services {
            let service = u32::try_from(service.index()).unwrap_or(NONE);
            self.note(at, Edge::Serves, (before, service), cost, layers);
        }
    }

    /// Notes the steps along some edges, by the ids of their ends.
    fn note(
        &self,
        from: At,
        edge: Edge,
        (before, service): (u32, u32),
        cost: Cost,
        layers: &mut Layers,
    ) {
        let edges = [edge];
        let near = self.graph.near(from, Direction::Outgoing, &edges);
        let mut near: Vec<At> = near.filter(|to| self.reached[to.index()] == NONE).collect();
        near.sort_unstable_by_key(|to| self.graph.rank(*to));
        for to in near {
            let broad = self
                .graph
                .recipient(to)
                .is_some_and(|to| self.graph.is_broad(to));
            let cost = cost.and_a_step(broad);
            let layer = layers.entry(cost).or_default();
            layer[usize::from(!broad)].push(Taken {
                before,
                service,
                to,
                cost,
            });
        }
    }

    /// The steps of one cost in the order of their chains: both lists are, and of a broad recipient only its
    /// first step counts, so that few are to be put in their places.
    fn merged(&self, broad: Vec<Taken>, mut named: Vec<Taken>) -> Vec<Taken> {
        let mut first: Vec<Taken> = Vec::new();
        for step in broad {
            if first.iter().all(|other| other.to != step.to) {
                first.push(step);
            }
        }
        for step in first {
            let place = named.partition_point(|other| self.compare(other, &step) == Ordering::Less);
            named.insert(place, step);
        }
        named
    }

    /// Which of two chains of as many steps is smaller.
    fn compare(&self, a: &Taken, b: &Taken) -> Ordering {
        self.ids(a).cmp(&self.ids(b))
    }

    /// The ids along a chain, from its start: service before recipient.
    fn ids(&self, last: &Taken) -> Vec<(u32, u32)> {
        let way = std::iter::successors(Some(last), |step| self.before(step));
        let mut ids: Vec<(u32, u32)> = way
            .map(|step| {
                let service = (step.service != NONE).then(|| {
                    self.graph
                        .service_node(ServiceId::new(step.service as usize))
                });
                let service = service.map_or(0, |service| self.graph.rank(service));
                (service, self.graph.rank(step.to))
            })
            .collect();
        ids.reverse();
        ids
    }
}
