//! The edits that give records and lists of a map their new values: as few as possible, so that comments stay.

use crate::{
    diag::{Place, Slice},
    import::Value,
    input::{PathStep, RawKind, RawValue},
    render::edit::MapEdit,
};

/// A path in a file.
pub(super) type Path = Vec<PathStep<'static>>;

/// A change of a record: the keys to the value, and the new value; none to remove it.
pub(super) type KeyChange = (Vec<&'static str>, Option<Value>);

/// An item of a list as it will be.
#[derive(Clone, Debug, Default)]
pub(super) struct ItemState {
    /// Its number in the list as it is; none of a new item.
    pub(super) origin: Option<usize>,
    /// The key whose text alone may be written for a whole item: `to`, `from`; empty where there is none.
    pub(super) short: &'static str,
    /// What changes in it.
    pub(super) changes: Vec<KeyChange>,
    /// The measurements in it, as they will be.
    pub(super) measurements: Vec<ItemState>,
    /// Whether it is removed.
    pub(super) is_removed: bool,
    /// Where the row is that changes it.
    pub(super) place: Place,
}

impl ItemState {
    /// The items that a list has, as they are.
    pub(super) fn of_list(list: Option<&RawValue>, short: &'static str) -> Vec<Self> {
        let items = list.map_or(&[][..], RawValue::items).iter().enumerate();
        let state = |(at, item): (usize, &RawValue)| Self {
            origin: Some(at),
            short,
            measurements: Self::of_list(item.get(SATISFACTION), ""),
            ..Self::default()
        };
        items.map(state).collect()
    }

    fn is_changed(&self) -> bool {
        self.origin.is_none()
            || self.is_removed
            || !self.changes.is_empty()
            || self.measurements.iter().any(Self::is_changed)
    }
}

/// The key of the measurements of a relationship.
const SATISFACTION: &str = "satisfaction";

/// The edits of a record.
pub(super) fn record_edits(path: &Path, record: &RawValue, changes: &[KeyChange]) -> Vec<MapEdit> {
    let mut edits = Vec::new();
    let mut removed: Vec<Slice> = Vec::new();
    let mut done: Vec<&str> = Vec::new();
    for (keys, value) in changes {
        let Some((&key, rest)) = keys.split_first().filter(|(key, _)| !done.contains(key)) else {
            continue;
        };
        done.push(key);
        let old = record.get(key).filter(|old| !matches!(old.kind, RawKind::Null));
        let inner = inner_changes(changes, key);
        let new = if rest.is_empty() {
            value.clone()
        } else {
            Some(with_changes(old, &inner))
                .filter(|new| !matches!(new, Value::Map(all) if all.is_empty()))
        };
        match (new, old) {
            (None, Some(_)) => removed.push(key.into()),
            (None, None) => {}
            (Some(_), Some(old)) if !rest.is_empty() => {
                edits.extend(record_edits(&below(path, key), old, &inner));
            }
            (Some(Value::List(new)), Some(old)) if is_text_list(old) => {
                edits.extend(text_list_edits(path, key, old, new));
            }
            (Some(value), _) => {
                edits.push(MapEdit::Set { path: path.clone(), key: key.into(), value });
            }
        }
    }
    if !removed.is_empty() {
        edits.push(MapEdit::Remove { path: path.clone(), keys: removed });
    }
    edits
}

/// The changes below a key.
fn inner_changes(changes: &[KeyChange], key: &str) -> Vec<KeyChange> {
    let own = changes.iter().filter(|(keys, _)| keys.len() > 1 && keys[0] == key);
    own.map(|(keys, value)| (keys[1..].to_vec(), value.clone())).collect()
}

fn below(path: &Path, key: &'static str) -> Path {
    path.iter().copied().chain([PathStep::Key(key)]).collect()
}

fn is_text_list(value: &RawValue) -> bool {
    matches!(&value.kind, RawKind::List(items) if !items.is_empty())
}

/// The edits of a list of texts: items that go or come, if the others stay in their order, else a new list.
fn text_list_edits(
    path: &Path,
    key: &'static str,
    old: &RawValue,
    mut new: Vec<Value>,
) -> Vec<MapEdit> {
    let mut kept = 0;
    let mut removed = Vec::new();
    for (at, item) in old.items().iter().enumerate() {
        let is_kept =
            matches!(new.get(kept), Some(Value::Text(text)) if Some(&*text.value) == item.text());
        if is_kept { kept += 1 } else { removed.push(at) }
    }
    // Removing the only items that are there would leave nothing to insert beside.
    if kept == 0 {
        return vec![MapEdit::Set { path: path.clone(), key: key.into(), value: Value::List(new) }];
    }
    let mut edits = Vec::new();
    let items = new.split_off(kept);
    if !items.is_empty() {
        edits.push(MapEdit::Insert { path: path.clone(), key: key.into(), items, comment: None });
    }
    if !removed.is_empty() {
        edits.push(MapEdit::RemoveItems { path: below(path, key), items: removed });
    }
    edits
}

/// A record with changes as a new value.
pub(super) fn with_changes(record: Option<&RawValue>, changes: &[KeyChange]) -> Value {
    let mut pairs = match record.map(Value::of) {
        Some(Value::Map(pairs)) => pairs,
        Some(Value::Text(_) | Value::Refer(..) | Value::List(_)) | None => Vec::new(),
    };
    for (keys, value) in changes {
        put(&mut pairs, keys, value.as_ref());
    }
    Value::Map(pairs)
}

/// Sets the value at a path of keys, or removes it, and the mappings that are empty without it.
fn put(pairs: &mut Vec<(Slice, Value)>, keys: &[&'static str], value: Option<&Value>) {
    let Some((key, rest)) = keys.split_first() else {
        return;
    };
    let at = pairs.iter().position(|(known, _)| &**known == *key);
    let new = if rest.is_empty() {
        value.cloned()
    } else {
        let mut inner = match at.map(|at| pairs[at].1.clone()) {
            Some(Value::Map(inner)) => inner,
            _ => Vec::new(),
        };
        put(&mut inner, rest, value);
        (!inner.is_empty()).then_some(Value::Map(inner))
    };
    match (at, new) {
        (Some(at), Some(new)) => pairs[at].1 = new,
        (Some(at), None) => drop(pairs.remove(at)),
        (None, Some(new)) => pairs.push(((*key).into(), new)),
        (None, None) => {}
    }
}

/// The edits of a list of records. `is_empty_list` says that an empty list means "none", where nothing is left.
pub(super) fn list_edits(
    path: &Path,
    key: &'static str,
    old: Option<&RawValue>,
    states: &[ItemState],
    is_empty_list: bool,
) -> Vec<MapEdit> {
    let set = |value| vec![MapEdit::Set { path: path.clone(), key: key.into(), value }];
    let old_items = old.map_or(&[][..], RawValue::items);
    let left: Vec<&ItemState> = states.iter().filter(|state| !state.is_removed).collect();
    let full = || left.iter().map(|state| full_item(old_items, state)).collect();
    let is_list = old.is_some_and(|old| matches!(old.kind, RawKind::List(_)));
    if left.is_empty() {
        return match old {
            _ if is_empty_list && !(is_list && old_items.is_empty()) => {
                set(Value::List(Vec::new()))
            }
            Some(_) if !is_empty_list => {
                vec![MapEdit::Remove { path: path.clone(), keys: vec![key.into()] }]
            }
            Some(_) | None => Vec::new(),
        };
    }
    if !states.iter().any(ItemState::is_changed) {
        return Vec::new();
    }
    if let ([only], [item], false) = (left.as_slice(), old_items, is_list)
        && only.origin == Some(0)
    {
        return match item.kind {
            RawKind::Map(_) => item_edits(&below(path, key), item, only),
            RawKind::Null | RawKind::Text(_) | RawKind::List(_) => set(full_item(old_items, only)),
        };
    }
    let (kept, new): (Vec<&ItemState>, Vec<&ItemState>) =
        left.iter().partition(|state| state.origin.is_some());
    if !is_list || kept.is_empty() {
        return set(Value::List(full()));
    }
    let mut edits: Vec<MapEdit> =
        kept.iter().flat_map(|state| kept_item_edits(path, key, old_items, state)).collect();
    if !new.is_empty() {
        let items = new.iter().map(|state| full_item(old_items, state)).collect();
        edits.push(MapEdit::Insert { path: path.clone(), key: key.into(), items, comment: None });
    }
    let removed = states.iter().filter(|state| state.is_removed).filter_map(|state| state.origin);
    let gone: Vec<usize> = removed.collect();
    if !gone.is_empty() {
        edits.push(MapEdit::RemoveItems { path: below(path, key), items: gone });
    }
    edits
}

/// The edits of an item of a list that stays in it.
fn kept_item_edits(
    path: &Path,
    key: &'static str,
    old_items: &[RawValue],
    state: &ItemState,
) -> Vec<MapEdit> {
    let at = state.origin.unwrap_or(0);
    let mut path = below(path, key);
    path.push(PathStep::Item(at));
    if matches!(old_items[at].kind, RawKind::Map(_)) {
        item_edits(&path, &old_items[at], state)
    } else if state.is_changed() {
        vec![MapEdit::Replace { path, value: full_item(old_items, state) }]
    } else {
        Vec::new()
    }
}

/// The edits of an item that is a mapping.
fn item_edits(path: &Path, item: &RawValue, state: &ItemState) -> Vec<MapEdit> {
    let mut edits = record_edits(path, item, &state.changes);
    if state.measurements.iter().any(ItemState::is_changed) {
        let old = item.get(SATISFACTION);
        edits.extend(list_edits(path, SATISFACTION, old, &state.measurements, false));
    }
    edits
}

/// The whole value of an item: a text where nothing but whom it names is known of it.
pub(super) fn full_item(old_items: &[RawValue], state: &ItemState) -> Value {
    let old = state.origin.and_then(|at| old_items.get(at));
    let mut pairs = match with_changes(old, &state.changes) {
        Value::Map(pairs) => pairs,
        Value::Text(_) | Value::Refer(..) | Value::List(_) => Vec::new(),
    };
    if let Some(text) = old.and_then(RawValue::to_text)
        && !pairs.iter().any(|(key, _)| &**key == state.short)
    {
        pairs.insert(0, (state.short.into(), Value::Text(text)));
    }
    let old_measured = old.and_then(|old| old.get(SATISFACTION)).map_or(&[][..], RawValue::items);
    let measured = state.measurements.iter().filter(|state| !state.is_removed);
    let mut items: Vec<Value> = measured.map(|state| full_item(old_measured, state)).collect();
    if state.measurements.iter().any(ItemState::is_changed) {
        pairs.retain(|(key, _)| &**key != SATISFACTION);
        match (items.len(), items.pop()) {
            (1, Some(only)) => pairs.push((SATISFACTION.into(), only)),
            (_, Some(last)) => {
                items.push(last);
                pairs.push((SATISFACTION.into(), Value::List(items)));
            }
            (_, None) => {}
        }
    }
    match pairs.as_slice() {
        // Written as people do: `it`, not `{to: it}`.
        [(key, value @ Value::Text(_))] if &**key == state.short => value.clone(),
        _ => Value::Map(pairs),
    }
}
