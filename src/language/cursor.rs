//! Where the cursor is in a text that is being written, and so is seldom a sound file: the keys around it, and whether
//! a key, a value or an item of a list is being typed.
//!
//! The text from the last key in the first column to the cursor is read line by line: indentation and dashes make the
//! mappings and lists around the cursor, brackets those within a line. Nothing here reports mistakes.

use std::ops::Range;

/// The thing that is being typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// A key of a mapping.
    Key,
    /// The value of a key, behind its colon.
    Value,
    /// An item of a list, behind its dash or in its brackets. It may become a mapping.
    Item,
    /// Something below a key that is indented deeper: a key, or the dash of an item.
    Nested,
}

/// The cursor, and what is around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The keys around the cursor, outermost first; behind a colon the last is the key of the value.
    pub path: Vec<String>,
    /// What is being typed.
    pub slot: Slot,
    /// The bytes of what has been typed of it so far, an opening quote included.
    pub word: Range<usize>,
    /// Whether it is within brackets.
    pub is_flow: bool,
    /// The column of the mapping or item that is being written, in characters from 0.
    pub indent: usize,
    /// The other keys of the mapping that the cursor is in, with the values that are written on their line.
    pub siblings: Vec<(String, String)>,
}

/// A mapping or list around the cursor.
#[derive(Debug)]
enum Frame {
    Map { indent: usize, pairs: Vec<(String, String)> },
    List { indent: usize },
}

/// A bracket that is open at the cursor.
#[derive(Debug)]
enum Bracket {
    /// `{`: the pairs so far, and whether a value is being written.
    Map { pairs: Vec<(String, String)>, in_value: bool },
    /// `[`.
    List,
}

impl Cursor {
    /// Finds what is around a byte of a text; `None` within a comment or a text of several lines.
    pub fn at(text: &str, offset: usize) -> Option<Self> {
        let offset = offset.min(text.len());
        text.is_char_boundary(offset).then_some(())?;
        let mut scan = Scan { text, end: offset, frames: Vec::new() };
        scan.run(start_of_section(text, offset))
    }

    /// The value of another key of the same mapping, without quotes.
    pub fn sibling(&self, key: &str) -> Option<&str> {
        self.siblings.iter().find(|(known, _)| known == key).map(|(_, value)| unquoted(value))
    }
}

/// The start of the last line up to a byte that begins with a key in the first column.
fn start_of_section(text: &str, offset: usize) -> usize {
    let mut end = text[offset..].find('\n').map_or(text.len(), |at| offset + at);
    loop {
        let start = text[..end].rfind('\n').map_or(0, |at| at + 1);
        let line = &text[start..end];
        let is_key = line.starts_with(|c: char| c.is_alphabetic() || c == '"' || c == '\'');
        if start == 0 || (start <= offset && is_key && key_in(line).is_some()) {
            return start;
        }
        end = start - 1;
    }
}

struct Scan<'t> {
    text: &'t str,
    /// The cursor.
    end: usize,
    frames: Vec<Frame>,
}

