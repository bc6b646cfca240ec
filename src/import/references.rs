//! Resolves the references of a draft: every entry gets its id, and every reference names an entry by its id.
//!
//! A name that no entry has becomes an entry of its own. A name that several entries have stays as it is: the check of
//! the draft reports it.

use super::{
    Value,
    draft::{Draft, Entry, ExistingEntry},
    list::List,
    names::KnownNames,
    rules::{NameSide, ReferenceRules, is_of_either_side},
};
use crate::{
    diag::{Place, Slice},
    id::fold_name,
};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What was done so that every reference names an entry.
#[derive(Debug, Default)]
pub struct Resolution {
    /// The names of the entries that were added because others refer to them, by list.
    pub added: BTreeMap<List, Vec<Slice>>,
    /// Names that several entries have, each with the id of a later one.
    pub same_names: Vec<(Slice, Slice)>,
    /// The names, folded, whose stated side decided.
    pub(super) decided: HashSet<String>,
    /// The names that are no entry's and mean everyone.
    pub everyone: BTreeSet<Slice>,
    /// The ids of the entries outside.
    pub(super) outside: HashSet<Slice>,
    /// The references that several entries fit, of which a department is one, or none where names have to be known.
    pub(super) undecided: HashMap<Place, Slice>,
}

/// The keys whose references are resolved together. Providers come first, so that recipients who are inside are found
/// inside.
const WAVES: [&[&str]; 4] = [
    &["part_of", "department", "provided_by"],
    &["lead", "successor", "members", "except"],
    &["serves", "reaches", "could_use"],
    &["paid_by", "relationship"],
];

/// Gives every entry its id, and turns each reference into the id of an entry.
pub fn resolve_references(
    draft: &mut Draft,
    existing: &[ExistingEntry],
    rules: &ReferenceRules,
) -> Resolution {
    let mut resolution = Resolution::default();
    let mut names = KnownNames::new(draft, existing);
    let sides = rules.sides();
    resolution.take_ids(draft, &mut names);
    for wave in WAVES {
        let mut added = Vec::new();
        for entry in draft.lists.iter_mut().flatten() {
            entry.references(|key| wave.contains(&key), &mut |reference| {
                let side = match reference {
                    Value::Refer(text, lists) if is_of_either_side(lists) => {
                        sides.get(&fold_name(&text.value)).copied()
                    }
                    Value::Text(_) | Value::Refer(..) | Value::List(_) | Value::Map(_) => None,
                };
                resolution.resolve(reference, (side, rules), &mut names, &mut added);
            });
        }
        for (list, entry) in added {
            draft.add(list, entry);
        }
    }
    for list in [List::Beneficiaries, List::Payers] {
        let ids = draft.list(list).iter().filter_map(|entry| entry.id.as_ref());
        resolution.outside.extend(ids.map(|id| id.value.clone()));
    }
    let is_outside =
        |entry: &&ExistingEntry| matches!(entry.list, List::Beneficiaries | List::Payers);
    let outside = existing.iter().filter(is_outside);
    resolution.outside.extend(outside.map(|entry| entry.id.clone()));
    resolution
}

impl Resolution {
    /// Takes the ids of the source first, as they are; then makes ids of the names.
    fn take_ids(&mut self, draft: &mut Draft, names: &mut KnownNames) {
        for (list, entry) in draft.entries() {
            if let Some(id) = &entry.id {
                names.take_id(list, id);
            }
        }
        for list in List::ALL {
            for entry in &mut draft.lists[list as usize] {
                match &entry.id {
                    Some(id) => names.add(list, &entry.name.value, &id.value),
                    None => self.make_id(list, entry, names),
                }
            }
        }
    }

    /// Gives an entry without an id that of the existing entry with its name, or a new one.
    fn make_id(&mut self, list: List, entry: &mut Entry, names: &mut KnownNames) {
        let existing = names.existing(list, &entry.name.value);
        let id = existing.unwrap_or_else(|| {
            let (id, is_taken) = names.make_id(list, &entry.name.value);
            if is_taken {
                self.same_names.push((entry.name.value.clone(), id.clone()));
            }
            names.add(list, &entry.name.value, &id);
            id
        });
        let mut text = entry.name.clone();
        text.value = id;
        entry.id = Some(text);
    }

    /// Turns a reference into an id. A name that nothing has is added to the first list of the reference, or to that of
    /// its side.
    fn resolve(
        &mut self,
        reference: &mut Value,
        (side, rules): (Option<NameSide>, &ReferenceRules),
        names: &mut KnownNames,
        added: &mut Vec<(List, Entry)>,
    ) {
        let Value::Refer(text, lists) = reference else {
            return;
        };
        let found = match side {
            // What an option states counts for more than a service of that name.
            Some(side) => {
                self.decided.insert(fold_name(&text.value));
                names.find_on(&text.value, side, lists)
            }
            None => names.find(&text.value, lists),
        };
        match found.as_slice() {
            [one] => {
                if &**one == "everyone" && fold_name(&text.value) != "everyone" {
                    self.everyone.insert(text.value.trim().into());
                }
                text.value = one.clone();
            }
            [] => {
                // Where that is an error, the check of the draft reports it.
                let Some(list) = rules.list_of(side, lists) else {
                    self.undecided.insert(text.place, text.value.clone());
                    return;
                };
                let mut name = text.clone();
                name.value = name.value.trim().into();
                let mut entry = Entry::new(name);
                self.added.entry(list).or_default().push(entry.name.value.clone());
                self.make_id(list, &mut entry, names);
                text.value = entry.id.as_ref().map_or_else(Slice::default, |id| id.value.clone());
                added.push((list, entry));
            }
            // The check of the draft reports it with the ids to choose from.
            [_, _, ..] => {
                if names.find_on(&text.value, NameSide::Inside, lists).len() == 1 {
                    self.undecided.insert(text.place, text.value.clone());
                }
            }
        }
    }
}
