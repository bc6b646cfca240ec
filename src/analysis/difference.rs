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
mod pair;
mod parties;
mod payers;
mod relationships;
mod row;
mod services;
mod side;
mod spot;
mod thing;
mod units;
mod verdicts;

pub use both::Both;
pub use cause::{Because, Cause, What};
pub use row::{Change, Compared, Difference, Fact, FactValue, Reached, Section};
pub use side::Side;
pub use thing::Thing;

use pair::{UnitPair, UnitPairs, keys};

use super::Privacy;
use crate::{id::UnitId, model::Date};

/// What of the differences is wanted.
pub struct Wish<'w> {
    /// Whose customers and payers are compared.
    pub shows: &'w dyn Fn(Side, UnitId) -> bool,
    /// The date that findings are as of.
    pub today: &'w Date,
    /// Whether it may be told who is leaving.
    pub privacy: Privacy,
}

/// Compares two maps.
#[must_use]
pub fn difference<'org>(both: &Both<'_, 'org>, wish: &Wish<'_>) -> Compared<'org> {
    let pairs = UnitPairs::new(both, wish.shows);
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
