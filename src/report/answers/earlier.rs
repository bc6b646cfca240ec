//! What earlier batches of answers left in the map: a measurement of heads names in its `notes` who answered and when,
//! so that each head counts once, however many batches the answers come in.
//!
//! ```text
//! notes: answered by accounting on 2026-11-20, sales on 2026-11-24
//! ```

use super::statistics::{HEADS, ScoreStatistics, is_one_round};
use crate::{
    diag::Place,
    model::{Date, Organisation, Satisfaction},
};
use std::collections::{BTreeMap, BTreeSet};

/// The text before the heads in the notes of a measurement.
const ANSWERED_BY: &str = "answered by ";
/// The text between the id of a unit and the date of its answer.
const ON: &str = " on ";
const BETWEEN: &str = ", ";

/// The ids of units whose heads gave scores, with the date of each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct HeadDates(BTreeMap<String, Date>);

impl FromIterator<(String, Date)> for HeadDates {
    fn from_iter<I: IntoIterator<Item = (String, Date)>>(dates: I) -> Self {
        Self(dates.into_iter().collect())
    }
}

impl HeadDates {
    /// Reads the notes of a measurement; none where they name no heads.
    fn of_note(note: &str) -> Option<Self> {
        let head = |part: &str| {
            let (id, date) = part.rsplit_once(ON)?;
            Some((id.replace("%2C", ",").replace("%25", "%"), Date::parse(date)?))
        };
        note.strip_prefix(ANSWERED_BY)?.split(BETWEEN).map(head).collect()
    }

    /// The notes of a measurement.
    pub(super) fn to_note(&self) -> String {
        let heads = self.0.iter().map(|(id, date)| {
            format!("{}{ON}{}", id.replace('%', "%25").replace(',', "%2C"), date.as_str())
        });
        format!("{ANSWERED_BY}{}", heads.collect::<Vec<_>>().join(BETWEEN))
    }

    pub(super) fn get(&self, id: &str) -> Option<&Date> {
        self.0.get(id)
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub(super) fn newest(&self) -> Option<&Date> {
        self.0.values().max()
    }

    /// Returns these answers and others together.
    pub(super) fn with(mut self, others: Self) -> Self {
        self.0.extend(others.0);
        self
    }
}

/// A measurement that heads made in the same round.
pub(super) struct EarlierPool {
    pub(super) statistics: ScoreStatistics,
    pub(super) date: Date,
    /// Who answered; none where the map doesn't say it.
    pub(super) heads: Option<HeadDates>,
    /// Where it is in the map.
    pub(super) place: Place,
}

impl EarlierPool {
    /// The measurement, where heads made it in the round of a date.
    #[expect(clippy::cast_precision_loss, reason = "nobody has 2^52 heads")]
    pub(super) fn of(known: &Satisfaction, newest: &Date) -> Option<Self> {
        let date = known.measured.clone().filter(|date| is_one_round(date, newest))?;
        let is_mean = known.metric.is_none();
        let is_of_heads = known.source.as_deref() == Some(HEADS);
        let n = known.n.filter(|n| *n > 0 && is_of_heads && is_mean)?;
        let mean = known.of_ten()?;
        let spread = known.spread.map(|spread| 10.0 * spread / (known.scale - known.lowest));
        let named = known.notes.as_deref().and_then(HeadDates::of_note);
        let heads = named.filter(|heads| heads.ids().count() as u64 == n);
        let statistics = ScoreStatistics { n: n as f64, mean, spread };
        Some(Self { statistics, date, heads, place: known.place })
    }

    /// How many heads answered.
    pub(super) fn n(&self) -> f64 {
        self.statistics.n
    }
}

/// The ids of the units whose heads answered in the round of a date, as far as the measurements of the map say it.
pub(super) fn answered_before(organisation: &Organisation, newest: &Date) -> BTreeSet<String> {
    let relations =
        organisation.services().flat_map(|(service, _)| organisation.active_relations(service));
    let pools = relations
        .flat_map(|relation| relation.satisfaction)
        .filter_map(|known| EarlierPool::of(known, newest)?.heads);
    pools.flat_map(|heads| heads.ids().map(str::to_owned).collect::<Vec<_>>()).collect()
}
