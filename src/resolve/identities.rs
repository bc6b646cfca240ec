//! Every thing's id: the one that the file states, or the slug of its name.

mod collect;
mod identity;

pub use identity::IdOrigin;
pub(super) use identity::{Identity, is_reserved};

use super::{index::Index, values::Values};
use crate::{
    diag::{Code, Diagnostic, excerpt},
    id::{OWN_SERVICE_END, own_service_id},
    input::{EntryKind, RawMap, RawOrganisation},
};
use collect::{Collected, Collector, SharedIds};
use std::ops::Range;

/// The identities of all things: kind by kind, each kind in the order of the file.
#[derive(Debug)]
pub(super) struct Identities {
    pub(super) all: Vec<Identity>,
    /// The index at which each kind begins, and the end of the last one.
    starts: [usize; EntryKind::ALL.len() + 1],
    ids: Index,
}

impl Identities {
    /// Gives every thing its id and reports names and ids that are missing, reserved or taken. Ids and
    /// names are moved out of the records.
    pub(super) fn of(
        organisation: &mut RawOrganisation,
        raw: &mut RawMap,
        values: &mut Values,
    ) -> Self {
        let mut collector = Collector::new(values);
        collector.add_all(organisation, raw);
        let Collected { all, starts, own } = collector.finish();
        let mut identities = Self { all, starts, ids: Index::default() };
        identities.name_own_services(&own);
        identities.index_ids();
        // SPEC 2: an entry without an id gets its list's word as a prefix where another thing
        // has the same id or slug.
        if identities.disambiguate_derived_ids(values) {
            // The ids of units may have got a prefix, and the ids of their own
            // services begin with them.
            identities.name_own_services(&own);
            identities.index_ids();
        }
        identities.report_taken(values);
        identities
    }

    /// The indices of the things of a kind.
    pub(super) fn range(&self, kind: EntryKind) -> Range<usize> {
        self.starts[kind as usize]..self.starts[kind as usize + 1]
    }

    /// The index of the thing with this id.
    pub(super) fn with_id(&self, id: &str) -> Option<usize> {
        // Entries without an id or a name have an empty one until that is
        // reported: nobody can name it.
        self.ids.all(id).next().filter(|_| !id.is_empty())
    }

    /// Names the services that units' own `serves` make, the last ones of their kind, after those units.
    fn name_own_services(&mut self, own: &[usize]) {
        let mut ids = SharedIds::default();
        let first = self.range(EntryKind::Service).end - own.len();
        for (at, unit) in (first..).zip(own) {
            let unit = self.unit(*unit);
            ids.add(at, &[&self.all[unit].id, OWN_SERVICE_END]);
            self.all[at].place = self.all[unit].place;
        }
        ids.hand_out(&mut self.all);
    }

    /// The index of the service that a unit's own `serves` makes.
    pub(super) fn own_service(&self, unit: usize) -> Option<usize> {
        let id = own_service_id(&self.all[unit].id);
        self.with_id(&id).filter(|&at| self.all[at].origin == IdOrigin::FromUnit)
    }

    /// The index of a unit by its number in the file, departments first.
    pub(super) fn unit(&self, number: usize) -> usize {
        self.range(EntryKind::Department).start + number
    }

    fn index_ids(&mut self) {
        self.ids = Index::new(self.all.iter().map(|identity| identity.id.clone()));
    }

    /// Puts the word of its kind before each derived id that a thing of another kind has too, and reports ids that
    /// two things of one kind share. Returns true if any id was shared.
    fn disambiguate_derived_ids(&mut self, values: &mut Values) -> bool {
        let mut shared: Vec<Vec<usize>> = self.same_ids().collect();
        for group in &mut shared {
            group.retain(|&at| self.all[at].origin != IdOrigin::FromUnit);
        }
        // An id of a unit's own service never makes others change theirs.
        shared.retain(|group| group.len() > 1);
        for group in &shared {
            let mut earlier = Earlier::default();
            for &at in group {
                let identity = &self.all[at];
                if let Some(other) = earlier.conflict_with(at, identity) {
                    values.report(taken(identity, &self.all[other]));
                } else if identity.origin == IdOrigin::FromName
                    // SPEC 2: the organisation keeps its own.
                    && identity.kind != EntryKind::Organisation
                {
                    let id = format!("{}-{}", identity.kind.word(), identity.id);
                    self.all[at].id = id.into();
                }
            }
        }
        !shared.is_empty()
    }

    /// Reports the ids that two things still share, but for those that were reported as conflicts.
    fn report_taken(&self, values: &mut Values) {
        for group in self.same_ids() {
            let first = group[0];
            for &at in group[1..].iter().filter(|&&at| !self.conflict(at, first)) {
                values.report(taken(&self.all[at], &self.all[first]));
            }
        }
    }

    /// Whether the words of their kinds do not distinguish two things of the same id.
    fn conflict(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.all[a], &self.all[b]);
        let listed = a.origin != IdOrigin::FromUnit && b.origin != IdOrigin::FromUnit;
        let explicit = a.origin == IdOrigin::Explicit && b.origin == IdOrigin::Explicit;
        listed && (a.kind == b.kind || explicit)
    }

    /// The things that share an id with another, those of each id together, in their order.
    fn same_ids(&self) -> impl Iterator<Item = Vec<usize>> {
        (self.ids.same()).filter(|same| !self.all[same[0]].id.is_empty())
    }
}

/// The things so far that share one id, reduced to those that a later one can conflict with: the first of each kind
/// and the first explicit one. Constant time per thing, however many share the id.
#[derive(Default)]
struct Earlier {
    of_kind: [Option<usize>; EntryKind::ALL.len()],
    explicit: Option<usize>,
}

impl Earlier {
    /// The first thing that a listed one conflicts with; the one is added to the earlier ones.
    fn conflict_with(&mut self, at: usize, identity: &Identity) -> Option<usize> {
        let explicit = identity.origin == IdOrigin::Explicit;
        let of_kind = &mut self.of_kind[identity.kind as usize];
        let conflicts = [*of_kind, self.explicit.filter(|_| explicit)];
        of_kind.get_or_insert(at);
        if explicit {
            self.explicit.get_or_insert(at);
        }
        conflicts.into_iter().flatten().min()
    }
}

fn taken(identity: &Identity, other: &Identity) -> Diagnostic {
    let (id, kind) = (excerpt(&identity.id), identity.kind.word());
    let other_kind = other.kind.word();
    let message = match identity.origin {
        IdOrigin::Explicit => format!("the id `{id}` is taken by another {other_kind}"),
        IdOrigin::FromName => {
            format!("the name makes the id `{id}`, which another {other_kind} has")
        }
        IdOrigin::FromUnit => format!("what this unit serves gets the id `{id}`, which is taken"),
    };
    Diagnostic::new(Code::DuplicateId, identity.place, message)
        .label("the second one")
        .other(other.place, "the first one")
        .help(format!("give one of them an id of its own, such as `id: {kind}-{id}-2`"))
}
