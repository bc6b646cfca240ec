//! Facts and their values in the words of people: names in place of ids.

use crate::{
    id::Subject,
    model::Organisation,
    report::ask::{AskedFact, PartyKey},
};

/// The entry that a fact belongs to.
pub(super) fn subject(fact: AskedFact) -> Option<Subject> {
    Some(match fact {
        AskedFact::Purpose(unit) | AskedFact::Lead(unit) | AskedFact::UnitServes(unit) => {
            unit.into()
        }
        AskedFact::ServiceChecked(service)
        | AskedFact::ServiceServes(service)
        | AskedFact::ServiceServesNot(service)
        | AskedFact::ServicePaidBy(service)
        | AskedFact::Score(service, _) => service.into(),
        AskedFact::PartyChecked(party)
        | AskedFact::Party(party, _)
        | AskedFact::Reason(party, _) => party.into(),
        AskedFact::Customer(..) => return None,
    })
}

/// What a fact is, in words.
pub(super) fn described(organisation: &Organisation, fact: AskedFact) -> String {
    let name = |subject: Subject| organisation.name_of(subject);
    match fact {
        AskedFact::Purpose(unit) => format!("what {} is for", name(unit.into())),
        AskedFact::Lead(unit) => format!("who leads {}", name(unit.into())),
        AskedFact::UnitServes(unit) => format!("whom {} serves", name(unit.into())),
        AskedFact::ServiceChecked(service) => name(service.into()).to_owned(),
        AskedFact::ServiceServes(service) => format!("whom {} is for", name(service.into())),
        AskedFact::ServiceServesNot(service) => format!("whom {} is not for", name(service.into())),
        AskedFact::ServicePaidBy(service) => format!("who pays for {}", name(service.into())),
        AskedFact::PartyChecked(party) => name(party.into()).to_owned(),
        AskedFact::Party(party, key) => {
            let key = match key {
                PartyKey::Since => "since",
                PartyKey::Drivers => "what matters most to them",
                PartyKey::Pressures => "what presses them",
                PartyKey::WonReason | PartyKey::WonNote => "what brought them",
                PartyKey::KeptBy => "what keeps them",
                PartyKey::BuysFrom => "what else they use",
                PartyKey::Owner => "owner of the relationship",
                PartyKey::Backup => "backup of the owner",
            };
            format!("{}, {key}", name(party.into()))
        }
        AskedFact::Reason(party, _) => format!("{}, why they come", name(party.into())),
        AskedFact::Customer(unit, party) => {
            format!("{} as customers of {}", name(party.into()), name(unit.into()))
        }
        AskedFact::Score(service, recipient) => {
            format!("{} with {}", name(recipient.into()), name(service.into()))
        }
    }
}

/// An answer or a state of a fact with names in place of ids.
pub(super) fn in_names(organisation: &Organisation, fact: AskedFact, value: &str) -> String {
    match fact {
        AskedFact::Lead(_)
        | AskedFact::UnitServes(_)
        | AskedFact::ServiceChecked(_)
        | AskedFact::ServiceServes(_)
        | AskedFact::ServiceServesNot(_)
        | AskedFact::ServicePaidBy(_)
        | AskedFact::PartyChecked(_)
        | AskedFact::Party(_, PartyKey::Owner | PartyKey::Backup) => {
            let parts = value.split("; ").filter(|part| !part.is_empty());
            parts.map(|part| part_in_names(organisation, part)).collect::<Vec<_>>().join("; ")
        }
        AskedFact::Customer(..) => match value {
            "through" | "broad" | "shared" => "a customer, as it follows from the map".to_owned(),
            "direct" => "served directly".to_owned(),
            word => word.to_owned(),
        },
        AskedFact::Purpose(_)
        | AskedFact::Party(..)
        | AskedFact::Reason(..)
        | AskedFact::Score(..) => value.to_owned(),
    }
}

/// `by it, desk` as `by IT, Desk`.
fn part_in_names(organisation: &Organisation, part: &str) -> String {
    let words = ["paid by ", "by ", "for "];
    let before = words.into_iter().find(|word| part.starts_with(word)).unwrap_or("");
    let name = |id: &str| {
        let mut subjects = organisation.subjects();
        let found = subjects.find(|subject| organisation.id_of(*subject) == id);
        match found {
            _ if id == "organisation" => organisation.name_of(Subject::Organisation).to_owned(),
            Some(subject) => organisation.name_of(subject).to_owned(),
            None => id.to_owned(),
        }
    };
    let ids = part[before.len()..].split(", ");
    format!("{before}{}", ids.map(name).collect::<Vec<_>>().join(", "))
}
