//! What every step of resolving works with. The modules beside add to it what they resolve.

use super::{
    lookup::Lookup,
    texts::{AllMarks, FreeTexts},
    values::Values,
};
use crate::{id::GroupId, input::RawMap, model::Relations};
use std::collections::BTreeSet;

/// The look-up of references, the values that may be wrong, and what is collected from all entries.
pub(super) struct Resolver {
    pub(super) lookup: Lookup,
    pub(super) values: Values,
    /// The groups that something names.
    pub(super) named_groups: BTreeSet<GroupId>,
    pub(super) relations: Relations,
    pub(super) texts: FreeTexts,
    pub(super) marks: AllMarks,
}

impl Resolver {
    /// A resolver that has resolved nothing yet.
    pub(super) fn new(lookup: Lookup, values: Values, raw: &RawMap) -> Self {
        Self {
            lookup,
            values,
            named_groups: BTreeSet::new(),
            relations: room_for_relations(raw),
            texts: FreeTexts::default(),
            marks: AllMarks::default(),
        }
    }
}

/// Room for the relations of all services.
fn room_for_relations(raw: &RawMap) -> Relations {
    let services = raw.services.iter().map(|it| &it.serves);
    let departments = raw.departments.iter().map(|it| &it.serves);
    let people = raw.people.iter().map(|it| &it.serves);
    let all = services.chain(departments).chain(people);
    Relations::with_capacity(all.flatten().map(|list| list.0.len()).sum())
}
