//! The satisfaction of the recipients of the services in one cell of a grid.

use crate::{
    analysis::{is_unhappy, one_decimal, whole_net_promoters},
    model::{Metric, Satisfaction},
};

/// The lowest of the newest scores in a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CellScore {
    /// The score, from 0 to 10.
    pub of_ten: f64,
    /// Whether it comes from somebody unhappy.
    pub is_unhappy: bool,
    /// Whether it is a net promoter score, which is shown from -100 to 100 (SPEC 6).
    pub is_net_promoter: bool,
}

impl CellScore {
    /// The score of a measurement.
    pub(super) fn of(measured: &Satisfaction) -> Option<Self> {
        let of_ten = measured.of_ten()?;
        let is_net_promoter = measured.metric == Some(Metric::Nps);
        Some(Self { of_ten, is_unhappy: is_unhappy(measured), is_net_promoter })
    }

    /// The score as a reader is shown it: `4.9`, or `NPS -10`.
    pub fn in_words(&self) -> String {
        if self.is_net_promoter {
            format!("NPS {}", whole_net_promoters(20.0 * self.of_ten - 100.0))
        } else {
            one_decimal(self.of_ten)
        }
    }

    /// The lower one of two that may not be known; an unhappy one is lower than any other.
    pub(super) fn lower(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        let rank = |score: &Self, other: &Self| {
            other.is_unhappy.cmp(&score.is_unhappy).then(score.of_ten.total_cmp(&other.of_ten))
        };
        one.into_iter().chain(other).min_by(rank)
    }
}
