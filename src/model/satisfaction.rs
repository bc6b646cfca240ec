//! Measurements of satisfaction, and what several of one relationship are together (SPEC 6).

use super::{Date, Metric};
use crate::diag::{Place, Slice};
use jiff::civil;
use std::{cmp::Ordering, collections::HashMap};

/// One measurement of satisfaction.
#[derive(Clone, Debug, PartialEq)]
pub struct Satisfaction {
    /// The score, from `lowest` to `scale`.
    pub score: Option<f64>,
    /// The lowest possible score.
    pub lowest: f64,
    /// The highest possible score.
    pub scale: f64,
    /// The metric; `None`: the mean of scores.
    pub metric: Option<Metric>,
    /// The number of promoters, of a net promoter score.
    pub promoters: Option<u64>,
    /// The number of detractors, of a net promoter score.
    pub detractors: Option<u64>,
    /// The number of people who answered.
    pub n: Option<u64>,
    /// The number of people who were asked.
    pub asked: Option<u64>,
    /// The standard deviation of the answers, on the scale of the score.
    pub spread: Option<f64>,
    /// The date of the measurement.
    pub measured: Option<Date>,
    /// The source, such as a survey.
    pub source: Option<Slice>,
    /// Anything else that is written about it.
    pub notes: Option<Slice>,
    /// Where the file says so.
    pub place: Place,
}

impl Satisfaction {
    /// The score on a scale of 0 to 10.
    pub fn of_ten(&self) -> Option<f64> {
        self.score.map(|score| self.on_ten(score))
    }

    /// A score of this measurement on a scale of 0 to 10.
    pub fn on_ten(&self, score: f64) -> f64 {
        // SPEC 6: as written where it is on that scale already, without rounding noise.
        let as_written =
            self.lowest.abs() < f64::EPSILON && (self.scale - 10.0).abs() < f64::EPSILON;
        if as_written { score } else { 10.0 * (score - self.lowest) / (self.scale - self.lowest) }
    }

    /// The day that counts where measurements are compared.
    pub(super) fn day(&self) -> Option<civil::Date> {
        self.measured.as_ref().map(Date::last_day)
    }

    /// Which of two measurements of a relationship comes first: the newer one, of two as new the lower one. One without
    /// a date is older than all others (SPEC 6).
    pub fn newest_first(&self, other: &Self) -> Ordering {
        // SPEC 6: ties go to the lower score. `None` sorts before any date,
        // so undated ones come last.
        let score = |one: &Self| one.of_ten().unwrap_or_default();
        other.day().cmp(&self.day()).then_with(|| score(self).total_cmp(&score(other)))
    }

    /// The key of a pool: equal for measurements of the same day that were made in the same way.
    fn pool_key(&self) -> (Option<civil::Date>, Option<Metric>, u64, u64) {
        (self.day(), self.metric, self.lowest.to_bits(), self.scale.to_bits())
    }
}

/// The measurements of a relationship that have a score: those of one date, lowest, scale and metric as one, newest
/// first. One without a date is older than all others; of two as new the lower one comes first.
pub(super) fn pooled(all: &[Satisfaction]) -> Vec<Satisfaction> {
    let mut groups: Vec<Vec<&Satisfaction>> = Vec::new();
    let mut places = HashMap::new();
    for one in all.iter().filter(|one| one.score.is_some()) {
        // SPEC 6: same date, lowest, scale and metric are pooled, whatever their sources are.
        let place = *places.entry(one.pool_key()).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    let mut pools: Vec<Satisfaction> = groups.iter().map(|group| pool(group)).collect();
    pools.sort_by(Satisfaction::newest_first);
    pools
}

/// Several measurements as one, weighted by how many answered; one that doesn't say counts as one answer.
fn pool(group: &[&Satisfaction]) -> Satisfaction {
    let first = group[0];
    if group.len() == 1 {
        return first.clone();
    }
    // SPEC 6: weighted by n; without n as one answer.
    let weights: f64 = group.iter().map(|one| weight(one)).sum();
    let sum: f64 = group.iter().map(|one| one.score.unwrap_or(0.0) * weight(one)).sum();
    let total = |count: fn(&Satisfaction) -> Option<u64>| {
        group.iter().try_fold(0_u64, |sum, one| sum.checked_add(count(one)?))
    };
    let mean = sum / weights;
    let mut sources: Vec<&str> = group.iter().filter_map(|one| one.source.as_deref()).collect();
    sources.dedup();
    Satisfaction {
        score: Some(mean),
        n: total(|one| one.n),
        asked: total(|one| one.asked),
        promoters: total(|one| one.promoters),
        detractors: total(|one| one.detractors),
        spread: pooled_spread(group, mean),
        source: (!sources.is_empty()).then(|| sources.join(", ").into()),
        ..first.clone()
    }
}

#[expect(clippy::cast_precision_loss, reason = "weights need no more than 52 bits")]
fn weight(one: &Satisfaction) -> f64 {
    one.n.map_or(1.0, |n| n as f64)
}

/// The standard deviation of all answers of several measurements: that within each, and that of their means.
fn pooled_spread(group: &[&Satisfaction], mean: f64) -> Option<f64> {
    let mut squares = 0.0;
    let mut answers = 0.0;
    for one in group {
        let (n, spread, score) = (weight(one), one.spread?, one.score?);
        // Without n, or with n of 0, the spread of that measurement has no weight,
        // so the pool has no spread.
        one.n.filter(|n| *n > 0)?;
        squares += (n - 1.0) * spread * spread + n * (score - mean) * (score - mean);
        answers += n;
    }
    Some((squares / (answers - 1.0)).sqrt())
}
