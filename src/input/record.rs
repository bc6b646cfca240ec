//! The macro that declares a record of the file: its keys, how they are read, and what they may hold.
//!
//! One declaration feeds the reader, the schema for editors, the check of required keys and the keys of an import:
//!
//! ```text
//! record! {
//!     /// Who pays, how much and as what.
//!     RawPayment is "a payment (a payer's id, or `{from: ..., amount: ...}`)", short from, with more: RawMore
//!     /// Who pays, by id or name.
//!     "from" from: Text, required "who pays", holds Reference(PAYER);
//!     /// How much a year, as a plain number.
//!     "amount" amount: Text, holds Amount;
//! }
//! ```

/// What the macro names.
pub(super) mod parts {
    pub(in crate::input) use super::super::{
        decode::{Decode, Decoder},
        lists::Shorthand,
        missing::{MissingKey, Required, missing_key},
        node::{Node, NodeValue},
        places::{PlaceShift, Places},
        shape::{Content, Key, Presence, Record, Shape, ValueType, Words, description, noun},
        targets,
        text::Text,
    };
}

/// Declares a raw record: what it is called, and its keys with the field and type of each. The doc comment of
/// a key is what editors show about it.
///
/// - `short key`: a text may be written for the whole record, and is that key's.
/// - `of something`: the record may not be empty.
/// - `with more: RawMore`: the record also has the keys of another one.
/// - `required "..."`: the key must be there and not empty; the text is the advice where it is missing.
/// - `holds ..`: what its text may say; without it, anything.
macro_rules! record {
    (
        $(#[doc = $doc:literal])*
        $name:ident is $what:literal
            $(, short $short:ident)? $(, of $something:ident)? $(, with $more:ident: $more_type:ident)?
        $(
            $(#[doc = $description:literal])*
            $key:literal $field:ident: $type:ty
                $(, required $required:literal)? $(, holds $holds:ident $(($argument:ident))?)?;
        )+
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, Default)]
        pub struct $name {
            /// Where it begins.
            pub place: $crate::diag::Place,
            /// The required keys whose values were wrong: they have been reported and left out.
            pub misread: Vec<&'static str>,
            $($(#[doc = $description])* pub $field: Option<$type>,)+
            $(
                /// Keys that few of these records have.
                pub $more: Option<Box<$more_type>>,
            )?
        }

        const _: () = {
            use $crate::input::record::parts::*;

            impl $name {
                /// The keys of its own.
                const OWN: &[&str] = &[$($key),+];

                /// The keys that it may have.
                pub(in $crate::input) fn keys() -> Vec<&'static str> {
                    let own = Self::OWN.iter().copied();
                    own$(.chain(
                        $more_type::keys().into_iter().filter(|key| !Self::OWN.contains(key)),
                    ))?.collect()
                }

                /// What may be written in it; `given` where a text says what the key above allows.
                pub(in $crate::input) fn record(given: ValueType) -> Record {
                    let own = [$(Key {
                        word: $key,
                        description: description(&[$($description),*]),
                        presence: record!(@presence $($required)?),
                        shape: <$type>::shape(record!(@holds $($holds $(($argument))?)?).or(given)),
                    }),+];
                    Record {
                        name: stringify!($name).trim_start_matches("Raw"),
                        description: description(&[$($doc),*]),
                        short: record!(@short $($short)?),
                        content: record!(@content $($something)?),
                        keys: own.into_iter()$(.chain(
                            // A key of both is the record's own.
                            $more_type::record(given).without(Self::OWN).keys,
                        ))?.collect(),
                    }
                }

                /// Takes the value of a key, if it has that key.
                pub(in $crate::input) fn take<'t>(
                    &mut self,
                    key: &str,
                    value: Node<'t>,
                    decoder: &mut Decoder<'t>,
                ) -> bool {
                    match key {
                        $($key => {
                            let before = decoder.problems.len();
                            self.$field = <$type>::decode(value, decoder);
                            let wrong = decoder.problems.len() > before;
                            if wrong && record!(@presence $($required)?) == Presence::Required {
                                self.misread.push($key);
                            }
                        })+
                        _ => return false $(
                            || {
                                let place = self.place;
                                let new = || Box::new($more_type { place, ..Default::default() });
                                self.$more.get_or_insert_with(new).take(key, value, decoder)
                            }
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

            impl Shorthand for $name {
                fn text(&mut self) -> &mut Option<Text> {
                    &mut self.$short
                }
            })?

            impl Required for $name {
                fn missing(&self, owner: Option<&'static str>, found: &mut Vec<MissingKey>) {
                    let _owner = owner.unwrap_or(noun($what));
                    $(record!(@missing self, _owner, found, $key, $field $(, $required)?);)+
                    $(self.$field.iter().for_each(|value| value.missing(None, found));)+
                }
            }

            impl Places for $name {
                fn start(&self) -> Option<usize> {
                    Some(self.place.offset as usize)
                }

                fn shift(&mut self, shift: PlaceShift) {
                    shift.place(&mut self.place);
                    $(self.$field.iter_mut().for_each(|value| value.shift(shift));)+
                    $(self.$more.iter_mut().for_each(|more| more.shift(shift));)?
                }
            }

            impl Decode for $name {
                fn decode<'t>(node: Node<'t>, decoder: &mut Decoder<'t>) -> Option<Self> {
                    if matches!(node.value, NodeValue::Null) {
                        return None;
                    }
                    let place = decoder.place(node.at);
                    $(if matches!(node.value, NodeValue::Text(_) | NodeValue::Literal) {
                        let $short = Text::decode(node, decoder);
                        return Some(Self { place, $short, ..Self::default() });
                    })?
                    let mut record = Self { place, ..Self::default() };
                    for (key, value) in decoder.entries(node, $what)? {
                        let word = decoder.word(&key).unwrap_or_default();
                        if !record.take(word, value, decoder) {
                            let place = decoder.place(key.at);
                            decoder.unknown_key(place, word, $what, &Self::keys());
                        }
                    }
                    Some(record)
                }

                fn shape(given: ValueType) -> Shape {
                    Shape::Record(Self::record(given))
                }
            }
        };
    };
    (@presence $required:literal) => { Presence::Required };
    (@presence) => { Presence::Optional };
    (@holds Reference($targets:ident)) => { ValueType::Reference(&targets::$targets) };
    (@holds Word($words:ident)) => { ValueType::Word(Words::$words) };
    (@holds $holds:ident) => { ValueType::$holds };
    (@holds) => { ValueType::Anything };
    (@short $short:ident) => { Some(stringify!($short)) };
    (@short) => { None };
    (@content something) => { Content::Something };
    (@content) => { Content::Any };
    (@missing $self:ident, $owner:ident, $found:ident, $key:literal, $field:ident) => {};
    (@missing $self:ident, $owner:ident, $found:ident, $key:literal, $field:ident, $what:literal) => {
        if !$self.misread.contains(&$key) {
            $found.extend(missing_key($self.$field.as_ref(), ($owner, $key, $what), $self.place));
        }
    };
}
pub(super) use record;
