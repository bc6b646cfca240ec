//! A unit as a fact: what the file says of it, with room for its customers and payers.

use super::{FunderFact, PayerFact, PrimaryFact, RejectedFact, SecondaryFact, date, texts};
use crate::{
    analysis::{Privacy, View},
    id::UnitId,
    model::{Organisation, Person, Unit, UnitKind},
};
use serde::Serialize;

/// A unit with its customers and payers.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "README names each key")]
pub struct UnitFact<'org> {
    pub id: &'org str,
    pub name: &'org str,
    pub kind: &'org str,
    pub part_of: Option<&'org str>,
    pub purpose: Option<&'org str>,
    pub lead: Option<&'org str>,
    pub role: Option<&'org str>,
    pub site: Option<&'org str>,
    pub tags: Vec<&'org str>,
    pub headcount: Option<u64>,
    pub since: Option<&'org str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<&'org str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leaving: Option<&'org str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub successor: Option<&'org str>,
    pub primary: Vec<PrimaryFact<'org>>,
    pub rejected: Vec<RejectedFact<'org>>,
    pub secondary: Vec<SecondaryFact<'org>>,
    pub funders_served: Vec<FunderFact<'org>>,
    pub payers: Vec<PayerFact<'org>>,
}

/// What the file says of a unit.
pub(super) fn unit_fact<'org>(
    view: View<'_, 'org>,
    id: UnitId,
    privacy: Privacy,
) -> UnitFact<'org> {
    let organisation = view.whole_graph().organisation();
    let unit = organisation.unit(view.in_whole(id));
    let id_of = |unit: UnitId| &*organisation.unit(unit).about.id;
    let fact = bare_fact(organisation, unit);
    match &unit.kind {
        UnitKind::Department(department) => UnitFact {
            purpose: department.purpose.as_deref(),
            lead: department.lead.map(id_of),
            headcount: department.headcount(),
            ..fact
        },
        UnitKind::Person(person) => {
            let told = Some(person).filter(|_| privacy == Privacy::Confidential);
            UnitFact {
                role: person.role.as_deref(),
                since: date(person.since()),
                email: told.and_then(Person::email),
                leaving: told.and_then(|person| date(person.leaving())),
                successor: told.and_then(|person| person.successor().map(id_of)),
                ..fact
            }
        }
    }
}

/// What departments and people have in common.
fn bare_fact<'org>(organisation: &'org Organisation, unit: &'org Unit) -> UnitFact<'org> {
    UnitFact {
        id: &unit.about.id,
        name: &unit.about.name,
        kind: unit.kind_word(),
        part_of: unit.part_of.map(|up| &*organisation.unit(up).about.id),
        purpose: None,
        lead: None,
        role: None,
        site: organisation.site(unit),
        tags: texts(organisation.tags(unit)),
        headcount: None,
        since: None,
        email: None,
        leaving: None,
        successor: None,
        primary: Vec::new(),
        rejected: Vec::new(),
        funders_served: Vec::new(),
        secondary: Vec::new(),
        payers: Vec::new(),
    }
}
