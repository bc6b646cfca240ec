//! Whom services serve, as walks forwards read it: in the order of ids.
//!
//! Chains that cost the same are told apart by their ids. So that a walk comes upon them in that order, each
//! service has a place, by id among all services, and a row of the nodes that it serves, by id too:
//!
//! ```text
//! place 0   ERP        -> Sales, Support
//! place 1   Web shop   -> Retail buyers
//! ```

use super::{At, Graph};
use crate::id::ServiceId;
use std::ops::Range;

/// The services by id, each with those that it serves.
#[derive(Debug)]
pub(super) struct Served {
    services: Vec<ServiceId>,
    /// The place of each service.
    places: Vec<u32>,
    from: Vec<u32>,
    to: Vec<To>,
    /// The places of the services that units themselves provide, unit by unit.
    provided: Vec<u32>,
}

/// A node that is served, and whether the step to it is broad.
#[derive(Clone, Copy, Debug)]
pub(super) struct To(u32);

/// Marks a broad step.
const BROAD: u32 = 1 << 31;

impl To {
    /// A step that is not broad.
    pub(super) fn named(node: At) -> Self {
        Self(node.0)
    }

    pub(super) fn node(self) -> At {
        At(self.0 & !BROAD)
    }

    pub(super) fn is_broad(self) -> bool {
        self.0 >= BROAD
    }
}

impl Served {
    pub(super) fn new(graph: &Graph<'_>) -> Self {
        let organisation = graph.organisation;
        let mut services: Vec<ServiceId> = organisation.services().map(|(id, _)| id).collect();
        services.sort_unstable_by_key(|service| graph.rank(graph.service_node(*service)));
        let mut places = vec![0; services.len()];
        let mut from = Vec::with_capacity(services.len() + 1);
        let mut to: Vec<To> = Vec::with_capacity(2 * services.len());
        for (place, &service) in (0..).zip(&services) {
            places[service.index()] = place;
            let start = to.len();
            from.push(narrow(start));
            to.extend(organisation.relations(service).map(|relation| {
                let broad = if graph.is_broad(relation.to) {
                    BROAD
                } else {
                    0
                };
                To(graph.recipient_node(relation.to).0 | broad)
            }));
            to[start..].sort_unstable_by_key(|to| graph.rank(to.node()));
        }
        from.push(narrow(to.len()));
        let provided = graph.provided.iter();
        Self {
            provided: provided.map(|service| places[service.index()]).collect(),
            services,
            places,
            from,
            to,
        }
    }

    /// The service at a place.
    pub(super) fn service(&self, place: u32) -> ServiceId {
        self.services[place as usize]
    }

    /// The place of a service.
    pub(super) fn place(&self, service: ServiceId) -> u32 {
        self.places[service.index()]
    }

    /// Whom the service at a place serves, by id.
    pub(super) fn row(&self, place: u32) -> &[To] {
        let [from, to] = [place, place + 1].map(|at| self.from[at as usize] as usize);
        &self.to[from..to]
    }

    /// The places of the active services that some units themselves provide.
    pub(super) fn provided_in(&self, graph: &Graph<'_>, units: Range<usize>) -> &[u32] {
        let [from, to] = [units.start, units.end].map(|at| graph.provided_from[at] as usize);
        &self.provided[from..to]
    }
}

fn narrow(wide: usize) -> u32 {
    u32::try_from(wide).unwrap_or(u32::MAX)
}
