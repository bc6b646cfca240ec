//! Who reaches whom, by the library: what the first goal and the peers are measured against.

use super::bench::precise;
use custmap::{
    graph::{Closure, Graph, Steps},
    model::Organisation,
};

/// What is derived of an organisation once, before any question.
pub(crate) struct Derived<'org> {
    graph: Graph<'org>,
    closure: Closure,
}

/// Derives it: the layout of its graph, and the sets of customers of all units.
pub(crate) fn derive(organisation: &Organisation) -> Derived<'_> {
    let graph = Graph::build(organisation);
    let closure = graph.closure(Steps::Any);
    Derived { graph, closure }
}

impl<'org> Derived<'org> {
    /// The graph.
    pub(crate) fn graph(&self) -> &Graph<'org> {
        &self.graph
    }

    /// How many bytes the sets take.
    pub(crate) fn bytes(&self) -> f64 {
        precise(self.closure.bytes() as u64)
    }

    /// How many pairs of a department and a customer of it there are.
    pub(crate) fn pairs(&self) -> u64 {
        let units = self.graph.organisation().units();
        let counts = units.zip(self.closure.counts());
        let departments = counts.filter(|((_, unit), _)| unit.department().is_some());
        departments.map(|(_, count)| u64::from(count)).sum()
    }
}
