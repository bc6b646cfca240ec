//! The editor of map text: it adds items to lists, sets keys of entries and renames references in a YAML file, and
//! leaves everything else, comments and order included, byte by byte as it is.
//!
//! ```text
//! departments:                                departments:
//!   - name: IT  # the best          set           - name: IT  # the best
//!     headcount: 20                =====>           headcount: 24
//!                                  insert         - id: law
//!                                 ======>           name: Law
//! ```
//!
//! An edit replaces a range of bytes. A value that has an anchor, is an alias or stands within one is never edited:
//! the change would reach every place that repeats it. Before the text is handed out it is read again and compared,
//! entry by entry, with the facts that were read first and to which the same changes were made: an edit that has any
//! other effect is an error, and no text is returned.

mod error;
mod facts;
mod layout;
mod path;
mod replacement;

pub use error::EditError;
pub use path::PathStep;

use super::yaml;
use crate::{
    diag::{FileId, Place, Slice},
    import::Value,
    input::{self, RawKind, RawValue},
};
use layout::TextLayout;

use replacement::Replacement;

/// An editor of the text of one file.
#[derive(Debug)]
pub struct MapEditor<'t> {
    layout: TextLayout<'t>,
    /// The facts as the file has them.
    root: RawValue,
    /// The facts that the edited text must have.
    wanted: RawValue,
    /// Byte ranges with what replaces them, in the order of the calls.
    replacements: Vec<Replacement>,
}

impl<'t> MapEditor<'t> {
    /// Reads a text.
    ///
    /// # Errors
    /// [`EditError::NotYaml`] where it has errors or several documents.
    pub fn new(text: &'t str) -> Result<Self, EditError> {
        let root = read(text).ok_or(EditError::NotYaml)?;
        let layout = TextLayout::new(text);
        Ok(Self { layout, wanted: root.clone(), root, replacements: Vec::new() })
    }

    /// The facts as the file has them, edits not included.
    #[must_use]
    pub fn root(&self) -> &RawValue {
        &self.root
    }

