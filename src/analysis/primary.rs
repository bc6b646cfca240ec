//! Primary customers (SPEC 3.4): the parties outside that a unit serves, directly, through others, by broad steps only, or
//! shared with a department around it.

mod customer;
mod explain;
mod rows;
mod sharing;
mod verdicts;

pub use customer::{Certainty, ChainDetail, Primary, PrimaryQuery, PrimaryRows, Reach, Shared};
pub use explain::{Explanation, WaysAsked, explain};
pub(super) use sharing::Sharing;
pub(super) use verdicts::LaneVerdicts;

use super::relations::RelationsOfParties;
use crate::{
    graph::{ChainSearch, Graph, LANES, Lanes},
    id::{PartyId, Subject, UnitId, index32},
    model::{Organisation, Recipient, Satisfaction},
};
use rows::{Block, Direct, Row};

/// How much the rows of a block may take. A map whose answer is larger is answered in several blocks of units, so that
/// memory stays bounded whatever a file says.
const MOST_BYTES: usize = 400 << 20;

/// The primary customers of units, unit by unit in tree order. Within a unit by reach, cost, name and id.
#[derive(Debug)]
pub struct Primaries<'g, 'org> {
    organisation: &'org Organisation,
    query: PrimaryQuery,
    chains: ChainSearch<'g, 'org>,
    /// The parties that can be customers, of those that are asked for; by name, then id.
    parties: Vec<PartyId>,
    /// The relationships of these parties.
    relations: RelationsOfParties<'org>,
    /// For each unit whether its rows are asked for.
    asked: Vec<bool>,
    /// For each unit the nearest one whose rows are asked for: itself, or one around it.
    nearest_asked: Vec<Option<UnitId>>,
    block: Block,
    /// How much the rows of a block may take.
    most_bytes: usize,
    /// How many rows of the block, and of its direct services, have been handed out.
    given: (usize, usize),
    /// The next unit to hand out.
    next: usize,
}

impl<'g, 'org> Primaries<'g, 'org> {
    /// Ready to answer for `units`.
    #[must_use]
    pub fn new(
        graph: &'g Graph<'org>,
        units: impl IntoIterator<Item = UnitId>,
        query: PrimaryQuery,
    ) -> Self {
        let organisation = graph.organisation();
        let mut asked = vec![false; organisation.units().len()];
        for unit in units {
            asked[unit.index()] = true;
        }
        let mut nearest_asked: Vec<Option<UnitId>> = Vec::with_capacity(asked.len());
        for (id, unit) in organisation.units() {
            let around = unit.part_of.and_then(|up| nearest_asked[up.index()]);
            nearest_asked.push(if asked[id.index()] { Some(id) } else { around });
        }
        let parties = parties_asked(graph, &query);
        Self {
            organisation,
            chains: graph.chains(),
            relations: RelationsOfParties::new(organisation, parties.iter().copied()),
            query,
            parties,
            asked,
            nearest_asked,
            block: Block::new(0..0, MOST_BYTES),
            most_bytes: MOST_BYTES,
            given: (0, 0),
            next: 0,
        }
    }

    /// The same in blocks of units whose rows take about this many bytes.
    #[must_use]
    pub fn within_bytes(self, most_bytes: usize) -> Self {
        Self { most_bytes, ..self }
    }

    /// Collects the rows of the units from the next one on that fit into a block.
    fn collect(&mut self) {
        let likely = Block::likely_units(self.parties.len(), self.most_bytes);
        let end = self.asked.len().min(self.next.saturating_add(likely));
        let mut block = Block::new(self.next..end, self.most_bytes);
        for first in (0..self.parties.len()).step_by(LANES) {
            let lanes = self.parties[first..].iter().copied().take(LANES);
            self.chains.find(lanes.enumerate());
            self.collect_lanes(first, &mut block);
        }
        block.sort();
        block
            .rejected
            .sort_by_key(|(unit, party)| (*unit, &self.organisation.party(*party).about.id));
        self.block = block;
        self.given = (0, 0);
    }

    /// Adds the rows to the parties of the last search, which are those from the `first` on.
    fn collect_lanes(&self, first: usize, block: &mut Block) {
        let lanes = self.parties[first..].iter().copied().take(LANES).enumerate();
        let sharing = Sharing::new(self.organisation, &self.chains, lanes);
        let mut at = block.units.start;
        while at < block.units.end {
            if self.asked[at] {
                self.collect_unit(UnitId::new(at), first, &sharing, block);
                block.fit();
            }
            at += 1;
        }
        if self.query.reach(Reach::Direct) {
            self.collect_direct(first, block);
        }
    }

