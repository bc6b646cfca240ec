//! The layout of a table: which rows name its columns, and which sign separates its cells.

use crate::diag::FileId;
use std::str::FromStr;

/// The rows that name the columns of a table, from 1: usually one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeaderRows {
    /// The first of them.
    pub first: u32,
    /// The last of them.
    pub last: u32,
}

impl HeaderRows {
    /// Returns the header of a single row.
    pub fn one(row: u32) -> Self {
        Self { first: row, last: row }
    }

    /// Whether a row is one of them.
    pub fn contains(self, row: u32) -> bool {
        (self.first..=self.last).contains(&row)
    }
}

impl FromStr for HeaderRows {
    type Err = ();

    /// Reads `3`, or `3-4` of two rows.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        let number = |text: &str| text.trim().parse::<u32>().map_err(drop);
        let rows = Self { first: number(first)?, last: number(last)? };
        let is_valid = rows.first > 0 && (rows.first..=rows.first + 1).contains(&rows.last);
        is_valid.then_some(rows).ok_or(())
    }
}

/// A table that was read.
#[derive(Clone, Debug)]
pub struct TableFile {
    /// The file.
    pub file: FileId,
    /// The sign between two cells.
    pub delimiter: u8,
    /// The rows that name the columns.
    pub header: HeaderRows,
    /// Texts that mean an empty cell, beside the usual ones.
    pub blanks: Vec<String>,
    /// The rows of a sheet that are hidden, in their order.
    pub hidden_rows: Vec<u32>,
}

impl TableFile {
    /// A text file whose first row names the columns.
    pub fn new(file: FileId, delimiter: u8) -> Self {
        let header = HeaderRows::one(1);
        Self { file, delimiter, header, blanks: Vec::new(), hidden_rows: Vec::new() }
    }
}
