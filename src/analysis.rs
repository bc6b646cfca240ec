//! Who everyone's customers are, who pays, and what is worth finding: plain answers, no format.
//!
//! Primary customers come party by party from [`crate::graph::Tails`]; secondary customers and payers unit by
//! unit from the services of its parts.

mod difference;
mod findings;
mod impact;
mod payers;
mod primary;
mod relations;
mod satisfaction;
mod secondary;
mod view;

pub use difference::{
    Because, Both, Cause, Change, Compared, Difference, Fact, Reached, Section, Side, Thing, Value,
    What, Wish, difference,
};
pub use findings::{Privacy, findings, has_secondary};
pub use impact::{
    Distance, Failing, HitPayer, HitService, Impact, PaidService, PartyImpact, impact,
    looked_after, money, party_impact,
};
pub use payers::{UnitPayer, paid, payers, paying, pays, recipients, sum};
pub use primary::{Chains, Primaries, Primary, Reach, Shared, Wanted, Ways, ways};
pub use relations::{Rolled, is_untested, keepers, known, relations_with, roll_up};
pub use satisfaction::{Happy, UNHAPPY, happy, lowest};
pub use secondary::{Customer, Secondary, SecondaryReach, secondary, stands_for};
pub use view::View;
