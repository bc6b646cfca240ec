//! Funders served: the payers that a unit serves (SPEC 3.7).

use crate::{
    graph::Graph,
    id::{PartyId, ServiceId, UnitId},
    model::Satisfaction,
};
use std::collections::BTreeMap;

/// A payer that a unit serves directly.
#[derive(Clone, Debug, PartialEq)]
pub struct FunderServed {
    /// The payer.
    pub party: PartyId,
    /// The unit's services that serve it, by id.
    pub services: Vec<ServiceId>,
    /// The lowest newest score of these, of 10.
    pub satisfaction: Option<f64>,
}

/// The active payers that services of a unit serve, by name and id.
pub fn funders_served(graph: &Graph<'_>, unit: UnitId) -> Vec<FunderServed> {
    let organisation = graph.organisation();
    let mut rows: BTreeMap<PartyId, FunderServed> = BTreeMap::new();
    // SPEC 3.7: directly only, so no chain is searched.
    for service in graph.services_of(unit) {
        for relation in organisation.active_relations(service) {
            let Some(party) = relation.to.party() else { continue };
            // SPEC 3.7: a beneficiary is a customer, even one that pays as well.
            if !organisation.is_active_party(party) || organisation.is_active_beneficiary(party) {
                continue;
            }
            let row = rows.entry(party).or_insert_with(|| FunderServed {
                party,
                services: Vec::new(),
                satisfaction: None,
            });
            row.services.push(service);
            let score = relation.newest().and_then(Satisfaction::of_ten);
            // The lowest, as for primary customers (SPEC 5).
            row.satisfaction = row.satisfaction.into_iter().chain(score).min_by(f64::total_cmp);
        }
    }
    let mut sorted: Vec<FunderServed> = rows.into_values().collect();
    sorted.sort_by_key(|row| {
        let header = &organisation.party(row.party).header;
        (&header.name, &header.id)
    });
    sorted
}
