//! Why something derived differs: what a file says anew, no more, or otherwise.

use super::{Side, Thing};
use crate::diag::Place;

/// What makes a derived difference.
#[derive(Clone, Debug, PartialEq)]
pub enum Because<'org> {
    /// The difference is itself what a file says.
    Itself,
    /// What files say, first on the way, and how much more on the way.
    Said {
        /// The first.
        first: Cause<'org>,
        /// How many more.
        more: usize,
    },
    /// Which groups stand behind half of all services is no longer the same.
    BroadSteps,
    /// Nothing on the way itself: another way was shorter, or is.
    AnotherWay,
}

/// Something that a file says and the other doesn't.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cause<'org> {
    /// What.
    pub what: What,
    /// Which map says so: what only the old one says has been removed.
    pub side: Side,
    /// Where.
    pub place: Place,
    /// About which thing.
    pub subject: Thing<'org>,
    /// With which other one.
    pub object: Option<Thing<'org>>,
}

/// The kinds of what a file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The unit stands in one map only.
    Unit,
    /// The group stands in one map only.
    Group,
    /// The service stands in one map only.
    Service,
    /// The party stands in one map only.
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
    /// The recipient uses the service for others.
    UsedFor,
    /// The party passes on to that one in one map only.
    Reaches,
    /// Others pay for the service, or pay otherwise.
    Paid,
    /// A verdict rejects the customer of the unit in one map only.
    Verdict,
    /// An `allow` silences a finding about the thing in one map only.
    Allow,
    /// The organisation says otherwise who pays where a service doesn't say.
    PaidByDefault,
}

impl<'org> Because<'org> {
    /// Those of the first list that says anything; else that there is `nothing`.
    pub(super) fn of(causes: Vec<Cause<'org>>, nothing: Self) -> Self {
        let more = causes.len().saturating_sub(1);
        let first = causes.into_iter().next();
        first.map_or(nothing, |first| Self::Said { first, more })
    }
}