impl Scan<'_> {
    fn run(&mut self, start: usize) -> Option<Cursor> {
        let mut at = start;
        loop {
            let line_end = self.text[at..].find('\n').map_or(self.text.len(), |n| at + n);
            let is_last = self.end <= line_end;
            match self.line(at, line_end.min(self.end), is_last) {
                CursorStep::Cursor(cursor) => {
                    return Some(self.with_later_siblings(cursor, line_end));
                }
                // A line beyond the cursor: it is within the text or brackets that end there.
                CursorStep::Next(next) if next <= self.end && !is_last => at = next,
                CursorStep::Next(_) | CursorStep::Nothing => return None,
            }
        }
    }

    /// Reads the line from `start`; the cursor is at `end` where this is the last one.
    fn line(&mut self, start: usize, end: usize, is_last: bool) -> CursorStep {
        let line = &self.text[start..end];
        let content = line.trim_start_matches(' ');
        let mut indent = line.len() - content.len();
        let trimmed = content.trim_end();
        if !is_last && (trimmed.is_empty() || trimmed.starts_with('#')) {
            return CursorStep::Next(end + 1);
        }
        if is_last && has_comment(content) {
            return CursorStep::Nothing;
        }
        let mut after_dash = false;
        let mut rest = content;
        while let Some(behind) = rest.strip_prefix('-') {
            if !(behind.is_empty() || behind.starts_with([' ', '\t', '\r'])) {
                break;
            }
            self.close(indent, true);
            if !matches!(self.frames.last(), Some(Frame::List { indent: at }) if *at == indent) {
                self.frames.push(Frame::List { indent });
            }
            let next = behind.trim_start_matches([' ', '\t']);
            indent += rest.len() - next.len();
            rest = next;
            after_dash = true;
        }
        let at = end - rest.len();
        if rest.starts_with(['{', '[']) {
            return self.brackets(at, indent);
        }
        match key_in(rest) {
            Some((key, behind)) => self.pair(key, at, behind, indent, end, is_last),
            None if is_last => CursorStep::Cursor(self.word_at_cursor(at, indent, after_dash)),
            None => CursorStep::Next(self.behind_text(rest, at, end)),
        }
    }

    /// Reads a key and what is behind its colon.
    fn pair(
        &mut self,
        key: &str,
        at: usize,
        behind: usize,
        indent: usize,
        end: usize,
        is_last: bool,
    ) -> CursorStep {
        self.close(indent, false);
        let value_start = at + behind;
        let value = self.text[value_start..end].trim_start();
        let value_at = end - value.len();
        let pair = (key.to_owned(), value.trim_end().to_owned());
        match self.frames.last_mut() {
            Some(Frame::Map { indent: known, pairs }) if *known == indent => pairs.push(pair),
            _ => self.frames.push(Frame::Map { indent, pairs: vec![pair] }),
        }
        if value.starts_with(['{', '[']) {
            return self.brackets(value_at, indent);
        }
        if is_last {
            let word = value_at..end;
            return CursorStep::Cursor(self.cursor(Slot::Value, word, indent));
        }
        if value.starts_with(['|', '>']) {
            return CursorStep::Next(self.behind_block(end, indent));
        }
        CursorStep::Next(self.behind_text(value, value_at, end))
    }

    /// What is typed at the cursor where it is no key with a colon.
    fn word_at_cursor(&mut self, at: usize, indent: usize, after_dash: bool) -> Cursor {
        let word = at..self.end;
        if after_dash {
            return self.cursor(Slot::Item, word, indent);
        }
        self.close(indent, false);
        let slot = match self.frames.last() {
            Some(Frame::Map { indent: known, .. }) if *known == indent => Slot::Key,
            Some(Frame::Map { .. } | Frame::List { .. }) => Slot::Nested,
            None => Slot::Key,
        };
        self.cursor(slot, word, indent)
    }

    /// Closes the mappings and lists that a line at `indent` is no longer in.
    fn close(&mut self, indent: usize, is_dash: bool) {
        while let Some(frame) = self.frames.last() {
            let is_over = match frame {
                Frame::Map { indent: at, .. } => *at > indent,
                // A key in the column of the dashes belongs to the mapping around the list.
                Frame::List { indent: at } => *at > indent || (*at == indent && !is_dash),
            };
            if !is_over {
                break;
            }
            self.frames.pop();
        }
    }

    /// The cursor in the mapping or list that is open now.
    fn cursor(&self, slot: Slot, word: Range<usize>, indent: usize) -> Cursor {
        let mut path: Vec<String> = Vec::new();
        let mut siblings = Vec::new();
        let last = self.frames.len().saturating_sub(1);
        for (at, frame) in self.frames.iter().enumerate() {
            let Frame::Map { pairs, .. } = frame else { continue };
            let is_open = at < last || slot != Slot::Key;
            path.extend(pairs.last().filter(|_| is_open).map(|(key, _)| key.clone()));
            if at == last && matches!(slot, Slot::Key | Slot::Value) {
                siblings.clone_from(pairs);
            }
        }
        if slot == Slot::Value {
            siblings.pop();
        }
        Cursor { path, slot, word, is_flow: false, indent, siblings }
    }

    /// Adds the keys of the same mapping that are written below the cursor.
    fn with_later_siblings(&self, mut cursor: Cursor, line_end: usize) -> Cursor {
        if cursor.is_flow || !matches!(cursor.slot, Slot::Key | Slot::Value) {
            return cursor;
        }
        for line in self.text[line_end..].lines().skip(1) {
            let content = line.trim_start_matches(' ');
            let indent = line.len() - content.len();
            if content.trim().is_empty() || content.starts_with('#') {
                continue;
            }
            if indent < cursor.indent {
                break;
            }
            if indent == cursor.indent {
                match key_in(content) {
                    Some((key, behind)) => {
                        let value = content[behind..].trim().to_owned();
                        cursor.siblings.push((key.to_owned(), value));
                    }
                    None => break,
                }
            }
        }
        cursor
    }

    /// Reads what begins with a bracket at `at`, until it is closed or the cursor is reached.
    fn brackets(&mut self, at: usize, indent: usize) -> CursorStep {
        let mut scan = BracketScan { text: self.text, end: self.end, open: Vec::new(), word: at };
        let mut position = at;
        while position < self.end {
            match scan.step(position) {
                BracketStep::Next(next) => position = next,
                BracketStep::Closed(next) => return CursorStep::Next(self.next_line(next)),
                BracketStep::InQuotes => break,
                BracketStep::InComment => return CursorStep::Nothing,
            }
        }
        let typed = &self.text[scan.word..self.end];
        let word = self.end - typed.trim_start().len()..self.end;
        CursorStep::Cursor(self.flow_cursor(&scan.open, word, indent))
    }

    /// The cursor within open brackets.
    fn flow_cursor(&self, open: &[Bracket], word: Range<usize>, indent: usize) -> Cursor {
        let mut cursor = self.cursor(Slot::Value, word, indent);
        cursor.is_flow = true;
        for bracket in open {
            if let Bracket::Map { pairs, in_value } = bracket {
                // The key whose value is being written is no sibling of it.
                let others = pairs.len() - usize::from(*in_value);
                cursor.siblings = pairs[..others].to_vec();
                cursor.path.extend(pairs[others..].iter().map(|(key, _)| key.clone()));
            }
        }
        cursor.slot = match open.last() {
            Some(Bracket::Map { in_value: true, .. }) => Slot::Value,
            Some(Bracket::Map { .. }) => Slot::Key,
            Some(Bracket::List) | None => Slot::Item,
        };
        cursor
    }

    /// The start of the line behind the one that a byte is in; beyond the end of the text where it is the last.
    fn next_line(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len() + 1, |length| at + length + 1)
    }

    /// The line behind a text, which may be in quotes and take several lines.
    fn behind_text(&self, text: &str, at: usize, line_end: usize) -> usize {
        let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
            return line_end + 1;
        };
        let rest = &self.text[at + 1..self.end];
        match rest.find(quote) {
            Some(length) => self.next_line(at + 1 + length),
            // The cursor is within the text.
            None if self.end > line_end => self.text.len() + 1,
            None => line_end + 1,
        }
    }

    /// The line behind a text in block style, whose lines are indented deeper than its key.
    fn behind_block(&self, line_end: usize, indent: usize) -> usize {
        let mut at = line_end + 1;
        while at < self.end {
            let end = self.text[at..].find('\n').map_or(self.text.len(), |n| at + n);
            let line = &self.text[at..end];
            let content = line.trim_start_matches(' ');
            if !content.trim().is_empty() && line.len() - content.len() <= indent {
                return at;
            }
            at = end + 1;
        }
        // A cursor in a deeper line is within the text; one at the end of the file may begin a new line.
        let last_line = self.text[..self.end].rfind('\n').map_or(0, |at| at + 1);
        let typed = &self.text[last_line..self.end];
        let depth = typed.len() - typed.trim_start_matches(' ').len();
        if depth > indent { self.text.len() + 1 } else { last_line }
    }
}

