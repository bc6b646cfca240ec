//! The editor of map text: it adds and removes items of lists and keys of entries, sets keys, and renames references in a
//! YAML file, and leaves everything else, comments and order included, byte by byte as it is.
//!
//! ```text
//! departments:                                departments:
//!   - name: IT  # the best          set           - name: IT  # the best
//!     headcount: 20                =====>           headcount: 24
//!                                  insert         - id: law
//!                                 ======>           name: Law
//! ```
//!
//! An edit replaces a range of bytes. A value that has an anchor, is an alias or is within one is never edited:
//! the change would reach every place that repeats it. Before the text is handed out it is read again and compared,
//! entry by entry, with the facts that were read first and to which the same changes were made: an edit that has any
//! other effect is an error, and no text is returned.

mod error;
mod facts;
mod layout;
mod removal;
mod replacement;

pub use crate::input::PathStep;
pub use error::EditError;

use super::yaml;
use crate::{
    diag::{FileId, Place, Slice},
    import::Value,
    input::{self, RawKind, RawValue},
};
use layout::TextLayout;
use replacement::Replacement;
use std::collections::BTreeMap;

/// A change of the text of one file. A path leads to the mapping or list that changes.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "they are the arguments of the methods of the editor")]
pub enum MapEdit {
    /// [`MapEditor::set`].
    Set { path: Vec<PathStep<'static>>, key: Slice, value: Value },
    /// [`MapEditor::replace`].
    Replace { path: Vec<PathStep<'static>>, value: Value },
    /// [`MapEditor::insert`].
    Insert {
        path: Vec<PathStep<'static>>,
        key: Slice,
        items: Vec<Value>,
        comment: Option<&'static str>,
    },
    /// [`MapEditor::remove`].
    Remove { path: Vec<PathStep<'static>>, keys: Vec<Slice> },
    /// [`MapEditor::remove_items`].
    RemoveItems { path: Vec<PathStep<'static>>, items: Vec<usize> },
}

impl MapEdit {
    /// The path to what changes.
    pub fn path(&self) -> &[PathStep<'static>] {
        match self {
            Self::Set { path, .. }
            | Self::Replace { path, .. }
            | Self::Insert { path, .. }
            | Self::Remove { path, .. }
            | Self::RemoveItems { path, .. } => path,
        }
    }

    /// Whether it changes the numbers of items, or which keys there are: such edits come last.
    pub fn is_removal(&self) -> bool {
        matches!(self, Self::Remove { .. } | Self::RemoveItems { .. })
    }
}

/// An editor of the text of one file.
#[derive(Debug)]
pub struct MapEditor<'t> {
    layout: TextLayout<'t>,
    /// The facts as the file has them.
    root: RawValue,
    /// The facts that the edited text must have.
    // Every edit is made twice, in the text and in this tree; `finish` compares both.
    wanted: RawValue,
    /// What replaces a range of bytes, by its start and end; texts for one byte are in the order of the calls.
    // Sorted by place: the edited text is written in one pass.
    replacements: BTreeMap<(usize, usize), Vec<String>>,
}

impl<'t> MapEditor<'t> {
    /// Reads a text.
    ///
    /// # Errors
    /// [`EditError::NotYaml`] where it has errors or several documents.
    pub fn new(text: &'t str) -> Result<Self, EditError> {
        let root = read(text).ok_or(EditError::NotYaml)?;
        let layout = TextLayout::new(text);
        Ok(Self { layout, wanted: root.clone(), root, replacements: BTreeMap::new() })
    }

    /// The facts as the file has them, edits not included.
    pub fn root(&self) -> &RawValue {
        &self.root
    }

    /// The facts with all edits. New values have the places of their sources.
    pub fn edited(&self) -> &RawValue {
        &self.wanted
    }

    /// Returns whether nothing was edited.
    pub fn is_unchanged(&self) -> bool {
        self.replacements.is_empty()
    }

    /// Makes a change.
    ///
    /// # Errors
    /// Where it can't be made at its place.
    pub fn edit(&mut self, edit: &MapEdit) -> Result<(), EditError> {
        match edit {
            MapEdit::Set { path, key, value } => self.set(path, key, value),
            MapEdit::Replace { path, value } => self.replace(path, value),
            MapEdit::Insert { path, key, items, comment } => {
                self.insert(path, key, items, *comment)
            }
            MapEdit::Remove { path, keys } => {
                let words: Vec<&str> = keys.iter().map(AsRef::as_ref).collect();
                self.remove(path, &words)
            }
            MapEdit::RemoveItems { path, items } => self.remove_items(path, items),
        }
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
        let (node, in_outer_flow) = self.open(path)?;
        let in_flow = in_outer_flow || self.layout.is_flow(node);
        let edit = match node.pairs().iter().find(|(known, _)| &*known.value == key) {
            Some((name, old)) => {
                replacement::new_value(&self.layout, name, old, key, value, in_flow)?
            }
            // A new key at the top of the file is set off by a blank line, as lists are.
            None if path.is_empty() && !in_flow => {
                replacement::new_top_key(&self.layout, key, value)
            }
            None => replacement::new_key(&self.layout, node, key, value)?,
        };
        self.add([edit])?;
        let map = facts::find_mut(&mut self.wanted, path).ok_or(EditError::NotFound)?;
        facts::set(map, key, facts::raw(value));
        Ok(())
    }

    /// Removes keys of the mapping at `path`, which must keep one.
    ///
    /// # Errors
    /// Where one of them is not there, or can't be removed at its place.
    pub fn remove(&mut self, path: &[PathStep<'_>], keys: &[&str]) -> Result<(), EditError> {
        let (node, in_flow) = self.open(path)?;
        let edits = removal::keys(&self.layout, node, keys, in_flow)?;
        self.add(edits)?;
        let map = facts::find_mut(&mut self.wanted, path).ok_or(EditError::NotFound)?;
        facts::remove_keys(map, keys);
        Ok(())
    }

    /// Removes items of the list at `path`, which must keep one. The paths of later calls count the items that are left.
    ///
    /// # Errors
    /// Where one of them is not there, or can't be removed at its place.
    pub fn remove_items(
        &mut self,
        path: &[PathStep<'_>],
        items: &[usize],
    ) -> Result<(), EditError> {
        let (node, _) = self.open(path)?;
        let edits = removal::items(&self.layout, node, items)?;
        self.add(edits)?;
        let list = facts::find_mut(&mut self.wanted, path).ok_or(EditError::NotFound)?;
        facts::remove_items(list, items);
        Ok(())
    }

    /// Replaces the item of a list at `path`, which is a scalar or is in brackets.
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
        self.add([(old, new)])?;
        let item = facts::find_mut(&mut self.wanted, path).ok_or(EditError::NotFound)?;
        *item = facts::raw(value);
        Ok(())
    }

    /// Adds items to the end of the list `key` of the mapping at `path`. A missing list is added; `comment` is above
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
        self.add([edit])?;
        let map = facts::find_mut(&mut self.wanted, path).ok_or(EditError::NotFound)?;
        let mut list = map.get(key).cloned().unwrap_or(facts::raw(&Value::List(Vec::new())));
        facts::add(&mut list, items.iter().map(facts::raw));
        facts::set(map, key, list);
        Ok(())
    }

    /// Replaces the texts that are at some places, such as every reference to an entry, by a new name.
    ///
    /// # Errors
    /// Where no text is at one of the places, or it can't be edited there.
    pub fn rename(&mut self, places: &[Place], name: &str) -> Result<(), EditError> {
        let mut edits = Vec::new();
        replacement::renames(&self.layout, &self.root, places, name, false, &mut edits)?;
        // A place without a text would be left as it is, and the reference would name nobody.
        if edits.len() != places.len() {
            return Err(EditError::NotFound);
        }
        self.add(edits)?;
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

    /// Takes over replacements, unless one touches bytes that another replaces already.
    fn add(&mut self, edits: impl IntoIterator<Item = Replacement>) -> Result<(), EditError> {
        let added: Vec<Replacement> = edits.into_iter().collect();
        for (range, _) in &added {
            let meets = |((start, end), _): (&(usize, usize), &Vec<String>)| {
                *start < range.end && range.start < *end
            };
            let before = self.replacements.range(..(range.start, 0)).next_back();
            let mut within = self.replacements.range((range.start, 0)..(range.end, 0));
            if before.is_some_and(meets) || within.any(meets) {
                return Err(self.layout.twice(range.start));
            }
        }
        for (range, new) in added {
            self.replacements.entry((range.start, range.end)).or_default().push(new);
        }
        Ok(())
    }

    /// The text with every replacement, in the line breaks of the file.
    fn apply(&self) -> String {
        let line_break = self.layout.line_break();
        let (mut edited, mut at) = (String::with_capacity(self.layout.text.len()), 0);
        for ((start, end), texts) in &self.replacements {
            edited.push_str(&self.layout.text[at..*start]);
            // New text has `\n`; a file of Windows keeps its own line breaks.
            edited.extend(texts.iter().map(|new| new.replace('\n', line_break)));
            at = *end;
        }
        edited.push_str(&self.layout.text[at..]);
        edited
    }

    /// Returns the node at a path and whether it is within brackets. Nothing on the way may be shared.
    fn open(&self, path: &[PathStep<'_>]) -> Result<(&RawValue, bool), EditError> {
        let layout = &self.layout;
        let mut in_flow = false;
        for length in 0..=path.len() {
            let node = self.root.at(&path[..length]).ok_or(EditError::NotFound)?;
            // At every step: a value within an anchored one is repeated with it.
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
    let slice: Slice = text.into();
    let (mut documents, problems) = input::read_documents(FileId::default(), &slice);
    let nothing = || RawValue { place: Place::default(), span: 0..0, kind: RawKind::Null };
    let root = documents.pop().unwrap_or_else(nothing);
    // After `pop` none may be left: a second document would be dropped without a word.
    (documents.is_empty() && problems.is_empty()).then_some(root)
}
