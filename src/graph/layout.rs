//! The graph as the search reads it: numbered nodes, and for each the edges that lead from it, side by side in a `Csr`
//! of petgraph.
//!
//! Nodes stand in the order of their numbers:
//!
//! ```text
//! services | recipients: all parties, then whoever a service names | units | everyone | organisation | parts of uses
//! ```
//!
//! Backward edges lead from what is reached to what reaches it; their costs are those of chains:
//!
//! ```text
//! a service       -> the units that provide it             free
//! a unit          -> the unit it is part of                free, so that a unit stands for `S(u)`, SPEC 3.1
//! a part of a use -> the recipients that use it            free: SPEC 3.2
//! a recipient     -> the services that serve it            a step
//! a party         -> the parties that pass on to it        a step
//! ```

use super::{Graph, chain::Edge, uses::Use};
use crate::{
    id::{PartyId, ServiceId, UnitId, index32},
    model::{Provider, Recipient},
};
use petgraph::csr::Csr;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// The number of a node.
pub(super) type NodeIndex = u32;

/// An edge with the node it leads from and the one it leads to.
type Link = (NodeIndex, NodeIndex, Edge);

/// In which order services are numbered. A search takes the services of one cost in the order of their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// As in the file: for costs alone. It is the order of the memory, and needs no sorting.
    File,
    /// By id: of chains that cost the same the one with the smallest ids is found first.
    Id,
}

/// The nodes and edges of one organisation.
#[derive(Debug)]
pub(super) struct Layout {
    /// The services by their numbers.
    services: Vec<ServiceId>,
    /// The numbers of the services.
    numbers: Vec<NodeIndex>,
    /// The recipients by their numbers, counted from the end of the services.
    recipients: Vec<Recipient>,
    /// The nodes of the recipients of each kind, 0 where no service names them. Services come first among the nodes, so
    /// that no recipient has the number 0 unless there is no service to name it.
    named_units: Vec<NodeIndex>,
    named_groups: Vec<NodeIndex>,
    named_services: Vec<NodeIndex>,
    named_everyone: NodeIndex,
    parties: usize,
    units: usize,
    /// The nodes of parts of uses that are more than the services of one unit with its parts.
    parts: FxHashMap<Use, NodeIndex>,
    /// From what is reached to what reaches it.
    backward: Adjacency,
    /// The other way round, made when it is asked for.
    forward: OnceLock<Adjacency>,
}

/// The edges that lead from each node.
#[derive(Debug)]
pub(super) struct Adjacency {
    rows: Csr<(), Edge>,
    /// For each node which kinds of steps lead from it, a bit for each kind. Free edges never lead from a
    /// node from which a step does.
    steps: Vec<u8>,
    /// One past the last node to which a step leads.
    entries: usize,
}

impl Adjacency {
    /// The edges of a number of nodes.
    fn new(nodes: usize, links: &[Link]) -> Self {
        let mut sorted = sorted_by_start(nodes, || links.iter().copied(), links.len());
        for row in sorted.chunk_by_mut(|a, b| a.0 == b.0) {
            row.sort_unstable();
        }
        sorted.dedup_by_key(|(from, to, _)| (*from, *to));
        Self::from_sorted(nodes, &sorted)
    }

    fn from_sorted(nodes: usize, links: &[Link]) -> Self {
        #[expect(clippy::expect_used, reason = "both callers sort them, and leave each only once")]
        let mut rows = Csr::from_sorted_edges(links).expect("sorted edges");
        while rows.node_count() < nodes {
            rows.add_node(());
        }
        let mut steps = vec![0; nodes];
        let mut entries = 0;
        for &(from, to, edge) in links {
            if edge != Edge::Free {
                steps[from as usize] |= 1 << edge as u8;
                entries = entries.max(to as usize + 1);
            }
        }
        Self { rows, steps, entries }
    }

