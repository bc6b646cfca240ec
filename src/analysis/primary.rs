//! Primary customers (SPEC 3.4): the parties outside that a unit serves, directly, through others, by broad steps only, or
//! shared with a department around it.

mod customer;
mod explain;
mod rows;
mod sharing;
mod verdicts;

pub use customer::{Certainty, ChainDetail, Primary, PrimaryQuery, PrimaryRows, Reach, Shared};
pub use explain::{Explanation, WaysAsked, explain, rejected_by};
pub(super) use sharing::Sharing;
pub(super) use verdicts::LaneVerdicts;

use crate::{
    graph::{ChainSearch, Graph, LANES, Lanes},
    id::{PartyId, ServiceId, UnitId, index32},
    model::{Organisation, Provider, Recipient, Satisfaction},
};
use rows::{RowBlock, StoredRow};
use rustc_hash::{FxHashMap, FxHashSet};

/// The most bytes of memory for the rows of a block. A larger answer is computed in several blocks of units, so that memory
/// stays bounded whatever a file says.
const MOST_BYTES: usize = 400 << 20;

/// Where there are this many times more parties than units that the answer depends on, what is on no least chain of
/// these units is left out of the searches: one search forwards for 64 units instead of one backwards for 64 parties.
const NARROW: usize = 2;

/// The primary customers of units, unit by unit in tree order. Within a unit by reach, cost, name and id.
#[derive(Debug)]
pub struct Primaries<'g, 'org> {
    graph: &'g Graph<'org>,
    organisation: &'org Organisation,
    query: PrimaryQuery,
    chains: ChainSearch<'g, 'org>,
    sharing: Sharing<'g, 'org>,
    /// The parties that can be customers, of those that are asked for; by name, then id.
    parties: Vec<PartyId>,
    /// The units whose rows are asked for, in tree order.
    units: Vec<UnitId>,
    /// The units whose rows are asked for, and those that they may share customers with; in tree order.
    sharers: Vec<UnitId>,
    block: RowBlock,
    /// The most bytes of memory for the rows of a block.
    most_bytes: usize,
    /// The number of rows of the block that have been returned.
    given: usize,
    /// The index in `units` of the next one to return.
    next: usize,
}

impl<'g, 'org> Primaries<'g, 'org> {
    /// Prepares the answer for `units`.
    pub fn new(
        graph: &'g Graph<'org>,
        units: impl IntoIterator<Item = UnitId>,
        query: PrimaryQuery,
    ) -> Self {
        let organisation = graph.organisation();
        // Numbers of units are in tree order, the order of the answer.
        let mut all: Vec<UnitId> = units.into_iter().collect();
        all.sort_unstable();
        all.dedup();
        let sharers = sharers(organisation, &all);
        let parties = parties_asked(graph, &query);
        let mut chains = graph.chains();
        // Narrowing must keep the sharers exact as well: `shared` rows ask for their chains.
        if sharers.len() * NARROW <= parties.len() {
            chains.narrow(&sharers, &parties);
        }
        Self {
            graph,
            organisation,
            query,
            chains,
            sharing: Sharing::new(graph),
            parties,
            units: all,
            sharers,
            block: RowBlock::new(0..0, MOST_BYTES),
            most_bytes: MOST_BYTES,
            given: 0,
            next: 0,
        }
    }

    /// Limits the rows of a block to about this many bytes.
    pub fn within_bytes(self, most_bytes: usize) -> Self {
        Self { most_bytes, ..self }
    }

    /// Collects the rows of the units from the next one on that fit into a block.
    fn collect(&mut self) {
        let likely = RowBlock::likely_units(self.parties.len(), self.most_bytes);
        let end = self.units.len().min(self.next.saturating_add(likely));
        let mut block = RowBlock::new(self.next..end, self.most_bytes);
        // Parties outside, units inside: a search answers for all units, but only for 64 parties.
        for first in (0..self.parties.len()).step_by(LANES) {
            let lanes = self.parties[first..].iter().copied().take(LANES).enumerate();
            self.chains.find(lanes.clone());
            self.sharing.find(&self.chains, lanes, self.sharers.iter().copied());
            let mut at = block.units.start;
            while at < block.units.end {
                self.collect_unit(at, first, &mut block);
                // After each unit, not after each search: one search can add a row for every
                // unit and party of its lanes.
                block.fit();
                at += 1;
            }
        }
        block.sort();
        block
            .rejected
            // SPEC 5: rejected rows are listed by id.
            .sort_by_key(|(unit, party)| (*unit, &self.organisation.party(*party).header.id));
        self.block = block;
        self.given = 0;
    }

