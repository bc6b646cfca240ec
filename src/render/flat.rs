//! Values for formats of rows and cells: CSV and workbooks.

use super::number::score;
use crate::{
    model::{Datum, Record},
    report::{DataRow, Flat, Labels},
};
use std::borrow::Cow;

/// The values of a row, one for each heading of its columns.
pub(super) fn flat_values<'r>(
    labels: &'r [Labels],
    row: &'r dyn DataRow,
) -> impl Iterator<Item = FlatValue<'r>> {
    labels.iter().enumerate().flat_map(|(at, labels)| {
        let (one, each) = match labels.flat {
            Flat::None => (None, Vec::new()),
            Flat::One(_) => (Some(row.datum(at).into()), Vec::new()),
            Flat::Each(headings) => (None, of_record(headings.len(), row.datum(at))),
        };
        one.into_iter().chain(each)
    })
}

/// The values of a record in a row of `count` headings, of which all are empty where there is no record.
fn of_record(count: usize, datum: Datum<'_>) -> Vec<FlatValue<'_>> {
    if let Datum::Record(record) = datum {
        return record.into_iter().map(|(_, datum)| datum.into()).collect();
    }
    vec![FlatValue::Empty; count]
}

/// The value of a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum FlatValue<'r> {
    /// An id, several of them, or a word of this program: exact, whatever reads it.
    Id(Cow<'r, str>),
    /// Text of the map.
    Text(Cow<'r, str>),
    /// A number of things.
    Count(u64),
    /// Any other number.
    Number(f64),
    /// Not known, or nothing.
    Empty,
}

impl<'r> From<Datum<'r>> for FlatValue<'r> {
    fn from(datum: Datum<'r>) -> Self {
        if datum.is_empty() {
            return Self::Empty;
        }
        match datum {
            Datum::Empty => Self::Empty,
            Datum::Id(text) | Datum::Word(text) | Datum::Date(text) => Self::Id(text.into()),
            Datum::Ids(all) | Datum::Words(all) => Self::Id(joined(all.into_iter().map(Cow::from))),
            // SPEC 5: CSV is data: ids, never names as a screen shows them.
            Datum::Name(name) => Self::Id(name.id.into()),
            Datum::Names(all) => Self::Id(joined(all.iter().map(|name| name.id.into()))),
            Datum::Text(text) => Self::Text(text),
            Datum::Texts(all) => Self::Text(joined(all)),
            Datum::Flag(flag) => Self::Id(if flag { "true" } else { "false" }.into()),
            Datum::Count(count) => Self::Count(count),
            // Rounded here and not in the report: only what is written has noise.
            Datum::Score(of_ten) => Self::Number(score(of_ten)),
            Datum::Number(number) | Datum::Share(number) | Datum::Money { amount: number, .. } => {
                Self::Number(number)
            }
            Datum::Record(record) => Self::Text(record_text(record).into()),
            Datum::Records(all) => {
                Self::Text(joined(all.into_iter().map(record_text).map(Cow::from)))
            }
        }
    }
}

/// A record in one cell: `they come for the price (assumed, sales team, 2025-11)`.
fn record_text(record: Record<'_>) -> String {
    let known = record.into_iter().filter(|(_, datum)| !datum.is_empty());
    let mut texts = known.map(|(_, datum)| FlatValue::from(datum).into_text());
    let first = texts.next().unwrap_or_default();
    let more: Vec<Cow<'_, str>> = texts.collect();
    if more.is_empty() { first.into_owned() } else { format!("{first} ({})", more.join(", ")) }
}

impl<'r> FlatValue<'r> {
    /// The value as text.
    pub(super) fn into_text(self) -> Cow<'r, str> {
        match self {
            Self::Id(text) | Self::Text(text) => text,
            Self::Count(count) => count.to_string().into(),
            Self::Number(number) => number.to_string().into(),
            Self::Empty => "".into(),
        }
    }
}

/// Some texts with `;` between them; one alone is not copied.
fn joined<'r>(texts: impl IntoIterator<Item = Cow<'r, str>>) -> Cow<'r, str> {
    let joined = texts.into_iter().reduce(|mut before, text| {
        let whole = before.to_mut();
        whole.push(';');
        whole.push_str(&text);
        before
    });
    joined.unwrap_or_default()
}
