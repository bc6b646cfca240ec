//! The relationships of a card, as facts.

use super::{Filter, Rank};
use crate::{
    analysis::{Reach, View},
    diag::Sources,
    graph::Graph,
    id::{ServiceId, Subject},
    model::Relation,
};
use serde::Serialize;
use std::collections::BTreeSet;

/// One service to one recipient.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "README names each key")]
pub struct ServingFact<'org> {
    pub service: &'org str,
    pub service_name: &'org str,
    pub provided_by: Vec<&'org str>,
    pub rank: &'static str,
    pub to: &'org str,
    pub to_name: &'org str,
    pub paid_by: Vec<&'org str>,
    pub satisfaction: Option<f64>,
    pub n: Option<u64>,
    pub measured: Option<&'org str>,
    pub file: &'org str,
    pub line: u32,
}

/// One relation of one active service.
struct Serving<'org> {
    service: ServiceId,
    relation: Relation<'org>,
}

/// The relations that a filter lets through, in the order of the providers in the tree, then of the file.
fn servings<'org>(graph: &Graph<'org>, filter: &Filter) -> Vec<Serving<'org>> {
    let organisation = graph.organisation();
    let mut all = Vec::new();
    for (service, about) in organisation.services() {
        let shown = filter.shows_service(organisation, about);
        let relations = organisation.relations(service);
        let relations = relations.filter(|relation| {
            filter.shows_reach(Reach::Direct) && filter.shows_recipient(relation.to)
        });
        // Within a division one relationship of the file can be inside and outside: it is listed once.
        let mut once = BTreeSet::new();
        let relations = relations.filter(|relation| once.insert(relation.place));
        all.extend(relations.filter(|_| shown).map(|relation| Serving { service, relation }));
    }
    all.sort_by_key(|serving| {
        let first = organisation.service(serving.service).provided_by.iter().min();
        (first.copied(), serving.service)
    });
    all
}

/// The rows as facts.
#[must_use]
pub fn serving_facts<'org>(
    view: View<'_, 'org>,
    filter: &Filter,
    sources: &'org Sources,
) -> Vec<ServingFact<'org>> {
    let organisation = view.organisation();
    let whole = view.whole_graph().organisation();
    let fact = |serving: Serving<'org>| {
        let service = organisation.service(serving.service);
        let to = Subject::from(serving.relation.to);
        let newest = serving.relation.newest();
        let mut paid_by: Vec<&str> = (view.paid(serving.service).iter())
            .map(|paid| whole.id_of(paid.payer.into()))
            .collect();
        paid_by.sort_unstable();
        paid_by.dedup();
        let providers = service.provided_by.iter();
        ServingFact {
            service: &service.about.id,
            service_name: &service.about.name,
            provided_by: providers.map(|provider| organisation.id_of((*provider).into())).collect(),
            rank: Rank::of(serving.relation.to).word(),
            to: organisation.id_of(to),
            to_name: organisation.name_of(to),
            paid_by,
            satisfaction: newest.and_then(crate::model::Satisfaction::of_ten),
            n: newest.and_then(|newest| newest.n),
            measured: newest.and_then(|newest| Some(newest.measured.as_ref()?.as_str())),
            file: &sources.file(serving.relation.place.file).name,
            line: serving.relation.place.line,
        }
    };
    servings(view.graph(), filter).into_iter().map(fact).collect()
}
