//! Whether a map that was made is one: it is read back before anything is written, and what is wrong stands at its
//! place in the source.

use custmap::{
    diag::{Diagnostic, Place, Slice},
    import::{Known, List, Wrong},
    input::{
        self, Format, OneOrMany, RawDepartment, RawGroup, RawMap, RawParty, RawPerson, RawService,
        Text,
    },
    render::map::{Origin, Written},
    resolve::resolve,
};
use std::collections::BTreeSet;

/// What is wrong with a map that was made.
///
/// A map that is to be merged into one that is there names things of that: they stand in for them here.
pub(super) fn problems(written: &Written, known: &[Known]) -> Vec<Wrong> {
    let mut input = input::read_text("the map", &written.text, Format::Yaml);
    let mut found = input.problems;
    if input.complete {
        if !known.is_empty() {
            stand_in(&mut input.raw, known);
        }
        found.extend(resolve(input.raw).err().unwrap_or_default());
    }
    found.into_iter().map(|one| at_source(one, written)).collect()
}

/// Adds what is in the map already, but for what the new one says more of.
fn stand_in(raw: &mut RawMap, known: &[Known]) {
    let ids = new_ids(raw);
    for one in known.iter().filter(|one| !ids.contains(&one.id)) {
        let place = Place::default();
        let text = |value: &str| {
            let value = value.into();
            Some(Text { value, place })
        };
        // The names are the map's; here they would only make references ambiguous.
        let (id, name) = (text(&one.id), text(&one.id));
        match one.list {
            List::Departments => {
                raw.departments.push(RawDepartment { id, name, ..RawDepartment::default() });
            }
            List::People => raw.people.push(RawPerson { id, name, ..RawPerson::default() }),
            List::Groups => raw.groups.push(RawGroup { id, name, ..RawGroup::default() }),
            List::Services => {
                let provided_by = text("organisation").map(|all| OneOrMany(vec![all]));
                raw.services.push(RawService { id, name, provided_by, ..RawService::default() });
            }
            List::Beneficiaries => {
                raw.beneficiaries.push(RawParty { id, name, ..RawParty::default() });
            }
            List::Payers => raw.payers.push(RawParty { id, name, ..RawParty::default() }),
        }
    }
}

/// The ids that a map states.
fn new_ids(raw: &RawMap) -> BTreeSet<Slice> {
    let departments = raw.departments.iter().map(|one| &one.id);
    let people = raw.people.iter().map(|one| &one.id);
    let groups = raw.groups.iter().map(|one| &one.id);
    let services = raw.services.iter().map(|one| &one.id);
    let parties = raw.beneficiaries.iter().chain(&raw.payers).map(|one| &one.id);
    let all = departments.chain(people).chain(groups).chain(services).chain(parties);
    all.flatten().map(|id| id.value.clone()).collect()
}

/// A problem of the map at the place that it comes from.
fn at_source(mut found: Diagnostic, written: &Written) -> Wrong {
    let origin = found.place.and_then(|place| origin(written, place));
    found.place = origin.map(|origin| origin.place);
    let other = found.other.take();
    found.other = other.and_then(|(place, label)| Some((origin_place(written, place)?, label)));
    Wrong { diagnostic: found, entry: origin.and_then(|origin| origin.entry) }
}

fn origin_place(written: &Written, place: Place) -> Option<Place> {
    origin(written, place).map(|origin| origin.place)
}

/// Where a line of the map comes from.
fn origin(written: &Written, place: Place) -> Option<Origin> {
    let origins = &written.origins;
    let after = origins.partition_point(|origin| origin.line <= place.line);
    after.checked_sub(1).map(|at| origins[at])
}
