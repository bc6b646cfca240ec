//! A draft into the text of a map that is there: new entries behind those of their list, keys and values by place.
//!
//! Nothing is taken out, and what is not touched stays as it is, remarks and all. What can't be changed by place (a
//! list, a text of several lines) stays too, and is told.

use super::{
    inline, items, remark,
    spot::{end_of_item, inserted, one_line},
};
use crate::{
    diag::Slice,
    id::slug,
    import::{Draft, Entry, Known, List, Value},
    input::{RawKind, RawValue},
};
use std::{
    collections::{BTreeMap, HashMap},
    ops::Range,
};

/// A map into which a draft was merged.
#[derive(Debug, Default)]
pub struct Merged {
    /// Its text.
    pub text: String,
    /// How many entries were added, by list.
    pub added: BTreeMap<List, usize>,
    /// What was changed: `id: key`.
    pub changed: Vec<String>,
    /// What says something else and was left as it is: `id: key`.
    pub kept: Vec<String>,
}

/// Whether an entry that the source calls otherwise is renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// It is.
    Written,
    /// It keeps its name: others may refer to it by that.
    Left,
}

/// A list into which nothing can be put by place.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is written in brackets: nothing can be added to it by place")]
pub struct InBrackets(pub &'static str);

/// The entries of a draft that a map doesn't have, in the order of the draft.
#[must_use]
pub fn new_entries<'d>(draft: &'d Draft, known: &[Known]) -> Vec<(List, &'d Entry)> {
    let known: HashMap<&str, &Known> = known.iter().map(|one| (&*one.id, one)).collect();
    let is_new = |(_, entry): &(List, &Entry)| {
        let id = entry.id.as_ref().map(|id| &*id.value);
        id.is_none_or(|id| !known.contains_key(id))
    };
    draft.entries().filter(is_new).collect()
}

/// Merges a draft into the text of a map, which reads as `map`.
///
/// # Errors
/// Where a list that is to grow is written in brackets.
pub fn merge(
    draft: &Draft,
    text: &str,
    map: &RawValue,
    known: &[Known],
    renaming: Names,
) -> Result<Merged, InBrackets> {
    let mut merger = Merger {
        text,
        renaming,
        names: known.iter().map(|one| (&*one.id, &*one.name)).collect(),
        edits: Vec::new(),
        merged: Merged::default(),
    };
    for list in List::ALL {
        let there = map.get(list.key());
        let by_id = there.map_or_else(HashMap::new, |there| by_id(list, there));
        let new = new_entries(draft, known);
        let new: Vec<&Entry> =
            new.into_iter().filter(|(other, _)| *other == list).map(|(_, entry)| entry).collect();
        for entry in draft.list(list) {
            let id = entry.id.as_ref().map_or("", |id| &id.value);
            if let Some(raw) = by_id.get(id) {
                merger.update(id, entry, raw);
            }
        }
        merger.add(list, &new, there)?;
    }
    Ok(merger.finish())
}

/// The entries of a list by their ids, stated or made of their names.
fn by_id(list: List, there: &RawValue) -> HashMap<String, &RawValue> {
    let mut all = HashMap::new();
    for raw in there.items() {
        let text = |key: &str| raw.get(key).and_then(RawValue::text);
        if let Some(id) = text("id") {
            all.insert(id.to_owned(), raw);
        } else if let Some(name) = text("name") {
            let slug = slug(name);
            all.entry(format!("{}-{slug}", list.word())).or_insert(raw);
            all.entry(slug).or_insert(raw);
        }
    }
    all
}

struct Merger<'t> {
    text: &'t str,
    renaming: Names,
    /// The name of each id of the map.
    names: HashMap<&'t str, &'t str>,
    /// What is to stand in the place of which bytes.
    edits: Vec<(Range<usize>, String)>,
    merged: Merged,
}

