//! Which nodes are on the least chains of a few units: what a question about few units and many parties needs.
//!
//! Forwards one search finds what the least chains from the units to everything cost. An edge is on one of them where it makes up
//! the difference between the costs of its ends, so these are followed back from the parties:
//!
//! ```text
//! IT  ->  ERP 0 steps  ->  Sales 1 step  ->  Web shop 1 step  ->  Retail buyers 2 steps    on a least chain
//!     ->  VPN 0 steps  ->  Sales 1 step  ->  Orders   1 step  ->  Retail buyers 3 steps    Orders is not: 1 + 1 < 3
//! ```

use super::{
    adjacency::NodeIndex,
    arrivals::{ArrivalDetail, Arrivals, LANES, Lanes},
    layout::NodeLayout,
    search::Search,
};
use fixedbitset::FixedBitSet;

impl NodeLayout {
    /// Returns the nodes on the least chains from each of some nodes to each of some parties.
    pub(super) fn on_least_chains(&self, from: &[NodeIndex], parties: &[NodeIndex]) -> FixedBitSet {
        let forward = self.forward();
        let count = forward.node_count();
        let mut search = Search::new(forward, Arrivals::new(count, ArrivalDetail::Costs));
        let mut found = FixedBitSet::with_capacity(count);
        // A lane for each unit: which edge makes up a difference of costs is another question for
        // each of them.
        for lanes in from.chunks(LANES) {
            search.run(lanes.iter().enumerate().map(|(lane, node)| (*node, 1 << lane)));
            self.follow_back(&search.arrivals, parties, &mut found);
        }
        found
    }

    /// Adds the nodes on the least chains that a search forwards has found.
    fn follow_back(&self, arrivals: &Arrivals, parties: &[NodeIndex], found: &mut FixedBitSet) {
        let mut followed: Vec<Lanes> = vec![0; arrivals.node_count()];
        let mut open: Vec<(NodeIndex, Lanes)> =
            parties.iter().map(|party| (*party, arrivals.reached(*party))).collect();
        while let Some((node, lanes)) = open.pop() {
            let new = lanes & !followed[node as usize];
            // Each lane follows a node once, so a block of units takes at most 64 walks over the
            // edges.
            if new == 0 {
                continue;
            }
            followed[node as usize] |= new;
            found.insert(node as usize);
            for (from, edge) in self.backward().edges(node) {
                // An edge from a node that none of these units reaches is on no chain of theirs.
                if arrivals.reached(from) & new == 0 {
                    continue;
                }
                for (arrival, cost) in arrivals.at(node) {
                    let before =
                        arrivals.at(from).filter(|(_, before)| before.with_edge(edge) == cost);
                    let lanes = before.fold(0, |lanes, (before, _)| lanes | before.lanes);
                    open.push((from, arrival.lanes & lanes & new));
                }
            }
        }
    }
}
