//! The lines of a text: from a byte to line and column, and back.

use crate::id::index32;
use std::ops::Range;

/// Lines and characters are counted at regular steps of bytes: a file on one line may have millions of columns, and
/// one on many millions of lines, and each place is found without counting all of them.
// A quarter kilobyte: a place is found by counting half of that, and the counts take a twentieth of the text.
const BLOCK: usize = 256;

/// Where the lines of a text begin. A line ends with `\n`.
#[derive(Clone, Debug)]
pub(super) struct LineStarts {
    /// What is before each block of bytes, and before the end of the text.
    blocks: Vec<Before>,
}

/// What is before a byte of a text.
#[derive(Clone, Copy, Debug, Default)]
struct Before {
    /// How many characters begin.
    characters: u32,
    /// How many lines end.
    lines: u32,
    /// The byte at which the line begins that the byte is on.
    line_start: u32,
}

impl LineStarts {
    pub(super) fn new(text: &str) -> Self {
        let mut blocks = Vec::with_capacity(text.len() / BLOCK + 2);
        let mut before = Before::default();
        blocks.push(before);
        for (at, block) in text.as_bytes().chunks(BLOCK).enumerate() {
            before.characters += begun(block);
            before.lines += ended(block);
            if let Some(end) = last_end(block) {
                before.line_start = index32(at * BLOCK + end + 1);
            }
            blocks.push(before);
        }
        Self { blocks }
    }

    /// The line and column of a byte, both from 1; of a byte behind the end those of the end.
    pub(super) fn position(&self, text: &str, offset: usize) -> (u32, u32) {
        let end = offset.min(text.len());
        let (before, from) = self.before(end);
        let behind = &text.as_bytes()[from..end];
        let start = last_end(behind).map_or(before.line_start as usize, |at| from + at + 1);
        let column = self.characters_before(text, end) - self.characters_before(text, start);
        (before.lines + ended(behind) + 1, column + 1)
    }

    /// The bytes of a line, counted from 1, without its line break.
    pub(super) fn line(&self, text: &str, number: u32) -> Option<Range<usize>> {
        let start = self.start(text, number.checked_sub(1)?)?;
        let end = self.start(text, number).unwrap_or(text.len());
        // Files of Windows end their lines with `\r\n`.
        let line = text[start..end].trim_end_matches(['\n', '\r']);
        Some(start..start + line.len())
    }

    /// The byte at which the line begins that this many lines come before.
    fn start(&self, text: &str, lines: u32) -> Option<usize> {
        let Some(last) = lines.checked_sub(1) else { return Some(0) };
        // The last block before which that line has not ended.
        let block = self.blocks.partition_point(|before| before.lines <= last) - 1;
        let before = self.blocks[block].lines;
        let bytes = text.as_bytes().get(block * BLOCK..)?.iter().take(BLOCK).enumerate();
        let mut ends = bytes.filter(|(_, byte)| **byte == b'\n');
        ends.nth((last - before) as usize).map(|(at, _)| block * BLOCK + at + 1)
    }

    fn characters_before(&self, text: &str, offset: usize) -> u32 {
        let (before, from) = self.before(offset);
        before.characters + begun(&text.as_bytes()[from..offset])
    }

    /// What is before the block of a byte, and where that begins.
    fn before(&self, offset: usize) -> (Before, usize) {
        let block = offset / BLOCK;
        (self.blocks[block], block * BLOCK)
    }
}

/// How many lines end in some bytes.
fn ended(bytes: &[u8]) -> u32 {
    bytes.iter().map(|byte| u32::from(*byte == b'\n')).sum()
}

/// The index of the last end of a line in some bytes.
fn last_end(bytes: &[u8]) -> Option<usize> {
    bytes.iter().rposition(|byte| *byte == b'\n')
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
        assert_eq!(lines.line(text, 1), Some(0..6));
        assert_eq!(lines.line(text, 2), Some(7..8));
        assert_eq!(lines.line(text, 3), None);
    }

    #[test]
    fn many_lines_are_counted_in_blocks() {
        for length in [0, 1, 3, 15, 31, 100, BLOCK - 2, BLOCK - 1, BLOCK] {
            let line = format!("{}\r\n", "x".repeat(length));
            let text = line.repeat(3 * BLOCK);
            let lines = LineStarts::new(&text);
            for at in [0, 1, 2, BLOCK / 2, BLOCK, 3 * BLOCK - 1] {
                let (number, start) = (u32::try_from(at + 1).unwrap_or(0), at * line.len());
                let column = u32::try_from(length + 1).unwrap_or(0);
                assert_eq!(lines.position(&text, start), (number, 1), "{length}");
                assert_eq!(lines.position(&text, start + length), (number, column), "{length}");
                assert_eq!(lines.line(&text, number), Some(start..start + length), "{length}");
            }
            let behind = u32::try_from(3 * BLOCK + 1).unwrap_or(0);
            assert_eq!(lines.position(&text, text.len()), (behind, 1), "{length}");
            assert_eq!(lines.line(&text, behind), Some(text.len()..text.len()), "{length}");
            assert_eq!(lines.line(&text, behind + 1), None, "{length}");
        }
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
