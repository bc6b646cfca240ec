//! The checked organisation: every reference is resolved, there are no circles, and every look-up succeeds.
//!
//! Units are in tree order (a unit before its parts, departments before persons, siblings as in the
//! file), so the parts of a unit are the numbers from its own up to its `end`:
//!
//! ```text
//! IT 0..4
//!   Service desk 1..3
//!     Head of service desk 2..3
//!   Network 3..4
//! Sales 4..5
//! ```

mod agreement;
mod anonymous;
mod date;
mod datum;
mod division;
mod group;
pub mod keys;
mod organisation;
mod party;
mod real_name;
mod relations;
mod roles;
mod satisfaction;
mod service;
mod unit;
mod verdict;
mod words;

pub use anonymous::PseudonymKey;
pub use date::Date;
pub use datum::{Datum, Name, Record};
pub use division::Division;
pub use group::{Group, GroupKind, UnitSet};
pub use organisation::{Allow, Organisation};
pub use party::{Party, PartyList, Reason, Relationship, WonOrLost};

pub use agreement::Agreement;
pub use relations::Relation;
pub(crate) use relations::{RelationDetails, RelationRow, Relations, Span};
pub use roles::{Payer, Provider, Recipient};
pub use satisfaction::Satisfaction;
pub(crate) use service::ServiceDetails;
pub use service::{PaidBy, Payment, Providers, Service};
pub use unit::{Department, Person, Unit, UnitKind};
pub(crate) use unit::{Marks, PersonDetails};
pub use verdict::{Verdict, VerdictAuthor};
pub use words::{
    ChangeReason, Confidence, Decision, Metric, OrganisationKind, PaidAs, PartyKind, ServiceStatus,
    Status,
};

use crate::diag::{Place, Slice};
use std::num::NonZeroU32;

/// The keys that every thing of a map has: an id, a name, where it is written and, if there are any, free texts
/// (see [`Organisation::texts`]).
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// The id, unique in the map.
    pub id: Slice,
    /// The name.
    pub name: Slice,
    /// Where the entry begins in its file.
    pub place: Place,
    /// The number of its free texts among all texts of the organisation, from 1.
    pub(crate) texts: Option<NonZeroU32>,
}

/// Free text about a thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// What it is.
    pub description: Option<Slice>,
    /// Its page.
    pub url: Option<Slice>,
    /// Anything else.
    pub notes: Option<Slice>,
}
