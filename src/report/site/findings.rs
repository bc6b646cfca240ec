//! The findings of the page, by what somebody has to do about them and with whom, in sentences that need no map file.

use super::{
    super::{
        FileLine, Line,
        anchor::link,
        words::{capitalised, names},
    },
    source::SiteSource,
};
use crate::{
    analysis::{Finding, View, owner_and_backup},
    diag::{Code, Severity},
    id::{ServiceId, Subject},
    model::Organisation,
};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// How many findings of a group the page has: as many as a screen has of one finding (SPEC 4).
const MOST: usize = 100;

/// What somebody has to do about findings; in the order of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum ToDo {
    AskTheUnhappy,
    NameBackups,
    FindCustomers,
    FindPayers,
    Measure,
    KnowCustomers,
    AgreeInside,
    CorrectTheMap,
}

impl ToDo {
    /// The heading, as an order.
    fn heading(self) -> &'static str {
        match self {
            Self::AskTheUnhappy => "Ask those who are unhappy what to improve first",
            Self::NameBackups => "Name who steps in",
            Self::FindCustomers => "Find out whom the work is for",
            Self::FindPayers => "Find out who pays",
            Self::Measure => "Ask how satisfied customers are",
            Self::KnowCustomers => "Get to know the customers",
            Self::AgreeInside => "Agree inside on what was promised outside",
            Self::CorrectTheMap => "Correct what is written down",
        }
    }

    /// Who does what, in one sentence.
    fn sentence(self) -> &'static str {
        match self {
            Self::AskTheUnhappy => {
                "The head of the unit agrees with these customers on one thing to improve, and asks them again."
            }
            Self::NameBackups => {
                "The head of the department names a second person, who gets to know the work and the customers now."
            }
            Self::FindCustomers => {
                "The head of the unit says who would miss its work tomorrow: colleagues, customers, or nobody."
            }
            Self::FindPayers => {
                "Ask those who manage the budget who pays for each of these services."
            }
            Self::Measure => {
                "The unit asks those whom it serves; 30 answers, or those of more than half, are enough to know."
            }
            Self::KnowCustomers => {
                "Somebody owns each relationship, and finds out why the customer comes and stays."
            }
            Self::AgreeInside => {
                "A promise to a customer holds only as long as the colleagues whom it rests on agreed to it too."
            }
            Self::CorrectTheMap => {
                "Those who maintain the map correct what contradicts itself or has no effect."
            }
        }
    }
}

/// What each finding asks for, and what is missing in two or three words.
const FINDINGS: [(Code, ToDo, &str); 28] = [
    (Code::CustomerUnhappy, ToDo::AskTheUnhappy, "unhappy customer"),
    (Code::SingleRelationship, ToDo::NameBackups, "no backup"),
    (Code::LeavingWithoutSuccessor, ToDo::NameBackups, "no successor"),
    (Code::UnitWithoutService, ToDo::FindCustomers, "no service"),
    (Code::NoSecondaryCustomer, ToDo::FindCustomers, "no customer inside"),
    (Code::NoPrimaryChain, ToDo::FindCustomers, "no customer outside"),
    (Code::OnlyBroadChains, ToDo::FindCustomers, "only broad ways outside"),
    (Code::ServiceServesNobody, ToDo::FindCustomers, "service for nobody"),
    (Code::BeneficiaryNotServed, ToDo::FindCustomers, "not served"),
    (Code::ServiceWithoutPayer, ToDo::FindPayers, "payer not known"),
    (Code::PayerAssumed, ToDo::FindPayers, "payer assumed"),
    (Code::PayerPaysNothing, ToDo::FindPayers, "pays for nothing"),
    (Code::ThirdPartyFunded, ToDo::FindPayers, "others pay"),
    (Code::SatisfactionUnknown, ToDo::Measure, "never asked"),
    (Code::SatisfactionStale, ToDo::Measure, "asked long ago"),
    (Code::SmallSample, ToDo::Measure, "few answers"),
    (Code::NoRelationshipOwner, ToDo::KnowCustomers, "no owner"),
    (Code::LittleKnownCustomer, ToDo::KnowCustomers, "little known"),
    (Code::UntestedAssumption, ToDo::KnowCustomers, "reason not tested"),
    (Code::RefutedAssumption, ToDo::KnowCustomers, "reason refuted"),
    (Code::PromiseWithoutAgreement, ToDo::AgreeInside, "no agreement inside"),
    (Code::UseWithoutEffect, ToDo::CorrectTheMap, "use without effect"),
    (Code::VerdictUnused, ToDo::CorrectTheMap, "verdict without effect"),
    (Code::VerdictContradicted, ToDo::CorrectTheMap, "verdict contradicted"),
    (Code::EmptyGroup, ToDo::CorrectTheMap, "empty group"),
    (Code::UnusedGroup, ToDo::CorrectTheMap, "unused group"),
    (Code::DuplicateRecipient, ToDo::CorrectTheMap, "named twice"),
    (Code::AllowUnused, ToDo::CorrectTheMap, "exception without effect"),
];

/// Findings that ask for the same.
#[derive(Clone, Debug)]
pub struct FindingGroup {
    /// What to do, as an order.
    pub heading: &'static str,
    /// Who does it, in one sentence.
    pub sentence: &'static str,
    /// The findings that are warnings or worse, the first of them.
    pub urgent: Vec<FindingItem>,
    /// How many more warnings there are.
    pub more_urgent: usize,
    /// The others, the first of them.
    pub notes: Vec<FindingItem>,
    /// How many more of the others there are.
    pub more_notes: usize,
    /// For the keeper of the map: each kind of finding with what to write.
    pub fixes: Vec<(&'static str, &'static str)>,
}

