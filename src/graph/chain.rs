//! Chains: their steps, and what they cost.

use crate::{id::ServiceId, model::Recipient};

/// The cost of a chain. Of two chains the one with fewer broad steps is better, then the one with fewer steps, then one
/// that is funded (SPEC 3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cost {
    /// The number of broad steps: those to everyone, or to a group whose use is at least half of all services, of
    /// several providers.
    // The derived order compares fields from first to last: this is the order of SPEC 3.3.
    pub broad_steps: u32,
    /// The number of steps: arrows to recipients or to parties.
    pub steps: u32,
    /// Whether the last service in it has no `paid_by` of its own that names a party.
    // The negation, because `false` sorts first and a funded chain is the better one.
    pub is_unfunded: bool,
}

impl Cost {
    /// The cost of a chain without steps.
    pub(super) const ZERO: Self = Self { broad_steps: 0, steps: 0, is_unfunded: false };

    /// The cost of the chain with one more edge.
    pub(super) fn with_edge(self, edge: Edge) -> Self {
        Self {
            broad_steps: self.broad_steps + u32::from(edge == Edge::Broad),
            steps: self.steps + u32::from(edge != Edge::Free),
            is_unfunded: self.is_unfunded || edge == Edge::Unfunded,
        }
    }
}

/// One step of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The service; `None`: a party passes on.
    pub service: Option<ServiceId>,
    /// The recipient.
    pub to: Recipient,
}

/// The kind of an edge of the graph, which is what it adds to the cost of a chain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Edge {
    /// A provider and its service, a unit and what holds it, a part of a use and its recipient: no step.
    #[default]
    // The number of a kind is its bit in `Adjacency`, and its rank among edges between the same
    // nodes.
    Free,
    /// A step that is none of the others: a service to a recipient, or a party that passes on to another.
    Named,
    /// A step that is broad.
    Broad,
    /// A step to a party from a service that is not funded.
    Unfunded,
}

impl Edge {
    /// The kinds that are a step.
    pub(super) const STEPS: [Self; 3] = [Self::Named, Self::Broad, Self::Unfunded];
}
