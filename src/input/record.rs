//! The macro that declares a record of the file: its keys, how they are read, and what they may hold.

/// What the macro names.
pub(super) mod parts {
    pub(in crate::input) use super::super::{
        decode::{Decode, Decoder},
        lists::{Many, Short},
        node::{Node, Value},
        raw::{RawMore, Text},
        shape::{Content, Holds, Key, Needed, Record, Shape, Words, about},
    };
}

/// Declares a raw record: what it is called, and its keys with the field and type of each. The remark above
/// a key is what editors show about it.
///
/// `short key`: a text for the whole record is that key's. `of something`: it may not be empty. `and more`: it
/// may have free texts too, the keys of [`RawMore`](super::raw::RawMore).
/// `via one_or_many`: an item may stand without its list. `holds ..`: what its text says.
macro_rules! record {
    (
        $(#[doc = $doc:literal])*
        $name:ident is $what:literal $(, short $short:ident)? $(, of $something:ident)? $(, and $more:ident)?
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
            $(
                /// Description, address and notes, which few have.
                pub $more: Option<Box<$crate::input::RawMore>>,
            )?
        }

        const _: () = {
            use $crate::input::record::parts::*;

            impl $name {
                /// The keys that it may have.
                const KEYS: &[&[&str]] = &[&[$($key),+] $(, record!(@keys $more))?];

                /// What may stand in it; `given` where a text says what the key above allows.
                pub(in $crate::input) fn record(given: Holds) -> Record {
                    let keys = [$(Key {
                        word: $key,
                        about: about(&[$($about),*]),
                        needed: Needed::of($key),
                        shape: record!(
                            @shape $type, record!(@holds $($holds $(($words))?)?).or(given) $(, $via)?
                        ),
                    }),+];
                    let keys = keys.into_iter()$(.chain(record!(@shapes $more)))?;
                    Record {
                        name: stringify!($name).trim_start_matches("Raw"),
                        about: about(&[$($doc),*]),
                        short: record!(@short $($short)?),
                        content: record!(@content $($something)?),
                        keys: keys.collect(),
                    }
                }

                /// Takes the value of a key, if it has that.
                pub(in crate::input) fn take<'t>(
                    &mut self,
                    key: &str,
                    value: Node<'t>,
                    decoder: &mut Decoder<'t>,
                ) -> bool {
                    match key {
                        $($key => {
                            let before = decoder.problems.len();
                            self.$field = record!(@decode $type, value, decoder $(, $via)?);
                            let wrong = decoder.problems.len() > before;
                            self.broken |= wrong && Needed::of($key) == Needed::Required;
                        })+
                        _ => return false $(
                            || self.$more.get_or_insert_default().take(key, value, decoder)
                        )?,
                    }
                    true
                }
            }

            $(impl From<Text> for $name {
                fn from(text: Text) -> Self {
                    let place = text.place;
                    let $short = Some(text);
                    Self { place, $short, ..Self::default() }
                }
            }

            impl Short for $name {
                fn short(&mut self) -> &mut Option<Text> {
                    &mut self.$short
                }
            })?

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
                        let word = decoder.word(&key).unwrap_or_default();
                        if !record.take(word, value, decoder) {
                            let place = decoder.place(key.line, key.column);
                            decoder.unknown_key(place, word, $what, &Self::KEYS.concat());
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
    (@decode $type:ty, $value:ident, $decoder:ident) => { <$type>::decode($value, $decoder) };
    (@decode $type:ty, $value:ident, $decoder:ident, one_or_many) => {
        <$type>::one_or_many($value, $decoder)
    };
    (@shape $type:ty, $holds:expr) => { <$type>::shape($holds) };
    (@shape $type:ty, $holds:expr, one_or_many) => {
        Shape::OneOrMany(Box::new(<<$type as Many>::Item>::shape($holds)))
    };
    (@keys more) => { RawMore::KEYS[0] };
    (@shapes more) => { RawMore::record(Holds::Anything).keys };
    (@holds $holds:ident $(($words:ident))?) => { Holds::$holds $((Words::$words))? };
    (@holds) => { Holds::Anything };
    (@short $short:ident) => { Some(stringify!($short)) };
    (@short) => { None };
    (@content something) => { Content::Something };
    (@content) => { Content::Any };
}
pub(super) use record;
