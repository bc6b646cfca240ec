//! Replacements: which bytes of a text an edit replaces, and by what.

use super::{error::EditError, layout::TextLayout};
use crate::{
    diag::{Place, ScalarPosition, scalar},
    import::Value,
    input::{RawKind, RawValue, Text},
    render::yaml,
};
use std::ops::Range;

/// A byte range and what replaces it. Line breaks are `\n`, whatever the file has.
pub(super) type Replacement = (Range<usize>, String);

/// The replacement of the value of a key.
pub(super) fn new_value(
    layout: &TextLayout<'_>,
    name: &Text,
    old: &RawValue,
    key: &str,
    value: &Value,
    in_flow: bool,
) -> Result<Replacement, EditError> {
    layout.check_unshared(old)?;
    if let Some(range) = layout.scalar(old) {
        return Ok((range, yaml::inline(key, value, position(in_flow))));
    }
    let error = layout.unfit(old.place);
    let start = layout.behind_colon(name).ok_or(error.clone())?;
    let new = format!(" {}", yaml::inline(key, value, position(in_flow)));
    let end = match old.kind {
        RawKind::Null => return Ok((start..start, new)),
        RawKind::List(_) | RawKind::Map(_) if layout.is_flow(old) => layout.flow_end(old),
        RawKind::Text(_) | RawKind::List(_) | RawKind::Map(_) if in_flow => None,
        RawKind::Text(_) | RawKind::List(_) | RawKind::Map(_) => layout.pair_end(name),
    };
    let range = start..end.ok_or(error.clone())?;
    // In a block scalar `#` is text; only its first line can have a comment.
    let is_text = matches!(old.kind, RawKind::Text(_));
    let looked_at = if is_text { start..layout.line_end(start) } else { range.clone() };
    if layout.has_comment(looked_at) { Err(error) } else { Ok((range, new)) }
}

/// The insertion of a key that a mapping doesn't have: behind its name, else behind the last key.
pub(super) fn new_key(
    layout: &TextLayout<'_>,
    map: &RawValue,
    key: &str,
    value: &Value,
) -> Result<Replacement, EditError> {
    let error = layout.unfit(map.place);
    let RawKind::Map(pairs) = &map.kind else {
        return Err(error);
    };
    let is_name = |(known, value): &&(Text, RawValue)| {
        &*known.value == "name" && layout.check_unshared(value).is_ok()
    };
    let name = pairs.iter().find(is_name);
    if layout.is_flow(map) {
        let pair = format!("{key}: {}", yaml::inline(key, value, ScalarPosition::Flow));
        let end = match name {
            Some((_, value)) => layout.flow_end(value),
            None => layout.flow_content_end(map),
        }
        .ok_or(error)?;
        let pair = if pairs.is_empty() { pair } else { format!(", {pair}") };
        return Ok((end..end, pair));
    }
    let (behind, _) = name.or(pairs.last()).ok_or(error.clone())?;
    let end = layout.pair_end(behind).ok_or(error.clone())?;
    let lead = " ".repeat(layout.column(behind.place));
    let lines = yaml::key_lines(&lead, key, value);
    Ok((end..end, lines.iter().flat_map(|line| ["\n", line]).collect()))
}

/// The insertion of a list at the end of the file.
pub(super) fn new_list(
    layout: &TextLayout<'_>,
    key: &str,
    items: &[Value],
    comment: Option<&str>,
) -> Replacement {
    let end = layout.text.trim_end().len();
    let mut lines = String::from(if end == 0 { "" } else { "\n\n" });
    lines.extend(comment.map(|comment| format!("# {comment}\n")));
    lines.extend([key, ":", &block_items(key, items, 2)]);
    (end..end, lines)
}

/// The insertion of a key at the end of the file, a mapping with one key a line.
pub(super) fn new_top_key(layout: &TextLayout<'_>, key: &str, value: &Value) -> Replacement {
    let end = layout.text.trim_end().len();
    let lines = if let Value::Map(pairs) = value {
        let lines = pairs.iter().flat_map(|(key, value)| yaml::key_lines("  ", key, value));
        std::iter::once(format!("{key}:")).chain(lines).collect()
    } else {
        yaml::key_lines("", key, value)
    };
    let lead = if end == 0 { "" } else { "\n\n" };
    (end..end, format!("{lead}{}", lines.join("\n")))
}