    /// The same edges from their ends to their starts.
    fn transpose(&self) -> Self {
        let nodes = self.node_count();
        let turned = || {
            (0..index32(nodes)).flat_map(|from| {
                let row = self.neighbors(from).iter().zip(self.rows.edges_slice(from));
                row.map(move |(&to, &edge)| (to, from, edge))
            })
        };
        Self::from_sorted(nodes, &sorted_by_start(nodes, turned, self.rows.edge_count()))
    }

    /// How many nodes there are.
    pub(super) fn node_count(&self) -> usize {
        self.steps.len()
    }

    /// One past the last node to which a step leads.
    pub(super) fn entries(&self) -> usize {
        self.entries
    }

    /// The nodes that edges lead to from a node.
    pub(super) fn neighbors(&self, from: NodeIndex) -> &[NodeIndex] {
        self.rows.neighbors_slice(from)
    }

    /// The nodes that steps of one kind lead to from a node.
    pub(super) fn steps(&self, from: NodeIndex, kind: Edge) -> impl Iterator<Item = NodeIndex> {
        let kinds = self.rows.edges_slice(from).iter();
        let steps = self.neighbors(from).iter().zip(kinds);
        steps.filter(move |(_, edge)| **edge == kind).map(|(to, _)| *to)
    }

    /// Whether steps lead from a node, and no free edges.
    pub(super) fn has_steps(&self, from: NodeIndex) -> bool {
        self.steps[from as usize] != 0
    }

    /// Whether steps of one kind lead from a node.
    pub(super) fn has_steps_of(&self, from: NodeIndex, kind: Edge) -> bool {
        self.steps[from as usize] & (1 << kind as u8) != 0
    }
}

/// Links in the order of the nodes they lead from; those from one node stay in their order.
fn sorted_by_start<I: Iterator<Item = Link>>(
    nodes: usize,
    links: impl Fn() -> I,
    count: usize,
) -> Vec<Link> {
    let mut next = vec![0_usize; nodes + 1];
    for (from, ..) in links() {
        next[from as usize + 1] += 1;
    }
    for at in 1..next.len() {
        next[at] += next[at - 1];
    }
    let mut sorted = vec![(0, 0, Edge::Free); count];
    for link in links() {
        let at = &mut next[link.0 as usize];
        sorted[*at] = link;
        *at += 1;
    }
    sorted
}

impl Layout {
    pub(super) fn new(graph: &Graph<'_>, order: Order) -> Self {
        Builder::new(graph, order).build()
    }

    /// The edges from what is reached to what reaches it.
    pub(super) fn backward(&self) -> &Adjacency {
        &self.backward
    }

    /// The edges from what reaches to what is reached.
    pub(super) fn forward(&self) -> &Adjacency {
        self.forward.get_or_init(|| self.backward.transpose())
    }

    /// The node of a service.
    pub(super) fn service_node(&self, service: ServiceId) -> NodeIndex {
        self.numbers[service.index()]
    }

    /// The service that a node is.
    pub(super) fn service(&self, node: NodeIndex) -> Option<ServiceId> {
        self.services.get(node as usize).copied()
    }

    /// The node of a unit: it stands for the services of its parts.
    pub(super) fn unit_node(&self, unit: UnitId) -> NodeIndex {
        index32(self.services.len() + self.recipients.len() + unit.index())
    }

    /// The unit that a node is.
    pub(super) fn unit(&self, node: NodeIndex) -> Option<UnitId> {
        let at = (node as usize).checked_sub(self.services.len() + self.recipients.len())?;
        (at < self.units).then(|| UnitId::new(at))
    }

    /// The node of all services that units provide.
    fn everyone_node(&self) -> NodeIndex {
        self.unit_node(UnitId::new(self.units))
    }

    /// The node of all services, those of the organisation among them.
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
            Recipient::Party(party) => return Some(self.party_node(party)),
        };
        (node != 0).then_some(node)
    }

    /// The recipient that a node is.
    pub(super) fn recipient(&self, node: NodeIndex) -> Option<Recipient> {
        let at = (node as usize).checked_sub(self.services.len())?;
        self.recipients.get(at).copied()
    }
}

