//! One thing's id and name.

use crate::{
    diag::{Place, Slice},
    input::EntryKind,
};

/// Words of the format that are nobody's id.
// SPEC 2.
const RESERVED: [&str; 4] = ["everyone", "organisation", "organization", "recipients"];

/// Whether a word is reserved, in any case (SPEC 2).
pub(in crate::resolve) fn is_reserved(word: &str) -> bool {
    RESERVED.iter().any(|reserved| word.eq_ignore_ascii_case(reserved))
}

/// The id and name of one thing.
#[derive(Debug)]
pub(in crate::resolve) struct Identity {
    pub(in crate::resolve) kind: EntryKind,
    pub(in crate::resolve) id: Slice,
    pub(in crate::resolve) name: Slice,
    /// The place of its id, or else of its name.
    pub(in crate::resolve) place: Place,
    pub(in crate::resolve) origin: IdOrigin,
}

/// Where an id comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdOrigin {
    /// The file states it.
    Explicit,
    /// The slug of the name.
    FromName,
    /// The id of a unit with a suffix, for the service without a name that the unit's own `serves` makes.
    FromUnit,
}
