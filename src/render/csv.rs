//! CSV: RFC 4180, UTF-8, a row per unit and customer; and tables as CSV.

mod dialect;
mod network;

pub use dialect::{Cells, Dialect};
pub use network::{edges, nodes};

use super::{flat::Value, rows};
use crate::{
    model::Datum,
    report::{self, Data, DifferenceFact, Entry, Facts, Flat, Labels, Page, Table},
};
use dialect::Rows;
use std::{
    borrow::Cow,
    io::{self, Write},
};

/// The columns of the export.
pub const HEADER: [&str; 15] = rows::CUSTOMERS;

/// The columns of the export with a row per unit.
#[must_use]
pub fn wide_header() -> Vec<&'static str> {
    [&rows::UNITS[..], &rows::LISTS].concat()
}

/// Writes a row per unit and customer.
///
/// # Errors
/// What `out` answers.
pub fn export(facts: &Facts<'_, '_>, dialect: Dialect, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = Rows::new(dialect, out)?;
    rows.write(HEADER)?;
    for unit in facts.units() {
        for row in rows::customers(&unit) {
            rows.cells(row)?;
        }
    }
    rows.finish()
}

/// Writes a row per unit.
///
/// # Errors
/// What `out` answers.
pub fn wide(facts: &Facts<'_, '_>, dialect: Dialect, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = Rows::new(dialect, out)?;
    rows.write(wide_header())?;
    for (unit, place) in facts.units().zip(facts.places()) {
        let about = rows::unit(&unit, &place);
        rows.cells(about.into_iter().chain(rows::lists(&unit)))?;
    }
    rows.finish()
}

/// Writes data as one table: its main list, or every field and list, each row behind the name of its own.
pub(super) fn data(data: &Data<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = Rows::exact(out)?;
    match data.main_list() {
        Some(main) => list(main, &mut rows)?,
        None => every_list(data, &mut rows)?,
    }
    rows.finish()
}

/// The name of the row that holds the values of the answer as a whole.
const ANSWER: &str = "answer";

/// Writes every field and list under the headings of all of them: the first cell of a row names its list. Values
/// of the answer as a whole are one row, and a record is a row behind its key.
fn every_list(data: &Data<'_>, rows: &mut Rows<'_>) -> io::Result<()> {
    let (mut values, mut records) = (Vec::new(), Vec::new());
    for entry in &data.entries {
        match entry {
            Entry::Field(key, Datum::Record(record)) => records.push((*key, record.clone())),
            Entry::Field(key, datum) => values.push((*key, datum.clone())),
            Entry::List(_) | Entry::Nested { .. } => {}
        }
    }
    if !values.is_empty() {
        records.insert(0, (ANSWER, values));
    }
    let lists = || data.entries.iter().flat_map(Entry::lists);
    let of_records = records.iter().flat_map(|(_, record)| record.iter().map(|(key, _)| *key));
    let of_lists = lists().flat_map(|list| flat_headings(&list.labels()));
    let mut heads: Vec<&'static str> = Vec::new();
    for head in of_records.chain(of_lists) {
        if !heads.contains(&head) {
            heads.push(head);
        }
    }
    rows.write(std::iter::once("list").chain(heads.iter().copied()))?;
    let place = |head: &str| heads.iter().position(|other| *other == head).unwrap_or_default();
    for (name, record) in records {
        let mut cells = vec![Value::Empty; heads.len()];
        for (key, datum) in record {
            cells[place(key)] = datum.into();
        }
        rows.cells(std::iter::once(Value::Id(name.into())).chain(cells))?;
    }
    for list in lists() {
        let labels = list.labels();
        let places: Vec<usize> = flat_headings(&labels).into_iter().map(place).collect();
        list.each(&mut |datum| {
            let mut cells = vec![Value::Empty; heads.len()];
            for (at, value) in places.iter().zip(flat_values(&labels, datum)) {
                cells[*at] = value;
            }
            rows.cells(std::iter::once(Value::Id(list.name().into())).chain(cells))
        })?;
    }
    Ok(())
}

/// Writes the headings and rows of a list.
fn list(list: &dyn report::Rows, rows: &mut Rows<'_>) -> io::Result<()> {
    let labels = list.labels();
    rows.write(flat_headings(&labels))?;
    list.each(&mut |datum| rows.cells(flat_values(&labels, datum)))
}

