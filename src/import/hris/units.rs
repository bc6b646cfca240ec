//! The departments of a staff list: who leads each, and what it is part of.

use super::{
    lines::{Lines, circles},
    member::Member,
};
use crate::{
    import::{Draft, Entry, ImportSummary, List, Value, keys},
    input::Text,
};
use std::collections::{BTreeSet, HashMap};

/// A department of the list.
struct Unit {
    name: Text,
    /// Those of it who report to nobody in it.
    heads: Vec<usize>,
}

/// Adds the departments that the rows name.
pub(super) fn add(
    members: &[Member],
    lines: &Lines,
    draft: &mut Draft,
    summary: &mut ImportSummary,
) {
    let (units, unit_of) = units(members, lines);
    let mut above: Vec<Option<usize>> = units
        .iter()
        .enumerate()
        .map(|(at, unit)| {
            let managers = unit.heads.iter().filter_map(|&head| lines.above(head));
            let over = managers.filter_map(|manager| unit_of[manager]);
            let over: BTreeSet<usize> = over.filter(|&over| over != at).collect();
            over.first().copied().filter(|_| over.len() == 1)
        })
        .collect();
    for circle in circles(&above) {
        let names: Vec<&str> = circle.iter().map(|&at| &*units[at].name.value).collect();
        summary.notes.push(format!(
            "departments whose heads report to one another, so none is part of another: {}",
            names.join(", ")
        ));
        for at in circle {
            above[at] = None;
        }
    }
    let without: Vec<&str> =
        units.iter().filter(|unit| unit.heads.len() != 1).map(|unit| &*unit.name.value).collect();
    if !without.is_empty() {
        summary.notes.push(format!(
            "departments without a lead, because none or several of their people report outside: {}",
            without.join(", ")
        ));
    }
    for (at, unit) in units.iter().enumerate() {
        let mut entry = Entry::new(unit.name.clone());
        let part_of = above[at].map(|over| units[over].name.clone());
        entry.set("part_of", part_of.map(|over| Value::Refer(over, keys::DEPARTMENTS)));
        if let [head] = unit.heads.as_slice() {
            let head = &members[*head].entry;
            let head = head.id.clone().unwrap_or_else(|| head.name.clone());
            entry.set("lead", Value::Refer(head, keys::PERSONS));
        }
        draft.add(List::Departments, entry);
    }
}

/// The departments in the order in which rows name them, and the department of each row.
fn units(members: &[Member], lines: &Lines) -> (Vec<Unit>, Vec<Option<usize>>) {
    let mut units: Vec<Unit> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    let unit_of = members.iter().map(|member| {
        let name = member.department.as_ref()?;
        let at = *known.entry(name.value.to_lowercase()).or_insert_with(|| {
            units.push(Unit { name: name.clone(), heads: Vec::new() });
            units.len() - 1
        });
        Some(at)
    });
    let unit_of: Vec<Option<usize>> = unit_of.collect();
    for (at, unit) in unit_of.iter().enumerate() {
        let over = lines.above(at).and_then(|above| unit_of[above]);
        if let Some(unit) = unit.filter(|unit| over != Some(*unit)) {
            units[unit].heads.push(at);
        }
    }
    (units, unit_of)
}
