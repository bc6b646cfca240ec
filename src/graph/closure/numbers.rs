//! What besides units, groups and everyone has a row in the layout.

use super::super::{Graph, Member};
use super::layout::{Packed, narrow};
use crate::{
    id::{PartyId, UnitId},
    model::Organisation,
};
use rustc_hash::FxHashMap;

/// Some things with their points, in the order of these.
pub(super) struct Numbers<T> {
    pub(super) all: Vec<T>,
    points: FxHashMap<T, u32>,
}

impl<T: Copy + Eq + Ord + std::hash::Hash> Numbers<T> {
    /// Numbers things from `first` on.
    pub(super) fn new(mut all: Vec<T>, first: u32) -> Self {
        all.sort_unstable();
        all.dedup();
        let points = all.iter().copied().zip(first..).collect();
        Self { all, points }
    }

    pub(super) fn end(&self, first: u32) -> u32 {
        first + narrow(self.all.len())
    }

    /// The things in their order, with their points.
    pub(super) fn iter(&self) -> impl Iterator<Item = (T, Packed)> {
        let all = self.all.iter();
        all.filter_map(|&thing| Some((thing, self.point(thing)?)))
    }

    pub(super) fn point(&self, thing: T) -> Option<Packed> {
        self.points.get(&thing).map(|&point| Packed(point))
    }
}

/// Departments that are put to work without their parts: by a person in them, or by a group.
pub(super) fn itselves(graph: &Graph<'_>) -> Vec<UnitId> {
    let persons = graph.organisation.units().filter(|(_, unit)| unit.person().is_some());
    let around = persons.filter_map(|(_, person)| person.part_of);
    let groups = graph.organisation.groups();
    let members = groups.flat_map(|(group, _)| graph.members(group));
    let alone = members.filter_map(|member| match member {
        Member::Itself(unit) => Some(unit),
        Member::Whole(_) => None,
    });
    around.chain(alone).collect()
}

/// The active parties that pass something on.
pub(super) fn passing(organisation: &Organisation) -> Vec<PartyId> {
    let parties = organisation.parties();
    let passing = parties
        .filter(|(id, party)| organisation.is_active_party(*id) && !party.reaches.is_empty());
    passing.map(|(id, _)| id).collect()
}
