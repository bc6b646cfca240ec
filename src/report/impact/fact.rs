//! An impact as facts.

use super::{super::facts::service_ids, subject};
use crate::{
    analysis::{Failing, Impact, PartyImpact},
    graph::Cost,
    id::PartyId,
    model::{Organisation, Recipient},
};
use serde::Serialize;

/// The facts of an impact.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "README names each key")]
pub struct ImpactFact<'org> {
    pub of: &'org str,
    pub services: Vec<HitServiceFact<'org>>,
    pub hit: Vec<HitFact<'org>>,
    pub parties: Vec<&'org str>,
    pub payers: Vec<HitPayerFact<'org>>,
    pub relationships: Vec<&'org str>,
    pub backups_missing: Vec<&'org str>,
}

/// A service that is hit.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "README names each key")]
pub struct HitServiceFact<'org> {
    pub id: &'org str,
    pub step: u32,
    pub broad_steps: u32,
    pub down: Option<bool>,
}

/// A recipient that is hit.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "README names each key")]
pub struct HitFact<'org> {
    pub id: &'org str,
    pub kind: &'org str,
    pub step: u32,
    pub broad_steps: u32,
}

/// A payer of services that are hit.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "README names each key")]
pub struct HitPayerFact<'org> {
    pub id: &'org str,
    pub amount: Option<f64>,
    pub services: Vec<&'org str>,
}

/// The facts of what hangs on a party outside.
#[derive(Debug, Serialize)]
pub struct PartyImpactFact<'org> {
    /// The party.
    pub of: &'org str,
    /// The services that it pays for.
    pub pays_for: Vec<PaidServiceFact<'org>>,
    /// Who depends on those.
    pub depending: Vec<HitFact<'org>>,
    /// Who contributes to it.
    pub contributors: Vec<HitFact<'org>>,
}

/// A service that the party pays for.
#[derive(Debug, Serialize)]
pub struct PaidServiceFact<'org> {
    /// The service.
    pub id: &'org str,
    /// What the party pays a year.
    pub amount: Option<f64>,
    /// Its share of all that is paid, from 0 to 1.
    pub share: Option<f64>,
}

/// The facts of a failure inside.
#[must_use]
pub fn impact_fact<'org>(
    organisation: &'org Organisation,
    failing: Failing,
    impact: &Impact,
) -> ImpactFact<'org> {
    let party_ids = |parties: &[PartyId]| -> Vec<&'org str> {
        parties.iter().map(|party| &*organisation.party(*party).about.id).collect()
    };
    ImpactFact {
        of: organisation.id_of(subject(failing)),
        services: (impact.services.iter())
            .map(|hit| HitServiceFact {
                id: &organisation.service(hit.service).about.id,
                step: hit.cost.steps,
                broad_steps: hit.cost.broad_steps,
                down: hit.down,
            })
            .collect(),
        hit: (impact.recipients.iter())
            .map(|(to, cost)| hit_fact(organisation, *to, *cost))
            .collect(),
        parties: party_ids(&impact.parties),
        payers: (impact.payers.iter())
            .map(|payer| HitPayerFact {
                id: organisation.id_of(payer.payer.into()),
                amount: payer.amount,
                services: service_ids(organisation, &payer.services),
            })
            .collect(),
        relationships: party_ids(&impact.relationships),
        backups_missing: party_ids(&impact.backups_missing),
    }
}

/// The facts of what hangs on a party.
#[must_use]
pub fn party_impact_fact<'org>(
    organisation: &'org Organisation,
    party: PartyId,
    impact: &PartyImpact,
) -> PartyImpactFact<'org> {
    PartyImpactFact {
        of: &organisation.party(party).about.id,
        pays_for: (impact.pays_for.iter())
            .map(|paid| PaidServiceFact {
                id: &organisation.service(paid.service).about.id,
                amount: paid.amount,
                share: paid.share,
            })
            .collect(),
        depending: (impact.depending.iter())
            .map(|(to, cost)| hit_fact(organisation, *to, *cost))
            .collect(),
        contributors: (impact.contributors.iter())
            .map(|(unit, cost)| hit_fact(organisation, Recipient::Unit(*unit), *cost))
            .collect(),
    }
}

fn kind(organisation: &Organisation, to: Recipient) -> &'static str {
    match to {
        Recipient::Unit(unit) => organisation.unit(unit).kind_word(),
        Recipient::Group(_) | Recipient::Everyone => "group",
        Recipient::Service(_) => "service",
        Recipient::Party(party) => organisation.party(party).kind.word(),
    }
}

fn hit_fact(organisation: &Organisation, to: Recipient, cost: Cost) -> HitFact<'_> {
    HitFact {
        id: organisation.id_of(to.into()),
        kind: kind(organisation, to),
        step: cost.steps,
        broad_steps: cost.broad_steps,
    }
}