impl Merger<'_> {
    /// Changes what an entry says otherwise, and adds what it doesn't say.
    fn update(&mut self, id: &str, entry: &Entry, raw: &RawValue) {
        let name = Value::Text(entry.name.clone());
        let keys = entry.keys.iter().map(|(key, value)| (*key, value));
        for (key, value) in std::iter::once(("name", &name)).chain(keys) {
            let told = format!("{id}: {key}");
            match raw.get(key) {
                Some(there) if self.is_same(there, value) => {}
                Some(_) if key == "name" && self.renaming == Names::Left => {
                    self.merged.kept.push(told);
                }
                Some(there) => match self.replaced(there, key, value) {
                    Some(edit) => {
                        self.edits.push(edit);
                        self.merged.changed.push(told);
                    }
                    None => self.merged.kept.push(told),
                },
                None => match inserted(self.text, raw, key, value) {
                    Some(edit) => {
                        self.edits.push(edit);
                        self.merged.changed.push(told);
                    }
                    None => self.merged.kept.push(told),
                },
            }
        }
    }

    /// Whether a value of the map says the same: a name stands for the id of what bears it.
    fn is_same(&self, there: &RawValue, value: &Value) -> bool {
        match (&there.kind, value) {
            (RawKind::Text(old), Value::Text(new) | Value::Refer(new, _)) => {
                let name = self.names.get(&*new.value).map(|name| name.trim().to_lowercase());
                *old == new.value || name.is_some_and(|name| name == old.trim().to_lowercase())
            }
            (RawKind::Map(old), Value::Map(new)) => {
                let same = |(key, value): &(Slice, Value)| {
                    there.get(key).is_some_and(|old| self.is_same(old, value))
                };
                old.len() == new.len() && new.iter().all(same)
            }
            (_, Value::List(new)) => {
                let old = there.items();
                old.len() == new.len()
                    && old.iter().zip(new).all(|(old, new)| self.is_same(old, new))
            }
            (RawKind::List(old), new) => old.len() == 1 && self.is_same(&old[0], new),
            (RawKind::Null | RawKind::Text(_) | RawKind::Map(_), _) => false,
        }
    }

    /// The change of a text on one line.
    fn replaced(
        &self,
        there: &RawValue,
        key: &str,
        value: &Value,
    ) -> Option<(Range<usize>, String)> {
        let is_text = matches!(value, Value::Text(_) | Value::Refer(..));
        let span = one_line(self.text, there).filter(|_| is_text)?;
        Some((span, inline(key, value)))
    }

    /// Adds entries to a list, or the list with them.
    fn add(
        &mut self,
        list: List,
        new: &[&Entry],
        there: Option<&RawValue>,
    ) -> Result<(), InBrackets> {
        if new.is_empty() {
            return Ok(());
        }
        self.merged.added.insert(list, new.len());
        let Some(there) = there else {
            let blank =
                if self.text.ends_with('\n') || self.text.is_empty() { "\n" } else { "\n\n" };
            let lines = items(new, 2).text;
            let all = format!("{blank}# {}\n{}:\n{lines}", remark(list), list.key());
            let end = self.text.len();
            self.edits.push((end..end, all));
            return Ok(());
        };
        let end_item = there.items().last().ok_or(InBrackets(list.key()))?;
        let (end, indent) = end_of_item(self.text, end_item).ok_or(InBrackets(list.key()))?;
        let lines = items(new, indent).text;
        let before = if self.text[..end].ends_with('\n') { "" } else { "\n" };
        self.edits.push((end..end, format!("{before}{lines}")));
        Ok(())
    }

    /// The text with every edit.
    fn finish(mut self) -> Merged {
        self.edits.sort_by_key(|(range, _)| (range.start, range.end));
        let mut at = 0;
        for (range, text) in &self.edits {
            self.merged.text.push_str(&self.text[at..range.start.max(at)]);
            self.merged.text.push_str(text);
            at = range.end.max(at);
        }
        self.merged.text.push_str(&self.text[at..]);
        self.merged
    }
}
