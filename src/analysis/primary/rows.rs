//! The rows of a block of units, as small as they can be until they are asked for.

use super::customer::{Primary, Reach, Shared};
use crate::{
    graph::{Cost, Link},
    id::{PartyId, ServiceId, UnitId, index32},
};
use std::{mem::size_of, ops::Range};

/// A row of one unit. Its chain, and its services where it is direct, stand in lists of the block.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) unit: UnitId,
    /// The party, by its place among those that are asked for: these are in the order of names.
    pub(super) party: u32,
    pub(super) reach: Reach,
    pub(super) cost: Option<Cost>,
    pub(super) shared: Option<Shared>,
    /// Its chain among the links of the block.
    pub(super) chain: Range<u32>,
}

/// A service of a unit that serves a party directly, and the newest score of that, of 10.
#[derive(Debug)]
pub(super) struct Direct {
    pub(super) unit: UnitId,
    pub(super) party: u32,
    pub(super) service: ServiceId,
    pub(super) score: Option<f64>,
}

/// The units whose rows are collected, and their rows.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) units: Range<usize>,
    pub(super) rows: Vec<Row>,
    pub(super) direct: Vec<Direct>,
    pub(super) links: Vec<Link>,
    most_bytes: usize,
}

impl Block {
    pub(super) fn new(units: Range<usize>, most_bytes: usize) -> Self {
        Self { units, rows: Vec::new(), direct: Vec::new(), links: Vec::new(), most_bytes }
    }

    /// How many units a block may have so that it hardly ever has to be halved, if each has a row to each party.
    pub(super) fn likely_units(parties: usize, most_bytes: usize) -> usize {
        // Two links a row are about what large maps have, shared rows without a chain among them.
        let row = size_of::<Row>() + 2 * size_of::<Link>();
        (most_bytes / row / parties.max(1)).max(1)
    }

    /// Adds the chain of a row that is added next.
    pub(super) fn add_chain(&mut self, chain: impl IntoIterator<Item = Link>) -> Range<u32> {
        let start = self.links.len();
        self.links.extend(chain);
        index32(start)..index32(self.links.len())
    }

    /// Leaves the later half of the units to another block as often as the rows take too much.
    pub(super) fn fit(&mut self) {
        while self.bytes() > self.most_bytes && self.units.len() > 1 {
            self.units.end = self.units.start + self.units.len() / 2;
            let end = self.units.end;
            self.rows.retain(|row| row.unit.index() < end);
            self.direct.retain(|direct| direct.unit.index() < end);
            let all = std::mem::take(&mut self.links);
            for row in &mut self.rows {
                let start = index32(self.links.len());
                self.links
                    .extend_from_slice(&all[row.chain.start as usize..row.chain.end as usize]);
                row.chain = start..start + (row.chain.end - row.chain.start);
            }
        }
    }

    fn bytes(&self) -> usize {
        size_of_val(&*self.rows) + size_of_val(&*self.direct) + size_of_val(&*self.links)
    }

    /// Sorts the rows: by unit, and within it by reach, cost and name.
    pub(super) fn sort(&mut self) {
        self.rows.sort_unstable_by_key(|row| (row.unit, row.reach, row.cost, row.party));
        // A service is there more than once where several parts of a unit provide it, or where several of its
        // recipients are one party of a division.
        self.direct.sort_by_key(|direct| (direct.unit, direct.party));
        self.direct.dedup_by(|next, kept| {
            let same =
                (next.unit, next.party, next.service) == (kept.unit, kept.party, kept.service);
            if same {
                kept.score = kept.score.into_iter().chain(next.score).min_by(f64::total_cmp);
            }
            same
        });
    }

    /// A row as it is handed out. Rows are asked for in their order.
    pub(super) fn primary(&self, row: &Row, parties: &[PartyId], direct: &[Direct]) -> Primary {
        let chain = &self.links[row.chain.start as usize..row.chain.end as usize];
        let first = chain.first().and_then(|link| link.service);
        let services = match row.reach {
            Reach::Direct => direct.iter().map(|direct| direct.service).collect(),
            Reach::Through | Reach::Broad | Reach::Shared => first.into_iter().collect(),
        };
        Primary {
            party: parties[row.party as usize],
            reach: row.reach,
            cost: row.cost,
            shared: row.shared,
            services,
            chain: chain.to_vec(),
            satisfaction: direct.iter().filter_map(|direct| direct.score).min_by(f64::total_cmp),
        }
    }
}
