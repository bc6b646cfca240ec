//! The causes of derived differences: statements that only one of the files has, or that differ between both.

use super::{NamedId, Side};
use crate::diag::Place;

/// The causes of a difference.
#[derive(Clone, Debug, PartialEq)]
pub enum Causes<'org> {
    /// The difference itself is stated in a file.
    Itself,
    /// Statements that differ along the chain: the first one, and how many follow.
    Stated {
        /// The first.
        first: Cause<'org>,
        /// How many more.
        more: usize,
    },
    /// Not the same groups as before use half of all services, so other steps are broad.
    BroadSteps,
    /// Nothing along the chain differs: another chain was the least one before, or is now.
    AnotherWay,
    /// No statement was found that explains it.
    NotFound,
}

/// A statement that one file has and the other does not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cause<'org> {
    /// The kind of statement.
    pub kind: CauseKind,
    /// The map that has the statement: one of the old map was removed.
    pub side: Side,
    /// The place of the statement.
    pub place: Place,
    /// The thing that the statement is about.
    pub subject: NamedId<'org>,
    /// The other thing of the statement, such as the recipient of a service.
    pub object: Option<NamedId<'org>>,
}

/// The kinds of statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CauseKind {
    /// The unit is in one map only.
    Unit,
    /// The group is in one map only.
    Group,
    /// The service is in one map only.
    Service,
    /// The party is in one map only.
    Party,
    /// The service has that recipient in one map only.
    Recipient,
    /// The service has that provider in one map only.
    Provider,
    /// The service is active in one map only.
    ServiceStatus,
    /// The party is active in one map only.
    PartyStatus,
    /// The unit is part of another department.
    Moved,
    /// The department is led by somebody else.
    Lead,
    /// The group holds others.
    Members,
    /// The recipient uses the service for other services.
    UsedFor,
    /// The party passes on to that one in one map only.
    Reaches,
    /// The payers or the payments of the service differ.
    Paid,
    /// A verdict rejects the customer of the unit in one map only.
    Verdict,
    /// An `allow` silences a finding about the thing in one map only.
    Allow,
    /// The default `paid_by` of the organisation differs.
    PaidByDefault,
}

impl<'org> Causes<'org> {
    /// The first of some causes and how many follow; `nothing` where there is none.
    pub(super) fn of(causes: Vec<Cause<'org>>, nothing: Self) -> Self {
        let more = causes.len().saturating_sub(1);
        let first = causes.into_iter().next();
        first.map_or(nothing, |first| Self::Stated { first, more })
    }
}
