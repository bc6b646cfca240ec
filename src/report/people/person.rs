//! Somebody on whom something depends.

use super::{super::amounts::Amount, loss::Departure};
use crate::id::PartyId;

/// Somebody on whom something depends.
pub struct KeyPerson<'g, 'org> {
    pub(super) loss: Departure<'org>,
    /// The parties whose relationship they own, by id.
    pub(super) relationships: Vec<PartyId>,
    /// The parties among them with an unhappy relationship.
    pub(super) unhappy: Vec<PartyId>,
    /// How many active parties would be affected, without a broad step.
    pub(super) parties_hit: usize,
    /// The sum that is paid a year for the services that would be affected without a broad step.
    pub(super) amount: Amount<'g, 'org>,
}
