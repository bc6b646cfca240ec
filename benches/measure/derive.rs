//! Who reaches whom, by the library: what the first goal and the peers are measured against.

use super::{bench::precise, cost::timed};
use custmap::{
    graph::{Closure, Graph, Steps},
    model::Organisation,
};
use std::hint::black_box;

/// What takes fewer seconds is done many times: it can't be told from nothing.
const MANY_TIMES: f64 = 0.02;

/// What is derived of an organisation once, before any question.
pub(crate) struct Derived<'org> {
    graph: Graph<'org>,
    /// Seconds that the graph took.
    pub(crate) build: f64,
    /// Seconds that the sets of customers of all units took, the layout that they need included.
    pub(crate) close: f64,
}

impl<'org> Derived<'org> {
    /// Derives it.
    pub(crate) fn new(organisation: &'org Organisation) -> anyhow::Result<Self> {
        let (build, graph) = timed(|| Graph::build(organisation))?;
        let (close, ()) = timed(|| {
            black_box(graph.closure(Steps::Any));
        })?;
        Ok(Self { graph, build, close })
    }

    /// The same, with the seconds of one of many times where one is too short.
    pub(crate) fn again(mut self) -> anyhow::Result<Self> {
        let (mut build, mut close, mut times) = (self.build, self.close, 1.0);
        if build + close > MANY_TIMES {
            return Ok(self);
        }
        while build + close < MANY_TIMES * 10.0 {
            let more = Self::new(self.graph.organisation())?;
            (build, close, times) = (build + more.build, close + more.close, times + 1.0);
        }
        (self.build, self.close) = (build / times, close / times);
        Ok(self)
    }

    /// The graph.
    pub(crate) fn graph(&self) -> &Graph<'org> {
        &self.graph
    }

    fn closure(&self) -> &Closure {
        self.graph.closure(Steps::Any)
    }

    /// How many bytes the sets take.
    pub(crate) fn bytes(&self) -> f64 {
        precise(self.closure().bytes() as u64)
    }

    /// How many pairs of a department and a customer of it there are.
    pub(crate) fn pairs(&self) -> u64 {
        let units = self.graph.organisation().units();
        let counts = units.zip(self.closure().counts());
        let departments = counts.filter(|((_, unit), _)| unit.department().is_some());
        departments.map(|(_, count)| u64::from(count)).sum()
    }
}
