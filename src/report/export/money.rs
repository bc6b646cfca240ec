//! Sums of amounts that may not be known.

use crate::{
    analysis,
    model::{Datum, Organisation},
};

/// The sum of the amounts that are known; empty where none is.
pub(super) fn sum(
    organisation: &Organisation,
    amounts: impl Iterator<Item = Option<f64>>,
) -> Datum<'_> {
    let sum = analysis::stable_sum(amounts.flatten().collect());
    sum.map(|sum| Datum::money(organisation, sum)).into()
}
