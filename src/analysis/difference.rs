//! The differences between two maps of one organisation, each with the line that causes it.
//!
//! The entries of both maps are matched by id. What only one file states is *declared*: a service added, a
//! recipient removed. What follows from it is *derived*: who gained or lost which customer. Each derived
//! difference names the first declared one along its chain:
//!
//! ```text
//! new: Archive provides Records, which serves Legal
//! + Archive gains the secondary customer Legal, because the service Records was added
//! ```
//!
//! Everything that the files state differently is among the answers, whether or not anything follows from it;
//! only the text of a file may change (comments, order, style) without a difference.

mod blame;
mod cause;
mod changed_units;
mod details;
mod findings;
mod groups;
mod happiness;
mod inside;
mod map_pair;
mod named_id;
mod outside;
mod pair;
mod parties;
mod payers;
mod relationships;
mod row;
mod services;
mod side;
mod subject_diff;
mod units;
mod verdicts;

pub use cause::{Cause, CauseKind, Causes};
pub use map_pair::MapPair;
pub use named_id::NamedId;
pub use row::{Change, Compared, Difference, Fact, FactValue, Reached, Section};
pub use side::Side;

use pair::{UnitPair, UnitPairs, keys};

use super::Privacy;
use crate::{id::UnitId, model::Date};

/// The differences that a comparison asks for.
pub struct DiffOptions<'w> {
    /// Returns true for the units whose customers and payers are compared.
    pub shows: &'w dyn Fn(Side, UnitId) -> bool,
    /// The date that findings are as of.
    pub today: &'w Date,
    /// Whether findings and differences may name who is leaving.
    pub privacy: Privacy,
}

/// Compares two maps.
pub fn difference<'org>(both: &MapPair<'_, 'org>, options: &DiffOptions<'_>) -> Compared<'org> {
    let pairs = UnitPairs::new(both, options.shows);
    let mut compared = Compared { departments: both.matched_departments(), ..Compared::default() };
    outside::compare(both, &pairs, &mut compared);
    let rows = &mut compared.rows;
    inside::compare(both, &pairs, rows);
    // Payers and findings are those of the whole organisation, whatever
    // division is compared (SPEC 3.9).
    let whole = both.whole();
    payers::compare(&whole, &pairs.in_whole(both), rows);
    services::compare(both, rows);
    happiness::compare(both, rows);
    verdicts::compare(both, rows);
    relationships::compare(both, options.privacy, rows);
    parties::compare(both, rows);
    units::compare(both, rows);
    groups::compare(both, rows);
    findings::compare(&whole, options.today, options.privacy, rows);
    // Differences of one entry stay in the order in which they were found.
    rows.sort_by(|a, b| a.order().cmp(&b.order()));
    compared
}
