//! Who serves whom at a glance: those who serve against those who are served, rolled up until it can be read.
//!
//! A flow draws its cells as ribbons, a matrix as numbers. Departments are rolled up into those that they are
//! part of, as deep as room is; of groups and of those outside the most served are named. What is left out
//! stands in a row of its own: nothing is dropped.

mod ends;
mod roll;

use self::{ends::Ends, roll::Roll};
use super::Filter;
use crate::{analysis::View, id::Subject, model::Organisation};
use std::collections::BTreeMap;

/// Who serves whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Whose it is.
    pub title: String,
    /// Those who serve.
    pub rows: Vec<End>,
    /// Those who are served, by what they are; blocks without anybody are left out.
    pub blocks: Vec<GridBlock>,
    /// How many services go from which row to which column, counted through all blocks.
    pub cells: BTreeMap<(usize, usize), usize>,
    /// How deep departments are told apart, where deeper ones are rolled up.
    pub depth: Option<usize>,
}

impl Grid {
    /// The greatest number of services in a cell.
    #[must_use]
    pub fn most(&self) -> usize {
        self.cells.values().copied().max().unwrap_or(0)
    }
}

/// Somebody who serves or is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// The name.
    pub name: String,
    /// The anchor of its own place; `None` for several in one.
    pub anchor: Option<String>,
}

/// Those who are served, of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridBlock {
    /// What they are.
    pub kind: BlockKind,
    /// The heading.
    pub heading: String,
    /// They.
    pub ends: Vec<End>,
}

/// What those who are served are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// Colleagues: departments and persons.
    Units,
    /// Groups of colleagues.
    Groups,
    /// Parties.
    Outside,
}

impl BlockKind {
    /// Every kind, nearest first.
    pub const ALL: [Self; 3] = [Self::Units, Self::Groups, Self::Outside];

    /// The kind of somebody who is served.
    fn of(subject: Subject) -> Self {
        match subject {
            Subject::Group(_) | Subject::Everyone => Self::Groups,
            Subject::Party(_) => Self::Outside,
            Subject::Organisation | Subject::Unit(_) | Subject::Service(_) => Self::Units,
        }
    }

    /// Its word, as in a class of a picture.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Units => "unit",
            Self::Groups => "group",
            Self::Outside => "party",
        }
    }

    fn heading(self, organisation: &Organisation) -> String {
        let called = organisation.customers_called.as_deref();
        match self {
            Self::Units => "Secondary (internal): departments".to_owned(),
            Self::Groups => "Secondary (internal): groups".to_owned(),
            Self::Outside => format!("Primary (external): {}", called.unwrap_or("customers")),
        }
    }

    /// What its members are counted as.
    fn thing(self) -> &'static str {
        match self {
            Self::Units => "department",
            Self::Groups => "group",
            Self::Outside => "customer",
        }
    }
}

/// How much a grid holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// At most so many of those who serve.
    pub rows: usize,
    /// At most so many of those who are served.
    pub columns: usize,
    /// How deep departments are told apart; as deep as there is room where `None`.
    pub depth: Option<usize>,
}

/// The grid of what is looked at, of the relations that `filter` lets through.
#[must_use]
pub fn grid(view: View<'_, '_>, filter: &Filter, room: Room) -> Grid {
    let organisation = view.organisation();
    let roll = Roll::new(organisation, filter, room);
    let mut from: BTreeMap<Subject, usize> = BTreeMap::new();
    let mut to: BTreeMap<BlockKind, BTreeMap<Subject, usize>> = BTreeMap::new();
    for (provider, recipient, _) in &roll.pairs {
        *from.entry(*provider).or_default() += 1;
        let block = to.entry(BlockKind::of(*recipient)).or_default();
        *block.entry(*recipient).or_default() += 1;
    }
    let rows = Ends::new(&from, room.rows);
    let columns = columns(&to, room.columns);
    let mut cells = BTreeMap::new();
    for (provider, recipient, _) in &roll.pairs {
        let column = place(&columns, *recipient);
        *cells.entry((rows.place(*provider), column)).or_default() += 1;
    }
    let blocks = columns.iter().map(|(kind, ends)| GridBlock {
        kind: *kind,
        heading: kind.heading(organisation),
        ends: ends.ends(organisation, kind.thing()),
    });
    Grid {
        title: format!("{}: who serves whom", organisation.about.name),
        rows: rows.ends(organisation, BlockKind::Units.thing()),
        blocks: blocks.collect(),
        cells,
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
    let before = columns.iter().take_while(|(known, _)| *known < kind);
    let before: usize = before.map(|(_, ends)| ends.len()).sum();
    let own = columns.iter().find(|(known, _)| *known == kind);
    before + own.map_or(0, |(_, ends)| ends.place(of))
}
