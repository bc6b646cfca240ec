//! Who reaches whom, by the library: what the first goal and the peers are measured against.

use custmap::{
    graph::{Graph, Tails},
    id::UnitId,
    model::Organisation,
};

/// What is derived of an organisation once, before any question.
pub(crate) struct Derived<'org> {
    graph: Graph<'org>,
}

/// Derives it.
pub(crate) fn derive(organisation: &Organisation) -> Derived<'_> {
    Derived {
        graph: Graph::build(organisation),
    }
}

impl<'org> Derived<'org> {
    /// The graph.
    pub(crate) fn graph(&self) -> &Graph<'org> {
        &self.graph
    }

    /// How many customers outside all departments have, each department's own counted.
    pub(crate) fn pairs(&self) -> u64 {
        let organisation = self.graph.organisation();
        let mut tails = Tails::new(&self.graph);
        let mut pairs = 0;
        let is_department = |unit: &&UnitId| organisation.unit(**unit).department().is_some();
        for (party, _) in organisation.parties() {
            if organisation.is_active_party(party) {
                tails.find(party);
                pairs += tails.units().iter().filter(is_department).count() as u64;
            }
        }
        pairs
    }
}
