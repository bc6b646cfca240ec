//! What the map doesn't know about a unit and its customers: blanks to fill in.

use super::{
    fact::{AskedFact, PartyKey},
    question::{AnswerChoice, Answering, Asked, FieldInput, FormField, FormQuestion, NameList},
    written::{OWNERS, PAYERS, RECIPIENTS, is_active, parties_asked},
};
use crate::{
    analysis::{Basis, is_untested, payments_for_service},
    diag::Code,
    graph::Graph,
    id::{PartyId, ServiceId, Subject, UnitId, unit_of_own_service},
    model::{Organisation, Party, PartyKind, PartyList, Reason},
};

/// How several texts are written into one blank.
const SEVERAL: &str = "Several: one on each line, or with a semicolon (;) between them.";

/// Why a customer came.
const WON_BY: &[(&str, &str)] = &[
    ("product", "what we offer"),
    ("market", "a change in the market"),
    ("relationship", "somebody they know here"),
    ("referral", "somebody recommended us"),
    ("need", "they had to"),
];

const TESTED: [AnswerChoice; 2] = [
    AnswerChoice {
        value: "yes",
        label: "yes",
        because: Some("How do you know?"),
        shows_fields: false,
    },
    AnswerChoice {
        value: "no",
        label: "no",
        because: Some("How do you know?"),
        shows_fields: false,
    },
];

/// The questions about what is missing: those about the unit, then about its services, then the same question about
/// each of its customers before the next one.
pub(super) fn questions<'org>(graph: &Graph<'org>, unit: UnitId) -> Vec<FormQuestion<'org>> {
    let blanks = Blanks { graph, organisation: graph.organisation() };
    let mut questions = blanks.about_unit(unit);
    for service in graph.services_of(unit) {
        questions.extend(blanks.about_service(service));
    }
    let parties = parties_asked(graph, unit);
    for question in [
        Blanks::owner,
        Blanks::reasons,
        Blanks::kept_by,
        Blanks::won_by,
        Blanks::drivers,
        Blanks::buys_from,
        Blanks::since,
    ] {
        questions.extend(parties.iter().flat_map(|party| question(&blanks, *party)));
    }
    questions
}

/// Finds blanks.
struct Blanks<'g, 'org> {
    graph: &'g Graph<'org>,
    organisation: &'org Organisation,
}

