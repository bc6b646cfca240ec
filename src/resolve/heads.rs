//! Every thing's id: the one it states, or the slug of its name.

use super::values::Values;
use crate::{
    diag::{Code, Diagnostic, Place},
    id::slug,
    input::{RawMap, RawOrganisation, Text},
};
use std::collections::HashMap;

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

/// The units, by their numbers in the file, that say themselves whom they serve or who pays them.
pub(super) fn own_services(raw: &RawMap) -> impl Iterator<Item = usize> {
    let departments = raw
        .departments
        .iter()
        .map(|unit| unit.serves.is_some() || unit.paid_by.is_some());
    let people = raw
        .people
        .iter()
        .map(|unit| unit.serves.is_some() || unit.paid_by.is_some());
    let says = departments.chain(people).enumerate();
    says.filter_map(|(at, says)| says.then_some(at))
}

/// The id and name of one thing.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) list: List,
    pub(super) id: Box<str>,
    pub(super) name: Box<str>,
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
pub(super) struct Heads(pub(super) Vec<Head>);

impl Heads {
    /// Gives every thing its id and reports names and ids that are missing, reserved or taken.
    pub(super) fn of(organisation: &RawOrganisation, raw: &RawMap, values: &mut Values) -> Self {
        let mut heads = Vec::new();
        let mut add = |list, id: &Option<Text>, name: &Option<Text>, place, broken| {
            heads.push(head(
                list,
                id.as_ref(),
                name.as_ref(),
                place,
                broken,
                values,
            ));
        };
        add(
            List::Organisation,
            &organisation.id,
            &organisation.name,
            organisation.place,
            organisation.broken,
        );
        raw.departments
            .iter()
            .for_each(|d| add(List::Department, &d.id, &d.name, d.place, d.broken));
        raw.people
            .iter()
            .for_each(|p| add(List::Person, &p.id, &p.name, p.place, p.broken));
        raw.groups
            .iter()
            .for_each(|g| add(List::Group, &g.id, &g.name, g.place, g.broken));
        raw.services
            .iter()
            .for_each(|s| add(List::Service, &s.id, &s.name, s.place, s.broken));
        raw.beneficiaries
            .iter()
            .for_each(|b| add(List::Beneficiary, &b.id, &b.name, b.place, b.broken));
        raw.payers
            .iter()
            .for_each(|p| add(List::Payer, &p.id, &p.name, p.place, p.broken));
        let mut heads = Self(heads);
        let changed = heads.set_apart(values);
        heads.add_own_services(raw);
        let dotted = |head: &Head| head.made == Made::Stated && head.id.ends_with(OWN_SERVICE);
        if changed || heads.0.iter().any(dotted) {
            heads.report_taken(values);
        }
        heads
    }

    /// Puts the services that units' own `serves` make behind the services of the list.
    fn add_own_services(&mut self, raw: &RawMap) {
        let own = own_services(raw).map(|unit| {
            let unit = &self.0[1 + unit];
            Head {
                list: List::Service,
                id: format!("{}{OWN_SERVICE}", unit.id).into(),
                name: "".into(),
                place: unit.place,
                made: Made::OfUnit,
            }
        });
        let own: Vec<Head> = own.collect();
        let end = self.0.partition_point(|head| head.list <= List::Service);
        self.0.splice(end..end, own);
    }

    /// Puts the list's word before each left-out id that another list has too, and reports ids that
    /// two things of one list share. Whether there was any.
    fn set_apart(&mut self, values: &mut Values) -> bool {
        let shared = self.same_ids();
        for group in &shared {
            for &at in group {
                let head = &self.0[at];
                let rival = group
                    .iter()
                    .find(|&&other| other < at && self.clash(at, other));
                if let Some(&rival) = rival {
                    values.report(taken(head, &self.0[rival]));
                } else if head.made == Made::OfName && head.list != List::Organisation {
                    self.0[at].id = format!("{}-{}", head.list.word(), head.id).into();
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
                values.report(taken(&self.0[at], &self.0[first]));
            }
        }
    }

    /// Whether two things of the same id can't be told apart by their lists' words.
    fn clash(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.0[a], &self.0[b]);
        let listed = a.made != Made::OfUnit && b.made != Made::OfUnit;
        listed && (a.list == b.list || (a.made == Made::Stated && b.made == Made::Stated))
    }

    /// The things that share an id with another, those of each id together, in their order.
    fn same_ids(&self) -> Vec<Vec<usize>> {
        let mut first: HashMap<&str, usize> = HashMap::with_capacity(self.0.len());
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let mut group_of: HashMap<usize, usize> = HashMap::new();
        for (at, head) in self
            .0
            .iter()
            .enumerate()
            .filter(|(_, head)| !head.id.is_empty())
        {
            let known = *first.entry(&head.id).or_insert(at);
            if known != at {
                let group = *group_of.entry(known).or_insert_with(|| {
                    groups.push(vec![known]);
                    groups.len() - 1
                });
                groups[group].push(at);
            }
        }
        groups
    }
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
        .help(format!(
            "give one of them an id of its own, such as `id: {list}-{id}-2`"
        ))
}

fn head(
    list: List,
    id: Option<&Text>,
    name: Option<&Text>,
    place: Place,
    broken: bool,
    values: &mut Values,
) -> Head {
    let blank = |text: &&Text| !text.value.trim().is_empty();
    let name = match (name.filter(blank), name) {
        (Some(name), _) => Some(name),
        (None, None) if broken => None,
        (None, blank) => {
            let place = blank.map_or(place, |name| name.place);
            let message = match blank {
                None => format!("this {} has no `name`", list.word()),
                Some(_) => format!("the `name` of this {} is blank", list.word()),
            };
            let help = "write `name: ...` with what people call it";
            values.report(Diagnostic::new(Code::MissingKey, place, message).help(help));
            None
        }
    };
    let stated = id.is_some();
    let at = id.or(name).map_or(place, |text| text.place);
    let slug = match (id, name) {
        (Some(id), _) => id.value.clone(),
        (None, Some(name)) => slug(&name.value).into(),
        (None, None) => "".into(),
    };
    let wrong = if slug.trim().is_empty() && (stated || name.is_some()) {
        let made = if stated {
            "an id can't be blank"
        } else {
            "no id can be made of this name"
        };
        Some((Code::NoId, made.to_owned()))
    } else if RESERVED.contains(&&*slug) {
        Some((
            Code::ReservedId,
            format!("`{slug}` is a word of the file format, not an id"),
        ))
    } else {
        None
    };
    if let Some((code, message)) = wrong {
        let help = format!(
            "give this {} another id, such as `id: {}-1`",
            list.word(),
            list.word()
        );
        values.report(Diagnostic::new(code, at, message).help(help));
    }
    Head {
        list,
        id: Box::from(&*slug),
        name: name.map_or_else(|| "".into(), |name| Box::from(&name.value)),
        place: at,
        made: if stated { Made::Stated } else { Made::OfName },
    }
}
