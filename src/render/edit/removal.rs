//! Removals: which bytes of a text go with keys of a mapping or items of a list.
//!
//! In brackets the comma goes with them, in block style their lines. Comments above them stay.

use super::{error::EditError, layout::TextLayout, replacement::Replacement};
use crate::input::{RawKind, RawValue, Text};
use std::ops::Range;

/// The removal of keys of a mapping that keeps others.
pub(super) fn keys(
    layout: &TextLayout<'_>,
    map: &RawValue,
    keys: &[&str],
    in_outer_flow: bool,
) -> Result<Vec<Replacement>, EditError> {
    let pairs = map.pairs();
    let removed: Vec<usize> =
        (0..pairs.len()).filter(|&at| keys.contains(&&*pairs[at].0.value)).collect();
    // An empty mapping would be another value (`null`), so one key must stay.
    if removed.len() < keys.len() || removed.len() == pairs.len() {
        return Err(EditError::NotFound);
    }
    for &at in &removed {
        layout.check_unshared(&pairs[at].1)?;
    }
    let error = || layout.unfit(map.place);
    if in_outer_flow || layout.is_flow(map) {
        let span = |at: usize| {
            let (key, value) = &pairs[at];
            Some(key.place.offset as usize..layout.flow_end(value)?)
        };
        return in_brackets(layout, pairs.len(), &removed, &span).ok_or_else(error);
    }
    let edit = |&at: &usize| -> Option<Replacement> {
        let (key, _) = &pairs[at];
        let start = key.place.offset as usize;
        if is_first_of_line(layout, key) {
            return Some((layout.line_end_before(start)..layout.pair_end(key)?, String::new()));
        }
        // Behind the dash of an item another key takes its place.
        let next = (at + 1..pairs.len()).find(|next| !removed.contains(next))?;
        Some((start..pairs[next].0.place.offset as usize, String::new()))
    };
    // Keys that follow a removed first key go with it.
    let first_kept = (0..pairs.len()).find(|at| !removed.contains(at)).unwrap_or(0);
    let is_with_first =
        |at: usize| at > 0 && at < first_kept && !is_first_of_line(layout, &pairs[0].0);
    let own = removed.iter().filter(|&&at| !is_with_first(at));
    own.map(|at| edit(at).ok_or_else(error)).collect()
}

/// The removal of items of a list that keeps others.
pub(super) fn items(
    layout: &TextLayout<'_>,
    list: &RawValue,
    removed: &[usize],
) -> Result<Vec<Replacement>, EditError> {
    let RawKind::List(items) = &list.kind else {
        return Err(layout.unfit(list.place));
    };
    if removed.iter().any(|&at| at >= items.len()) || removed.len() >= items.len() {
        return Err(EditError::NotFound);
    }
    let error = || layout.unfit(list.place);
    if layout.is_flow(list) {
        let span = |at: usize| Some(items[at].place.offset as usize..layout.flow_end(&items[at])?);
        return in_brackets(layout, items.len(), removed, &span).ok_or_else(error);
    }
    let edit = |&at: &usize| {
        layout.check_unshared(&items[at])?;
        let lines = layout.block_item(&items[at]).ok_or_else(error)?;
        Ok((layout.line_end_before(lines.start)..lines.end, String::new()))
    };
    removed.iter().map(edit).collect()
}

/// Removes runs of the parts of a collection in brackets, each with a comma.
fn in_brackets(
    layout: &TextLayout<'_>,
    count: usize,
    removed: &[usize],
    span: &dyn Fn(usize) -> Option<Range<usize>>,
) -> Option<Vec<Replacement>> {
    let mut edits = Vec::new();
    let mut at = 0;
    while at < count {
        if !removed.contains(&at) {
            at += 1;
            continue;
        }
        let end = (at..count).find(|at| !removed.contains(at)).unwrap_or(count);
        let range = match at.checked_sub(1) {
            // With the comma before the run; at the beginning of the
            // brackets with the one behind it.
            Some(before) => span(before)?.end..span(end - 1)?.end,
            None => span(at)?.start..span(end)?.start,
        };
        // A comment between them could be about what stays.
        if layout.has_comment(range.clone()) {
            return None;
        }
        edits.push((range, String::new()));
        at = end;
    }
    Some(edits)
}

/// Whether only blanks are before a key on its line.
fn is_first_of_line(layout: &TextLayout<'_>, key: &Text) -> bool {
    let start = key.place.offset as usize;
    let before = &layout.text[..start];
    before[before.rfind('\n').map_or(0, |at| at + 1)..].bytes().all(|byte| byte == b' ')
}
