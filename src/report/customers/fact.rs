//! A party with what is derived of it: how happy it is, what is known of it, why it may be lost.

use super::super::{
    ReasonFact, TurnFact,
    facts::{reason_fact, service_ids, turn_fact},
};
use crate::{
    analysis::{Rolled, UNHAPPY, keepers, known, relations_with, roll_up},
    id::{PartyId, UnitId},
    model::{Confidence, Date, Organisation, Party, Reason, Relation},
};
use serde::Serialize;

/// A party with what is derived of it.
#[derive(Debug, Serialize)]
pub struct CustomerFact<'org> {
    /// Its id.
    pub id: &'org str,
    /// Its name.
    pub name: &'org str,
    /// beneficiary or payer.
    pub list: &'org str,
    /// active, prospect or former.
    pub status: &'org str,
    /// Since when.
    pub since: Option<&'org str>,
    /// What it pays a year, as far as known.
    pub pays: Option<f64>,
    /// How many units contribute to it.
    pub contributors: usize,
    /// How many relationships serve it straight.
    pub relationships: usize,
    /// How many of them were measured.
    pub measured: usize,
    /// Their newest scores in one, of 10.
    pub satisfaction: Option<f64>,
    /// How many answered, where all say so: then the scores are weighted by it.
    pub answers: Option<u64>,
    /// The lowest of the scores.
    pub lowest: Option<f64>,
    /// The newest date of a measurement.
    pub measured_last: Option<&'org str>,
    /// Who looks after it.
    pub owner: Option<&'org str>,
    /// Who stands in.
    pub backup: Option<&'org str>,
    /// How many of seven things are known.
    pub known: usize,
    /// Those that are not.
    pub blanks: Vec<&'static str>,
    /// What it uses instead.
    pub buys_from: Vec<&'org str>,
    /// Which services could have served it.
    pub could_use: Vec<&'org str>,
    /// Why it may be lost.
    pub risks: Vec<String>,
    /// Why it came.
    pub won_by: Option<TurnFact<'org>>,
    /// Why it stays.
    pub kept_by: Option<&'org str>,
    /// Why it went.
    pub lost_by: Option<TurnFact<'org>>,
    /// Why it isn't a customer.
    pub why_not_us: Option<&'org str>,
    /// Why it comes, as far as anybody knows.
    pub reasons: Vec<ReasonFact<'org>>,
    /// Whether it is among the payers of any service.
    #[serde(skip)]
    pub(super) paying: bool,
    #[serde(skip)]
    pub(super) party: PartyId,
    #[serde(skip)]
    pub(super) rolled: Rolled,
}

pub(super) fn fact<'org>(
    organisation: &'org Organisation,
    id: PartyId,
    party: &'org Party,
    pays: Option<f64>,
    paying: bool,
    contributors: usize,
) -> CustomerFact<'org> {
    let rolled = roll_up(relations_with(organisation, id));
    let known = known(party);
    let blanks = known.iter().filter(|(known, _)| !known);
    let blanks: Vec<&'static str> = blanks.map(|(_, what)| *what).collect();
    let (owner, backup) = keepers(party);
    let id_of = |unit: UnitId| &*organisation.unit(unit).about.id;
    let newest = relations_with(organisation, id).filter_map(Relation::newest);
    let newest = newest.filter_map(|newest| newest.measured.as_ref()).max();
    CustomerFact {
        id: &party.about.id,
        name: &party.about.name,
        list: party.list.word(),
        status: party.status.word(),
        since: party.since.as_ref().map(Date::as_str),
        pays,
        contributors,
        relationships: rolled.relationships,
        measured: rolled.measured,
        satisfaction: rolled.score,
        answers: rolled.answers,
        lowest: rolled.lowest,
        measured_last: newest.map(Date::as_str),
        owner: owner.map(id_of),
        backup: backup.map(id_of),
        known: known.len() - blanks.len(),
        blanks,
        buys_from: party.buys_from.iter().map(|from| &**from).collect(),
        could_use: service_ids(organisation, &party.could_use),
        risks: risks(organisation, party, &rolled),
        won_by: party.won_by.as_ref().map(turn_fact),
        kept_by: party.kept_by.as_deref(),
        lost_by: party.lost_by.as_ref().map(turn_fact),
        why_not_us: party.why_not_us.as_deref(),
        reasons: party.reasons.iter().map(reason_fact).collect(),
        paying,
        party: id,
        rolled,
    }
}

/// Why a party may be lost. Nothing here tells who is leaving.
fn risks(organisation: &Organisation, party: &Party, rolled: &Rolled) -> Vec<String> {
    let mut risks = Vec::new();
    if let Some(lowest) = rolled.lowest.filter(|lowest| *lowest < UNHAPPY) {
        risks.push(format!("unhappy: {lowest:.1} of 10"));
    }
    match keepers(party) {
        (Some(owner), None) if organisation.unit(owner).person().is_some() => {
            let owner = &organisation.unit(owner).about.name;
            risks.push(format!("only {owner} looks after it"));
        }
        _ => {}
    }
    let reasons = &party.reasons;
    let refuted = |reason: &Reason| reason.confidence == Confidence::Refuted;
    if !reasons.is_empty() && reasons.iter().all(refuted) {
        risks.push("why it comes is refuted".to_owned());
    }
    if !party.buys_from.is_empty() {
        let from: Vec<&str> = party.buys_from.iter().map(|from| &**from).collect();
        risks.push(format!("uses {} too", from.join(", ")));
    }
    risks
}
