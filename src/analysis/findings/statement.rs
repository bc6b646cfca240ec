//! What a finding states, as a value: a sentence in parts, with ids, numbers and dates in their own types.
//!
//! "*IT* has no secondary customer" is the unit and a text. A screen puts the unit's name there, a page a
//! link, and a comparison of two maps its id, so that a renamed unit still has the same finding.

use crate::{
    analysis::satisfaction::{one_decimal, whole_net_promoters},
    diag::{LONGEST_LIST, and, count, excerpt},
    id::Subject,
    model::{Date, Metric, Organisation, Satisfaction},
};

/// A part of a statement.
#[derive(Clone, Debug, PartialEq)]
enum StatementPart<'org> {
    /// Fixed words.
    Text(&'static str),
    /// Things of the map, written `A, B and C`.
    Things(Vec<Subject>),
    /// A number of things of one kind.
    Count(usize, &'static str),
    /// A number.
    Number(usize),
    /// A score on the scale from 0 to 10; a net promoter score is shown as such.
    Score {
        /// The score, from 0 to 10.
        of_ten: f64,
        /// How it was measured.
        metric: Option<Metric>,
        /// Whether it is a number of a range, without its scale.
        is_bare: bool,
    },
    /// A date of the file.
    Date(&'org Date),
    /// A text of the file.
    Quote(&'org str),
}

/// What a finding states: its message without a full stop.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statement<'org> {
    parts: Vec<StatementPart<'org>>,
}

impl<'org> Statement<'org> {
    /// A statement that begins with a thing.
    pub(super) fn about(subject: impl Into<Subject>) -> Self {
        Self::default().thing(subject)
    }

    fn with(mut self, part: StatementPart<'org>) -> Self {
        self.parts.push(part);
        self
    }

    /// Adds fixed words, with the blanks around them.
    pub(super) fn text(self, text: &'static str) -> Self {
        self.with(StatementPart::Text(text))
    }

    /// Adds the name of a thing.
    pub(super) fn thing(self, subject: impl Into<Subject>) -> Self {
        self.with(StatementPart::Things(vec![subject.into()]))
    }

    /// Adds the names of several things.
    pub(super) fn things(self, subjects: impl IntoIterator<Item = Subject>) -> Self {
        self.with(StatementPart::Things(subjects.into_iter().collect()))
    }

    /// Adds `3 answers`.
    pub(super) fn count(self, n: usize, thing: &'static str) -> Self {
        self.with(StatementPart::Count(n, thing))
    }

    /// Adds a number.
    pub(super) fn number(self, n: usize) -> Self {
        self.with(StatementPart::Number(n))
    }

    /// Adds a score of 10 of a measurement, with its scale: `5.2 of 10` or `NPS -12`.
    pub(super) fn score(self, measured: &Satisfaction, of_ten: f64) -> Self {
        self.with(StatementPart::Score { of_ten, metric: measured.metric, is_bare: false })
    }

    /// Adds a score of 10 of a measurement as a number: `5.2` or `-12`.
    pub(super) fn bare_score(self, measured: &Satisfaction, of_ten: f64) -> Self {
        self.with(StatementPart::Score { of_ten, metric: measured.metric, is_bare: true })
    }

    /// Adds when something is: `in 2027` or `on 2027-03-31`.
    pub(super) fn when(self, date: &'org Date) -> Self {
        self.with(StatementPart::Date(date))
    }

    /// Adds a text of the file.
    pub(super) fn quote(self, text: &'org str) -> Self {
        self.with(StatementPart::Quote(text))
    }

    /// The sentence, with the names of the things.
    pub fn message(&self, organisation: &Organisation) -> String {
        self.parts.iter().map(|part| part.written(|thing| organisation.name_of(thing))).collect()
    }

    /// The sentence in pieces: each name of a thing with that thing, so that a page can link it.
    pub fn pieces(&self, organisation: &Organisation) -> Vec<(String, Option<Subject>)> {
        let mut pieces = Vec::new();
        for part in &self.parts {
            // Of a longer list the sentence says how many more there are.
            let Some(things) = part.things().filter(|things| things.len() <= LONGEST_LIST) else {
                pieces.push((part.written(|thing| organisation.name_of(thing)), None));
                continue;
            };
            for (at, thing) in things.iter().enumerate() {
                match at {
                    0 => {}
                    _ if at + 1 == things.len() => pieces.push((" and ".to_owned(), None)),
                    _ => pieces.push((", ".to_owned(), None)),
                }
                let name = excerpt(organisation.name_of(*thing)).into_owned();
                pieces.push((name, Some(*thing)));
            }
        }
        pieces
    }

    /// What is the same in two maps where both state the same, whatever their things are called there.
    pub(in crate::analysis) fn identity(&self, organisation: &Organisation) -> Vec<String> {
        self.parts
            .iter()
            .map(|part| part.written(|thing| organisation.stable_id_of(thing)))
            .collect()
    }
}

impl StatementPart<'_> {
    fn things(&self) -> Option<&[Subject]> {
        if let Self::Things(things) = self { Some(things) } else { None }
    }

    fn written<'t>(&self, thing: impl Fn(Subject) -> &'t str) -> String {
        match self {
            Self::Text(text) => (*text).to_owned(),
            Self::Things(things) => {
                let names: Vec<_> = things.iter().map(|one| excerpt(thing(*one))).collect();
                and(&names)
            }
            Self::Count(n, what) => count(*n, what),
            Self::Number(n) => n.to_string(),
            Self::Score { of_ten, metric, is_bare } => match (metric, is_bare) {
                (None, true) => one_decimal(*of_ten),
                (None, false) => format!("{} of 10", one_decimal(*of_ten)),
                (Some(Metric::Nps), true) => whole_net_promoters(net_promoters(*of_ten)),
                (Some(Metric::Nps), false) => {
                    format!("NPS {}", whole_net_promoters(net_promoters(*of_ten)))
                }
            },
            Self::Date(date) => date.when(),
            Self::Quote(text) => excerpt(text).into_owned(),
        }
    }
}

/// A net promoter score, from -100 to 100, by its place on the scale from 0 to 10.
fn net_promoters(of_ten: f64) -> f64 {
    // The inverse of SPEC 6: `10 * (score + 100) / 200`.
    20.0 * of_ten - 100.0
}
