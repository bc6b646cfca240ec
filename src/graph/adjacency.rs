//! Edges as the search reads them: those that lead from one node side by side, in a `Csr` of petgraph.

use super::chain::Edge;
use crate::id::index32;
use petgraph::csr::Csr;

/// The number of a node.
pub(super) type NodeIndex = u32;

/// An edge with the node it leads from and the one it leads to.
pub(super) type EdgeBetween = (NodeIndex, NodeIndex, Edge);

/// The edges that lead from each node.
#[derive(Debug)]
pub(super) struct Adjacency {
    rows: Csr<(), Edge>,
    /// For each node which kinds of steps lead from it, a bit for each kind. Free edges never lead from a
    /// node from which a step does.
    steps: Vec<u8>,
    /// One past the last node to which a step leads.
    entries: usize,
}

impl Adjacency {
    /// The edges of a number of nodes.
    pub(super) fn new(nodes: usize, links: &[EdgeBetween]) -> Self {
        let mut sorted = sorted_by_start(nodes, || links.iter().copied(), links.len());
        for row in sorted.chunk_by_mut(|a, b| a.0 == b.0) {
            row.sort_unstable();
        }
        // Two nodes may be linked more than once. Kinds are sorted, so the first in the order of
        // `Edge` is kept.
        sorted.dedup_by_key(|(from, to, _)| (*from, *to));
        Self::from_sorted(nodes, &sorted)
    }

    fn from_sorted(nodes: usize, links: &[EdgeBetween]) -> Self {
        #[expect(clippy::expect_used, reason = "both callers sort them, and leave each only once")]
        let mut rows = Csr::from_sorted_edges(links).expect("sorted edges");
        // The matrix of petgraph ends at the last node that an edge names.
        while rows.node_count() < nodes {
            rows.add_node(());
        }
        // Kept by node, so that the search asks for the kinds of steps without reading the edges.
        let mut steps = vec![0; nodes];
        let mut entries = 0;
        for &(from, to, edge) in links {
            if edge != Edge::Free {
                steps[from as usize] |= 1 << edge as u8;
                // Steps lead to services and recipients only, which have the lowest numbers: a
                // table of entered nodes needs no room for the others.
                entries = entries.max(to as usize + 1);
            }
        }
        Self { rows, steps, entries }
    }

    /// Returns the edges reversed: from their ends to their starts.
    pub(super) fn transpose(&self) -> Self {
        let nodes = self.node_count();
        // A closure, because the sort walks the edges twice; so there is no list of them besides
        // the sorted one.
        let turned = || {
            (0..index32(nodes))
                .flat_map(|from| self.edges(from).map(move |(to, edge)| (to, from, edge)))
        };
        Self::from_sorted(nodes, &sorted_by_start(nodes, turned, self.rows.edge_count()))
    }

    /// The number of nodes.
    pub(super) fn node_count(&self) -> usize {
        self.steps.len()
    }

    /// One past the last node to which a step leads.
    pub(super) fn entries(&self) -> usize {
        self.entries
    }

    /// The nodes that edges lead to from a node.
    pub(super) fn neighbors(&self, from: NodeIndex) -> &[NodeIndex] {
        self.rows.neighbors_slice(from)
    }

    /// The edges that lead from a node, each with the node it leads to.
    pub(super) fn edges(&self, from: NodeIndex) -> impl Iterator<Item = (NodeIndex, Edge)> {
        let kinds = self.rows.edges_slice(from).iter();
        self.neighbors(from).iter().zip(kinds).map(|(to, kind)| (*to, *kind))
    }

    /// The kind of the edge from one node to another.
    pub(super) fn edge(&self, from: NodeIndex, to: NodeIndex) -> Option<Edge> {
        // The edges from one node are sorted by where they lead.
        let at = self.neighbors(from).binary_search(&to).ok()?;
        self.rows.edges_slice(from).get(at).copied()
    }

    /// The nodes that steps of one kind lead to from a node.
    pub(super) fn steps(&self, from: NodeIndex, kind: Edge) -> impl Iterator<Item = NodeIndex> {
        self.edges(from).filter(move |(_, edge)| *edge == kind).map(|(to, _)| to)
    }

    /// Whether steps lead from a node, and no free edges.
    pub(super) fn has_steps(&self, from: NodeIndex) -> bool {
        self.steps[from as usize] != 0
    }

    /// Whether steps of one kind lead from a node.
    pub(super) fn has_steps_of(&self, from: NodeIndex, kind: Edge) -> bool {
        self.steps[from as usize] & (1 << kind as u8) != 0
    }
}

/// Edges in the order of the nodes they lead from; those from one node stay in their order.
fn sorted_by_start<I: Iterator<Item = EdgeBetween>>(
    nodes: usize,
    links: impl Fn() -> I,
    count: usize,
) -> Vec<EdgeBetween> {
    // A counting sort: linear in the edges, and stable.
    let mut next = vec![0_usize; nodes + 1];
    for (from, ..) in links() {
        next[from as usize + 1] += 1;
    }
    for at in 1..next.len() {
        next[at] += next[at - 1];
    }
    let mut sorted = vec![(0, 0, Edge::Free); count];
    for link in links() {
        let at = &mut next[link.0 as usize];
        sorted[*at] = link;
        *at += 1;
    }
    sorted
}
