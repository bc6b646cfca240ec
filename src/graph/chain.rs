//! Chains: their steps, and what they cost.

use crate::{id::ServiceId, model::Recipient};

/// What a chain costs: chains are compared by broad steps, then by steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cost {
    /// Steps to everyone or to a group behind half of all services.
    pub broad_steps: u32,
    /// Arrows to recipients or parties.
    pub steps: u32,
}

impl Cost {
    pub(super) const NOTHING: Self = Self { broad_steps: 0, steps: 0 };

    /// With the cost of the rest of a chain.
    pub(super) fn and(self, rest: Self) -> Self {
        Self { broad_steps: self.broad_steps + rest.broad_steps, steps: self.steps + rest.steps }
    }

    /// With another step.
    pub(super) fn and_a_step(self, broad: bool) -> Self {
        Self { broad_steps: self.broad_steps + u32::from(broad), steps: self.steps + 1 }
    }
}

/// One step of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// The service; `None`: a party passes on.
    pub service: Option<ServiceId>,
    /// To whom.
    pub to: Recipient,
}
