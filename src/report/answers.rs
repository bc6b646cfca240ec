//! What the answers of heads change in a map: each is taken to the fact that it is about, and what can't be taken is
//! listed with the reason.
//!
//! An answer is taken where the fact is still as it was when the form was written, or already says the same. Otherwise
//! it is a conflict, shown with both values, and the map stays as it is.

mod change;
mod earlier;
mod scope;
mod scores;
mod statistics;
mod taker;
mod values;
mod words;

pub use change::{AnswerChange, ChangedFact, HeadsMeasurement};
pub use statistics::{HEADS, HeadScore};
pub use taker::{TakeOptions, TakenAnswers, take_answers};

use crate::model::Date;

/// The answers of the head of one unit.
#[derive(Clone, Debug)]
pub struct HeadAnswers {
    /// What to call their file.
    pub file: String,
    /// The id of the organisation, where the file says it.
    pub organisation: Option<String>,
    /// The id of the unit.
    pub unit: String,
    /// The one who answered.
    pub by: Option<String>,
    /// The date of the answers.
    pub date: Date,
    /// The answers.
    pub answers: Vec<AnsweredFact>,
}

/// One answer.
#[derive(Clone, Debug)]
pub struct AnsweredFact {
    /// The address of the fact.
    pub about: String,
    /// The state of the fact when the form was written.
    pub was: Option<String>,
    /// The answer.
    pub answer: String,
    /// The reason, or a remark.
    pub because: Option<String>,
}
