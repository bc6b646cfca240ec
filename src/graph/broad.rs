//! Which steps are broad.

use super::{Graph, unit_node};
use crate::{
    id::{GroupId, ServiceId, UnitId},
    model::{Group, GroupKind},
};

impl Graph<'_> {
    /// A step is broad when what is put to work is at least one, and at least half, of all services that
    /// units provide.
    pub(super) fn find_broad(&mut self) {
        let mut counted = Counted::new(self.organisation.services().len());
        let all = counted.new_among(self.provided.iter().copied()).count();
        self.broad_everyone = all > 0;
        let enough = all.div_ceil(2).max(1);
        let units = self.organisation.units();
        let persons = units.filter(|(_, unit)| unit.person().is_some());
        let persons: Vec<UnitId> = persons.map(|(id, _)| id).collect();
        let groups = self.organisation.groups();
        let broad = |(id, group): (GroupId, &Group)| {
            group.kind == GroupKind::Group
                && self.group_puts_to_work(id, &persons, enough, &mut counted)
        };
        self.broad_groups = groups.map(broad).collect();
    }

    /// Whether a group puts at least so many services to work: mostly its units themselves tell, without what
    /// persons among them put to work besides.
    fn group_puts_to_work(
        &self,
        id: GroupId,
        persons: &[UnitId],
        enough: usize,
        counted: &mut Counted,
    ) -> bool {
        let held = &self.organisation.group(id).held;
        let ranges = held.ranges().iter().cloned();
        let own = ranges.flat_map(|range| self.provided_in(range)).copied();
        counted.restart();
        let own = counted.new_among(own).take(enough).count();
        if own == enough {
            return true;
        }
        let persons = persons.iter().filter(|person| held.holds(**person));
        let persons = persons.map(|person| unit_node(*person)).collect();
        let besides = counted.new_among(self.free_services(persons));
        besides.take(enough - own).count() + own == enough
    }
}

/// Which services have been counted since it started.
struct Counted {
    /// For each service the round in which it was counted last.
    last: Vec<u32>,
    round: u32,
}

impl Counted {
    fn new(services: usize) -> Self {
        Self { last: vec![0; services], round: 1 }
    }

    fn restart(&mut self) {
        self.round += 1;
    }

    /// The services among these that have not been counted; now they are.
    fn new_among(
        &mut self,
        services: impl Iterator<Item = ServiceId>,
    ) -> impl Iterator<Item = ServiceId> {
        services.filter(|service| {
            std::mem::replace(&mut self.last[service.index()], self.round) != self.round
        })
    }
}
