//! Two maps side by side: what each thing of one is in the other, by its id.

use super::{super::View, NamedId, Side};
use crate::{
    graph::Graph,
    id::{GroupId, PartyId, ServiceId, Subject, UnitId},
    model::{Header, Organisation, Recipient},
};

use std::{collections::HashMap, ops::Range};

/// Two maps.
#[derive(Debug)]
pub struct MapPair<'g, 'org> {
    old: View<'g, 'org>,
    new: View<'g, 'org>,
    /// What the things of the old map are in the new one.
    forth: Matched,
    /// What the things of the new map are in the old one.
    back: Matched,
    /// The units of the old map that are not in the new one, or not part there of what they are part of here; by number.
    displaced_old: Vec<UnitId>,
    /// The units of the new map that are not in the old one, or not part there of what they are part of here; by number.
    displaced_new: Vec<UnitId>,
}

/// What the things of one map are in the other; things of another kind with the same id are no match.
#[derive(Debug)]
struct Matched {
    units: Vec<Option<UnitId>>,
    groups: Vec<Option<GroupId>>,
    services: Vec<Option<ServiceId>>,
    parties: Vec<Option<PartyId>>,
    /// For each group whether it holds other units in the other map.
    regrouped: Vec<bool>,
}

impl<'g, 'org> MapPair<'g, 'org> {
    /// Puts two maps side by side.
    pub fn new(old: View<'g, 'org>, new: View<'g, 'org>) -> Self {
        let mut both = Self {
            forth: Matched::new(old.organisation(), new.organisation()),
            back: Matched::new(new.organisation(), old.organisation()),
            displaced_old: Vec::new(),
            displaced_new: Vec::new(),
            old,
            new,
        };
        both.displaced_old = both.find_displaced(Side::Old);
        both.displaced_new = both.find_displaced(Side::New);
        both
    }

    fn find_displaced(&self, side: Side) -> Vec<UnitId> {
        let units = self.organisation(side).units();
        let mut displaced = Vec::with_capacity(units.len());
        for (id, unit) in self.organisation(side).units() {
            let is_new = self.other_unit(side, id).is_none();
            let with_parent = unit.part_of.is_some_and(|up| displaced[up.index()]);
            // In tree order, so that a department is decided before its parts.
            displaced.push(is_new || with_parent || self.is_moved(side, id));
        }
        let numbers = displaced.iter().enumerate().filter(|(_, displaced)| **displaced);
        numbers.map(|(at, _)| UnitId::new(at)).collect()
    }

    /// The units of one map in a range that are not in the other map, or not part there of what they are part of here.
    pub(super) fn displaced(&self, side: Side, range: Range<usize>) -> &[UnitId] {
        let all = match side {
            Side::Old => &self.displaced_old,
            Side::New => &self.displaced_new,
        };
        let [from, to] =
            [range.start, range.end].map(|end| all.partition_point(|unit| unit.index() < end));
        &all[from..to]
    }

    /// The view of one map: the whole or a division.
    pub fn view(&self, side: Side) -> View<'g, 'org> {
        match side {
            Side::Old => self.old,
            Side::New => self.new,
        }
    }