    fn collect_unit(&self, unit: UnitId, first: usize, sharing: &Sharing<'_>, block: &mut Block) {
        let rejected = sharing.verdicts.rejected(&self.chains, unit);
        let new_row = |lane: usize| {
            let confirmed = sharing.verdicts.confirmed(unit) & (1 << lane) != 0;
            Row::new(unit, index32(first + lane), confirmed)
        };
        let through = self.through(unit);
        for (lanes, cost, service) in self.chains.of_unit(unit) {
            let reach = Reach::of(cost);
            if !self.query.reach(reach) {
                continue;
            }
            for lane in lane_numbers(lanes & !rejected) {
                let chain = match self.query.chains {
                    ChainDetail::Whole => block.add_chain(self.chains.chain(service, lane)),
                    ChainDetail::FirstStep => {
                        block.add_chain(self.chains.first_step(service, lane))
                    }
                };
                let of_lane = through.iter().filter(|(lanes, _)| lanes & (1 << lane) != 0);
                let through = block.add_through(of_lane.map(|(_, to)| *to));
                let cost = Some(cost);
                block.rows.push(Row { reach, cost, chain, through, ..new_row(lane) });
            }
        }
        let mut removed = rejected & self.chains.lanes_of(unit);
        for (lanes, with) in sharing.of_unit(&self.chains, unit) {
            removed |= rejected & lanes;
            for lane in lane_numbers(lanes & !rejected).filter(|_| self.query.reach(Reach::Shared))
            {
                let cost = self.chains.cost_of_provider(with, lane);
                let shared = cost.map(|cost| Shared { with, reach: Reach::of(cost) });
                block.rows.push(Row { shared, ..new_row(lane) });
            }
        }
        let removed = lane_numbers(removed).map(|lane| (unit, self.parties[first + lane]));
        block.rejected.extend(removed);
    }

    /// The recipients of the first steps of all least chains from a unit that are longer than one step: by id, each with
    /// its lanes.
    fn through(&self, unit: UnitId) -> Vec<(Lanes, Recipient)> {
        let longer = self.chains.lanes_of(unit) & !self.chains.direct_lanes_of(unit);
        if longer == 0 {
            return Vec::new();
        }
        let steps = self.chains.first_steps_of_unit(unit).into_iter();
        let mut through: Vec<(Lanes, Recipient)> =
            steps.map(|(lanes, step)| (lanes & longer, step.to)).collect();
        let id = |to: Recipient| self.organisation.id_of(Subject::from(to));
        through.sort_by_key(|(_, to)| id(*to));
        // By id: a department around a division is both a group inside it and a party.
        through.dedup_by(|(lanes, to), (all, kept)| {
            let same = id(*to) == id(*kept);
            *all |= if same { *lanes } else { 0 };
            same
        });
        through
    }

    /// Adds the services that serve the parties of the last search directly.
    fn collect_direct(&self, first: usize, block: &mut Block) {
        for (lane, &party) in self.parties[first..].iter().enumerate().take(LANES) {
            for (service, relation) in self.relations.of(party) {
                let score = relation.newest().and_then(Satisfaction::of_ten);
                for provider in &self.organisation.service(*service).provided_by {
                    let mut next = provider.unit();
                    while let Some(unit) = next.and_then(|unit| self.nearest_asked[unit.index()]) {
                        if block.units.contains(&unit.index()) {
                            let party = index32(first + lane);
                            block.direct.push(Direct { unit, party, service: *service, score });
                        }
                        next = self.organisation.unit(unit).part_of;
                    }
                }
            }
        }
    }
}

impl Iterator for Primaries<'_, '_> {
    type Item = (UnitId, PrimaryRows);

    fn next(&mut self) -> Option<Self::Item> {
        let asked = self.asked.get(self.next..)?.iter().position(|asked| *asked)?;
        self.next += asked;
        if !self.block.units.contains(&self.next) {
            self.collect();
        }
        let unit = UnitId::new(self.next);
        self.next += 1;
        let (block, parties) = (&self.block, &self.parties);
        let mut rows = Vec::new();
        while let Some(row) = block.rows.get(self.given.0).filter(|row| row.unit == unit) {
            let left = &block.direct[self.given.1..];
            let key = (row.unit, row.party);
            let own = left.iter().take_while(|one| (one.unit, one.party) == key).count();
            rows.push(block.primary(row, parties, &left[..own]));
            self.given = (self.given.0 + 1, self.given.1 + own);
        }
        let from = block.rejected.partition_point(|(of, _)| *of < unit);
        let rejected = block.rejected[from..].iter().take_while(|(of, _)| *of == unit);
        Some((unit, PrimaryRows { rows, rejected: rejected.map(|(_, party)| *party).collect() }))
    }
}

/// The active beneficiaries among those asked for that any service reaches, by name, then id.
fn parties_asked(graph: &Graph<'_>, query: &PrimaryQuery) -> Vec<PartyId> {
    let organisation = graph.organisation();
    let served = graph.served_parties();
    let all = organisation.parties().filter(|(id, _)| {
        let is_asked = query.parties.as_ref().is_none_or(|some| some.contains(id));
        served[id.index()] && organisation.is_active_beneficiary(*id) && is_asked
    });
    let mut all: Vec<_> = all.collect();
    all.sort_by_key(|(_, party)| (&party.about.name, &party.about.id));
    all.into_iter().map(|(id, _)| id).collect()
}

/// The numbers of some lanes, ascending.
pub(super) fn lane_numbers(mut lanes: Lanes) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lane = (lanes != 0).then_some(lanes.trailing_zeros() as usize)?;
        lanes &= lanes - 1;
        Some(lane)
    })
}

/// How many units have a chain to each of some parties, whatever its status.
#[must_use]
pub fn contributors(graph: &Graph<'_>, parties: impl IntoIterator<Item = PartyId>) -> Vec<usize> {
    let parties: Vec<PartyId> = parties.into_iter().collect();
    let mut counts = vec![0; parties.len()];
    let mut costs = graph.costs();
    for (lanes, counts) in parties.chunks(LANES).zip(counts.chunks_mut(LANES)) {
        costs.find(lanes.iter().copied().enumerate());
        for (_, lanes) in costs.units() {
            for lane in lane_numbers(lanes) {
                counts[lane] += 1;
            }
        }
    }
    counts
}
