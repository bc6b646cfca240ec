//! A difference as a fact.

use super::{BothSources, sign, words};
use crate::analysis::{Because, Difference, Value};
use serde::Serialize;

/// A difference.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "README names each key")]
pub struct DifferenceFact<'org> {
    pub section: &'static str,
    pub change: &'static str,
    pub fact: &'static str,
    pub id: &'org str,
    pub name: &'org str,
    pub other: Option<&'org str>,
    pub other_name: Option<&'org str>,
    pub about: Option<&'org str>,
    pub old: Option<String>,
    pub new: Option<String>,
    pub old_number: Option<f64>,
    pub new_number: Option<f64>,
    pub because: Option<String>,
    pub more: usize,
    pub file: Option<&'org str>,
    pub line: Option<u32>,
    /// `+`, `-` or `~`.
    #[serde(skip)]
    pub sign: &'static str,
    /// What differs, in words.
    #[serde(skip)]
    pub what: String,
}

impl<'org> DifferenceFact<'org> {
    /// The fact of a difference.
    #[must_use]
    pub fn new(row: &Difference<'org>, sources: BothSources<'org>) -> Self {
        let place = sources.place(row);
        let text = |value: &Option<Value<'_>>| value.as_ref().and_then(words::value);
        Self {
            section: row.section.word(),
            change: row.change.word(),
            fact: row.fact.word(),
            id: row.subject.id,
            name: row.subject.name,
            other: row.object.map(|object| object.id),
            other_name: row.object.map(|object| object.name),
            about: Some(row.about).filter(|about| !about.is_empty()),
            old: text(&row.old),
            new: text(&row.new),
            old_number: row.old.as_ref().and_then(number),
            new_number: row.new.as_ref().and_then(number),
            because: words::because(row),
            more: match row.because {
                Because::Said { more, .. } => more,
                Because::Itself | Because::Blankets | Because::AnotherWay => 0,
            },
            file: place.map(|(file, _)| file),
            line: place.map(|(_, line)| line),
            sign: sign(row.change),
            what: words::what(row, row.object.map_or("", |object| object.name), words::Number::One),
        }
    }
}

/// A score of 10, or an amount a year.
fn number(value: &Value<'_>) -> Option<f64> {
    match value {
        Value::Score(number, ..) | Value::Amount(number, _) => *number,
        Value::There
        | Value::Reached(_)
        | Value::Thing(_)
        | Value::Finding(..)
        | Value::Text(_) => None,
    }
}
