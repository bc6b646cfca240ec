//! The JSON Schema of a file, from the shape that the readers declare: what editors complete and check by.
//!
//! Draft 07, which every YAML server understands. YAML reads `2024` as a number and `no` as a text, and a map
//! takes both for texts, so that a place for text allows numbers and truth values. A key with nothing behind
//! it counts as left out, hence `null`. What a reference names, whether an id is twice, whether a day is
//! in the calendar and a score within its scale, no schema can express: `check` reports that.

use crate::{
    input::{Content, Key, Presence, Record, Shape, ValueType, shape},
    resolve::words,
};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// The name of the file that editors look for beside a map.
pub use crate::input::SCHEMA_FILE;

/// The first line of a map whose schema lies beside it.
pub use super::map::MODELINE;

/// What a text may be written as.
const TEXT: [&str; 3] = ["string", "number", "boolean"];
/// The types of a text that may be left out.
const TEXT_OR_NOTHING: [&str; 4] = ["string", "number", "boolean", "null"];
/// Some character that is no blank.
const NOT_BLANK: &str = r"\S";
/// A year, a month or a day.
const DATE: &str = "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$";
/// A number from 0 upwards, written as a text.
const AMOUNT: &str = r"^([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$";
/// Any number, written as a text.
const NUMBER: &str = r"^-?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$";
/// A whole number from 0 upwards, written as a text.
const COUNT: &str = "^[0-9]+$";

/// What to write for a number.
const PLAIN: &str = "write a plain number such as 250000 or 7.5";

/// Keywords of JSON Schema, each with its value.
type Schema = Map<String, Value>;

/// Writes the schema.
///
/// # Errors
/// The errors of `out`.
pub fn write(out: &mut dyn Write) -> io::Result<()> {
    let mut definitions = Schema::new();
    let mut schema = record(&shape(), &mut definitions);
    schema.extend(keywords([
        ("$schema", json!("http://json-schema.org/draft-07/schema#")),
        ("title", json!("A map of custmap")),
        ("definitions", definitions.into()),
    ]));
    serde_json::to_writer_pretty(&mut *out, &schema)?;
    out.write_all(b"\n")
}

fn keywords<const N: usize>(pairs: [(&str, Value); N]) -> Schema {
    pairs.into_iter().map(|(word, value)| (word.to_owned(), value)).collect()
}

/// The schema of a mapping, or of nothing, or of the text that may be written for it.
fn record(record: &Record, definitions: &mut Schema) -> Schema {
    let properties: Schema = record
        .keys
        .iter()
        .map(|key| {
            let property = property(key, definitions);
            (key.word.to_owned(), Value::Object(property))
        })
        .collect();
    let required: Vec<&str> = (record.keys.iter())
        .filter(|key| key.presence == Presence::Required)
        .map(|key| key.word)
        .collect();
    // SPEC 2: a key with nothing after it counts as absent.
    let mut types = vec!["object", "null"];
    let mut schema = keywords([
        ("description", json!(record.description)),
        // SPEC 2: no other key is known anywhere.
        ("additionalProperties", json!(false)),
        ("properties", properties.into()),
    ]);
    if let Some(short) = record.short {
        types.extend(TEXT);
        if required.contains(&short) {
            schema.extend(keywords([("pattern", json!(NOT_BLANK))]));
        }
    }
    schema.extend(keywords([("type", json!(types))]));
    if !required.is_empty() {
        schema.extend(keywords([("required", json!(required))]));
    }
    if record.content == Content::Something {
        schema.extend(keywords([("anyOf", something_in(record))]));
    }
    schema
}

/// The alternatives of which one holds where some key of a record, or nothing at all, is there.
fn something_in(record: &Record) -> Value {
    let one = |key: &Key| json!({"required": [key.word], "properties": {key.word: filled()}});
    let any = record.keys.iter().map(one);
    any.chain([json!({"type": "null"})]).collect()
}

