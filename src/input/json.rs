//! The JSON reader: `serde_json`, with the place of every value.
//!
//! `serde_json` tells no places, but it takes values in the order of the text: a cursor goes along, and
//! stands at the begin of each value before that is read.

mod any;
mod cursor;
mod top;

use self::{cursor::Cursor, top::Top};
use super::{
    decode::Decoder,
    document::{Document, problem},
    node::Broken,
    raw::RawMap,
};
use crate::diag::{Code, Diagnostic};
use serde::Deserializer as _;

/// Reads the records of the decoder's text into `raw`; a broken text ends it with its problem.
pub(super) fn read(decoder: &mut Decoder<'_>, raw: &mut RawMap) -> Result<(), Box<Diagnostic>> {
    let text = decoder.text;
    if text.trim().is_empty() {
        return Ok(());
    }
    let mut json = serde_json::Deserializer::from_str(text);
    let top = Top { cursor: &mut Cursor::new(text), document: Document::new(decoder, raw) };
    let read = json.deserialize_any(top);
    read.and_then(|()| json.end()).map_err(|error| problem(decoder, broken(text, &error)))
}

/// The reader's error, in our words.
fn broken(text: &str, error: &serde_json::Error) -> Broken {
    let narrow = |wide: usize| u32::try_from(wide).unwrap_or(u32::MAX);
    // Column 0 is the end of the line before.
    let (number, column) = match (error.line(), error.column()) {
        (number, 0) => (number.saturating_sub(1).max(1), usize::MAX),
        (number, column) => (number, column - 1),
    };
    let line = text.split('\n').nth(number.saturating_sub(1)).unwrap_or("");
    let before = line.floor_char_boundary(column.min(line.len().saturating_sub(1)));
    let message = error.to_string();
    let said = message.split(" at line ").next().unwrap_or(&message);
    let too_deep = said.contains("recursion limit") || said.ends_with("levels");
    let (code, message) = if too_deep {
        let message = "this is more than any map needs: it nests too deep";
        (Code::TooMuch, message.to_owned())
    } else {
        (Code::Syntax, format!("this is not JSON: {said}"))
    };
    Broken {
        line: narrow(number),
        column: narrow(line[..before].chars().count() + 1),
        code,
        message,
    }
}
