//! Records of directories as tables: the JSON of Microsoft Graph and SCIM, and LDIF.
//!
//! ```text
//! {"value": [{"displayName": "Ada", "manager": {"id": "7"}}]}  ->  displayName,manager
//!                                                                 Ada,7
//! ```

use serde_json::{Map, Value};
use std::{collections::HashSet, path::Path};

/// A form of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordKind {
    /// The JSON of Microsoft Graph or SCIM.
    Json,
    /// LDIF.
    Ldif,
}

/// The form that the ending of a file says; `None` for tables.
pub(super) fn kind(path: &Path) -> Option<RecordKind> {
    let ending = path.extension()?.to_str()?.to_lowercase();
    match ending.as_str() {
        "json" => Some(RecordKind::Json),
        "ldif" | "ldf" => Some(RecordKind::Ldif),
        _ => None,
    }
}

/// A million people with 50 keys each.
const MOST_CELLS: usize = 50_000_000;

/// Records as the text of a table with commas.
///
/// # Errors
/// Where the text holds no records of this form, in a sentence.
pub fn record_table(kind: RecordKind, text: &str) -> Result<String, String> {
    let records = match kind {
        RecordKind::Json => json_records(text)?,
        RecordKind::Ldif => ldif_records(text),
    };
    // In the order in which keys are first met: records of one directory can differ in their keys.
    let mut columns: Vec<&str> = Vec::new();
    let mut known: HashSet<&str> = HashSet::new();
    for (key, _) in records.iter().flatten() {
        if known.insert(key) {
            columns.push(key);
        }
    }
    if columns.is_empty() {
        return Err("it holds no records of people".to_owned());
    }
    if columns.len().saturating_mul(records.len()) > MOST_CELLS {
        return Err("its records have too many different keys for one table".to_owned());
    }
    let mut table = String::new();
    write_row(columns.iter().copied(), &mut table);
    for record in &records {
        let cell = |column: &&str| {
            let found = record.iter().find(|(key, _)| key == column);
            found.map_or("", |(_, value)| value.as_str())
        };
        write_row(columns.iter().map(cell), &mut table);
    }
    Ok(table)
}

/// Whether records are one page of several, as answers of programs are.
pub(super) fn is_page(kind: RecordKind, text: &str) -> bool {
    let total = || {
        let (_, behind) = text.split_once("\"totalResults\"")?;
        let digits = behind.trim_start_matches([':', ' ']);
        let end = digits.find(|c: char| !c.is_ascii_digit())?;
        digits[..end].parse::<usize>().ok()
    };
    let shown = || {
        let json: Value = serde_json::from_str(text).ok()?;
        Some(json.get("Resources")?.as_array()?.len())
    };
    kind == RecordKind::Json
        && (text.contains("\"@odata.nextLink\"")
            || total().is_some_and(|total| shown().is_some_and(|shown| shown < total)))
}

fn write_row<'c>(cells: impl Iterator<Item = &'c str>, table: &mut String) {
    for (at, cell) in cells.enumerate() {
        table.push_str(if at > 0 { "," } else { "" });
        if cell.contains(['"', ',', '\n', '\r']) {
            table.push('"');
            table.push_str(&cell.replace('"', "\"\""));
            table.push('"');
        } else {
            table.push_str(cell);
        }
    }
    table.push('\n');
}

/// A record: the values of its columns.
type PlainRecord = Vec<(String, String)>;

fn json_records(text: &str) -> Result<Vec<PlainRecord>, String> {
    let json: Value =
        serde_json::from_str(text).map_err(|error| format!("this is not JSON: {error}"))?;
    let list = match &json {
        Value::Array(all) => Some(all),
        Value::Object(object) => {
            let mut lists = ["value", "Resources", "users"].into_iter();
            lists.find_map(|key| object.get(key)?.as_array())
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    };
    let people = list
        .ok_or("it has no list of people under `value` (Microsoft Graph) or `Resources` (SCIM)")?;
    let records = people.iter().filter_map(Value::as_object).map(|object| {
        let mut record = PlainRecord::new();
        flatten(object, &mut record);
        // SCIM lists groups beside people: what they are has to be known to leave them out.
        if object.contains_key("members") && !object.contains_key("userName") {
            record.push(("userType".to_owned(), "Group".to_owned()));
        }
        record
    });
    Ok(records.collect())
}

/// Adds the values of an object, those of extensions included.
fn flatten(object: &Map<String, Value>, record: &mut PlainRecord) {
    for (key, value) in object {
        let pair = match (key.as_str(), value) {
            (_, Value::Null) => continue,
            (key, _) if key.starts_with('@') || key == "schemas" || key == "meta" => continue,
            // Extensions of SCIM, such as the one that holds the department.
            (_, Value::Object(inner)) if key.starts_with("urn:") => {
                flatten(inner, record);
                continue;
            }
            ("manager", Value::Object(manager)) => {
                let known = ["value", "id", "userPrincipalName", "mail", "displayName"];
                let found = known.into_iter().find_map(|key| manager.get(key)?.as_str());
                (key.clone(), found.unwrap_or("").to_owned())
            }
            ("name", Value::Object(name)) => {
                flatten(name, record);
                continue;
            }
            ("emails", Value::Array(all)) => {
                let is_primary = |one: &&Value| one.get("primary") == Some(&Value::Bool(true));
                let first = all.iter().find(is_primary).or_else(|| all.first());
                let address = first.and_then(|one| one.get("value").unwrap_or(one).as_str());
                ("email".to_owned(), address.unwrap_or("").to_owned())
            }
            (key, Value::String(text)) => (key.to_owned(), text.clone()),
            (key, other) => (key.to_owned(), other.to_string()),
        };
        record.push(pair);
    }
}

/// The entries of people in LDIF.
fn ldif_records(text: &str) -> Vec<PlainRecord> {
    // RFC 2849: a line that begins with a blank continues the one before.
    let unfolded = text.replace("\r\n", "\n").replace("\n ", "");
    let mut records = Vec::new();
    for block in unfolded.split("\n\n") {
        let mut record = PlainRecord::new();
        let mut is_person = false;
        for line in block.lines().filter(|line| !line.starts_with('#')) {
            let Some((key, rest)) = line.split_once(':') else { continue };
            let value = match rest.strip_prefix(':') {
                Some(encoded) => from_base64(encoded.trim()),
                None => rest.trim().to_owned(),
            };
            // The version of the form is no attribute of the first entry.
            if key.eq_ignore_ascii_case("version") {
                continue;
            }
            if key.eq_ignore_ascii_case("objectclass") {
                let class = value.to_lowercase();
                is_person |= class.contains("person") || class == "user";
            // Of an attribute with several values the first counts.
            } else if !record.iter().any(|(known, _)| known == key) {
                record.push((key.to_owned(), value));
            }
        }
        if is_person {
            records.push(record);
        }
    }
    records
}

/// The text of base64; other signs are passed over, as are bytes that are no text.
fn from_base64(text: &str) -> String {
    const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for byte in text.bytes() {
        let Some(value) = SIGNS.iter().position(|sign| *sign == byte) else { continue };
        bits = (bits << 6) | u32::try_from(value).unwrap_or(0);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.extend(u8::try_from(bits >> count));
            bits &= (1 << count) - 1;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