impl<'org> Blanks<'_, 'org> {
    fn field(&self, fact: AskedFact, label: &str, input: FieldInput) -> FormField {
        FormField { asked: Asked::new(self.graph, fact), label: label.to_owned(), input }
    }

    /// A question that is answered by its fields.
    fn fill(
        before: &str,
        name: &'org str,
        after: &str,
        fields: Vec<FormField>,
    ) -> FormQuestion<'org> {
        FormQuestion {
            before: before.to_owned(),
            name,
            after: after.to_owned(),
            detail: String::new(),
            answering: Answering::Fields,
            fields,
        }
    }

    fn about_unit(&self, id: UnitId) -> Vec<FormQuestion<'org>> {
        let name = self.organisation.name_of(id.into());
        let mut questions = Vec::new();
        if let Some(department) = self.organisation.unit(id).department() {
            if department.purpose.is_none() {
                let field = self.field(AskedFact::Purpose(id), "", FieldInput::Text);
                questions.push(Self::fill("What is ", name, " for?", vec![field]));
            }
            if department.lead.is_none() {
                let field =
                    self.field(AskedFact::Lead(id), "", FieldInput::Name(&[NameList::People]));
                questions.push(Self::fill("Who leads ", name, "?", vec![field]));
            }
        }
        if self.graph.services_of(id).is_empty() {
            let field = self.field(AskedFact::UnitServes(id), "", FieldInput::Name(RECIPIENTS));
            let after = " closed tomorrow, who would miss it most?";
            questions.push(Self::fill("If ", name, after, vec![field]));
        }
        questions
    }

    fn about_service(&self, id: ServiceId) -> Vec<FormQuestion<'org>> {
        let service = self.organisation.service(id);
        let name = &*service.header.name;
        let mut questions = Vec::new();
        if self.organisation.all_relations(id).len() == 0 {
            let field = self.field(AskedFact::ServiceServes(id), "", FieldInput::Name(RECIPIENTS));
            questions.push(Self::fill("Whom is ", name, " for?", vec![field]));
        }
        if self.payer_is_open(id) {
            let field = self.field(AskedFact::ServicePaidBy(id), "", FieldInput::Name(PAYERS));
            questions.push(Self::fill("Who pays for ", name, "?", vec![field]));
        }
        questions
    }

    /// Whether an active service serves somebody outside, and nobody has written down who pays for it.
    fn payer_is_open(&self, id: ServiceId) -> bool {
        let mut relations = self.organisation.active_relations(id);
        let serves_outside = relations.any(|relation| {
            let party = relation.to.party();
            party.is_some_and(|party| self.organisation.is_active_beneficiary(party))
        });
        let is_unnamed = unit_of_own_service(&self.organisation.service(id).header.id).is_some();
        let is_stated = self.organisation.service(id).paid_by().is_some();
        let known =
            payments_for_service(self.graph, id).iter().any(|paid| paid.basis != Basis::Assumed);
        serves_outside && !is_unnamed && is_active(self.organisation, id) && !is_stated && !known
    }

    /// A customer about whom such things are worth knowing: not everyone at large, nor who only pays.
    fn customer(&self, id: PartyId) -> Option<&'org Party> {
        let party = self.organisation.party(id);
        // An `allow` for the finding about it says that this need not be known.
        let is_silenced = self.organisation.allows.iter().any(|allow| {
            allow.finding == Code::LittleKnownCustomer && allow.of == Subject::Party(id)
        });
        let is_asked = party.kind != PartyKind::Society
            && party.list == PartyList::Beneficiary
            && !is_silenced;
        is_asked.then_some(party)
    }

    fn owner(&self, id: PartyId) -> Vec<FormQuestion<'org>> {
        let party = self.organisation.party(id);
        let name = &*party.header.name;
        let relationship = party.relationship.as_ref();
        let owner = relationship.and_then(|it| it.owner);
        let backup = relationship.and_then(|it| it.backup);
        let is_person = owner.is_some_and(|it| self.organisation.unit(it).person().is_some());
        let field =
            |key, label| self.field(AskedFact::Party(id, key), label, FieldInput::Name(OWNERS));
        let question = match (owner, backup) {
            (None, _) if party.kind == PartyKind::Society || party.kind == PartyKind::Person => {
                None
            }
            (None, None) => {
                let fields =
                    vec![field(PartyKey::Owner, "owner"), field(PartyKey::Backup, "backup")];
                Some(Self::fill(
                    "Who owns the relationship with ",
                    name,
                    ", and who is the backup?",
                    fields,
                ))
            }
            (None, Some(_)) => {
                let fields = vec![field(PartyKey::Owner, "")];
                Some(Self::fill("Who owns the relationship with ", name, "?", fields))
            }
            (Some(owner), None) if is_person => {
                let owner = self.organisation.name_of(owner.into());
                let fields = vec![field(PartyKey::Backup, "")];
                let before = format!("Who is the backup of {owner} for ");
                Some(Self::fill(&before, name, "?", fields))
            }
            (Some(_), _) => None,
        };
        question.into_iter().collect()
    }

    fn reasons(&self, id: PartyId) -> Vec<FormQuestion<'org>> {
        let Some(party) = self.customer(id) else { return Vec::new() };
        let untested = party.reasons.iter().enumerate().filter(|(_, reason)| is_untested(reason));
        let question = |(at, reason): (usize, &Reason)| FormQuestion {
            before: String::new(),
            name: &party.header.name,
            after: format!(
                ": \u{201c}{}\u{201d}. Is that so?",
                reason.claim.as_deref().unwrap_or("").trim_end_matches('.')
            ),
            detail: reason.source.as_deref().map_or(String::new(), |it| format!("Said by: {it}")),
            answering: Answering::Choice {
                asked: Asked::new(self.graph, AskedFact::Reason(id, at)),
                choices: TESTED.to_vec(),
            },
            fields: Vec::new(),
        };
        untested.filter(|(_, reason)| reason.claim.is_some()).map(question).collect()
    }

    /// A question with one text field, where a customer lacks a key.
    fn text(
        &self,
        id: PartyId,
        is_missing: fn(&Party) -> bool,
        (before, after): (&str, &str),
        (key, input): (PartyKey, FieldInput),
    ) -> Vec<FormQuestion<'org>> {
        let party = self.customer(id).filter(|party| is_missing(party));
        let question = party.map(|party| {
            let field = self.field(AskedFact::Party(id, key), "", input);
            Self::fill(before, &party.header.name, after, vec![field])
        });
        question.into_iter().collect()
    }

    /// Asks for several texts in one blank.
    fn texts(
        &self,
        id: PartyId,
        is_missing: fn(&Party) -> bool,
        words: (&str, &str),
        key: PartyKey,
    ) -> Vec<FormQuestion<'org>> {
        let mut questions = self.text(id, is_missing, words, (key, FieldInput::Text));
        for question in &mut questions {
            SEVERAL.clone_into(&mut question.detail);
        }
        questions
    }

    fn kept_by(&self, id: PartyId) -> Vec<FormQuestion<'org>> {
        let words = ("What keeps ", " with us?");
        self.text(id, |party| party.kept_by.is_none(), words, (PartyKey::KeptBy, FieldInput::Text))
    }

    fn won_by(&self, id: PartyId) -> Vec<FormQuestion<'org>> {
        let Some(party) = self.customer(id).filter(|party| party.won_by.is_none()) else {
            return Vec::new();
        };
        let fields = vec![
            self.field(
                AskedFact::Party(id, PartyKey::WonReason),
                "mostly",
                FieldInput::Word(WON_BY),
            ),
            self.field(AskedFact::Party(id, PartyKey::WonNote), "in your words", FieldInput::Text),
        ];
        vec![Self::fill("What brought ", &party.header.name, " to us?", fields)]
    }

    fn drivers(&self, id: PartyId) -> Vec<FormQuestion<'org>> {
        let is_missing = |party: &Party| party.drivers.is_empty() && party.pressures.is_empty();
        let words = ("What matters most to ", "?");
        self.texts(id, is_missing, words, PartyKey::Drivers)
    }

    fn buys_from(&self, id: PartyId) -> Vec<FormQuestion<'org>> {
        let words = ("What else is used by ", ", besides us or instead?");
        let is_missing = |party: &Party| party.buys_from.is_empty();
        self.texts(id, is_missing, words, PartyKey::BuysFrom)
    }

    fn since(&self, id: PartyId) -> Vec<FormQuestion<'org>> {
        let words = ("Since when do we serve ", "?");
        let is_missing = |party: &Party| party.since.is_none();
        self.text(id, is_missing, words, (PartyKey::Since, FieldInput::Date))
    }
}
