//! The secondary customers of a unit as facts.

use super::{
    super::{Filter, Rank},
    service_ids,
};
use crate::{
    analysis::{self, Secondary, SecondaryReach},
    graph::Graph,
    id::{Subject, UnitId},
    model::Organisation,
};
use serde::Serialize;

/// A secondary customer of a unit.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "README names each key")]
pub struct SecondaryFact<'org> {
    pub id: &'org str,
    pub name: &'org str,
    pub kind: &'org str,
    pub reach: &'org str,
    pub shared_with: Option<&'org str>,
    pub services: Vec<&'org str>,
    pub members: usize,
    pub size: Option<u64>,
    pub satisfaction: Option<f64>,
}

pub(super) fn secondary_facts<'org>(
    graph: &Graph<'org>,
    filter: &Filter,
    unit: UnitId,
) -> Vec<SecondaryFact<'org>> {
    if !filter.shows_rank(Rank::Secondary) {
        return Vec::new();
    }
    let rows = analysis::secondary(graph, unit).into_iter();
    let shown = rows.filter(|row| filter.shows_secondary(row));
    shown.map(|row| secondary_fact(graph.organisation(), &row)).collect()
}

fn secondary_fact<'org>(organisation: &'org Organisation, row: &Secondary) -> SecondaryFact<'org> {
    let subject = Subject::from(row.customer);
    let (reach, shared_with) = match row.reach {
        SecondaryReach::Direct => ("direct", None),
        SecondaryReach::Shared(with) => ("shared", Some(&*organisation.unit(with).about.id)),
    };
    SecondaryFact {
        id: organisation.id_of(subject),
        name: organisation.name_of(subject),
        kind: row.customer.kind_word(organisation),
        reach,
        shared_with,
        services: service_ids(organisation, &row.services),
        members: row.customer.members(organisation),
        size: subject.group().and_then(|group| organisation.group(group).size),
        satisfaction: row.satisfaction,
    }
}
