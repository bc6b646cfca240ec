//! Rows that describe one thing: those with the same id and name, or without ids those of one name under the same
//! provider, department or parent. Lists are joined, gaps are filled, and where two rows differ the first counts.
//!
//! ```text
//! Payroll, Finance, Sales        ->  Payroll, provided by Finance, serves Sales and Kitchen
//! Payroll, Finance, Kitchen
//! ```

use super::{
    Draft, Entry, List, Value,
    keys::{self, Kind},
};
use crate::{
    diag::{Code, Diagnostic, Severity, Slice},
    id::fold_name,
};
use std::collections::{HashMap, HashSet};

/// Joins the entries of a draft that describe one thing; returns how many of each list were joined to another.
pub(super) fn join_duplicates(
    draft: &mut Draft,
    doubts: &mut Vec<Diagnostic>,
) -> Vec<(List, usize)> {
    let mut counts = Vec::new();
    for list in List::ALL {
        let entries = std::mem::take(&mut draft.lists[list as usize]);
        let before = entries.len();
        let mut joiner = Joiner {
            list,
            kept: Vec::with_capacity(before),
            known: HashMap::new(),
            items: HashMap::new(),
        };
        for entry in entries {
            joiner.add(entry, doubts);
        }
        if joiner.kept.len() < before {
            counts.push((list, before - joiner.kept.len()));
        }
        draft.lists[list as usize] = joiner.kept;
    }
    counts
}

/// Joins the items of each list that name one thing by two names, once names are ids: "All staff; everyone".
pub(super) fn join_repeated_items(draft: &mut Draft, doubts: &mut Vec<Diagnostic>) {
    for (key, value) in draft.lists.iter_mut().flatten().flat_map(|entry| &mut entry.keys) {
        let Value::List(items) = value else { continue };
        let mut names = HashSet::new();
        let is_repeated = items.iter().filter_map(item_name).any(|name| !names.insert(name));
        // One payer may pay in two ways.
        if !is_repeated || *key == "paid_by" && items.iter().any(|it| matches!(it, Value::Map(_))) {
            continue;
        }
        let repeated = Value::List(std::mem::take(items));
        add_items(items, &mut HashMap::new(), repeated, doubts);
    }
}

/// What distinguishes two entries of a list.
#[derive(PartialEq, Eq, Hash)]
enum EntryKey {
    /// An id with the name.
    Id(Slice, String),
    /// A name under a parent.
    Child(String, String),
    /// A name alone: the first entry that has it.
    Name(String),
}

struct Joiner {
    list: List,
    kept: Vec<Entry>,
    known: HashMap<EntryKey, usize>,
    /// The position of each item of the lists that grew: searching them would be quadratic in rows of one name.
    items: HashMap<(usize, &'static str), HashMap<String, usize>>,
}

impl Joiner {
    fn add(&mut self, entry: Entry, doubts: &mut Vec<Diagnostic>) {
        let name = fold_name(&entry.name.value);
        let parent = parent(self.list, &entry);
        let key = match (&entry.id, &parent) {
            (Some(id), _) => EntryKey::Id(id.value.clone(), name.clone()),
            (None, Some(parent)) => EntryKey::Child(name.clone(), parent.clone()),
            (None, None) => EntryKey::Name(name.clone()),
        };
        if let Some(&first) = self.known.get(&key) {
            self.join(first, entry, doubts);
            return;
        }
        let at = self.kept.len();
        self.known.insert(key, at);
        if let Some(parent) = parent {
            self.known.entry(EntryKey::Child(name.clone(), parent)).or_insert(at);
        }
        // A later row with the name alone, without parent or id, means the
        // first entry of that name.
        self.known.entry(EntryKey::Name(name)).or_insert(at);
        self.kept.push(entry);
    }

