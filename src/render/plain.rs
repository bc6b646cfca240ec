//! Plain text: a fact a line, tab-separated, nothing wrapped: for screen readers and for grep.

use super::{clean, flat::FlatValue};
use crate::{
    model::Datum,
    report::{Data, DataEntry, Rows},
};
use std::{
    borrow::Cow,
    io::{self, Write},
};

/// Writes data, a row a line: the columns that a screen shows, things by their names. Where the data is more than
/// one list, each line begins with the key or the name of what it belongs to.
pub(super) fn data(data: &Data<'_>, out: &mut dyn Write) -> io::Result<()> {
    if let Some(lines) = data.lines.as_deref().or(data.main_list()) {
        return list(lines, "", out);
    }
    for entry in &data.entries {
        if let DataEntry::Field(key, datum) = entry {
            field(key, datum, out)?;
        }
        entry.each_list(&mut |rows| list(rows, &format!("{}\t", rows.name()), out))?;
    }
    Ok(())
}

/// Writes a value behind its key: of a record each one that is known.
fn field(key: &str, datum: &Datum<'_>, out: &mut dyn Write) -> io::Result<()> {
    if let Datum::Record(record) = datum {
        return record
            .iter()
            .try_for_each(|(inner, datum)| field(&format!("{key}\t{inner}"), datum, out));
    }
    if datum.is_empty() {
        return Ok(());
    }
    writeln!(out, "{key}\t{}", clean(&text(datum.clone(), "")))
}

/// Writes the rows of a list, each behind `before`.
fn list(rows: &dyn Rows, before: &str, out: &mut dyn Write) -> io::Result<()> {
    let labels = rows.labels();
    // Only the columns that a screen shows: a screen reader reads out each line as a whole.
    let shown = rows.on_screen();
    rows.each(&mut |row| {
        let cells =
            shown.iter().map(|&at| clean(&text(row.datum(at), labels[at].empty)).into_owned());
        writeln!(out, "{before}{}", cells.collect::<Vec<_>>().join("\t"))
    })
}

/// The text of a value, or of an empty one `empty`.
fn text<'r>(datum: Datum<'r>, empty: &'static str) -> Cow<'r, str> {
    if datum.is_empty() {
        return empty.into();
    }
    match datum {
        Datum::Name(name) => name.name.into(),
        Datum::Names(all) => all.iter().map(|name| name.name).collect::<Vec<_>>().join(", ").into(),
        Datum::Ids(all) | Datum::Words(all) => all.join(", ").into(),
        Datum::Texts(all) => all.join("; ").into(),
        Datum::Record(record) => {
            let known = record.into_iter().filter(|(_, datum)| !datum.is_empty());
            known.map(|(_, datum)| text(datum, "")).collect::<Vec<_>>().join(", ").into()
        }
        other @ (Datum::Empty
        | Datum::Id(_)
        | Datum::Text(_)
        | Datum::Word(_)
        | Datum::Flag(_)
        | Datum::Count(_)
        | Datum::Number(_)
        | Datum::Score(_)
        | Datum::Money { .. }
        | Datum::Share(_)
        | Datum::Date(_)
        | Datum::Records(_)) => FlatValue::from(other).into_text(),
    }
}
