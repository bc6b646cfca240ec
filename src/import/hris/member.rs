//! A row of a staff list.

use crate::{import::Entry, input::Text};

/// A row: a person or a department.
pub(super) struct Member {
    pub(super) entry: Entry,
    /// The manager or parent, as the row names it.
    pub(super) above: Option<Text>,
    pub(super) department: Option<Text>,
}
