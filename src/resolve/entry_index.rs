//! The entries of a map, and what a word names among them, also where the map has errors: what editors ask for.

use super::{
    identities::{IdOrigin, Identities, Identity},
    lookup::{Lookup, ReferenceTarget},
    values::Values,
};
use crate::{
    diag::Place,
    id::Subject,
    input::{EntryKind, RawMap, Targets},
};

/// Every entry of a map that has an id.
#[derive(Debug)]
pub struct EntryIndex {
    lookup: Lookup,
}

/// One entry: what it is called, and where.
#[derive(Clone, Copy, Debug)]
pub struct IndexedEntry<'e> {
    /// Its number in the index.
    pub number: usize,
    /// What it is.
    pub kind: EntryKind,
    /// Its id: the one that the file states, or the one made from its name.
    pub id: &'e str,
    /// Its name; empty where it is missing.
    pub name: &'e str,
    /// The place of its id, or else of its name, or else of the entry.
    pub place: Place,
    /// Where its id comes from.
    pub id_origin: IdOrigin,
}

impl EntryIndex {
    /// Indexes the entries of a map that can't be resolved because files of it can't be read to their end.
    pub fn of(mut raw: RawMap) -> Self {
        let organisations = std::mem::take(&mut raw.organisations);
        let mut raw_organisation = organisations.into_iter().next().unwrap_or_default();
        // The problems found here are dropped: what they miss may be in the part that could not be
        // read.
        let identities = Identities::of(&mut raw_organisation, &mut raw, &mut Values::default());
        Self { lookup: Lookup::new(identities) }
    }

    /// The entries that references were looked for among.
    pub(super) fn new(lookup: Lookup) -> Self {
        Self { lookup: lookup.with_units_as_in_the_files() }
    }

    /// The entry with a number of this index.
    pub fn entry(&self, number: usize) -> IndexedEntry<'_> {
        let Identity { kind, id, name, place, origin } = &self.identities().all[number];
        IndexedEntry { number, kind: *kind, id, name, place: *place, id_origin: *origin }
    }

    /// All entries, kind by kind, in the order of the files.
    pub fn entries(&self) -> impl Iterator<Item = IndexedEntry<'_>> {
        (0..self.identities().all.len()).map(|number| self.entry(number))
    }

    /// The entries of a kind, in the order of the files.
    pub fn of_kind(&self, kind: EntryKind) -> impl Iterator<Item = IndexedEntry<'_>> {
        self.identities().range(kind).map(|number| self.entry(number))
    }

    /// The entry that a word names where `targets` may be named, if it names exactly one.
    pub fn find(&self, word: &str, targets: &Targets) -> Option<usize> {
        let ReferenceTarget::Thing(subject) = self.lookup.find_quietly(word, targets)? else {
            return None;
        };
        let first = |kind: EntryKind| self.identities().range(kind).start;
        match subject {
            Subject::Everyone => None,
            Subject::Organisation => Some(first(EntryKind::Organisation)),
            // Units are numbered as in the files: the tree is not known here.
            Subject::Unit(unit) => Some(first(EntryKind::Department) + unit.index()),
            Subject::Group(group) => Some(first(EntryKind::Group) + group.index()),
            Subject::Service(service) => Some(first(EntryKind::Service) + service.index()),
            Subject::Party(party) => Some(first(EntryKind::Beneficiary) + party.index()),
        }
    }

    /// The service without a name of a unit, if it has one.
    pub fn own_service(&self, unit: usize) -> Option<usize> {
        self.identities().own_service(unit)
    }

    fn identities(&self) -> &Identities {
        self.lookup.identities()
    }
}
