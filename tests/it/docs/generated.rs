//! The parts of the pages that are made from the program are current.
//!
//! Such a part lies between `<!-- generated: ... -->` and `<!-- end -->`. `SNAPSHOTS=overwrite` rewrites it.

use super::{Copy, file, page};
use custmap::diag::{Code, Severity};
use serde_json::{Map, Value};
use std::{collections::BTreeSet, fmt::Write, fs};

const END: &str = "<!-- end -->";

/// Compares the generated part of a page with what it should be, or rewrites it.
pub(super) fn current(path: &str, name: &str, wanted: &str) {
    let text = page(path);
    let start = format!("<!-- generated: {name} -->\n");
    let (before, rest) = text.split_once(&start).unwrap_or_else(|| panic!("{path} has no {start}"));
    let (_, after) = rest.split_once(END).unwrap_or_else(|| panic!("{path} has no {END}"));
    let renewed = format!("{before}{start}\n{}\n\n{END}{after}", wanted.trim());
    if std::env::var_os("SNAPSHOTS").is_some_and(|mode| mode == "overwrite") {
        fs::write(file(path), renewed).unwrap();
    } else {
        let hint = "SNAPSHOTS=overwrite cargo test --test it docs";
        assert!(text == renewed, "{path} is out of date; to renew it: {hint}");
    }
}

/// A text as a sentence: with a capital, and a full stop.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    let all: String = first.chain(letters).collect();
    if all.ends_with(['.', '!', '?']) { all } else { format!("{all}.") }
}

/// The page of findings has each code with its level, its meaning and what to do.
#[test]
fn docs_findings_are_current() {
    let section = |code: &Code| {
        let level = code.level().map_or("off", Severity::word);
        let (meaning, advice) = (sentence(code.meaning()), sentence(code.advice()));
        format!("### `{}`\n\nLevel: {level}. {meaning}\n\nWhat to do: {advice}\n", code.word())
    };
    let findings: Vec<Code> = Code::findings().collect();
    let mut text =
        String::from("## Findings about the organisation\n\n| Level | Findings |\n| --- | --- |\n");
    for level in [Some(Severity::Warning), Some(Severity::Note), None] {
        let codes = findings.iter().filter(|code| code.level() == level);
        let links: Vec<String> = codes.map(|code| format!("[`{0}`](#{0})", code.word())).collect();
        let word = level.map_or("off", Severity::word);
        writeln!(text, "| {word} | {} |", links.join(", ")).unwrap();
    }
    let sections: Vec<String> = findings.iter().map(section).collect();
    let errors = Code::ALL.iter().filter(|code| !code.is_finding());
    let errors: Vec<String> = errors.map(section).collect();
    let (sections, errors) = (sections.join("\n"), errors.join("\n"));
    writeln!(text, "\n{sections}\n## Mistakes in the file\n\n{errors}").unwrap();
    current("docs/reference/findings.md", "findings", &text);
}

/// The page of the file format has each key of the schema with what it holds.
#[test]
fn docs_file_format_is_current() {
    let schema: Value = serde_json::from_str(&Copy::new().printed("schema")).unwrap();
    let mut tables = Tables { schema: &schema, found: Vec::new() };
    for list in ["organisation", "departments", "people", "groups", "services", "beneficiaries"] {
        tables.add(list, &schema["properties"][list]);
    }
    let lists = schema["properties"].as_object().unwrap();
    for (list, value) in lists.iter().filter(|(list, _)| list.as_str() != "organization") {
        tables.add(list, value);
    }
    let text: String =
        tables.found.iter().map(|(name, record)| tables.section(name, record)).collect();
    current("docs/reference/file-format.md", "keys", &text);
}

/// Keys that nearly every entry may have; the page explains them once.
const EVERYWHERE: [&str; 5] = ["id", "name", "description", "url", "notes"];

/// The mappings of the file format by their names, in the order in which they are found.
struct Tables<'s> {
    schema: &'s Value,
    found: Vec<(&'s str, &'s Map<String, Value>)>,
}

impl<'s> Tables<'s> {
    /// Adds the mapping that a key holds, and those inside it.
    fn add(&mut self, name: &'s str, value: &'s Value) {
        let Some(record) = self.record(value) else { return };
        if self.found.iter().any(|(other, _)| *other == name) {
            return;
        }
        self.found.push((name, record));
        let keys = record["properties"].as_object().unwrap();
        for (key, value) in keys {
            self.add(key, value);
        }
    }

