//! The primary customers of a unit as facts, each with the chain to it.

use super::service_ids;
use crate::{
    analysis::Primary,
    graph::Link,
    id::{PartyId, Subject, UnitId},
    model::Organisation,
};
use serde::Serialize;

/// A primary customer of a unit.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "README names each key")]
pub struct PrimaryFact<'org> {
    pub id: &'org str,
    pub name: &'org str,
    pub kind: &'org str,
    pub reach: &'org str,
    pub certainty: &'org str,
    pub steps: Option<u32>,
    pub broad_steps: Option<u32>,
    pub through: Vec<&'org str>,
    pub shared_with: Option<&'org str>,
    pub shared_reach: Option<&'org str>,
    pub services: Vec<&'org str>,
    pub chain: Vec<ChainFact<'org>>,
    pub satisfaction: Option<f64>,
}

/// A party whose row a verdict removed.
#[derive(Debug, Serialize)]
pub struct RejectedFact<'org> {
    /// The party.
    pub id: &'org str,
    /// The reason.
    pub because: Option<&'org str>,
}

pub(super) fn rejected_fact(
    organisation: &Organisation,
    unit: UnitId,
    party: PartyId,
) -> RejectedFact<'_> {
    let verdict = organisation.verdict(unit, party);
    RejectedFact {
        id: &organisation.party(party).about.id,
        because: verdict.and_then(|verdict| verdict.because.as_deref()),
    }
}

/// A step of a chain.
#[derive(Debug, Serialize)]
pub struct ChainFact<'org> {
    /// The service; `None`: passed on.
    pub service: Option<&'org str>,
    /// To whom.
    pub to: &'org str,
    /// The name of the service.
    #[serde(skip)]
    pub service_name: Option<&'org str>,
    /// The name of the one it goes to.
    #[serde(skip)]
    pub to_name: &'org str,
}

pub(super) fn primary_fact<'org>(
    organisation: &'org Organisation,
    row: &Primary,
) -> PrimaryFact<'org> {
    let party = organisation.party(row.party);
    PrimaryFact {
        id: &party.about.id,
        name: &party.about.name,
        kind: party.kind_word(),
        reach: row.reach.word(),
        certainty: row.certainty.word(),
        through: row.through.iter().map(|to| organisation.id_of(Subject::from(*to))).collect(),
        steps: row.cost.map(|cost| cost.steps),
        broad_steps: row.cost.map(|cost| cost.broad_steps),
        shared_with: row.shared.map(|shared| organisation.id_of(shared.with.into())),
        shared_reach: row.shared.map(|shared| shared.reach.word()),
        services: service_ids(organisation, &row.services),
        chain: row.chain.iter().map(|link| chain_fact(organisation, *link)).collect(),
        satisfaction: row.satisfaction,
    }
}

fn chain_fact(organisation: &Organisation, link: Link) -> ChainFact<'_> {
    let service = link.service.map(|service| &organisation.service(service).about);
    let to = Subject::from(link.to);
    ChainFact {
        service: service.map(|service| &*service.id),
        to: organisation.id_of(to),
        service_name: service.map(|service| &*service.name),
        to_name: organisation.name_of(to),
    }
}
