//! The least chains from a unit to parties, found forwards.
//!
//! The counterpart of [`super::Tails`], for few units and many parties. Layer by layer, each a cost: whoever
//! is reached takes its place in the order of the chains that lead there, and so do the services that it
//! puts to work. The first step that leads to a recipient ends its least chain: the layers are taken by cost,
//! and a step to a recipient is always broad or never.
//!
//! ```text
//! IT ─ERP→ Sales (1 step) ─Web shop→ Retail buyers (2 steps)
//! ```

mod firsts;

use super::{
    At, Cost, Graph, Link, Node,
    opened::{Opened, Work},
    serving::{Serving, Step, To},
};
use crate::{
    id::{PartyId, UnitId},
    model::Recipient,
};
use firsts::{First, Firsts};
use fixedbitset::FixedBitSet;
use rustc_hash::FxHashMap;
use std::{cmp::Ordering, collections::BTreeMap};

/// No step, or no service.
const NONE: u32 = u32::MAX;

/// To look through so many places takes about as long as to sort one step.
const MANY: usize = 64;

/// The least chains from a unit to the parties that are sought. One value is used for one unit after the other.
#[derive(Debug)]
pub struct Heads<'g, 'org> {
    graph: &'g Graph<'org>,
    serving: &'g Serving,
    sought: FixedBitSet,
    /// How many of those that are sought have not been reached.
    left: usize,
    reached: FixedBitSet,
    /// The first steps to all that has been reached.
    firsts: Firsts<'g, 'org>,
    opened: Opened<'g, 'org>,
    /// What is being put to work.
    found: Vec<Work>,
    /// The places of services that are.
    places: FixedBitSet,
    /// What has been put to work, and behind which step.
    worked: Vec<(Work, u32)>,
    /// For each party the first step to it.
    parties: Vec<u32>,
    /// The steps to go on from: of the next costs, and those that the current cost leads to.
    layers: BTreeMap<Cost, Layer>,
    next: Layer,
}

/// Steps of one cost in the order of their chains. Those to broad recipients come from a cheaper layer than
/// those to others.
#[derive(Debug, Default)]
struct Layer {
    broad: Vec<u32>,
    named: Vec<u32>,
}

impl<'g, 'org> Heads<'g, 'org> {
    /// Ready for the first start.
    #[must_use]
    pub fn new(graph: &'g Graph<'org>) -> Self {
        let parties = graph.organisation.parties().len();
        Self {
            graph,
            serving: graph.steps(),
            sought: FixedBitSet::with_capacity(parties),
            left: 0,
            reached: FixedBitSet::with_capacity(graph.node_count()),
            firsts: Firsts::new(graph),
            opened: Opened::new(graph),
            found: Vec::new(),
            places: FixedBitSet::with_capacity(graph.organisation.services().len()),
            worked: Vec::new(),
            parties: vec![NONE; parties],
            layers: BTreeMap::new(),
            next: Layer::default(),
        }
    }

    /// Finds the least chains that begin with a service of a unit or its parts, to the parties that are sought:
    /// the walk ends when it has come to all of them.
    pub fn find(&mut self, unit: UnitId, sought: impl IntoIterator<Item = PartyId>) {
        self.clear();
        self.sought.extend(sought.into_iter().map(PartyId::index));
        self.left = self.sought.count_ones(..);
        let parts = self.graph.organisation.parts(unit);
        self.found.push(Work::units(parts));
        self.put_to_work(NONE, Cost::NOTHING);
        self.end_layer(Cost::NOTHING);
        while self.left > 0
            && let Some((cost, layer)) = self.layers.pop_first()
        {
            for step in self.merged(layer) {
                self.go_on(step);
            }
            self.end_layer(cost);
        }
    }

    /// The cost of the least chain to a party, if there is one.
    #[must_use]
    pub fn cost(&self, party: PartyId) -> Option<Cost> {
        Some(self.firsts.get(self.parties[party.index()])?.cost)
    }

    /// The least chain to a party, step by step; empty if there is none.
    #[must_use]
    pub fn chain(&self, party: PartyId) -> Vec<Link> {
        self.firsts.chain(self.parties[party.index()])
    }

