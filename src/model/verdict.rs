//! Verdicts: what people who know say about customers that the program inferred.

use super::{Date, Decision};
use crate::{
    diag::{Place, Slice},
    id::{PartyId, UnitId},
};

/// A verdict on one customer of one unit (SPEC 3.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The department or person.
    pub unit: UnitId,
    /// The beneficiary.
    pub customer: PartyId,
    /// Whether it is a customer of the unit.
    pub verdict: Decision,
    /// The reason.
    pub because: Option<Slice>,
    /// The author of the verdict.
    pub by: Option<VerdictAuthor>,
    /// The date of the verdict.
    pub date: Option<Date>,
    /// Where the file says so.
    pub place: Place,
}

/// The author of a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VerdictAuthor {
    /// A unit of the map.
    Unit(UnitId),
    /// Anybody else, as the file writes it.
    Text(Slice),
}
