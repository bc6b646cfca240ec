//! The organisation as a network: what other programs draw and measure.
//!
//! It holds what is written down and nothing derived, so that a program which finds paths of its own finds
//! those of the organisation:
//!
//! ```text
//! IT       -part_of->   XYZ            IT     -provides-> Helpdesk
//! head     -leads->     IT             Helpdesk -serves-> Computer users
//! Sales    -member_of-> Computer users Donors     -pays-> Helpdesk
//! Charity  -reaches->   Families       head -looks_after-> Charity
//! ```

mod build;
mod choice;
mod end;
mod part;
mod structure;

use super::words;
use std::borrow::Cow;

/// Nodes, and edges between them.
#[derive(Clone, Debug, Default)]
pub struct Network<'org> {
    /// The organisation, units in tree order, groups, services, parties; each id once.
    pub nodes: Vec<NetworkNode<'org>>,
    /// By kind, then as in the file.
    pub edges: Vec<NetworkEdge>,
    /// Of every amount.
    pub currency: Option<&'org str>,
}

/// Somebody or something of an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkNode<'org> {
    /// Its id in the map. Who is inside and outside a division is two nodes: the one outside has
    /// `.outside` behind its id.
    pub id: Cow<'org, str>,
    /// Its name.
    pub label: &'org str,
    /// The kind of the node.
    pub kind: NodeKind,
    /// Of a party that the file lists: whether it is served now.
    pub status: Option<&'static str>,
}

/// The kind of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NodeKind {
    /// The organisation.
    Organisation,
    /// A department.
    Department,
    /// A person.
    Person,
    /// A group, or everyone.
    Group,
    /// An active service.
    Service,
    /// A party outside that may receive.
    Beneficiary,
    /// A party outside that only pays.
    Payer,
    /// A department, person or group of the organisation, but outside the division that is looked at.
    Colleague,
}

impl NodeKind {
    /// Its word in output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Organisation => "organisation",
            Self::Department => "department",
            Self::Person => "person",
            Self::Group => "group",
            Self::Service => "service",
            Self::Beneficiary => "beneficiary",
            Self::Payer => "payer",
            Self::Colleague => "colleague",
        }
    }
}

/// Something between two nodes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NetworkEdge {
    /// Where it begins: an index of [`Network::nodes`].
    pub source: usize,
    /// Where it ends: an index of [`Network::nodes`].
    pub target: usize,
    /// The kind of the edge.
    pub kind: EdgeKind,
    /// Of `pays`: how much a year, if known.
    pub amount: Option<f64>,
    /// Of `pays`: as what, if known.
    pub paid_as: Option<&'static str>,
    /// Of `serves`: the newest score, from 0 to 10.
    pub satisfaction: Option<f64>,
}

/// What an edge says of its source and its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EdgeKind {
    /// A unit is part of a department, or of the organisation: the nearest that is shown.
    PartOf,
    /// A person leads a department.
    Leads,
    /// A unit is in a group, with all its parts.
    MemberOf,
    /// A unit is in a group, but not all its parts are.
    PartlyMemberOf,
    /// Somebody provides a service.
    Provides,
    /// A service serves somebody, or another service.
    Serves,
    /// Somebody pays for a service.
    Pays,
    /// A party passes on what it gets to another.
    Reaches,
    /// A unit owns the relationship with a party.
    LooksAfter,
    /// A unit is the backup of the owner of the relationship with a party.
    StandsInFor,
}

impl EdgeKind {
    /// Its word in output.
    pub fn word(self) -> &'static str {
        match self {
            Self::PartOf => "part_of",
            Self::Leads => "leads",
            Self::MemberOf => "member_of",
            Self::PartlyMemberOf => "partly_member_of",
            Self::Provides => "provides",
            Self::Serves => "serves",
            Self::Pays => "pays",
            Self::Reaches => "reaches",
            Self::LooksAfter => "looks_after",
            Self::StandsInFor => "stands_in_for",
        }
    }

    /// Its word for people: `part of` for a unit of a department.
    pub fn label(self) -> &'static str {
        match self {
            Self::PartOf => "part of",
            Self::MemberOf => "member of",
            Self::PartlyMemberOf => "partly member of",
            Self::LooksAfter => "looks after",
            Self::StandsInFor => "stands in for",
            Self::Leads | Self::Provides | Self::Serves | Self::Pays | Self::Reaches => self.word(),
        }
    }
}

impl Network<'_> {
    /// What an edge says, for people: `serves`, or `pays 5,000 GBP`.
    pub fn label(&self, edge: &NetworkEdge) -> Cow<'static, str> {
        let kind = edge.kind.label();
        edge.amount.map_or(Cow::Borrowed(kind), |amount| {
            format!("{kind} {}", words::money(self.currency, amount)).into()
        })
    }
}
