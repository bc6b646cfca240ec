//! Where in a text reading has come to, as line and column.

use crate::input::node::Node;

/// A place in a JSON text that goes forward value by value.
pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
    line: u32,
    column: u32,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0, line: 1, column: 1 }
    }

    /// Goes to where the next value begins, notes that in its node, and gives its first byte.
    pub(super) fn begin(&mut self, node: &mut Node<'t>) -> Option<u8> {
        let first = self.next();
        node.line = self.line;
        node.column = self.column;
        node.start = u32::try_from(self.at).unwrap_or(u32::MAX);
        first
    }

    /// Goes to where the next value begins, and gives its first byte.
    pub(super) fn next(&mut self) -> Option<u8> {
        loop {
            let byte = self.text.as_bytes().get(self.at).copied();
            match byte {
                Some(b'\n') => {
                    self.line = self.line.saturating_add(1);
                    self.column = 0;
                }
                Some(b' ' | b'\t' | b'\r' | b',' | b':') => {}
                _ => return byte,
            }
            self.end(1);
        }
    }

    /// Goes past an opening bracket, if it stands there.
    pub(super) fn open(&mut self) {
        if matches!(self.next(), Some(b'[' | b'{')) {
            self.end(1);
        }
    }

    /// Goes past the closing bracket.
    pub(super) fn close(&mut self) {
        if matches!(self.next(), Some(b']' | b'}')) {
            self.end(1);
        }
    }

    /// Goes past a value of so many bytes, whatever is in it.
    pub(super) fn skip(&mut self, length: usize) {
        let passed = self.text.get(self.at..self.at + length).unwrap_or("");
        let lines = passed.matches('\n').count();
        self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        let last = passed.rfind('\n').map_or(0, |at| at + 1);
        if last > 0 {
            self.column = 1;
        }
        self.at += last;
        self.end(passed.len() - last);
    }

    /// Goes past so many bytes, in which no line ends.
    pub(super) fn end(&mut self, length: usize) {
        let Some(passed) = self.text.get(self.at..self.at + length) else {
            return;
        };
        self.at += length;
        let columns = if passed.is_ascii() { length } else { passed.chars().count() };
        self.column = self.column.saturating_add(u32::try_from(columns).unwrap_or(u32::MAX));
    }

    /// Goes past a text without escapes, and its quotes.
    pub(super) fn end_plain(&mut self, text: &str) {
        self.end(text.len() + 2);
    }

    /// Goes past a text with escapes, and its quotes.
    pub(super) fn end_escaped(&mut self) {
        let mut bytes = self.text.as_bytes()[self.at..].iter().enumerate().skip(1);
        while let Some((length, byte)) = bytes.next() {
            match byte {
                b'\\' => drop(bytes.next()),
                b'"' => return self.end(length + 1),
                _ => {}
            }
        }
    }

    /// How many bytes have been passed since one.
    pub(super) fn since(&self, start: u32) -> u32 {
        u32::try_from(self.at).unwrap_or(u32::MAX).saturating_sub(start)
    }

    /// The line, and the column in bytes, both from 1.
    pub(super) fn in_bytes(&self) -> (usize, usize) {
        let line = self.text[..self.at].rfind('\n').map_or(0, |at| at + 1);
        (self.line as usize, self.at - line + 1)
    }
}
