//! Cells to values: what a mapping says of splitting, taking, trimming and translating.

use super::{
    Entry, FigureKind, List, Value,
    bound::BoundColumn,
    figure::{folded_word, is_ambiguous, shifted},
    keys::Kind,
    mapping::OtherValues,
    table::{Row, is_blank, one_line},
};
use crate::{
    diag::{Code, Diagnostic, Severity, Slice},
    input::{RawKind, RawValue, Text},
};
use std::collections::HashSet;

/// What is put behind a number that can be read in two ways, so that the check reports it.
pub(super) const UNDECIDED: &str = " (decimals or thousands?)";

/// How the cells of a key are split, where its column has no sign of its own.
#[derive(Clone, Copy, Debug)]
pub(super) enum CellSplit<'s> {
    /// They hold one value.
    Whole,
    /// Each line is a value, and so is each part between two signs.
    Several(&'s [Slice]),
}

impl<'s> CellSplit<'s> {
    /// The parts of a cell. Lines may begin with a bullet and end with the sign.
    fn parts(self, cell: &'s str) -> Vec<&'s str> {
        let Self::Several(given) = self else {
            return vec![cell];
        };
        let signs = given.iter().filter(|sign| !sign.is_empty());
        let split = |text: &'s str| {
            let mut parts = vec![text];
            for sign in signs.clone() {
                parts = parts.into_iter().flat_map(|part| part.split(&**sign)).collect();
            }
            parts
        };
        if !has_lines(cell) {
            return split(cell);
        }
        let lines = cell.lines().map(|line| {
            let plain = without_bullet(line.trim());
            let mut ends = signs.clone().filter_map(|sign| plain.strip_suffix(sign.trim()));
            ends.next().unwrap_or(plain).trim()
        });
        lines.filter(|line| !line.is_empty()).flat_map(split).collect()
    }
}

/// Whether a cell has several lines that hold something.
pub(super) fn has_lines(cell: &str) -> bool {
    cell.lines().filter(|line| !line.trim().is_empty()).nth(1).is_some()
}

/// A line of a list without the sign that marks it as an item of it.
fn without_bullet(line: &str) -> &str {
    let marks = ['-', '*', '\u{2022}', '\u{2013}', '\u{b7}', '\u{25aa}'];
    let rest = line.strip_prefix(marks).filter(|rest| rest.starts_with(char::is_whitespace));
    rest.map_or(line, str::trim)
}

/// The values that one column gives for a row.
pub(super) fn values(row: &Row, column: &BoundColumn<'_>, split: CellSplit<'_>) -> Vec<Value> {
    parts(row, column, split).into_iter().flatten().collect()
}

/// The values of each part of a cell; none for a part that is empty.
pub(super) fn parts(row: &Row, column: &BoundColumn<'_>, split: CellSplit<'_>) -> Vec<Vec<Value>> {
    let Some(cell) = row.text(column.at) else {
        return Vec::new();
    };
    if !column.holds(row) {
        return Vec::new();
    }
    let mapping = &*column.mapping;
    let all: Vec<&str> = match mapping.split.as_deref().filter(|sign| !sign.is_empty()) {
        // A sign of its own decides alone: the number of a part counts from it.
        Some(sign) => cell.value.split(sign).collect(),
        None => split.parts(&cell.value),
    };
    let taken = match mapping.take {
        Some(at) => all.get(at).map_or(&[][..], std::slice::from_ref),
        None => &all,
    };
    let values = taken.iter().map(|part| {
        let trimmed = part.trim().trim_matches(|c: char| mapping.trim.contains(&c)).trim();
        // A value that the mapping lists is meant, even where it is usually taken
        // for an empty cell (`none`).
        let is_listed = column.values.contains_key(trimmed);
        if !is_listed && is_blank(trimmed, &row.blanks) {
            return Vec::new();
        }
        translated(trimmed, column, &cell)
    });
    values.collect()
}

