//! What two maps of one organisation differ in, and which line made it so.
//!
//! Things of both maps are matched by id. What a file says anew or no more is *declared*: a service added, a
//! recipient removed. What follows from it is *derived*: who gained or lost which customer. Each derived
//! difference names the first declared one on its way:
//!
//! ```text
//! new: Archive provides Records, which serves Legal
//! + Archive gains the secondary customer Legal, because the service Records was added
//! ```
//!
//! Everything that the files say differently is among the answers, whether or not anything follows from it;
//! only the text of a file may change (comments, order, style) without a difference.

mod blame;
mod both;
mod cause;
mod details;
mod findings;
mod groups;
mod happiness;
mod inside;
mod outside;
mod parties;
mod payers;
mod relationships;
mod row;
mod services;
mod spot;
mod units;
mod verdicts;

pub use both::{Both, Side};
pub use cause::{Because, Cause, What};
pub use row::{Change, Difference, Fact, Reached, Section, Thing, Value};

use super::Privacy;
use crate::{
    id::UnitId,
    model::{Date, Organisation},
};
use std::collections::BTreeSet;

/// What of the differences is wanted.
pub struct Wish<'w> {
    /// Whose customers and payers are compared.
    pub shows: &'w dyn Fn(Side, UnitId) -> bool,
    /// The date that findings are as of.
    pub today: &'w Date,
    /// Whether it may be told who is leaving.
    pub privacy: Privacy,
}

/// What two maps differ in.
#[derive(Debug, Default)]
pub struct Compared<'org> {
    /// The differences: by section, then in the order of the new map, what is only in the old one last.
    pub rows: Vec<Difference<'org>>,
    /// How many more primary customers were gained, lost or changed than can be listed.
    pub unlisted: usize,
    /// How many departments stand in both maps.
    pub departments: usize,
}

/// Compares two maps.
#[must_use]
pub fn difference<'org>(both: &Both<'_, 'org>, wish: &Wish<'_>) -> Compared<'org> {
    let pairs = Pairs::new(both, wish.shows);
    let mut compared = Compared { departments: both.matched_departments(), ..Compared::default() };
    outside::compare(both, &pairs, &mut compared);
    let rows = &mut compared.rows;
    inside::compare(both, &pairs, rows);
    let whole = both.whole();
    payers::compare(&whole, &pairs.in_whole(both), rows);
    services::compare(both, rows);
    happiness::compare(both, rows);
    verdicts::compare(both, rows);
    relationships::compare(both, wish.privacy, rows);
    parties::compare(both, rows);
    units::compare(both, rows);
    groups::compare(both, rows);
    findings::compare(&whole, wish.today, wish.privacy, rows);
    // What is told of one thing stays in the order in which it was found.
    rows.sort_by(|a, b| a.order().cmp(&b.order()));
    compared
}

/// The units whose customers are compared: each in the old map, in the new one, or in both.
struct Pairs {
    all: Vec<Pair>,
}

/// A unit in either map or both.
#[derive(Clone, Copy, Debug)]
struct Pair {
    old: Option<UnitId>,
    new: Option<UnitId>,
    /// Its place among all units: those of the new map in their order, then those that are gone.
    place: usize,
}

impl Pairs {
    fn new(both: &Both<'_, '_>, shows: &dyn Fn(Side, UnitId) -> bool) -> Self {
        let all = both.units().into_iter().enumerate();
        let all = all.map(|(place, (old, new))| Pair { old, new, place });
        let chosen = all.filter(|pair| match (pair.old, pair.new) {
            (_, Some(new)) if shows(Side::New, new) => true,
            (Some(old), _) => shows(Side::Old, old),
            (None, _) => false,
        });
        Self { all: chosen.collect() }
    }
}

impl Pairs {
    /// The same as units of the whole organisation.
    fn in_whole(&self, both: &Both<'_, '_>) -> Self {
        let whole = |side, unit: Option<UnitId>| unit.map(|unit| both.view(side).in_whole(unit));
        let all = self.all.iter().map(|pair| Pair {
            old: whole(Side::Old, pair.old),
            new: whole(Side::New, pair.new),
            ..*pair
        });
        Self { all: all.collect() }
    }
}

impl Pair {
    /// The unit as a map calls it, preferably the new one.
    fn thing<'org>(self, both: &Both<'_, 'org>) -> Thing<'org> {
        let (side, unit) = match (self.old, self.new) {
            (_, Some(new)) => (Side::New, Some(new)),
            (old, None) => (Side::Old, old),
        };
        let organisation: &'org Organisation = both.organisation(side);
        unit.map_or(Thing::NONE, |unit| Thing::about(&organisation.unit(unit).about))
    }
}

/// The keys of both lists, each once, in their order.
fn keys<K: Ord + Clone>(old: impl Iterator<Item = K>, new: impl Iterator<Item = K>) -> Vec<K> {
    let all: BTreeSet<K> = old.chain(new).collect();
    all.into_iter().collect()
}
