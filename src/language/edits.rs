//! Changes of texts: byte ranges with what replaces them.

use super::position::{LineIndex, Position, PositionEncoding};
use std::ops::Range;

/// A range of bytes of a text, and what replaces it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// The bytes that are replaced.
    pub range: Range<usize>,
    /// The new text.
    pub new: String,
}

/// The changes of one file of a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileEdit {
    /// The index of the file among those of the map.
    pub file: usize,
    /// Its changes, none of which overlaps another, by place.
    pub edits: Vec<TextEdit>,
}

impl TextEdit {
    /// Something new at a byte.
    pub(super) fn insert(at: usize, new: String) -> Self {
        Self { range: at..at, new }
    }

    /// The one change that makes `new` of `old`: what they have in common at both ends stays.
    pub(super) fn between(old: &str, new: &str) -> Self {
        let common = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
            pairs.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
        };
        let start = common(&mut old.chars().zip(new.chars()));
        let (old_rest, new_rest) = (&old[start..], &new[start..]);
        // From behind what the start left over, so that both parts never overlap.
        let end = common(&mut old_rest.chars().rev().zip(new_rest.chars().rev()));
        Self { range: start..old.len() - end, new: new_rest[..new_rest.len() - end].to_owned() }
    }
}

/// Replaces a range of positions of a text, as editors send changes; a range that ends before it begins is turned round.
pub fn replace(text: &mut String, range: Range<Position>, new: &str, encoding: PositionEncoding) {
    let lines = LineIndex::new(text);
    let start = lines.offset(text, range.start, encoding);
    let end = lines.offset(text, range.end, encoding);
    text.replace_range(start.min(end)..end.max(start), new);
}

/// The text with some changes, which are in the order of their places.
pub fn apply(text: &str, edits: &[TextEdit]) -> String {
    let (mut edited, mut at) = (String::with_capacity(text.len()), 0);
    for edit in edits {
        edited.push_str(&text[at.min(edit.range.start)..edit.range.start]);
        edited.push_str(&edit.new);
        at = edit.range.end.max(at);
    }
    edited.push_str(&text[at..]);
    edited
}
