//! JSON: one unit, service, party or finding a line, so that two versions compare well.

use super::number::score;
use crate::{
    model::Datum,
    report::{Data, DataEntry, DataRow, Labels, Rows},
};
use serde::{
    Serialize, Serializer,
    ser::{Error as _, SerializeMap as _, SerializeSeq as _},
};
use std::io::{self, Write};

/// The version of the output.
// SPEC 5: `"custmap": 2`.
const VERSION: u32 = 2;

/// Writes data: its values, and its lists, a row a line, so that two versions compare well.
///
/// # Errors
/// The errors of `out`.
pub fn data(data: &Data<'_>, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\"custmap\": {VERSION}")?;
    for entry in &data.entries {
        match entry {
            DataEntry::Field(key, datum) => field(key, datum, out)?,
            DataEntry::Nested { key, value, .. } => field(key, value, out)?,
            DataEntry::List(rows) => rows_of(&**rows, out)?,
            DataEntry::One(rows) => {
                let labels = rows.labels();
                rows.each(&mut |row| fact(rows.name(), &RowObject { labels: &labels, row }, out))?;
            }
        }
    }
    out.write_all(b"}\n")
}

/// Writes a value with its key; each of several records on a line.
fn field(key: &str, datum: &Datum<'_>, out: &mut dyn Write) -> io::Result<()> {
    if let Datum::Records(records) = datum {
        return list(out, key, records.iter().map(|record| Object(record)));
    }
    fact(key, &JsonValue(datum), out)
}

/// Writes a value with its key on a line.
fn fact(key: &str, value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    write!(out, ",\n \"{key}\": ")?;
    serde_json::to_writer(&mut *out, value)?;
    Ok(())
}

/// Writes a list with its name as its key, a row a line.
fn rows_of(rows: &dyn Rows, out: &mut dyn Write) -> io::Result<()> {
    let labels = rows.labels();
    write!(out, ",\n \"{}\": [", rows.name())?;
    let mut between = "\n  ";
    rows.each(&mut |row| {
        out.write_all(between.as_bytes())?;
        between = ",\n  ";
        serde_json::to_writer(&mut *out, &RowObject { labels: &labels, row })?;
        Ok(())
    })?;
    out.write_all(if between.starts_with(',') { b"\n ]" } else { b"]" })
}

/// A row as an object.
struct RowObject<'w> {
    labels: &'w [Labels],
    row: &'w dyn DataRow,
}

impl Serialize for RowObject<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        for (at, labels) in self.labels.iter().enumerate() {
            let Some(key) = labels.key else { continue };
            match self.row.list(at) {
                Some(list) => object.serialize_entry(key, &RowList(&*list))?,
                None => object.serialize_entry(key, &JsonValue(&self.row.datum(at)))?,
            }
        }
        object.end()
    }
}

/// A list in a row.
struct RowList<'w>(&'w dyn Rows);

impl Serialize for RowList<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let labels = self.0.labels();
        let mut list = serializer.serialize_seq(None)?;
        let mut result = Ok(());
        let passed_on = self.0.each(&mut |row| {
            result = list.serialize_element(&RowObject { labels: &labels, row });
            // The error is kept in `result`: that of the callback only ends the walk.
            result.as_ref().map_err(|_| io::Error::other("")).copied()
        });
        result?;
        passed_on.map_err(S::Error::custom)?;
        list.end()
    }
}

/// A value as JSON: a thing by its id, what is not known as null.
struct JsonValue<'d, 'r>(&'d Datum<'r>);

impl Serialize for JsonValue<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Datum::Empty => serializer.serialize_none(),
            Datum::Id(text) | Datum::Word(text) | Datum::Date(text) => {
                serializer.serialize_str(text)
            }
            Datum::Text(text) => serializer.serialize_str(text),
            Datum::Ids(all) | Datum::Words(all) => serializer.collect_seq(all),
            Datum::Name(name) => serializer.serialize_str(name.id),
            Datum::Names(all) => serializer.collect_seq(all.iter().map(|name| name.id)),
            Datum::Texts(all) => serializer.collect_seq(all),
            Datum::Flag(flag) => serializer.serialize_bool(*flag),
            Datum::Count(count) => serializer.serialize_u64(*count),
            Datum::Score(of_ten) => serializer.serialize_f64(score(*of_ten)),
            Datum::Number(number) | Datum::Share(number) | Datum::Money { amount: number, .. } => {
                serializer.serialize_f64(*number)
            }
            Datum::Record(record) => Object(record).serialize(serializer),
            Datum::Records(all) => serializer.collect_seq(all.iter().map(|record| Object(record))),
        }
    }
}

/// A record as an object.
struct Object<'d, 'r>(&'d [(&'static str, Datum<'r>)]);

impl Serialize for Object<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, datum)| (key, JsonValue(datum))))
    }
}

/// Writes `, "name": [` and an item a line.
fn list<T: Serialize>(
    out: &mut dyn Write,
    name: &str,
    items: impl IntoIterator<Item = T>,
) -> io::Result<()> {
    write!(out, ",\n \"{name}\": [")?;
    let mut between = "\n  ";
    for item in items {
        out.write_all(between.as_bytes())?;
        serde_json::to_writer(&mut *out, &item)?;
        between = ",\n  ";
    }
    out.write_all(if between.starts_with(',') { b"\n ]" } else { b"]" })
}
