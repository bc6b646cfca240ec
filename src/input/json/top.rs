//! The top of a JSON file.

use super::{any::Any, cursor::Cursor};
use crate::input::{
    document::{Document, MAPPING, Wanted},
    raw::MapKey,
};
use serde::{
    Deserializer,
    de::{DeserializeSeed, MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;
use std::fmt;

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
