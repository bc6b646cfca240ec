//! A cell of a table: what a reader sees of a value.

use super::{
    Line,
    anchor::anchor_of,
    words::{money, of_ten, share, thousands},
};
use crate::model::{Datum, Name};
use std::borrow::Cow;

/// A cell: lines of text, each of which may wrap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Its lines.
    pub lines: Vec<Line>,
    /// How deep it is indented: its level in a tree.
    pub depth: usize,
    /// What a page sorts it by, where its lines don't sort well: a plain number or a date, and nothing where the
    /// value is not known.
    pub sort: Option<String>,
}

impl Cell {
    /// Whether it shows nothing.
    pub fn is_blank(&self) -> bool {
        self.lines.iter().all(|line| line.is_empty())
    }
}

impl Cell {
    /// Returns the cell, sorted by a value.
    pub(super) fn sorted_by(self, datum: &Datum<'_>) -> Self {
        let sort = match datum {
            Datum::Empty => Some(String::new()),
            Datum::Date(date) => Some((*date).to_owned()),
            Datum::Count(count) => Some(count.to_string()),
            Datum::Number(number) | Datum::Score(number) | Datum::Share(number) => {
                Some(number.to_string())
            }
            Datum::Money { amount, .. } => Some(amount.to_string()),
            Datum::Id(_)
            | Datum::Ids(_)
            | Datum::Name(_)
            | Datum::Names(_)
            | Datum::Text(_)
            | Datum::Texts(_)
            | Datum::Word(_)
            | Datum::Words(_)
            | Datum::Flag(_)
            | Datum::Record(_)
            | Datum::Records(_) => None,
        };
        Self { sort, ..self }
    }
}

impl From<&Datum<'_>> for Cell {
    fn from(datum: &Datum<'_>) -> Self {
        match datum {
            Datum::Empty => Self::default(),
            Datum::Id(text) | Datum::Date(text) => (*text).into(),
            Datum::Word(word) => (*word).into(),
            Datum::Ids(all) | Datum::Words(all) => all.join(", ").into(),
            Datum::Name(name) => linked(name).into(),
            Datum::Names(all) => joined(all.iter().map(linked)).into(),
            Datum::Text(text) => (&**text).into(),
            Datum::Texts(all) => {
                all.iter().map(|text| Line::from(&**text)).collect::<Vec<_>>().into()
            }
            Datum::Flag(true) => "yes".into(),
            Datum::Flag(false) => "no".into(),
            Datum::Count(count) => thousands(*count).into(),
            Datum::Number(number) => number.to_string().into(),
            Datum::Score(score) => of_ten(*score).into(),
            Datum::Money { amount, currency } => money(*currency, *amount).into(),
            Datum::Share(part) => share(*part).into(),
            Datum::Record(record) => record_line(record).into(),
            Datum::Records(all) => {
                all.iter().map(|record| record_line(record)).collect::<Vec<_>>().into()
            }
        }
    }
}

/// The name of a thing, linked to its place on the page.
pub(super) fn linked(name: &Name<'_>) -> Line {
    Line::link(name.name, anchor_of(name))
}

/// Several lines in one, with commas between them.
pub(super) fn joined(lines: impl IntoIterator<Item = Line>) -> Line {
    let mut all = Line::default();
    for (at, line) in lines.into_iter().enumerate() {
        all.push(if at > 0 { ", " } else { "" });
        all.push_line(&line);
    }
    all
}

/// The values of a record that are known, with commas between them.
fn record_line(record: &[(&'static str, Datum<'_>)]) -> Line {
    let known = record.iter().filter(|(_, datum)| !datum.is_empty());
    joined(known.flat_map(|(_, datum)| Cell::from(datum).lines))
}

impl From<Line> for Cell {
    fn from(line: Line) -> Self {
        vec![line].into()
    }
}

impl From<String> for Cell {
    fn from(line: String) -> Self {
        Line::from(line).into()
    }
}

impl From<&str> for Cell {
    fn from(line: &str) -> Self {
        line.to_owned().into()
    }
}

impl From<Cow<'_, str>> for Cell {
    fn from(line: Cow<'_, str>) -> Self {
        line.into_owned().into()
    }
}

impl From<Vec<Line>> for Cell {
    fn from(lines: Vec<Line>) -> Self {
        Self { lines, ..Self::default() }
    }
}

impl From<Vec<String>> for Cell {
    fn from(lines: Vec<String>) -> Self {
        lines.into_iter().map(Line::from).collect::<Vec<_>>().into()
    }
}
