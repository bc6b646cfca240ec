//! Every thing's id: the one it states, or the slug of its name.

mod collect;

use super::{index::Index, values::Values};
use crate::{
    diag::{Code, Diagnostic, Place, Slice},
    input::{RawMap, RawOrganisation},
};
use collect::{Collector, SharedIds};
use std::ops::Range;

/// The lists of a map that hold things with ids, in the order of [`Heads`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum List {
    Organisation,
    Department,
    Person,
    Group,
    Service,
    Beneficiary,
    Payer,
}

impl List {
    const ALL: [Self; 7] = [
        Self::Organisation,
        Self::Department,
        Self::Person,
        Self::Group,
        Self::Service,
        Self::Beneficiary,
        Self::Payer,
    ];

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Organisation => "organisation",
            Self::Department => "department",
            Self::Person => "person",
            Self::Group => "group",
            Self::Service => "service",
            Self::Beneficiary => "beneficiary",
            Self::Payer => "payer",
        }
    }
}

/// Words of the format that are nobody's id.
pub(super) const RESERVED: [&str; 4] = ["everyone", "organisation", "organization", "recipients"];

/// What the id of the service that a unit's own `serves` makes ends with.
const OWN_SERVICE: &str = ".serves";

/// The id and name of one thing.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) list: List,
    pub(super) id: Slice,
    pub(super) name: Slice,
    /// Where its id, or else its name, stands.
    pub(super) place: Place,
    made: Made,
}

/// Where an id comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Made {
    /// The file states it.
    Stated,
    /// It is the slug of the name.
    OfName,
    /// It is that of a unit, for the service that its own `serves` makes.
    OfUnit,
}

/// The heads of all things, list by list, each as in the file.
#[derive(Debug)]
pub(super) struct Heads {
    pub(super) all: Vec<Head>,
    /// Where each list begins, and behind the last its end.
    starts: [usize; List::ALL.len() + 1],
    ids: Index,
}

impl Heads {
    /// Gives every thing its id and reports names and ids that are missing, reserved or taken. Ids and
    /// names are moved out of the records.
    pub(super) fn of(
        organisation: &mut RawOrganisation,
        raw: &mut RawMap,
        values: &mut Values,
    ) -> Self {
        let mut collector = Collector::new(values);
        collector.add_all(organisation, raw);
        let (mut heads, own) = collector.into_heads();
        if !own.is_empty() {
            heads.name_own_services(&own);
            heads.number_ids();
        }
        if heads.set_apart(values) {
            heads.name_own_services(&own);
            heads.number_ids();
        }
        heads.report_taken(values);
        heads
    }

    /// Which heads are those of a list.
    pub(super) fn range(&self, list: List) -> Range<usize> {
        self.starts[list as usize]..self.starts[list as usize + 1]
    }

    /// The list that holds a thing.
    pub(super) fn list(&self, at: usize) -> List {
        let after = List::ALL.iter().filter(|list| self.starts[**list as usize + 1] <= at);
        List::ALL[after.count().min(List::ALL.len() - 1)]
    }

    /// The thing with this id.
    pub(super) fn with_id(&self, id: &str) -> Option<usize> {
        self.ids.all(id).next().filter(|_| !id.is_empty())
    }

    /// Names the services that units' own `serves` make, the last ones of the list, after those units.
    fn name_own_services(&mut self, own: &[usize]) {
        let mut ids = SharedIds::default();
        for (at, unit) in own_heads(self.range(List::Service), own) {
            ids.add(at, &[&self.all[unit].id, OWN_SERVICE]);
            self.all[at].place = self.all[unit].place;
        }
        ids.hand_out(&mut self.all);
    }

    fn number_ids(&mut self) {
        self.ids = Index::of(self.all.iter().map(|head| &head.id));
    }

    /// Puts the list's word before each left-out id that another list has too, and reports ids that
    /// two things of one list share. Whether there was any.
    fn set_apart(&mut self, values: &mut Values) -> bool {
        let mut shared: Vec<Vec<usize>> = self.same_ids().collect();
        for group in &mut shared {
            group.retain(|&at| self.all[at].made != Made::OfUnit);
        }
        shared.retain(|group| group.len() > 1);
        for group in &shared {
            let mut before = Before::default();
            for &at in group {
                let head = &self.all[at];
                if let Some(rival) = before.rival(at, head) {
                    values.report(taken(head, &self.all[rival]));
                } else if head.made == Made::OfName && head.list != List::Organisation {
                    self.all[at].id = format!("{}-{}", head.list.word(), head.id).into();
                }
            }
        }
        !shared.is_empty()
    }

    /// Reports the ids that two things still share, but for those that were reported as clashes.
    fn report_taken(&self, values: &mut Values) {
        for group in self.same_ids() {
            let mut rest = group.iter().copied();
            let first = rest.next().unwrap_or(0);
            for at in rest.filter(|&at| !self.clash(at, first)) {
                values.report(taken(&self.all[at], &self.all[first]));
            }
        }
    }

    /// Whether two things of the same id can't be told apart by their lists' words.
    fn clash(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.all[a], &self.all[b]);
        let listed = a.made != Made::OfUnit && b.made != Made::OfUnit;
        listed && (a.list == b.list || (a.made == Made::Stated && b.made == Made::Stated))
    }

    /// The things that share an id with another, those of each id together, in their order.
    fn same_ids(&self) -> impl Iterator<Item = Vec<usize>> {
        (self.ids.same()).filter(|same| !self.all[same[0]].id.is_empty())
    }
}

/// The things before one that share its id: which of them it clashes with is seen at once, however many
/// they are.
#[derive(Default)]
struct Before {
    of_list: [Option<usize>; List::ALL.len()],
    stated: Option<usize>,
}

impl Before {
    /// The first thing that a listed one clashes with; from now on that one is before the others.
    fn rival(&mut self, at: usize, head: &Head) -> Option<usize> {
        let stated = head.made == Made::Stated;
        let of_list = &mut self.of_list[head.list as usize];
        let rivals = [*of_list, self.stated.filter(|_| stated)];
        of_list.get_or_insert(at);
        if stated {
            self.stated.get_or_insert(at);
        }
        rivals.into_iter().flatten().min()
    }
}

/// The head of each service that a unit's own `serves` makes, among those of all services, with that of
/// the unit.
fn own_heads(services: Range<usize>, own: &[usize]) -> impl Iterator<Item = (usize, usize)> {
    let first = services.end - own.len();
    (first..).zip(own.iter().map(|unit| 1 + unit))
}

fn taken(head: &Head, other: &Head) -> Diagnostic {
    let (id, list) = (&head.id, head.list.word());
    let other_list = other.list.word();
    let message = match head.made {
        Made::Stated => format!("the id `{id}` is taken by another {other_list}"),
        Made::OfName => format!("the name makes the id `{id}`, which another {other_list} has"),
        Made::OfUnit => format!("what this unit serves gets the id `{id}`, which is taken"),
    };
    Diagnostic::new(Code::DuplicateId, head.place, message)
        .label("the second one")
        .other(other.place, "the first one")
        .help(format!("give one of them an id of its own, such as `id: {list}-{id}-2`"))
}
