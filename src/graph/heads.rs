//! The least chain from some services to every party, found forwards.
//!
//! The counterpart of [`super::Tails`], for few units and many parties. Layer by layer, each a cost: whoever
//! is reached takes its place in the order of the chains that lead there, and so do the services that it
//! puts to work. The first to come to a recipient has its least chain.
//!
//! ```text
//! IT ─ERP→ Sales (1 step) ─Web shop→ Retail buyers (2 steps)
//! ```

use super::{
    At, Cost, Graph, Link, Node,
    opened::Opened,
    served::{Served, To},
};
use crate::id::{PartyId, ServiceId};
use fixedbitset::FixedBitSet;
use rustc_hash::FxHashMap;
use std::{cmp::Ordering, collections::BTreeMap};

/// Nothing: no step before, or no service.
const NONE: u32 = u32::MAX;

/// A step to a recipient, behind the one that led to whom it comes from.
#[derive(Clone, Copy, Debug)]
struct Taken {
    /// The step before among those that are taken; none for the first.
    before: u32,
    /// The place of the service; none where a party passes on.
    service: u32,
    to: At,
    cost: Cost,
}

/// The least chains from some services to the parties that are sought. One value is used for one start after
/// the other, so that a walk costs only what it touches.
#[derive(Debug)]
pub struct Heads<'g, 'org> {
    graph: &'g Graph<'org>,
    served: &'g Served,
    sought: FixedBitSet,
    /// How many of those that are sought have not been reached.
    left: usize,
    reached: FixedBitSet,
    opened: Opened<'g, 'org>,
    /// The places of services that are being put to work.
    found: Vec<u32>,
    taken: Vec<Taken>,
    /// Which services the steps before put to work: their places, and the step.
    worked: Vec<(u32, u32)>,
    /// For each party the step that first came to it.
    parties: Vec<u32>,
    /// The steps to come: of the next costs, and those that the current cost leads to.
    layers: BTreeMap<Cost, Layer>,
    next: Layer,
}

/// Steps of one cost in the order of their chains. Those to broad recipients come from a cheaper layer than
/// those to others.
#[derive(Debug, Default)]
struct Layer {
    broad: Vec<Taken>,
    named: Vec<Taken>,
}

impl<'g, 'org> Heads<'g, 'org> {
    /// Ready for the first start.
    #[must_use]
    pub fn new(graph: &'g Graph<'org>) -> Self {
        let parties = graph.organisation.parties().len();
        Self {
            graph,
            served: graph.served(),
            sought: FixedBitSet::with_capacity(parties),
            left: 0,
            reached: FixedBitSet::with_capacity(graph.node_count()),
            opened: Opened::new(graph),
            found: Vec::new(),
            taken: Vec::new(),
            worked: Vec::new(),
            parties: vec![NONE; parties],
            layers: BTreeMap::new(),
            next: Layer::default(),
        }
    }

