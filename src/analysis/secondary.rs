//! Secondary customers: colleagues outside a unit's parts who use its services (SPEC 3.5).

mod presence;

pub use presence::has_secondary;

use crate::{
    graph::Graph,
    id::{GroupId, ServiceId, Subject, UnitId},
    model::{Organisation, Provider, Recipient, Satisfaction},
};
use std::{collections::BTreeMap, ops::Range};

/// Somebody inside who uses a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SecondaryCustomer {
    /// A unit with its parts.
    Unit(UnitId),
    /// A group.
    Group(GroupId),
    /// Every unit.
    Everyone,
    /// The organisation, as the provider of a service that is served.
    Organisation,
}

impl From<SecondaryCustomer> for Subject {
    fn from(customer: SecondaryCustomer) -> Self {
        match customer {
            SecondaryCustomer::Unit(unit) => Self::Unit(unit),
            SecondaryCustomer::Group(group) => Self::Group(group),
            SecondaryCustomer::Everyone => Self::Everyone,
            SecondaryCustomer::Organisation => Self::Organisation,
        }
    }
}

impl SecondaryCustomer {
    /// The least range around the units that it holds.
    pub fn bounding_range(self, organisation: &Organisation) -> Range<usize> {
        match self {
            Self::Unit(unit) => organisation.parts(unit),
            Self::Group(group) => organisation.group(group).held.bounding_range(),
            // SPEC 3.5: the organisation as a provider holds all units.
            Self::Everyone | Self::Organisation => 0..organisation.units().len(),
        }
    }

    /// How many units it holds.
    pub fn members(self, organisation: &Organisation) -> usize {
        match self {
            Self::Group(group) => organisation.group(group).held.len(),
            Self::Unit(_) | Self::Everyone | Self::Organisation => {
                self.bounding_range(organisation).len()
            }
        }
    }

    /// `department`, `person`, `group` or `organisation`.
    pub fn kind_word(self, organisation: &Organisation) -> &'static str {
        match self {
            Self::Unit(unit) => organisation.unit(unit).kind_word(),
            Self::Group(group) => organisation.group(group).kind.word(),
            Self::Everyone => "group",
            Self::Organisation => "organisation",
        }
    }
}

/// How a unit comes to a secondary customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SecondaryReach {
    /// It uses a service of the unit.
    Direct,
    /// It uses one of a department that the unit leads or is part of.
    Shared(UnitId),
}

/// A secondary customer of a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Secondary {
    /// The customer.
    pub customer: SecondaryCustomer,
    /// Direct, or shared with a department.
    pub reach: SecondaryReach,
    /// The unit's services that it uses, by id; none where shared.
    pub services: Vec<ServiceId>,
    /// The lowest newest score of those, of 10.
    pub satisfaction: Option<f64>,
}

/// The secondary customers of a unit: direct ones first, then by name and id.
pub fn secondary(graph: &Graph<'_>, unit: UnitId) -> Vec<Secondary> {
    let organisation = graph.organisation();
    let own = graph.services_of(unit);
    let direct = used_outside(graph, &own, &organisation.parts(unit));
    let mut rows = Vec::with_capacity(direct.len());
    for (customer, with) in shared(graph, unit) {
        // SPEC 3.5: shared is only what is not the unit's own.
        if !direct.contains_key(&customer) {
            rows.push(Secondary {
                customer,
                reach: SecondaryReach::Shared(with),
                services: Vec::new(),
                satisfaction: None,
            });
        }
    }
    for (customer, Used { services, lowest }) in direct {
        rows.push(Secondary {
            customer,
            reach: SecondaryReach::Direct,
            services,
            satisfaction: lowest,
        });
    }
    rows.sort_by_key(|row| {
        let subject = Subject::from(row.customer);
        let is_shared = row.reach != SecondaryReach::Direct;
        let (name, id) = (organisation.name_of(subject), organisation.id_of(subject));
        // SPEC 5: by reach, name, id.
        (is_shared, name, id)
    });
    rows
}