    /// Adds the rows of the unit at a place to the parties of the last search, which are those from the `first` on.
    fn collect_unit(&self, at: usize, first: usize, block: &mut RowBlock) {
        let (unit, sharing) = (self.units[at], &self.sharing);
        let rejected = sharing.verdicts.rejected(&self.chains, unit);
        let new_row = |lane: usize| {
            // SPEC 3.4: a verdict makes an inferred or weak row `confirmed`.
            let confirmed = sharing.verdicts.confirmed(unit) & (1 << lane) != 0;
            StoredRow::new(index32(at), index32(first + lane), confirmed)
        };
        let through = through(&self.chains, unit);
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
                block.rows.push(StoredRow { reach, cost, chain, through, ..new_row(lane) });
            }
        }
        // SPEC 3.4: a row that a verdict removes is listed as rejected, whether it had a chain or was shared.
        let mut removed = rejected & self.chains.lanes_of(unit);
        // SPEC 3.4: a unit shares only what it has no chain to itself.
        for (lanes, with) in sharing.of_unit(&self.chains, unit) {
            removed |= rejected & lanes;
            for lane in lane_numbers(lanes & !rejected).filter(|_| self.query.reach(Reach::Shared))
            {
                let shared = sharing.shared(&self.chains, with, lane);
                block.rows.push(StoredRow { shared, ..new_row(lane) });
            }
        }
        let removed = lane_numbers(removed).map(|lane| (unit, self.parties[first + lane]));
        block.rejected.extend(removed);
    }

    /// Returns for each party that services of a unit serve these services, by id, and their lowest newest score, of 10.
    fn direct_services(&self, unit: UnitId) -> FxHashMap<PartyId, DirectServices> {
        let mut direct: FxHashMap<PartyId, DirectServices> = FxHashMap::default();
        for service in self.graph.services_of(unit) {
            for relation in self.organisation.active_relations(service) {
                let Some(party) = relation.to.party() else { continue };
                let (services, lowest) = direct.entry(party).or_default();
                // Several recipients of a service may be one party of a division.
                if services.last() != Some(&service) {
                    services.push(service);
                }
                let score = relation.newest().and_then(Satisfaction::of_ten);
                *lowest = lowest.iter().copied().chain(score).min_by(f64::total_cmp);
            }
        }
        direct
    }
}

impl Iterator for Primaries<'_, '_> {
    type Item = (UnitId, PrimaryRows);

    fn next(&mut self) -> Option<Self::Item> {
        let unit = *self.units.get(self.next)?;
        if !self.block.units.contains(&self.next) {
            self.collect();
        }
        let left = &self.block.rows[self.given..];
        let count = left.iter().take_while(|row| row.unit as usize == self.next).count();
        let own = &left[..count];
        self.given += count;
        self.next += 1;
        // Rows of a unit begin with the direct ones.
        let is_direct = own.first().is_some_and(|row| row.reach == Reach::Direct);
        let mut direct = if is_direct { self.direct_services(unit) } else { FxHashMap::default() };
        let rows = own
            .iter()
            .map(|row| {
                let party = self.parties[row.party as usize];
                let primary = self.block.primary(row, party);
                match direct.remove(&party).filter(|_| row.reach == Reach::Direct) {
                    Some((services, satisfaction)) => Primary { services, satisfaction, ..primary },
                    None => primary,
                }
            })
            .collect();
        let rejected = &self.block.rejected;
        // Sorted by unit in `collect`, so that the rows of each unit are found by binary search.
        let from = rejected.partition_point(|(of, _)| *of < unit);
        let of_unit = rejected[from..].iter().take_while(|(of, _)| *of == unit);
        Some((unit, PrimaryRows { rows, rejected: of_unit.map(|(_, party)| *party).collect() }))
    }
}

/// The recipients of the first steps of all least chains from a unit that are longer than one step: by id, each with its
/// lanes (`through`, SPEC 3.3).
pub(super) fn through(chains: &ChainSearch<'_, '_>, unit: UnitId) -> Vec<(Lanes, Recipient)> {
    // SPEC 3.3: `through` is empty where the unit serves the party directly.
    let longer = chains.lanes_of(unit) & !chains.direct_lanes_of(unit);
    if longer == 0 {
        return Vec::new();
    }
    let through = chains.first_recipients(Provider::Unit(unit)).into_iter();
    through.map(|(lanes, to)| (lanes & longer, to)).collect()
}