    /// What it costs to come to the services and parties that the walk has come to.
    pub(super) fn costs(&self) -> FxHashMap<At, Cost> {
        let graph = self.graph;
        let parties = self.parties.iter().filter_map(|step| {
            let step = self.firsts.get(*step)?;
            Some((step.to, step.cost))
        });
        let mut costs: FxHashMap<At, Cost> = parties.collect();
        for (work, step) in &self.worked {
            let step = self.firsts.get(*step);
            let cost = step.map_or(Cost::NOTHING, |step| step.cost);
            for service in work.services(graph) {
                costs.entry(graph.service_node(*service)).or_insert(cost);
            }
        }
        costs
    }

    fn clear(&mut self) {
        for step in self.firsts.drain() {
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

    /// Notes the steps from whom a step has led to.
    fn go_on(&mut self, number: u32) {
        let Some(&step) = self.firsts.get(number) else {
            return;
        };
        if let Node::Party(party) = self.graph.node(step.to) {
            self.pass_on(party, number, step.cost);
        } else {
            self.opened.open(step.to, &mut self.found);
            self.put_to_work(number, step.cost);
        }
    }

    /// Notes the steps of what has been found, which nobody put to work before.
    fn put_to_work(&mut self, before: u32, cost: Cost) {
        let found = std::mem::take(&mut self.found);
        self.worked.extend(found.iter().map(|work| (*work, before)));
        if let [row] = *found
            && row.is_one_row()
        {
            self.note_all(row.steps(self.serving), before, cost);
        } else {
            self.note_rows(&found, before, cost);
        }
        self.found = found;
        self.found.clear();
    }

    /// Notes the steps of several rows: each is in the order of ids, but not one behind the other.
    fn note_rows(&mut self, rows: &[Work], before: u32, cost: Cost) {
        let serving = self.serving;
        let reached = &self.reached;
        let steps = rows.iter().flat_map(|row| row.steps(serving));
        let steps = steps.filter(|step| !reached.contains(step.to.node().index()));
        let count: usize = rows.iter().map(|row| row.steps(serving).len()).sum();
        if count < self.places.len() / MANY {
            let mut sorted: Vec<Step> = steps.copied().collect();
            sorted.sort_by_key(|step| step.place);
            self.note_all(&sorted, before, cost);
            return;
        }
        let mut places = std::mem::take(&mut self.places);
        places.extend(steps.map(|step| step.place as usize));
        for place in places.ones() {
            self.note_all(serving.of_place(place), before, cost);
        }
        places.clear();
        self.places = places;
    }

    fn note_all(&mut self, steps: &[Step], before: u32, cost: Cost) {
        for step in steps {
            self.note(step.to, (before, step.place), cost);
        }
    }

    /// Notes the steps of a party, by the ids of those it passes on to.
    fn pass_on(&mut self, party: PartyId, before: u32, cost: Cost) {
        let graph = self.graph;
        let to = graph.passed_on(party).map(Recipient::Party);
        let mut to: Vec<To> = to.map(|to| To::new(graph, to)).collect();
        to.sort_unstable_by_key(|to| graph.rank(to.node()));
        for to in to {
            self.note(to, (before, NONE), cost);
        }
    }

    /// Notes a step, if it is the first to somebody.
    fn note(&mut self, to: To, (before, service): (u32, u32), cost: Cost) {
        let node = to.node();
        if self.reached.put(node.index()) {
            return;
        }
        let number = self.firsts.push(First {
            before,
            service,
            to: node,
            cost: cost.and_a_step(to.is_broad()),
        });
        if let Node::Party(party) = self.graph.node(node) {
            self.parties[party.index()] = number;
            self.left -= usize::from(self.sought.contains(party.index()));
        }
        let Layer { broad, named } = &mut self.next;
        if to.is_broad() { broad } else { named }.push(number);
    }

    /// All steps of a cost are gone on from: those that they lead to wait for their turn.
    fn end_layer(&mut self, cost: Cost) {
        let Layer { broad, named } = std::mem::take(&mut self.next);
        if !broad.is_empty() {
            self.layers.entry(cost.and_a_step(true)).or_default().broad = broad;
        }
        if !named.is_empty() {
            self.layers.entry(cost.and_a_step(false)).or_default().named = named;
        }
    }

    /// The steps of one cost in the order of their chains: both lists are, and few are broad.
    fn merged(&self, Layer { broad, mut named }: Layer) -> Vec<u32> {
        for step in broad {
            let place =
                named.partition_point(|&other| self.firsts.compare(other, step) == Ordering::Less);
            named.insert(place, step);
        }
        named
    }
}
