//! What is worth finding: gaps, risks and blanks, each at its place with what to do.
//!
//! Each room below raises the findings about one kind of thing; this one applies `checks` and `allow`.
//! Every rule is linear in the map: a finding asks whether there is a chain or a customer, never which.

mod parties;
mod people;
mod services;
mod units;

pub use units::has_secondary;

use crate::{
    diag::{Code, Diagnostic, Place, Severity},
    graph::Graph,
    id::Subject,
    model::{Allow, Date, Organisation, Person},
};

/// Whether findings may tell who is leaving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Privacy {
    /// They may: for those who look after the map.
    Confidential,
    /// They may not: for whatever is passed on. It is as if nobody was leaving.
    Public,
}

/// The findings about an organisation as of `today`, by place; those that are off or allowed left out.
#[must_use]
pub fn findings(graph: &Graph<'_>, today: &Date, privacy: Privacy) -> Vec<Diagnostic> {
    let mut finder = Finder::new(graph, today, privacy);
    finder.units();
    finder.services();
    finder.parties();
    finder.people();
    finder.groups();
    finder.unused_allows();
    finder.sorted()
}

/// Raises findings.
struct Finder<'g, 'org> {
    graph: &'g Graph<'org>,
    organisation: &'org Organisation,
    today: &'g Date,
    privacy: Privacy,
    found: Vec<Diagnostic>,
    /// Which of the file's `allow`s have silenced something.
    used: Vec<bool>,
}

impl<'g, 'org> Finder<'g, 'org> {
    fn new(graph: &'g Graph<'org>, today: &'g Date, privacy: Privacy) -> Self {
        let organisation = graph.organisation();
        Self {
            graph,
            organisation,
            today,
            privacy,
            found: Vec::new(),
            used: vec![false; organisation.allows.len()],
        }
    }

    /// The level of a finding here; `None`: off.
    fn level(&self, code: Code) -> Option<Severity> {
        self.organisation.checks.get(&code).copied().unwrap_or(code.level())
    }

    /// Raises a finding about `subject` at its own place.
    fn raise(&mut self, code: Code, subject: Subject, message: String) {
        let about = self.organisation.about(subject).unwrap_or(&self.organisation.about);
        self.raise_at(Diagnostic::new(code, about.place, message), &[subject]);
    }

    /// Raises a finding about the first of `subjects`; an `allow` of any of them silences it.
    fn raise_at(&mut self, finding: Diagnostic, subjects: &[Subject]) {
        let Some(level) = self.level(finding.code) else {
            return;
        };
        let set = self.organisation.checks.contains_key(&finding.code);
        let mut allowed = false;
        for (at, allow) in self.organisation.allows.iter().enumerate() {
            if allow.finding == finding.code && subjects.iter().any(|of| self.covers(allow, *of)) {
                self.used[at] = true;
                allowed = true;
            }
        }
        let id = subjects.first().map_or("", |subject| self.organisation.id_of(*subject));
        let severity = if set { level } else { finding.severity };
        if !allowed {
            self.found.push(Diagnostic { severity, ..finding }.subject(id));
        }
    }

    /// When a person leaves, where nobody takes over and it may be told.
    fn leaves(&self, person: &'org Person) -> Option<&'org Date> {
        let told = person.leaving().filter(|_| person.successor().is_none());
        told.filter(|_| self.privacy == Privacy::Confidential)
    }

    /// Whether an `allow` is for this thing: a unit stands for its parts.
    fn covers(&self, allow: &Allow, subject: Subject) -> bool {
        match (allow.of, subject) {
            (Subject::Unit(whole), Subject::Unit(part)) => self.organisation.is_part(part, whole),
            (of, subject) => of == subject,
        }
    }

    fn name(&self, subject: Subject) -> &'org str {
        self.organisation.name_of(subject)
    }

    fn groups(&mut self) {
        for (id, group) in self.organisation.groups() {
            let name = &group.about.name;
            if group.held.is_empty() {
                self.raise(Code::EmptyGroup, Subject::Group(id), format!("{name} holds nobody"));
            } else if !group.named {
                let message = format!("nothing names the group {name}");
                self.raise(Code::UnusedGroup, Subject::Group(id), message);
            }
        }
    }

    fn unused_allows(&mut self) {
        for (at, allow) in self.organisation.allows.iter().enumerate() {
            let hidden =
                self.privacy == Privacy::Public && allow.finding == Code::LeavingWithoutSuccessor;
            if !self.used[at] && self.level(allow.finding).is_some() && !hidden {
                let (code, name) = (allow.finding.word(), self.name(allow.of));
                let message = format!("this `allow` silences nothing: no {code} of {name}");
                self.raise_at(
                    Diagnostic::new(Code::AllowUnused, allow.place, message),
                    &[allow.of],
                );
            }
        }
    }

    fn sorted(mut self) -> Vec<Diagnostic> {
        self.found.sort_by(|a, b| {
            let key = |d: &Diagnostic| -> (Option<Place>, Code) { (d.place, d.code) };
            key(a).cmp(&key(b)).then_with(|| a.subject.cmp(&b.subject))
        });
        self.found
    }
}

/// `n thing` or `n things`.
fn count(n: usize, thing: &str) -> String {
    if n == 1 { format!("1 {thing}") } else { format!("{n} {thing}s") }
}

/// Texts as `a, b and c`; of more than four the first three and how many more.
fn and(texts: &[&str]) -> String {
    match texts {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [all @ .., last] if texts.len() <= 4 => format!("{} and {last}", all.join(", ")),
        more => format!("{} and {} more", more[..3].join(", "), more.len() - 3),
    }
}
