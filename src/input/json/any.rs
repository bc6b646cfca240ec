//! Values and keys of a JSON file as nodes.

use super::cursor::Cursor;
use crate::input::node::{Entry, Node, Value, Written};
use serde::{
    Deserialize as _, Deserializer,
    de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;
use std::{fmt, mem};

/// How deep values may nest, as in YAML.
const DEEPEST: usize = 60;

/// Any value, or a key. It is made where it is to stand: to move it there takes as long as to read it.
pub(super) struct Any<'c, 't> {
    node: &'c mut Node<'t>,
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
    pub(super) fn key(node: &'c mut Node<'t>, cursor: &'c mut Cursor<'t>) -> Self {
        let role = Role::Key;
        Self { node, cursor, depth: 0, role }
    }

    pub(super) fn value(node: &'c mut Node<'t>, cursor: &'c mut Cursor<'t>, depth: usize) -> Self {
        let role = Role::Value;
        Self { node, cursor, depth, role }
    }
}

impl<'t> DeserializeSeed<'t> for Any<'_, 't> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<(), D::Error> {
        let (node, cursor, depth) = (self.node, self.cursor, self.depth);
        let first = cursor.begin(node);
        if depth > DEEPEST {
            let (line, column) = cursor.in_bytes();
            let message = format!("more than {DEEPEST} levels at line {line} column {column}");
            return Err(D::Error::custom(message));
        }
        if self.role == Role::Value && first.is_some_and(|b| b == b'-' || b.is_ascii_digit()) {
            // However large it is: a number stays as it is written.
            let number = <&RawValue>::deserialize(deserializer)?;
            cursor.end(number.get().len());
            node.value = Value::Literal;
        } else {
            let value = &mut node.value;
            let visitor = AnyValue { value, cursor, depth };
            if self.role == Role::Key {
                deserializer.deserialize_str(visitor)?;
            } else {
                deserializer.deserialize_any(visitor)?;
            }
        }
        node.length = cursor.since(node.start);
        Ok(())
    }
}

struct AnyValue<'c, 't> {
    value: &'c mut Value<'t>,
    cursor: &'c mut Cursor<'t>,
    depth: usize,
}

impl<'t> Visitor<'t> for AnyValue<'_, 't> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.cursor.end("null".len());
        Ok(())
    }

    fn visit_bool<E>(self, truth: bool) -> Result<(), E> {
        let word = if truth { "true" } else { "false" };
        self.cursor.end(word.len());
        *self.value = Value::Literal;
        Ok(())
    }

    fn visit_borrowed_str<E>(self, text: &'t str) -> Result<(), E> {
        self.cursor.end_plain(text);
        *self.value = Value::Text(Written::Part(text));
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.cursor.end_escaped();
        *self.value = Value::Text(Written::Own(text.into()));
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut list: A) -> Result<(), A::Error> {
        let (cursor, depth) = (self.cursor, self.depth + 1);
        cursor.open();
        let mut items = Vec::new();
        loop {
            let item = items.push_mut(Node::default());
            let item = Any::value(item, cursor, depth);
            if list.next_element_seed(item)?.is_none() {
                break;
            }
        }
        items.pop();
        if items.is_empty() {
            items = Vec::new();
        }
        cursor.close();
        *self.value = Value::List(items);
        Ok(())
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<(), A::Error> {
        let (cursor, depth) = (self.cursor, self.depth + 1);
        cursor.open();
        let mut entries = Vec::new();
        let mut key = Node::default();
        while map.next_key_seed(Any::key(&mut key, cursor))?.is_some() {
            let entry: Entry<'t> = (mem::take(&mut key), Node::default());
            let (_, value) = entries.push_mut(entry);
            map.next_value_seed(Any::value(value, cursor, depth))?;
        }
        cursor.close();
        *self.value = Value::Map(entries);
        Ok(())
    }
}
