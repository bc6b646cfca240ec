//! The cells of a sheet whose text is a table with commas: from a byte to row and column.

use crate::id::index32;
use std::fmt;

/// Where the rows of a sheet begin. A line break within quotes ends no row.
#[derive(Clone, Debug)]
pub(super) struct RowIndex(Vec<u32>);

impl RowIndex {
    pub(super) fn new(text: &str) -> Self {
        let mut starts = vec![0];
        let mut is_quoted = false;
        for (at, byte) in text.bytes().enumerate() {
            match byte {
                b'"' => is_quoted = !is_quoted,
                b'\n' if !is_quoted => starts.push(index32(at + 1)),
                _ => {}
            }
        }
        Self(starts)
    }

    /// The row and column of the cell at a byte, both from 1.
    pub(super) fn position(&self, text: &str, offset: usize) -> (u32, u32) {
        let end = offset.min(text.len());
        let row = self.0.partition_point(|start| *start as usize <= end);
        let start = self.0[row - 1] as usize;
        let (mut column, mut is_quoted) = (1, false);
        for byte in &text.as_bytes()[start..end] {
            match byte {
                b'"' => is_quoted = !is_quoted,
                b',' if !is_quoted => column += 1,
                _ => {}
            }
        }
        (index32(row), column)
    }
}

/// A cell by the letters of its column and its row, from 1: `H2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellName {
    /// The row, from 1.
    pub row: u32,
    /// The column, from 1.
    pub column: u32,
}

impl fmt::Display for CellName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::new();
        let mut rest = self.column;
        while rest > 0 {
            rest -= 1;
            letters.push(b'A' + (rest % 26) as u8);
            rest /= 26;
        }
        for letter in letters.iter().rev() {
            write!(f, "{}", char::from(*letter))?;
        }
        write!(f, "{}", self.row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Columns have the letters of a spreadsheet.
    #[test]
    fn cells_have_letters() {
        let name = |column| CellName { row: 7, column }.to_string();
        assert_eq!(
            [1, 26, 27, 52, 53, 702, 703, 16384].map(name).join(" "),
            "A7 Z7 AA7 AZ7 BA7 ZZ7 AAA7 XFD7"
        );
    }

    /// A cell is found by its byte, behind quotes and line breaks too.
    #[test]
    fn cells_are_found() {
        let text = "a,b\n\"x, \"\"y\"\"\nz\",c\n,,d\n";
        let index = RowIndex::new(text);
        let at = |part: &str| index.position(text, text.find(part).unwrap_or(text.len()));
        assert_eq!(
            (at("a"), at("b"), at("\"x"), at("c"), at("d")),
            ((1, 1), (1, 2), (2, 1), (2, 2), (3, 3))
        );
        assert_eq!(index.position(text, usize::MAX).0, 4);
    }
}
