//! Agreements about services.

use super::Date;
use crate::diag::Slice;

/// What was agreed with a recipient: a service level, or what an agreement promises.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// What is promised.
    pub level: Option<Slice>,
    /// What counts as kept.
    pub target: Option<Slice>,
    /// When somebody last looked at it.
    pub reviewed: Option<Date>,
    /// The address of the agreement.
    pub url: Option<Slice>,
}
