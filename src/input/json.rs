//! The JSON reader: `serde_json`, with the place of every value.
//!
//! `serde_json` tells no places, but a raw value borrowed from the text is a slice of it: where the slice
//! begins is its place. A cursor turns bytes into lines and columns as reading goes forward.

use super::{
    decode::Decoder,
    document::{Document, Reader},
    node::{Node, Value},
    raw::RawMap,
};
use crate::diag::{Code, Diagnostic};
use serde::{
    Deserialize, Deserializer as _,
    de::{MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;
use std::{borrow::Cow, fmt};

/// How deep values may nest, as in YAML.
const DEEPEST: usize = 60;

/// Reads the records of the decoder's text into `raw`; a broken text ends it with its problem.
pub(super) fn read(decoder: &mut Decoder<'_>, raw: &mut RawMap) -> Result<(), Box<Diagnostic>> {
    let text = decoder.text;
    if text.trim().is_empty() {
        return Ok(());
    }
    let mut json = serde_json::Deserializer::from_str(text);
    let reader = Json {
        cursor: Cursor::new(text),
    };
    let read = json.deserialize_any(Document::new(&mut *decoder, raw, reader));
    read.and_then(|()| json.end())
        .map_err(|error| Box::new(broken(decoder, &error)))
}

/// JSON's half of reading a document.
struct Json<'t> {
    cursor: Cursor<'t>,
}

impl<'t> Reader<'t> for Json<'t> {
    type Key = JsonText<'t>;
    type Item = &'t RawValue;

    fn key(&mut self, JsonText(key): JsonText<'t>) -> Node<'t> {
        self.cursor.text_node(key)
    }

    fn item(&mut self, item: &'t RawValue) -> Result<Node<'t>, String> {
        self.node(item, 0)
    }
}

impl<'t> Json<'t> {
    /// The value with its places. Its syntax is sound; only escapes in texts can still be wrong.
    fn node(&mut self, raw: &'t RawValue, depth: usize) -> Result<Node<'t>, String> {
        let text = raw.get();
        let whole = self.cursor.text;
        let mut node = self.cursor.node(text);
        if depth > DEEPEST {
            let (line, column) = bytes_at(whole, node.start as usize);
            return Err(format!(
                "more than {DEEPEST} levels at line {line} column {column}"
            ));
        }
        let wrong = |error: serde_json::Error| located(whole, text, &error);
        node.value = match text.as_bytes().first() {
            Some(b'{') => {
                let Entries(entries) = serde_json::from_str(text).map_err(wrong)?;
                let both = entries.into_iter().map(|(JsonText(key), value)| {
                    Ok((self.cursor.text_node(key), self.node(value, depth + 1)?))
                });
                Value::Map(both.collect::<Result<_, String>>()?)
            }
            Some(b'[') => {
                let items: Vec<&'t RawValue> = serde_json::from_str(text).map_err(wrong)?;
                let nodes = items.into_iter().map(|item| self.node(item, depth + 1));
                Value::List(nodes.collect::<Result<_, String>>()?)
            }
            Some(b'"') => Value::Text(serde_json::from_str::<JsonText<'t>>(text).map_err(wrong)?.0),
            Some(b'n') => Value::Null,
            _ => Value::Literal,
        };
        Ok(node)
    }
}

/// Where in the text reading has come to.
struct Cursor<'t> {
    text: &'t str,
    at: usize,
    line: u32,
    column: u32,
}

impl<'t> Cursor<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            line: 1,
            column: 1,
        }
    }

    /// A node for `part`, a slice of the text: its value is to be filled in.
    fn node(&mut self, part: &str) -> Node<'t> {
        let start = (part.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        let start = if start <= self.text.len() {
            start
        } else {
            self.at
        };
        self.move_to(start);
        Node {
            line: self.line,
            column: self.column,
            start: u32::try_from(start).unwrap_or(u32::MAX),
            length: u32::try_from(part.len()).unwrap_or(u32::MAX),
            value: Value::Null,
        }
    }

    /// A node for a text; one with escapes is no slice and stands where reading has come to.
    fn text_node(&mut self, text: Cow<'t, str>) -> Node<'t> {
        let mut node = match &text {
            Cow::Borrowed(part) => self.node(part),
            Cow::Owned(_) => self.node(&self.text[self.at..self.at]),
        };
        if matches!(text, Cow::Borrowed(_)) {
            node.column = node.column.saturating_sub(1).max(1);
        }
        node.value = Value::Text(text);
        node
    }

    fn move_to(&mut self, start: usize) {
        if start < self.at {
            (self.at, self.line, self.column) = (0, 1, 1);
        }
        for c in self.text[self.at..start].chars() {
            if c == '\n' {
                self.line += 1;
                self.column = 1;
            } else {
                self.column += 1;
            }
        }
        self.at = start;
    }
}

/// A text, borrowed from the file where it holds no escape.
struct JsonText<'t>(Cow<'t, str>);

