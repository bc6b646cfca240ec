//! The units of two maps that are compared with one another.

use super::{MapPair, NamedId, Side};
use crate::{id::UnitId, model::Organisation};
use std::collections::BTreeSet;

/// The units whose customers are compared: each in the old map, in the new one, or in both.
pub(super) struct UnitPairs {
    pub(super) all: Vec<UnitPair>,
}

/// A unit in either map or both.
#[derive(Clone, Copy, Debug)]
pub(super) struct UnitPair {
    pub(super) old: Option<UnitId>,
    pub(super) new: Option<UnitId>,
    /// Its place among all units: those of the new map in their order, then those that are gone.
    pub(super) place: usize,
}

impl UnitPairs {
    pub(super) fn new(both: &MapPair<'_, '_>, shows: &dyn Fn(Side, UnitId) -> bool) -> Self {
        let all = both.units().into_iter().enumerate().map(|(place, (old, new))| UnitPair {
            old,
            new,
            place,
        });
        let chosen = all.filter(|pair| match (pair.old, pair.new) {
            (_, Some(new)) if shows(Side::New, new) => true,
            (Some(old), _) => shows(Side::Old, old),
            (None, _) => false,
        });
        Self { all: chosen.collect() }
    }

    /// Returns the pair as units of the whole organisations.
    pub(super) fn in_whole(&self, both: &MapPair<'_, '_>) -> Self {
        let whole = |side, unit: Option<UnitId>| unit.map(|unit| both.view(side).in_whole(unit));
        let all = self.all.iter().map(|pair| UnitPair {
            old: whole(Side::Old, pair.old),
            new: whole(Side::New, pair.new),
            ..*pair
        });
        Self { all: all.collect() }
    }
}

impl UnitPair {
    /// The unit as a map calls it, preferably the new one.
    pub(super) fn thing<'org>(self, both: &MapPair<'_, 'org>) -> NamedId<'org> {
        let (side, unit) = match (self.old, self.new) {
            (_, Some(new)) => (Side::New, Some(new)),
            (old, None) => (Side::Old, old),
        };
        let organisation: &'org Organisation = both.organisation(side);
        unit.map_or(NamedId::NONE, |unit| NamedId::from_header(&organisation.unit(unit).header))
    }
}

/// The keys of both lists, each once, in their order.
pub(super) fn keys<K: Ord + Clone>(
    old: impl Iterator<Item = K>,
    new: impl Iterator<Item = K>,
) -> Vec<K> {
    let all: BTreeSet<K> = old.chain(new).collect();
    all.into_iter().collect()
}
