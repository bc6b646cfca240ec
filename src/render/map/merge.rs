//! Merges a draft into the files of a map: new entries are added to their lists, missing keys of existing entries are
//! set, and new recipients, payments, measurements and other items are added to theirs.
//!
//! Nothing is removed, and what is not touched stays as it is, comments included. Where the two differ in a value, the
//! map keeps its own and the difference is reported, unless its key is to be overwritten. So does a value that can't be
//! edited at its place, such as one with an anchor.

use super::remark;
use crate::{
    diag::{Slice, excerpt},
    id::{fold_name, slug},
    import::{
        Draft, Entry, ExistingEntry, List, Value,
        keys::{self, Kind},
        map_sheets::MapSheet,
    },
    input::{RawKind, RawValue},
    render::edit::{EditError, MapEditor, PathStep},
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The keys whose values are replaced where they differ.
#[derive(Clone, Debug, Default)]
pub struct Overwrite(pub Vec<String>);

impl Overwrite {
    /// The keys of these words: `all`, a key, or a path to one such as `paid_by.amount`.
    ///
    /// # Errors
    /// The first word that is no key of a map.
    pub fn of(words: &[String]) -> Result<Self, String> {
        let is_known = |word: &str| {
            word == "all"
                || MapSheet::ALL.into_iter().any(|sheet| {
                    let own = sheet.item_key();
                    let rest = word.strip_prefix(own).and_then(|rest| rest.strip_prefix('.'));
                    let heading = rest.filter(|_| !own.is_empty()).unwrap_or(word);
                    word == own
                        || sheet.columns().iter().any(|column| {
                            column.heading == heading || column.path.contains(&heading)
                        })
                })
        };
        match words.iter().find(|word| !is_known(word)) {
            Some(word) => Err(word.clone()),
            None => Ok(Self(words.to_vec())),
        }
    }

    /// Whether the values of a key are replaced, wherever it is; of a path the last key counts.
    pub fn contains_key(&self, key: &str) -> bool {
        self.contains(key) || self.0.iter().any(|known| known.rsplit('.').next() == Some(key))
    }

    /// Returns true if the values of a key are replaced; `all` means every key.
    pub fn contains(&self, key: &str) -> bool {
        self.0.iter().any(|known| known == key || known == "all")
    }
}

/// The outcome of a merge.
#[derive(Debug)]
pub struct Merged<'t> {
    /// The editors of the files, in their order, with what was changed.
    pub editors: Vec<MapEditor<'t>>,
    /// How many entries were added, by list.
    pub added: BTreeMap<List, usize>,
    /// The changed values: `id: key`.
    pub changed: Vec<String>,
    /// The values that differ from the draft and were left: `id: key (20 in the map, 24 in the source)`.
    pub kept: Vec<String>,
    /// The values that differ from the draft in files that can't be edited: `id: key`.
    pub fixed: Vec<String>,
}

/// Returns the entries of a draft that a map doesn't have, in the order of the draft.
fn new_entries<'d>(draft: &'d Draft, known: &[ExistingEntry]) -> Vec<(List, &'d Entry)> {
    let ids: HashSet<&str> = known.iter().map(|one| &*one.id).collect();
    let is_new =
        |(_, entry): &(List, &Entry)| entry.id.as_ref().is_none_or(|id| !ids.contains(&*id.value));
    draft.entries().filter(is_new).collect()
}

/// Merges a draft into a map, of whose files there is an editor each, but for `others`, which are not YAML. New entries
/// go to the file with the number `home`.
///
/// # Errors
/// Where new entries can't be added.
pub fn merge<'t>(
    draft: &Draft,
    editors: Vec<MapEditor<'t>>,
    others: &[RawValue],
    known: &[ExistingEntry],
    home: usize,
    overwrite: &Overwrite,
) -> Result<Merged<'t>, EditError> {
    let places = entry_places(editors.iter().map(MapEditor::root));
    let other_places = entry_places(others.iter());
    let known_ids: HashSet<&str> = known.iter().map(|one| &*one.id).collect();
    let mut merger = Merger {
        names: known.iter().map(|one| (&*one.id, &*one.name)).collect(),
        referenced: references(&editors),
        overwrite,
        merged: Merged {
            editors,
            added: BTreeMap::new(),
            changed: Vec::new(),
            kept: Vec::new(),
            fixed: Vec::new(),
        },
    };
    for (list, entry) in draft.entries() {
        let id = entry.id.as_ref().map_or("", |id| &id.value);
        match places.get(&(list, id.to_owned())) {
            Some(&place) => merger.update(list, id, entry, place),
            // A file that is not YAML has it, or it is written as a name alone.
            None if known_ids.contains(id) => {
                let other = other_places.get(&(list, id.to_owned())).and_then(|(file, at)| {
                    let root = &others[*file];
                    root.get(word(list, root))?.items().get(*at)
                });
                merger.compare(id, entry, other);
            }
            None => {}
        }
    }
    let new = new_entries(draft, known);
    for list in List::ALL {
        let of_list = new.iter().filter(|(other, _)| *other == list);
        let items: Vec<Value> = of_list.map(|(_, entry)| entry.to_value()).collect();
        if !items.is_empty() {
            let key = word(list, merger.merged.editors[home].root());
            merger.merged.editors[home].insert(&[], key, &items, Some(remark(list)))?;
            merger.merged.added.insert(list, items.len());
        }
    }
    Ok(merger.merged)
}

