//! The rows of `list`: who serves whom with what, who pays, how happy they are.

use super::{
    Cell, Filter, Rank, Table,
    words::{count, happy, left_out, or_nobody, payment, recipient},
};
use crate::{
    analysis::{Reach, View},
    diag::Sources,
    graph::Graph,
    id::{ServiceId, Subject},
    model::Relation,
};
use serde::Serialize;
use std::collections::BTreeSet;

const HEADS: [(&str, u16); 5] =
    [("PROVIDED BY", 3), ("SERVICE", 3), ("SERVES", 4), ("PAID BY", 3), ("HAPPY?", 3)];

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

/// The rows as a table; `most` of them.
#[must_use]
pub fn serving(view: View<'_, '_>, filter: &Filter, most: usize) -> Table {
    let organisation = view.organisation();
    let all = servings(view.graph(), filter);
    let straight = (!filter.shows_reach(Reach::Direct)).then(|| {
        "This lists what is served straight: --reach direct. Chains: custmap analyze".to_owned()
    });
    let services: BTreeSet<ServiceId> = all.iter().map(|serving| serving.service).collect();
    let called = organisation.customers_called.as_deref();
    let called = called.map(|called| format!(" Those outside are called {called}."));
    let title = format!(
        "{}: {} of {}.{}",
        organisation.about.name,
        count(all.len(), "relationship"),
        count(services.len(), "service"),
        called.unwrap_or_default(),
    );
    let left_out = left_out(most, all.len()).into_iter();
    Table {
        title: vec![title],
        notes: left_out.chain(straight).collect(),
        ..Table::plain(&HEADS, rows(view, &all[..all.len().min(most)]))
    }
}

/// A row each; a service that stands in the row before is not named again.
fn rows(view: View<'_, '_>, shown: &[Serving<'_>]) -> Vec<Vec<Cell>> {
    let organisation = view.organisation();
    let mut before: Option<ServiceId> = None;
    let row = |serving: &Serving<'_>| {
        let id = serving.service;
        let service = organisation.service(id);
        let first = before.replace(id) != Some(id);
        let providers = service.provided_by.iter();
        let providers: Vec<&str> = providers.map(|it| organisation.name_of((*it).into())).collect();
        let once = |cell: Cell| if first { cell } else { Cell::default() };
        vec![
            once(providers.join(", ").into()),
            once(service.about.name.to_string().into()),
            recipient(organisation, serving.relation.to).into(),
            once(paid_by(view, id).into()),
            happy(serving.relation).into(),
        ]
    };
    shown.iter().map(row).collect()
}

fn paid_by(view: View<'_, '_>, service: ServiceId) -> Vec<String> {
    let organisation = view.whole_graph().organisation();
    let paid = view.paid(service);
    let lines = paid.iter().map(|paid| {
        let name = organisation.name_of(paid.payer.into());
        payment(organisation, name, paid.amount)
    });
    let mut lines: Vec<String> = lines.collect();
    lines.sort_unstable();
    lines.dedup();
    or_nobody(lines)
}