/// The first items of a list whose key has no value.
pub(super) fn first_items(
    layout: &TextLayout<'_>,
    name: &Text,
    key: &str,
    items: &[Value],
) -> Result<Replacement, EditError> {
    let start = layout.behind_colon(name).ok_or_else(|| layout.unfit(name.place))?;
    let end = layout.line_end(start);
    match layout.text[start..end].trim() {
        "" | "~" | "null" => Ok((start..end, block_items(key, items, 2))),
        _ => Err(layout.unfit(name.place)),
    }
}

/// The insertion of items behind those of a list.
pub(super) fn more_items(
    layout: &TextLayout<'_>,
    list: &RawValue,
    key: &str,
    items: &[Value],
) -> Result<Replacement, EditError> {
    layout.check_unshared(list)?;
    let error = layout.unfit(list.place);
    if layout.is_flow(list) {
        let end = layout.flow_content_end(list).ok_or(error)?;
        let inline = |item| yaml::inline(key, item, ScalarPosition::Flow);
        let new = items.iter().map(inline).collect::<Vec<_>>().join(", ");
        let is_empty = list.items().is_empty();
        return Ok((end..end, if is_empty { new } else { format!(", {new}") }));
    }
    let (indent, end) = layout.block_list(list).ok_or(error)?;
    Ok((end..end, block_items(key, items, indent)))
}

/// A list of a single value and new items, in its place.
pub(super) fn wrapped(
    layout: &TextLayout<'_>,
    old: &RawValue,
    key: &str,
    items: &[Value],
) -> Result<Replacement, EditError> {
    layout.check_unshared(old)?;
    let range = if layout.is_flow(old) {
        layout.flow_end(old).map(|end| old.span.start..end)
    } else {
        layout.scalar(old)
    };
    let range = range.ok_or_else(|| layout.unfit(old.place))?;
    // The text is written again: within brackets a comma means something else.
    let first = match old.text() {
        Some(text) => {
            let text = Text { value: text.into(), place: old.place };
            yaml::inline(key, &Value::Text(text), ScalarPosition::Flow)
        }
        None => layout.text[range.clone()].to_owned(),
    };
    let more = items.iter().map(|item| yaml::inline(key, item, ScalarPosition::Flow));
    let all: Vec<String> = std::iter::once(first).chain(more).collect();
    Ok((range, format!("[{}]", all.join(", "))))
}

pub(super) fn position(in_flow: bool) -> ScalarPosition {
    if in_flow { ScalarPosition::Flow } else { ScalarPosition::Value }
}

/// Items in block style, each line with its line break before it.
fn block_items(key: &str, items: &[Value], indent: usize) -> String {
    let lines = items.iter().map(|item| yaml::block_item(key, item, indent));
    lines.fold(String::new(), |all, line| all + "\n" + &line)
}

/// Collects the replacements of the texts at some places.
pub(super) fn renames(
    layout: &TextLayout<'_>,
    node: &RawValue,
    places: &[Place],
    name: &str,
    in_flow: bool,
    edits: &mut Vec<Replacement>,
) -> Result<(), EditError> {
    let inner = in_flow || layout.is_flow(node);
    match &node.kind {
        RawKind::Text(_) if places.contains(&node.place) => {
            layout.check_unshared(node)?;
            let range = layout.scalar(node).ok_or_else(|| layout.unfit(node.place))?;
            edits.push((range, scalar(name, position(in_flow)).into_owned()));
            Ok(())
        }
        RawKind::Null | RawKind::Text(_) => Ok(()),
        RawKind::List(items) => {
            items.iter().try_for_each(|item| renames(layout, item, places, name, inner, edits))
        }
        RawKind::Map(pairs) => {
            pairs.iter().try_for_each(|(_, item)| renames(layout, item, places, name, inner, edits))
        }
    }
}