/// The word of a list in a file, which may be an alias.
fn word(list: List, root: &RawValue) -> &'static str {
    MapSheet::Entries(list).list_word(root)
}

/// The file of an entry, and its number in its list there.
type EntryPlace = (usize, usize);

/// Finds each entry by its list and its id, which may be made of its name.
fn entry_places<'r>(
    roots: impl Iterator<Item = &'r RawValue>,
) -> HashMap<(List, String), EntryPlace> {
    let mut places = HashMap::new();
    for (file, root) in roots.enumerate() {
        for list in List::ALL {
            let items = root.get(word(list, root)).map_or(&[][..], RawValue::items);
            for (at, item) in items.iter().enumerate() {
                let text = |key: &str| item.get(key).and_then(RawValue::text);
                if let Some(id) = text("id") {
                    places.insert((list, id.to_owned()), (file, at));
                } else if let Some(name) = text("name") {
                    let slug = slug(name);
                    let prefixed = format!("{}-{slug}", list.word());
                    // SPEC 2: which of the two ids the entry got depends on the
                    // other entries of the map.
                    for id in [prefixed, slug] {
                        places.entry((list, id)).or_insert((file, at));
                    }
                }
            }
        }
    }
    places
}

/// The texts of all keys but `id` and `name`, folded: a name that is among them may be a reference.
fn references(editors: &[MapEditor<'_>]) -> HashSet<String> {
    fn collect(node: &RawValue, texts: &mut HashSet<String>) {
        match &node.kind {
            RawKind::Null => {}
            RawKind::Text(text) => {
                texts.insert(fold_name(text));
            }
            RawKind::List(items) => items.iter().for_each(|item| collect(item, texts)),
            RawKind::Map(pairs) => {
                let others = pairs.iter().filter(|(key, _)| !matches!(&*key.value, "id" | "name"));
                others.for_each(|(_, value)| collect(value, texts));
            }
        }
    }
    let mut texts = HashSet::new();
    for editor in editors {
        collect(editor.root(), &mut texts);
    }
    texts
}

struct Merger<'k, 't> {
    /// The name of each id of the map.
    names: HashMap<&'k str, &'k str>,
    /// Texts that may be references, folded.
    referenced: HashSet<String>,
    overwrite: &'k Overwrite,
    merged: Merged<'t>,
}

impl Merger<'_, '_> {
    /// Sets the keys that an entry of the map lacks, and adds to its lists.
    fn update(&mut self, list: List, id: &str, entry: &Entry, (file, at): EntryPlace) {
        let list_word = word(list, self.merged.editors[file].root());
        let path = [PathStep::Key(list_word), PathStep::Item(at)];
        let name = Value::Text(entry.name.clone());
        let keys = entry.keys.iter().map(|(key, value)| (*key, value));
        for (key, value) in std::iter::once(("name", &name)).chain(keys) {
            let is_list = keys::kind(list, key).is_some_and(Kind::is_many);
            if is_list {
                self.add_items(id, file, &path, key, value);
            } else {
                self.set(id, file, &path, key, value);
            }
        }
    }

    /// Reports the keys in which an entry that can't be edited differs from the draft.
    fn compare(&mut self, id: &str, entry: &Entry, other: Option<&RawValue>) {
        for (key, value) in &entry.keys {
            let old = other.and_then(|other| other.get(key));
            if old.is_none_or(|old| !self.is_same(old, value)) {
                self.merged.fixed.push(format!("{id}: {key}"));
            }
        }
    }

    /// The value that the map has at a path.
    fn value(&self, file: usize, path: &[PathStep<'_>], key: &str) -> Option<RawValue> {
        let mut node = self.merged.editors[file].root();
        for step in path {
            node = match step {
                PathStep::Key(key) => node.get(key)?,
                PathStep::Item(at) => node.items().get(*at)?,
            };
        }
        node.get(key).cloned()
    }

    /// Sets a key that is missing, or whose values are overwritten. A mapping is set key by key.
    fn set(&mut self, id: &str, file: usize, path: &[PathStep<'_>], key: &str, value: &Value) {
        let old = self.value(file, path, key);
        if let (Some(RawKind::Map(_)), Value::Map(pairs)) =
            (old.as_ref().map(|old| &old.kind), value)
        {
            let inner: Vec<PathStep<'_>> =
                path.iter().copied().chain([PathStep::Key(key)]).collect();
            for (key, value) in pairs {
                self.set(id, file, &inner, key, value);
            }
            return;
        }
        if old.as_ref().is_some_and(|old| self.is_same(old, value)) {
            return;
        }
        // Where others refer to an entry by its name, a new name would cut them off.
        let is_referenced = |old: &RawValue| {
            key == "name" && old.text().is_some_and(|old| self.referenced.contains(&fold_name(old)))
        };
        let is_replaceable = match &old {
            None => true,
            Some(old) => {
                self.overwrite.contains_key(key)
                    && old.text().is_some()
                    && !is_referenced(old)
                    // Only single texts are overwritten; lists grow, and
                    // mappings are set key by key.
                    && matches!(value, Value::Text(_) | Value::Refer(..))
            }
        };
        let is_set = is_replaceable && self.merged.editors[file].set(path, key, value).is_ok();
        match old.as_ref().and_then(|old| both_values(old, value)) {
            Some(sides) if !is_set => self.report(id, &format!("{key} ({sides})"), is_set),
            Some(_) | None => self.report(id, key, is_set),
        }
    }

    /// Adds the items that a list of the map lacks; of an item that both have, what the map lacks of it.
    fn add_items(
        &mut self,
        id: &str,
        file: usize,
        path: &[PathStep<'_>],
        key: &str,
        value: &Value,
    ) {
        let Some(old) = self.value(file, path, key) else {
            self.set(id, file, path, key, value);
            return;
        };
        let known: Vec<RawValue> = match &old.kind {
            RawKind::List(items) => items.clone(),
            RawKind::Null => Vec::new(),
            RawKind::Text(_) | RawKind::Map(_) => vec![old.clone()],
        };
        let items = match value {
            Value::List(items) => items.as_slice(),
            Value::Text(_) | Value::Refer(..) | Value::Map(_) => std::slice::from_ref(value),
        };
        let mut new = Vec::new();
        // A name alone, without a list, that gets attributes: it is written once, together with the new items, since two
        // edits of one value would exclude each other.
        let mut completed = None;
        for item in items {
            match known.iter().position(|old| self.is_same_item(old, item)) {
                None => new.push(item.clone()),
                Some(_)
                    if matches!((&old.kind, item), (RawKind::Text(_), Value::Map(_)))
                        && completed.is_none() =>
                {
                    completed = Some(item.clone());
                }
                Some(at) => {
                    let place = match &old.kind {
                        RawKind::List(_) => Some(at),
                        RawKind::Null | RawKind::Text(_) | RawKind::Map(_) => None,
                    };
                    self.complete_item(id, file, (path, key, place), &known[at], item);
                }
            }
        }
        let editor = &mut self.merged.editors[file];
        let is_added = match completed {
            Some(first) => {
                let all = Value::List(std::iter::once(first).chain(new).collect());
                editor.set(path, key, &all).is_ok()
            }
            None if new.is_empty() => return,
            None => editor.insert(path, key, &new, None).is_ok(),
        };
        self.report(id, key, is_added);
    }

    /// Adds what an item of the map lacks of the same item of the draft.
    fn complete_item(
        &mut self,
        id: &str,
        file: usize,
        (path, key, at): (&[PathStep<'_>], &str, Option<usize>),
        old: &RawValue,
        new: &Value,
    ) {
        let Value::Map(pairs) = new else {
            return;
        };
        if self.is_same(old, new) {
            return;
        }
        let own: Vec<PathStep<'_>> = path
            .iter()
            .copied()
            .chain([PathStep::Key(key)])
            .chain(at.map(PathStep::Item))
            .collect();
        if old.text().is_some() {
            let is_set = at.is_some() && self.merged.editors[file].replace(&own, new).is_ok();
            self.report(id, key, is_set);
            return;
        }
        // Of several recipients or payers each difference names its own.
        let subject = match item_name(old).and_then(RawValue::text) {
            Some(name) => format!("{id}, {}", excerpt(name)),
            None => id.to_owned(),
        };
        for (key, value) in pairs {
            if &**key == "satisfaction" {
                self.add_measurements(id, file, &own, value);
            } else if !matches!(&**key, "to" | "from") {
                self.set(&subject, file, &own, key, value);
            }
        }
    }

    /// Adds measurements that the map doesn't have beside those that it has.
    fn add_measurements(&mut self, id: &str, file: usize, path: &[PathStep<'_>], value: &Value) {
        let Some(old) = self.value(file, path, "satisfaction") else {
            self.set(id, file, path, "satisfaction", value);
            return;
        };
        let new = match value {
            Value::List(all) => all.as_slice(),
            Value::Text(_) | Value::Refer(..) | Value::Map(_) => std::slice::from_ref(value),
        };
        let known = match &old.kind {
            RawKind::List(items) => items.as_slice(),
            RawKind::Null | RawKind::Text(_) | RawKind::Map(_) => std::slice::from_ref(&old),
        };
        let is_new = |value: &&Value| !known.iter().any(|old| self.is_same(old, value));
        let added: Vec<Value> = new.iter().filter(is_new).cloned().collect();
        if !added.is_empty() {
            let is_added =
                self.merged.editors[file].insert(path, "satisfaction", &added, None).is_ok();
            self.report(id, "satisfaction", is_added);
        }
    }

    fn report(&mut self, id: &str, key: &str, is_changed: bool) {
        let report = if is_changed { &mut self.merged.changed } else { &mut self.merged.kept };
        let line = format!("{id}: {key}");
        // Several items of one list are one line of the report.
        if report.last() != Some(&line) {
            report.push(line);
        }
    }

    /// Whether two items are about the same recipient, payer or other thing.
    fn is_same_item(&self, old: &RawValue, new: &Value) -> bool {
        let named = |key: &str| matches!(key, "to" | "from");
        let own = item_name(old).unwrap_or(old);
        let other = match new {
            Value::Map(pairs) => {
                pairs.iter().find(|(key, _)| named(key)).map_or(new, |(_, value)| value)
            }
            Value::Text(_) | Value::Refer(..) | Value::List(_) => new,
        };
        self.is_same(own, other)
    }

    /// Returns whether a value of the map says the same. An id and the name of the same entry are the same.
    fn is_same(&self, old: &RawValue, new: &Value) -> bool {
        match (&old.kind, new) {
            (RawKind::Text(old), Value::Text(new) | Value::Refer(new, _)) => {
                let name = self.names.get(&*new.value);
                *old == new.value || name.is_some_and(|name| fold_name(name) == fold_name(old))
            }
            (RawKind::Map(pairs), Value::Map(new)) => {
                let same = |(key, value): &(Slice, Value)| {
                    old.get(key).is_some_and(|old| self.is_same(old, value))
                };
                pairs.len() == new.len() && new.iter().all(same)
            }
            (_, Value::List(new)) => {
                let items = old.items();
                items.len() == new.len()
                    && items.iter().zip(new).all(|(old, new)| self.is_same(old, new))
            }
            (RawKind::List(old), new) => old.len() == 1 && self.is_same(&old[0], new),
            (RawKind::Null | RawKind::Text(_) | RawKind::Map(_), _) => false,
        }
    }
}

/// What an item of a list names: its recipient or payer.
fn item_name(item: &RawValue) -> Option<&RawValue> {
    let name = item.pairs().iter().find(|(key, _)| matches!(&*key.value, "to" | "from"));
    name.map(|(_, value)| value)
}

/// The value of the map and that of the source, where both are plain texts.
fn both_values(old: &RawValue, new: &Value) -> Option<String> {
    let (Some(old), Value::Text(new) | Value::Refer(new, _)) = (old.text(), new) else {
        return None;
    };
    Some(format!("{} in the map, {} in the source", excerpt(old), excerpt(&new.value)))
}