/// Customers that a unit only shares, each with the unit that it shares them with; the first of several.
fn shared(graph: &Graph<'_>, unit: UnitId) -> Vec<(SecondaryCustomer, UnitId)> {
    let organisation = graph.organisation();
    let parts = organisation.parts(unit);
    let mut all: BTreeMap<SecondaryCustomer, UnitId> = BTreeMap::new();
    // SPEC 3.5: the departments that a unit leads come before those around it, and the first is kept.
    for &led in organisation.unit(unit).leads() {
        let services = graph.services_of(led);
        for customer in used_outside(graph, &services, &organisation.parts(led)).into_keys() {
            // SPEC 3.5: a shared customer too must hold a unit outside the
            // parts of the unit itself.
            if !within(&customer.bounding_range(organisation), &parts) {
                all.entry(customer).or_insert(led);
            }
        }
    }
    // SPEC 3.5: nearest first, and the first is kept.
    for around in organisation.containers(unit) {
        // What other parts of that department provide says nothing about this one.
        let itself = graph.provided_by(around);
        // In a deep organisation most departments around a unit provide nothing themselves.
        if itself.is_empty() {
            continue;
        }
        for customer in used_outside(graph, itself, &organisation.parts(around)).into_keys() {
            all.entry(customer).or_insert(around);
        }
    }
    all.into_iter().collect()
}

/// What somebody uses, and the lowest newest score of it, of 10.
#[derive(Default)]
struct Used {
    services: Vec<ServiceId>,
    lowest: Option<f64>,
}

/// The recipients inside that use some services and hold a unit outside `parts`, each with the services.
fn used_outside(
    graph: &Graph<'_>,
    services: &[ServiceId],
    parts: &Range<usize>,
) -> BTreeMap<SecondaryCustomer, Used> {
    let organisation = graph.organisation();
    let mut found: BTreeMap<SecondaryCustomer, Used> = BTreeMap::new();
    for &service in services {
        for relation in organisation.active_relations(service) {
            let score = relation.newest().and_then(Satisfaction::of_ten);
            for customer in stands_for(organisation, relation.to) {
                if within(&customer.bounding_range(organisation), parts) {
                    continue;
                }
                let used = found.entry(customer).or_default();
                // Relationships come service by service, so a repeated one is the last.
                if used.services.last() != Some(&service) {
                    used.services.push(service);
                }
                let scores = used.lowest.into_iter().chain(score);
                used.lowest = scores.min_by(f64::total_cmp);
            }
        }
    }
    found
}

/// Whether a customer whose units lie in `range` has none outside `parts`.
fn within(range: &Range<usize>, parts: &Range<usize>) -> bool {
    // Parts are one range of numbers, so the range around the held units decides; an empty
    // group holds nobody outside.
    range.is_empty() || (range.start >= parts.start && range.end <= parts.end)
}

/// The customers inside that a recipient means: of a service each of its providers.
pub fn stands_for(
    organisation: &Organisation,
    recipient: Recipient,
) -> impl Iterator<Item = SecondaryCustomer> {
    let (one, providers) = match recipient {
        Recipient::Unit(unit) => (Some(SecondaryCustomer::Unit(unit)), None),
        Recipient::Group(group) => (Some(SecondaryCustomer::Group(group)), None),
        Recipient::Everyone => (Some(SecondaryCustomer::Everyone), None),
        Recipient::Party(_) => (None, None),
        Recipient::Service(service) => (None, Some(&organisation.service(service).provided_by)),
    };
    let customers = providers.into_iter().flatten().map(|provider| match *provider {
        Provider::Unit(unit) => SecondaryCustomer::Unit(unit),
        Provider::Organisation => SecondaryCustomer::Organisation,
        Provider::Around(group) => SecondaryCustomer::Group(group),
    });
    one.into_iter().chain(customers)
}
