//! Which way the chains are found.

use super::{Ask, Rows, backwards::Backwards, forwards::Forwards};
use crate::{graph::Graph, id::UnitId};
use std::{collections::BTreeSet, ops::Range};

/// Either way. Both find the same; a walk forwards answers for a unit and all parties, one backwards for a party
/// and all units.
#[derive(Debug)]
pub(super) enum Walks<'g, 'org> {
    Forwards(Box<Forwards<'g, 'org>>),
    Backwards(Backwards<'g, 'org>),
}

impl<'g, 'org> Walks<'g, 'org> {
    /// The way that needs fewer walks to answer for some units.
    pub(super) fn choose(graph: &'g Graph<'org>, ask: &Ask, units: &[UnitId]) -> Self {
        let backwards = ask.parties.len();
        if walks_forwards(graph, units, backwards) < backwards {
            Self::Forwards(Box::new(Forwards::new(graph)))
        } else {
            Self::Backwards(Backwards::new(graph))
        }
    }

    /// The rows of as many units from `first` on as are answered for at a time, unsorted, and which units they are.
    pub(super) fn block(&mut self, ask: &Ask, first: usize) -> (Range<usize>, Rows) {
        match self {
            Self::Forwards(walks) => walks.unit(ask, first),
            Self::Backwards(walks) => walks.block(ask, first),
        }
    }
}

/// How many walks forwards it takes to answer for some units: for those, for the departments around them, which
/// they may share customers with, and for the organisation. Counted no further than `enough`.
fn walks_forwards(graph: &Graph<'_>, units: &[UnitId], enough: usize) -> usize {
    let organisation = graph.organisation();
    let mut walked = BTreeSet::new();
    for &unit in units {
        let mut around = std::iter::once(unit).chain(organisation.containers(unit));
        while walked.len() < enough && around.next().is_some_and(|unit| walked.insert(unit)) {}
    }
    walked.len() + 1
}
