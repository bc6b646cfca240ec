//! The top of a JSON file.

use super::{any::Any, cursor::Cursor};
use crate::input::{
    document::{Document, MAPPING, Wanted},
    node::{Entry, Node},
    raw::MapKey,
};
use serde::{
    Deserializer,
    de::{DeserializeSeed, MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;
use std::{fmt, mem};

/// The topmost object of a file.
pub(super) struct Top<'c, 'd, 't> {
    pub(super) cursor: &'c mut Cursor<'t>,
    pub(super) document: Document<'d, 't>,
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
        let Self { cursor, mut document } = self;
        cursor.open();
        loop {
            let (mut key, mut value) = Entry::default();
            if map.next_key_seed(Any::key(&mut key, cursor))?.is_none() {
                return Ok(());
            }
            match document.key(key) {
                Wanted::Nothing => {
                    let skipped = map.next_value::<&RawValue>()?;
                    cursor.next();
                    cursor.skip(skipped.get().len());
                }
                Wanted::Value(key) => {
                    map.next_value_seed(Any::value(&mut value, cursor, 0))?;
                    document.take(key, value);
                }
                Wanted::Items(key, _) if cursor.next() == Some(b'[') => {
                    let (cursor, document) = (&mut *cursor, &mut document);
                    map.next_value_seed(Items { cursor, document, key })?;
                }
                Wanted::Items(key, at) => {
                    map.next_value_seed(Any::value(&mut value, cursor, 0))?;
                    document.no_list(key, at, value.value);
                }
            }
        }
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
        self.cursor.open();
        let mut item = Node::default();
        while (list.next_element_seed(Any::value(&mut item, self.cursor, 0))?).is_some() {
            self.document.take(self.key, mem::take(&mut item));
        }
        self.cursor.close();
        Ok(())
    }
}
