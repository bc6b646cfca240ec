//! The graph as the search reads it: numbered nodes, and for each the edges that lead from it, side by side in a `Csr`
//! of petgraph.
//!
//! Nodes are in the order of their numbers:
//!
//! ```text
//! services | recipients: all parties, then the recipients that services name | units | everyone | organisation | parts of uses
//! ```
//!
//! Backward edges lead from what is reached to what reaches it; their costs are those of chains:
//!
//! ```text
//! a service       -> the units that provide it             free
//! a unit          -> the unit it is part of                free, so that a unit stands for `S(u)`, SPEC 3.1
//! a part of a use -> the recipients that use it            free: SPEC 3.2
//! a recipient     -> the services that serve it            a step; with `for` it is a node of its own
//! a party         -> the parties that pass on to it        a step
//! ```

use super::adjacency::{Adjacency, NodeIndex};
use crate::{
    id::{PartyId, ServiceId, UnitId, index32},
    model::Recipient,
};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// The nodes and edges of one organisation.
#[derive(Debug)]
pub(super) struct NodeLayout {
    /// The services by their numbers.
    pub(super) services: Vec<ServiceId>,
    /// The numbers of the services.
    pub(super) numbers: Vec<NodeIndex>,
    /// The recipients by their numbers, counted from the end of the services.
    pub(super) recipients: Vec<Recipient>,
    /// The nodes of the recipients of each kind, 0 where no service names them. Services come first among the nodes, so
    /// that no recipient has the number 0 unless there is no service to name it.
    pub(super) named_units: Vec<NodeIndex>,
    pub(super) named_groups: Vec<NodeIndex>,
    pub(super) named_services: Vec<NodeIndex>,
    pub(super) named_everyone: NodeIndex,
    /// The nodes of recipients that use one service only for what is listed there (`for`): each is a recipient of its own.
    pub(super) restricted: FxHashMap<(ServiceId, Recipient), NodeIndex>,
    /// The same nodes by their recipients.
    pub(super) restricted_by_recipient: FxHashMap<Recipient, Vec<NodeIndex>>,
    pub(super) parties: usize,
    pub(super) units: usize,
    /// From what is reached to what reaches it.
    pub(super) backward: Adjacency,
    /// The edges from what reaches to what is reached, built on first use.
    pub(super) forward: OnceLock<Adjacency>,
}

impl NodeLayout {
    /// The edges from what is reached to what reaches it.
    pub(super) fn backward(&self) -> &Adjacency {
        &self.backward
    }

    /// The edges from what reaches to what is reached.
    pub(super) fn forward(&self) -> &Adjacency {
        self.forward.get_or_init(|| self.backward.transpose())
    }

    /// Adds a node for a recipient behind those that are there.
    pub(super) fn add_recipient(&mut self, recipient: Recipient) -> NodeIndex {
        let node = index32(self.services.len() + self.recipients.len());
        self.recipients.push(recipient);
        node
    }

    /// The node of a service.
    pub(super) fn service_node(&self, service: ServiceId) -> NodeIndex {
        self.numbers[service.index()]
    }

    /// The service of a node; `None` for nodes of other kinds.
    pub(super) fn service(&self, node: NodeIndex) -> Option<ServiceId> {
        self.services.get(node as usize).copied()
    }

    /// The node of a unit, which represents all services of its parts.
    pub(super) fn unit_node(&self, unit: UnitId) -> NodeIndex {
        index32(self.services.len() + self.recipients.len() + unit.index())
    }

    /// The unit of a node; `None` for nodes of other kinds.
    pub(super) fn unit(&self, node: NodeIndex) -> Option<UnitId> {
        // Nodes before the units have too low a number, nodes behind them (everyone, parts of uses)
        // too high a one.
        let at = (node as usize).checked_sub(self.services.len() + self.recipients.len())?;
        (at < self.units).then(|| UnitId::new(at))
    }

    /// The node of everyone, which represents all services that units provide.
    pub(super) fn everyone_node(&self) -> NodeIndex {
        // One past the last unit.
        self.unit_node(UnitId::new(self.units))
    }

    /// The node of the organisation, which represents all services, also those that it provides itself.
    pub(super) fn organisation_node(&self) -> NodeIndex {
        self.everyone_node() + 1
    }

    /// The node of a party.
    pub(super) fn party_node(&self, party: PartyId) -> NodeIndex {
        index32(self.services.len() + party.index())
    }

    /// The node of a recipient, if it is a party or a service names it.
    pub(super) fn recipient_node(&self, recipient: Recipient) -> Option<NodeIndex> {
        let node = match recipient {
            Recipient::Unit(unit) => self.named_units[unit.index()],
            Recipient::Group(group) => self.named_groups[group.index()],
            Recipient::Everyone => self.named_everyone,
            Recipient::Service(service) => self.named_services[service.index()],
            // Every party has a node, whether a service names it or not: one may pass on to it.
            Recipient::Party(party) => return Some(self.party_node(party)),
        };
        (node != 0).then_some(node)
    }

    /// The node of a recipient of a service.
    pub(super) fn step_node(&self, service: ServiceId, to: Recipient) -> Option<NodeIndex> {
        // SPEC 3.2: what `for` restricts comes first, the common node of the recipient is for all
        // other services.
        let restricted = self.restricted.get(&(service, to)).copied();
        restricted.or_else(|| self.recipient_node(to))
    }

    /// All nodes of a recipient.
    pub(super) fn nodes_of(&self, recipient: Recipient) -> impl Iterator<Item = NodeIndex> {
        let restricted = self.restricted_by_recipient.get(&recipient).into_iter().flatten();
        self.recipient_node(recipient).into_iter().chain(restricted.copied())
    }

    /// The recipient of a node; `None` for nodes of other kinds.
    pub(super) fn recipient(&self, node: NodeIndex) -> Option<Recipient> {
        let at = (node as usize).checked_sub(self.services.len())?;
        self.recipients.get(at).copied()
    }
}