/// Whether a cell is one number or date as a whole.
pub(super) fn is_figure(row: &Row, column: &BoundColumn<'_>) -> bool {
    let Some((kind, style)) = column.figure else {
        return false;
    };
    row.text(column.at).is_some_and(|cell| style.plain(kind, &cell.value).is_some())
}

/// The values that a part of a cell means.
fn translated(part: &str, column: &BoundColumn<'_>, cell: &Text) -> Vec<Value> {
    let mapping = &*column.mapping;
    match (column.values.get(part), &mapping.other) {
        (Some(known), _) => known.items().iter().map(|one| at(one, cell)).collect(),
        (None, OtherValues::Keep) => {
            let figure = column.figure.and_then(|(kind, style)| style.plain(kind, part));
            let figure = if column.is_amount() { amount(part, figure, column) } else { figure };
            // The check reports what is no number with the option that says how it is read.
            let unclear = column
                .figure
                .filter(|(kind, style)| *kind == FigureKind::Number && is_ambiguous(part, *style))
                .map(|_| format!("{part}{UNDECIDED}"));
            let text = unclear.as_deref().or(figure.as_deref());
            let text = text.or_else(|| folded_word(column.path, part)).unwrap_or(part);
            vec![at_text(&format!("{}{text}", mapping.before), cell)]
        }
        (None, OtherValues::Drop) => Vec::new(),
        (None, OtherValues::Text(other)) => vec![at_text(other, cell)],
    }
}

/// An amount of a cell, whose figure was read or is plain already, in the unit of the map.
fn amount(part: &str, figure: Option<String>, column: &BoundColumn<'_>) -> Option<String> {
    let (_, style) = column.figure?;
    // What a cell says of itself counts for more than its heading.
    let multiplied = if figure.is_none() { style.multiplied(part) } else { None };
    if multiplied.is_some() || column.power == 0 || is_ambiguous(part, style) {
        return multiplied.or(figure);
    }
    shifted(figure.as_deref().unwrap_or(part), column.power).or(figure)
}

fn at_text(text: &str, cell: &Text) -> Value {
    let (value, place) = (text.into(), cell.place);
    Value::Text(Text { value, place })
}

/// A value of the mapping as one of the cell.
fn at(value: &RawValue, cell: &Text) -> Value {
    match &value.kind {
        RawKind::Text(known) => at_text(known, cell),
        RawKind::Map(pairs) => {
            let pair = |(key, value): &(Text, RawValue)| (key.value.clone(), at(value, cell));
            Value::Map(pairs.iter().map(pair).collect())
        }
        RawKind::Null => Value::List(Vec::new()),
        RawKind::List(items) => Value::List(items.iter().map(|item| at(item, cell)).collect()),
    }
}

/// The values, each text once.
fn distinct(values: Vec<Value>) -> Vec<Value> {
    let mut kept: Vec<Value> = Vec::with_capacity(values.len());
    let mut texts: HashSet<Slice> = HashSet::new();
    for value in values {
        let new = match &value {
            Value::Text(text) => texts.insert(text.value.clone()),
            Value::Refer(..) | Value::List(_) | Value::Map(_) => true,
        };
        if new {
            kept.push(value);
        }
    }
    kept
}

/// The text of a value that is one.
pub(super) fn text(value: Value) -> Option<Text> {
    match value {
        Value::Text(text) => Some(text),
        Value::Refer(..) | Value::List(_) | Value::Map(_) => None,
    }
}

/// Several texts as one, at the place of the first.
pub(super) fn joined(mut texts: Vec<Text>) -> Option<Text> {
    if texts.len() < 2 {
        return texts.pop();
    }
    let all: Vec<&str> = texts.iter().map(|text| &*text.value).collect();
    let value = all.join("; ").into();
    let place = texts.first()?.place;
    Some(Text { value, place })
}

