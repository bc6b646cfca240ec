//! The values that answers give to their facts.

use super::{AnsweredFact, change::ChangedFact};
use crate::{
    diag::excerpt,
    id::{PartyId, ServiceId, Subject, UnitId},
    model::{ChangeReason, Date, Decision, Organisation, Recipient},
    report::{
        ask::{AskedFact, PartyKey},
        named::{TargetKind, named},
    },
    words::Word as _,
};

/// Why a unit can't be named as recipient of what it provides.
const OWN_SERVICE: &str = "nobody is a customer of their own service";

/// What answers say, in terms of the map that they are about.
pub(super) struct AnswerValues<'org> {
    organisation: &'org Organisation,
}

impl<'org> AnswerValues<'org> {
    /// Reads answers about an organisation.
    pub(super) fn new(organisation: &'org Organisation) -> Self {
        Self { organisation }
    }

    /// The value of an answer as the state of the fact would be with it, and the change that it is.
    ///
    /// # Errors
    /// Why the answer gives none, in words.
    pub(super) fn value(
        &self,
        fact: AskedFact,
        answer: &AnsweredFact,
    ) -> Result<(String, ChangedFact), String> {
        let text = answer.answer.clone();
        let id = |subject: Subject| self.organisation.id_of(subject).to_owned();
        if text.is_empty() {
            return Err("the answer is empty".to_owned());
        }
        Ok(match fact {
            AskedFact::Purpose(unit) => (text.clone(), ChangedFact::Purpose(unit, text)),
            AskedFact::Lead(unit) => {
                let lead = self.person_called(&text)?;
                (id(lead.into()), ChangedFact::Lead(unit, lead))
            }
            AskedFact::UnitServes(unit) => {
                let recipient = self.new_recipient_of_unit(unit, &text)?;
                (id(recipient.into()), ChangedFact::UnitServes(unit, recipient))
            }
            AskedFact::ServiceServes(service) => {
                let recipient = self.new_recipient(service, &text)?;
                (id(recipient.into()), ChangedFact::ServiceServes(service, recipient))
            }
            AskedFact::ServiceServesNot(service) => {
                let recipient = self.lost_recipient(service, &text)?;
                (id(recipient.into()), ChangedFact::ServiceServesNot(service, recipient))
            }
            AskedFact::ServicePaidBy(service) => {
                let payer = self.payer_called(&text)?;
                let is_organisation = payer == Subject::Organisation;
                let state = if is_organisation { "organisation".to_owned() } else { id(payer) };
                (state, ChangedFact::ServicePaidBy(service, payer))
            }
            AskedFact::Party(party, key @ (PartyKey::Owner | PartyKey::Backup)) => {
                let unit = self.unit_called(&text)?;
                (id(unit.into()), ChangedFact::PartyUnit(party, key, unit))
            }
            AskedFact::Party(party, key) => party_value(party, key, text)?,
            AskedFact::Reason(party, at) => {
                let is_true = yes_or_no(&text)?;
                let state = if is_true { "supported" } else { "refuted" };
                let source = answer.because.clone();
                (state.to_owned(), ChangedFact::Reason(party, at, is_true, source))
            }
            AskedFact::Customer(unit, party) => {
                let is_customer = yes_or_no(&text)?;
                let decision = if is_customer { Decision::Confirmed } else { Decision::Rejected };
                let because = answer.because.clone();
                (decision.word().to_owned(), ChangedFact::Verdict(unit, party, decision, because))
            }
            AskedFact::ServiceChecked(_) | AskedFact::PartyChecked(_) | AskedFact::Score(..) => {
                return Err("this question can't be answered in this way".to_owned());
            }
        })
    }

