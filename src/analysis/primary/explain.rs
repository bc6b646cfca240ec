//! How one unit comes to one party, by every way that is as good, and by longer ones.

use super::{ChainDetail, Primaries, Primary, PrimaryQuery, Reach};
use crate::{
    graph::{Graph, Ways},
    id::{PartyId, ServiceId, UnitId},
    model::{Provider, Recipient},
};

/// The most ways that an explanation lists.
const MOST_WAYS: usize = 20;
/// The most steps that a longer way may have beyond the shortest.
const LONGER_BY: u32 = 10;

/// The ways that a question asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaysAsked {
    /// The ways that cost as much as the least one.
    Least,
    /// Longer ones too.
    Longer,
}

/// How a unit comes to a party.
#[derive(Debug)]
pub struct Explanation {
    /// The party as a primary customer of the unit.
    pub primary: Primary,
    /// The ways of the unit, or of the one with whom it shares the customer. The first one is the chain that is shown.
    pub ways: Ways,
    /// The recipients of the first steps of all ways that cost as much as the first one, by id: none of them is the
    /// way, so they are named together (SPEC 3.3). Empty where the party is served directly.
    pub through: Vec<Recipient>,
}

/// Explains how a unit reaches a party; `None` unless the party is a primary customer of the unit.
pub fn explain(
    graph: &Graph<'_>,
    unit: UnitId,
    party: PartyId,
    asked: WaysAsked,
) -> Option<Explanation> {
    let query = PrimaryQuery {
        reaches: Vec::new(),
        parties: Some(vec![party]),
        chains: ChainDetail::FirstStep,
    };
    let mut primaries = Primaries::new(graph, [unit], query);
    let primary = primaries.next().and_then(|(_, mut own)| own.rows.pop())?;
    // The search for the row is still there: the party is its only lane.
    let (chains, lane) = (&primaries.chains, 0);
    let with = primary.shared.map_or(Provider::Unit(unit), |shared| shared.with);
    // SPEC 3.4: a shared customer is reached by the chains of the one with whom it is shared.
    let services: Vec<ServiceId> = match with {
        Provider::Unit(with) => graph.services_of(with),
        Provider::Organisation | Provider::Around(_) => {
            graph.organisation().services().map(|(id, _)| id).collect()
        }
    };
    let first = match primary.shared.map_or(primary.reach, |shared| shared.reach) {
        // SPEC 3.3: `through` is empty where the party is served directly.
        Reach::Direct => Vec::new(),
        Reach::Through | Reach::Broad | Reach::Shared => chains.first_recipients(with),
    };
    let of_lane = first.into_iter().filter(|(lanes, _)| lanes & (1 << lane) != 0);
    let through = of_lane.map(|(_, to)| to).collect();
    let longer_by = if asked == WaysAsked::Longer { LONGER_BY } else { 0 };
    let ways = chains.ways(services, lane, MOST_WAYS, longer_by);
    Some(Explanation { primary, ways, through })
}

/// The unit whose verdict is why a party is no primary customer of a unit: the unit itself, a department that it
/// leads, or one around it (SPEC 3.4). `None` where no verdict is the reason.
pub fn rejected_by(graph: &Graph<'_>, unit: UnitId, party: PartyId) -> Option<UnitId> {
    let query = PrimaryQuery {
        reaches: Vec::new(),
        parties: Some(vec![party]),
        chains: ChainDetail::FirstStep,
    };
    let mut primaries = Primaries::new(graph, [unit], query);
    primaries.next()?;
    // The party is the only lane of the search that was made for the rows.
    primaries.sharing.rejecting(&primaries.chains, unit, 0)
}
