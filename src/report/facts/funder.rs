//! The payers that a unit serves as facts.

use crate::{
    analysis::{self, FunderServed},
    graph::Graph,
    id::UnitId,
};
use serde::Serialize;

/// A payer that a unit serves: thanked or reported to, but no customer (SPEC 3.7).
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "README names each key")]
pub struct FunderFact<'org> {
    pub id: &'org str,
    pub name: &'org str,
    pub kind: &'org str,
    pub services: Vec<&'org str>,
    pub satisfaction: Option<f64>,
}

pub(super) fn funder_facts<'org>(graph: &Graph<'org>, unit: UnitId) -> Vec<FunderFact<'org>> {
    let organisation = graph.organisation();
    let rows = analysis::funders_served(graph, unit).into_iter();
    let facts = rows.map(|FunderServed { party, services, satisfaction }| {
        let party = organisation.party(party);
        let services = services.iter().map(|service| &*organisation.service(*service).about.id);
        FunderFact {
            id: &party.about.id,
            name: &party.about.name,
            kind: party.kind_word(),
            services: services.collect(),
            satisfaction,
        }
    });
    facts.collect()
}
