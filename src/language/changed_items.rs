//! Which entries of a file a change is within, so that only they have to be read again.
//!
//! ```text
//! departments:
//!   - name: IT               \
//!     purpose: Compu|ters     > read again: from the line of its dash to that of the next entry
//!   - name: Sales            /
//! ```
//!
//! What a line of YAML means depends on what is open above it. At the dash of an entry in block style, and at the key of the
//! next list, nothing but these lists is open, in the old text as in the new one. Anchors lead from entry to entry, so
//! entries with one are not read by themselves.

use super::outline::{Item, Outline};
use crate::input::PlaceShift;
use std::ops::Range;

/// The entries of one list that a change is within.
#[derive(Clone, Debug)]
pub(super) struct ChangedItems {
    /// The key of their list.
    pub(super) list: &'static str,
    /// Their numbers in the outline.
    pub(super) items: Range<usize>,
    /// The bytes of the old text that they take, with their lines.
    pub(super) bytes: Range<usize>,
    /// How what is behind them moves.
    pub(super) shift: PlaceShift,
}

impl ChangedItems {
    /// The entries that make a text differ from one that was read; `None` where more than entries differs.
    pub(super) fn between(text: &str, outline: &Outline, new: &str) -> Option<Self> {
        let changed = changed_bytes(text.as_bytes(), new.as_bytes());
        let by = isize::try_from(new.len()).ok()? - isize::try_from(text.len()).ok()?;
        let behind = outline.items.partition_point(|item| item.range.start <= changed.start);
        let first = behind.checked_sub(1)?;
        let start = line_of_dash(text, &outline.items[first])?;
        // The dash and the space behind it are as they were.
        if changed.start < start + text[start..].find('-')? + 2 {
            return None;
        }
        let (last, end) = end_of_change(text, outline, first, changed.end)?;
        let shift = PlaceShift { from: end, by };
        let (bytes, part) = (start..end, new.get(start..shift.offset(end))?);
        let ends_line = part.ends_with('\n') || end == text.len();
        let is_alone = |part: &str| !part.lines().any(is_marker) && !has_anchor(part);
        (ends_line && is_alone(part) && is_alone(&text[bytes.clone()])).then_some(Self {
            list: outline.items[first].list,
            items: first..last + 1,
            bytes,
            shift,
        })
    }
}

/// The bytes of an old text that differ from a new one, as one range.
fn changed_bytes(old: &[u8], new: &[u8]) -> Range<usize> {
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (old[start..].iter().rev(), new[start..].iter().rev());
    let same = old_rest.zip(new_rest).take_while(|(a, b)| a == b).count();
    start..old.len() - same
}

/// The last entry that a change up to a byte is within, and where the lines of the next entry or list begin.
fn end_of_change(
    text: &str,
    outline: &Outline,
    first: usize,
    changed: usize,
) -> Option<(usize, usize)> {
    let list = outline.items[first].list;
    for (number, item) in outline.items.iter().enumerate().skip(first + 1) {
        if item.list != list || item.range.start < outline.items[first].range.start {
            break;
        }
        let start = line_of_dash(text, item)?;
        if start >= changed {
            return Some((number - 1, start));
        }
    }
    let end_of_list = outline.items.iter().rposition(|item| item.list == list)?;
    let start = outline.items[end_of_list].range.start;
    let next = outline.sections.iter().map(|section| section.range.start);
    let next = next.filter(|next| *next > start).min().unwrap_or(text.len());
    let is_line = next == text.len() || text[..next].ends_with('\n');
    (is_line && next >= changed).then_some((end_of_list, next))
}

/// The start of the line of an entry, if only its dash is before it.
fn line_of_dash(text: &str, item: &Item) -> Option<usize> {
    let line = text[..item.range.start].rfind('\n').map_or(0, |at| at + 1);
    let dash = text[line..item.range.start].trim_start_matches(' ');
    (dash.starts_with("- ") && dash[1..].trim_start_matches(' ').is_empty()).then_some(line)
}

/// Whether a line may end a document.
fn is_marker(line: &str) -> bool {
    ["---", "...", "%"].iter().any(|marker| line.starts_with(marker))
}

/// Whether something in a text may be an anchor or an alias.
fn has_anchor(text: &str) -> bool {
    text.match_indices(['&', '*']).any(|(at, sign)| {
        let is_begun = text[..at].ends_with(|c: char| c.is_whitespace() || "[{,:-".contains(c));
        is_begun && !text[at + sign.len()..].starts_with(char::is_whitespace)
    })
}
