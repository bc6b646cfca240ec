//! The questionnaire of a unit: what nobody has written down about it and its customers. Each question names the
//! place in the file that its answer goes to.

use super::{
    Answer, Data, Document, FileLine, Limits, Line, Listing, listing::Column, words::names,
};
use crate::{
    analysis::{KnownFact, is_untested, keepers, unknown_facts},
    diag::{Place, Sources},
    graph::Graph,
    id::{PartyId, Subject, UnitId},
    model::{Datum, Name, Organisation, PartyKind, Reason, Recipient},
};
use std::collections::BTreeSet;

/// A blank to fill in.
const BLANK: &str = "______________";

/// The part of a questionnaire that a question belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum QuestionnairePart {
    Unit,
    Satisfaction,
    Customers,
    Relationships,
    Reasons,
}

impl QuestionnairePart {
    const ALL: [Self; 5] =
        [Self::Unit, Self::Satisfaction, Self::Customers, Self::Relationships, Self::Reasons];

    fn word(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Satisfaction => "satisfaction",
            Self::Customers => "customers",
            Self::Relationships => "relationships",
            Self::Reasons => "reasons",
        }
    }

    fn heading(self) -> &'static str {
        match self {
            Self::Unit => "The unit",
            Self::Satisfaction => "How happy they are",
            Self::Customers => "Who your customers are",
            Self::Relationships => "Who owns the relationships",
            Self::Reasons => "Why they come",
        }
    }
}

/// A question whose answer is missing in the map.
#[derive(Debug)]
pub struct Question<'org> {
    part: QuestionnairePart,
    /// What it is about: the unit, or a customer.
    about: Name<'org>,
    /// The keys of the file that the answer goes to.
    keys: Vec<&'static str>,
    /// The question, with a blank for each answer.
    text: String,
    place: FileLine<'org>,
}

/// The questionnaire of a unit.
#[derive(Debug)]
pub struct Questionnaire<'org> {
    unit: Name<'org>,
    questions: Listing<Question<'org>>,
}

/// The questions about a unit and its customers outside.
#[must_use]
pub fn questionnaire<'org>(
    graph: &Graph<'org>,
    sources: &'org Sources,
    unit: UnitId,
) -> Questionnaire<'org> {
    let organisation = graph.organisation();
    let maker = QuestionnaireMaker { graph, organisation, sources, unit };
    let mut questions = maker.about_unit();
    questions.extend(maker.unmeasured());
    for party in maker.parties() {
        questions.extend(maker.unknown(party));
    }
    for party in maker.parties() {
        questions.extend(maker.relationship(party));
    }
    for party in maker.parties() {
        questions.extend(maker.untested(party));
    }
    let column = Column::<Question<'org>>::new;
    let columns = vec![
        column("part", |it| Datum::Word(it.part.word())),
        column("about", |it| Datum::Name(it.about)),
        column("about_name", |it| Datum::text(it.about.name)),
        column("keys", |it| Datum::Words(it.keys.clone())),
        column("question", |it| Datum::text(&it.text)),
        column("file", |it| Datum::text(it.place.file)),
        column("line", |it| Datum::Count(it.place.line.into())),
    ];
    let shown = &["part", "question", "keys", "file", "line"];
    Questionnaire {
        unit: Name::of(organisation, unit),
        questions: Listing::new("questions", columns, shown, questions),
    }
}

impl Answer for Questionnaire<'_> {
    fn document(&self, _: Limits) -> Document {
        let title = format!("Do you know your customers? {}", self.unit.name);
        let questions = &self.questions.rows;
        if questions.is_empty() {
            return Document::titled([title.as_str(), "Nothing is blank: thank you."]);
        }
        let mut document = Document::titled([
            title.as_str(),
            "Please fill in what you know, and strike out what is wrong. Each answer goes to the place named \
             behind it.",
        ]);
        for part in QuestionnairePart::ALL {
            let asked = questions.iter().filter(|question| question.part == part);
            let items: Vec<Line> = asked.map(|question| question.line().into()).collect();
            if !items.is_empty() {
                document.heading(part.heading());
                document.checklist(items);
            }
        }
        document
    }

    fn data(&self) -> Data<'_> {
        let mut data = Data::default();
        data.field("unit", Datum::Name(self.unit));
        data.main = Some(1);
        data.rows(&self.questions);
        data
    }
}

impl Question<'_> {
    /// The question, the keys of its answer and their place.
    fn line(&self) -> String {
        let keys: Vec<String> = self.keys.iter().map(|key| format!("`{key}`")).collect();
        format!("{} ({}, {})", self.text, names(keys, usize::MAX), self.place)
    }
}

/// Finds the questions about one unit.
struct QuestionnaireMaker<'g, 'org> {
    graph: &'g Graph<'org>,
    organisation: &'org Organisation,
    sources: &'org Sources,
    unit: UnitId,
}