/// The schema of the value of a key.
fn property(key: &Key, definitions: &mut Schema) -> Schema {
    let mut schema = of(&key.shape, definitions);
    if key.presence == Presence::Required {
        match key.shape {
            Shape::Text(_) => fill_text(&mut schema),
            Shape::List(_)
            | Shape::OneOrMany(_)
            | Shape::Record(_)
            | Shape::Pairs(_)
            | Shape::Anything => schema.extend(filled()),
        }
    }
    schema.extend(keywords([("description", json!(key.description))]));
    schema
}

/// The schema that allows any text.
fn fill_text(schema: &mut Schema) {
    for word in ["type", "enum"] {
        if let Some(Value::Array(all)) = schema.get_mut(word) {
            all.retain(|one| !one.is_null() && one != "null");
        }
    }
    if !schema.contains_key("enum") {
        schema.entry("pattern").or_insert_with(|| json!(NOT_BLANK));
    }
}

/// The rule for a key that is present with something other than an empty list.
fn filled() -> Schema {
    let nothing = json!({"type": "null"});
    keywords([("contains", json!({"not": nothing})), ("not", nothing)])
}

/// The schema of a place.
fn of(shape: &Shape, definitions: &mut Schema) -> Schema {
    match shape {
        Shape::Text(value_type) => text(*value_type),
        Shape::Record(inner) => record(inner, definitions),
        Shape::List(item) => list(of(item, definitions)),
        Shape::OneOrMany(item) => {
            let item = shared(item, definitions);
            keywords([("anyOf", json!([item, list(item.clone())]))])
        }
        Shape::Pairs(item) => {
            let types = json!(["object", "null"]);
            let item = of(item, definitions);
            keywords([("type", types), ("additionalProperties", item.into())])
        }
        Shape::Anything => Schema::new(),
    }
}

fn list(item: Schema) -> Schema {
    let types = json!(["array", "null"]);
    keywords([("type", types), ("items", item.into())])
}

/// The schema of an item that occurs twice: a mapping is written once, and named.
fn shared(item: &Shape, definitions: &mut Schema) -> Schema {
    let Shape::Record(inner) = item else {
        return of(item, definitions);
    };
    let schema = record(inner, definitions);
    // Written once: an item and a list of items would each repeat the whole record.
    definitions.insert(inner.name.to_owned(), schema.into());
    keywords([("$ref", format!("#/definitions/{}", inner.name).into())])
}

/// The schema of a text.
fn text(value_type: ValueType) -> Schema {
    match value_type {
        ValueType::Anything | ValueType::Reference(_) | ValueType::Given => {
            keywords([("type", json!(TEXT_OR_NOTHING))])
        }
        ValueType::Id => {
            keywords([("type", json!(TEXT_OR_NOTHING)), ("pattern", json!(NOT_BLANK))])
        }
        ValueType::Date => {
            let mut date = number("integer", DATE, "write it as 2026, 2026-05 or 2026-05-31");
            // YAML reads `2026` as a number: a year has four digits.
            date.extend(keywords([("minimum", json!(1000)), ("maximum", json!(9999))]));
            date
        }
        ValueType::Amount => at_least("minimum", number("number", AMOUNT, PLAIN)),
        ValueType::Number => number("number", NUMBER, PLAIN),
        ValueType::Count => {
            at_least("minimum", number("integer", COUNT, "write a whole number such as 120"))
        }
        ValueType::Word(list) => {
            let known = words(list).into_iter().flat_map(word);
            keywords([("enum", known.chain([Value::Null]).collect())])
        }
    }
}

/// A number, which may also be written as a text of this pattern. `help` is what editors say otherwise.
fn number(kind: &str, pattern: &str, help: &str) -> Schema {
    keywords([
        ("type", json!([kind, "string", "null"])),
        ("pattern", json!(pattern)),
        ("patternErrorMessage", json!(help)),
    ])
}

/// Adds 0 as the bound of a number.
fn at_least(bound: &str, number: Schema) -> Schema {
    number.into_iter().chain(keywords([(bound, json!(0))])).collect()
}

/// A word as a file may write it: in YAML, a truth value is one too.
fn word(word: &'static str) -> impl Iterator<Item = Value> {
    let truth = word.parse::<bool>().ok().map(Value::from);
    truth.into_iter().chain([word.into()])
}
