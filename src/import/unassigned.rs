//! Amounts and scores of rows that name no payer or recipient.
//!
//! What a service to recipients inside costs is paid by the organisation. Who pays for one to customers is not
//! guessed: the amount is left out and reported, and so is a score that nobody gave.

use super::{Draft, Entry, List, Resolution, Value, items::set_attribute, keys};
use crate::{
    diag::{Code, Diagnostic, Place, Severity},
    input::Text,
};
use std::collections::HashSet;

/// Gives amounts without a payer to the organisation where all recipients are inside; returns their places.
pub(super) fn assign(
    draft: &mut Draft,
    resolution: &Resolution,
    doubts: &mut Vec<Diagnostic>,
) -> Vec<Place> {
    let mut assigned = Vec::new();
    for entry in draft.lists.iter_mut().flatten() {
        let unassigned = std::mem::take(&mut entry.unassigned);
        if unassigned.is_empty() {
            continue;
        }
        let is_inside = has_only_inside(entry, resolution);
        let mut payment = None;
        for (path, values) in unassigned {
            let [value] = values.as_slice() else {
                doubts.extend(values.iter().filter_map(|value| report(path, value)));
                continue;
            };
            if path.starts_with("paid_by.") && is_inside && entry.get("paid_by").is_none() {
                if path.ends_with(".amount") {
                    assigned.extend(value.place());
                }
                let paid = payment.get_or_insert_with(|| organisation(value.place()));
                set_attribute(paid, "paid_by", path, value.clone());
            } else {
                doubts.extend(report(path, value));
            }
        }
        entry.set("paid_by", payment.map(|payment| Value::List(vec![payment])));
    }
    assigned
}

/// Removes payments that only an amount made which could not be read, and their places.
pub(super) fn remove_empty(draft: &mut Draft, assigned: &mut Vec<Place>) {
    let made: HashSet<Place> = assigned.iter().copied().collect();
    let mut removed = HashSet::new();
    for entry in draft.lists.iter_mut().flatten() {
        entry.keys.retain(|(key, value)| {
            let empty = (*key == "paid_by").then(|| unpaid_place(value)).flatten();
            let is_removed = empty.is_some_and(|place| made.contains(&place));
            removed.extend(empty.filter(|_| is_removed));
            !is_removed
        });
    }
    assigned.retain(|place| !removed.contains(place));
}

/// The place of the one payer of an entry who pays no amount.
fn unpaid_place(value: &Value) -> Option<Place> {
    let Value::List(items) = value else { return None };
    let [Value::Map(pairs)] = items.as_slice() else { return None };
    let of = |wanted: &str| pairs.iter().find(|(key, _)| &**key == wanted);
    if of("amount").is_some() { None } else { of("from")?.1.place() }
}

/// The organisation as a payer.
fn organisation(place: Option<Place>) -> Value {
    let text = Text { value: "organisation".into(), place: place.unwrap_or_default() };
    Value::Refer(text, keys::PAYERS)
}

/// Whether an entry serves somebody, and only recipients inside.
fn has_only_inside(entry: &Entry, resolution: &Resolution) -> bool {
    let mut recipients = Vec::new();
    if let Some(serves) = entry.get("serves") {
        collect(serves, &mut recipients);
    }
    !recipients.is_empty()
        && recipients.iter().all(|id| !resolution.outside.contains(id.value.as_ref()))
}

fn collect<'v>(value: &'v Value, references: &mut Vec<&'v Text>) {
    match value {
        Value::Refer(text, lists) if lists.contains(&List::Groups) => references.push(text),
        Value::Text(_) | Value::Refer(..) => {}
        Value::List(items) => items.iter().for_each(|item| collect(item, references)),
        Value::Map(pairs) => pairs.iter().for_each(|(_, value)| collect(value, references)),
    }
}

/// Reports a value that belongs to nobody.
fn report(path: &str, value: &Value) -> Option<Diagnostic> {
    let place = value.place()?;
    let (noun, help) = if path.starts_with("paid_by") {
        (
            "payer",
            "fill in who pays; if all whom the row serves are inside, name them with --inside NAME: then the organisation pays",
        )
    } else {
        ("recipient", "fill in whom it serves")
    };
    let message = format!("this row names no {noun} to whom `{path}` belongs: not used");
    let mut doubt = Diagnostic::new(Code::BadRow, place, message);
    doubt.severity = Severity::Warning;
    Some(doubt.help(help))
}
