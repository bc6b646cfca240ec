//! The keys that a column can fill, by list: those of the format, and what stands deeper by a path with dots.

use super::List;
use List::{Beneficiaries, Departments, Groups, Payers, People, Services};

/// What a key holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One text.
    One,
    /// A list of texts.
    Many,
    /// One thing of these lists.
    Refer(&'static [List]),
    /// Several things of these lists.
    Refers(&'static [List]),
    /// Several things of these lists, each a mapping with this key where more is said of it.
    Items(&'static str, &'static [List]),
}

impl Kind {
    /// Whether a cell may hold several values of it.
    #[must_use]
    pub fn is_many(self) -> bool {
        match self {
            Self::One | Self::Refer(_) => false,
            Self::Many | Self::Refers(_) | Self::Items(..) => true,
        }
    }
}

// The first of each is where a name that nothing has is added.
/// Who provides.
pub(super) const UNITS: &[List] = &[Departments, People];
/// A department.
pub(super) const DEPARTMENTS: &[List] = &[Departments];
/// A person.
pub(super) const PERSONS: &[List] = &[People];
/// Who looks after somebody.
pub(super) const OWNERS: &[List] = &[People, Departments];
/// Who is in a group.
pub(super) const MEMBERS: &[List] = &[Departments, People, Groups];
/// Whom a service serves.
pub(super) const RECIPIENTS: &[List] = &[Beneficiaries, Departments, People, Groups, Services];
/// Who pays.
pub(super) const PAYERS: &[List] = &[Payers, Beneficiaries, Departments, People];

/// The keys that every list has.
const HEAD: &[(&str, Kind)] = &[("id", Kind::One), ("name", Kind::One)];
/// The texts that every list has, written last.
const TAIL: &[(&str, Kind)] =
    &[("description", Kind::One), ("url", Kind::One), ("notes", Kind::One)];
/// Whom somebody serves, and who pays.
const SERVING: &[(&str, Kind)] = &[
    ("serves", Kind::Items("to", RECIPIENTS)),
    ("serves.satisfaction.score", Kind::One),
    ("serves.satisfaction.scale", Kind::One),
    ("serves.satisfaction.n", Kind::One),
    ("serves.satisfaction.measured", Kind::One),
    ("serves.satisfaction.source", Kind::One),
    ("serves.notes", Kind::One),
    ("paid_by", Kind::Items("from", PAYERS)),
    ("paid_by.amount", Kind::One),
    ("paid_by.as", Kind::One),
    ("paid_by.notes", Kind::One),
];
const DEPARTMENT: &[(&str, Kind)] = &[
    ("part_of", Kind::Refer(DEPARTMENTS)),
    ("purpose", Kind::One),
    ("lead", Kind::Refer(PERSONS)),
    ("site", Kind::One),
    ("tags", Kind::Many),
    ("headcount", Kind::One),
];
const PERSON: &[(&str, Kind)] = &[
    ("department", Kind::Refer(DEPARTMENTS)),
    ("role", Kind::One),
    ("tags", Kind::Many),
    ("site", Kind::One),
    ("email", Kind::One),
    ("since", Kind::One),
    ("leaving", Kind::One),
    ("successor", Kind::Refer(PERSONS)),
];
const GROUP: &[(&str, Kind)] = &[
    ("members", Kind::Refers(MEMBERS)),
    ("where.tag", Kind::Many),
    ("where.site", Kind::Many),
    ("where.kind", Kind::Many),
    ("where.role", Kind::Many),
    ("where.leads", Kind::Many),
    ("except", Kind::Refers(UNITS)),
    ("size", Kind::One),
];
const SERVICE: &[(&str, Kind)] = &[
    ("provided_by", Kind::Refers(UNITS)),
    ("purpose", Kind::One),
    ("reviewed", Kind::One),
    ("status", Kind::One),
];
const PARTY: &[(&str, Kind)] = &[
    ("kind", Kind::One),
    ("status", Kind::One),
    ("since", Kind::One),
    ("drivers", Kind::Many),
    ("pressures", Kind::Many),
    ("reaches", Kind::Refers(&[Beneficiaries])),
    ("won_by.reason", Kind::One),
    ("won_by.note", Kind::One),
    ("won_by.date", Kind::One),
    ("kept_by", Kind::One),
    ("lost_by.reason", Kind::One),
    ("lost_by.note", Kind::One),
    ("lost_by.date", Kind::One),
    ("why_not_us", Kind::One),
    ("could_use", Kind::Refers(&[Services])),
    ("relationship.owner", Kind::Refer(OWNERS)),
    ("relationship.backup", Kind::Refer(OWNERS)),
    ("relationship.since", Kind::One),
    ("buys_from", Kind::Many),
    ("reasons.claim", Kind::One),
    ("reasons.confidence", Kind::One),
    ("reasons.source", Kind::One),
    ("reasons.date", Kind::One),
];

/// The keys that a column of `list` can fill, in the order in which they are written.
pub fn of(list: List) -> impl Iterator<Item = (&'static str, Kind)> {
    let (own, serving): (_, &[(&str, Kind)]) = match list {
        Departments => (DEPARTMENT, SERVING),
        People => (PERSON, SERVING),
        Groups => (GROUP, &[]),
        Services => (SERVICE, SERVING),
        Beneficiaries | Payers => (PARTY, &[]),
    };
    let all = HEAD.iter().chain(own).chain(serving).chain(TAIL);
    all.copied()
}

/// What a key of `list` holds; none where it has no such key.
#[must_use]
pub fn kind(list: List, path: &str) -> Option<Kind> {
    of(list).find(|(known, _)| *known == path).map(|(_, kind)| kind)
}

/// The key of the format with this word, for the keys that stand in a file.
#[must_use]
pub(super) fn top(list: List, key: &str) -> Option<&'static str> {
    let tops = of(list).map(|(path, _)| path.split('.').next().unwrap_or(path));
    let mut tops = tops;
    tops.find(|known| *known == key)
}
