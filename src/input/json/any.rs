//! Values and keys of a JSON file as nodes.

use super::cursor::Cursor;
use crate::input::node::{Node, Value, Written};
use serde::{
    Deserialize as _, Deserializer,
    de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;
use std::fmt;

/// How deep values may nest, as in YAML.
const DEEPEST: usize = 60;

/// Any value, or a key.
pub(super) struct Any<'c, 't> {
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
    pub(super) fn key(cursor: &'c mut Cursor<'t>) -> Self {
        let role = Role::Key;
        Self {
            cursor,
            depth: 0,
            role,
        }
    }

    pub(super) fn value(cursor: &'c mut Cursor<'t>, depth: usize) -> Self {
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