    /// The recipient that a correction adds to a service: none of those who provide it.
    fn new_recipient(&self, service: ServiceId, text: &str) -> Result<Recipient, String> {
        let recipient = self.recipient_called(text)?;
        let provided_by = &self.organisation.service(service).provided_by;
        let is_provider = |unit| provided_by.iter().any(|provider| provider.unit() == Some(unit));
        let is_own = matches!(recipient, Recipient::Unit(unit) if is_provider(unit));
        if is_own || recipient == Recipient::Service(service) {
            return Err(OWN_SERVICE.to_owned());
        }
        Ok(recipient)
    }

    /// The recipient of a unit that has no service with a name: not the unit itself.
    fn new_recipient_of_unit(&self, unit: UnitId, text: &str) -> Result<Recipient, String> {
        let recipient = self.recipient_called(text)?;
        if recipient == Recipient::Unit(unit) {
            return Err(OWN_SERVICE.to_owned());
        }
        Ok(recipient)
    }

    /// The recipient that a correction takes out of a service: none with measurements, since these have no other place.
    fn lost_recipient(&self, service: ServiceId, text: &str) -> Result<Recipient, String> {
        let recipient = self.recipient_called(text)?;
        let mut relations = self.organisation.active_relations(service);
        let relation = relations.find(|relation| relation.to == recipient);
        if relation.is_some_and(|relation| !relation.satisfaction.is_empty()) {
            let reason = "they stay a recipient: the map says how satisfied they are, and that would be lost";
            return Err(reason.to_owned());
        }
        Ok(recipient)
    }

    fn called(&self, word: &str, kind: TargetKind) -> Result<Subject, String> {
        named(self.organisation, word, kind)
            .map_err(|_| format!("nobody in the map is called `{}`", excerpt(word)))
    }

    fn unit_called(&self, word: &str) -> Result<UnitId, String> {
        let found = self.called(word, TargetKind::Unit)?;
        found.unit().ok_or_else(|| "this is no department or person".to_owned())
    }

    fn person_called(&self, word: &str) -> Result<UnitId, String> {
        let found = self.unit_called(word)?;
        let person = self.organisation.unit(found).person();
        person.map(|_| found).ok_or_else(|| "only a person can lead a department".to_owned())
    }

    fn recipient_called(&self, word: &str) -> Result<Recipient, String> {
        self.called(word, TargetKind::Customer).map(Recipient::from)
    }

    fn payer_called(&self, word: &str) -> Result<Subject, String> {
        if word == "organisation" {
            return Ok(Subject::Organisation);
        }
        match self.called(word, TargetKind::Customer)? {
            found @ (Subject::Organisation | Subject::Unit(_) | Subject::Party(_)) => Ok(found),
            Subject::Everyone | Subject::Group(_) | Subject::Service(_) => {
                Err("a payer is the organisation, a department or somebody outside".to_owned())
            }
        }
    }
}

fn yes_or_no(text: &str) -> Result<bool, String> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err("the answer is `yes` or `no`".to_owned()),
    }
}

fn party_value(
    party: PartyId,
    key: PartyKey,
    text: String,
) -> Result<(String, ChangedFact), String> {
    match key {
        PartyKey::Since if Date::parse(&text).is_none() => {
            Err("a date is a year, such as 2019, or 2019-04 or 2019-04-30".to_owned())
        }
        PartyKey::WonReason if ChangeReason::named(&text).is_none() => {
            Err("this is none of the reasons to choose from".to_owned())
        }
        PartyKey::Drivers | PartyKey::Pressures | PartyKey::BuysFrom => {
            // Not at commas: a name or a sentence may hold some.
            let items = text.split(';').map(str::trim).filter(|item| !item.is_empty());
            let texts: Vec<String> = items.map(str::to_owned).collect();
            Ok((texts.join("; "), ChangedFact::PartyTexts(party, key, texts)))
        }
        PartyKey::Since
        | PartyKey::WonReason
        | PartyKey::WonNote
        | PartyKey::KeptBy
        | PartyKey::Owner
        | PartyKey::Backup => Ok((text.clone(), ChangedFact::PartyText(party, key, text))),
    }
}
