//! The keys that a column can fill: those that the format declares, and nested ones by a path with dots.
//!
//! ```text
//! people            name, department, role, ...
//! services          name, provided_by, serves, serves.satisfaction.score, ...
//! beneficiaries     name, won_by.reason, relationship.owner, ...
//! ```

use super::list::List;
use crate::input::{EntryKind, Key, Shape, Targets, ValueType, shape, targets};
use std::sync::LazyLock;

/// What a key holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A single text.
    One,
    /// A list of texts.
    Many,
    /// A reference to a thing of these lists.
    Refer(&'static [List]),
    /// Several things of these lists.
    Refers(&'static [List]),
    /// Several things of these lists, each a mapping with this key where it has keys of its own.
    Items(&'static str, &'static [List]),
}

impl Kind {
    /// Whether a cell may hold several values of it.
    pub fn is_many(self) -> bool {
        match self {
            Self::One | Self::Refer(_) => false,
            Self::Many | Self::Refers(_) | Self::Items(..) => true,
        }
    }
}

/// Declares the lists in which the targets of references are looked for.
macro_rules! lists {
    ($($(#[doc = $doc:literal])+ $name:ident from $targets:ident;)+) => {
        $(
            $(#[doc = $doc])+
            pub(super) const $name: &[List] =
                &of_kinds::<{ targets::$targets.kinds.len() }>(targets::$targets.kinds);
        )+

        /// The lists in which targets are looked for; an unknown name is added to the first of them.
        fn lists(allowed: &Targets) -> &'static [List] {
            let known = [$((&targets::$targets, $name)),+];
            let found = known.into_iter().find(|(targets, _)| **targets == *allowed);
            found.map_or(&[], |(_, lists)| lists)
        }
    };
}

lists! {
    /// A unit.
    UNITS from UNIT;
    /// The provider of a service.
    PROVIDERS from PROVIDER;
    /// A department.
    DEPARTMENTS from DEPARTMENT;
    /// A person.
    PERSONS from PERSON;
    /// The owner of a relationship, or the backup.
    OWNERS from OWNER;
    /// A member of a group.
    MEMBERS from MEMBER;
    /// What is taken out of a group.
    EXCEPTIONS from EXCEPTION;
    /// The recipient of a service.
    RECIPIENTS from RECIPIENT;
    /// Who pays.
    PAYERS from PAYER;
    /// To whom a beneficiary passes on.
    BENEFICIARIES from BENEFICIARY;
    /// What a prospect could use.
    SERVICES from SERVICE;
}

/// The lists of some kinds of entry.
const fn of_kinds<const COUNT: usize>(kinds: &[EntryKind]) -> [List; COUNT] {
    let mut lists = [List::Departments; COUNT];
    let mut at = 0;
    while at < COUNT {
        lists[at] = match kinds[at] {
            EntryKind::Organisation | EntryKind::Department => List::Departments,
            EntryKind::Person => List::People,
            EntryKind::Group => List::Groups,
            EntryKind::Service => List::Services,
            EntryKind::Beneficiary => List::Beneficiaries,
            EntryKind::Payer => List::Payers,
        };
        at += 1;
    }
    lists
}

/// The keys of each list, in the order of [`List::ALL`].
static KEYS: LazyLock<Vec<Vec<(String, Kind)>>> = LazyLock::new(|| {
    let map = shape();
    let keys_of = |list: List| {
        let mut paths = Vec::new();
        let found = map.keys.iter().find(|key| key.word == list.key());
        if let Some(Shape::List(item)) = found.map(|key| &key.shape) {
            add_nested("", item, Parent::Entry, &mut paths);
        }
        paths
    };
    List::ALL.into_iter().map(keys_of).collect()
});

/// Which keys a record has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Parent {
    /// In an entry, or in the one record behind a key of it.
    Entry,
    /// In each item of a list. A cell holds one value for each, so that no list of its own fits in.
    Item,
}

/// Adds the keys of the records in a shape, behind the path to them.
fn add_nested(prefix: &str, shape: &Shape, parent: Parent, paths: &mut Vec<(String, Kind)>) {
    match shape {
        Shape::Record(record) => {
            // The short key of an item is the item itself: `serves`, not `serves.to`.
            let own = record.keys.iter().filter(|key| Some(key.word) != record.short);
            for key in own {
                add(&format!("{prefix}{}", key.word), key, parent, paths);
            }
        }
        Shape::List(item) | Shape::OneOrMany(item) => {
            add_nested(prefix, item, parent, paths);
        }
        Shape::Text(_) | Shape::Pairs(_) | Shape::Anything => {}
    }
}

/// Adds a key, and those of the records behind it.
fn add(path: &str, key: &Key, parent: Parent, paths: &mut Vec<(String, Kind)>) {
    let kind = kind_of(&key.shape);
    if let Some(kind) =
        kind.filter(|kind| parent == Parent::Entry || !matches!(kind, Kind::Items(..)))
    {
        paths.push((path.to_owned(), kind));
    }
    let parent = match kind {
        Some(Kind::Items(..)) => Parent::Item,
        _ => parent,
    };
    add_nested(&format!("{path}."), &key.shape, parent, paths);
}

/// What a key of a shape holds; none where only the keys below it hold anything.
fn kind_of(shape: &Shape) -> Option<Kind> {
    match shape {
        Shape::Text(ValueType::Reference(allowed)) => Some(Kind::Refer(lists(allowed))),
        Shape::Text(_) => Some(Kind::One),
        Shape::List(item) | Shape::OneOrMany(item) => match (item.value_type(), item.record()) {
            (Some(ValueType::Reference(allowed)), _) => Some(Kind::Refers(lists(allowed))),
            (Some(_), _) => Some(Kind::Many),
            (None, Some(record)) => {
                let short = record.keys.iter().find(|key| Some(key.word) == record.short)?;
                match short.shape.value_type() {
                    Some(ValueType::Reference(to)) => Some(Kind::Items(short.word, lists(to))),
                    _ => None,
                }
            }
            (None, None) => None,
        },
        Shape::Record(_) | Shape::Pairs(_) | Shape::Anything => None,
    }
}

/// The keys that a column of `list` can fill, in the order in which they are written.
pub fn of(list: List) -> impl Iterator<Item = (&'static str, Kind)> {
    KEYS[list as usize].iter().map(|(path, kind)| (path.as_str(), *kind))
}

/// What a key of `list` holds; none where it has no such key.
pub fn kind(list: List, path: &str) -> Option<Kind> {
    of(list).find(|(known, _)| *known == path).map(|(_, kind)| kind)
}

/// The key of the format with this word, among the keys of a file.
pub(super) fn top(list: List, key: &str) -> Option<&'static str> {
    let mut tops = of(list).map(|(path, _)| path.split('.').next().unwrap_or(path));
    tops.find(|known| *known == key)
}