/// A finding of a group.
#[derive(Clone, Debug)]
pub struct FindingItem {
    /// What was found, each name linked to its card.
    pub sentence: Line,
    /// With whom to do it, where the sentence doesn't say.
    pub with: Option<Line>,
    /// The file and line that say it.
    pub place: String,
}

/// What is missing, in two or three words.
pub(super) fn in_short(code: Code) -> &'static str {
    let row = FINDINGS.iter().find(|(one, ..)| *one == code);
    row.map_or_else(|| code.word(), |(.., short)| short)
}

fn to_do(code: Code) -> ToDo {
    let row = FINDINGS.iter().find(|(one, ..)| *one == code);
    row.map_or(ToDo::CorrectTheMap, |(_, to_do, _)| *to_do)
}

/// The findings by what to do about them, the worst of each first.
pub(super) fn findings(view: View<'_, '_>, from: SiteSource<'_>) -> Vec<FindingGroup> {
    let mut by_to_do: BTreeMap<ToDo, Vec<&Finding<'_>>> = BTreeMap::new();
    for one in from.findings {
        by_to_do.entry(to_do(one.code)).or_default().push(one);
    }
    let names = NamesHere::new(view);
    let group = |(to_do, mut all): (ToDo, Vec<&Finding<'_>>)| {
        all.sort_by_key(|one| std::cmp::Reverse(one.severity));
        let mut codes: Vec<Code> = all.iter().map(|one| one.code).collect();
        codes.sort_unstable();
        codes.dedup();
        let item = |one: &Finding<'_>| {
            let sentence = names.sentence(one);
            // Nobody is named twice in one line.
            let with = names.with(one.subject).filter(|with| !sentence.contains(&**with));
            let place = FileLine::of(from.sources, one.place).to_string();
            FindingItem { sentence, with, place }
        };
        let first_note = all.partition_point(|one| one.severity >= Severity::Warning);
        let (urgent, notes) = all.split_at(first_note);
        FindingGroup {
            heading: to_do.heading(),
            sentence: to_do.sentence(),
            urgent: urgent.iter().take(MOST).map(|one| item(one)).collect(),
            more_urgent: urgent.len().saturating_sub(MOST),
            notes: notes.iter().take(MOST).map(|one| item(one)).collect(),
            more_notes: notes.len().saturating_sub(MOST),
            fixes: codes.into_iter().map(|code| (in_short(code), code.advice())).collect(),
        }
    };
    by_to_do.into_iter().map(group).collect()
}

/// Names of the whole organisation, linked where the page of a division has a place for them.
struct NamesHere<'g, 'org> {
    view: View<'g, 'org>,
    services: FxHashMap<ServiceId, ServiceId>,
}

impl<'g, 'org> NamesHere<'g, 'org> {
    fn new(view: View<'g, 'org>) -> Self {
        Self { view, services: view.services_in_whole().collect() }
    }

    fn whole(&self) -> &'org Organisation {
        self.view.whole_graph().organisation()
    }

    fn link(&self, subject: Subject) -> Line {
        let here = match subject {
            Subject::Unit(unit) => self.view.inside(unit).map(Subject::Unit),
            Subject::Service(service) => self.services.get(&service).copied().map(Subject::Service),
            // Every party of the whole has a card on the page of a division too.
            Subject::Party(_) => return link(self.whole(), subject),
            // Only findings of the whole are about these.
            Subject::Organisation | Subject::Everyone | Subject::Group(_) => {
                self.view.within().is_none().then_some(subject)
            }
        };
        match here {
            Some(subject) => link(self.view.organisation(), subject),
            None => self.whole().name_of(subject).into(),
        }
    }

    /// What was found, with a capital and a full stop.
    fn sentence(&self, finding: &Finding<'_>) -> Line {
        let mut line = Line::default();
        if finding.code == Code::AllowUnused {
            line.push_line(&self.link(finding.subject));
            line.push(": an exception that was made for it is no longer needed.");
            return line;
        }
        for (at, (text, subject)) in finding.statement.pieces(self.whole()).iter().enumerate() {
            match subject {
                Some(subject) => line.push_line(&self.link(*subject)),
                None if at == 0 => line.push(&capitalised(text)),
                None => line.push(text),
            }
        }
        line.push(".");
        line
    }

    /// With whom to settle a finding about something: who provides the service, leads the department, or owns the
    /// relationship.
    fn with(&self, subject: Subject) -> Option<Line> {
        let whole = self.whole();
        let who: Vec<Subject> = match subject {
            Subject::Service(service) => {
                whole.service(service).provided_by.iter().map(|one| (*one).into()).collect()
            }
            Subject::Unit(unit) => {
                let lead = whole.unit(unit).department().and_then(|department| department.lead);
                lead.map(Subject::Unit).into_iter().collect()
            }
            Subject::Party(party) => {
                owner_and_backup(whole.party(party)).0.map(Subject::Unit).into_iter().collect()
            }
            Subject::Organisation | Subject::Everyone | Subject::Group(_) => Vec::new(),
        };
        let line = names(who.into_iter().map(|one| self.link(one)), usize::MAX);
        (!line.is_empty()).then_some(line)
    }
}
