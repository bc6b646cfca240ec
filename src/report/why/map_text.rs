//! The text of one file of a map, as far as corrections depend on how it is written: its notation, its end, and its
//! aliases.

use crate::diag::{Place, Sources};
use crate::id::index32;
use std::path::Path;

/// The text of one file of a map.
#[derive(Clone, Copy)]
pub(super) struct MapText<'s> {
    name: &'s str,
    text: &'s str,
}

/// Where a list that has no items yet begins, and what to do there.
pub(super) struct ListStart {
    /// What to do: `add at the end,`.
    pub(super) edit: String,
    /// The byte of the text.
    pub(super) offset: u32,
    /// The blanks before the key of the list.
    pub(super) indent: String,
}

impl<'s> MapText<'s> {
    /// The text of the file of a place.
    pub(super) fn of(sources: &'s Sources, place: Place) -> Self {
        let source = sources.file(place.file);
        Self { name: &source.name, text: &source.text }
    }

    /// Whether the file is written in brackets throughout, as JSON is.
    pub(super) fn is_in_brackets(&self) -> bool {
        let is_json = |ending: &std::ffi::OsStr| ending.eq_ignore_ascii_case("json");
        // Standard input has no ending, and YAML may be written in brackets too.
        Path::new(self.name).extension().is_some_and(is_json)
            || self.first_line().trim_start().starts_with('{')
    }

    /// The first line that says something: no comment, directive or sign of a beginning.
    fn first_line(&self) -> &'s str {
        let lines = self.text.trim_start_matches('\u{feff}').lines();
        let contents = lines.map(|line| line.strip_prefix("---").unwrap_or(line));
        let mut said = contents.filter(|line| !is_empty(line) && !line.starts_with('%'));
        said.next().unwrap_or("")
    }

    /// The text of a line up to a place, without white space at its end.
    pub(super) fn line_before(&self, place: Place) -> &'s str {
        self.before(place).rsplit('\n').next().unwrap_or_default().trim_end()
    }

    fn before(&self, place: Place) -> &'s str {
        self.text.get(..place.offset as usize).unwrap_or_default()
    }

    /// Where a list of this key begins that has no items yet.
    pub(super) fn list_start(&self, key: &str) -> ListStart {
        let first = self.first_line();
        let indent = &first[..first.len() - first.trim_start().len()];
        let start = |edit: String, offset: usize| ListStart {
            edit,
            offset: index32(offset),
            indent: indent.to_owned(),
        };
        // By the key, not line by line: a file may have a million lines.
        let mut keys = self.text.match_indices(key);
        if let Some(at) = keys.find_map(|(at, _)| self.line_of_key(key, at, indent)) {
            // The same key a second time would be an error (SPEC part 2).
            return start(format!("write in place of the empty `{key}`"), at);
        }
        // What is behind the sign of the end would be a second document.
        match self.end_marker() {
            Some(marker) => start("add above the `...` at the end,".to_owned(), marker),
            None => start("add at the end,".to_owned(), self.text.len()),
        }
    }

    /// The start of the line on which a key is at this byte, if it is a key of the map there.
    fn line_of_key(&self, key: &str, at: usize, indent: &str) -> Option<usize> {
        let (before, behind) = (&self.text[..at], &self.text[at + key.len()..]);
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let quote = before[start..].trim_start_matches('\u{feff}').strip_prefix(indent)?;
        let sign = behind.strip_prefix(quote)?.trim_start_matches([' ', '\t']);
        (matches!(quote, "" | "\"" | "'") && sign.starts_with(':')).then_some(start)
    }

    /// The byte of the sign of the end, the last thing of the file but for comments.
    fn end_marker(&self) -> Option<usize> {
        let mut end = self.text.len();
        let mut marker = None;
        for line in self.text.split_inclusive('\n').rev() {
            end -= line.len();
            if line.trim_end() == "..." || line.starts_with("... ") {
                // Of several the first one.
                marker = Some(end);
            } else if !is_empty(line) {
                break;
            }
        }
        marker
    }

    /// The alias at a place, as it is written: `*r`.
    pub(super) fn alias(&self, place: Place) -> Option<&'s str> {
        let rest = self.text.get(place.offset as usize..)?;
        let end = rest.find([' ', '\t', '\r', '\n', ',', ']', '}']).unwrap_or(rest.len());
        rest.starts_with('*').then(|| &rest[..end])
    }

    /// Whether any alias may be in the file.
    pub(super) fn may_have_aliases(&self) -> bool {
        self.text.contains('&') && self.text.contains('*')
    }

    /// The byte of the anchor that an alias repeats, the nearest one before a place.
    pub(super) fn anchor_before(&self, alias: &str, place: Place) -> Option<u32> {
        let anchor = format!("&{}", alias.trim_start_matches('*'));
        let before = self.before(place);
        let is_whole =
            |at: &usize| before[at + anchor.len()..].starts_with([' ', '\t', '\r', '\n']);
        before.rmatch_indices(&anchor).map(|(at, _)| at).find(is_whole).map(index32)
    }

    /// Whether the recipient at a place is the `to` of a mapping.
    pub(super) fn is_in_mapping(&self, place: Place) -> bool {
        let mut before = self.before(place).trim_end();
        // An anchor or a tag may be between the key and its value.
        while let Some(at) = before.rfind([' ', '\t', '\n', ',', '[', '{'])
            && before[at + 1..].starts_with(['&', '!'])
        {
            before = before[..=at].trim_end();
        }
        before.ends_with("to:") || before.ends_with("\"to\":") || before.ends_with("'to':")
    }
}

/// Whether a line says nothing: it is blank or a comment.
fn is_empty(line: &str) -> bool {
    let content = line.trim();
    content.is_empty() || content.starts_with('#')
}
