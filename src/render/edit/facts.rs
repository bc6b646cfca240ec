//! The facts of a map text as a tree, on which each edit is made a second time: what the edited text must read as.

use crate::{
    diag::{Place, Slice},
    import::Value,
    input::{PathStep, RawKind, RawValue, Text},
};

/// Returns a new value as the reader would return it, at its place in its source.
pub(super) fn raw(value: &Value) -> RawValue {
    let kind = match value {
        Value::Text(text) | Value::Refer(text, _) => RawKind::Text(text.value.clone()),
        Value::List(items) => RawKind::List(items.iter().map(raw).collect()),
        Value::Map(pairs) => {
            RawKind::Map(pairs.iter().map(|(key, value)| (key_of(key), raw(value))).collect())
        }
    };
    RawValue { place: value.place().unwrap_or_default(), span: 0..0, kind }
}

/// Sets a key of a mapping.
pub(super) fn set(map: &mut RawValue, key: &str, value: RawValue) {
    if matches!(map.kind, RawKind::Null) {
        map.kind = RawKind::Map(Vec::new());
    }
    if let RawKind::Map(pairs) = &mut map.kind {
        match pairs.iter_mut().find(|(known, _)| &*known.value == key) {
            Some((_, known)) => *known = value,
            None => pairs.push((key_of(key), value)),
        }
    }
}

/// Adds items to a list. A single value becomes a list with them.
pub(super) fn add(list: &mut RawValue, items: impl Iterator<Item = RawValue>) {
    let mut all = match std::mem::replace(&mut list.kind, RawKind::Null) {
        RawKind::List(known) => known,
        RawKind::Null => Vec::new(),
        kind @ (RawKind::Text(_) | RawKind::Map(_)) => vec![RawValue { kind, ..list.clone() }],
    };
    all.extend(items);
    list.kind = RawKind::List(all);
}

/// Removes keys of a mapping.
pub(super) fn remove_keys(map: &mut RawValue, keys: &[&str]) {
    if let RawKind::Map(pairs) = &mut map.kind {
        pairs.retain(|(known, _)| !keys.contains(&&*known.value));
    }
}

/// Removes items of a list.
pub(super) fn remove_items(list: &mut RawValue, removed: &[usize]) {
    if let RawKind::List(items) = &mut list.kind {
        let mut at = 0..;
        items.retain(|_| at.next().is_none_or(|at| !removed.contains(&at)));
    }
}

/// Returns the node at a path, for a change.
pub(super) fn find_mut<'r>(
    root: &'r mut RawValue,
    path: &[PathStep<'_>],
) -> Option<&'r mut RawValue> {
    path.iter().try_fold(root, |node, step| match (step, &mut node.kind) {
        (PathStep::Key(key), RawKind::Map(pairs)) => {
            pairs.iter_mut().find(|(known, _)| &*known.value == *key).map(|(_, value)| value)
        }
        (PathStep::Item(at), RawKind::List(items)) => items.get_mut(*at),
        (PathStep::Key(_) | PathStep::Item(_), _) => None,
    })
}

/// Replaces every text at one of some places; returns how many.
pub(super) fn rename(node: &mut RawValue, places: &[Place], name: &Slice) -> usize {
    match &mut node.kind {
        RawKind::Text(text) if places.contains(&node.place) => {
            *text = name.clone();
            1
        }
        RawKind::Null | RawKind::Text(_) => 0,
        RawKind::List(items) => items.iter_mut().map(|item| rename(item, places, name)).sum(),
        RawKind::Map(pairs) => pairs.iter_mut().map(|(_, value)| rename(value, places, name)).sum(),
    }
}

/// Returns the path of the first difference between two trees. The order of keys makes none.
pub(super) fn difference(a: &RawValue, b: &RawValue) -> Option<String> {
    let is_same = match (&a.kind, &b.kind) {
        (RawKind::Null, RawKind::Null) => true,
        (RawKind::Text(a), RawKind::Text(b)) => a == b,
        (RawKind::List(a), RawKind::List(b)) => {
            for (at, (a, b)) in a.iter().zip(b).enumerate() {
                if let Some(path) = difference(a, b) {
                    return Some(format!("[{at}]{path}"));
                }
            }
            a.len() == b.len()
        }
        (RawKind::Map(pairs), RawKind::Map(others)) => {
            for (key, value) in pairs {
                // By key and not by position: where a new key is put is a question of style.
                let other = b.get(&key.value);
                let path = other.map_or(Some(String::new()), |other| difference(value, other));
                if let Some(path) = path {
                    return Some(format!(".{}{path}", key.value));
                }
            }
            pairs.len() == others.len()
        }
        (RawKind::Null | RawKind::Text(_) | RawKind::List(_) | RawKind::Map(_), _) => false,
    };
    (!is_same).then(String::new)
}

fn key_of(key: &str) -> Text {
    Text { value: key.into(), place: Place::default() }
}
