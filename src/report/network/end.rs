//! The ends of edges, before nodes have their places.

use super::{EdgeKind, NetworkEdge};
use crate::{
    id::{Subject, UnitId},
    model::{Provider, Recipient},
};
use std::collections::BTreeMap;

/// What is at an end of an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum EdgeEnd {
    /// Something inside what the network shows.
    Here(Subject),
    /// A unit of the whole organisation that is not in the division.
    Elsewhere(UnitId),
}

impl From<Provider> for EdgeEnd {
    fn from(provider: Provider) -> Self {
        Self::Here(provider.into())
    }
}

impl From<Recipient> for EdgeEnd {
    fn from(recipient: Recipient) -> Self {
        Self::Here(recipient.into())
    }
}

/// The index of each end among the nodes.
pub(super) type Places = BTreeMap<EdgeEnd, usize>;

/// An edge of a kind, without amount, kind of payment or satisfaction.
pub(super) fn edge(source: usize, target: usize, kind: EdgeKind) -> NetworkEdge {
    NetworkEdge { source, target, kind, amount: None, paid_as: None, satisfaction: None }
}
