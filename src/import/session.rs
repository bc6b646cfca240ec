//! Completes a draft: ids and references are resolved, it is checked, and what is wrong is left out, all in one pass in
//! the order in which entries depend on each other.
//!
//! A wrong value costs that value. An entry that lacks something required then (a service without a provider) is left
//! out too, and so are the references to it:
//!
//! ```text
//! people:   [{name: Ann, since: soon}]        ->  [{name: Ann}]
//! services: [{name: Pay, provided_by: ???}]   ->  []
//! ```

use super::{
    Draft, ExistingEntry, NameOptions, ReferenceRules, Resolution, UnknownNames, Value,
    check::{DraftProblem, problems},
    duplicates::{join_duplicates, join_repeated_items},
    list::List,
    resolve_references, suspects, unassigned,
};
use crate::diag::{Code, Diagnostic, Place, Slice, excerpt};
use std::collections::{BTreeSet, HashSet};

/// The most rounds in which what is wrong is left out.
const ROUNDS: usize = 4;

/// A draft that is a valid map, or what is wrong with it.
#[derive(Debug, Default)]
pub struct Completed {
    /// How references were resolved.
    pub resolution: Resolution,
    /// How many entries of each list describe what another one does, and were joined to it.
    pub joined: Vec<(List, usize)>,
    /// The amounts without a payer that the organisation pays, since all recipients are inside.
    pub paid_inside: Vec<Place>,
    /// Names of rules that the source doesn't have.
    pub unused_names: Vec<String>,
    /// Names that may mean the same thing, in sentences.
    pub suspects: Vec<String>,
    /// The doubtful values, which were left out.
    pub doubts: Vec<Diagnostic>,
    /// The values and entries that were left out, each with the reason.
    pub rejected: Vec<Diagnostic>,
    /// The names of the entries that were left out because something that they require was.
    pub dropped: Vec<Slice>,
    /// The problems that remain: there is no map.
    pub errors: Vec<Diagnostic>,
}

/// Resolves the references of a draft, checks it and leaves out what is wrong.
pub fn complete(
    draft: &mut Draft,
    existing: &[ExistingEntry],
    rules: &ReferenceRules,
) -> Completed {
    let mut completed = Completed::default();
    // Renamed first, so that rows of two names of one thing are joined.
    completed.unused_names = rules.rename(draft);
    completed.joined = join_duplicates(draft, &mut completed.doubts);
    completed.resolution = resolve_references(draft, existing, rules);
    completed.unused_names.extend(rules.unused_sides(&completed.resolution.decided));
    join_repeated_items(draft, &mut completed.doubts);
    completed.paid_inside = unassigned::assign(draft, &completed.resolution, &mut completed.doubts);
    completed.suspects = suspects::suspects(draft, existing, &completed.resolution, rules);
    leave_out_wrong(draft, existing, rules, &mut completed);
    unassigned::remove_empty(draft, &mut completed.paid_inside);
    if rules.options == NameOptions::Offered {
        for problem in completed.rejected.iter_mut().chain(&mut completed.errors) {
            offer_side(problem, &completed.resolution);
        }
    }
    completed
}

/// Names the options that decide in the help for a name that several entries have, or none.
fn offer_side(problem: &mut Diagnostic, resolution: &Resolution) {
    let Some(name) = resolution.undecided.get(&problem.place) else {
        return;
    };
    let name = excerpt(name);
    if problem.code == Code::AmbiguousReference {
        problem.help = format!(
            "add --inside \"{name}\" if the department is meant; else write one of these ids instead of the name"
        );
    } else if problem.code == Code::UnknownReference {
        problem.help = format!(
            "correct the name, or add --inside \"{name}\" for a department or --outside \"{name}\" for an external customer"
        );
    }
}

