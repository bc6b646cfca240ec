//! The rows of `list`: who serves whom with what, who pays, how happy they are.

use super::{
    Cell, Column, Filter, People, Rank, Table,
    words::{amount, count, happy, recipient},
};
use crate::{
    analysis::{Reach, View},
    diag::Sources,
    graph::Graph,
    id::ServiceId,
    model::{Provider, Recipient, Relation, Subject},
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
    relation: &'org Relation,
}

/// The relations that a filter lets through, in the order of the providers in the tree, then of the file.
fn servings<'org>(graph: &Graph<'org>, filter: &Filter) -> Vec<Serving<'org>> {
    let organisation = graph.organisation();
    let mut all = Vec::new();
    for (service, about) in organisation.services() {
        let shown = about.provided_by.iter().any(|provider| match *provider {
            Provider::Unit(provider) if filter.units.is_empty() => {
                filter.shows_unit(organisation, provider)
            }
            Provider::Unit(provider) => filter
                .units
                .iter()
                .any(|&unit| organisation.is_part(provider, unit)),
            Provider::Organisation | Provider::Around(_) => {
                filter.units.is_empty() && filter.people != People::Only
            }
        });
        let relations = organisation.relations(service).filter(|relation| {
            filter.shows_rank(rank(relation.to))
                && filter.shows_reach(Reach::Direct)
                && filter.shows_customer(relation.to.into())
        });
        all.extend(
            relations
                .filter(|_| shown)
                .map(|relation| Serving { service, relation }),
        );
    }
    all.sort_by_key(|serving| {
        let first = organisation
            .service(serving.service)
            .provided_by
            .iter()
            .min();
        (first.copied(), serving.service)
    });
    all
}

fn rank(to: Recipient) -> Rank {
    match to {
        Recipient::Party(_) => Rank::Primary,
        Recipient::Unit(_) | Recipient::Group(_) | Recipient::Everyone | Recipient::Service(_) => {
            Rank::Secondary
        }
    }
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
            provided_by: providers
                .map(|provider| organisation.id_of((*provider).into()))
                .collect(),
            rank: rank(serving.relation.to).word(),
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
    servings(view.graph(), filter)
        .into_iter()
        .map(fact)
        .collect()
}

/// The rows as a table; `most` of them.
#[must_use]
pub fn serving(view: View<'_, '_>, filter: &Filter, most: usize) -> Table {
    let organisation = view.organisation();
    let all = servings(view.graph(), filter);
    let mut rows = Vec::new();
    let mut before: Option<ServiceId> = None;
    for serving in all.iter().take(most) {
        let service = organisation.service(serving.service);
        let again = before == Some(serving.service);
        before = Some(serving.service);
        let providers = service.provided_by.iter();
        let providers: Vec<&str> = providers
            .map(|it| organisation.name_of((*it).into()))
            .collect();
        let once = |text: String| if again { Cell::default() } else { text.into() };
        rows.push(vec![
            once(providers.join(", ")),
            once(service.about.name.to_string()),
            recipient(organisation, serving.relation.to).into(),
            if again {
                Cell::default()
            } else {
                paid_by(view, serving.service).into()
            },
            happy(serving.relation).into(),
        ]);
    }
    let mut notes = Vec::new();
    if all.len() > rows.len() {
        notes.push(format!(
            "Showing {} of {}: --all shows them all.",
            rows.len(),
            all.len()
        ));
    }
    if !filter.shows_reach(Reach::Direct) {
        notes.push(
            "This lists what is served straight: --reach direct. Chains: custmap analyze"
                .to_owned(),
        );
    }
    let services: BTreeSet<ServiceId> = all.iter().map(|serving| serving.service).collect();
    let called = organisation.customers_called.as_deref();
    let called = called.map(|called| format!(" Those outside are called {called}."));
    Table {
        title: vec![format!(
            "{}: {} of {}.{}",
            organisation.about.name,
            count(all.len(), "relationship"),
            count(services.len(), "service"),
            called.unwrap_or_default(),
        )],
        columns: vec![
            Column::new("PROVIDED BY", 3),
            Column::new("SERVICE", 3),
            Column::new("SERVES", 4),
            Column::new("PAID BY", 3),
            Column::new("HAPPY?", 3),
        ],
        rows,
        notes,
    }
}

fn paid_by(view: View<'_, '_>, service: ServiceId) -> Vec<String> {
    let organisation = view.whole_graph().organisation();
    let mut lines: Vec<String> = (view.paid(service).iter())
        .map(|paid| {
            let name = organisation.name_of(paid.payer.into());
            match paid.amount {
                Some(sum) => format!("{name}: {}", amount(organisation, sum)),
                None => name.to_owned(),
            }
        })
        .collect();
    lines.sort_unstable();
    lines.dedup();
    if lines.is_empty() {
        vec!["nobody".to_owned()]
    } else {
        lines
    }
}
