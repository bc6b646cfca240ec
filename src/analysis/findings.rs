//! Findings: gaps, risks and blanks in what the map says of the organisation (SPEC 4).
//!
//! Each submodule raises the findings about one kind of thing; this one applies `checks` and `allow`. A finding is
//! added with an entry in the catalogue of [`Code`] and a call of `raise` in the submodule of its noun.
//!
//! Every rule is linear in the map: a finding asks whether there is a chain or a customer, never which.

mod agreements;
mod allows;
mod chains;
mod groups;
mod parties;
mod payers;
mod people;
mod satisfaction;
mod services;
mod statement;
mod units;

pub use statement::Statement;

use crate::{
    diag::{Code, Diagnostic, Place, Severity},
    graph::Graph,
    id::Subject,
    model::{Date, Organisation, Person},
};
use allows::Allows;

/// Whether findings may name who is leaving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Privacy {
    /// Departures may be named: for those who maintain the map.
    Confidential,
    /// Departures may not be named: for output that is passed on. The findings are those of a map in which nobody is
    /// leaving.
    Public,
}

/// A finding about the organisation.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding<'org> {
    /// The kind of finding.
    pub code: Code,
    /// The severity: the level of the code, unless `checks` or the case sets another.
    pub severity: Severity,
    /// The thing that it is about.
    pub subject: Subject,
    /// A second thing that the finding is about: an `allow` for this one silences the finding too.
    pub other: Option<Subject>,
    /// The place in the file that the finding points to.
    pub place: Place,
    /// The message in parts.
    pub statement: Statement<'org>,
}

impl<'org> Finding<'org> {
    fn new(code: Code, subject: Subject, place: Place, statement: Statement<'org>) -> Self {
        // A code that is off by default has no level; once `checks` turns it on, that
        // level replaces this one.
        let severity = code.level().unwrap_or(Severity::Note);
        Self { code, severity, subject, other: None, place, statement }
    }

    /// The thing that it is about, then the other one.
    pub fn subjects(&self) -> impl Iterator<Item = Subject> {
        std::iter::once(self.subject).chain(self.other)
    }

    /// The message, one sentence without a full stop.
    pub fn message(&self, organisation: &Organisation) -> String {
        self.statement.message(organisation)
    }

    /// The finding as `check` shows it beside errors of the file.
    pub fn diagnostic(&self, organisation: &Organisation) -> Diagnostic {
        Diagnostic {
            severity: self.severity,
            subject: Some(organisation.id_of(self.subject).to_owned()),
            ..Diagnostic::new(self.code, self.place, self.message(organisation))
        }
    }
}

/// The findings about an organisation as of `today`, by place; those that are off or allowed are left out.
pub fn findings<'org>(graph: &Graph<'org>, today: &Date, privacy: Privacy) -> Vec<Finding<'org>> {
    Finder::new(graph, today, privacy).find()
}

/// The findings about some things alone: all of which one is the subject or the second thing.
pub fn findings_about<'org>(
    graph: &Graph<'org>,
    things: &[Subject],
    today: &Date,
    privacy: Privacy,
) -> Vec<Finding<'org>> {
    let mut sorted = things.to_vec();
    sorted.sort_unstable();
    let is_about = |one: &Finding<'_>| one.subjects().any(|it| sorted.binary_search(&it).is_ok());
    let mut finder = Finder::new(graph, today, privacy);
    // Whether an `allow` silences anything is known only after all findings.
    finder.about = graph.organisation().allows.is_empty().then_some(&sorted);
    let mut found = finder.find();
    found.retain(is_about);
    found
}

/// Raises findings.
struct Finder<'g, 'org> {
    graph: &'g Graph<'org>,
    organisation: &'org Organisation,
    today: &'g Date,
    privacy: Privacy,
    /// The things that findings are asked for, sorted; `None`: all.
    about: Option<&'g [Subject]>,
    found: Vec<Finding<'org>>,
    allows: Allows<'org>,
}

impl<'g, 'org> Finder<'g, 'org> {
    fn new(graph: &'g Graph<'org>, today: &'g Date, privacy: Privacy) -> Self {
        let organisation = graph.organisation();
        let allows = Allows::new(organisation);
        Self { graph, organisation, today, privacy, about: None, found: Vec::new(), allows }
    }

    /// All findings that are asked for.
    fn find(mut self) -> Vec<Finding<'org>> {
        self.units();
        self.verdicts();
        self.services();
        self.payers();
        self.satisfaction();
        self.agreements();
        self.parties();
        self.people();
        self.groups();
        // After all others: only then is it known which `allow` silenced something.
        self.unused_allows();
        self.sorted()
    }

    /// Whether findings about a thing are asked for.
    fn is_asked_for(&self, subject: Subject) -> bool {
        self.about.is_none_or(|things| things.binary_search(&subject).is_ok())
    }

    /// The level of a finding here; `None`: off.
    fn level(&self, code: Code) -> Option<Severity> {
        // A level of `off` in `checks` is a value too: `None` inside the option.
        self.organisation.checks.get(&code).copied().unwrap_or(code.level())
    }

    /// Raises a finding about a thing at the thing's own place.
    fn raise(&mut self, code: Code, of: impl Into<Subject>, statement: Statement<'org>) {
        let subject = of.into();
        let place = self.organisation.header(subject).unwrap_or(&self.organisation.header).place;
        self.raise_finding(Finding::new(code, subject, place, statement));
    }

    /// Raises a finding, unless it is off or an `allow` silences it.
    fn raise_finding(&mut self, finding: Finding<'org>) {
        let Some(level) = self.level(finding.code) else {
            return;
        };
        if !finding.subjects().any(|subject| self.is_asked_for(subject)) {
            return;
        }
        // Off comes before silenced: an `allow` for a finding that is off silences nothing
        // (SPEC 4, `allow-unused`).
        if self.allows.silence(finding.code, finding.subjects()) {
            return;
        }
        // A level that the file sets holds whatever the case would raise or lower it to.
        let is_set = self.organisation.checks.contains_key(&finding.code);
        let severity = if is_set { level } else { finding.severity };
        self.found.push(Finding { severity, ..finding });
    }

    /// When a person leaves, where no successor is named and findings may say so.
    fn leaves(&self, person: &'org Person) -> Option<&'org Date> {
        let unreplaced = person.leaving().filter(|_| person.successor().is_none());
        unreplaced.filter(|_| self.privacy == Privacy::Confidential)
    }

    fn unused_allows(&mut self) {
        // Collected first: raising a finding changes the list of used ones.
        let unused: Vec<_> = self.allows.unused().collect();
        for allow in unused {
            // Whether it silences something depends on who is leaving.
            let hidden =
                self.privacy == Privacy::Public && allow.finding == Code::LeavingWithoutSuccessor;
            if self.level(allow.finding).is_some() && !hidden {
                let statement = Statement::default()
                    .text("this `allow` silences nothing: no ")
                    .text(allow.finding.word())
                    .text(" of ")
                    .thing(allow.of);
                let finding = Finding::new(Code::AllowUnused, allow.of, allow.place, statement);
                self.raise_finding(finding);
            }
        }
    }

    fn sorted(mut self) -> Vec<Finding<'org>> {
        let organisation = self.organisation;
        self.found.sort_by(|a, b| {
            // In the order of the file; code and id decide where one place has several, so that no run differs.
            let by_place = (a.place, a.code).cmp(&(b.place, b.code));
            by_place.then_with(|| organisation.id_of(a.subject).cmp(organisation.id_of(b.subject)))
        });
        self.found
    }
}
