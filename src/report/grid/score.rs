//! How satisfied those are who are served by what goes through one cell of a grid.

use crate::{analysis::is_unhappy, model::Satisfaction};

/// The lowest of the newest scores in a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CellScore {
    /// The score, from 0 to 10.
    pub of_ten: f64,
    /// Whether whoever gave it is unhappy.
    pub is_unhappy: bool,
}

impl CellScore {
    /// The score of a measurement.
    pub(super) fn of(measured: &Satisfaction) -> Option<Self> {
        let is_unhappy = is_unhappy(measured);
        measured.of_ten().map(|of_ten| Self { of_ten, is_unhappy })
    }

    /// The lower one of two that may not be known; an unhappy one is lower than any other.
    pub(super) fn lower(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        let rank = |score: &Self, other: &Self| {
            other.is_unhappy.cmp(&score.is_unhappy).then(score.of_ten.total_cmp(&other.of_ten))
        };
        one.into_iter().chain(other).min_by(rank)
    }
}