    /// Adds what a later row says to the entry at a position.
    fn join(&mut self, first: usize, later: Entry, doubts: &mut Vec<Diagnostic>) {
        let entry = &mut self.kept[first];
        for (key, value) in later.keys {
            let is_list = keys::kind(self.list, key).is_some_and(Kind::is_many);
            match entry.get_mut(key) {
                Some(known) if is_list => {
                    if !matches!(known, Value::List(_)) {
                        let only = std::mem::replace(known, Value::List(Vec::new()));
                        *known = Value::List(vec![only]);
                    }
                    let Value::List(known) = known else { continue };
                    let positions =
                        self.items.entry((first, key)).or_insert_with(|| positions(known));
                    add_items(known, positions, value, doubts);
                }
                Some(known) => join_values(key, known, &value, doubts),
                None => entry.set(key, value),
            }
        }
        entry.unassigned.extend(later.unassigned);
    }
}

/// The provider, department or parent of an entry, folded.
fn parent(list: List, entry: &Entry) -> Option<String> {
    let key = match list {
        List::Departments => "part_of",
        List::People => "department",
        List::Services => "provided_by",
        List::Groups | List::Beneficiaries | List::Payers => return None,
    };
    let mut texts = Vec::new();
    collect_texts(entry.get(key)?, &mut texts);
    texts.sort_unstable();
    (!texts.is_empty()).then(|| texts.join("\n"))
}

fn collect_texts(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::Text(text) | Value::Refer(text, _) => texts.push(fold_name(&text.value)),
        Value::List(items) => items.iter().for_each(|item| collect_texts(item, texts)),
        Value::Map(pairs) => pairs.iter().for_each(|(_, value)| collect_texts(value, texts)),
    }
}

fn positions(items: &[Value]) -> HashMap<String, usize> {
    let named = items.iter().enumerate().filter_map(|(at, item)| Some((item_name(item)?, at)));
    named.collect()
}

/// Adds the items that a list doesn't have. An item that both have is joined.
fn add_items(
    known: &mut Vec<Value>,
    positions: &mut HashMap<String, usize>,
    later: Value,
    doubts: &mut Vec<Diagnostic>,
) {
    let items = match later {
        Value::List(items) => items,
        Value::Text(_) | Value::Refer(..) | Value::Map(_) => vec![later],
    };
    for item in items {
        let name = item_name(&item);
        if let Some(&at) = name.as_ref().and_then(|name| positions.get(name)) {
            join_items(&mut known[at], item, doubts);
        } else {
            positions.extend(name.map(|name| (name, known.len())));
            known.push(item);
        }
    }
}

/// The name of an item: its text, or that of its first key.
fn item_name(item: &Value) -> Option<String> {
    match item {
        Value::Text(text) | Value::Refer(text, _) => Some(fold_name(&text.value)),
        Value::Map(pairs) => {
            let named = pairs.iter().find(|(key, _)| matches!(&**key, "to" | "from"));
            named.and_then(|(_, value)| item_name(value))
        }
        Value::List(_) => None,
    }
}

fn join_items(known: &mut Value, later: Value, doubts: &mut Vec<Diagnostic>) {
    match (&mut *known, later) {
        (Value::Map(pairs), Value::Map(later)) => {
            for (key, value) in later {
                match pairs.iter_mut().find(|(known, _)| *known == key) {
                    Some((_, known)) if &*key == "satisfaction" => add_measurement(known, value),
                    Some((_, known)) => join_values(&key, known, &value, doubts),
                    None => pairs.push((key, value)),
                }
            }
        }
        // A recipient alone says less than one with its measurement.
        (Value::Text(_) | Value::Refer(..), later @ Value::Map(_)) => *known = later,
        (_, _) => {}
    }
}

/// Adds another measurement of the same recipient beside the first.
fn add_measurement(known: &mut Value, later: Value) {
    match known {
        Value::List(all) if all.iter().any(|one| one.is_like(&later)) => {}
        Value::List(all) => all.push(later),
        Value::Map(_) if !known.is_like(&later) => {
            let first = std::mem::replace(known, Value::List(Vec::new()));
            *known = Value::List(vec![first, later]);
        }
        Value::Map(_) | Value::Text(_) | Value::Refer(..) => {}
    }
}

/// Keeps the first of two values, and reports the second where it differs.
fn join_values(key: &str, known: &mut Value, later: &Value, doubts: &mut Vec<Diagnostic>) {
    if let (Value::Map(pairs), Value::Map(more)) = (&mut *known, later) {
        for (key, value) in more {
            match pairs.iter_mut().find(|(known, _)| known == key) {
                Some((_, known)) => join_values(key, known, value, doubts),
                None => pairs.push((key.clone(), value.clone())),
            }
        }
        return;
    }
    if known.is_like(later) {
        return;
    }
    if let (Some(place), Some(first)) = (later.place(), known.place()) {
        let message =
            format!("this row differs in `{key}` from an earlier row of the same thing: not used");
        let mut doubt = Diagnostic::new(Code::BadRow, place, message).other(first, "used");
        doubt.severity = Severity::Warning;
        doubts
            .push(doubt.help("make them the same, or give each row an id if they are two things"));
    }
}
