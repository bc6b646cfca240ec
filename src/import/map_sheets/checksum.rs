//! Checksums of rows, by which an import sees whether a row was changed in the workbook, or in the map since.

use super::{SheetColumn, cell::normal};

/// The heading of the checksums.
pub const CHECKSUM: &str = "checksum";
/// What follows the checksum of a row with a further measurement of the item of a row above.
const FURTHER: char = '+';

/// The checksum of a row, as the workbook holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowStamp {
    /// The sum of its cells. Empty cells add nothing, so that a column may be missing.
    pub sum: u64,
    /// Whether the row is a further measurement of the item of a row above.
    pub is_further: bool,
}

impl RowStamp {
    /// The sum of some cells with their columns.
    #[must_use]
    pub fn sum<'c>(cells: impl Iterator<Item = (&'c SheetColumn, &'c str)>) -> u64 {
        let filled = cells
            .map(|(column, cell)| (column, normal(column, cell)))
            .filter(|(_, cell)| !cell.is_empty());
        filled.fold(0, |sum, (column, cell)| sum.wrapping_add(hash(&column.heading, &cell)))
    }

    /// Reads a stamp.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        // The letter keeps a spreadsheet from reading a number.
        let digits = text.trim().strip_prefix('x')?;
        let sum = u64::from_str_radix(digits.trim_end_matches(FURTHER), 16).ok()?;
        Some(Self { sum, is_further: digits.ends_with(FURTHER) })
    }
}

impl std::fmt::Display for RowStamp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "x{:016x}", self.sum)?;
        if self.is_further { write!(f, "{FURTHER}") } else { Ok(()) }
    }
}

/// FNV-1a: short, stable, and nobody is kept out by it.
fn hash(heading: &str, cell: &str) -> u64 {
    let bytes = heading.bytes().chain([0x1f]).chain(cell.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