/// What a key holds with these values; none without any. A number, a date or a reference is the first value: `doubts`
/// gets the others.
pub(super) fn value(
    path: &str,
    kind: Kind,
    mut values: Vec<Value>,
    doubts: &mut Vec<Diagnostic>,
) -> Option<Value> {
    if values.is_empty() {
        return None;
    }
    let is_single = matches!(kind, Kind::Refer(_)) || FigureKind::of(path).is_some();
    if is_single && values.len() > 1 {
        // The same value twice is no second value.
        values = distinct(values);
        let others = values.drain(1..).filter_map(|value| value.place());
        let message = format!("a second value of `{path}`, which has one: not used");
        let doubt = |place| Diagnostic {
            severity: Severity::Warning,
            ..Diagnostic::new(Code::BadRow, place, message.clone())
        };
        doubts.extend(others.map(doubt).map(|doubt| doubt.help("leave one of them")));
    }
    match kind {
        Kind::One => joined(values.into_iter().filter_map(text).collect()).map(Value::Text),
        Kind::Refer(lists) => {
            let first = values.into_iter().find_map(text)?;
            Some(Value::Refer(one_line(&first), lists))
        }
        Kind::Many => Some(Value::List(distinct(values))),
        Kind::Refers(lists) => {
            let mut all: Vec<Value> =
                distinct(values).into_iter().map(|one| refer(one, lists)).collect();
            // Written as people do: `provided_by: it`, not a list of one.
            match (lists == super::keys::UNITS && all.len() == 1).then(|| all.pop()) {
                Some(one) => one,
                None => Some(Value::List(all)),
            }
        }
        Kind::Items(key, lists) => {
            let all = distinct(values).into_iter().map(|one| item(one, key, lists));
            Some(Value::List(all.collect()))
        }
    }
}

/// The values of parts, as references where a key holds these.
pub(super) fn referring(kind: Kind, parts: Vec<Vec<Value>>) -> Vec<Vec<Value>> {
    let (Kind::Refer(lists) | Kind::Refers(lists)) = kind else {
        return parts;
    };
    let referring = |part: Vec<Value>| part.into_iter().map(|value| refer(value, lists)).collect();
    parts.into_iter().map(referring).collect()
}

fn refer(value: Value, lists: &'static [List]) -> Value {
    match value {
        // A name that was broken into lines to fit its column is the same name.
        Value::Text(text) => Value::Refer(one_line(&text), lists),
        Value::Refer(..) | Value::List(_) | Value::Map(_) => value,
    }
}

/// An item: a name, or a mapping in which one key is.
fn item(value: Value, key: &str, lists: &'static [List]) -> Value {
    match value {
        Value::Map(pairs) => {
            let pair = |(known, part): (Slice, Value)| {
                let value = if &*known == key { refer(part, lists) } else { part };
                (known, value)
            };
            Value::Map(pairs.into_iter().map(pair).collect())
        }
        value @ (Value::Text(_) | Value::Refer(..) | Value::List(_)) => refer(value, lists),
    }
}

/// Puts a value below the key of an entry: `relationship.owner`, `where.tag`, `reasons.claim`.
pub(super) fn set_nested(entry: &mut Entry, path: &'static str, rest: &str, value: Value) {
    let top = path.split('.').next().unwrap_or(path);
    let single = match value {
        Value::List(mut all) if all.len() == 1 => all.pop().unwrap_or(Value::List(all)),
        Value::Text(_) | Value::Refer(..) | Value::List(_) | Value::Map(_) => value,
    };
    let pair = (rest.into(), single);
    match entry.keys.iter_mut().find(|(key, _)| *key == top) {
        Some((_, Value::Map(pairs))) => pairs.push(pair),
        Some((_, Value::List(items))) => match items.first_mut() {
            Some(Value::Map(pairs)) => pairs.push(pair),
            _ => items.push(Value::Map(vec![pair])),
        },
        Some(_) => {}
        None if top == "reasons" => entry.set(top, Value::List(vec![Value::Map(vec![pair])])),
        None => entry.set(top, Value::Map(vec![pair])),
    }
}
