//! How big an organisation is: what the first line of an answer counts.

use crate::model::Organisation;

/// What it consists of.
pub(super) struct Size {
    pub(super) departments: usize,
    pub(super) people: usize,
    /// The active ones.
    pub(super) services: usize,
}

impl Size {
    pub(super) fn of(organisation: &Organisation) -> Self {
        let units = organisation.units();
        let people = units.filter(|(_, unit)| unit.person().is_some()).count();
        let services = organisation.services();
        Self {
            departments: organisation.units().len() - people,
            people,
            services: services.filter(|(id, _)| organisation.is_active(*id)).count(),
        }
    }
}
