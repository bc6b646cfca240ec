//! Which of a few services many relationships are used for: the uses of SPEC 3.2, asked the other way round.

use super::{
    Graph,
    uses::{Use, restricted_use},
};
use crate::{
    id::{ServiceId, UnitId},
    model::{Organisation, Recipient, Relation},
};
use std::{collections::BTreeSet, ops::Range};

/// Some services that are looked for in the uses of relationships.
///
/// A use is a few ranges of units, so the services are kept by the units that provide them: what a relationship is
/// used for besides is never looked at.
#[derive(Debug)]
pub struct SelectedUses<'g, 'org> {
    graph: &'g Graph<'org>,
    services: BTreeSet<ServiceId>,
    // Sorted by unit: the services of a range of units are one range of this set.
    by_provider: BTreeSet<(UnitId, ServiceId)>,
}

impl<'org> Graph<'org> {
    /// Creates a lookup of some active services in the uses of relationships.
    pub fn uses_among(&self, services: BTreeSet<ServiceId>) -> SelectedUses<'_, 'org> {
        let organisation = self.organisation();
        let by_provider = services.iter().flat_map(|&service| {
            providing_units(organisation, service).map(move |unit| (unit, service))
        });
        SelectedUses { graph: self, by_provider: by_provider.collect(), services }
    }
}

impl SelectedUses<'_, '_> {
    /// The selected services that the recipient of a relationship uses it for.
    pub fn of_relation(&self, relation: &Relation<'_>) -> BTreeSet<ServiceId> {
        if let Some(listed) = restricted_use(relation) {
            let is_used = |service: &&ServiceId| {
                self.services.contains(service) && self.graph.is_used_by(relation.to, **service)
            };
            return listed.iter().filter(is_used).copied().collect();
        }
        let itself = match relation.to {
            Recipient::Service(service) => Some(service),
            Recipient::Unit(_)
            | Recipient::Group(_)
            | Recipient::Everyone
            | Recipient::Party(_) => None,
        };
        let mut used: BTreeSet<ServiceId> =
            itself.into_iter().filter(|service| self.services.contains(service)).collect();
        for part in self.graph.parts_of_use(relation.to) {
            match part {
                Use::Everyone => used.extend(self.by_provider.iter().map(|(_, service)| service)),
                Use::Unit(unit) => {
                    used.extend(self.provided_in(self.graph.organisation().parts(unit)));
                }
                Use::Department(unit) => {
                    used.extend(self.provided_in(unit.index()..unit.index() + 1));
                }
            }
        }
        used
    }

    /// Removes a service from those that are looked for.
    pub fn remove(&mut self, service: ServiceId) {
        self.services.remove(&service);
        for unit in providing_units(self.graph.organisation(), service) {
            self.by_provider.remove(&(unit, service));
        }
    }

    /// The selected services that units of a range provide.
    fn provided_in(&self, units: Range<usize>) -> impl Iterator<Item = ServiceId> {
        let [from, to] = [units.start, units.end].map(|at| (UnitId::new(at), ServiceId::new(0)));
        self.by_provider.range(from..to).map(|(_, service)| *service)
    }
}

fn providing_units(
    organisation: &Organisation,
    service: ServiceId,
) -> impl Iterator<Item = UnitId> {
    organisation.service(service).provided_by.iter().filter_map(|provider| provider.unit())
}
