//! What somebody inside can use a service for.

use crate::{
    id::{Subject, UnitId},
    model::Organisation,
};
use std::collections::BTreeSet;

/// The ids of the services that somebody inside provides.
pub(super) fn services_of(organisation: &Organisation, who: Subject) -> BTreeSet<String> {
    let is_one = |unit: UnitId| match who {
        Subject::Unit(whole) => organisation.is_part(unit, whole),
        Subject::Group(group) => organisation.group(group).held.units().any(|one| one == unit),
        Subject::Everyone => true,
        Subject::Organisation | Subject::Service(_) | Subject::Party(_) => false,
    };
    let services = organisation.services().filter(|(_, service)| {
        service.provided_by.iter().filter_map(|provider| provider.unit()).any(is_one)
    });
    services.map(|(id, _)| organisation.id_of(id.into()).to_owned()).collect()
}
