//! Numbers in data formats.

/// A score with at most 4 decimals: scores are computed, and further ones are noise (SPEC 5).
pub(super) fn score(of_ten: f64) -> f64 {
    (of_ten * 1e4).round() / 1e4
}