/// Reads brackets up to the cursor.
struct BracketScan<'t> {
    text: &'t str,
    /// The cursor.
    end: usize,
    open: Vec<Bracket>,
    /// Where the word that is being read begins.
    word: usize,
}

/// What a character within brackets comes to.
enum BracketStep {
    /// The character at this byte is next.
    Next(usize),
    /// The outermost bracket was closed before this byte.
    Closed(usize),
    /// The cursor is within quotes.
    InQuotes,
    /// The cursor is within a comment.
    InComment,
}

impl BracketScan<'_> {
    /// Reads the character at a byte.
    fn step(&mut self, at: usize) -> BracketStep {
        let rest = &self.text[at..self.end];
        let Some(c) = rest.chars().next() else { return BracketStep::Next(self.end) };
        let next = at + c.len_utf8();
        match c {
            '{' => self.open.push(Bracket::Map { pairs: Vec::new(), in_value: false }),
            '[' => self.open.push(Bracket::List),
            '}' | ']' => {
                self.open.pop();
                if self.open.is_empty() {
                    return BracketStep::Closed(next);
                }
            }
            ',' => self.end_value(at),
            ':' if is_colon(&self.text[at..]) || self.text[..at].ends_with('"') => self.end_key(at),
            // Only at the start of a word: an apostrophe within one is a letter.
            '"' | '\'' if self.text[self.word..at].trim().is_empty() => {
                let length = self.text[next..self.end].find(c);
                return length.map_or(BracketStep::InQuotes, |n| BracketStep::Next(next + n + 1));
            }
            '#' if self.text[..at].ends_with([' ', '\n', '\t']) => {
                let Some(length) = rest.find('\n') else { return BracketStep::InComment };
                self.word = at + length;
                return BracketStep::Next(self.word);
            }
            _ => return BracketStep::Next(next),
        }
        self.word = next;
        BracketStep::Next(next)
    }

    /// Takes the word before a comma as a value, where a value is being written.
    fn end_value(&mut self, at: usize) {
        if let Some(Bracket::Map { pairs, in_value }) = self.open.last_mut() {
            let value = self.text[self.word..at].trim();
            if let Some((_, last)) = pairs.last_mut().filter(|_| *in_value) {
                value.clone_into(last);
            }
            *in_value = false;
        }
    }

    /// Takes the word before a colon as a key.
    fn end_key(&mut self, at: usize) {
        if let Some(Bracket::Map { pairs, in_value }) = self.open.last_mut() {
            let key = unquoted(self.text[self.word..at].trim()).to_owned();
            pairs.push((key, String::new()));
            *in_value = true;
        }
    }
}

