//! The macro that declares a record of the file: its keys, how they are read, and what they may hold.

/// What the macro names.
pub(super) mod parts {
    pub(in crate::input) use super::super::{
        decode::{Decode, Decoder},
        lists::OneOrMany,
        node::{Node, Value},
        raw::Text,
        shape::{Content, Holds, Key, Needed, Record, Shape, Words, about},
    };
}

/// Declares a raw record: what it is called, and its keys with the field and type of each. The remark above
/// a key is what editors show about it.
///
/// `short key`: a text for the whole record is that key's. `of something`: it may not be empty.
/// `via one_or_many`: an item may stand without its list. `holds ..`: what its text says.
macro_rules! record {
    (
        $(#[doc = $doc:literal])*
        $name:ident is $what:literal $(, short $short:ident)? $(, of $something:ident)?
        $(
            $(#[doc = $about:literal])*
            $key:literal $field:ident: $type:ty
                $(, via $via:ident)? $(, holds $holds:ident $(($words:ident))?)?;
        )+
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, Default)]
        pub struct $name {
            /// Where it stands.
            pub place: $crate::diag::Place,
            /// Whether the value of a required key was wrong: it has been reported and left out.
            pub broken: bool,
            $($(#[doc = $about])* pub $field: Option<$type>,)+
        }

        const _: () = {
            use $crate::input::record::parts::*;

            impl $name {
                /// The keys that it may have.
                pub const KEYS: &[&str] = &[$($key),+];

                /// What may stand in it; `given` where a text says what the key above allows.
                pub(in $crate::input) fn record(given: Holds) -> Record {
                    let keys = vec![$(Key {
                        word: $key,
                        about: about(&[$($about),*]),
                        needed: Needed::of($key),
                        shape: <record!(@read $type $(, $via)?)>::shape(
                            record!(@holds $($holds $(($words))?)?).or(given)
                        ),
                    }),+];
                    Record {
                        name: stringify!($name).trim_start_matches("Raw"),
                        about: about(&[$($doc),*]),
                        short: record!(@short $($short)?),
                        content: record!(@content $($something)?),
                        keys,
                    }
                }
            }

            impl Decode for $name {
                fn decode<'t>(node: Node<'t>, decoder: &mut Decoder<'t>) -> Option<Self> {
                    if matches!(node.value, Value::Null) {
                        return None;
                    }
                    let place = decoder.place(node.line, node.column);
                    $(if matches!(node.value, Value::Text(_) | Value::Literal) {
                        let $short = Text::decode(node, decoder);
                        return Some(Self { place, $short, ..Self::default() });
                    })?
                    let mut record = Self { place, ..Self::default() };
                    for (key, value) in decoder.entries(node, $what)? {
                        let word = decoder.text_of(&key);
                        match word.as_deref().unwrap_or_default() {
                            $($key => {
                                let before = decoder.problems.len();
                                let read = <record!(@read $type $(, $via)?)>::decode(value, decoder);
                                record.$field = record!(@kept read $(, $via)?);
                                let wrong = decoder.problems.len() > before;
                                record.broken |= wrong && Needed::of($key) == Needed::Required;
                            })+
                            unknown => {
                                let place = decoder.place(key.line, key.column);
                                decoder.unknown_key(place, unknown, $what, Self::KEYS);
                            }
                        }
                    }
                    Some(record)
                }

                fn shape(holds: Holds) -> Shape {
                    Shape::Record(Self::record(holds))
                }
            }
        };
    };
    (@read $type:ty) => { $type };
    (@read $type:ty, one_or_many) => { OneOrMany<<$type as IntoIterator>::Item> };
    (@kept $read:ident) => { $read };
    (@kept $read:ident, one_or_many) => { $read.map(|list| list.0) };
    (@holds $holds:ident $(($words:ident))?) => { Holds::$holds $((Words::$words))? };
    (@holds) => { Holds::Anything };
    (@short $short:ident) => { Some(stringify!($short)) };
    (@short) => { None };
    (@content something) => { Content::Something };
    (@content) => { Content::Any };
}
pub(super) use record;
