//! Items with attributes: recipients with their satisfaction, payers with their amounts.

use super::{Value, figure::of_scale};
use crate::diag::{Code, Diagnostic, Severity, Slice, count};

/// The items of one key with their attributes, as the cells of a row give them.
pub(super) struct Items {
    /// `serves` or `paid_by`.
    pub(super) key: &'static str,
    /// The items.
    pub(super) all: Vec<Value>,
    /// The attributes, in the order of the format.
    pub(super) attributes: Vec<Attribute>,
}

/// An attribute of items.
pub(super) struct Attribute {
    pub(super) path: &'static str,
    /// The values of each part of its cell.
    pub(super) parts: Vec<Vec<Value>>,
    /// Whether it is the same in every row: it belongs to each item then.
    pub(super) is_constant: bool,
    /// Whether an item holds several of them.
    pub(super) is_list: bool,
}

impl Items {
    /// Pairs each item with its attributes. One value for several items belongs to each where it describes the survey
    /// or payment, such as a date; a score or a count does so only with `same_score`. Otherwise it is left out, and
    /// that is reported.
    pub(super) fn value(self, same_score: bool, doubts: &mut Vec<Diagnostic>) -> Value {
        let count = self.all.len();
        let mut all = self.all;
        let mut is_measured = true;
        let is_scored = self.attributes.iter().any(|it| is_key(it.path, "score"));
        if !is_scored {
            doubts.extend(unscored(&self.attributes));
        }
        for attribute in self.attributes {
            let Attribute { path, parts, is_constant, is_list } = attribute;
            if let ([item], true) = (all.as_mut_slice(), is_list) {
                let values = parts.into_iter().flatten().collect();
                set_attribute(item, self.key, path, Value::List(values));
                continue;
            }
            let is_satisfaction = path.contains(".satisfaction.");
            if is_satisfaction && !is_measured {
                continue;
            }
            let is_each = parts.len() == count && !is_constant;
            let is_of_all = parts.len() == 1
                && (is_constant || !is_of_one(path) || (is_satisfaction && same_score));
            if !is_each && !is_of_all {
                // Without its score the rest of a measurement says nothing,
                // and one report is enough.
                is_measured &= path.rsplit('.').next() != Some("score");
                doubts.extend(unpaired(path, &parts, count, self.key));
                continue;
            }
            for (at, item) in all.iter_mut().enumerate() {
                let part = if is_each { &parts[at] } else { &parts[0] };
                if let Some(value) = part.first() {
                    set_attribute(item, self.key, path, value.clone());
                }
            }
        }
        for item in &mut all {
            complete_measurement(item);
        }
        Value::List(all)
    }
}

/// Whether a path ends with a key.
fn is_key(path: &str, key: &str) -> bool {
    path.rsplit('.').next() == Some(key)
}

/// Reports the rest of a measurement whose score is missing.
fn unscored(attributes: &[Attribute]) -> Option<Diagnostic> {
    let is_rest = |it: &&Attribute| it.path.contains(".satisfaction.") && !it.is_constant;
    let rest = attributes.iter().find(is_rest)?;
    let place = rest.parts.iter().flatten().find_map(Value::place)?;
    let message = format!("this row has `{}` but no score: not used", rest.path);
    let mut doubt = Diagnostic::new(Code::BadRow, place, message);
    doubt.severity = Severity::Warning;
    Some(doubt.help("fill in the score, or leave the other cells of it empty"))
}

/// Whether a value at this path belongs to one item only.
fn is_of_one(path: &str) -> bool {
    const OF_ONE: [&str; 7] =
        ["amount", "score", "n", "asked", "spread", "promoters", "detractors"];
    path.rsplit('.').next().is_some_and(|key| OF_ONE.contains(&key))
}

/// Reports values that can't be given to the items.
fn unpaired(path: &str, parts: &[Vec<Value>], items: usize, key: &str) -> Option<Diagnostic> {
    let place = parts.iter().flatten().find_map(Value::place)?;
    let noun = if key == "serves" { "recipient" } else { "payer" };
    let (values, items) = (count(parts.len(), "value"), count(items, noun));
    let message = format!("{values} of `{path}` for {items}: not used");
    let mut doubt = Diagnostic::new(Code::BadRow, place, message);
    doubt.severity = Severity::Warning;
    let is_score = path.contains(".satisfaction.") && parts.len() == 1;
    let help = if is_score {
        "add --same-score if each of them gave it, or write one for each, separated alike"
    } else {
        "write one for each, separated alike"
    };
    Some(doubt.help(help))
}

/// Removes a measurement without a score, which another item of the row has, and writes a percentage as a score of 100
/// and `6.8/10` as one of 10.
fn complete_measurement(item: &mut Value) {
    let Value::Map(pairs) = item else {
        return;
    };
    let Some(at) = pairs.iter().position(|(key, _)| &**key == "satisfaction") else {
        return;
    };
    let Value::Map(measurement) = &mut pairs[at].1 else {
        return;
    };
    let score = measurement.iter_mut().find(|(key, _)| &**key == "score");
    let Some((_, Value::Text(score))) = score else {
        pairs.remove(at);
        return;
    };
    let share = score.value.strip_suffix('%').map(|share| (share.trim(), "100"));
    let Some((plain, scale)) = share.or_else(|| of_scale(&score.value)) else {
        return;
    };
    let (plain, scale): (Slice, Slice) = (plain.into(), scale.into());
    let place = score.place;
    score.value = plain;
    if !measurement.iter().any(|(key, _)| &**key == "scale") {
        let scale = crate::input::Text { value: scale, place };
        let behind =
            measurement.iter().position(|(key, _)| &**key == "score").map_or(0, |at| at + 1);
        measurement.insert(behind, ("scale".into(), Value::Text(scale)));
    }
}

/// Sets an attribute of an item.
pub(super) fn set_attribute(item: &mut Value, key: &str, path: &str, value: Value) {
    if !matches!(item, Value::Map(_)) {
        let name = if key == "serves" { "to" } else { "from" };
        let plain = std::mem::replace(item, Value::Map(Vec::new()));
        *item = Value::Map(vec![(name.into(), plain)]);
    }
    if let Value::Map(pairs) = item {
        put(pairs, &mut path.split('.').skip(1), value);
    }
}

/// Puts a value at a path of a mapping; a value that is already there stays.
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
    let map_at = at.unwrap_or_else(|| {
        pairs.push((key.into(), Value::Map(Vec::new())));
        pairs.len() - 1
    });
    if let Value::Map(inner) = &mut pairs[map_at].1 {
        put(inner, &mut rest, value);
    }
}
