//! The rows of a block of units, as small as they can be until they are asked for.

use super::customer::{Certainty, Primary, Reach, Shared};
use crate::{
    graph::{Cost, Link},
    id::{PartyId, UnitId, index32},
    model::Recipient,
};
use std::{mem::size_of, ops::Range};

/// A row of one unit. Its chain is in a list of the block.
#[derive(Debug)]
pub(super) struct StoredRow {
    /// The unit, by its place among those that are asked for.
    // Numbers of four bytes: the memory of a block is bounded, so smaller rows mean fewer blocks.
    pub(super) unit: u32,
    /// The party, by its place among those that are asked for: these are in the order of names.
    pub(super) party: u32,
    pub(super) reach: Reach,
    pub(super) cost: Option<Cost>,
    pub(super) shared: Option<Shared>,
    pub(super) is_confirmed: bool,
    /// Its chain among the links of the block.
    pub(super) chain: Range<u32>,
    /// Its recipients of first steps among those of the block.
    pub(super) through: Range<u32>,
}

impl StoredRow {
    /// A shared row; any other has more.
    pub(super) fn new(unit: u32, party: u32, is_confirmed: bool) -> Self {
        Self {
            unit,
            party,
            reach: Reach::Shared,
            cost: None,
            shared: None,
            is_confirmed,
            chain: 0..0,
            through: 0..0,
        }
    }

    fn order(&self) -> (u32, Reach, Option<(u32, u32)>, u32) {
        // SPEC 5: rows are not ordered by whether a chain is funded.
        let cost = self.cost.map(|cost| (cost.broad_steps, cost.steps));
        (self.unit, self.reach, cost, self.party)
    }
}

/// The units whose rows are collected, by their places among those that are asked for, and their rows.
#[derive(Debug)]
pub(super) struct RowBlock {
    pub(super) units: Range<usize>,
    pub(super) rows: Vec<StoredRow>,
    pub(super) links: Vec<Link>,
    pub(super) through: Vec<Recipient>,
    /// The rows that verdicts removed.
    pub(super) rejected: Vec<(UnitId, PartyId)>,
    most_bytes: usize,
}

impl RowBlock {
    pub(super) fn new(units: Range<usize>, most_bytes: usize) -> Self {
        Self {
            units,
            rows: Vec::new(),
            links: Vec::new(),
            through: Vec::new(),
            rejected: Vec::new(),
            most_bytes,
        }
    }

    /// How many units a block may have so that it hardly ever has to be halved, if each has a row to each party.
    pub(super) fn likely_units(parties: usize, most_bytes: usize) -> usize {
        // Two links a row are about what large maps have, shared rows without a chain among them.
        let row = size_of::<StoredRow>() + 2 * size_of::<Link>();
        (most_bytes / row / parties.max(1)).max(1)
    }

    /// Adds the chain of a row that is added next.
    pub(super) fn add_chain(&mut self, chain: impl IntoIterator<Item = Link>) -> Range<u32> {
        let start = self.links.len();
        self.links.extend(chain);
        index32(start)..index32(self.links.len())
    }

    /// Adds the recipients of the first steps of a row that is added next.
    pub(super) fn add_through(&mut self, to: impl IntoIterator<Item = Recipient>) -> Range<u32> {
        let start = self.through.len();
        self.through.extend(to);
        index32(start)..index32(self.through.len())
    }

    /// Leaves the later half of the units to another block as often as the rows take too much.
    pub(super) fn fit(&mut self) {
        while self.bytes() > self.most_bytes && self.units.len() > 1 {
            self.units.end = self.units.start + self.units.len() / 2;
            let end = self.units.end;
            // The lists of chains are compacted with the rows, or the memory would stay in use.
            self.rows.retain(|row| (row.unit as usize) < end);
            let links = std::mem::take(&mut self.links);
            let through = std::mem::take(&mut self.through);
            for row in &mut self.rows {
                row.chain = moved(&links, &row.chain, &mut self.links);
                row.through = moved(&through, &row.through, &mut self.through);
            }
        }
    }

    fn bytes(&self) -> usize {
        size_of_val(&*self.rows) + size_of_val(&*self.links) + size_of_val(&*self.through)
    }

    /// Sorts the rows: by unit, and within it by reach, cost and name.
    pub(super) fn sort(&mut self) {
        self.rows.sort_unstable_by_key(StoredRow::order);
    }

    /// A row as it is handed out, without the services of a direct one.
    pub(super) fn primary(&self, row: &StoredRow, party: PartyId) -> Primary {
        let chain = &self.links[row.chain.start as usize..row.chain.end as usize];
        let first = chain.first().and_then(|link| link.service);
        let through = &self.through[row.through.start as usize..row.through.end as usize];
        let certainty = Certainty::of(row.reach);
        // SPEC 3.4: a declared row stays declared, whatever a verdict says.
        let can_be_confirmed = matches!(certainty, Certainty::Inferred | Certainty::Weak);
        Primary {
            party,
            reach: row.reach,
            certainty: if can_be_confirmed && row.is_confirmed {
                Certainty::Confirmed
            } else {
                certainty
            },
            through: through.to_vec(),
            cost: row.cost,
            shared: row.shared,
            services: first.into_iter().collect(),
            chain: chain.to_vec(),
            satisfaction: None,
        }
    }
}

/// Appends a range of a list to another, and returns where it is now.
fn moved<T: Copy>(from: &[T], range: &Range<u32>, to: &mut Vec<T>) -> Range<u32> {
    let start = index32(to.len());
    to.extend_from_slice(&from[range.start as usize..range.end as usize]);
    start..index32(to.len())
}