/// What a line comes to.
enum CursorStep {
    /// The line at this byte is next.
    Next(usize),
    /// The cursor was found.
    Cursor(Cursor),
    /// The cursor is where nothing can be completed.
    Nothing,
}

/// The key at the start of a text, and the byte behind its colon.
fn key_in(text: &str) -> Option<(&str, usize)> {
    if let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let end = 1 + text[1..].find(quote)?;
        let rest = &text[end + 1..];
        rest.trim_start().starts_with(':').then_some(())?;
        return Some((&text[1..end], end + 1 + rest.find(':')? + 1));
    }
    let mut from = 0;
    while let Some(found) = text[from..].find(':') {
        let at = from + found;
        if is_colon(&text[at..]) {
            let key = text[..at].trim_end();
            // No key holds these signs unquoted: such a colon is within a text or brackets.
            let is_plain = !key.is_empty() && !key.contains(['{', '[', '"', '#', ',']);
            return is_plain.then_some((key, at + 1));
        }
        from = at + 1;
    }
    None
}

/// Whether a text begins with a colon that ends a key.
fn is_colon(text: &str) -> bool {
    text.strip_prefix(':').is_some_and(|rest| {
        rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n', ',', '}', ']'])
    })
}

/// Whether a comment begins in the text before the cursor on its line.
fn has_comment(line: &str) -> bool {
    let mut quote = None;
    let mut before = ' ';
    for c in line.chars() {
        match (c, quote) {
            ('#', None) if before == ' ' || before == '\t' => return true,
            ('"' | '\'', None) if " [{,:-".contains(before) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            _ => {}
        }
        before = c;
    }
    false
}

/// A text without the quotes around it.
pub(super) fn unquoted(text: &str) -> &str {
    let inner = |quote: char| text.strip_prefix(quote).map(|rest| rest.trim_end_matches(quote));
    inner('"').or_else(|| inner('\'')).unwrap_or(text)
}
