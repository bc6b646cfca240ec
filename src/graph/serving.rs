//! Whom units serve, as walks forwards read it: unit by unit, each row in the order of ids.
//!
//! Chains that cost the same are told apart by their ids, and a walk is to come upon them in that order. So each
//! service has a place, by id among all services, and a row holds the services of a unit itself by their places,
//! each with the nodes that it serves by their ids. Units stand in tree order: what a unit with its parts serves
//! is one stretch of rows.
//!
//! ```text
//! IT       ERP -> Sales, ERP -> Support, Help desk -> Everyone
//! Sales    Web shop -> Retail buyers
//! ```

use super::{At, Graph};
use crate::{
    id::{ServiceId, UnitId},
    model::{Recipient, Unit},
};
use fixedbitset::FixedBitSet;
use std::ops::Range;

/// A step: a service by its place, and whom it serves.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub(super) place: u32,
    pub(super) to: To,
}

/// A node that is served, and whether the step to it is broad.
#[derive(Clone, Copy, Debug)]
pub(super) struct To(u32);

/// Marks a broad step.
const BROAD: u32 = 1 << 31;

impl To {
    pub(super) fn new(graph: &Graph<'_>, recipient: Recipient) -> Self {
        let broad = if graph.is_broad(recipient) { BROAD } else { 0 };
        Self(graph.recipient_node(recipient).0 | broad)
    }

    pub(super) fn node(self) -> At {
        At(self.0 & !BROAD)
    }

    pub(super) fn is_broad(self) -> bool {
        self.0 >= BROAD
    }
}

/// The rows of the units, then those of services that receive something.
#[derive(Debug)]
pub(super) struct Serving {
    /// Where each row begins, and where the last ends.
    from: Vec<u32>,
    steps: Vec<Step>,
    /// Where the steps of the service at each place begin.
    starts: Vec<u32>,
    /// The services by their places.
    services: Vec<ServiceId>,
    /// The services that receive something, by number.
    receiving: Vec<ServiceId>,
    /// Where the parts of each unit end.
    ends: Vec<u32>,
    persons: FixedBitSet,
    /// The persons who lead something, and so put more to work than their own.
    leaders: FixedBitSet,
}

impl Serving {
    pub(super) fn new(graph: &Graph<'_>) -> Self {
        let organisation = graph.organisation;
        let units = organisation.units();
        let all = |wanted: fn(&Unit) -> bool| {
            let wanted = organisation.units().filter(move |(_, unit)| wanted(unit));
            wanted.map(|(id, _)| id.index()).collect()
        };
        let services = organisation.services().map(|(id, _)| id);
        let mut services: Vec<ServiceId> = services.collect();
        services.sort_by_cached_key(|service| graph.rank(graph.service_node(*service)));
        let mut serving = Self {
            from: Vec::with_capacity(organisation.units().len() + 1),
            steps: Vec::with_capacity(2 * services.len()),
            starts: vec![0; services.len()],
            services,
            receiving: graph.receiving(),
            ends: units.map(|(id, _)| narrow(organisation.parts(id).end)).collect(),
            persons: all(|unit| unit.person().is_some()),
            leaders: all(|unit| unit.leads_all() || !unit.leads().is_empty()),
        };
        serving.fill(graph);
        serving
    }

    fn fill(&mut self, graph: &Graph<'_>) {
        let mut places = vec![0; self.services.len()];
        for (place, service) in (0..).zip(&self.services) {
            places[service.index()] = place;
        }
        let mut own = Vec::new();
        for (unit, _) in graph.organisation.units() {
            own.extend(graph.provided_by(unit).iter().map(|id| (places[id.index()], *id)));
            own.sort_unstable();
            self.add_row(graph, &own);
            own.clear();
        }
        for service in self.receiving.clone() {
            self.add_row(graph, &[(places[service.index()], service)]);
        }
        self.from.push(narrow(self.steps.len()));
    }

    fn add_row(&mut self, graph: &Graph<'_>, services: &[(u32, ServiceId)]) {
        self.from.push(narrow(self.steps.len()));
        for &(place, service) in services {
            let start = self.steps.len();
            self.starts[place as usize] = narrow(start);
            let relations = graph.organisation.relations(service);
            self.steps
                .extend(relations.map(|relation| Step { place, to: To::new(graph, relation.to) }));
            self.steps[start..].sort_unstable_by_key(|step| graph.rank(step.to.node()));
        }
    }

    /// The service at a place.
    pub(super) fn service(&self, place: u32) -> ServiceId {
        self.services[place as usize]
    }

    /// The steps of units that lie side by side, unit by unit.
    pub(super) fn of_units(&self, units: Range<usize>) -> &[Step] {
        let [from, to] = [units.start, units.end].map(|at| self.from[at] as usize);
        &self.steps[from..to]
    }

    /// The steps of the service at a place, of those that have steps.
    pub(super) fn of_place(&self, place: usize) -> &[Step] {
        let steps = &self.steps[self.starts[place] as usize..];
        let count = steps.iter().take_while(|step| step.place as usize == place);
        &steps[..count.count()]
    }

    /// The steps of a service that receives something.
    pub(super) fn of_service(&self, service: ServiceId) -> &[Step] {
        let at = self.receiving.binary_search(&service);
        at.map_or(&[], |at| {
            let at = self.ends.len() + at;
            self.of_units(at..at + 1)
        })
    }

    /// Where the parts of a unit end.
    pub(super) fn end(&self, unit: usize) -> usize {
        self.ends[unit] as usize
    }

    pub(super) fn is_person(&self, unit: UnitId) -> bool {
        self.persons.contains(unit.index())
    }

    pub(super) fn leads(&self, unit: usize) -> bool {
        self.leaders.contains(unit)
    }
}

fn narrow(wide: usize) -> u32 {
    u32::try_from(wide).unwrap_or(u32::MAX)
}
