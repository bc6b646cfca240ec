//! Which units have a secondary customer at all: asked for every unit at once, without any list of customers.

use super::{stands_for, within};
use crate::{
    graph::{Graph, bounding_range},
    id::{ServiceId, UnitId},
    model::{Organisation, Recipient},
};
use std::{mem::take, ops::Range};

/// For each unit whether it has a secondary customer, direct or shared (SPEC 3.5).
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
        let mut ranges: Vec<Range<usize>> = vec![0..0; count];
        // Backwards, so that the parts of a unit come before it and each unit is looked at once.
        for (id, unit) in organisation.units().rev() {
            let at = id.index();
            let parts = organisation.parts(id);
            let own = customer_range(organisation, graph.provided_by(id));
            itself[at] = !within(&own, &parts);
            let all = bounding_range(take(&mut ranges[at]), own);
            direct[at] = !within(&all, &parts);
            if let Some(up) = unit.part_of.map(UnitId::index) {
                ranges[up] = bounding_range(take(&mut ranges[up]), all);
            }
        }
        let mut around: Vec<bool> = Vec::with_capacity(count);
        for (_, unit) in organisation.units() {
            let up = unit.part_of.map(UnitId::index);
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
        // One by one only for persons who lead, and only until the first that is found.
        let units = led_parts.clone().map(UnitId::new);
        let services = units.flat_map(|unit| graph.provided_by(unit));
        let mut relations = services.flat_map(|&service| organisation.active_relations(service));
        relations.any(|relation| {
            let mut ranges = customer_ranges(organisation, relation.to);
            // SPEC 3.5: outside the department that is led, and outside the unit's own parts.
            ranges.any(|range| !within(&range, &led_parts) && !within(&range, &parts))
        })
    })
}

/// The least range around those inside whom some services serve.
fn customer_range(organisation: &Organisation, services: &[ServiceId]) -> Range<usize> {
    let relations = services.iter().flat_map(|&service| organisation.active_relations(service));
    let ranges = relations.flat_map(|relation| customer_ranges(organisation, relation.to));
    ranges.fold(0..0, bounding_range)
}

/// The least range around each customer inside that a recipient means; none for one that holds nobody.
fn customer_ranges(
    organisation: &Organisation,
    to: Recipient,
) -> impl Iterator<Item = Range<usize>> {
    let ranges = stands_for(organisation, to).map(|customer| customer.bounding_range(organisation));
    ranges.filter(|range| !range.is_empty())
}
