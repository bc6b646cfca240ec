//! Somebody on whom something hangs, as a fact.

use super::{super::facts::service_ids, Risk, loss::Loss};
use crate::{
    analysis::{
        Distance, Failing, Privacy, UNHAPPY, impact, keepers, money, relations_with, roll_up,
    },
    graph::Graph,
    id::{PartyId, ServiceId, UnitId},
    model::{Date, Organisation, Person},
};
use serde::Serialize;

/// Somebody on whom something hangs.
#[derive(Debug, Serialize)]
pub struct PersonFact<'org> {
    /// The id.
    pub id: &'org str,
    /// The name.
    pub name: &'org str,
    /// The role.
    pub role: Option<&'org str>,
    /// The department.
    pub department: Option<&'org str>,
    /// The address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<&'org str>,
    /// The parties that they look after.
    pub looks_after: Vec<&'org str>,
    /// Those of them with an unhappy relationship.
    pub unhappy: Vec<&'org str>,
    /// Those of them for whom nobody stands in.
    pub no_stand_in: Vec<&'org str>,
    /// The services that they alone provide.
    pub alone_provides: Vec<&'org str>,
    /// The departments that they lead.
    pub leads: Vec<&'org str>,
    /// When they leave.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leaving: Option<&'org str>,
    /// Who takes over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub successor: Option<&'org str>,
    /// How many active parties would be hit, without a broad step.
    pub parties_hit: usize,
    /// What is paid a year for what would be hit, without a broad step.
    pub amount: Option<f64>,
    /// How many could do what they do: themselves, and who stands in everywhere.
    pub could_do_it: usize,
    /// How bad it would be to lose them.
    pub risk: Risk,
    /// Why.
    pub because: Vec<String>,
    #[serde(skip)]
    pub(super) unit: UnitId,
}

/// The fact of somebody who looks after `kept` and provides `alone` without anybody else.
pub(super) fn fact<'org>(
    graph: &Graph<'org>,
    unit: UnitId,
    kept: &[PartyId],
    alone: &[ServiceId],
    privacy: Privacy,
) -> PersonFact<'org> {
    let organisation = graph.organisation();
    let about = organisation.unit(unit);
    let person = about.person();
    let told = person.filter(|_| privacy == Privacy::Confidential);
    let id_of = |unit: UnitId| &*organisation.unit(unit).about.id;
    let party_ids = |parties: &[PartyId]| -> Vec<&'org str> {
        let parties = parties.iter();
        parties.map(|party| &*organisation.party(*party).about.id).collect()
    };
    let loss = Loss {
        organisation,
        unit: about,
        told,
        no_stand_in: no_stand_in(organisation, kept),
        alone,
    };
    let (parties_hit, amount) = hit(graph, unit);
    PersonFact {
        id: &about.about.id,
        name: &about.about.name,
        role: person.and_then(|person| person.role.as_deref()),
        department: about.part_of.map(id_of),
        email: told.and_then(Person::email),
        looks_after: party_ids(kept),
        unhappy: party_ids(&unhappy(organisation, kept)),
        no_stand_in: party_ids(&loss.no_stand_in),
        alone_provides: service_ids(organisation, alone),
        leads: about.leads().iter().map(|led| id_of(*led)).collect(),
        leaving: loss.leaving().map(Date::as_str),
        successor: loss.successor().map(id_of),
        parties_hit,
        amount,
        could_do_it: loss.could_do_it(),
        risk: loss.risk(),
        because: loss.because(),
        unit,
    }
}

/// Those of some parties with an unhappy relationship.
fn unhappy(organisation: &Organisation, kept: &[PartyId]) -> Vec<PartyId> {
    let unhappy = kept.iter().copied().filter(|&party| {
        let lowest = roll_up(relations_with(organisation, party)).lowest;
        lowest.is_some_and(|lowest| lowest < UNHAPPY)
    });
    unhappy.collect()
}

/// Those of some parties for whom nobody stands in.
fn no_stand_in(organisation: &Organisation, kept: &[PartyId]) -> Vec<PartyId> {
    let alone = kept.iter().copied();
    alone.filter(|&party| keepers(organisation.party(party)).1.is_none()).collect()
}

/// The active parties hit, and what is paid a year for what is hit, both without a broad step.
fn hit(graph: &Graph<'_>, unit: UnitId) -> (usize, Option<f64>) {
    let organisation = graph.organisation();
    let impact = impact(graph, Failing::Unit(unit));
    let near = impact.recipients.iter().filter(|(to, at)| {
        at.broad_steps == 0 && to.party().is_some_and(|party| organisation.is_active_party(party))
    });
    let sums = money(organisation, &impact.services).into_iter();
    let sums = sums.filter(|((distance, ..), _)| *distance != Distance::Broad);
    (near.count(), sums.map(|(_, sum)| sum).reduce(|a, b| a + b))
}
