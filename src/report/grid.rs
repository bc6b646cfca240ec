//! Who serves whom at a glance: those who serve against those who are served, rolled up until it can be read.
//!
//! A flow draws its cells as ribbons, a matrix as numbers. Departments are rolled up into those that they are
//! part of, as deep as room is; of groups and of those outside the most served are named. What is left out
//! is in a row of its own: nothing is dropped.

mod block;
mod ends;
mod roll;
mod score;

pub use block::{BlockKind, End, GridBlock};
pub use roll::GridSize;
pub use score::CellScore;

use self::{ends::Ends, roll::RolledPairs};
use super::Filter;
use crate::{analysis::View, id::Subject};
use std::collections::BTreeMap;

/// The grid of providers and recipients.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    /// The name of the organisation or division.
    pub title: String,
    /// The providers.
    pub rows: Vec<End>,
    /// The recipients, by kind; blocks without anybody are left out.
    pub blocks: Vec<GridBlock>,
    /// How many services go from which row to which column, counted through all blocks.
    pub cells: BTreeMap<(usize, usize), usize>,
    /// The lowest score in each cell in which anything was measured.
    pub scores: BTreeMap<(usize, usize), CellScore>,
    /// The level of departments that have rows of their own, where deeper ones are rolled up.
    pub depth: Option<usize>,
}

impl Grid {
    /// The greatest number of services in a cell.
    pub fn most(&self) -> usize {
        self.cells.values().copied().max().unwrap_or(0)
    }
}

/// The grid of what is looked at, of the relations that `filter` lets through.
pub fn grid(view: View<'_, '_>, filter: &Filter, size: GridSize) -> Grid {
    let organisation = view.organisation();
    let roll = RolledPairs::new(organisation, filter, size);
    let mut from: BTreeMap<Subject, usize> = BTreeMap::new();
    let mut to: BTreeMap<BlockKind, BTreeMap<Subject, usize>> = BTreeMap::new();
    for (provider, recipient, _) in roll.pairs.keys() {
        *from.entry(*provider).or_default() += 1;
        let block = to.entry(BlockKind::of(*recipient)).or_default();
        *block.entry(*recipient).or_default() += 1;
    }
    let rows = Ends::new(&from, size.rows);
    let columns = columns(&to, size.columns);
    let mut cells = BTreeMap::new();
    let mut scores = BTreeMap::new();
    for ((provider, recipient, _), score) in &roll.pairs {
        let cell = (rows.place(*provider), place(&columns, *recipient));
        *cells.entry(cell).or_default() += 1;
        if let Some(lowest) = CellScore::lower(scores.get(&cell).copied(), *score) {
            scores.insert(cell, lowest);
        }
    }
    let blocks = columns.iter().map(|(kind, ends)| GridBlock {
        kind: *kind,
        heading: kind.heading(organisation),
        ends: ends.ends(organisation, kind.thing()),
    });
    Grid {
        title: format!("{}: who serves whom", organisation.header.name),
        rows: rows.ends(organisation, BlockKind::Units.thing()),
        blocks: blocks.collect(),
        cells,
        scores,
        depth: roll.depth,
    }
}

/// The blocks of columns, each with its share of the room: those who need less leave it to the others.
fn columns(
    to: &BTreeMap<BlockKind, BTreeMap<Subject, usize>>,
    mut room: usize,
) -> Vec<(BlockKind, Ends)> {
    let mut by_need: Vec<_> = to.iter().collect();
    by_need.sort_by_key(|(_, ends)| ends.len());
    let mut columns = Vec::with_capacity(by_need.len());
    for (done, (kind, services)) in by_need.iter().enumerate() {
        let ends = Ends::new(services, room / (by_need.len() - done));
        room -= ends.len().min(room);
        columns.push((**kind, ends));
    }
    columns.sort_by_key(|(kind, _)| *kind);
    columns
}

/// The place of somebody who is served, counted through all blocks.
fn place(columns: &[(BlockKind, Ends)], of: Subject) -> usize {
    let kind = BlockKind::of(of);
    let before: usize =
        columns.iter().take_while(|(known, _)| *known < kind).map(|(_, ends)| ends.len()).sum();
    let own = columns.iter().find(|(known, _)| *known == kind);
    before + own.map_or(0, |(_, ends)| ends.place(of))
}