impl<'org> QuestionnaireMaker<'_, 'org> {
    fn question(
        &self,
        part: QuestionnairePart,
        about: impl Into<Subject>,
        keys: Vec<&'static str>,
        text: String,
        place: Place,
    ) -> Question<'org> {
        let about = Name::of(self.organisation, about);
        Question { part, about, keys, text, place: FileLine::of(self.sources, place) }
    }

    fn name(&self, subject: impl Into<Subject>) -> &'org str {
        self.organisation.name_of(subject.into())
    }

    fn about_unit(&self) -> Vec<Question<'org>> {
        let unit = self.organisation.unit(self.unit);
        let mut blanks = Vec::new();
        if let Some(department) = unit.department() {
            if department.purpose.is_none() {
                blanks.push(("purpose", "What is it for?"));
            }
            if department.lead.is_none() {
                blanks.push(("lead", "Who leads it?"));
            }
        }
        if self.graph.services_of(self.unit).is_empty() {
            let asked = "What would be missed if it closed tomorrow, and by whom?";
            blanks.push(("services", asked));
        }
        let question = |(key, text)| {
            let text = format!("{text} {BLANK}");
            self.question(QuestionnairePart::Unit, self.unit, vec![key], text, unit.about.place)
        };
        blanks.into_iter().map(question).collect()
    }

    /// The relationships without a score.
    fn unmeasured(&self) -> Vec<Question<'org>> {
        let mut questions: Vec<Question<'org>> = Vec::new();
        for service in self.graph.services_of(self.unit) {
            let relations = self.organisation.relations(service);
            let open = relations.filter(|one| one.newest().is_none() && self.can_be_asked(one.to));
            for relation in open {
                let text = format!(
                    "How happy is {} with {}? ____ of 10, asked ____ people, in ________",
                    self.name(relation.to),
                    self.name(service)
                );
                let keys = vec!["satisfaction"];
                let question = self.question(
                    QuestionnairePart::Satisfaction,
                    relation.to,
                    keys,
                    text,
                    relation.place,
                );
                // Within a division one relationship of the file can be inside and outside: it is asked about once.
                let same = |last: &Question<'_>| {
                    (last.place, &last.text) == (question.place, &question.text)
                };
                if !questions.last().is_some_and(same) {
                    questions.push(question);
                }
            }
        }
        questions
    }

    /// Whether somebody can be asked how happy they are: not a prospect, not society at large.
    fn can_be_asked(&self, to: Recipient) -> bool {
        to.party().is_none_or(|party| {
            let society = self.organisation.party(party).kind == PartyKind::Society;
            self.organisation.is_active_party(party) && !society
        })
    }

    /// The active parties that the unit serves directly.
    fn parties(&self) -> BTreeSet<PartyId> {
        let services = self.graph.services_of(self.unit);
        let relations = services.iter().flat_map(|&service| self.organisation.relations(service));
        let parties = relations.filter_map(|relation| relation.to.party());
        parties.filter(|party| self.organisation.is_active_party(*party)).collect()
    }

    /// What is not known of a customer. The owner and its reasons have questions of their own.
    fn unknown(&self, id: PartyId) -> Option<Question<'org>> {
        let party = self.organisation.party(id);
        let blanks: Vec<KnownFact> = unknown_facts(party)
            .into_iter()
            .filter(|fact| !matches!(fact, KnownFact::Owner | KnownFact::TestedReason))
            .collect();
        if blanks.is_empty() {
            return None;
        }
        let asked: Vec<String> =
            blanks.iter().map(|fact| format!("{}? ________", fact.phrase())).collect();
        let text = format!("{}: {}", party.about.name, asked.join(", "));
        let keys = blanks.iter().map(|fact| fact.key()).collect();
        Some(self.question(QuestionnairePart::Customers, id, keys, text, party.about.place))
    }

    /// Who owns the relationship with a customer, and who is the backup.
    fn relationship(&self, id: PartyId) -> Option<Question<'org>> {
        let party = self.organisation.party(id);
        let name = &party.about.name;
        let text = match keepers(party) {
            (Some(_), Some(_)) => return None,
            (Some(owner), None) => {
                format!("Who is the backup for {} at {name}? {BLANK}", self.name(owner))
            }
            (None, _) => {
                format!("Who owns the relationship with {name}, and who is the backup? {BLANK}")
            }
        };
        let keys = vec!["relationship"];
        Some(self.question(QuestionnairePart::Relationships, id, keys, text, party.about.place))
    }

    /// The reasons of a customer that nobody has tested.
    fn untested(&self, id: PartyId) -> Vec<Question<'org>> {
        let party = self.organisation.party(id);
        let untested = party.reasons.iter().filter(|reason| is_untested(reason));
        let question = |reason: &Reason| {
            let claim = reason.claim.as_deref().unwrap_or("a reason");
            let name = &party.about.name;
            let text = format!("{name}: \"{claim}\". Is it so? ____ How do you know? {BLANK}");
            self.question(QuestionnairePart::Reasons, id, vec!["reasons"], text, reason.place)
        };
        untested.map(question).collect()
    }
}
