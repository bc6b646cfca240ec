//! Which part of the organisation a register is about.

use super::super::size::whose;
use crate::{
    analysis::View,
    id::{ServiceId, UnitId},
    model::{Organisation, Provider, Recipient, Service},
};
use std::ops::Range;

/// Some units with their parts, as units of the whole organisation; or all of it.
pub(super) struct Scope<'org> {
    /// The whole organisation.
    pub(super) whole: &'org Organisation,
    /// The name of what is looked at.
    pub(super) name: String,
    /// The units; empty: all of it.
    parts: Vec<Range<usize>>,
}

impl<'org> Scope<'org> {
    /// Returns the scope of these units, or of everything that is looked at where none is given.
    pub(super) fn new(view: View<'_, 'org>, units: &[UnitId]) -> Self {
        let (here, whole) = (view.organisation(), view.whole_graph().organisation());
        let division = view.within().is_some().then(|| UnitId::new(0));
        let division = division.filter(|_| units.is_empty());
        let chosen = units.iter().copied().chain(division);
        let names = units.iter().map(|unit| here.unit(*unit).header.name.to_string());
        let name =
            if units.is_empty() { whose(view) } else { names.collect::<Vec<_>>().join(", ") };
        Self { whole, name, parts: chosen.map(|unit| whole.parts(view.in_whole(unit))).collect() }
    }

    /// Whether it is the whole organisation.
    pub(super) fn is_all(&self) -> bool {
        self.parts.is_empty()
    }

    /// Whether it holds a unit.
    pub(super) fn holds(&self, unit: UnitId) -> bool {
        self.is_all() || self.parts.iter().any(|parts| parts.contains(&unit.index()))
    }

    /// Whether one of its units provides a service; in the whole organisation everybody does.
    pub(super) fn provides(&self, service: &Service) -> bool {
        self.is_all() || service.provided_by.iter().any(|provider| self.holds_provider(*provider))
    }

    /// Whether it holds a provider.
    pub(super) fn holds_provider(&self, provider: Provider) -> bool {
        match provider {
            Provider::Unit(unit) => self.holds(unit),
            Provider::Organisation | Provider::Around(_) => self.is_all(),
        }
    }

    /// Whether a recipient is one of its units, holds one of them, or is a service of one of them.
    pub(super) fn receives(&self, recipient: Recipient) -> bool {
        if self.is_all() {
            return true;
        }
        let touches = |units: &Range<usize>| {
            let mut parts = self.parts.iter();
            parts.any(|parts| parts.start < units.end && units.start < parts.end)
        };
        match recipient {
            Recipient::Unit(unit) => touches(&self.whole.parts(unit)),
            Recipient::Group(group) => self.whole.group(group).held.ranges().iter().any(touches),
            Recipient::Everyone => true,
            Recipient::Service(service) => self.provides(self.whole.service(service)),
            Recipient::Party(_) => false,
        }
    }

    /// The services of the whole organisation that it provides, active or not, by provider in the tree, then as in the
    /// file.
    pub(super) fn services(&self) -> Vec<(ServiceId, &'org Service)> {
        let mut services: Vec<_> =
            self.whole.services().filter(|(_, service)| self.provides(service)).collect();
        services.sort_by_key(|(id, service)| (service.provided_by.iter().min().copied(), *id));
        services
    }
}
