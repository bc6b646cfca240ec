//! The records of the file as they are written: texts with places, nothing looked up or checked.

mod checks;
mod inside;
mod map;
mod more;
mod outside;
mod services;
mod verdicts;

pub use checks::{RawAllow, RawLevels};
pub use inside::{RawDepartment, RawGroup, RawOrganisation, RawPerson, RawWhere};
pub(super) use map::MapKey;
pub use map::{MAP_KEYS, RawMap, shape};
pub use more::RawMore;
pub use outside::{RawParty, RawReason, RawRelationship, RawWonOrLost};
pub use services::{
    RawAgreement, RawMeasurement, RawPayment, RawRelation, RawSatisfaction, RawService,
};
pub use verdicts::RawVerdict;
