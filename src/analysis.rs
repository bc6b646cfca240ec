//! Who everyone's customers are, who pays, and what is worth finding: plain answers, no format.
//!
//! Primary customers come from the chains of [`crate::graph`], 64 parties at a time; secondary customers and payers unit
//! by unit from the services of its parts.

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
pub use findings::{Finding, Part, Privacy, Statement, findings, has_secondary};
pub use impact::{
    Distance, Failing, HitPayer, HitService, Impact, PaidService, PartyImpact, impact,
    looked_after, money, party_impact,
};
pub use payers::{UnitPayer, paid, payers, paying, pays, recipients, sum};
pub use primary::{
    ChainDetail, Explanation, Primaries, Primary, PrimaryQuery, Reach, Shared, WaysAsked,
    contributors, explain,
};
pub use relations::{
    KnownFact, RelationsOfParties, Rolled, is_untested, keepers, relations_with, roll_up,
    unknown_facts,
};
pub use satisfaction::{
    Happy, Interval, IntervalKind, UNHAPPY, happy, interval, lowest, population, response_rate,
};
pub use secondary::{Customer, Secondary, SecondaryReach, secondary, stands_for};
pub use view::View;
