//! A draft gets its ids, and what it refers to: by id, by name, or made where nothing is called so.

use super::{Draft, Entry, List, Value, names::Names};
use crate::diag::{Code, Diagnostic, Place, Slice};
use std::collections::BTreeMap;

/// Something of the map that an import is merged into.
#[derive(Clone, Debug)]
pub struct Known {
    /// Its list.
    pub list: List,
    /// Its id.
    pub id: Slice,
    /// Its name.
    pub name: Slice,
}

/// Something wrong, and the entry that is to be left out so that it is gone.
#[derive(Clone, Debug)]
pub struct Wrong {
    /// What, at its place in the source.
    pub diagnostic: Diagnostic,
    /// The entry's list, and where it stands in the source.
    pub entry: Option<(List, Place)>,
}

/// What was done so that every reference names something.
#[derive(Debug, Default)]
pub struct Settled {
    /// What is wrong.
    pub problems: Vec<Wrong>,
    /// What was made, by list: the names.
    pub made: BTreeMap<List, Vec<Slice>>,
    /// Which names several things bear, with the id that a later one got.
    pub again: Vec<(Slice, Slice)>,
}

/// The keys whose references are looked up together. What provides comes first, so that whom it serves is found
/// inside where it is inside.
const WAVES: [&[&str]; 4] = [
    &["part_of", "department", "provided_by"],
    &["lead", "successor", "members", "except"],
    &["serves", "reaches", "could_use"],
    &["paid_by", "relationship"],
];

/// Gives every entry its id, and makes each reference an id of something in the map.
pub fn settle(draft: &mut Draft, known: &[Known]) -> Settled {
    let mut settled = Settled::default();
    let mut names = Names::new(draft, known);
    settled.take_ids(draft, &mut names);
    for wave in WAVES {
        let mut made = Vec::new();
        for list in List::ALL {
            for entry in &mut draft.lists[list as usize] {
                let wanted = |key: &str| wave.contains(&key);
                let at = (list, entry.place);
                entry.refers(wanted, &mut |value| {
                    settled.refer(value, at, &mut names, &mut made);
                });
            }
        }
        for (list, entry) in made {
            draft.add(list, entry);
        }
    }
    settled
}

impl Settled {
    /// Stated ids first, as they are; then those that the names make.
    fn take_ids(&mut self, draft: &mut Draft, names: &mut Names) {
        for (list, entry) in draft.entries() {
            if let Some(id) = &entry.id
                && let Err(first) = names.state(list, id)
            {
                let message = format!("the id `{}` is taken by another entry", id.value);
                let problem = Diagnostic::new(Code::DuplicateId, id.place, message);
                let diagnostic = match first {
                    Some(first) => problem.label("the second one").other(first, "the first one"),
                    None => {
                        problem.help("the map has it in another list: give this one another id")
                    }
                };
                let entry = Some((list, entry.place));
                self.problems.push(Wrong { diagnostic, entry });
            }
        }
        for list in List::ALL {
            for entry in &mut draft.lists[list as usize] {
                match &entry.id {
                    Some(id) => names.call(list, &entry.name.value, &id.value),
                    None => self.name_id(list, entry, names),
                }
            }
        }
    }

    /// Gives an entry without an id that of the same thing in the map, or a new one.
    fn name_id(&mut self, list: List, entry: &mut Entry, names: &mut Names) {
        let there = names.of_map(list, &entry.name.value);
        let id = there.unwrap_or_else(|| {
            let (id, again) = names.make(list, &entry.name.value);
            if again {
                self.again.push((entry.name.value.clone(), id.clone()));
            }
            names.call(list, &entry.name.value, &id);
            id
        });
        let mut text = entry.name.clone();
        text.value = id;
        entry.id = Some(text);
    }

    /// Makes a reference an id.
    fn refer(
        &mut self,
        value: &mut Value,
        at: (List, Place),
        names: &mut Names,
        made: &mut Vec<(List, Entry)>,
    ) {
        let Value::Refer(text, lists) = value else {
            return;
        };
        let found = names.find(&text.value, lists);
        let id = match found.as_slice() {
            [one] => one.clone(),
            [] => {
                let list = lists[0];
                let mut name = text.clone();
                name.value = name.value.trim().into();
                let mut entry = Entry::new(name);
                self.made.entry(list).or_default().push(entry.name.value.clone());
                self.name_id(list, &mut entry, names);
                let id = entry.id.as_ref().map_or_else(Slice::default, |id| id.value.clone());
                made.push((list, entry));
                id
            }
            several => {
                let ids = several.join("`, `");
                let message = format!("`{}` is the name of several: `{ids}`", text.value);
                let diagnostic = Diagnostic::new(Code::AmbiguousReference, text.place, message);
                self.problems.push(Wrong { diagnostic, entry: Some(at) });
                text.value.clone()
            }
        };
        let mut text = text.clone();
        text.value = id;
        *value = Value::Text(text);
    }
}
