//! Changes of the tree and of who provides what: providers, `part_of`, leads.

use super::{
    super::{MapPair, Side, cause::CauseKind},
    Blame,
};
use crate::{
    id::{ServiceId, Subject, UnitId},
    model::Provider,
};

impl Blame<'_, '_, '_> {
    /// Returns true, and adds the cause, if a provider of a service, or its place in the tree, differs in the other map.
    pub(super) fn provider(&mut self, service: ServiceId, provider: Provider) -> bool {
        let there = self.both.other_service(self.side, service);
        let other = match provider {
            Provider::Unit(unit) => self.both.other_unit(self.side, unit).map(Provider::Unit),
            Provider::Organisation => Some(provider),
            Provider::Around(group) => {
                self.both.other_group(self.side, group).map(Provider::Around)
            }
        };
        let all = there.map(|there| &self.there.organisation().service(there).provided_by);
        if !all.zip(other).is_some_and(|(all, other)| all.contains(&other)) {
            let place = self.place(Subject::Service(service));
            let service = Subject::Service(service);
            self.cause(CauseKind::Provider, place, service, Some(provider.into()));
            return true;
        }
        provider.unit().is_some_and(|unit| self.moved(unit))
    }

    /// Returns true, and adds the cause, if a unit, or a department around it, is part of another department in the other
    /// map.
    pub(in crate::analysis::difference) fn moved(&mut self, unit: UnitId) -> bool {
        let around = std::iter::once(unit).chain(self.here.containers(unit));
        // From the unit outwards: the nearest move is the cause, moves further up explain the rest.
        for unit in around.collect::<Vec<_>>() {
            if self.both.is_moved(self.side, unit) {
                self.add(CauseKind::Moved, self.place(Subject::Unit(unit)), Subject::Unit(unit));
                return true;
            }
        }
        false
    }

    /// Adds the cause if a unit that shares the customers of a department neither leads it nor is part of it in the
    /// other map.
    pub(in crate::analysis::difference) fn shares(&mut self, unit: UnitId, department: UnitId) {
        let leads = self.here.unit(unit).leads().contains(&department);
        let pair = (self.both.other_unit(self.side, unit))
            .zip(self.both.other_unit(self.side, department));
        let there = self.there.organisation();
        let leads_there = pair.is_some_and(|(unit, led)| there.unit(unit).leads().contains(&led));
        // SPEC 3.4 and 3.5: the departments that a unit leads come before those around it.
        if leads && !leads_there && self.both.is_led_otherwise(self.side, department) {
            self.add(CauseKind::Lead, self.place(department), department);
        } else if !leads && !self.both.is_part_there(self.side, unit, department) {
            self.moved(unit);
        }
    }

    /// Returns true, and adds the causes, if a person leads departments that they do not lead in the other map.
    pub(super) fn leads(&mut self, person: UnitId) -> bool {
        let led = self.here.unit(person).leads().iter().copied();
        let new: Vec<UnitId> =
            led.filter(|&led| self.both.is_led_otherwise(self.side, led)).collect();
        for &led in &new {
            self.add(CauseKind::Lead, self.place(Subject::Unit(led)), Subject::Unit(led));
        }
        !new.is_empty()
    }

    /// Adds as causes the departments around a service that somebody else leads in the other map.
    pub(super) fn any_lead(&mut self, service: ServiceId) {
        let providers = self.here.service(service).provided_by.iter();
        let units = providers.filter_map(|provider| provider.unit());
        let around = units.flat_map(|unit| std::iter::once(unit).chain(self.here.containers(unit)));
        let led = around.filter(|&unit| self.both.is_led_otherwise(self.side, unit));
        for unit in led.collect::<Vec<_>>() {
            self.add(CauseKind::Lead, self.place(Subject::Unit(unit)), Subject::Unit(unit));
        }
    }
}

impl MapPair<'_, '_> {
    /// Whether a unit of both maps is part of another department in the other one.
    pub(in crate::analysis::difference) fn is_moved(&self, side: Side, unit: UnitId) -> bool {
        let Some(other) = self.other_unit(side, unit) else {
            return false;
        };
        let up = self.organisation(side).unit(unit).part_of;
        let there = self.organisation(side.other()).unit(other).part_of;
        up.map(|up| self.other_unit(side, up)) != there.map(Some)
    }

    /// Whether a department of both maps is led by somebody else in the other one.
    fn is_led_otherwise(&self, side: Side, unit: UnitId) -> bool {
        let Some(other) = self.other_unit(side, unit) else {
            return false;
        };
        let lead = |side: Side, unit| {
            let department = self.organisation(side).unit(unit).department();
            department.and_then(|department| department.lead)
        };
        let there = lead(side.other(), other);
        lead(side, unit).map(|lead| self.other_unit(side, lead)) != there.map(Some)
    }
}
