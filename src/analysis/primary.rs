//! Primary customers: the parties outside that a unit serves, straight, through others, by
//! blanket services only, or shared with the department around it.

mod backwards;
mod forwards;
mod walks;
mod ways;

pub use ways::{Ways, ways};

use crate::{
    graph::{Cost, Graph, Link},
    id::{PartyId, ServiceId, UnitId},
    model::Provider,
};
use forwards::Forwards;
use std::ops::Range;
use walks::Walks;

/// How a unit reaches a party, strongest first. Direct is certain, the others are inferred.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reach {
    /// A service of the unit serves it.
    Direct,
    /// A chain through other units, without a broad step.
    Through,
    /// Every chain has a broad step.
    Broad,
    /// No chain from the unit itself.
    Shared,
}

impl Reach {
    /// Every reach, strongest first.
    pub const ALL: [Self; 4] = [Self::Direct, Self::Through, Self::Broad, Self::Shared];

    /// Its word in output.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Through => "through",
            Self::Broad => "broad",
            Self::Shared => "shared",
        }
    }

    /// The reach of a chain that costs so much.
    pub(super) fn of(cost: Cost) -> Self {
        match cost {
            Cost { broad_steps: 1.., .. } => Self::Broad,
            Cost { steps: 2.., .. } => Self::Through,
            Cost { .. } => Self::Direct,
        }
    }
}

/// With whom a unit shares a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The department around it that has the chain, or the organisation as a whole.
    pub with: Provider,
    /// How that one reaches the customer.
    pub reach: Reach,
}

/// One primary customer of one unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Primary {
    /// The customer.
    pub party: PartyId,
    /// How the unit reaches it.
    pub reach: Reach,
    /// Steps and broad steps of the least chain; `None` where shared.
    pub cost: Option<Cost>,
    /// With whom, where shared.
    pub shared: Option<Shared>,
    /// Direct: all of the unit's services that serve it, by id. Through and broad: the chain's first.
    pub services: Vec<ServiceId>,
    /// The least chain: the whole, or only its first step, as was asked for; empty where shared.
    pub chain: Vec<Link>,
    /// The lowest newest score of the direct services, of 10.
    pub satisfaction: Option<f64>,
}

impl Primary {
    /// A customer that is shared: there is no chain of the unit's own.
    fn shared(party: PartyId, shared: Shared) -> Self {
        Self {
            party,
            reach: Reach::Shared,
            cost: None,
            shared: Some(shared),
            services: Vec::new(),
            chain: Vec::new(),
            satisfaction: None,
        }
    }
}

/// How much of each chain is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chains {
    /// Each step.
    Whole,
    /// The first step.
    FirstStep,
}

/// Which rows are wanted.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Which reaches; all where empty.
    pub reaches: Vec<Reach>,
    /// Which parties; all where `None`.
    pub parties: Option<Vec<PartyId>>,
    /// How much of each chain.
    pub chains: Chains,
}

impl Wanted {
    fn reach(&self, reach: Reach) -> bool {
        self.reaches.is_empty() || self.reaches.contains(&reach)
    }
}

/// The rows of some units, each with its unit.
type Rows = Vec<(UnitId, Primary)>;

/// What is asked for.
#[derive(Debug)]
struct Ask {
    wanted: Wanted,
    /// The parties that can be customers, of those that are wanted.
    parties: Vec<PartyId>,
    /// Whether each unit's rows are wanted.
    units: Vec<bool>,
}

/// The primary customers of units, a block of units at a time.
#[derive(Debug)]
pub struct Primaries<'g, 'org> {
    ask: Ask,
    walks: Walks<'g, 'org>,
    /// For each party its place in the order of names, then ids.
    by_name: Vec<u32>,
    /// The unit that the next block begins with.
    next: usize,
}

impl<'g, 'org> Primaries<'g, 'org> {
    /// Ready to answer for `units`.
    #[must_use]
    pub fn new(
        graph: &'g Graph<'org>,
        units: impl IntoIterator<Item = UnitId>,
        wanted: Wanted,
    ) -> Self {
        let organisation = graph.organisation();
        let reached = graph.reached_parties();
        let active = organisation.parties().map(|(id, _)| id);
        let mut parties: Vec<PartyId> = active
            .filter(|&id| reached[id.index()].is_some() && organisation.is_active_party(id))
            .collect();
        if let Some(some) = &wanted.parties {
            parties.retain(|id| some.contains(id));
        }
        let units: Vec<UnitId> = units.into_iter().collect();
        let mut chosen = vec![false; organisation.units().len()];
        for unit in &units {
            chosen[unit.index()] = true;
        }
        let ask = Ask { wanted, parties, units: chosen };
        let walks = Walks::choose(graph, &ask, &units);
        Self { ask, walks, by_name: order_by_name(graph), next: 0 }
    }

    /// The rows of each unit that was asked for, unit by unit in tree order.
    pub fn by_unit(self) -> impl Iterator<Item = (UnitId, Vec<Primary>)> {
        let wanted = self.ask.units.clone();
        self.flat_map(move |(block, rows)| {
            let mut rows = rows.into_iter().peekable();
            let units = block.filter(|at| wanted[*at]).map(UnitId::new);
            let units: Vec<UnitId> = units.collect();
            units.into_iter().map(move |unit| {
                let own = std::iter::from_fn(|| rows.next_if(|(of, _)| *of == unit));
                (unit, own.map(|(_, row)| row).collect())
            })
        })
    }
}

impl Iterator for Primaries<'_, '_> {
    type Item = (Range<usize>, Rows);

    /// The next block of units (a range of [`UnitId::index`]) with its rows: sorted by unit, within it by reach,
    /// cost and name.
    fn next(&mut self) -> Option<Self::Item> {
        if self.next == self.ask.units.len() {
            return None;
        }
        let (units, mut rows) = self.walks.block(&self.ask, self.next);
        // Rows are large: their places are sorted before they are moved.
        rows.sort_by_cached_key(|(unit, row)| {
            (*unit, row.reach, row.cost, self.by_name[row.party.index()])
        });
        self.next = units.end;
        Some((units, rows))
    }
}

/// For each party its place in the order of names, then ids, by Unicode code point.
fn order_by_name(graph: &Graph<'_>) -> Vec<u32> {
    let mut all: Vec<_> = graph.organisation().parties().collect();
    all.sort_by_key(|(_, party)| (&party.about.name, &party.about.id));
    let mut places = vec![0; all.len()];
    for (place, (id, _)) in (0..).zip(all) {
        places[id.index()] = place;
    }
    places
}