/// A layout in the making.
struct Builder<'g, 'org> {
    graph: &'g Graph<'org>,
    layout: Layout,
    links: Vec<Link>,
    /// One past the last node.
    nodes: usize,
    /// The parts of uses that have a node, and no edges to it yet.
    open: Vec<(Use, NodeIndex)>,
}

impl<'g, 'org> Builder<'g, 'org> {
    fn new(graph: &'g Graph<'org>, order: Order) -> Self {
        let organisation = graph.organisation;
        let services = match order {
            Order::File => organisation.services().map(|(id, _)| id).collect(),
            Order::Id => services_by_id(graph),
        };
        let mut numbers = vec![0; services.len()];
        for (number, service) in (0..).zip(&services) {
            numbers[service.index()] = number;
        }
        let parties = organisation.parties().map(|(id, _)| Recipient::Party(id));
        let layout = Layout {
            numbers,
            recipients: parties.collect(),
            named_units: vec![0; organisation.units().len()],
            named_groups: vec![0; organisation.groups().len()],
            named_services: vec![0; services.len()],
            named_everyone: 0,
            parties: organisation.parties().len(),
            units: organisation.units().len(),
            parts: FxHashMap::default(),
            backward: Adjacency { rows: Csr::new(), steps: Vec::new(), entries: 0 },
            forward: OnceLock::new(),
            services,
        };
        Self { graph, layout, links: Vec::new(), nodes: 0, open: Vec::new() }
    }

    fn build(mut self) -> Layout {
        self.number_recipients();
        self.nodes = self.layout.organisation_node() as usize + 1;
        self.link_steps();
        self.link_uses();
        self.link_services();
        self.link_units();
        self.layout.backward = Adjacency::new(self.nodes, &self.links);
        self.layout
    }

    fn link(&mut self, from: NodeIndex, to: NodeIndex, edge: Edge) {
        self.links.push((from, to, edge));
    }

    /// Numbers whoever a service names, in the order in which they are named.
    fn number_recipients(&mut self) {
        let organisation = self.graph.organisation;
        let layout = &mut self.layout;
        for (service, _) in organisation.services() {
            for relation in organisation.relations(service) {
                let node = match relation.to {
                    Recipient::Unit(unit) => &mut layout.named_units[unit.index()],
                    Recipient::Group(group) => &mut layout.named_groups[group.index()],
                    Recipient::Everyone => &mut layout.named_everyone,
                    Recipient::Service(service) => &mut layout.named_services[service.index()],
                    Recipient::Party(_) => continue,
                };
                if *node == 0 {
                    *node = index32(layout.services.len() + layout.recipients.len());
                    layout.recipients.push(relation.to);
                }
            }
        }
    }

    /// From recipients to the services that serve them, and from parties to those that pass on to them.
    fn link_steps(&mut self) {
        let organisation = self.graph.organisation;
        for (service, _) in organisation.services() {
            let number = self.layout.service_node(service);
            for relation in organisation.relations(service) {
                let to = self.layout.recipient_node(relation.to);
                let edge = self.graph.edge_to(relation.to);
                self.links.extend(to.map(|to| (to, number, edge)));
            }
        }
        for (party, _) in organisation.parties() {
            let from = self.layout.party_node(party);
            for to in self.graph.passed_on(party) {
                self.link(self.layout.party_node(to), from, Edge::Named);
            }
        }
    }

