//! Primary customers: the parties outside that a unit serves, straight, through others, by
//! blanket services only, or shared with the department around it.

use super::satisfaction::lowest;
use crate::{
    graph::{Cost, Graph, Link, Tails},
    id::{PartyId, ServiceId, UnitId},
    model::{Provider, Recipient},
};
use rustc_hash::FxHashMap;
use std::ops::Range;

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
            Cost {
                broad_steps: 1.., ..
            } => Self::Broad,
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
    /// How much it holds: itself, its steps and its services, counted in steps.
    fn size(&self) -> usize {
        ROW + self.chain.len() + self.services.len()
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

/// How many steps are held at a time, about 200 MB. An organisation whose answer is larger is answered in
/// several goes, so that memory stays bounded whatever a file says.
const HELD_AT_A_TIME: usize = 12_000_000;
/// A row holds as much as this many steps.
const ROW: usize = 8;

/// The primary customers of units, a block of units at a time.
#[derive(Debug)]
pub struct Primaries<'g, 'org> {
    graph: &'g Graph<'org>,
    tails: Tails<'g, 'org>,
    wanted: Wanted,
    parties: Vec<PartyId>,
    /// For each party its place in the order of names, then ids.
    by_name: Vec<u32>,
    /// For each unit the nearest around it that has a chain, for shared rows.
    nearest: Vec<Option<UnitId>>,
    /// Whether each unit's rows are wanted.
    units: Vec<bool>,
    /// The unit that the next block begins with.
    next: usize,
}

/// For units their services that serve one party straight.
type Direct = FxHashMap<UnitId, Vec<ServiceId>>;

/// The rows of a block of units: sorted by unit, within it by reach, cost and name.
type Rows = Vec<(UnitId, Primary)>;

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
            .filter(|&id| reached[id.index()] && organisation.is_active_party(id))
            .collect();
        if let Some(some) = &wanted.parties {
            parties.retain(|id| some.contains(id));
        }
        let mut chosen = vec![false; organisation.units().len()];
        units
            .into_iter()
            .for_each(|unit| chosen[unit.index()] = true);
        Self {
            graph,
            tails: Tails::new(graph),
            by_name: order_by_name(graph),
            nearest: vec![None; chosen.len()],
            units: chosen,
            wanted,
            parties,
            next: 0,
        }
    }

    /// The rows of each unit that was asked for, unit by unit in tree order.
    pub fn by_unit(self) -> impl Iterator<Item = (UnitId, Vec<Primary>)> {
        let wanted = self.units.clone();
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

    /// Adds the rows to one party, for the units of the block.
    fn collect(&mut self, party: PartyId, block: &mut Block) {
        self.tails.find(party);
        let mut direct = self.direct_services(&block.units);
        for &unit in self.tails.units() {
            if block.units.contains(&unit.index()) && self.units[unit.index()] {
                block.extend(unit, self.reached(unit, party, &mut direct));
            }
        }
        if self.wanted.reach(Reach::Shared) {
            self.collect_shared(party, block);
        }
    }

    /// The row of a unit that has a chain to the party.
    fn reached(&self, unit: UnitId, party: PartyId, direct: &mut Direct) -> Option<Primary> {
        let first = self.tails.first_of(unit)?;
        let cost = self.tails.cost(first)?;
        let reach = Reach::of(cost);
        if !self.wanted.reach(reach) {
            return None;
        }
        let own = direct.remove(&unit);
        let satisfaction = own
            .as_ref()
            .and_then(|services| lowest(self.graph, services, |to| to == Recipient::Party(party)));
        Some(Primary {
            party,
            reach,
            cost: Some(cost),
            shared: None,
            chain: match self.wanted.chains {
                Chains::Whole => self.tails.chain(first),
                Chains::FirstStep => self.tails.first_link(first).into_iter().collect(),
            },
            services: own.unwrap_or_else(|| vec![first]),
            satisfaction,
        })
    }

    /// For each unit of the block its services that serve the party of the last walk straight, by id.
    fn direct_services(&self, block: &Range<usize>) -> Direct {
        let organisation = self.graph.organisation();
        let mut direct = Direct::default();
        let services = self.tails.services().iter().copied();
        let is_direct = |&service: &ServiceId| {
            self.tails
                .cost(service)
                .is_some_and(|cost| Reach::of(cost) == Reach::Direct)
        };
        for service in services.take_while(is_direct) {
            for provider in &organisation.service(service).provided_by {
                let Provider::Unit(provider) = *provider else {
                    continue;
                };
                let around = std::iter::once(provider).chain(organisation.containers(provider));
                for unit in around.filter(|unit| block.contains(&unit.index())) {
                    let own = direct.entry(unit).or_default();
                    if own.last() != Some(&service) {
                        own.push(service);
                    }
                }
            }
        }
        direct
    }

    /// Adds a row for each unit of the block that has no chain but shares one.
    fn collect_shared(&mut self, party: PartyId, block: &mut Block) {
        let organisation = self.graph.organisation();
        let reach_of = |service| self.tails.cost(service).map(Reach::of);
        let whole = self
            .tails
            .services()
            .first()
            .and_then(|&first| reach_of(first));
        for at in 0..block.units.end {
            let unit = UnitId::new(at);
            let own = self.tails.first_of(unit);
            let around = organisation
                .unit(unit)
                .part_of
                .and_then(|up| self.nearest[up.index()]);
            self.nearest[at] = own.map_or(around, |_| Some(unit));
            if own.is_some() || !block.units.contains(&at) || !self.units[at] {
                continue;
            }
            let first = around.and_then(|department| self.tails.first_of(department));
            let reach = first.map_or(whole, reach_of);
            let with = around.map_or(Provider::Organisation, Provider::Unit);
            let row = reach.map(|reach| Primary {
                party,
                reach: Reach::Shared,
                cost: None,
                shared: Some(Shared { with, reach }),
                services: Vec::new(),
                chain: Vec::new(),
                satisfaction: None,
            });
            block.extend(unit, row);
        }
    }
}

/// The units whose rows are collected, and the rows so far.
struct Block {
    units: Range<usize>,
    rows: Rows,
    /// How much the rows hold, counted in steps.
    size: usize,
}

impl Block {
    /// Adds a row; where that is more than is held at a time, the later half of the units waits.
    fn extend(&mut self, unit: UnitId, row: Option<Primary>) {
        let Some(row) = row else {
            return;
        };
        self.size += row.size();
        self.rows.push((unit, row));
        while self.size > HELD_AT_A_TIME && self.units.len() > 1 {
            self.units.end = self.units.start + self.units.len() / 2;
            self.rows.retain(|(unit, _)| unit.index() < self.units.end);
            self.size = self.rows.iter().map(|(_, row)| row.size()).sum();
        }
    }
}

impl Iterator for Primaries<'_, '_> {
    type Item = (Range<usize>, Rows);

    /// The next block of units (a range of [`UnitId::index`]) with its rows.
    fn next(&mut self) -> Option<Self::Item> {
        let mut block = Block {
            units: self.next..self.units.len(),
            rows: Rows::new(),
            size: 0,
        };
        if block.units.is_empty() {
            return None;
        }
        for party in self.parties.clone() {
            self.collect(party, &mut block);
        }
        let Block {
            units, mut rows, ..
        } = block;
        rows.sort_by_key(|(unit, row)| {
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
