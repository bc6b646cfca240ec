//! Quantiles of Student's t distribution, for intervals of means.
//!
//! No crate is worth it for one quantile: those that have it bring linear algebra or special functions along. For
//! whole degrees of freedom the distribution is a finite sum (Abramowitz and Stegun, 26.7.3 and 26.7.4).

use std::f64::consts::FRAC_2_PI;

/// The share of the distribution within the interval.
const LEVEL: f64 = 0.95;

/// The quantile of the normal distribution at 97.5 %.
pub(super) const NORMAL: f64 = 1.959_963_984_540_054;

/// From this many degrees of freedom on the series in 1 / degrees is exact to 8 digits, and the sum long.
const MANY: u64 = 100;

/// The value that a t distribution with this many degrees of freedom exceeds in 2.5 % of all cases.
#[expect(clippy::cast_precision_loss, reason = "the quantile no longer changes beyond 52 bits")]
pub(super) fn student(degrees: u64) -> f64 {
    if degrees >= MANY {
        return expansion(degrees as f64);
    }
    // With one degree of freedom it is 12.7, and with more it is less.
    let (mut low, mut high) = (NORMAL, 13.0);
    // Each round halves the range: after 60 no double lies between the two.
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if within(middle, degrees) < LEVEL { low = middle } else { high = middle }
    }
    high
}

/// The share of the distribution between `-t` and `t`: Abramowitz and Stegun 26.7.3 for odd and 26.7.4 for even degrees
/// of freedom.
#[expect(clippy::cast_precision_loss, reason = "there are at most 100 degrees of freedom")]
fn within(t: f64, degrees: u64) -> f64 {
    let angle = (t / (degrees as f64).sqrt()).atan();
    let (sin, cos) = angle.sin_cos();
    let is_odd = degrees % 2 == 1;
    let (mut term, mut sum) = if is_odd { (cos, 0.0) } else { (1.0, 0.0) };
    let mut power = u64::from(is_odd);
    while power + 2 <= degrees {
        sum += term;
        let next = (power + 1) as f64 / (power + 2) as f64;
        term *= next * cos * cos;
        power += 2;
    }
    if is_odd { FRAC_2_PI * (angle + sin * sum) } else { sin * sum }
}

/// Abramowitz and Stegun 26.7.5.
fn expansion(degrees: f64) -> f64 {
    let x = NORMAL;
    let g1 = (x.powi(3) + x) / 4.0;
    let g2 = (5.0 * x.powi(5) + 16.0 * x.powi(3) + 3.0 * x) / 96.0;
    let g3 = (3.0 * x.powi(7) + 19.0 * x.powi(5) + 17.0 * x.powi(3) - 15.0 * x) / 384.0;
    // The next term of the series is 2e-8 at 100 degrees of freedom.
    x + g1 / degrees + g2 / degrees.powi(2) + g3 / degrees.powi(3)
}
