//! A map in the making: what every source becomes before it is written.

use super::{Value, keys, list::List};
use crate::{
    diag::{Code, Diagnostic, Place, Slice, excerpt},
    input::{RawMapping, RawValue, Text, is_required},
};

/// An entry of the map into which an import is merged.
#[derive(Clone, Debug)]
pub struct ExistingEntry {
    /// Its list.
    pub list: List,
    /// Its id.
    pub id: Slice,
    /// Its name.
    pub name: Slice,
}

/// An entry of a list in the making.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its id, once it has one.
    pub id: Option<Text>,
    /// Its name.
    pub name: Text,
    /// Its other keys.
    pub keys: Vec<(&'static str, Value)>,
    /// Where it is in its source.
    pub place: Place,
    /// What the source says of recipients or payers that it doesn't name: a path such as `paid_by.amount`, with the
    /// values.
    pub unassigned: Vec<(&'static str, Vec<Value>)>,
}

impl Entry {
    /// Returns an entry of which only the name is known.
    pub fn new(name: Text) -> Self {
        Self { id: None, place: name.place, name, keys: Vec::new(), unassigned: Vec::new() }
    }

    /// Returns the entry with the id of its source.
    pub fn id(mut self, id: Text) -> Self {
        self.id = Some(id);
        self
    }

    /// Adds a key, unless there is nothing to say.
    pub fn set(&mut self, key: &'static str, value: impl Into<Option<Value>>) {
        self.keys.extend(value.into().map(|value| (key, value)));
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        let mut keys = self.keys.iter();
        keys.find(|(known, _)| *known == key).map(|(_, value)| value)
    }

    /// Its keys with their values, `id` and `name` first, as a mapping.
    pub fn to_value(&self) -> Value {
        let id = self.id.iter().map(|id| ("id".into(), Value::Text(id.clone())));
        let name = ("name".into(), Value::Text(self.name.clone()));
        let keys = self.keys.iter().map(|(key, value)| ((*key).into(), value.clone()));
        Value::Map(id.chain([name]).chain(keys).collect())
    }

    /// The value of a key, to be changed.
    pub(super) fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        let mut keys = self.keys.iter_mut();
        keys.find(|(known, _)| *known == key).map(|(_, value)| value)
    }

    /// Calls `each` for every reference in the keys that are wanted.
    pub(super) fn references(
        &mut self,
        is_wanted: impl Fn(&str) -> bool,
        each: &mut dyn FnMut(&mut Value),
    ) {
        for (key, value) in &mut self.keys {
            if is_wanted(key) {
                value.references(each);
            }
        }
    }

    /// The length of its texts in bytes.
    pub(super) fn size(&self) -> usize {
        let keys = self.keys.iter().map(|(_, value)| value.size());
        let unassigned = self.unassigned.iter().flat_map(|(_, values)| values).map(Value::size);
        self.name.value.len() + keys.chain(unassigned).sum::<usize>()
    }

    /// Removes parts of its values as [`Value::retain`] does; returns whether a required key was removed.
    pub(super) fn retain(&mut self, is_removed: &mut dyn FnMut(&Value) -> bool) -> bool {
        let mut lost = false;
        self.keys.retain_mut(|(key, value)| {
            let kept = value.retain(is_removed);
            // All keys are gone through first, so that everything that depends on
            // them is removed in one pass.
            lost |= !kept && is_required(key);
            kept
        });
        lost
    }
}

/// A map in the making.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The keys of the organisation.
    pub organisation: Vec<(Slice, Value)>,
    /// The entries of each list, in the order of [`List::ALL`].
    pub lists: [Vec<Entry>; 6],
    /// Remarks at the top of the map: what could not be taken over, line by line.
    pub remarks: Vec<String>,
    /// The column that names the providers of services, for the help where a cell of it is empty.
    pub provider_column: Option<Slice>,
}

impl Draft {
    /// The entries of a list.
    pub fn list(&self, list: List) -> &[Entry] {
        &self.lists[list as usize]
    }

    /// Adds an entry.
    pub fn add(&mut self, list: List, entry: Entry) {
        self.lists[list as usize].push(entry);
    }

    /// Every entry with its list, in the order in which they are written.
    pub fn entries(&self) -> impl Iterator<Item = (List, &Entry)> {
        let lists = List::ALL.into_iter().zip(&self.lists);
        lists.flat_map(|(list, entries)| entries.iter().map(move |entry| (list, entry)))
    }

    /// Its size: "3 departments, 12 services".
    pub fn size(&self) -> String {
        let lists = List::ALL.into_iter();
        let sizes = lists.map(|list| (list, self.list(list).len()));
        let counts: Vec<String> =
            sizes.filter(|(_, count)| *count > 0).map(|(list, count)| list.count(count)).collect();
        if counts.is_empty() { "nothing".to_owned() } else { counts.join(", ") }
    }

    /// Begins with what a mapping states itself: the organisation, and entries that no row describes.
    pub fn begin(&mut self, raw: &RawMapping, problems: &mut Vec<Diagnostic>) {
        if let Some(raw) = &raw.organisation {
            let pairs =
                raw.pairs().iter().map(|(key, value)| (key.value.clone(), Value::of(value)));
            self.organisation = pairs.collect();
        }
        for (key, entries) in raw.entries.iter().flat_map(RawValue::pairs) {
            let Some(list) = List::named(&key.value) else {
                let message = format!("a map has no list `{}`", excerpt(&key.value));
                problems.push(Diagnostic::new(Code::UnknownKey, key.place, message));
                continue;
            };
            for raw in entries.items() {
                let entry = entry(list, raw, problems);
                self.lists[list as usize].extend(entry);
            }
        }
    }
}

/// An entry as a mapping states it.
fn entry(list: List, raw: &RawValue, problems: &mut Vec<Diagnostic>) -> Option<Entry> {
    let Some(name) = raw.get("name").and_then(RawValue::to_text) else {
        let message = format!("this {} has no `name`", list.word());
        problems.push(Diagnostic::new(Code::MissingKey, raw.place, message));
        return None;
    };
    let mut entry = Entry::new(name);
    entry.place = raw.place;
    entry.id = raw.get("id").and_then(RawValue::to_text);
    for (key, value) in raw.pairs() {
        match keys::top(list, &key.value) {
            Some("id" | "name") => {}
            Some(known) => entry.set(known, Value::of(value)),
            None => {
                let message = format!("a {} has no key `{}`", list.word(), excerpt(&key.value));
                problems.push(Diagnostic::new(Code::UnknownKey, key.place, message));
            }
        }
    }
    Some(entry)
}
