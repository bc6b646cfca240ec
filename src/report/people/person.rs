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
    /// The sums of their failure; none before the list is sorted.
    pub(super) amount: Option<Amount<'g, 'org>>,
}

impl KeyPerson<'_, '_> {
    /// The sum that is paid a year for the services that would be affected without a broad step.
    pub(super) fn paid(&self) -> Option<f64> {
        self.amount.as_ref()?.get().affected
    }
}

impl KeyPerson<'_, '_> {
    /// Whether it is a person, not a department that owns relationships.
    pub(in crate::report) fn is_person(&self) -> bool {
        self.loss.unit().person().is_some()
    }
}
