//! The ways of one unit to one party, each step of them.

use super::{Ask, Chains, Forwards, Primary, Wanted};
use crate::{
    graph::{Graph, Link, Tails},
    id::{PartyId, ServiceId, UnitId},
    model::Provider,
};

/// How a unit comes to a party.
#[derive(Debug)]
pub struct Ways {
    /// The party as a primary customer of the unit.
    pub primary: Primary,
    /// The least chain: of the unit, or of the one with whom it shares the customer.
    pub chain: Vec<Link>,
    /// Other chains that cost as much, one for each other first step.
    pub others: Vec<Vec<Link>>,
}

/// How a unit comes to a party, if that is a primary customer of it.
#[must_use]
pub fn ways(graph: &Graph<'_>, unit: UnitId, party: PartyId) -> Option<Ways> {
    graph.reached_parties()[party.index()]?;
    let active = graph.organisation().is_active_party(party);
    let ask = Ask {
        wanted: Wanted { reaches: Vec::new(), parties: None, chains: Chains::FirstStep },
        parties: active.then_some(party).into_iter().collect(),
        units: Vec::new(),
    };
    let mut forwards = Forwards::new(graph);
    let (_, primary) = forwards.rows(&ask, unit).pop()?;
    let mut tails = Tails::new(graph);
    let with = primary.shared.map_or(Provider::Unit(unit), |shared| shared.with);
    let (services, chain) = if let Provider::Unit(with) = with {
        tails.find_along(party, forwards.last());
        (graph.services_of(with), forwards.last().chain(party))
    } else {
        tails.find_nearest(party);
        let services = tails.services().to_vec();
        let chain = services.first().map(|first| tails.chain(*first));
        (services, chain.unwrap_or_default())
    };
    Some(Ways { others: others(&tails, graph, &services, &chain), primary, chain })
}

/// Other chains that cost as much, one for each other first step.
fn others(
    tails: &Tails<'_, '_>,
    graph: &Graph<'_>,
    services: &[ServiceId],
    shown: &[Link],
) -> Vec<Vec<Link>> {
    let Some(first) = shown.first() else {
        return Vec::new();
    };
    let least = first.service.and_then(|service| tails.cost(service));
    let links = services.iter().flat_map(|&service| {
        let relations = graph.organisation().relations(service);
        relations.map(move |relation| (service, relation.to))
    });
    let as_short = links.filter(|&(service, to)| {
        (first.service, first.to) != (Some(service), to) && tails.cost_by_way_of(to) == least
    });
    as_short.map(|(service, to)| tails.chain_by_way_of(service, to)).collect()
}
