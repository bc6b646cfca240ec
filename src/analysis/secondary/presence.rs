//! Which units have a secondary customer at all: asked for every unit at once, without any list of customers.

use super::{stands_for, within};
use crate::{
    graph::Graph,
    id::{ServiceId, UnitId},
    model::{Organisation, Recipient},
};
use std::ops::Range;

/// For each unit whether it has a secondary customer, direct or shared (SPEC 3.5).
#[must_use]
pub fn has_secondary(graph: &Graph<'_>) -> Vec<bool> {
    let organisation = graph.organisation();
    let customers = CustomerPresence::new(graph);
    let units = organisation.units();
    let has = |unit: UnitId| {
        let at = unit.index();
        customers.direct[at] || customers.around[at] || leads_some(graph, unit)
    };
    units.map(|(unit, _)| has(unit)).collect()
}

/// Who has customers inside without leading anybody.
struct CustomerPresence {
    /// The units whose own services, or those of their parts, serve somebody outside these parts.
    direct: Vec<bool>,
    /// The units around which a department itself provides something to somebody outside that department.
    around: Vec<bool>,
}

impl CustomerPresence {
    /// A unit's parts are one range of numbers, so the least range around all customers of its services decides
    /// whether one of them is outside.
    fn new(graph: &Graph<'_>) -> Self {
        let organisation = graph.organisation();
        let count = organisation.units().len();
        let (mut direct, mut itself) = (vec![false; count], vec![false; count]);
        let mut ranges: Vec<Option<Range<usize>>> = vec![None; count];
        // Backwards, so that the parts of a unit come before it and each unit is looked at once.
        for (unit, about) in organisation.units().rev() {
            let at = unit.index();
            let parts = organisation.parts(unit);
            let is_outside = |range: &Option<Range<usize>>| {
                range.as_ref().is_some_and(|range| !within(range, &parts))
            };
            let own = customer_range(organisation, graph.provided_by(unit));
            itself[at] = is_outside(&own);
            ranges[at] = bounding_range(ranges[at].take(), own);
            direct[at] = is_outside(&ranges[at]);
            if let Some(up) = about.part_of.map(UnitId::index) {
                ranges[up] = bounding_range(ranges[up].take(), ranges[at].clone());
            }
        }
        let mut around: Vec<bool> = Vec::with_capacity(count);
        for (_, about) in organisation.units() {
            let up = about.part_of.map(UnitId::index);
            around.push(up.is_some_and(|up| itself[up] || around[up]));
        }
        Self { direct, around }
    }
}

/// Whether a department that a person leads has a direct secondary customer that is one of theirs as well.
fn leads_some(graph: &Graph<'_>, unit: UnitId) -> bool {
    let organisation = graph.organisation();
    let parts = organisation.parts(unit);
    organisation.unit(unit).leads().iter().any(|&led| {
        let led_parts = organisation.parts(led);
        let units = led_parts.clone().map(UnitId::new);
        let services = units.flat_map(|unit| graph.provided_by(unit));
        let mut relations = services.flat_map(|&service| organisation.relations(service));
        relations.any(|relation| {
            let mut ranges = customer_ranges(organisation, relation.to);
            ranges.any(|range| !within(&range, &led_parts) && !within(&range, &parts))
        })
    })
}

/// The least range around those inside whom some services serve.
fn customer_range(organisation: &Organisation, services: &[ServiceId]) -> Option<Range<usize>> {
    let relations = services.iter().flat_map(|&service| organisation.relations(service));
    let ranges = relations.flat_map(|relation| customer_ranges(organisation, relation.to));
    ranges.fold(None, |all, range| bounding_range(all, Some(range)))
}

/// The least range around each customer inside that a recipient stands for; none for one that holds nobody.
fn customer_ranges(
    organisation: &Organisation,
    to: Recipient,
) -> impl Iterator<Item = Range<usize>> {
    let ranges = stands_for(organisation, to).map(|customer| customer.hull(organisation));
    ranges.filter(|range| !range.is_empty())
}

fn bounding_range(a: Option<Range<usize>>, b: Option<Range<usize>>) -> Option<Range<usize>> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.start.min(b.start)..a.end.max(b.end)),
        (a, b) => a.or(b),
    }
}