    /// Returns whether nothing was edited.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        self.replacements.is_empty()
    }

    /// Sets a key of the mapping at `path`: replaces its value, or adds the key behind `name`, else behind the last.
    ///
    /// # Errors
    /// Where nothing is at the path, or the value can't be edited at its place.
    pub fn set(
        &mut self,
        path: &[PathStep<'_>],
        key: &str,
        value: &Value,
    ) -> Result<(), EditError> {
        let edit = {
            let (node, in_outer_flow) = self.open(path)?;
            let in_flow = in_outer_flow || self.layout.is_flow(node);
            match node.pairs().iter().find(|(known, _)| &*known.value == key) {
                Some((name, old)) => {
                    replacement::new_value(&self.layout, name, old, key, value, in_flow)?
                }
                None => replacement::new_key(&self.layout, node, key, value)?,
            }
        };
        self.replacements.push(edit);
        let map = facts::find_mut(&mut self.wanted, path).ok_or(EditError::NotFound)?;
        facts::set(map, key, facts::raw(value));
        Ok(())
    }

    /// Replaces the item of a list at `path`, which is a scalar or stands in brackets.
    ///
    /// # Errors
    /// Where nothing is at the path, or the item can't be replaced at its place.
    pub fn replace(&mut self, path: &[PathStep<'_>], value: &Value) -> Result<(), EditError> {
        let (node, in_flow) = self.open(path)?;
        let layout = &self.layout;
        let range = match node.kind {
            RawKind::List(_) | RawKind::Map(_) if layout.is_flow(node) => {
                let end = layout.flow_end(node).ok_or_else(|| layout.unfit(node.place))?;
                Some(node.span.start..end).filter(|range| !layout.has_comment(range.clone()))
            }
            RawKind::List(_) | RawKind::Map(_) => None,
            RawKind::Null | RawKind::Text(_) => layout.scalar(node),
        };
        let old = range.ok_or_else(|| layout.unfit(node.place))?;
        let key = path.iter().rev().find_map(|step| match step {
            PathStep::Key(key) => Some(*key),
            PathStep::Item(_) => None,
        });
        let new = yaml::inline(key.unwrap_or(""), value, replacement::position(in_flow));
        self.replacements.push((old, new));
        let item = facts::find_mut(&mut self.wanted, path).ok_or(EditError::NotFound)?;
        *item = facts::raw(value);
        Ok(())
    }

    /// Adds items to the end of the list `key` of the mapping at `path`. A missing list is added; `comment` stands above
    /// a new list at the top of the file. A single value in place of a list becomes the first item.
    ///
    /// # Errors
    /// Where nothing is at the path, or the list can't grow at its place.
    pub fn insert(
        &mut self,
        path: &[PathStep<'_>],
        key: &str,
        items: &[Value],
        comment: Option<&str>,
    ) -> Result<(), EditError> {
        let (node, in_outer_flow) = self.open(path)?;
        let in_flow = in_outer_flow || self.layout.is_flow(node);
        let pair = node.pairs().iter().find(|(known, _)| &*known.value == key);
        let edit = match pair {
            None if path.is_empty() && !self.layout.is_flow(node) => {
                replacement::new_list(&self.layout, key, items, comment)
            }
            None => replacement::new_key(&self.layout, node, key, &Value::List(items.to_vec()))?,
            Some((name, list)) => match list.kind {
                RawKind::Null if path.is_empty() && !in_flow => {
                    replacement::first_items(&self.layout, name, key, items)?
                }
                RawKind::Null => {
                    let all = Value::List(items.to_vec());
                    replacement::new_value(&self.layout, name, list, key, &all, in_flow)?
                }
                RawKind::List(_) => replacement::more_items(&self.layout, list, key, items)?,
                RawKind::Text(_) | RawKind::Map(_) => {
                    replacement::wrapped(&self.layout, list, key, items)?
                }
            },
        };
        self.replacements.push(edit);
        let map = facts::find_mut(&mut self.wanted, path).ok_or(EditError::NotFound)?;
        let mut list = map.get(key).cloned().unwrap_or(facts::raw(&Value::List(Vec::new())));
        facts::add(&mut list, items.iter().map(facts::raw));
        facts::set(map, key, list);
        Ok(())
    }

    /// Replaces the texts that stand at some places, such as every reference to an entry, by a new name.
    ///
    /// # Errors
    /// Where no text is at one of the places, or it can't be edited there.
    pub fn rename(&mut self, places: &[Place], name: &str) -> Result<(), EditError> {
        let mut edits = Vec::new();
        replacement::renames(&self.layout, &self.root, places, name, false, &mut edits)?;
        if edits.len() != places.len() {
            return Err(EditError::NotFound);
        }
        self.replacements.extend(edits);
        facts::rename(&mut self.wanted, places, &name.into());
        Ok(())
    }

    /// Returns the edited text, read back and compared with the facts that it must have.
    ///
    /// # Errors
    /// [`EditError::OtherEffect`] where it says anything else.
    pub fn finish(self) -> Result<String, EditError> {
        let text = self.apply();
        let found = read(&text).ok_or_else(|| EditError::OtherEffect("the file".to_owned()))?;
        match facts::difference(&self.wanted, &found) {
            Some(path) => Err(EditError::OtherEffect(path.trim_start_matches('.').to_owned())),
            None => Ok(text),
        }
    }

    /// The text with every replacement, in the line breaks of the file.
    fn apply(&self) -> String {
        let line_break = self.layout.line_break();
        let mut sorted: Vec<&Replacement> = self.replacements.iter().collect();
        // Stable: insertions at one byte keep the order of their calls.
        sorted.sort_by_key(|(range, _)| (range.start, range.end));
        let (mut edited, mut at) = (String::with_capacity(self.layout.text.len()), 0);
        for (range, new) in sorted {
            edited.push_str(&self.layout.text[at.min(range.start)..range.start]);
            edited.push_str(&new.replace('\n', line_break));
            at = range.end.max(at);
        }
        edited.push_str(&self.layout.text[at..]);
        edited
    }

    /// Returns the node at a path and whether it stands within brackets. Nothing on the way may be shared.
    fn open(&self, path: &[PathStep<'_>]) -> Result<(&RawValue, bool), EditError> {
        let layout = &self.layout;
        let mut in_flow = false;
        for length in 0..=path.len() {
            let node = facts::find(&self.root, &path[..length]).ok_or(EditError::NotFound)?;
            layout.check_unshared(node)?;
            if length == path.len() {
                return Ok((node, in_flow));
            }
            in_flow |= layout.is_flow(node);
        }
        Err(EditError::NotFound)
    }
}

/// Reads a text that is one YAML document without errors; without any document it holds nothing.
fn read(text: &str) -> Option<RawValue> {
    let text: Slice = text.into();
    let (mut documents, problems) = input::read_documents(FileId::default(), &text);
    let nothing = || RawValue { place: Place::default(), span: 0..0, kind: RawKind::Null };
    let root = documents.pop().unwrap_or_else(nothing);
    (documents.is_empty() && problems.is_empty()).then_some(root)
}
