//! The layout of a YAML text: where a node begins and ends, and whether it may be edited there.
//!
//! The reader gives each value the place where it is and, for a scalar, the bytes of its text. For a collection
//! those bytes only say where it begins: its end is found here.

use super::error::EditError;
use crate::{
    diag::Place,
    input::{self, RawKind, RawValue, Text},
};
use std::ops::Range;

/// A text with the offset of each line and the bytes of each comment.
#[derive(Debug)]
pub(super) struct TextLayout<'t> {
    pub(super) text: &'t str,
    line_starts: Vec<usize>,
    comments: Vec<Range<usize>>,
}

impl<'t> TextLayout<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        let line_starts = std::iter::once(0).chain(breaks).collect();
        Self { text, line_starts, comments: input::comments(text) }
    }

    /// Returns the line break of the file.
    pub(super) fn line_break(&self) -> &'static str {
        let first = self.line_starts.get(1).map_or("", |end| &self.text[..*end]);
        if first.ends_with("\r\n") { "\r\n" } else { "\n" }
    }

    /// Returns the line of a place, from 0.
    fn line(&self, place: Place) -> usize {
        self.line_starts.partition_point(|start| *start <= place.offset as usize) - 1
    }

    /// Returns how many characters are before a place on its line.
    pub(super) fn column(&self, place: Place) -> usize {
        self.text[self.line_starts[self.line(place)]..place.offset as usize].chars().count()
    }

    /// The error that a value at a place is shared by an anchor.
    fn shared(&self, place: Place) -> EditError {
        EditError::Shared(self.line(place) + 1)
    }

    /// The error that a value at a place can't be edited as it is written.
    pub(super) fn unfit(&self, place: Place) -> EditError {
        EditError::Layout(self.line(place) + 1)
    }

    /// The error that two edits change what is at a byte.
    pub(super) fn twice(&self, offset: usize) -> EditError {
        let offset = crate::id::index32(offset);
        EditError::Twice(self.line(Place { offset, ..Place::default() }) + 1)
    }

    /// Refuses a node that other places of the file share: an alias, or a value with an anchor. A tag is refused too:
    /// it could give another meaning to a new value.
    pub(super) fn check_unshared(&self, node: &RawValue) -> Result<(), EditError> {
        let place = node.place;
        // An alias has its own place and the bytes of what it repeats.
        if place.offset as usize != node.span.start {
            return Err(self.shared(place));
        }
        let (before, _) = self.before(node.span.start);
        let word = before.rsplit([' ', '\t', '\n', '\r', ',', '[', '{']).next().unwrap_or("");
        if word.starts_with(['&', '!']) { Err(self.shared(place)) } else { Ok(()) }
    }

    /// Returns the text before a byte without the blanks, comments and the sign of a block scalar at its end, and
    /// whether there is such a sign.
    fn before(&self, offset: usize) -> (&'t str, bool) {
        let mut before = self.text[..offset].trim_end();
        let first_behind = self.comments.partition_point(|comment| comment.start < before.len());
        for comment in self.comments[..first_behind].iter().rev() {
            if comment.end < before.len() {
                break;
            }
            // Comments and blanks may alternate on several lines.
            before = self.text[..comment.start].trim_end();
        }
        let sign = before.trim_end_matches(|c: char| c.is_ascii_digit() || "+-".contains(c));
        match sign.strip_suffix(['|', '>']) {
            Some(rest) if rest.ends_with([' ', '\t']) => (rest.trim_end(), true),
            _ => (before, false),
        }
    }

    /// Returns whether a collection is written in brackets.
    pub(super) fn is_flow(&self, node: &RawValue) -> bool {
        let rest = &self.text[node.span.start..];
        match &node.kind {
            // A list that is not indented has the place of its first item.
            RawKind::List(items) => {
                rest.starts_with('[') && items.first().is_none_or(|item| item.place != node.place)
            }
            RawKind::Map(_) => rest.starts_with('{'),
            RawKind::Null | RawKind::Text(_) => false,
        }
    }

    /// Returns the bytes of a scalar that is written as one piece: not as a block (`|`, `>`), and not empty.
    pub(super) fn scalar(&self, node: &RawValue) -> Option<Range<usize>> {
        let slice = self.text.get(node.span.clone())?;
        let is_scalar = matches!(node.kind, RawKind::Text(_) | RawKind::Null);
        let quoted = slice.len() > 1
            && ['"', '\''].iter().any(|&quote| slice.starts_with(quote) && slice.ends_with(quote));
        // A plain scalar over several lines has folded line breaks, which no span of bytes shows.
        let is_plain = || !slice.contains('\n') && !self.before(node.span.start).1;
        let is_whole = !slice.is_empty() && (quoted || is_plain());
        (is_scalar && is_whole).then(|| node.span.clone())
    }

    /// Returns the byte behind the last sign of a node within brackets, or of one in brackets.
    pub(super) fn flow_end(&self, node: &RawValue) -> Option<usize> {
        let start = node.place.offset as usize;
        let rest = &self.text[start..];
        if let Some(name) = rest.strip_prefix('*').filter(|_| start != node.span.start) {
            let end = name.find([' ', '\t', '\r', '\n', ',', ']', '}']).unwrap_or(name.len());
            return Some(start + 1 + end);
        }
        if !self.is_flow(node) {
            return Some(node.span.end);
        }
        let last = self.flow_content_end(node)?;
        let behind = self.skip_blank(last, true);
        self.text[behind..].starts_with([']', '}']).then_some(behind + 1)
    }

    /// Returns the byte behind the last item of a collection in brackets; behind the bracket where it is empty.
    pub(super) fn flow_content_end(&self, node: &RawValue) -> Option<usize> {
        let last = match &node.kind {
            RawKind::List(items) => items.last(),
            RawKind::Map(pairs) => pairs.last().map(|(_, value)| value),
            RawKind::Null | RawKind::Text(_) => None,
        };
        last.map_or(Some(node.span.start + 1), |last| self.flow_end(last))
    }

    /// Returns the first byte from `at` on that is no blank, comment or, where `commas` are passed over too, comma.
    fn skip_blank(&self, mut at: usize, commas: bool) -> usize {
        loop {
            let rest = &self.text[at..];
            let trimmed =
                rest.trim_start_matches(|c: char| c.is_whitespace() || (commas && c == ','));
            at += rest.len() - trimmed.len();
            if !trimmed.starts_with('#') {
                return at;
            }
            at += trimmed.find('\n').unwrap_or(trimmed.len());
        }
    }

    /// Returns the byte behind the colon of a key.
    pub(super) fn behind_colon(&self, key: &Text) -> Option<usize> {
        let start = key.place.offset as usize;
        let rest = &self.text[start..];
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
        let length = match quote {
            Some(quote) => rest[1..].find(quote)? + 2,
            None => rest.starts_with(&*key.value).then_some(key.value.len())?,
        };
        let behind = rest[length..].trim_start_matches([' ', '\t']);
        behind.starts_with(':').then(|| start + rest.len() - behind.len() + 1)
    }

    /// Returns the end of the line on which a byte is, without its line break.
    pub(super) fn line_end(&self, offset: usize) -> usize {
        let rest = &self.text[offset..];
        let line = rest.split('\n').next().unwrap_or(rest);
        offset + line.trim_end_matches('\r').len()
    }

    /// Returns the indentation of the dashes of a list in block style, and its end without the line break.
    pub(super) fn block_list(&self, list: &RawValue) -> Option<(usize, usize)> {
        // The reader's column is that of the dash only where the list is indented.
        let first = self.line(list.place);
        let line = &self.text[*self.line_starts.get(first)?..];
        let content = line.trim_start_matches(' ');
        let indent = line.len() - content.len();
        let end = self.block_end(first, indent)?;
        content.starts_with('-').then_some((indent, end))
    }

    /// Returns the end of a key in block style together with its value, without the line break.
    pub(super) fn pair_end(&self, key: &Text) -> Option<usize> {
        self.block_end(self.line(key.place), self.column(key.place))
    }

    /// Returns the lines of an item in block style, from its dash to its end without the line break.
    pub(super) fn block_item(&self, item: &RawValue) -> Option<Range<usize>> {
        let before = self.text[..item.place.offset as usize].trim_end();
        let dash = before.strip_suffix('-')?.len();
        let line = self.line_starts.partition_point(|start| *start <= dash) - 1;
        let indent = dash - self.line_starts[line];
        let is_first = self.text[self.line_starts[line]..dash].bytes().all(|byte| byte == b' ');
        let end = self.lines_end(line, indent, false)?;
        is_first.then_some(self.line_starts[line]..end)
    }

    /// Returns the end of the line before a byte, without its line break; the byte itself on the first line.
    pub(super) fn line_end_before(&self, offset: usize) -> usize {
        match self.text[..offset].rfind('\n') {
            Some(at) => self.text[..at].trim_end_matches('\r').len(),
            None => offset,
        }
    }

    /// Returns the end of what begins on a line and goes on while lines are indented deeper. A list goes on with each
    /// dash in its column as well. So does a key whose list is not indented.
    fn block_end(&self, first: usize, indent: usize) -> Option<usize> {
        self.lines_end(first, indent, true)
    }

    fn lines_end(&self, first: usize, indent: usize, goes_on_with_dash: bool) -> Option<usize> {
        let mut end = self.line_end(*self.line_starts.get(first)?);
        for &start in self.line_starts.get(first + 1..)? {
            let line = &self.text[start..self.line_end(start)];
            let content = line.trim_start_matches(' ');
            let depth = line.len() - content.len();
            let is_dash = content == "-" || content.starts_with("- ");
            if content.trim().is_empty() || (content.starts_with('#') && depth <= indent) {
                continue;
            }
            if depth > indent || (depth == indent && is_dash && goes_on_with_dash) {
                end = self.line_end(start);
            } else {
                break;
            }
        }
        Some(end)
    }

    /// Returns whether a comment begins in a range.
    pub(super) fn has_comment(&self, range: Range<usize>) -> bool {
        let first = self.comments.partition_point(|comment| comment.start < range.start);
        self.comments.get(first).is_some_and(|comment| comment.start < range.end)
    }
}
