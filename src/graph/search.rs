//! The search: exact costs from up to 64 starts to every node at once, a bit of a machine word for each start.
//!
//! Costs are taken in ascending order, each a layer. A step leads to a later layer, a free edge stays in its own. What is
//! new to a node in a layer is one word, whichever of the starts it is new to:
//!
//! ```text
//! Retail buyers  <- Web shop (1 step) <- Sales <- ERP (2 steps) <- IT      start 0: bit 0
//! Wholesalers    <- Orders   (1 step) <- Sales <- ERP (2 steps) <- IT      start 1: bit 1
//!                                        `- both bits reach ERP and IT in one visit
//! ```
//!
//! The technique is multi-source breadth-first search with a bit for each source (Then et al., "The More the Merrier",
//! VLDB 2014), in layers of costs instead of hops. It is exact for chains too: of the services of one cost those with
//! smaller ids are taken first, for all starts alike (SPEC 3.3). That holds backwards only. Forwards the order within a
//! layer would be that of whole chains, which differ from start to start, so forwards only costs are found.

use super::{
    adjacency::{Adjacency, NodeIndex},
    arrivals::{Arrivals, Lanes},
    chain::{Cost, Edge},
};
use fixedbitset::FixedBitSet;
use std::collections::BTreeMap;

/// Costs from starts to nodes along the edges of one direction. One value is used for one search after the other.
#[derive(Debug)]
pub(super) struct Search<'g> {
    adjacency: &'g Adjacency,
    pub(super) arrivals: Arrivals,
    /// The nodes that steps have led to in this layer.
    entered: Marked,
    /// The nodes that something was new to in this layer, and from which steps lead on.
    // Steps are collected for each node once, however many lanes came to it one after the other.
    left: Marked,
    /// The steps that later layers begin with.
    // A sorted map serves as the priority queue: the least cost is taken out first, with all its
    // steps.
    later: BTreeMap<Cost, Vec<Steps>>,
    /// Free edges still to be followed.
    open: Vec<(NodeIndex, Lanes)>,
    /// The only nodes that the search visits; all where `None`.
    pub(super) within: Option<FixedBitSet>,
}

/// Steps of one kind from a node.
#[derive(Clone, Copy, Debug)]
struct Steps {
    from: NodeIndex,
    kind: Edge,
    lanes: Lanes,
}

impl<'g> Search<'g> {
    pub(super) fn new(adjacency: &'g Adjacency, arrivals: Arrivals) -> Self {
        Self {
            adjacency,
            arrivals,
            entered: Marked::new(adjacency.entries()),
            left: Marked::new(adjacency.node_count()),
            later: BTreeMap::new(),
            open: Vec::new(),
            within: None,
        }
    }

    /// Finds the costs from some starts.
    pub(super) fn run(&mut self, starts: impl IntoIterator<Item = (NodeIndex, Lanes)>) {
        self.arrivals.clear();
        self.arrivals.begin_layer(Cost::ZERO);
        for (node, lanes) in starts {
            self.spread(node, lanes);
        }
        self.end_layer(Cost::ZERO);
        while let Some((cost, steps)) = self.later.pop_first() {
            self.arrivals.begin_layer(cost);
            for Steps { from, kind, lanes } in steps {
                for to in self.adjacency.steps(from, kind) {
                    // Whether that is new is only asked when the nodes are taken out, in the order of memory.
                    self.entered.add(to, lanes);
                }
            }
            // Taken out for the loop and put back, so that its memory is used again.
            let mut entered = std::mem::take(&mut self.entered);
            // By number: a layout for chains numbers services by id, so the smallest id comes first
            // (SPEC 3.3).
            entered.drain(|node, lanes| self.spread(node, lanes));
            self.entered = entered;
            self.end_layer(cost);
        }
    }

    /// Adds what is new to a node, and to the nodes that free edges lead to from it.
    fn spread(&mut self, start: NodeIndex, lanes: Lanes) {
        let mut next = Some((start, lanes));
        while let Some((node, lanes)) = next {
            // What was open may have come to the node by another edge since.
            let new = self.new_to(node, lanes);
            if new != 0 {
                self.arrivals.add(node, new, start);
                self.leave(node, new);
            }
            next = self.open.pop();
        }
    }

    /// Notes how a search goes on from a node.
    fn leave(&mut self, node: NodeIndex, lanes: Lanes) {
        // A node has steps or free edges, never both: steps wait for their layer, free edges are
        // followed at once.
        if self.adjacency.has_steps(node) {
            self.left.add(node, lanes);
            return;
        }
        for &next in self.adjacency.neighbors(node) {
            let new = self.new_to(next, lanes);
            if new != 0 {
                self.open.push((next, new));
            }
        }
    }

    /// The lanes that have not come to a node, if the search may come there.
    fn new_to(&self, node: NodeIndex, lanes: Lanes) -> Lanes {
        // The first arrival is the cheapest, because layers ascend: later ones are dropped.
        let new = lanes & !self.arrivals.reached(node);
        let is_within = self.within.as_ref().is_none_or(|nodes| nodes.contains(node as usize));
        if is_within { new } else { 0 }
    }

    /// Adds the steps that lead on from the nodes that were reached in a layer.
    fn end_layer(&mut self, cost: Cost) {
        let adjacency = self.adjacency;
        let mut later = Edge::STEPS.map(|kind| (kind, Vec::new()));
        self.left.drain(|from, lanes| {
            for (kind, steps) in &mut later {
                if adjacency.has_steps_of(from, *kind) {
                    steps.push(Steps { from, kind: *kind, lanes });
                }
            }
        });
        for (kind, steps) in later {
            if !steps.is_empty() {
                self.later.entry(cost.with_edge(kind)).or_default().extend(steps);
            }
        }
    }
}

/// Lanes of nodes, and which nodes have any.
#[derive(Debug, Default)]
struct Marked {
    lanes: Vec<Lanes>,
    nodes: Vec<NodeIndex>,
}

/// A layer with more than one node in 32 is looked through in the order of memory: that takes a third of the time of a
/// list in the order of arrival (measured on a million units). A smaller one goes by the list, which is what keeps a
/// chain of a million departments linear: it has a million layers.
const DENSE: usize = 32;

impl Marked {
    fn new(nodes: usize) -> Self {
        Self { lanes: vec![0; nodes], nodes: Vec::new() }
    }

    fn add(&mut self, node: NodeIndex, lanes: Lanes) {
        let all = &mut self.lanes[node as usize];
        if *all == 0 {
            self.nodes.push(node);
        }
        *all |= lanes;
    }

    /// Takes all nodes out, in the order of their numbers.
    fn drain(&mut self, mut take: impl FnMut(NodeIndex, Lanes)) {
        if self.nodes.len() * DENSE > self.lanes.len() {
            self.nodes.clear();
            for (node, lanes) in (0..).zip(&mut self.lanes) {
                if *lanes != 0 {
                    take(node, std::mem::take(lanes));
                }
            }
        } else {
            self.nodes.sort_unstable();
            for node in self.nodes.drain(..) {
                take(node, std::mem::take(&mut self.lanes[node as usize]));
            }
        }
    }
}
