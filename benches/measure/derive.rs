//! Who reaches whom at what cost, by the library: what the first goal and the peers are measured against.

use super::cost::timed;
use custmap::{
    graph::{Graph, LANES},
    id::PartyId,
    model::Organisation,
};

/// What takes fewer seconds is done many times: it can't be told from nothing.
const MANY_TIMES: f64 = 0.02;

/// The costs of an organisation, found once.
pub(crate) struct Derived<'org> {
    graph: Graph<'org>,
    /// Seconds that the graph took.
    pub(crate) build: f64,
    /// Seconds that the least costs of all units and services to all parties took, the layout that they need included.
    pub(crate) close: f64,
    /// How many pairs of a department and a party that it reaches there are.
    pub(crate) pairs: u64,
}

impl<'org> Derived<'org> {
    /// Derives it.
    pub(crate) fn new(organisation: &'org Organisation) -> anyhow::Result<Self> {
        let (build, graph) = timed(|| Graph::build(organisation))?;
        let (close, pairs) = timed(|| pairs(&graph))?;
        Ok(Self { graph, build, close, pairs })
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
}

/// Finds the costs to all parties, and counts the pairs of a department and a party that it reaches.
fn pairs(graph: &Graph<'_>) -> u64 {
    let organisation = graph.organisation();
    let parties: Vec<PartyId> = organisation.parties().map(|(id, _)| id).collect();
    let mut costs = graph.costs();
    let mut pairs = 0;
    for lanes in parties.chunks(LANES) {
        costs.find(lanes.iter().copied().enumerate());
        let units = costs.units().filter(|(id, _)| organisation.unit(*id).department().is_some());
        pairs += units.map(|(_, lanes)| u64::from(lanes.count_ones())).sum::<u64>();
    }
    pairs
}