    /// Finds the least chains that begin with one of these services, to the parties that are sought: the walk
    /// ends when it has come to all of them.
    pub fn find(
        &mut self,
        services: impl IntoIterator<Item = ServiceId>,
        sought: impl IntoIterator<Item = PartyId>,
    ) {
        self.clear();
        self.sought.extend(sought.into_iter().map(PartyId::index));
        self.left = self.sought.count_ones(..);
        for service in services {
            let place = self.served.place(service);
            self.opened.service(place, &mut self.found);
        }
        self.put_to_work(NONE, Cost::NOTHING);
        self.end_layer(Cost::NOTHING);
        while let Some((cost, layer)) = self.layers.pop_first() {
            for step in self.merged(layer) {
                if self.left == 0 {
                    return;
                }
                self.take(step);
            }
            self.end_layer(cost);
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

    /// What it costs to come to the services and parties that the walk has come to.
    pub(super) fn costs(&self) -> FxHashMap<At, Cost> {
        let cost = |step: u32| (self.taken.get(step as usize)).map_or(Cost::NOTHING, |it| it.cost);
        let services = self.worked.iter().map(|&(place, step)| {
            let service = self.served.service(place);
            (self.graph.service_node(service), cost(step))
        });
        let parties = self.parties.iter().filter_map(|step| {
            let step = self.taken.get(*step as usize)?;
            Some((step.to, step.cost))
        });
        services.chain(parties).collect()
    }

    fn step_to(&self, party: PartyId) -> Option<&Taken> {
        self.taken.get(self.parties[party.index()] as usize)
    }

    fn before(&self, step: &Taken) -> Option<&Taken> {
        self.taken.get(step.before as usize)
    }

    fn link(&self, step: &Taken) -> Option<Link> {
        let service = (step.service != NONE).then(|| self.served.service(step.service));
        let to = self.graph.recipient(step.to)?;
        Some(Link { service, to })
    }

    fn clear(&mut self) {
        for step in self.taken.drain(..) {
            self.reached.remove(step.to.index());
            if let Node::Party(party) = self.graph.node(step.to) {
                self.parties[party.index()] = NONE;
            }
        }
        self.opened.clear();
        self.worked.clear();
        self.layers.clear();
        self.next = Layer::default();
        self.sought.clear();
    }

    /// Takes a step, if its recipient hasn't been reached by a smaller chain.
    fn take(&mut self, step: Taken) {
        if self.reached.put(step.to.index()) {
            return;
        }
        let number = u32::try_from(self.taken.len()).unwrap_or(NONE);
        self.taken.push(step);
        if let Node::Party(party) = self.graph.node(step.to) {
            self.parties[party.index()] = number;
            self.left -= usize::from(self.sought.contains(party.index()));
            self.pass_on(party, number, step.cost);
        } else {
            self.opened.open(step.to, &mut self.found);
            self.put_to_work(number, step.cost);
        }
    }

    /// Notes the steps of the services that have been found, which nobody put to work before.
    fn put_to_work(&mut self, before: u32, cost: Cost) {
        let mut found = std::mem::take(&mut self.found);
        found.sort_unstable();
        self.worked
            .extend(found.iter().map(|&place| (place, before)));
        for service in found.drain(..) {
            for &to in self.served.row(service) {
                self.note(to, (before, service), cost);
            }
        }
        self.found = found;
    }

    /// Notes the steps of a party, by the ids of those it passes on to.
    fn pass_on(&mut self, party: PartyId, before: u32, cost: Cost) {
        let graph = self.graph;
        let to = graph.passed_on(party).map(|party| graph.party_node(party));
        let mut to: Vec<At> = to.collect();
        to.sort_unstable_by_key(|to| graph.rank(*to));
        for to in to {
            self.note(To::named(to), (before, NONE), cost);
        }
    }

    /// Notes a step to somebody who has not been reached.
    fn note(&mut self, to: To, (before, service): (u32, u32), cost: Cost) {
        if self.reached.contains(to.node().index()) {
            return;
        }
        let layer = if to.is_broad() {
            &mut self.next.broad
        } else {
            &mut self.next.named
        };
        layer.push(Taken {
            before,
            service,
            to: to.node(),
            cost: cost.and_a_step(to.is_broad()),
        });
    }

    /// All steps of a cost are taken: those that they lead to wait for their turn.
    fn end_layer(&mut self, cost: Cost) {
        let Layer { broad, named } = std::mem::take(&mut self.next);
        if !broad.is_empty() {
            self.layers.entry(cost.and_a_step(true)).or_default().broad = broad;
        }
        if !named.is_empty() {
            self.layers.entry(cost.and_a_step(false)).or_default().named = named;
        }
    }

    /// The steps of one cost in the order of their chains: both lists are, and of a broad recipient only its
    /// first step counts, so that few are to be put in their places.
    fn merged(&self, Layer { broad, mut named }: Layer) -> Vec<Taken> {
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
    fn ids(&self, last: &Taken) -> Vec<(&'org str, &'org str)> {
        let organisation = self.graph.organisation;
        let way = std::iter::successors(Some(last), |step| self.before(step));
        let links = way.filter_map(|step| self.link(step));
        let ids = links.map(|Link { service, to }| {
            let service = service.map_or("", |service| &*organisation.service(service).about.id);
            (service, organisation.id_of(to.into()))
        });
        let mut ids: Vec<_> = ids.collect();
        ids.reverse();
        ids
    }
}
