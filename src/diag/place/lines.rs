//! The lines of a text: from a byte to line and column, and back.

use crate::id::index32;
use std::ops::Range;

/// Characters are counted at regular steps of bytes: a file on one line may have millions of columns, and each
/// place in it is found without counting all of them.
// A quarter kilobyte: a place is found by counting half of that, and the counts take a sixty-fourth of the text.
const BLOCK: usize = 256;

/// Where the lines of a text begin. A line ends with `\n`.
#[derive(Clone, Debug)]
pub(super) struct LineStarts {
    starts: Vec<u32>,
    /// How many characters begin before each block of bytes, and in all.
    characters: Vec<u32>,
}

impl LineStarts {
    pub(super) fn new(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(breaks.map(|(at, _)| index32(at + 1))).collect();
        let mut characters = vec![0];
        let mut count = 0;
        for block in text.as_bytes().chunks(BLOCK) {
            count += begun(block);
            characters.push(count);
        }
        Self { starts, characters }
    }

    /// The line and column of a byte, both from 1; of a byte behind the end those of the end.
    pub(super) fn position(&self, text: &str, offset: usize) -> (u32, u32) {
        let end = offset.min(text.len());
        let line = self.starts.partition_point(|start| *start as usize <= end);
        let start = self.starts[line - 1] as usize;
        let column = self.characters_before(text, end) - self.characters_before(text, start);
        (index32(line), column + 1)
    }

    /// The bytes of a line, counted from 1, without its line break.
    pub(super) fn line(&self, text: &str, number: u32) -> Option<Range<usize>> {
        let index = (number as usize).checked_sub(1)?;
        let start = *self.starts.get(index)? as usize;
        let end = self.starts.get(index + 1).map_or(text.len(), |next| *next as usize);
        // Files of Windows end their lines with `\r\n`.
        let line = text[start..end].trim_end_matches(['\n', '\r']);
        Some(start..start + line.len())
    }

    fn characters_before(&self, text: &str, offset: usize) -> u32 {
        let block = offset / BLOCK;
        self.characters[block] + begun(&text.as_bytes()[block * BLOCK..offset])
    }
}

/// How many characters begin in some bytes: all but the bytes that continue one.
fn begun(bytes: &[u8]) -> u32 {
    index32(bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count())
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, LineStarts};

    #[test]
    fn a_column_counts_characters() {
        let text = "é: ä\nb";
        let lines = LineStarts::new(text);
        assert_eq!(lines.position(text, 0), (1, 1));
        assert_eq!(lines.position(text, 4), (1, 4));
        assert_eq!(lines.position(text, 7), (2, 1));
        assert_eq!(lines.position(text, 99), (2, 2));
        assert_eq!(lines.line(text, 2), Some(7..8));
        assert_eq!(lines.line(text, 3), None);
    }

    #[test]
    fn long_lines_are_counted_in_blocks() {
        for length in [BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK] {
            let text = format!("x\n{}", "é".repeat(length));
            let lines = LineStarts::new(&text);
            for column in [0, 1, length / 2, length] {
                let expected = u32::try_from(column + 1).unwrap_or(0);
                assert_eq!(lines.position(&text, 2 + 2 * column), (2, expected), "{length}");
            }
        }
    }
}
