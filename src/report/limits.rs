//! How much of an answer a reader is shown.

use super::words::Intervals;

/// How much of an answer a screen or a page shows. Data formats always hold everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most rows of a table.
    pub rows: usize,
    /// The most names in a cell.
    pub names: usize,
    /// Whether customers are shown that a unit only shares with a department or the organisation around it.
    pub shared: bool,
    /// Whether notes below the answer are shown.
    pub notes: bool,
    /// Which intervals are shown beside scores.
    pub intervals: Intervals,
}

impl Limits {
    /// Everything is shown.
    pub const NONE: Self = Self {
        rows: usize::MAX,
        names: usize::MAX,
        shared: true,
        notes: true,
        intervals: Intervals::Measured,
    };
}