    /// The mapping in a value of the schema: the value itself, an item of its list, or one of its choices.
    fn record(&self, value: &'s Value) -> Option<&'s Map<String, Value>> {
        let object = value.as_object()?;
        if object.contains_key("properties") {
            return Some(object);
        }
        if let Some(reference) = object.get("$ref") {
            let name = reference.as_str()?.rsplit('/').next()?;
            return self.record(&self.schema["definitions"][name]);
        }
        let choices = object.get("anyOf").and_then(Value::as_array).into_iter().flatten();
        choices.chain(object.get("items")).find_map(|inner| self.record(inner))
    }

    /// A heading and a table of the keys of one mapping.
    fn section(&self, name: &str, record: &Map<String, Value>) -> String {
        let keys = record["properties"].as_object().unwrap();
        let about = sentence(record["description"].as_str().unwrap_or_default());
        let mut text = format!("### `{name}`\n\n{about}\n\n");
        if let Some((likeness, lacking)) = self.likeness(name, keys) {
            let lacking: Vec<String> = lacking.iter().map(|key| format!("`{key}`")).collect();
            let without = if lacking.is_empty() {
                String::new()
            } else {
                format!(", without {}", lacking.join(", "))
            };
            writeln!(text, "The keys are those of [`{likeness}`](#{likeness}){without}.\n")
                .unwrap();
            return text;
        }
        if name == "checks" {
            writeln!(text, "A mapping from the code of a [finding](findings.md) to its level: `off`, `note`, `warning` or `error`.\n").unwrap();
            return text;
        }
        let empty = Vec::new();
        let required = record.get("required").and_then(Value::as_array).unwrap_or(&empty);
        let required: BTreeSet<&str> = required.iter().filter_map(Value::as_str).collect();
        text += "| Key | Value | Meaning |\n| --- | --- | --- |\n";
        let own = keys.iter().filter(|(key, _)| !EVERYWHERE.contains(&key.as_str()));
        let (first, rest): (Vec<_>, Vec<_>) =
            own.partition(|(key, _)| required.contains(key.as_str()));
        for (key, value) in first.into_iter().chain(rest) {
            let needed = if required.contains(key.as_str()) { " (required)" } else { "" };
            let meaning = sentence(value["description"].as_str().unwrap_or_default());
            writeln!(text, "| `{key}`{needed} | {} | {meaning} |", self.value(key, value)).unwrap();
        }
        text + "\n"
    }

    /// An earlier mapping that has the same keys or more, and the keys that this one lacks.
    fn likeness(&self, name: &str, keys: &Map<String, Value>) -> Option<(&'s str, Vec<&'s str>)> {
        let earlier = self.found.iter().take_while(|(other, _)| *other != name);
        let mut alike = earlier.filter_map(|(other, record)| {
            let theirs = record["properties"].as_object().unwrap();
            let same = |(key, value): (&String, &Value)| theirs.get(key) == Some(value);
            let lacking = theirs.keys().filter(|key| !keys.contains_key(*key)).map(String::as_str);
            let lacking: Vec<&str> = lacking.collect();
            (keys.len() > 4 && lacking.len() < keys.len() && keys.iter().all(same))
                .then_some((*other, lacking))
        });
        alike.next()
    }

    /// The kind of value that a key takes, in words.
    fn value(&self, key: &str, value: &Value) -> String {
        let list = value.get("items").is_some()
            || value["anyOf"]
                .as_array()
                .is_some_and(|all| all.iter().any(|one| one.get("items").is_some()));
        let single = value.get("items").is_none();
        if self.record(value).is_some() {
            let link = format!("[`{key}`](#{key})");
            return if list { format!("{link}, one or a list") } else { link };
        }
        let inner = match (value.get("items"), value["anyOf"].as_array()) {
            (Some(items), _) => items,
            (None, Some(choices)) if !choices.is_empty() => &choices[0],
            _ => value,
        };
        let one = scalar(inner);
        match (list, single) {
            (true, true) => format!("{one}, one or a list"),
            (true, false) => format!("list of {one}"),
            (false, _) => one,
        }
    }
}

/// The kind of a single value, in words.
fn scalar(value: &Value) -> String {
    if let Some(words) = value.get("enum").and_then(Value::as_array) {
        let words: Vec<String> =
            words.iter().filter_map(Value::as_str).map(|word| format!("`{word}`")).collect();
        return if words.len() > 8 { "a word".to_owned() } else { words.join(", ") };
    }
    let types: BTreeSet<&str> = match &value["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        Value::String(one) => [one.as_str()].into(),
        _ => BTreeSet::new(),
    };
    let dated = value.get("maximum").and_then(Value::as_u64) == Some(9999);
    let kind = if dated {
        "date"
    } else if types.contains("boolean") && !types.contains("string") {
        "`true` or `false`"
    } else if types.contains("string") && types.contains("boolean") {
        "text"
    } else if types.contains("integer") {
        "whole number"
    } else if types.contains("number") {
        "number"
    } else {
        "text"
    };
    kind.to_owned()
}
