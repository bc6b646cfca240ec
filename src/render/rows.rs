//! Facts as rows of cells, for CSV and spreadsheets alike.

mod customers;
mod findings;
mod parties;
mod services;
mod units;

pub(super) use customers::{CUSTOMERS, customers};
pub(super) use findings::{FINDINGS, finding};
pub(super) use parties::{PARTIES, party};
pub(super) use services::{SERVICES, service};
pub(super) use units::{CONFIDENTIAL, LISTS, UNITS, confidential, lists, unit};

pub(super) use super::flat::Value as Cell;
use std::borrow::Cow;

impl<'r> Cell<'r> {
    fn id(id: &'r str) -> Self {
        Self::Id(id.into())
    }

    fn id_if_known(id: Option<&'r str>) -> Self {
        id.map_or(Self::Empty, Self::id)
    }

    fn text(text: &'r str) -> Self {
        Self::Text(text.into())
    }

    fn text_if_known(text: Option<&'r str>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    /// Several ids, joined with `;`.
    fn ids(ids: impl IntoIterator<Item = &'r str>) -> Self {
        Self::Id(joined(ids, ";"))
    }

    /// Several texts, joined with `;`.
    fn texts(texts: impl IntoIterator<Item = &'r str>) -> Self {
        Self::Text(joined(texts, ";"))
    }

    fn count(count: usize) -> Self {
        Self::Count(count as u64)
    }

    fn count_if_known(count: Option<impl Into<u64>>) -> Self {
        count.map_or(Self::Empty, |count| Self::Count(count.into()))
    }

    fn number_if_known(number: Option<f64>) -> Self {
        number.map_or(Self::Empty, Self::Number)
    }
}

/// Some texts with `between` between them; as it is where it is but one.
fn joined<'i>(parts: impl IntoIterator<Item = &'i str>, between: &str) -> Cow<'i, str> {
    let mut parts = parts.into_iter();
    let mut joined = Cow::Borrowed(parts.next().unwrap_or(""));
    for part in parts {
        let joined = joined.to_mut();
        joined.push_str(between);
        joined.push_str(part);
    }
    joined
}

/// The lowest of some scores.
fn lowest(scores: impl Iterator<Item = f64>) -> Option<f64> {
    scores.min_by(f64::total_cmp)
}
