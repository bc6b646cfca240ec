//! The rows of a mapping, such as the levels of findings: a key and a value each.

use super::super::record::{KeyChange, Path};
use crate::{
    diag::Slice,
    import::Value,
    input::{PathStep, RawValue},
    render::edit::MapEdit,
};

/// The edits of a pair of a mapping.
pub(super) fn pair_edits(
    path: &Path,
    record: &RawValue,
    pair: usize,
    changes: &[KeyChange],
) -> Vec<MapEdit> {
    let (key, old) = &record.pairs()[pair];
    let change = |wanted: &str| {
        let found = changes.iter().find(|(path, _)| path.as_slice() == [wanted]);
        found.and_then(|(_, value)| value.clone())
    };
    let level = change("level").unwrap_or_else(|| Value::of(old));
    match change("finding") {
        Some(Value::Text(finding)) if finding.value != key.value => {
            let all = record.pairs().iter().enumerate().map(|(at, (key, value))| {
                if at == pair {
                    (finding.value.clone(), level.clone())
                } else {
                    (key.value.clone(), Value::of(value))
                }
            });
            let value = Value::Map(all.collect());
            let key = path.last().map_or("checks", |step| match step {
                PathStep::Key(key) => key,
                PathStep::Item(_) => "checks",
            });
            vec![MapEdit::Set { path: Vec::new(), key: key.into(), value }]
        }
        _ if change("level").is_some() => {
            vec![MapEdit::Set { path: path.clone(), key: key.value.clone(), value: level }]
        }
        _ => Vec::new(),
    }
}

/// Pairs from the records of a sheet of pairs.
fn pairs_of(items: &[Value]) -> Vec<(Slice, Value)> {
    let pair = |item: &Value| {
        let Value::Map(pairs) = item else { return None };
        let text = |wanted: &str| {
            let found = pairs.iter().find(|(key, _)| &**key == wanted);
            found.map(|(_, value)| value.clone())
        };
        match (text("finding")?, text("level")?) {
            (Value::Text(finding), level) => Some((finding.value, level)),
            _ => None,
        }
    };
    items.iter().filter_map(pair).collect()
}

pub(super) fn pairs_value(items: &[Value]) -> Value {
    Value::Map(pairs_of(items))
}

/// The edits that add pairs to a mapping of a file, which may not be there yet.
pub(super) fn new_pairs(root: &RawValue, key: &'static str, items: &[Value]) -> Vec<MapEdit> {
    if root.get(key).is_none_or(|known| known.pairs().is_empty()) {
        let value = pairs_value(items);
        return vec![MapEdit::Set { path: Vec::new(), key: key.into(), value }];
    }
    let pairs = pairs_of(items).into_iter();
    let path = vec![PathStep::Key(key)];
    pairs.map(|(key, value)| MapEdit::Set { path: path.clone(), key, value }).collect()
}