/// Services of a unit that serve one party, and the lowest newest score of that, of 10.
type DirectServices = (Vec<ServiceId>, Option<f64>);

/// Some units and those that they may share customers with: the departments that they lead, and all that are around one of
/// these or of them. In tree order.
fn sharers(organisation: &Organisation, units: &[UnitId]) -> Vec<UnitId> {
    let mut is_sharer = vec![false; organisation.units().len()];
    // SPEC 3.4: customers are shared with departments that a unit leads, then with those around it.
    let led = units.iter().flat_map(|unit| organisation.unit(*unit).leads());
    for unit in units.iter().chain(led) {
        let mut next = Some(*unit);
        // The walk stops at the first unit that is marked: all around it are marked too.
        while let Some(unit) = next.filter(|unit| !is_sharer[unit.index()]) {
            is_sharer[unit.index()] = true;
            next = organisation.unit(unit).part_of;
        }
    }
    organisation.units().map(|(id, _)| id).filter(|id| is_sharer[id.index()]).collect()
}

/// The active beneficiaries among those asked for that any service reaches, by name, then id.
fn parties_asked(graph: &Graph<'_>, query: &PrimaryQuery) -> Vec<PartyId> {
    let organisation = graph.organisation();
    let steps = graph.steps_to_parties();
    let asked: Option<FxHashSet<PartyId>> =
        query.parties.as_ref().map(|parties| parties.iter().copied().collect());
    let mut all: Vec<_> = organisation
        .parties()
        .filter(|(id, _)| {
            let is_asked = asked.as_ref().is_none_or(|some| some.contains(id));
            steps[id.index()].is_some() && organisation.is_active_beneficiary(*id) && is_asked
        })
        .collect();
    // SPEC 5: rows of one reach and cost are by name, then id; with the parties in that
    // order no row compares texts.
    all.sort_by_key(|(_, party)| (&party.header.name, &party.header.id));
    all.into_iter().map(|(id, _)| id).collect()
}

/// The numbers of some lanes, ascending.
pub(super) fn lane_numbers(mut lanes: Lanes) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lane = (lanes != 0).then_some(lanes.trailing_zeros() as usize)?;
        // Clears the lowest bit.
        lanes &= lanes - 1;
        Some(lane)
    })
}

/// How many units contribute to each of some parties, whatever its status: they have a chain to it, and no verdict rejects
/// it as their customer.
pub fn contributors(graph: &Graph<'_>, parties: impl IntoIterator<Item = PartyId>) -> Vec<usize> {
    let all: Vec<PartyId> = parties.into_iter().collect();
    let mut counts = vec![0; all.len()];
    let mut costs = graph.costs();
    // The parties of a block and their counts have the same index: the lane.
    for (lanes, counts) in all.chunks(LANES).zip(counts.chunks_mut(LANES)) {
        costs.find(lanes.iter().copied().enumerate());
        let verdicts = LaneVerdicts::new(graph.organisation(), lanes.iter().copied().enumerate());
        for (unit, lanes) in costs.units() {
            for lane in lane_numbers(lanes & !verdicts.rejected(&costs, unit)) {
                counts[lane] += 1;
            }
        }
    }
    counts
}

/// For each unit whether it has a primary customer of its own: it has a chain to an active beneficiary, and no verdict
/// rejects it as its customer.
pub fn has_primary(graph: &Graph<'_>) -> Vec<bool> {
    let organisation = graph.organisation();
    let active = organisation.parties().map(|(id, _)| id);
    let active: Vec<PartyId> =
        active.filter(|id| organisation.is_active_beneficiary(*id)).collect();
    let mut has = vec![false; organisation.units().len()];
    let mut costs = graph.costs();
    for lanes in active.chunks(LANES) {
        costs.find(lanes.iter().copied().enumerate());
        let verdicts = LaneVerdicts::new(organisation, lanes.iter().copied().enumerate());
        for (unit, lanes) in costs.units() {
            // SPEC 3.4: a rejected row is no customer of the unit, though the departments
            // around it keep their chains.
            has[unit.index()] |= lanes & !verdicts.rejected(&costs, unit) != 0;
        }
    }
    has
}
