//! Somebody outside as a fact: why they came, who looks after them, who serves them.

use super::{date, service_ids, texts};
use crate::{
    analysis,
    id::UnitId,
    model::{Organisation, Party, Reason, Relationship, Turn, TurnReason},
};
use serde::Serialize;

/// Somebody outside.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "README names each key")]
pub struct PartyFact<'org> {
    pub id: &'org str,
    pub name: &'org str,
    pub list: &'org str,
    pub kind: &'org str,
    pub status: &'org str,
    pub served_by: Vec<&'org str>,
    pub pays: Option<f64>,
    pub since: Option<&'org str>,
    pub expects: Vec<&'org str>,
    pub obligation: Option<&'org str>,
    pub drivers: Vec<&'org str>,
    pub pressures: Vec<&'org str>,
    pub reaches: Vec<&'org str>,
    pub won_by: Option<TurnFact<'org>>,
    pub kept_by: Option<&'org str>,
    pub lost_by: Option<TurnFact<'org>>,
    pub why_not_us: Option<&'org str>,
    pub could_use: Vec<&'org str>,
    pub relationship: Option<RelationshipFact<'org>>,
    pub buys_from: Vec<&'org str>,
    pub reasons: Vec<ReasonFact<'org>>,
    pub reviewed: Option<&'org str>,
    pub description: Option<&'org str>,
    pub url: Option<&'org str>,
    pub notes: Option<&'org str>,
}

/// Why a party came or went.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "README names each key")]
pub struct TurnFact<'org> {
    pub reason: Option<&'org str>,
    pub note: Option<&'org str>,
    pub date: Option<&'org str>,
}

/// Who looks after a party.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "README names each key")]
pub struct RelationshipFact<'org> {
    pub owner: Option<&'org str>,
    pub backup: Option<&'org str>,
    pub since: Option<&'org str>,
}

/// A claim why a party comes.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "README names each key")]
pub struct ReasonFact<'org> {
    pub claim: Option<&'org str>,
    pub confidence: &'org str,
    pub source: Option<&'org str>,
    pub date: Option<&'org str>,
}

/// What the file says of a party.
pub(super) fn party_fact<'org>(
    organisation: &'org Organisation,
    party: &'org Party,
) -> PartyFact<'org> {
    let free = organisation.texts(&party.about);
    PartyFact {
        id: &party.about.id,
        name: &party.about.name,
        list: party.list.word(),
        kind: party.kind_word(),
        status: party.status.word(),
        served_by: Vec::new(),
        pays: None,
        since: date(party.since.as_ref()),
        expects: texts(&party.expects),
        obligation: party.obligation.as_deref(),
        drivers: texts(&party.drivers),
        pressures: texts(&party.pressures),
        reaches: (party.reaches.iter()).map(|(to, _)| &*organisation.party(*to).about.id).collect(),
        won_by: party.won_by.as_ref().map(turn_fact),
        kept_by: party.kept_by.as_deref(),
        lost_by: party.lost_by.as_ref().map(turn_fact),
        why_not_us: party.why_not_us.as_deref(),
        could_use: service_ids(organisation, &party.could_use),
        relationship: party.relationship.as_ref().map(|kept| relationship_fact(organisation, kept)),
        buys_from: texts(&party.buys_from),
        reasons: party.reasons.iter().map(reason_fact).collect(),
        reviewed: date(party.reviewed.as_ref()),
        description: free.and_then(|free| free.description.as_deref()),
        url: free.and_then(|free| free.url.as_deref()),
        notes: free.and_then(|free| free.notes.as_deref()),
    }
}

fn turn_fact(turn: &Turn) -> TurnFact<'_> {
    TurnFact {
        reason: turn.reason.map(TurnReason::word),
        note: turn.note.as_deref(),
        date: date(turn.date.as_ref()),
    }
}

fn relationship_fact<'org>(
    organisation: &'org Organisation,
    kept: &'org Relationship,
) -> RelationshipFact<'org> {
    let id_of = |unit: UnitId| &*organisation.unit(unit).about.id;
    RelationshipFact {
        owner: kept.owner.map(id_of),
        backup: kept.backup.map(id_of),
        since: date(kept.since.as_ref()),
    }
}

fn reason_fact(reason: &Reason) -> ReasonFact<'_> {
    ReasonFact {
        claim: reason.claim.as_deref(),
        confidence: reason.confidence.word(),
        source: reason.source.as_deref(),
        date: date(reason.date.as_ref()),
    }
}

/// For each party the units whose own service serves it, by id.
pub(super) fn served_by(organisation: &Organisation) -> Vec<Vec<&str>> {
    let mut served_by = vec![Vec::new(); organisation.parties().len()];
    for (service, about) in organisation.services() {
        let parties = analysis::recipients(organisation, service);
        for provider in about.provided_by.iter().filter(|_| !parties.is_empty()) {
            let Some(unit) = provider.unit() else {
                continue;
            };
            for unit in std::iter::once(unit).chain(organisation.containers(unit)) {
                for party in &parties {
                    served_by[party.index()].push(&*organisation.unit(unit).about.id);
                }
            }
        }
    }
    for units in &mut served_by {
        units.sort_unstable();
        units.dedup();
    }
    served_by
}
