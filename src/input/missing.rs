//! Required keys: found from the declarations of the records, never by hand.

use super::{
    lists::{OneOrMany, TextOr},
    text::Text,
};
use crate::diag::Place;

/// A required key that a record doesn't have, or that has nothing behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingKey {
    /// What lacks it: "department", "payment".
    pub owner: &'static str,
    /// The key.
    pub key: &'static str,
    /// What to write behind it.
    pub value: &'static str,
    /// The place of a blank text, else that of the record.
    pub place: Place,
    /// Whether a text is there, and blank.
    pub is_blank: bool,
}

/// How much a value says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// Something.
    Filled,
    /// Nothing: it is a list without items.
    Empty,
    /// Nothing: it is this text of white space.
    Blank(Place),
}

/// A value of a record, as far as required keys are concerned.
pub(super) trait Required {
    /// How much it says.
    fn extent(&self) -> Extent {
        Extent::Filled
    }

    /// Finds the required keys that the records in it lack. `owner` is what such a record is called, where
    /// its list has a word of its own.
    fn missing(&self, _owner: Option<&'static str>, _found: &mut Vec<MissingKey>) {}
}

impl Required for Text {
    fn extent(&self) -> Extent {
        if self.value.trim().is_empty() { Extent::Blank(self.place) } else { Extent::Filled }
    }
}

impl<T: Required> Required for [T] {
    fn extent(&self) -> Extent {
        if self.is_empty() { Extent::Empty } else { Extent::Filled }
    }

    fn missing(&self, owner: Option<&'static str>, found: &mut Vec<MissingKey>) {
        for item in self {
            item.missing(owner, found);
        }
    }
}

impl<T: Required + ?Sized> Required for Box<T> {
    fn extent(&self) -> Extent {
        (**self).extent()
    }

    fn missing(&self, owner: Option<&'static str>, found: &mut Vec<MissingKey>) {
        (**self).missing(owner, found);
    }
}

impl<T: Required> Required for OneOrMany<T> {
    fn extent(&self) -> Extent {
        self.0.extent()
    }

    fn missing(&self, owner: Option<&'static str>, found: &mut Vec<MissingKey>) {
        self.0.missing(owner, found);
    }
}

impl<T: Required + From<Text>> Required for TextOr<T> {
    fn missing(&self, owner: Option<&'static str>, found: &mut Vec<MissingKey>) {
        match self {
            // The text fills the short key, which is the only required one of such a record.
            Self::Text(text) if text.extent() == Extent::Filled => {}
            Self::Text(text) => T::from(text.clone()).missing(owner, found),
            Self::Record(record) => record.missing(owner, found),
        }
    }
}

/// What is missing where a required key has this behind it.
pub(super) fn missing_key(
    value: Option<&impl Required>,
    (owner, key, described): (&'static str, &'static str, &'static str),
    record: Place,
) -> Option<MissingKey> {
    let (place, is_blank) = match value.map(Required::extent) {
        Some(Extent::Filled) => return None,
        Some(Extent::Blank(place)) => (place, true),
        None | Some(Extent::Empty) => (record, false),
    };
    Some(MissingKey { owner, key, value: described, place, is_blank })
}
