//! The top of a file: its lists, read item by item so that no file stands in memory as a tree.

use super::{
    decode::{Decode, Decoder},
    node::{Node, Value},
    raw::{MapKey, RawMap},
};
use serde::de::{Deserialize, DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// What a format brings: how a key and an item of a list become nodes.
pub(super) trait Reader<'t> {
    /// A key of the topmost mapping.
    type Key: Deserialize<'t>;
    /// An item of a list, or the value of a key that is no list.
    type Item: Deserialize<'t>;
    /// The key with its place.
    fn key(&mut self, key: Self::Key) -> Node<'t>;
    /// The item with its places; an error where its text is broken.
    fn item(&mut self, item: Self::Item) -> Result<Node<'t>, String>;
}

/// The topmost mapping of a file.
pub(super) struct Document<'d, 't, R> {
    decoder: &'d mut Decoder<'t>,
    raw: &'d mut RawMap,
    reader: R,
}

impl<'d, 't, R: Reader<'t>> Document<'d, 't, R> {
    pub(super) fn new(decoder: &'d mut Decoder<'t>, raw: &'d mut RawMap, reader: R) -> Self {
        Self {
            decoder,
            raw,
            reader,
        }
    }

    fn value<A: MapAccess<'t>>(&mut self, key: MapKey, map: &mut A) -> Result<(), A::Error> {
        let item = map.next_value::<R::Item>()?;
        let node = self.reader.item(item).map_err(A::Error::custom)?;
        self.raw.take(key, node, self.decoder);
        Ok(())
    }
}

impl<'t, R: Reader<'t>> Visitor<'t> for Document<'_, 't, R> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping such as `organisation: {name: ...}` at the top of the file")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<A: MapAccess<'t>>(mut self, mut map: A) -> Result<(), A::Error> {
        let mut seen: Vec<MapKey> = Vec::new();
        while let Some(key) = map.next_key::<R::Key>()? {
            let node = self.reader.key(key);
            let place = self.decoder.place(node.line, node.column);
            let Some(word) = self.decoder.text_of(&node) else {
                self.decoder
                    .wrong_type(&node, "a key of the map, such as `departments`");
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            let Some(key) = MapKey::named(&word) else {
                self.decoder
                    .unknown_key(place, &word, "a map", MapKey::WORDS);
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            if seen.contains(&key) {
                self.decoder.duplicate_key(place, &word);
            }
            seen.push(key);
            if key.is_list() {
                let items = Items {
                    document: &mut self,
                    key,
                    node,
                };
                map.next_value_seed(items)?;
            } else {
                self.value(key, &mut map)?;
            }
        }
        Ok(())
    }
}

/// One list of the file.
struct Items<'i, 'd, 't, R> {
    document: &'i mut Document<'d, 't, R>,
    key: MapKey,
    node: Node<'t>,
}

impl<'t, R: Reader<'t>> Items<'_, '_, 't, R> {
    fn not_a_list(mut self, value: Value<'t>) {
        self.node.value = value;
        let wanted = format!("a list under `{}`", self.key.word());
        self.document.decoder.wrong_type(&self.node, &wanted);
    }
}

impl<'t, R: Reader<'t>> DeserializeSeed<'t> for Items<'_, '_, 't, R> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'t>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'t, R: Reader<'t>> Visitor<'t> for Items<'_, '_, 't, R> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list under `{}`", self.key.word())
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut list: A) -> Result<(), A::Error> {
        let Document {
            decoder,
            raw,
            reader,
        } = self.document;
        while let Some(item) = list.next_element::<R::Item>()? {
            let node = reader.item(item).map_err(A::Error::custom)?;
            raw.take(self.key, node, decoder);
        }
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        self.not_a_list(Value::Literal);
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        self.not_a_list(Value::Literal);
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        self.not_a_list(Value::Literal);
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        self.not_a_list(Value::Literal);
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        self.not_a_list(Value::Text("".into()));
        Ok(())
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<(), A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        self.not_a_list(Value::Map(Vec::new()));
        Ok(())
    }
}

/// Decodes `node` and adds it to `list` unless it is nothing or wrong.
pub(super) fn push<'t, T: Decode>(list: &mut Vec<T>, node: Node<'t>, decoder: &mut Decoder<'t>) {
    list.extend(T::decode(node, decoder));
}
