//! The scores that heads gave: how many, their mean and spread, and which of them belong to one round.

use crate::{id::UnitId, model::Date};

/// The source of a measurement that heads made.
pub const HEADS: &str = "heads of units";

/// Scores that are at most this many days apart belong to one round: shorter than a quarter, so that two quarters stay
/// two measurements, and longer than heads take to be reminded twice.
const DAYS_OF_A_ROUND: f64 = 60.0;

/// A score that a head gave.
#[derive(Clone, Debug, PartialEq)]
pub struct HeadScore {
    /// The unit for which the head answered.
    pub unit: UnitId,
    /// The score, from 0 to 10.
    pub score: f64,
    /// The date of the scores.
    pub date: Date,
}

/// Whether two dates belong to one round.
pub(super) fn is_one_round(one: &Date, other: &Date) -> bool {
    (one.days_since_1970() - other.days_since_1970()).abs() <= DAYS_OF_A_ROUND
}

/// How many scores there are, their mean and their standard deviation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ScoreStatistics {
    pub(super) n: f64,
    pub(super) mean: f64,
    /// Of two or more, where it is known.
    pub(super) spread: Option<f64>,
}

impl ScoreStatistics {
    #[expect(clippy::cast_precision_loss, reason = "nobody has 2^52 heads")]
    pub(super) fn of(given: &[HeadScore]) -> Self {
        let n = given.len() as f64;
        let mean = given.iter().map(|one| one.score).sum::<f64>() / n;
        let squares: f64 = given.iter().map(|one| (one.score - mean) * (one.score - mean)).sum();
        let spread = (given.len() > 1).then(|| (squares / (n - 1.0)).sqrt());
        Self { n, mean, spread }
    }

    /// Returns the statistics of these scores and others together.
    pub(super) fn with(self, other: Self) -> Self {
        let n = self.n + other.n;
        let mean = (self.n * self.mean + other.n * other.mean) / n;
        let squares = |one: Self| {
            let apart = one.n * (one.mean - mean) * (one.mean - mean);
            let within = if one.n < 2.0 { 0.0 } else { (one.n - 1.0) * one.spread?.powi(2) };
            Some(within + apart)
        };
        let spread = squares(self).zip(squares(other));
        Self { n, mean, spread: spread.map(|(one, two)| ((one + two) / (n - 1.0)).sqrt()) }
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it was a count of heads"
    )]
    pub(super) fn heads(self) -> u64 {
        self.n as u64
    }

    /// Whether the map would have the same score and number of heads.
    pub(super) fn is_alike(self, other: Self) -> bool {
        // SPEC 5: scores are written with at most 4 decimals.
        self.heads() == other.heads() && (self.mean - other.mean).abs() < 0.000_06
    }
}