    /// The organisation of one map.
    pub fn organisation(&self, side: Side) -> &'org Organisation {
        self.view(side).organisation()
    }

    /// Returns the pair of the whole organisations, whatever division this pair is of.
    pub fn whole(&self) -> Self {
        let whole = |view: View<'g, 'org>| View::whole(view.whole_graph());
        Self::new(whole(self.old), whole(self.new))
    }

    /// Something of one map; the organisation is the same in both, whatever it is called.
    pub(super) fn named(&self, side: Side, of: impl Into<Subject>) -> NamedId<'org> {
        let subject = of.into();
        // The id of the organisation may follow from its name, and a renamed
        // organisation is no other one.
        let side = if subject == Subject::Organisation { Side::New } else { side };
        NamedId::of(self.organisation(side), subject)
    }

    pub(super) fn graph(&self, side: Side) -> &'g Graph<'org> {
        self.view(side).graph()
    }

    /// The units of either map: those of the new one in their order, then those that are gone.
    pub(super) fn units(&self) -> Vec<Joined<UnitId>> {
        joined(&self.forth.units, &self.back.units, UnitId::new)
    }

    pub(super) fn groups(&self) -> Vec<Joined<GroupId>> {
        joined(&self.forth.groups, &self.back.groups, GroupId::new)
    }

    pub(super) fn services(&self) -> Vec<Joined<ServiceId>> {
        joined(&self.forth.services, &self.back.services, ServiceId::new)
    }

    pub(super) fn parties(&self) -> Vec<Joined<PartyId>> {
        joined(&self.forth.parties, &self.back.parties, PartyId::new)
    }

    fn matched(&self, side: Side) -> &Matched {
        match side {
            Side::Old => &self.forth,
            Side::New => &self.back,
        }
    }

    /// Returns a unit of one map as a unit of the other; `None` if it is not there.
    pub(super) fn other_unit(&self, side: Side, unit: UnitId) -> Option<UnitId> {
        self.matched(side).units[unit.index()]
    }

    pub(super) fn other_service(&self, side: Side, service: ServiceId) -> Option<ServiceId> {
        self.matched(side).services[service.index()]
    }

    pub(super) fn other_party(&self, side: Side, party: PartyId) -> Option<PartyId> {
        self.matched(side).parties[party.index()]
    }

    pub(super) fn other_group(&self, side: Side, group: GroupId) -> Option<GroupId> {
        self.matched(side).groups[group.index()]
    }

    /// Returns a thing of one map as a thing of the other; `None` if it is not there.
    pub(super) fn other_subject(&self, side: Side, subject: Subject) -> Option<Subject> {
        match subject {
            Subject::Organisation | Subject::Everyone => Some(subject),
            Subject::Unit(unit) => self.other_unit(side, unit).map(Subject::Unit),
            Subject::Group(group) => self.other_group(side, group).map(Subject::Group),
            Subject::Service(service) => self.other_service(side, service).map(Subject::Service),
            Subject::Party(party) => self.other_party(side, party).map(Subject::Party),
        }
    }

    pub(super) fn other_recipient(&self, side: Side, recipient: Recipient) -> Option<Recipient> {
        match recipient {
            Recipient::Unit(unit) => self.other_unit(side, unit).map(Recipient::Unit),
            Recipient::Group(group) => self.other_group(side, group).map(Recipient::Group),
            Recipient::Everyone => Some(Recipient::Everyone),
            Recipient::Service(it) => self.other_service(side, it).map(Recipient::Service),
            Recipient::Party(party) => self.other_party(side, party).map(Recipient::Party),
        }
    }

    /// Returns true if a group holds other units in the other map, or is not in it.
    pub(super) fn is_regrouped(&self, side: Side, group: GroupId) -> bool {
        self.matched(side).regrouped[group.index()]
    }

    /// Returns true if a unit is part of another one in the other map too.
    pub(super) fn is_part_there(&self, side: Side, part: UnitId, whole: UnitId) -> bool {
        let there = self.organisation(side.other());
        let both = self.other_unit(side, part).zip(self.other_unit(side, whole));
        both.is_some_and(|(part, whole)| there.is_part(part, whole))
    }

    pub(super) fn matched_departments(&self) -> usize {
        let units = self.organisation(Side::New).units();
        let departments = units.filter(|(_, unit)| unit.department().is_some());
        departments.filter(|(unit, _)| self.other_unit(Side::New, *unit).is_some()).count()
    }
}

/// A thing in the old map, in the new one, or in both.
type Joined<I> = (Option<I>, Option<I>);

fn joined<I: Copy>(
    forth: &[Option<I>],
    back: &[Option<I>],
    id: impl Fn(usize) -> I,
) -> Vec<Joined<I>> {
    let new = back.iter().enumerate().map(|(at, old)| (*old, Some(id(at))));
    let old = forth.iter().enumerate().map(|(at, new)| (Some(id(at)), *new));
    new.chain(old.filter(|(_, new)| new.is_none())).collect()
}

/// The thing with the same id in the new map, for each thing of the old one.
fn counterparts<'org, I: Copy>(
    old: impl Iterator<Item = &'org Header>,
    new: impl Iterator<Item = (&'org Header, I)>,
) -> Vec<Option<I>> {
    // The keyed hash of the standard library: a file's author chooses the ids.
    let ids: HashMap<&str, I> = new.map(|(header, id)| (&*header.id, id)).collect();
    old.map(|header| ids.get(&*header.id).copied()).collect()
}

impl Matched {
    fn new(from: &Organisation, to: &Organisation) -> Self {
        let (old, new) = (from.units(), to.units());
        let units =
            counterparts(old.map(|(_, it)| &it.header), new.map(|(id, it)| (&it.header, id)));
        let (old, new) = (from.groups(), to.groups());
        let groups =
            counterparts(old.map(|(_, it)| &it.header), new.map(|(id, it)| (&it.header, id)));
        let (old, new) = (from.services(), to.services());
        let services =
            counterparts(old.map(|(_, it)| &it.header), new.map(|(id, it)| (&it.header, id)));
        let (old, new) = (from.parties(), to.parties());
        let parties =
            counterparts(old.map(|(_, it)| &it.header), new.map(|(id, it)| (&it.header, id)));
        // By units, not by the members that the file names: a selector may hold others without
        // any change of the group.
        let regrouped = from.groups().zip(&groups).map(|((_, group), other)| {
            let Some(other) = other.map(|other| to.group(other)) else {
                return true;
            };
            let mut held = group.held.units().map(|unit| units[unit.index()]);
            group.held.len() != other.held.len()
                || !held.all(|unit| unit.is_some_and(|unit| other.held.holds(unit)))
        });
        Self { regrouped: regrouped.collect(), units, groups, services, parties }
    }
}
