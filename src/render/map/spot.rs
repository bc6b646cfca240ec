//! Where in the text of a map something can be changed or put.

use super::inline;
use crate::{import::Value, input::RawValue};
use std::ops::Range;

/// The bytes of a text that stands on one line.
pub(super) fn one_line(text: &str, there: &RawValue) -> Option<Range<usize>> {
    there.text()?;
    let slice = text.get(there.span.clone())?;
    (!slice.is_empty() && !slice.contains('\n') && !slice.starts_with(['|', '>', '&', '!', '*']))
        .then(|| there.span.clone())
}

/// The insertion of a key behind the name of an entry.
pub(super) fn inserted(
    text: &str,
    raw: &RawValue,
    key: &str,
    value: &Value,
) -> Option<(Range<usize>, String)> {
    let (name, after) = raw.pairs().iter().find(|(key, _)| &*key.value == "name")?;
    let end = one_line(text, after)?.end;
    let line = text[..end].rfind('\n').map_or(0, |at| at + 1);
    let column = usize::try_from(name.place.column).ok()?.checked_sub(1)?;
    let before: String = text[line..].chars().take(column).collect();
    let pair = format!("{key}: {}", inline(key, value));
    if before.chars().all(|c| c == ' ' || c == '-') {
        let end = text[end..].find('\n').map_or(text.len(), |at| end + at);
        return Some((end..end, format!("\n{}{pair}", " ".repeat(column))));
    }
    before.contains('{').then(|| (end..end, format!(", {pair}")))
}

/// Where the last item of a list with dashes ends, and how far its dash stands in.
pub(super) fn end_of_item(text: &str, item: &RawValue) -> Option<(usize, usize)> {
    let first = usize::try_from(item.place.line).ok()?.checked_sub(1)?;
    let (mut end, mut indent) = (0, None);
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        at += line.len();
        let depth = line.len() - line.trim_start_matches(' ').len();
        match indent {
            _ if number < first => {}
            None => {
                indent = line.trim_start().starts_with("- ").then_some(depth);
                indent?;
                end = at;
            }
            Some(_) if line.trim().is_empty() => {}
            Some(dash) if depth > dash => end = at,
            Some(_) => break,
        }
    }
    Some((end, indent?))
}
