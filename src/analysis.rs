//! Answers that are derived from an organisation: customers, payers, findings, impact and differences, as values
//! without a format. Primary customers come from the chains of [`crate::graph`], 64 parties at a time; secondary
//! customers and payers unit by unit from the services of its parts.
//!
//! Primary customers come from the chains of [`crate::graph`], 64 parties at a time; secondary customers and payers
//! unit by unit from the services of its parts.

mod difference;
mod failures;
mod findings;
mod funders;
mod future_dates;
mod impact;
mod party_impact;
mod payers;
mod primary;
mod relations;
mod satisfaction;
mod secondary;
mod view;

pub use difference::{
    Cause, CauseKind, Causes, Change, Compared, DiffOptions, Difference, Fact, FactValue, MapPair,
    NamedId, Reached, Section, Side, difference,
};
pub use failures::{
    AffectedParties, Failing, FailureMoney, FailureSums, has_services, parties_affected_by,
    parties_affected_by_services, services_down,
};
pub use findings::{Finding, Privacy, Statement, findings, findings_about};
pub use funders::{FunderServed, funders_served};
pub use future_dates::{FutureDate, future_dates};
pub use impact::{
    AffectedPayer, AffectedService, Distance, Impact, Money, impact, impacts,
    payers_without_broad_steps, relationships_owned_by,
};
pub use party_impact::{
    PaidService, PartyImpact, PartyImpacts, depending, party_impact, services_by_payer,
};
pub use payers::{
    Basis, Paid, PartyPayment, UnitPayer, listed_payments, parties_served, payers_of_unit,
    payments_for_service, stable_sum,
};
pub use primary::{
    Certainty, ChainDetail, Explanation, Primaries, Primary, PrimaryQuery, PrimaryRows, Reach,
    Shared, WaysAsked, contributors, explain, has_primary, rejected_by,
};
pub use relations::{
    KnownFact, RelationsOfParties, Rolled, is_untested, owner_and_backup, roll_up, unknown_facts,
};
pub use satisfaction::{
    Happy, Interval, IntervalKind, ScoreChange, UNHAPPY, happy, happy_overall, interval,
    is_small_sample, is_unhappy, lowest, one_decimal, population, relations_once, response_rate,
    score_change, whole_net_promoters,
};
pub use secondary::{
    Secondary, SecondaryCustomer, SecondaryReach, has_secondary, secondary, stands_for,
};
pub use view::View;
