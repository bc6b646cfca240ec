//! The petgraph model of an organisation, and the walks over it, in our words.
//!
//! All of it is reachability in one directed graph. What costs nothing (who holds whom, who provides
//! what) and what costs a step (a service to a recipient, a party passing on) are edges of it:
//!
//! ```text
//! IT, with its parts ─holds→ IT itself ─provides→ ERP ─serves→ Sales, with its parts ─holds→ ...
//! Head of IT ─holds→ IT itself            (a person puts to work what their department itself provides)
//! Head of IT ─holds→ IT, with its parts   (and all of what they lead)
//! Everyone   ─holds→ IT, with its parts   (a group holds units; it is never expanded into services)
//! ```
//!
//! Nothing is kept per pair of unit and party: [`Tails`] answers for one party and every unit at once.

mod build;
mod reach;
mod spread;
mod tails;
mod work;

pub use reach::Steps;
pub use spread::Spread;
pub use tails::{Cost, Link, Tails};

use crate::{
    id::{GroupId, PartyId, ServiceId, UnitId},
    model::{Organisation, Recipient},
};
use petgraph::{
    Direction,
    graph::{DiGraph, NodeIndex},
    visit::EdgeRef as _,
};

/// What a node of the graph stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Node {
    /// A unit with its parts.
    Unit(UnitId),
    /// A department by itself, without its parts.
    Itself(UnitId),
    /// A service.
    Service(ServiceId),
    /// A group.
    Group(GroupId),
    /// Every unit.
    Everyone,
    /// A party.
    Party(PartyId),
}

/// What an edge of the graph stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    /// Costs nothing: puts the other to work when it receives.
    Holds,
    /// Costs nothing: a unit or department by itself to an active service of it.
    Provides,
    /// Costs a step: an active service to a recipient.
    Serves,
    /// Costs a step: an active party to one that it reaches.
    PassesOn,
}

/// The graph of one organisation.
#[derive(Debug)]
pub struct Graph<'org> {
    organisation: &'org Organisation,
    inner: DiGraph<Node, Edge, u32>,
    /// For each node the rank of its id by Unicode code point.
    ranks: Vec<u32>,
    /// Whether a step to the group is broad.
    broad_groups: Vec<bool>,
    /// Whether a step to everyone is broad.
    broad_everyone: bool,
    /// For each unit the active services that it itself provides.
    provided: Vec<Vec<ServiceId>>,
}

impl<'org> Graph<'org> {
    /// The organisation that it is the graph of.
    #[must_use]
    pub fn organisation(&self) -> &'org Organisation {
        self.organisation
    }

    /// The active services that a unit itself provides, not its parts; as in the file.
    #[must_use]
    pub fn provided_by(&self, unit: UnitId) -> &[ServiceId] {
        &self.provided[unit.index()]
    }

    /// `S(u)`: the active services that a unit or any of its parts provides, by id, each once.
    #[must_use]
    pub fn services_of(&self, unit: UnitId) -> Vec<ServiceId> {
        let parts = self.organisation.parts(unit);
        let mut services: Vec<ServiceId> = self.provided[parts].iter().flatten().copied().collect();
        self.sort_by_id(&mut services);
        services
    }

    /// Sorts services by their ids and keeps each once.
    pub fn sort_by_id(&self, services: &mut Vec<ServiceId>) {
        services.sort_unstable_by_key(|service| self.rank(self.service_node(*service)));
        services.dedup();
    }

    /// Whether a step to this recipient is broad: a blanket service.
    #[must_use]
    pub fn is_broad(&self, recipient: Recipient) -> bool {
        match recipient {
            Recipient::Group(group) => self.broad_groups[group.index()],
            Recipient::Everyone => self.broad_everyone,
            Recipient::Unit(_) | Recipient::Service(_) | Recipient::Party(_) => false,
        }
    }

    fn itself_node(&self, unit: UnitId) -> NodeIndex {
        NodeIndex::new(self.organisation.units().len() + unit.index())
    }

    fn service_node(&self, service: ServiceId) -> NodeIndex {
        NodeIndex::new(2 * self.organisation.units().len() + service.index())
    }

    fn group_node(&self, group: GroupId) -> NodeIndex {
        let services = self.organisation.services().len();
        NodeIndex::new(2 * self.organisation.units().len() + services + group.index())
    }

    fn everyone_node(&self) -> NodeIndex {
        self.group_node(GroupId::new(self.organisation.groups().len()))
    }

    fn party_node(&self, party: PartyId) -> NodeIndex {
        NodeIndex::new(self.everyone_node().index() + 1 + party.index())
    }

    fn recipient_node(&self, recipient: Recipient) -> NodeIndex {
        match recipient {
            Recipient::Unit(unit) => unit_node(unit),
            Recipient::Group(group) => self.group_node(group),
            Recipient::Everyone => self.everyone_node(),
            Recipient::Service(service) => self.service_node(service),
            Recipient::Party(party) => self.party_node(party),
        }
    }

    /// The recipient that a node stands for; none for a department by itself, which receives nothing.
    fn recipient(&self, node: NodeIndex) -> Option<Recipient> {
        match self.inner[node] {
            Node::Unit(unit) => Some(Recipient::Unit(unit)),
            Node::Itself(_) => None,
            Node::Service(service) => Some(Recipient::Service(service)),
            Node::Group(group) => Some(Recipient::Group(group)),
            Node::Everyone => Some(Recipient::Everyone),
            Node::Party(party) => Some(Recipient::Party(party)),
        }
    }

    fn rank(&self, node: NodeIndex) -> u32 {
        self.ranks[node.index()]
    }

    /// The nodes behind the edges of some kinds that leave a node, or that come to it.
    fn near<'g>(
        &'g self,
        node: NodeIndex,
        direction: Direction,
        kinds: &'g [Edge],
    ) -> impl Iterator<Item = NodeIndex> + 'g {
        let edges = self.inner.edges_directed(node, direction);
        let of_kind = edges.filter(|edge| kinds.contains(edge.weight()));
        of_kind.map(move |edge| match direction {
            Direction::Outgoing => edge.target(),
            Direction::Incoming => edge.source(),
        })
    }
}

/// Units come first among the nodes.
fn unit_node(unit: UnitId) -> NodeIndex {
    NodeIndex::new(unit.index())
}
