//! The tree of units: who is part of whom, without circles, and the order that follows from it.

use super::{
    lookup::{Lookup, ReferenceTarget},
    values::Values,
};
use crate::{
    diag::{Code, Diagnostic, excerpt},
    id::Subject,
    input::{RawMap, Text, targets},
};

/// The units by their numbers in the file, departments first.
#[derive(Debug)]
pub(super) struct UnitTree {
    /// In tree order.
    pub(super) order: Vec<usize>,
    /// The department that each unit is part of.
    pub(super) parents: Vec<Option<usize>>,
}

/// Finds what each unit is part of, and reports circles.
pub(super) fn tree(raw: &RawMap, lookup: &Lookup, values: &mut Values) -> UnitTree {
    let mut parent = |text: &Option<Text>, role: &str| {
        let named = lookup.find(text.as_ref()?, &targets::DEPARTMENT, role, values)?;
        match named {
            ReferenceTarget::Thing(Subject::Unit(unit)) => Some(unit.index()),
            ReferenceTarget::Thing(_) | ReferenceTarget::Recipients => None,
        }
    };
    let mut parents: Vec<Option<usize>> = Vec::new();
    for department in &raw.departments {
        parents.push(parent(&department.part_of, "what a department is part of"));
    }
    for person in &raw.people {
        parents.push(parent(&person.department, "a person's department"));
    }
    break_circles(&mut parents, raw, lookup, values);
    let order = preorder(&parents);
    UnitTree { order, parents }
}

/// Reports each circle once, at its first department in the file, and takes it apart there.
fn break_circles(
    parents: &mut [Option<usize>],
    raw: &RawMap,
    lookup: &Lookup,
    values: &mut Values,
) {
    // Each unit is walked once: a walk stops at units of an earlier round,
    // which lead to no new circle.
    let mut round = vec![0; parents.len()];
    // Only departments: nothing is part of a person, so no circle runs through one.
    for start in 0..raw.departments.len() {
        let mut at = Some(start);
        while let Some(unit) = at.filter(|&unit| round[unit] == 0) {
            round[unit] = start + 1;
            at = parents[unit];
        }
        let Some(first) = at.filter(|&unit| round[unit] == start + 1) else {
            continue;
        };
        let circle: Vec<usize> =
            std::iter::successors(Some(first), |&unit| parents[unit].filter(|&up| up != first))
                .collect();
        let first = circle.iter().copied().min().unwrap_or(first);
        let ids: Vec<&str> = circle
            .iter()
            .cycle()
            .skip_while(|&&unit| unit != first)
            .take(circle.len() + 1)
            .map(|&unit| &*lookup.unit_identity(unit).id)
            .collect();
        // Taken apart, so that the rest of the map is resolved and its errors are
        // reported in the same run.
        parents[first] = None;
        let part_of = raw.departments[first].part_of.as_ref();
        let place = part_of.map_or(raw.departments[first].place, |text| text.place);
        let message = format!("`{}` is part of itself: {}", excerpt(ids[0]), describe_cycle(&ids));
        values.report(
            Diagnostic::new(Code::PartOfCircle, place, message)
                .label("the circle runs through here")
                .help("take the `part_of` out of the department that is to be on top"),
        );
    }
}

/// `a in b in c`, shortened where it is long.
pub(super) fn describe_cycle(ids: &[&str]) -> String {
    let joined = |ids: &[&str]| ids.iter().map(|id| excerpt(id)).collect::<Vec<_>>().join(" in ");
    match ids.len() {
        ..=8 => joined(ids),
        count => {
            let (first, last) = (joined(&ids[..6]), excerpt(ids[count - 1]));
            format!("{first} ... ({} more) in {last}", count - 7)
        }
    }
}

/// All units, each before its parts, siblings in the order of their numbers.
fn preorder(parents: &[Option<usize>]) -> Vec<usize> {
    let count = parents.len();
    let slot = |parent: Option<usize>| parent.map_or(count, |unit| unit);
    // A counting sort by parent keeps siblings in the order of their numbers; the last
    // slot is the organisation.
    let mut starts = vec![0_usize; count + 2];
    for parent in parents {
        starts[slot(*parent) + 1] += 1;
    }
    for at in 0..=count {
        starts[at + 1] += starts[at];
    }
    let mut free = starts.clone();
    let mut children = vec![0; count];
    for (unit, parent) in parents.iter().enumerate() {
        children[free[slot(*parent)]] = unit;
        free[slot(*parent)] += 1;
    }
    // Reversed, because the stack below gives back the last one first.
    let below = |unit: usize| children[starts[unit]..starts[unit + 1]].iter().rev().copied();
    let mut open: Vec<usize> = below(count).collect();
    let mut order = Vec::with_capacity(count);
    while let Some(unit) = open.pop() {
        order.push(unit);
        open.extend(below(unit));
    }
    order
}
