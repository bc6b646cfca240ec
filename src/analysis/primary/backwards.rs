//! Party by party, backwards: for few parties and any number of units.

use super::{Ask, Chains, Primary, Reach, Rows, Shared};
use crate::{
    analysis::satisfaction::lowest,
    graph::{Graph, Tails},
    id::{PartyId, ServiceId, UnitId},
    model::{Provider, Recipient},
};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// How many steps are held at a time, about 200 MB. An organisation whose answer is larger is answered in
/// several goes, so that memory stays bounded whatever a file says.
const HELD_AT_A_TIME: usize = 12_000_000;
/// A row holds as much as this many steps.
const ROW: usize = 8;

/// Collects the rows of a block of units, party by party.
#[derive(Debug)]
pub(super) struct Backwards<'g, 'org> {
    graph: &'g Graph<'org>,
    tails: Tails<'g, 'org>,
    /// For each unit the nearest around it that has a chain, for shared rows.
    nearest: Vec<Option<UnitId>>,
}

/// For units their services that serve one party straight.
type Direct = FxHashMap<UnitId, Vec<ServiceId>>;

impl<'g, 'org> Backwards<'g, 'org> {
    pub(super) fn new(graph: &'g Graph<'org>) -> Self {
        Self {
            graph,
            tails: Tails::new(graph),
            nearest: vec![None; graph.organisation().units().len()],
        }
    }

    /// The rows of as many units from `first` on as are held at a time, unsorted, and which units they are.
    pub(super) fn block(&mut self, ask: &Ask, first: usize) -> (Range<usize>, Rows) {
        let mut block = Block { units: first..ask.units.len(), rows: Rows::new(), size: 0 };
        for &party in &ask.parties {
            self.collect(ask, party, &mut block);
        }
        (block.units, block.rows)
    }

    /// Adds the rows to one party, for the units of the block.
    fn collect(&mut self, ask: &Ask, party: PartyId, block: &mut Block) {
        self.tails.find(party);
        let mut direct = self.direct_services(&block.units);
        for &unit in self.tails.units() {
            if block.units.contains(&unit.index()) && ask.units[unit.index()] {
                block.extend(unit, self.reached(ask, unit, party, &mut direct));
            }
        }
        if ask.wanted.reach(Reach::Shared) {
            self.collect_shared(ask, party, block);
        }
    }

    /// The row of a unit that has a chain to the party.
    fn reached(
        &self,
        ask: &Ask,
        unit: UnitId,
        party: PartyId,
        direct: &mut Direct,
    ) -> Option<Primary> {
        let first = self.tails.first_of(unit)?;
        let cost = self.tails.cost(first)?;
        let reach = Reach::of(cost);
        if !ask.wanted.reach(reach) {
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
            chain: match ask.wanted.chains {
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
            self.tails.cost(service).is_some_and(|cost| Reach::of(cost) == Reach::Direct)
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
    fn collect_shared(&mut self, ask: &Ask, party: PartyId, block: &mut Block) {
        let organisation = self.graph.organisation();
        let reach_of = |service| self.tails.cost(service).map(Reach::of);
        let whole = self.tails.services().first().and_then(|&first| reach_of(first));
        for at in 0..block.units.end {
            let unit = UnitId::new(at);
            let own = self.tails.first_of(unit);
            let around = organisation.unit(unit).part_of.and_then(|up| self.nearest[up.index()]);
            self.nearest[at] = own.map_or(around, |_| Some(unit));
            if own.is_some() || !block.units.contains(&at) || !ask.units[at] {
                continue;
            }
            let first = around.and_then(|department| self.tails.first_of(department));
            let reach = first.map_or(whole, reach_of);
            let with = around.map_or(Provider::Organisation, Provider::Unit);
            let row = reach.map(|reach| Primary::shared(party, Shared { with, reach }));
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
        self.size += size(&row);
        self.rows.push((unit, row));
        while self.size > HELD_AT_A_TIME && self.units.len() > 1 {
            self.units.end = self.units.start + self.units.len() / 2;
            self.rows.retain(|(unit, _)| unit.index() < self.units.end);
            self.size = self.rows.iter().map(|(_, row)| size(row)).sum();
        }
    }
}

/// How much a row holds: itself, its steps and its services, counted in steps.
fn size(row: &Primary) -> usize {
    ROW + row.chain.len() + row.services.len()
}