    /// From parts of uses to the recipients that use them (SPEC 3.2).
    fn link_uses(&mut self) {
        for at in self.layout.parties..self.layout.recipients.len() {
            let recipient = self.layout.recipients[at];
            let node = index32(self.layout.services.len() + at);
            match recipient {
                // What a unit uses has a node of its own only where others use all of it too.
                Recipient::Unit(unit) => self.link_use_of_unit(unit, node),
                Recipient::Service(service) => {
                    self.link(self.layout.service_node(service), node, Edge::Free);
                }
                Recipient::Group(_) | Recipient::Everyone | Recipient::Party(_) => {
                    for part in self.graph.uses_of(recipient) {
                        self.link_part(part, node);
                    }
                }
            }
        }
        while let Some((part, node)) = self.open.pop() {
            if let Use::Unit(unit) = part {
                self.link_use_of_unit(unit, node);
            }
        }
    }

    fn link_use_of_unit(&mut self, unit: UnitId, user: NodeIndex) {
        self.link(self.layout.unit_node(unit), user, Edge::Free);
        for part in self.graph.brought_by(Use::Unit(unit)) {
            self.link_part(part, user);
        }
    }

    fn link_part(&mut self, part: Use, user: NodeIndex) {
        if let Some(node) = self.part_node(part) {
            self.link(node, user, Edge::Free);
        }
    }

    /// The node of a part of a use, if it is any services.
    fn part_node(&mut self, part: Use) -> Option<NodeIndex> {
        match part {
            Use::Everyone => return Some(self.layout.everyone_node()),
            Use::Department(unit) if self.graph.provided_by(unit).is_empty() => return None,
            Use::Unit(unit) if self.graph.brought_by(part).is_empty() => {
                return Some(self.layout.unit_node(unit));
            }
            Use::Department(_) | Use::Unit(_) => {}
        }
        let node = *self.layout.parts.entry(part).or_insert_with(|| {
            let node = index32(self.nodes);
            self.nodes += 1;
            self.open.push((part, node));
            node
        });
        Some(node)
    }

    /// From services to whoever provides them.
    fn link_services(&mut self) {
        let organisation = self.graph.organisation;
        for (id, service) in organisation.services() {
            if !organisation.is_active(id) {
                continue;
            }
            let number = self.layout.service_node(id);
            for provider in &service.provided_by {
                match *provider {
                    Provider::Unit(unit) => {
                        self.link(number, self.layout.unit_node(unit), Edge::Free);
                        if let Some(&itself) = self.layout.parts.get(&Use::Department(unit)) {
                            self.link(number, itself, Edge::Free);
                        }
                    }
                    Provider::Organisation | Provider::Around(_) => {
                        self.link(number, self.layout.organisation_node(), Edge::Free);
                    }
                }
            }
        }
    }

    /// From units to those they are part of.
    fn link_units(&mut self) {
        let everyone = self.layout.everyone_node();
        for (id, unit) in self.graph.organisation.units() {
            let parent = unit.part_of.map_or(everyone, |parent| self.layout.unit_node(parent));
            self.link(self.layout.unit_node(id), parent, Edge::Free);
        }
        self.link(everyone, self.layout.organisation_node(), Edge::Free);
    }
}

/// All services by id, by Unicode code point.
fn services_by_id(graph: &Graph<'_>) -> Vec<ServiceId> {
    // Most ids differ in their first 16 bytes; as a number these are compared without another look into memory.
    let organisation = graph.organisation;
    let services = organisation.services();
    let mut sorted: Vec<(u128, ServiceId)> =
        services.map(|(id, service)| (first_bytes(&service.about.id), id)).collect();
    sorted.sort_unstable_by(|(a, a_id), (b, b_id)| {
        let [a_text, b_text] = [a_id, b_id].map(|id| &*organisation.service(*id).about.id);
        a.cmp(b).then_with(|| a_text.cmp(b_text))
    });
    sorted.into_iter().map(|(_, id)| id).collect()
}

/// The first 16 bytes of an id: they compare as the ids do, as far as they go.
fn first_bytes(id: &str) -> u128 {
    let mut first = [0; 16];
    for (to, from) in first.iter_mut().zip(id.bytes()) {
        *to = from;
    }
    u128::from_be_bytes(first)
}
