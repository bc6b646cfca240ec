//! A change of the map that an answer makes.

use super::super::ask::PartyKey;
use crate::{
    diag::Place,
    id::{PartyId, ServiceId, Subject, UnitId},
    model::{Date, Decision, Recipient},
};

/// A change of one fact.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerChange {
    /// What changes.
    pub fact: ChangedFact,
    /// The author: the id of a unit, or a text.
    pub by: Option<String>,
    /// The date of the answer.
    pub date: Date,
}

/// What changes, and to what.
#[derive(Clone, Debug, PartialEq)]
pub enum ChangedFact {
    /// What a department is for.
    Purpose(UnitId, String),
    /// Who leads a department.
    Lead(UnitId, UnitId),
    /// A unit without a service serves somebody.
    UnitServes(UnitId, Recipient),
    /// A service serves somebody else too.
    ServiceServes(ServiceId, Recipient),
    /// A service doesn't serve one of its recipients.
    ServiceServesNot(ServiceId, Recipient),
    /// Somebody pays for a service.
    ServicePaidBy(ServiceId, Subject),
    /// An entry was found right.
    Reviewed(Subject),
    /// A text, a word or a date of a party.
    PartyText(PartyId, PartyKey, String),
    /// Several texts of a party.
    PartyTexts(PartyId, PartyKey, Vec<String>),
    /// The owner of a relationship, or the backup.
    PartyUnit(PartyId, PartyKey, UnitId),
    /// A reason was found true or false.
    Reason(PartyId, usize, bool, Option<String>),
    /// A verdict on an inferred customer.
    Verdict(UnitId, PartyId, Decision, Option<String>),
    /// Scores of heads.
    Measured(HeadsMeasurement),
    /// A remark, as a note of an entry.
    Note(Subject, String),
}

/// What heads of units say of one relationship.
#[derive(Clone, Debug, PartialEq)]
pub struct HeadsMeasurement {
    /// The service.
    pub service: ServiceId,
    /// The recipient.
    pub recipient: Recipient,
    /// The mean, from 0 to 10.
    pub score: f64,
    /// How many heads gave one.
    pub n: u64,
    /// The standard deviation, of two or more.
    pub spread: Option<f64>,
    /// Which heads, and when each, as the notes of the measurement say it.
    pub answered_by: String,
    /// Where the measurement of an earlier batch is, of which it takes the place.
    pub replaces: Option<Place>,
}
