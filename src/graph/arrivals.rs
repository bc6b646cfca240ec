//! What a search has found: at which cost which lanes came to each node.

use super::{adjacency::NodeIndex, chain::Cost};
use crate::id::index32;

/// How many searches run side by side.
// The bits of a machine word: with one operation a search treats all lanes that are at a node.
pub const LANES: usize = 64;

/// A set of searches that run side by side, a bit for each.
pub type Lanes = u64;

/// Lanes that came to a node at the same cost.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arrival {
    /// The lanes that came.
    pub(super) lanes: Lanes,
    /// The cost, by its number among those of the search. Numbers ascend as costs do.
    // A number of four bytes instead of a cost of twelve: there can be several arrivals for every
    // node.
    layer: u32,
    /// The node from which they came at no cost: for a holder of services, the service.
    pub(super) from: NodeIndex,
    /// One past the arrival at the same node before this one; 0: none.
    // A list linked by numbers: one vector for all nodes needs no allocation for each of them.
    before: u32,
}

/// The lanes that reach something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LaneReach {
    /// Without a broad step.
    pub near: Lanes,
    /// In any way.
    pub any: Lanes,
}

impl LaneReach {
    /// The lanes that reach either of two.
    pub fn or(self, other: Self) -> Self {
        Self { near: self.near | other.near, any: self.any | other.any }
    }
}

/// How much a search records of an arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ArrivalDetail {
    /// Its cost: all that comes to a node in one layer is one arrival.
    Costs,
    /// Its cost, and from where: for chains.
    Chains,
}

/// What is asked of a node at every visit.
// Side by side, because a search visits nodes in random order and mostly waits for memory.
#[derive(Clone, Copy, Debug, Default)]
struct Visited {
    reach: LaneReach,
    /// One past its newest arrival; 0: none.
    newest: u32,
    /// The layer of its newest arrival.
    layer: u32,
}

/// The arrivals at every node: for each a list, newest first. Most nodes have three to six; one cannot have more than
/// there are lanes.
#[derive(Debug)]
pub(super) struct Arrivals {
    detail: ArrivalDetail,
    list: Vec<Arrival>,
    visited: Vec<Visited>,
    /// The nodes that any lane has come to.
    nodes: Vec<NodeIndex>,
    /// The costs of the layers.
    costs: Vec<Cost>,
}

impl Arrivals {
    /// Creates empty lists of arrivals for a number of nodes.
    pub(super) fn new(nodes: usize, detail: ArrivalDetail) -> Self {
        Self {
            detail,
            list: Vec::new(),
            visited: vec![Visited::default(); nodes],
            nodes: Vec::new(),
            costs: Vec::new(),
        }
    }

    /// Removes all arrivals, in time proportional to the nodes that were reached.
    pub(super) fn clear(&mut self) {
        // Only nodes that were reached are reset, so that many small searches on a large graph stay
        // cheap.
        for node in self.nodes.drain(..) {
            self.visited[node as usize] = Visited::default();
        }
        self.list.clear();
        self.costs.clear();
    }

    /// Begins a layer: every arrival added from now on has this cost.
    pub(super) fn begin_layer(&mut self, cost: Cost) {
        self.costs.push(cost);
    }

    /// Adds lanes that came to a node for the first time.
    pub(super) fn add(&mut self, node: NodeIndex, lanes: Lanes, from: NodeIndex) {
        let layer = index32(self.costs.len() - 1);
        let visited = &mut self.visited[node as usize];
        visited.reach.any |= lanes;
        // SPEC 3.4: `near` tells `through` from `broad`.
        if self.costs[layer as usize].broad_steps == 0 {
            visited.reach.near |= lanes;
        }
        if visited.newest == 0 {
            self.nodes.push(node);
        } else if visited.layer == layer {
            let last = &mut self.list[visited.newest as usize - 1];
            // Chains need to know from which service each lane came; costs are one arrival for a
            // layer.
            if self.detail == ArrivalDetail::Costs || last.from == from {
                last.lanes |= lanes;
                return;
            }
        }
        self.list.push(Arrival { lanes, layer, from, before: visited.newest });
        visited.newest = index32(self.list.len());
        visited.layer = layer;
    }

    /// The number of nodes.
    pub(super) fn node_count(&self) -> usize {
        self.visited.len()
    }

    /// The lanes that have come to a node.
    pub(super) fn reached(&self, node: NodeIndex) -> Lanes {
        self.visited[node as usize].reach.any
    }

    /// The lanes that have come to a node, and those without a broad step.
    pub(super) fn reach_of(&self, node: NodeIndex) -> LaneReach {
        self.visited[node as usize].reach
    }

    /// The nodes that any lane has come to, those at least cost first.
    pub(super) fn nodes(&self) -> &[NodeIndex] {
        &self.nodes
    }

    /// The arrivals at a node, each with its cost, the dearest first.
    pub(super) fn at(&self, node: NodeIndex) -> impl Iterator<Item = (Arrival, Cost)> {
        let mut newest = self.visited[node as usize].newest;
        std::iter::from_fn(move || {
            let arrival = *self.list.get((newest as usize).checked_sub(1)?)?;
            newest = arrival.before;
            Some((arrival, self.costs[arrival.layer as usize]))
        })
    }

    /// The arrival of one lane at a node, with its cost.
    pub(super) fn of_lane(&self, node: NodeIndex, lane: usize) -> Option<(Arrival, Cost)> {
        self.at(node).find(|(arrival, _)| arrival.lanes & (1 << lane) != 0)
    }

    /// The cost at which a lane came to a node.
    pub(super) fn cost(&self, node: NodeIndex, lane: usize) -> Option<Cost> {
        self.of_lane(node, lane).map(|(_, cost)| cost)
    }
}