impl<'t> Deserialize<'t> for JsonText<'t> {
    fn deserialize<D: serde::Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(AnyText)
    }
}

struct AnyText;

impl<'t> Visitor<'t> for AnyText {
    type Value = JsonText<'t>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_borrowed_str<E>(self, text: &'t str) -> Result<JsonText<'t>, E> {
        Ok(JsonText(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<JsonText<'t>, E> {
        Ok(JsonText(Cow::Owned(text.to_owned())))
    }
}

/// The entries of an object in their order, the same key as often as it stands there.
struct Entries<'t>(Vec<(JsonText<'t>, &'t RawValue)>);

impl<'t> Deserialize<'t> for Entries<'t> {
    fn deserialize<D: serde::Deserializer<'t>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(AnyEntries)
    }
}

struct AnyEntries;

impl<'t> Visitor<'t> for AnyEntries {
    type Value = Entries<'t>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Entries<'t>, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Entries(entries))
    }

    fn visit_seq<A: SeqAccess<'t>>(self, _: A) -> Result<Entries<'t>, A::Error> {
        Ok(Entries(Vec::new()))
    }
}

/// What is wrong in `part`, with its place in the whole text in the words that `serde_json` itself uses:
/// it takes the place of an error out of them.
fn located(whole: &str, part: &str, error: &serde_json::Error) -> String {
    let start = (part.as_ptr() as usize).wrapping_sub(whole.as_ptr() as usize);
    let lines = part.split('\n').take(error.line().saturating_sub(1));
    let before: usize = lines.map(|line| line.len() + 1).sum();
    let (line, column) = bytes_at(whole, start + before + error.column().saturating_sub(1));
    let text = error.to_string();
    let said = text.split(" at line ").next().unwrap_or(&text);
    format!("{said} at line {line} column {column}")
}

/// The line and the column in bytes, both from 1, of a byte of the text.
fn bytes_at(text: &str, at: usize) -> (usize, usize) {
    let before = &text.as_bytes()[..at.min(text.len())];
    let line = before.split(|byte| *byte == b'\n').count();
    let column = before
        .iter()
        .rev()
        .take_while(|byte| **byte != b'\n')
        .count()
        + 1;
    (line, column)
}

/// The reader's error as a problem at its place.
fn broken(decoder: &Decoder<'_>, error: &serde_json::Error) -> Diagnostic {
    let narrow = |wide: usize| u32::try_from(wide).unwrap_or(u32::MAX).max(1);
    let line = decoder
        .text
        .split('\n')
        .nth(error.line().saturating_sub(1))
        .unwrap_or("");
    let before = line.floor_char_boundary(error.column().saturating_sub(1));
    let column = line[..before].chars().count() + 1;
    let place = decoder.place(narrow(error.line()), narrow(column));
    let text = error.to_string();
    let said = text.split(" at line ").next().unwrap_or(&text);
    let (code, said) = if said.contains("recursion limit") || said.ends_with("levels") {
        (
            Code::TooMuch,
            "this is more than any map needs: it nests too deep".to_owned(),
        )
    } else {
        (Code::Syntax, format!("this is not JSON: {said}"))
    };
    Diagnostic::new(code, place, said)
}