/// The headings of columns.
fn flat_headings(labels: &[Labels]) -> Vec<&'static str> {
    labels.iter().flat_map(|labels| headings(&labels.flat)).copied().collect()
}

/// The cells of a row, one for each heading.
fn flat_values<'r>(
    labels: &[Labels],
    datum: &dyn Fn(usize) -> Datum<'r>,
) -> impl Iterator<Item = Value<'r>> {
    labels.iter().enumerate().flat_map(move |(at, labels)| values(labels.flat, datum(at)))
}

fn headings(flat: &Flat) -> &[&'static str] {
    match flat {
        Flat::One(heading) => std::slice::from_ref(heading),
        Flat::Each(headings) => headings,
    }
}

/// The cells of a value: one for each of its headings.
fn values(flat: Flat, datum: Datum<'_>) -> Vec<Value<'_>> {
    match (flat, datum) {
        (Flat::Each(headings), Datum::Record(record)) if record.len() == headings.len() => {
            record.into_iter().map(|(_, datum)| datum.into()).collect()
        }
        (Flat::Each(headings), _) => vec![Value::Empty; headings.len()],
        (Flat::One(_), datum) => vec![datum.into()],
    }
}

/// Writes a table: its headings, then its rows.
///
/// # Errors
/// What `out` answers.
pub fn table(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = Rows::exact(out)?;
    rows.write(table.columns.iter().map(|column| column.head.to_lowercase()))?;
    for row in &table.rows {
        rows.write(row.iter().map(|cell| cell.lines.join("; ")))?;
    }
    rows.finish()
}

/// Writes a page as one table: each row behind the heading of its section, each line of a section alone.
///
/// # Errors
/// What `out` answers.
pub fn page(page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let tables = page.sections.iter().map(|section| section.table.columns.len());
    let cells = tables.max().unwrap_or(0).max(1);
    let mut rows = Rows::exact(out)?;
    let heads = (1..=cells).map(|at| format!("cell_{at}"));
    rows.write(std::iter::once("section".to_owned()).chain(heads))?;
    let mut row = |heading: &str, filled: Vec<String>| {
        let blank = vec![String::new(); cells - filled.len()];
        let cells = filled.into_iter().chain(blank);
        rows.write(std::iter::once(heading.to_owned()).chain(cells))
    };
    for line in &page.title {
        row("", vec![line.to_string()])?;
    }
    for section in &page.sections {
        for cells in &section.table.rows {
            row(&section.heading, cells.iter().map(|cell| cell.lines.join("; ")).collect())?;
        }
        for note in &section.table.notes {
            row(&section.heading, vec![note.clone()])?;
        }
    }
    rows.finish()
}

/// The columns of `diff`.
const DIFFERENCES: [&str; 16] = [
    "section",
    "change",
    "fact",
    "id",
    "name",
    "other",
    "other_name",
    "about",
    "old",
    "new",
    "old_number",
    "new_number",
    "because",
    "more",
    "file",
    "line",
];

/// Writes a row per difference.
///
/// # Errors
/// What `out` answers.
pub fn differences(facts: &[DifferenceFact<'_>], out: &mut dyn Write) -> io::Result<()> {
    let mut rows = Rows::exact(out)?;
    rows.write(DIFFERENCES)?;
    let number = |number: Option<f64>| number.map_or(String::new(), |number| number.to_string());
    for fact in facts {
        let row: [Cow<'_, str>; DIFFERENCES.len()] = [
            fact.section.into(),
            fact.change.into(),
            fact.fact.into(),
            fact.id.into(),
            fact.name.into(),
            fact.other.unwrap_or("").into(),
            fact.other_name.unwrap_or("").into(),
            fact.about.unwrap_or("").into(),
            fact.old.as_deref().unwrap_or("").into(),
            fact.new.as_deref().unwrap_or("").into(),
            number(fact.old_number).into(),
            number(fact.new_number).into(),
            fact.because.as_deref().unwrap_or("").into(),
            fact.more.to_string().into(),
            fact.file.unwrap_or("").into(),
            fact.line.map_or(Cow::Borrowed(""), |line| line.to_string().into()),
        ];
        rows.write(row.iter().map(|cell| cell.as_bytes()))?;
    }
    rows.finish()
}
