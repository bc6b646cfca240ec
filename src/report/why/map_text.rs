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
        let (mut offset, mut marker) = (0, None);
        for line in self.text.split_inclusive('\n') {
            let content = line.trim_start_matches('\u{feff}').strip_prefix(indent).unwrap_or("");
            let behind = ["", "\"", "'"].iter().find_map(|quote| {
                let rest = content.strip_prefix(quote)?.strip_prefix(key)?.strip_prefix(quote)?;
                rest.trim_start().strip_prefix(':')
            });
            if behind.is_some() {
                // The same key a second time would be an error (SPEC part 2).
                let edit = format!("write in place of the empty `{key}`");
                return ListStart { edit, offset: index32(offset), indent: indent.to_owned() };
            }
            let is_marker = line.trim_end() == "..." || line.starts_with("... ");
            match (is_marker, marker) {
                (true, None) => marker = Some(offset),
                // The sign of the end is the last thing of the file but for comments.
                (false, Some(_)) if !is_empty(line) => marker = None,
                _ => {}
            }
            offset += line.len();
        }
        // What is behind the sign of the end would be a second document.
        let (edit, end) = match marker {
            Some(marker) => ("add above the `...` at the end,", marker),
            None => ("add at the end,", self.text.len()),
        };
        ListStart { edit: edit.to_owned(), offset: index32(end), indent: indent.to_owned() }
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
