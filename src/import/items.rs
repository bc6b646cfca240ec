//! Items of which a row says more: whom a service serves and how satisfied they are, who pays and how much.

use super::Value;
use crate::diag::{Code, Diagnostic, Severity, Slice};

/// The items of one key, gathered with what is said of them.
pub(super) struct Items {
    /// `serves` or `paid_by`.
    pub(super) key: &'static str,
    /// The items.
    pub(super) all: Vec<Value>,
    /// What is said of them, part by part of its cell.
    pub(super) said: Vec<(&'static str, Vec<Vec<Value>>)>,
}

impl Items {
    /// The items, each with what is said of it; a doubt where nobody can tell of which it is said.
    pub(super) fn value(self, doubts: &mut Vec<Diagnostic>) -> Value {
        let count = self.all.len();
        let mut all = self.all;
        let mut doubt = None;
        for (path, parts) in self.said {
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
                    say(item, self.key, path, value.clone());
                }
            }
        }
        if let Some((path, parts, place)) = doubt {
            let message = format!("{parts} of `{path}` for {count} of `{}`: left out", self.key);
            let mut doubt = Diagnostic::new(Code::BadRow, place, message);
            doubt.severity = Severity::Warning;
            let help = "write one for each, separated alike, or a row for each";
            doubts.push(doubt.help(help));
        }
        Value::List(all)
    }
}

/// Whether what stands at this path is said of one item and of no other.
fn is_of_one(path: &str) -> bool {
    path.ends_with(".amount") || path.contains(".satisfaction.")
}

/// Says something of an item.
fn say(item: &mut Value, key: &str, path: &str, value: Value) {
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
