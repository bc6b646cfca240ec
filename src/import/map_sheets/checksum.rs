//! Checksums of rows and of their cells, by which an import sees what was changed in the workbook, or in the map since.
//!
//! ```text
//! x635062f86e36bc52:5d1k9wq0...    the sum of the row, then eight signs for each cell that was filled
//! ```

use super::{SheetColumn, cell::normal};

/// The heading of the checksums.
pub const CHECKSUM: &str = "checksum";
/// What follows the sum of a row with a further measurement of the item of a row above.
const FURTHER: char = '+';
/// What separates the sum from the stamps of the cells.
const CELLS: char = ':';
/// The digits of a cell's stamp. Five bits each: four signs for the heading, four for the cell.
const DIGITS: &[u8; 32] = b"0123456789abcdefghijkmnpqrstuvwz";
/// How many signs stand for a cell.
const SIGNS: usize = 8;
/// The bits of a heading, and of a cell.
const HALF: u64 = 0xf_ffff;
/// What stands for an empty cell among checksums: more than any of them.
const EMPTY: u64 = HALF + 1;

/// The checksum of a row, as the workbook holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowStamp {
    /// The sum of its cells. Empty cells add nothing, so that a column may be missing.
    pub sum: u64,
    /// Whether the row is a further measurement of the item of a row above.
    pub is_further: bool,
    /// The stamps of the filled cells; none of a workbook without them.
    cells: Option<Vec<CellStamp>>,
}

/// The checksum of a filled cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct CellStamp {
    heading: u64,
    cell: u64,
}

impl RowStamp {
    /// The stamp of some cells with their columns.
    pub fn new<'c>(
        cells: impl Iterator<Item = (&'c SheetColumn, &'c str)> + Clone,
        is_further: bool,
    ) -> Self {
        let stamps = cells.clone().filter_map(|(column, cell)| CellStamp::new(column, cell));
        Self { sum: Self::sum(cells), is_further, cells: Some(stamps.collect()) }
    }

    /// The sum of some cells with their columns.
    pub fn sum<'c>(cells: impl Iterator<Item = (&'c SheetColumn, &'c str)>) -> u64 {
        let filled = cells
            .map(|(column, cell)| (column, normal(column, cell)))
            .filter(|(_, cell)| !cell.is_empty());
        filled.fold(0, |sum, (column, cell)| sum.wrapping_add(hash(&column.heading, &cell)))
    }

    /// Whether a cell said this when the workbook was written; none where the workbook doesn't tell.
    pub fn held(&self, column: &SheetColumn, cell: &str) -> Option<bool> {
        let cells = self.cells.as_ref()?;
        let heading = CellStamp::heading(column);
        let then = cells.iter().find(|stamp| stamp.heading == heading).copied();
        Some(then == CellStamp::new(column, cell))
    }

    /// The checksums of some cells of the row when the workbook was written, to be compared with [`Self::of_cells`].
    pub fn held_cells<'c>(
        &self,
        columns: impl Iterator<Item = &'c SheetColumn>,
    ) -> Option<Vec<u64>> {
        let cells = self.cells.as_ref()?;
        let held = columns.map(|column| {
            let heading = CellStamp::heading(column);
            let then = cells.iter().find(|stamp| stamp.heading == heading);
            then.map_or(EMPTY, |stamp| stamp.cell)
        });
        Some(held.collect())
    }

    /// The checksums of some cells.
    pub fn of_cells<'c>(cells: impl Iterator<Item = (&'c SheetColumn, &'c str)>) -> Vec<u64> {
        cells
            .map(|(column, cell)| CellStamp::new(column, cell).map_or(EMPTY, |stamp| stamp.cell))
            .collect()
    }

    /// Reads a stamp.
    pub fn parse(text: &str) -> Option<Self> {
        // The letter keeps a spreadsheet from reading a number.
        let text = text.trim().strip_prefix('x')?;
        let (row, cells) = match text.split_once(CELLS) {
            Some((row, cells)) => (row, Some(cells)),
            None => (text, None),
        };
        let sum = u64::from_str_radix(row.trim_end_matches(FURTHER), 16).ok()?;
        let cells = cells.map(|cells| {
            cells.as_bytes().chunks(SIGNS).map(CellStamp::parse).collect::<Option<_>>()
        });
        // Where a stamp of a cell is damaged, that of the row still counts.
        Some(Self { sum, is_further: row.ends_with(FURTHER), cells: cells.flatten() })
    }
}

impl std::fmt::Display for RowStamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "x{:016x}", self.sum)?;
        if self.is_further {
            write!(f, "{FURTHER}")?;
        }
        let Some(cells) = &self.cells else { return Ok(()) };
        write!(f, "{CELLS}")?;
        cells.iter().try_for_each(|cell| write!(f, "{cell}"))
    }
}

impl CellStamp {
    /// The stamp of a cell, if it says something.
    fn new(column: &SheetColumn, cell: &str) -> Option<Self> {
        let cell = normal(column, cell);
        let filled = Some(cell).filter(|cell| !cell.is_empty())?;
        Some(Self { heading: Self::heading(column), cell: fold(hash(&column.heading, &filled)) })
    }

    fn heading(column: &SheetColumn) -> u64 {
        fold(hash(&column.heading, ""))
    }

    fn parse(signs: &[u8]) -> Option<Self> {
        let digit = |sign: &u8| DIGITS.iter().position(|digit| digit == sign);
        let bits = signs
            .iter()
            .try_fold(0_u64, |bits, sign| Some((bits << 5) | u64::try_from(digit(sign)?).ok()?))?;
        (signs.len() == SIGNS).then_some(Self { heading: bits >> 20, cell: bits & HALF })
    }
}

impl std::fmt::Display for CellStamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let bits = (self.heading << 20) | self.cell;
        (0..SIGNS).rev().try_for_each(|at| {
            let digit = usize::try_from((bits >> (5 * at)) & 31).unwrap_or(0);
            write!(f, "{}", char::from(DIGITS[digit]))
        })
    }
}

/// The twenty bits of a hash that a stamp holds. All of its bits count.
fn fold(hash: u64) -> u64 {
    (hash ^ (hash >> 20) ^ (hash >> 40) ^ (hash >> 60)) & HALF
}

/// FNV-1a: short, stable, and nobody is kept out by it.
fn hash(heading: &str, cell: &str) -> u64 {
    let bytes = heading.bytes().chain([0x1f]).chain(cell.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