/// Checks a draft and leaves out what is wrong, and what is wrong then.
fn leave_out_wrong(
    draft: &mut Draft,
    existing: &[ExistingEntry],
    rules: &ReferenceRules,
    completed: &mut Completed,
) {
    let is_existing = |id: &str| existing.iter().any(|entry| &*entry.id == id);
    let is_error = |diagnostic: &Diagnostic| {
        rules.unknown == Some(UnknownNames::Error) && diagnostic.code == Code::UnknownReference
    };
    // What goes may make something else wrong: without its scale of 100 a score is one of 10.
    for _ in 0..ROUNDS {
        let found = problems(draft, existing);
        if found.is_empty() {
            return;
        }
        let parts: BTreeSet<u32> = found.iter().filter_map(|problem| problem.part).collect();
        completed.dropped.extend(remove_parts(draft, &parts, &is_existing));
        let known: HashSet<Place> = completed.rejected.iter().map(|it| it.place).collect();
        let (errors, rejected): (Vec<_>, Vec<_>) =
            found.into_iter().map(|problem| problem.diagnostic).partition(is_error);
        completed.errors.extend(errors);
        completed.rejected.extend(rejected.into_iter().filter(|it| !known.contains(&it.place)));
        if parts.is_empty() {
            break;
        }
    }
    // What names no part, or is still wrong, is wrong with the map as a whole.
    let left = problems(draft, existing).into_iter();
    completed.errors.extend(left.map(|DraftProblem { diagnostic, .. }| diagnostic));
}

/// Removes the parts of a draft with these numbers, and what can't be without them; returns the names of the entries
/// that were removed because they lack something.
fn remove_parts(
    draft: &mut Draft,
    parts: &BTreeSet<u32>,
    is_existing: &dyn Fn(&str) -> bool,
) -> Vec<Slice> {
    let mut number = 0;
    let mut is_removed = |_: &Value| {
        number += 1;
        parts.contains(&number)
    };
    draft.organisation.retain_mut(|(_, value)| value.retain(&mut is_removed));
    let (mut gone, mut dropped) = (HashSet::new(), Vec::new());
    for entries in &mut draft.lists {
        entries.retain_mut(|entry| {
            // An entry is numbered itself, then its id and its name.
            let name = Value::Text(entry.name.clone());
            let own: Vec<bool> =
                (0..2 + usize::from(entry.id.is_some())).map(|_| is_removed(&name)).collect();
            let lost = entry.retain(&mut is_removed);
            let id = entry.id.as_ref().map_or_else(Slice::default, |id| id.value.clone());
            let is_incomplete = lost && !is_existing(&id);
            let stays = !own.contains(&true) && !is_incomplete;
            if !stays {
                gone.insert(id);
            }
            if is_incomplete {
                dropped.push(entry.name.value.clone());
            }
            stays
        });
    }
    // An entry that goes may be required by another: each round removes what lacks something now.
    while !gone.is_empty() {
        // The id of a second entry is still that of the first one.
        let kept: HashSet<&Slice> = draft
            .lists
            .iter()
            .flatten()
            .filter_map(|entry| Some(&entry.id.as_ref()?.value))
            .collect();
        gone.retain(|id| !kept.contains(id) && !is_existing(id));
        gone = remove_references(draft, &gone, &mut dropped, is_existing);
    }
    dropped
}

/// Removes the references to some entries; returns the ids of the entries that were removed because they lack
/// something then.
fn remove_references(
    draft: &mut Draft,
    gone: &HashSet<Slice>,
    dropped: &mut Vec<Slice>,
    is_existing: &dyn Fn(&str) -> bool,
) -> HashSet<Slice> {
    let mut is_removed =
        |value: &Value| matches!(value, Value::Refer(text, _) if gone.contains(&text.value));
    let mut more = HashSet::new();
    for entries in &mut draft.lists {
        entries.retain_mut(|entry| {
            let lost = entry.retain(&mut is_removed);
            let id = entry.id.as_ref().map_or_else(Slice::default, |id| id.value.clone());
            let stays = !lost || is_existing(&id);
            if !stays {
                dropped.push(entry.name.value.clone());
                more.insert(id);
            }
            stays
        });
    }
    more
}
