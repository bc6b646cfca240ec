//! A part of a network: rolled up to a depth, or what is near one of its nodes.

use super::{EdgeKind, Network, NetworkEdge, NodeKind};
use std::collections::{BTreeSet, VecDeque};

impl Network<'_> {
    /// The network with every department and person deeper than `depth` merged into the one around it, where 1 is
    /// directly under the organisation. Edges within one node are left out.
    pub fn rolled(self, depth: usize) -> Self {
        let mut around: Vec<Option<usize>> = vec![None; self.nodes.len()];
        for edge in self.edges.iter().filter(|edge| edge.kind == EdgeKind::PartOf) {
            around[edge.source] = Some(edge.target);
        }
        // In tree order: whatever is around a node comes before it.
        let mut levels = vec![0; self.nodes.len()];
        let mut tops: Vec<usize> = (0..self.nodes.len()).collect();
        for (at, node) in self.nodes.iter().enumerate() {
            if let (Some(up), NodeKind::Department | NodeKind::Person) = (around[at], node.kind) {
                levels[at] = levels[up] + 1;
                // `tops[up]` is final here: the node around this one was looked at before.
                if levels[at] > depth {
                    tops[at] = tops[up];
                }
            }
        }
        let mut seen = BTreeSet::new();
        let edges = self
            .edges
            .iter()
            .filter_map(|edge| {
                let (source, target) = (tops[edge.source], tops[edge.target]);
                // Several edges fall on the same two departments: the first stays, and those
                // within one department go.
                let new = source != target && seen.insert((edge.kind, source, target));
                new.then_some(NetworkEdge { source, target, ..*edge })
            })
            .collect();
        let kept = tops.iter().enumerate().map(|(at, top)| at == *top);
        Self { edges, ..self }.keeping(&kept.collect::<Vec<_>>())
    }

    /// The part of the network within a number of edges of a node, whichever way they point. The organisation and groups are near, but
    /// nothing is near through them: they would bring everything.
    pub fn near(self, node: usize, steps: usize) -> Self {
        let mut neighbours: Vec<Vec<usize>> = vec![Vec::new(); self.nodes.len()];
        for edge in &self.edges {
            // Who serves a node and whom it serves are near alike, so the direction doesn't count.
            neighbours[edge.source].push(edge.target);
            neighbours[edge.target].push(edge.source);
        }
        let mut distance: Vec<Option<usize>> = vec![None; self.nodes.len()];
        distance[node] = Some(0);
        let mut open = VecDeque::from([node]);
        while let Some(at) = open.pop_front() {
            let leads_on = !matches!(self.nodes[at].kind, NodeKind::Organisation | NodeKind::Group);
            let here = distance[at].unwrap_or(steps);
            // The node that is asked about leads on whatever it is: else a group
            // would have no neighbours.
            if here == steps || !(leads_on || at == node) {
                continue;
            }
            for &to in &neighbours[at] {
                if distance[to].is_none() {
                    distance[to] = Some(here + 1);
                    open.push_back(to);
                }
            }
        }
        // Nothing is farther than `steps`: the walk goes no further than that.
        let kept: Vec<bool> = distance.iter().map(Option::is_some).collect();
        self.keeping(&kept)
    }

    /// Some of its nodes, and the edges between them.
    fn keeping(self, kept: &[bool]) -> Self {
        let mut next = 0;
        let places: Vec<Option<usize>> = kept
            .iter()
            .map(|kept| {
                let place = kept.then_some(next);
                next += usize::from(*kept);
                place
            })
            .collect();
        let edges = self
            .edges
            .iter()
            .filter_map(|edge| {
                Some(NetworkEdge {
                    source: places[edge.source]?,
                    target: places[edge.target]?,
                    ..*edge
                })
            })
            .collect();
        let nodes =
            self.nodes.into_iter().zip(kept).filter(|(_, kept)| **kept).map(|(node, _)| node);
        Self { nodes: nodes.collect(), edges, ..self }
    }
}
