//! The figures of a group of answers: how many, their mean and spread, or a net promoter score.

/// From this answer on somebody is a promoter.
const PROMOTER: f64 = 9.0;

/// Up to this answer somebody is a detractor.
const DETRACTOR: f64 = 6.0;

/// How many answers there are.
#[expect(clippy::cast_precision_loss, reason = "no survey has 2^52 answers")]
fn count(scores: &[f64]) -> f64 {
    scores.len() as f64
}

/// The mean; none of no answers.
pub(super) fn mean(scores: &[f64]) -> Option<f64> {
    (!scores.is_empty()).then(|| scores.iter().sum::<f64>() / count(scores))
}

/// The standard deviation of a sample, with n - 1; none of fewer than two answers.
pub(super) fn spread(scores: &[f64]) -> Option<f64> {
    let mean = mean(scores).filter(|_| scores.len() > 1)?;
    let squares: f64 = scores.iter().map(|score| (score - mean).powi(2)).sum();
    Some((squares / (count(scores) - 1.0)).sqrt())
}

/// A net promoter score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct NetPromoter {
    /// The share of promoters less that of detractors, from -100 to 100.
    pub(super) score: f64,
    /// The number of answers of 9 or 10.
    pub(super) promoters: usize,
    /// The number of answers of 0 to 6.
    pub(super) detractors: usize,
}

/// The net promoter score; none of no answers.
pub(super) fn net_promoter(scores: &[f64]) -> Option<NetPromoter> {
    let promoters = scores.iter().filter(|score| **score >= PROMOTER).count();
    let detractors = scores.iter().filter(|score| **score <= DETRACTOR).count();
    let signs: Vec<f64> = scores
        .iter()
        .map(|score| {
            f64::from(u8::from(*score >= PROMOTER)) - f64::from(u8::from(*score <= DETRACTOR))
        })
        .collect();
    Some(NetPromoter { score: 100.0 * mean(&signs)?, promoters, detractors })
}

#[cfg(test)]
mod tests {
    use super::{mean, net_promoter, spread};

    /// 2 4 4 4 5 5 7 9: mean 5, squares 32, 32 / 7 = 4.571..., worked out by hand.
    #[test]
    fn figures_are_those_of_a_pocket_calculator() {
        let scores = [2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0];
        assert_eq!(mean(&scores), Some(5.0));
        let is_near = |found: Option<f64>, wanted: f64| {
            found.is_some_and(|found| (found - wanted).abs() < 1e-12)
        };
        assert!(is_near(spread(&scores), 2.138_089_935_299_395));
        let nps = net_promoter(&scores);
        assert_eq!(nps.map(|it| (it.promoters, it.detractors)), Some((1, 6)));
        assert!(is_near(nps.map(|it| it.score), -62.5));
        assert_eq!((mean(&[]), spread(&[3.0]), net_promoter(&[])), (None, None, None));
    }
}
