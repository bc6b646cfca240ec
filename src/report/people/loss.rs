//! What losing somebody would mean: how bad it would be, and why.

use super::Risk;
use crate::{
    id::{PartyId, ServiceId, UnitId},
    model::{Date, Organisation, Person, Unit},
};

/// What would be lost with somebody.
pub(super) struct Loss<'a, 'org> {
    pub(super) organisation: &'org Organisation,
    pub(super) unit: &'org Unit,
    /// The person, where it may be told that they leave.
    pub(super) told: Option<&'org Person>,
    /// The parties that they look after and for whom nobody stands in.
    pub(super) no_stand_in: Vec<PartyId>,
    /// The services that they alone provide.
    pub(super) alone: &'a [ServiceId],
}

impl<'org> Loss<'_, 'org> {
    pub(super) fn leaving(&self) -> Option<&'org Date> {
        self.told?.leaving()
    }

    pub(super) fn successor(&self) -> Option<UnitId> {
        self.told?.successor()
    }

    /// Whether a person has something that nobody else has.
    fn is_lonely(&self) -> bool {
        let something = !self.no_stand_in.is_empty() || !self.alone.is_empty();
        self.unit.person().is_some() && something
    }

    /// How many could do what they do.
    pub(super) fn could_do_it(&self) -> usize {
        1 + usize::from(!self.is_lonely() || self.successor().is_some())
    }

    /// How bad it would be.
    pub(super) fn risk(&self) -> Risk {
        match (self.leaving(), self.successor()) {
            (Some(_), None) => Risk::High,
            (None, None) if self.is_lonely() => Risk::Some,
            _ => Risk::Low,
        }
    }

    /// Why.
    pub(super) fn because(&self) -> Vec<String> {
        let mut because = Vec::new();
        if let Some(leaving) = self.leaving() {
            let successor = self.successor();
            let successor = successor.map_or("without a successor".to_owned(), |successor| {
                let name = &self.organisation.unit(successor).about.name;
                format!("{name} takes over")
            });
            because.push(format!("leaves {}, {successor}", leaving.when()));
        }
        if self.unit.person().is_some() && !self.no_stand_in.is_empty() {
            let parties = self.no_stand_in.iter();
            let names = parties.map(|party| &*self.organisation.party(*party).about.name);
            let names = names.collect::<Vec<_>>().join(", ");
            because.push(format!("nobody stands in for {names}"));
        }
        if self.unit.person().is_some() && !self.alone.is_empty() {
            let names = self.alone.iter().map(|service| self.service_name(*service));
            let names = names.collect::<Vec<_>>().join(", ");
            because.push(format!("nobody else provides {names}"));
        }
        because
    }

    fn service_name(&self, service: ServiceId) -> &'org str {
        let name = &self.organisation.service(service).about.name;
        if *name == self.unit.about.name { "what they do" } else { name }
    }
}
