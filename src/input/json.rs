//! The JSON reader: `serde_json`, with the place of every value.
//!
//! `serde_json` tells no places, but it takes values in the order of the text: a cursor goes along, and
//! stands at the begin of each value before that is read.

mod cursor;

use self::cursor::Cursor;
use super::{
    decode::Decoder,
    document::{Document, MAPPING, Wanted, problem},
    node::{Broken, Node, Value, Written},
    raw::{MapKey, RawMap},
};
use crate::diag::{Code, Diagnostic};
use serde::{
    Deserialize as _, Deserializer,
    de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;
use std::fmt;

/// How deep values may nest, as in YAML.
const DEEPEST: usize = 60;

/// Reads the records of the decoder's text into `raw`; a broken text ends it with its problem.
pub(super) fn read(decoder: &mut Decoder<'_>, raw: &mut RawMap) -> Result<(), Box<Diagnostic>> {
    let text = decoder.text;
    if text.trim().is_empty() {
        return Ok(());
    }
    let mut json = serde_json::Deserializer::from_str(text);
    let top = Top {
        cursor: &mut Cursor::new(text),
        document: Document::new(decoder, raw),
    };
    let read = json.deserialize_any(top);
    read.and_then(|()| json.end())
        .map_err(|error| problem(decoder, broken(text, &error)))
}

/// The topmost object of a file.
struct Top<'c, 'd, 't> {
    cursor: &'c mut Cursor<'t>,
    document: Document<'d, 't>,
}

impl<'t> Visitor<'t> for Top<'_, '_, 't> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(MAPPING)
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<(), A::Error> {
        let Self {
            cursor,
            mut document,
        } = self;
        cursor.open();
        while let Some(key) = map.next_key_seed(Any::key(cursor))? {
            match document.key(key) {
                Wanted::Nothing => {
                    let skipped = map.next_value::<&RawValue>()?;
                    cursor.begin();
                    cursor.skip(skipped.get().len());
                }
                Wanted::Value(key) => {
                    let value = map.next_value_seed(Any::value(cursor, 0))?;
                    document.take(key, value);
                }
                Wanted::Items(key, _) if cursor.next() == Some(b'[') => {
                    let (cursor, document) = (&mut *cursor, &mut document);
                    map.next_value_seed(Items {
                        cursor,
                        document,
                        key,
                    })?;
                }
                Wanted::Items(key, at) => {
                    let value = map.next_value_seed(Any::value(cursor, 0))?.value;
                    document.no_list(key, at, value);
                }
            }
        }
        Ok(())
    }
}

/// One list of the file, item by item.
struct Items<'i, 'd, 't> {
    cursor: &'i mut Cursor<'t>,
    document: &'i mut Document<'d, 't>,
    key: MapKey,
}

impl<'t> DeserializeSeed<'t> for Items<'_, '_, 't> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'t> Visitor<'t> for Items<'_, '_, 't> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut list: A) -> Result<(), A::Error> {
        self.cursor.begin();
        self.cursor.open();
        while let Some(item) = list.next_element_seed(Any::value(self.cursor, 0))? {
            self.document.take(self.key, item);
        }
        self.cursor.close();
        Ok(())
    }
}

/// Any value, or a key.
struct Any<'c, 't> {
    cursor: &'c mut Cursor<'t>,
    depth: usize,
    role: Role,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Key,
    Value,
}

impl<'c, 't> Any<'c, 't> {
    fn key(cursor: &'c mut Cursor<'t>) -> Self {
        let role = Role::Key;
        Self {
            cursor,
            depth: 0,
            role,
        }
    }

    fn value(cursor: &'c mut Cursor<'t>, depth: usize) -> Self {
        let role = Role::Value;
        Self {
            cursor,
            depth,
            role,
        }
    }
}

impl<'t> DeserializeSeed<'t> for Any<'_, 't> {
    type Value = Node<'t>;

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<Node<'t>, D::Error> {
        let mut node = self.cursor.begin();
        if self.depth > DEEPEST {
            let (line, column) = self.cursor.in_bytes();
            let message = format!("more than {DEEPEST} levels at line {line} column {column}");
            return Err(D::Error::custom(message));
        }
        let cursor = &mut *self.cursor;
        let first = cursor.next();
        if self.role == Role::Value && first.is_some_and(|b| b == b'-' || b.is_ascii_digit()) {
            // However large it is: a number stays as it is written.
            let number = <&RawValue>::deserialize(deserializer)?;
            cursor.end(number.get().len());
            node.value = Value::Literal;
        } else {
            let depth = self.depth;
            node.value = if self.role == Role::Key {
                deserializer.deserialize_str(AnyValue { cursor, depth })?
            } else {
                deserializer.deserialize_any(AnyValue { cursor, depth })?
            };
        }
        node.length = self.cursor.since(node.start);
        Ok(node)
    }
}

struct AnyValue<'c, 't> {
    cursor: &'c mut Cursor<'t>,
    depth: usize,
}

impl<'t> Visitor<'t> for AnyValue<'_, 't> {
    type Value = Value<'t>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value<'t>, E> {
        self.cursor.end("null".len());
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Value<'t>, E> {
        let word = if truth { "true" } else { "false" };
        self.cursor.end(word.len());
        Ok(Value::Literal)
    }

    fn visit_borrowed_str<E>(self, text: &'t str) -> Result<Value<'t>, E> {
        self.cursor.end_plain(text);
        Ok(Value::Text(Written::Part(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value<'t>, E> {
        self.cursor.end_escaped();
        Ok(Value::Text(Written::Own(text.into())))
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut list: A) -> Result<Value<'t>, A::Error> {
        self.cursor.open();
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(Any::value(self.cursor, self.depth + 1))? {
            items.push(item);
        }
        self.cursor.close();
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Value<'t>, A::Error> {
        self.cursor.open();
        let mut entries = Vec::new();
        while let Some(key) = map.next_key_seed(Any::key(self.cursor))? {
            let value = map.next_value_seed(Any::value(self.cursor, self.depth + 1))?;
            entries.push((key, value));
        }
        self.cursor.close();
        Ok(Value::Map(entries))
    }
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
    let before = line.floor_char_boundary(column);
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
