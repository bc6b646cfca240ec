//! What is written down about a unit, to be checked by its head.

use super::{
    fact::{AskedFact, PartyKey},
    question::{AnswerChoice, Answering, Asked, FieldInput, FormField, FormQuestion, NameList},
    sentence::Sentences,
};
use crate::{
    graph::Graph,
    id::{PartyId, ServiceId, Subject, UnitId},
    model::{Organisation, PartyList, ServiceStatus},
};
use std::collections::BTreeSet;

/// The lists from which a recipient is chosen.
pub(super) const RECIPIENTS: &[NameList] =
    &[NameList::Groups, NameList::Departments, NameList::People, NameList::Outside];
/// The lists from which a payer is chosen.
pub(super) const PAYERS: &[NameList] =
    &[NameList::Organisation, NameList::Outside, NameList::Departments];
/// The lists from which the owner of a relationship is chosen.
pub(super) const OWNERS: &[NameList] = &[NameList::People, NameList::Departments];

/// Right, or not quite and what is different.
const CHECK: [AnswerChoice; 2] = [
    AnswerChoice { value: "right", label: "right", because: None, shows_fields: false },
    AnswerChoice {
        value: "wrong",
        label: "not quite",
        because: Some("What is different?"),
        shows_fields: true,
    },
];

/// The questions about what is written down.
pub(super) fn questions<'org>(graph: &Graph<'org>, unit: UnitId) -> Vec<FormQuestion<'org>> {
    let services =
        graph.services_of(unit).into_iter().map(|service| about_service(graph, unit, service));
    let parties =
        parties_asked(graph, unit).into_iter().filter_map(|party| about_party(graph, party));
    about_purpose(graph, unit).into_iter().chain(services).chain(parties).collect()
}

/// The active beneficiaries that a unit serves directly or whose relationship it owns; by id.
pub(in crate::report) fn parties_asked(graph: &Graph<'_>, unit: UnitId) -> Vec<PartyId> {
    let organisation = graph.organisation();
    let services = graph.services_of(unit);
    let served = services.iter().flat_map(|service| organisation.active_relations(*service));
    let parties = served.filter_map(|relation| relation.to.party());
    let owned = organisation.parties().filter(|(_, party)| {
        let owner = party.relationship.as_ref().and_then(|it| it.owner);
        owner.is_some_and(|owner| organisation.is_part(owner, unit))
    });
    let all: BTreeSet<PartyId> = parties.chain(owned.map(|(id, _)| id)).collect();
    let is_asked = |party: &PartyId| {
        let is_outside = !matches!(organisation.party(*party).list, PartyList::Inside(_));
        organisation.is_active_party(*party) && is_outside
    };
    all.into_iter().filter(is_asked).collect()
}

fn about_purpose<'org>(graph: &Graph<'org>, unit: UnitId) -> Option<FormQuestion<'org>> {
    let organisation = graph.organisation();
    let purpose = organisation.unit(unit).department()?.purpose.as_deref()?;
    let asked = Asked::new(graph, AskedFact::Purpose(unit));
    let correction = FormField {
        asked: asked.clone(),
        label: "What would you write?".to_owned(),
        input: FieldInput::Text,
    };
    let wrong = AnswerChoice { because: None, ..CHECK[1] };
    Some(FormQuestion {
        before: "What ".to_owned(),
        name: organisation.name_of(unit.into()),
        after: format!(" is for: \u{201c}{purpose}\u{201d}"),
        detail: String::new(),
        answering: Answering::Choice { asked, choices: vec![CHECK[0], wrong] },
        fields: vec![correction],
    })
}

fn about_service<'org>(
    graph: &Graph<'org>,
    unit: UnitId,
    service: ServiceId,
) -> FormQuestion<'org> {
    let organisation = graph.organisation();
    let sentences = Sentences::new(organisation);
    let recipients = sentences.recipients(service);
    let after = match recipients.as_str() {
        "" => ": nobody has written down whom it is for.".to_owned(),
        recipients => format!(": for {recipients}."),
    };
    let payers = sentences.payers(service);
    let paid_by_nobody = organisation.service(service).paid_by().is_some_and(<[_]>::is_empty);
    let detail = match payers.as_str() {
        "" if paid_by_nobody => "Nobody pays for it.".to_owned(),
        "" => String::new(),
        payers => format!("Paid by {payers}."),
    };
    let provider = match sentences.other_providers(service, unit) {
        providers if providers.is_empty() => String::new(),
        providers => format!("Provided by {providers}. "),
    };
    let added = FormField {
        asked: Asked::new(graph, AskedFact::ServiceServes(service)),
        label: "Who else is it for?".to_owned(),
        input: FieldInput::Name(RECIPIENTS),
    };
    let removed = FormField {
        asked: Asked::new(graph, AskedFact::ServiceServesNot(service)),
        label: "Who is it not for?".to_owned(),
        input: FieldInput::Thing(recipients_of(organisation, service)),
    };
    let asked = Asked::new(graph, AskedFact::ServiceChecked(service));
    let has_recipients = !recipients.is_empty();
    FormQuestion {
        before: String::new(),
        name: organisation.name_of(service.into()),
        after,
        detail: format!("{provider}{detail}").trim_end().to_owned(),
        answering: Answering::Choice { asked, choices: CHECK.to_vec() },
        fields: std::iter::once(added).chain(has_recipients.then_some(removed)).collect(),
    }
}

/// The recipients of a service, by id and name.
fn recipients_of(organisation: &Organisation, service: ServiceId) -> Vec<(String, String)> {
    let recipients = organisation.all_relations(service).map(|relation| Subject::from(relation.to));
    let named = recipients
        .map(|it| (organisation.id_of(it).to_owned(), organisation.name_of(it).to_owned()));
    named.collect()
}

fn about_party<'org>(graph: &Graph<'org>, id: PartyId) -> Option<FormQuestion<'org>> {
    let organisation = graph.organisation();
    let party = organisation.party(id);
    let owner = party.relationship.as_ref().and_then(|it| it.owner)?;
    let backup = party.relationship.as_ref().and_then(|it| it.backup);
    let name = |unit: UnitId| organisation.name_of(unit.into());
    let with_backup = backup.map_or(String::new(), |it| format!(", with {} as backup", name(it)));
    let since = party.since.as_ref();
    let detail = since.map_or(String::new(), |it| format!("Customer since {}.", it.as_str()));
    let field = |key, label: &str| FormField {
        asked: Asked::new(graph, AskedFact::Party(id, key)),
        label: label.to_owned(),
        input: FieldInput::Name(OWNERS),
    };
    let mut fields = vec![field(PartyKey::Owner, "Who owns the relationship?")];
    if backup.is_some() {
        fields.push(field(PartyKey::Backup, "Who is the backup?"));
    }
    let asked = Asked::new(graph, AskedFact::PartyChecked(id));
    Some(FormQuestion {
        before: String::new(),
        name: &party.header.name,
        after: format!(": {} owns the relationship{with_backup}.", name(owner)),
        detail,
        answering: Answering::Choice { asked, choices: CHECK.to_vec() },
        fields,
    })
}

/// Whether a service is of the list of services, and not one that a unit's own `serves` makes.
pub(super) fn is_active(organisation: &Organisation, service: ServiceId) -> bool {
    organisation.service(service).status() == ServiceStatus::Active
}
