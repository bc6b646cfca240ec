//! How one unit comes to one party, with every chain that is as good.

use super::{ChainDetail, Primaries, Primary, PrimaryQuery};
use crate::{
    graph::{Graph, Link},
    id::{PartyId, UnitId},
    model::Provider,
};

/// How a unit comes to a party.
#[derive(Debug)]
pub struct Explanation {
    /// The party as a primary customer of the unit.
    pub primary: Primary,
    /// The least chain: of the unit, or of the one with whom it shares the customer.
    pub chain: Vec<Link>,
    /// Other chains of the same cost, one for each other first step.
    pub others: Vec<Vec<Link>>,
}

/// How a unit comes to a party, if that is a primary customer of it.
#[must_use]
pub fn explain(graph: &Graph<'_>, unit: UnitId, party: PartyId) -> Option<Explanation> {
    let query = PrimaryQuery {
        reaches: Vec::new(),
        parties: Some(vec![party]),
        chains: ChainDetail::FirstStep,
    };
    let mut primaries = Primaries::new(graph, [unit], query);
    let primary = primaries.next().and_then(|(_, mut rows)| rows.pop())?;
    // The search for the row is still there: the party is its only lane.
    let (chains, lane) = (&primaries.chains, 0);
    let with = primary.shared.map_or(Provider::Unit(unit), |shared| shared.with);
    let steps = match with {
        Provider::Unit(with) => chains.first_steps(graph.services_of(with), lane),
        Provider::Organisation | Provider::Around(_) => {
            chains.first_steps(graph.organisation().services().map(|(id, _)| id), lane)
        }
    };
    let first = chains.first_of_provider(with, lane);
    let chain = first.map_or(Vec::new(), |first| chains.chain(first, lane));
    let others = steps.into_iter().filter(|step| Some(step) != chain.first());
    let others = others.map(|step| chains.chain_by_way_of(step, lane));
    Some(Explanation { others: others.collect(), primary, chain })
}
