//! Verdicts on customers that were inferred.

use super::RawMore;
use crate::input::{record::record, text::Text};

record! {
    /// What somebody who knows says about a customer that was inferred.
    RawVerdict is "a verdict (such as `{unit: ..., customer: ..., verdict: rejected}`)", with more: RawMore
    /// The department or person.
    "unit" unit: Text, required "the department or person", holds Reference(UNIT);
    /// The beneficiary.
    "customer" customer: Text, required "the beneficiary", holds Reference(BENEFICIARY);
    /// `confirmed` if it is a customer, `rejected` if it is none.
    "verdict" verdict: Text, required "`confirmed` or `rejected`", holds Word(Decision);
    /// The reason for it.
    "because" because: Text;
    /// Who says so: a department or person by id or name, or anybody else.
    "by" by: Text;
    /// When: 2026, 2026-09 or 2026-09-30.
    "date" date: Text, holds Date;
}
