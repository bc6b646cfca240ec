//! The texts of cells: how a value of a map is written in a cell, and how a cell is read.
//!
//! ```text
//! [it, sales]         it; sales
//! [delivery; soon]    "delivery; soon"
//! []                  []
//! ```

use super::{EMPTY_LIST, SheetColumn};
use crate::{
    id::index32,
    import::Value,
    input::{RawKind, RawValue, Text},
};

/// The sign between several values of a cell.
pub const SEPARATOR: char = ';';

/// The text of a cell for a value of a map.
pub fn cell_text(value: Option<&RawValue>, column: &SheetColumn) -> String {
    match value.map(|value| &value.kind) {
        Some(RawKind::Text(text)) if column.is_many => quoted(text, true),
        Some(RawKind::Text(text)) => quoted(text, false),
        Some(RawKind::List(items)) if items.is_empty() => EMPTY_LIST.to_owned(),
        Some(RawKind::List(items)) => {
            let texts = items.iter().filter_map(RawValue::text).map(|text| quoted(text, true));
            texts.collect::<Vec<_>>().join("; ")
        }
        Some(RawKind::Null | RawKind::Map(_)) | None => String::new(),
    }
}

/// A text in quotes where it would be read as something else: a part of a list, or without its outer blanks.
fn quoted(text: &str, is_item: bool) -> String {
    let reads_otherwise = text.trim() != text
        || text.starts_with('"')
        || (is_item && (text.contains(SEPARATOR) || text == EMPTY_LIST || text.is_empty()));
    if reads_otherwise { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

/// The value of a cell that isn't empty. Each part of a list has a place of its own.
pub fn parse_cell(cell: &Text, column: &SheetColumn) -> Value {
    let text_at = |offset: usize, value: &str| {
        let mut place = cell.place;
        place.offset = place.offset.saturating_add(index32(offset));
        Value::Text(Text { value: value.into(), place })
    };
    let whole = cell.value.trim();
    if !column.is_many {
        let plain = unquoted(whole).filter(|(_, rest)| rest.is_empty());
        return text_at(0, plain.as_ref().map_or(whole, |(text, _)| text));
    }
    if whole == EMPTY_LIST {
        return Value::List(Vec::new());
    }
    let mut items = parts(whole).into_iter().map(|(offset, part)| text_at(offset, &part));
    match (items.len(), items.next()) {
        (1, Some(only)) if column.is_one_or_many => only,
        (_, first) => Value::List(first.into_iter().chain(items).collect()),
    }
}

/// The parts of a list in a cell, with where each begins.
fn parts(text: &str) -> Vec<(usize, String)> {
    let mut parts = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let offset = text.len() - rest.len();
        let is_end = |behind: &str| behind.is_empty() || behind.starts_with(SEPARATOR);
        let (part, behind) = match unquoted(rest) {
            Some((part, behind)) if is_end(behind) => (part, behind),
            _ => {
                let end = rest.find(SEPARATOR).unwrap_or(rest.len());
                (rest[..end].trim().to_owned(), &rest[end..])
            }
        };
        let is_quoted = rest.starts_with('"');
        if is_quoted || !part.is_empty() {
            parts.push((offset, part));
        }
        match behind.strip_prefix(SEPARATOR) {
            Some(behind) => rest = behind,
            None => return parts,
        }
    }
}

/// The text in the quotes with which a text begins, and the rest behind them.
fn unquoted(text: &str) -> Option<(String, &str)> {
    let inner = text.strip_prefix('"')?;
    let mut plain = String::new();
    let mut rest = inner;
    loop {
        let end = rest.find('"')?;
        plain.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('"') {
            Some(behind) => {
                plain.push('"');
                rest = behind;
            }
            None => return Some((plain, rest.trim_start())),
        }
    }
}

/// Whether two cells of a column say the same: numbers by their value, texts but for outer blanks and line breaks.
pub fn is_same_cell(column: &SheetColumn, one: &str, other: &str) -> bool {
    normal(column, one) == normal(column, other)
}

/// A cell as it is compared.
pub(super) fn normal(column: &SheetColumn, cell: &str) -> String {
    let cell = cell.trim();
    if column.value_type.is_number()
        && let Ok(number) = cell.parse::<f64>()
        && number.is_finite()
    {
        return number.to_string();
    }
    let text = cell.replace("\r\n", "\n");
    if column.is_many && text != EMPTY_LIST {
        let parts = parts(&text).into_iter().map(|(_, part)| quoted(&part, true));
        return parts.collect::<Vec<_>>().join("; ");
    }
    text
}
