//! Agreements about services.

use super::Date;
use crate::diag::Slice;

/// What was agreed with a recipient: a service level, or what an agreement promises.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// The promise.
    pub level: Option<Slice>,
    /// The target that counts as kept.
    pub target: Option<Slice>,
    /// When somebody last looked at it.
    pub reviewed: Option<Date>,
    /// The address of the agreement.
    pub url: Option<Slice>,
}
