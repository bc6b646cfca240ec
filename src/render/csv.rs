//! CSV: RFC 4180, UTF-8.

mod dialect;
mod network;

pub use dialect::{Cells, Dialect, runs_as_formula};
pub use network::{edges, nodes};

use super::flat::{FlatValue, flat_values};
use crate::{
    model::Datum,
    report::{self, Data, DataEntry},
};
use dialect::CsvRows;
use std::io::{self, Write};

/// Writes a list: its headings, then its rows.
///
/// # Errors
/// The errors of `out`.
pub fn rows(rows: &dyn report::Rows, dialect: Dialect, out: &mut dyn Write) -> io::Result<()> {
    let mut written = CsvRows::new(dialect, out)?;
    list(rows, &mut written)?;
    written.finish()
}

/// Writes rows of texts below their headings, exactly.
pub(super) fn texts<const N: usize>(
    columns: &[&str; N],
    rows: &[[String; N]],
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut written = CsvRows::exact(out)?;
    written.write(columns)?;
    for row in rows {
        written.write(row)?;
    }
    written.finish()
}

/// Writes data as one table: its main list, or every field and list, each row behind the name of its own.
pub(super) fn data(data: &Data<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = CsvRows::exact(out)?;
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
fn every_list(data: &Data<'_>, rows: &mut CsvRows<'_>) -> io::Result<()> {
    let (mut values, mut records) = (Vec::new(), Vec::new());
    for entry in &data.entries {
        match entry {
            DataEntry::Field(key, Datum::Record(record)) => records.push((*key, record.clone())),
            DataEntry::Field(key, datum) => values.push((*key, datum.clone())),
            DataEntry::List(_) | DataEntry::One(_) | DataEntry::Nested { .. } => {}
        }
    }
    if !values.is_empty() {
        records.insert(0, (ANSWER, values));
    }
    let mut heads: Vec<&'static str> = Vec::new();
    let mut add = |head: &'static str| {
        if !heads.contains(&head) {
            heads.push(head);
        }
    };
    records.iter().flat_map(|(_, record)| record).for_each(|(key, _)| add(key));
    data.each_list(&mut |list| {
        list.labels().iter().flat_map(|labels| labels.flat.headings()).for_each(|head| add(head));
        Ok(())
    })?;
    rows.write(std::iter::once("list").chain(heads.iter().copied()))?;
    let place = |head: &str| heads.iter().position(|other| *other == head).unwrap_or_default();
    for (name, record) in records {
        let mut cells = vec![FlatValue::Empty; heads.len()];
        for (key, datum) in record {
            cells[place(key)] = datum.into();
        }
        rows.cells(std::iter::once(FlatValue::Id(name.into())).chain(cells))?;
    }
    data.each_list(&mut |list| {
        let labels = list.labels();
        let headings = labels.iter().flat_map(|labels| labels.flat.headings());
        let places: Vec<usize> = headings.map(|head| place(head)).collect();
        list.each(&mut |row| {
            let mut cells = vec![FlatValue::Empty; heads.len()];
            for (at, value) in places.iter().zip(flat_values(&labels, row)) {
                cells[*at] = value;
            }
            rows.cells(std::iter::once(FlatValue::Id(list.name().into())).chain(cells))
        })
    })
}

/// Writes the headings and rows of a list.
fn list(list: &dyn report::Rows, rows: &mut CsvRows<'_>) -> io::Result<()> {
    let labels = list.labels();
    rows.write(labels.iter().flat_map(|labels| labels.flat.headings()))?;
    list.each(&mut |row| rows.cells(flat_values(&labels, row)))
}
