//! Items with attributes: recipients with their satisfaction, payers with their amounts.

use super::Value;
use crate::diag::{Code, Diagnostic, Severity, Slice};

/// The items of one key with their attributes, as the cells of a row give them.
pub(super) struct Items {
    /// `serves` or `paid_by`.
    pub(super) key: &'static str,
    /// The items.
    pub(super) all: Vec<Value>,
    /// The attributes: a path, and the values of each part of its cell.
    pub(super) attributes: Vec<(&'static str, Vec<Vec<Value>>)>,
}

impl Items {
    /// Pairs each item with its attributes. Where the counts differ the attribute is left out, with a warning.
    pub(super) fn value(self, doubts: &mut Vec<Diagnostic>) -> Value {
        let count = self.all.len();
        let mut all = self.all;
        let mut doubt = None;
        for (path, parts) in self.attributes {
            let each = parts.len() == count;
            let of_all = parts.len() == 1 && !is_of_one(path);
            if !each && !of_all {
                let found = parts.iter().flatten().find_map(Value::place);
                doubt = doubt.or(found.map(|place| (path, parts.len(), place)));
                continue;
            }
            for (at, item) in all.iter_mut().enumerate() {
                let part = if each { &parts[at] } else { &parts[0] };
                if let Some(value) = part.first() {
                    set_attribute(item, self.key, path, value.clone());
                }
            }
        }
        if let Some((path, parts, place)) = doubt {
            let (values, items) = (counted(parts, path), counted(count, self.key));
            let message = format!("this row names {items} but {values}, which was ignored");
            let mut doubt = Diagnostic::new(Code::BadRow, place, message);
            doubt.severity = Severity::Warning;
            let help = "write one for each, separated alike";
            doubts.push(doubt.help(help));
        }
        Value::List(all)
    }
}

/// Whether a value at this path belongs to one item only.
fn is_of_one(path: &str) -> bool {
    path.ends_with(".amount") || path.contains(".satisfaction.")
}

/// Sets an attribute of an item.
fn set_attribute(item: &mut Value, key: &str, path: &str, value: Value) {
    if !matches!(item, Value::Map(_)) {
        let name = if key == "serves" { "to" } else { "from" };
        let plain = std::mem::replace(item, Value::Map(Vec::new()));
        *item = Value::Map(vec![(name.into(), plain)]);
    }
    if let Value::Map(pairs) = item {
        put(pairs, &mut path.split('.').skip(1), value);
    }
}

/// Puts a value at a path of a mapping; what stands there already stays.
fn put(pairs: &mut Vec<(Slice, Value)>, path: &mut dyn Iterator<Item = &str>, value: Value) {
    let Some(key) = path.next() else {
        return;
    };
    let mut rest = path.peekable();
    let at = pairs.iter().position(|(known, _)| &**known == key);
    if rest.peek().is_none() {
        if at.is_none() {
            pairs.push((key.into(), value));
        }
        return;
    }
    let at = at.unwrap_or_else(|| {
        pairs.push((key.into(), Value::Map(Vec::new())));
        pairs.len() - 1
    });
    if let Value::Map(inner) = &mut pairs[at].1 {
        put(inner, &mut rest, value);
    }
}

fn counted(count: usize, key: &str) -> String {
    format!("{count} `{key}`")
}
