//! The services of a model: who provides each, and whom it serves.

use super::{links::Links, units::Units};
use std::collections::BTreeSet;

/// A service with those at its ends, by the numbers of their elements.
#[derive(Debug)]
pub(super) struct ModelService {
    pub(super) element: usize,
    pub(super) providers: BTreeSet<usize>,
    /// The units that it serves.
    pub(super) units: BTreeSet<usize>,
    /// The services that it serves.
    pub(super) services: BTreeSet<usize>,
}

/// The services of a model.
#[derive(Debug)]
pub(super) struct Services {
    /// In the order of the model.
    pub(super) all: Vec<ModelService>,
    /// The units that provide a service.
    pub(super) providers: BTreeSet<usize>,
    /// The units that receive one.
    pub(super) recipients: BTreeSet<usize>,
    /// Whether each relationship of the model says who provides or receives something.
    pub(super) used: Vec<bool>,
}

/// Finds who provides each service and whom it serves.
pub(super) fn find(links: &Links<'_>, units: &Units) -> Services {
    let mut used = vec![false; links.model.relations.len()];
    let elements = 0..links.model.elements.len();
    let services = elements.filter(|&element| links.is(element, &["BusinessService"]));
    let found = services.map(|element| {
        let performers = links.performers(element, &mut used);
        let mut service = ModelService {
            element,
            providers: units.representatives(performers),
            units: BTreeSet::new(),
            services: BTreeSet::new(),
        };
        for link in links.from(element, &["Serving"]) {
            let is_understood = serve(links, units, link.other, &mut service, &mut used);
            used[link.relation] |= is_understood;
        }
        service
    });
    let all: Vec<ModelService> = found.collect();
    let providers = all.iter().flat_map(|service| service.providers.iter().copied()).collect();
    let recipients = all.iter().flat_map(|service| service.units.iter().copied()).collect();
    Services { all, providers, recipients, used }
}

/// Adds one end of a serving relationship: a unit, a service, or what a behaviour realizes or who performs it.
fn serve(
    links: &Links<'_>,
    units: &Units,
    to: usize,
    service: &mut ModelService,
    used: &mut [bool],
) -> bool {
    if links.is_active(to) {
        service.units.extend(units.representatives([to]));
        return true;
    }
    if links.is(to, &["BusinessService"]) {
        service.services.insert(to);
        return true;
    }
    let realized = links.realized(to);
    if !realized.is_empty() {
        let others = realized.iter().map(|link| link.other);
        service.services.extend(others.filter(|other| *other != service.element));
        return true;
    }
    let performers = links.performers(to, used);
    service.units.extend(units.representatives(performers.iter().copied()));
    !performers.is_empty()
}
