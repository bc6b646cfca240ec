//! A text of a file with its place: what every scalar of a record is read as.

use crate::diag::{Place, Slice};

/// A text and the place where it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// The text as it is written.
    pub value: Slice,
    /// The place of its first character.
    pub place: Place,
}
