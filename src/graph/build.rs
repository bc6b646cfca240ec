//! From an organisation to the nodes and edges that searches read.

use super::{
    Graph,
    adjacency::{Adjacency, EdgeBetween, NodeIndex},
    chain::Edge,
    layout::NodeLayout,
    uses::{Use, restricted_use},
};
use crate::{
    id::{GroupId, ServiceId, UnitId, index32},
    model::{Organisation, Provider, Recipient, Relation},
};
use fixedbitset::FixedBitSet;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// The order in which services are numbered. A search visits the services of one cost in the order of their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    /// As in the file: for costs alone. It is the order of the memory, and needs no sorting.
    File,
    /// By id: of chains that cost the same the one with the smallest ids is found first.
    Id,
}

impl Graph<'_> {
    /// The nodes and edges for chains.
    pub(super) fn layout_for_chains(&self) -> &NodeLayout {
        self.by_id.get_or_init(|| Builder::new(self, Order::Id).build())
    }

    /// The nodes and edges for costs alone.
    pub(super) fn layout_for_costs(&self) -> &NodeLayout {
        let by_id = self.by_id.get();
        by_id
            .unwrap_or_else(|| self.by_file.get_or_init(|| Builder::new(self, Order::File).build()))
    }
}

/// Builds a layout step by step.
struct Builder<'g, 'org> {
    graph: &'g Graph<'org>,
    layout: NodeLayout,
    /// The nodes of parts of uses that are more than the services of one unit with its parts.
    parts: FxHashMap<Use, NodeIndex>,
    // The edges are collected in one list and sorted once at the end.
    links: Vec<EdgeBetween>,
    /// One past the last node.
    nodes: usize,
    /// The relationships with a restricted use, and their nodes.
    restricted: Vec<(NodeIndex, Relation<'org>)>,
    /// The parts of uses that have a node, and no edges to it yet.
    // A work list instead of recursion: heads who lead heads can be chained as deep as a file
    // likes.
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
        let layout = NodeLayout {
            numbers,
            recipients: parties.collect(),
            named_units: vec![0; organisation.units().len()],
            named_groups: vec![0; organisation.groups().len()],
            named_services: vec![0; services.len()],
            named_everyone: 0,
            restricted: FxHashMap::default(),
            restricted_by_recipient: FxHashMap::default(),
            parties: organisation.parties().len(),
            units: organisation.units().len(),
            backward: Adjacency::new(0, &[]),
            forward: OnceLock::new(),
            services,
        };
        Self {
            graph,
            layout,
            parts: FxHashMap::default(),
            links: Vec::new(),
            nodes: 0,
            restricted: Vec::new(),
            open: Vec::new(),
        }
    }

    fn build(mut self) -> NodeLayout {
        // Recipients come first: the numbers of all later nodes are counted from the end of theirs.
        self.number_recipients();
        self.nodes = self.layout.organisation_node() as usize + 1;
        self.link_steps();
        // Before the services: they are linked to departments that a use needs by themselves
        // (SPEC 3.2).
        self.link_uses();
        self.link_services();
        self.link_units();
        self.layout.backward = Adjacency::new(self.nodes, &self.links);
        self.layout
    }

    fn link(&mut self, from: NodeIndex, to: NodeIndex, edge: Edge) {
        self.links.push((from, to, edge));
    }

    /// Numbers everybody whom a service names: relationships with a restricted use as in the file, then all others by kind.
    fn number_recipients(&mut self) {
        let organisation = self.graph.organisation;
        let layout = &mut self.layout;
        let mut named = NamedRecipients::new(organisation);
        for (service, _) in organisation.services() {
            for relation in organisation.active_relations(service) {
                // SPEC 3.2: with `for` a recipient uses less here than elsewhere, so this
                // relationship gets a node of its own.
                if restricted_use(&relation).is_some() {
                    let node = layout.add_recipient(relation.to);
                    layout.restricted.insert((service, relation.to), node);
                    layout.restricted_by_recipient.entry(relation.to).or_default().push(node);
                    self.restricted.push((node, relation));
                } else {
                    named.insert(relation.to);
                }
            }
        }
        // Units in tree order, as their own nodes are: a search that climbs the tree stays in the same part of memory.
        for unit in named.units.ones() {
            layout.named_units[unit] = layout.add_recipient(Recipient::Unit(UnitId::new(unit)));
        }
        for group in named.groups.ones() {
            layout.named_groups[group] =
                layout.add_recipient(Recipient::Group(GroupId::new(group)));
        }
        for service in named.services.ones() {
            let recipient = Recipient::Service(ServiceId::new(service));
            layout.named_services[service] = layout.add_recipient(recipient);
        }
        if named.everyone {
            layout.named_everyone = layout.add_recipient(Recipient::Everyone);
        }
    }

    /// Links recipients to the services that serve them, and parties to those that pass on to them.
    fn link_steps(&mut self) {
        let organisation = self.graph.organisation;
        for (service, _) in organisation.services() {
            let number = self.layout.service_node(service);
            let is_funded = self.graph.is_funded(service);
            for relation in organisation.active_relations(service) {
                let to = self.layout.step_node(service, relation.to);
                // SPEC 3.3: no step to a party is broad, and the last one tells funded chains from others of the same cost.
                let edge = if relation.to.party().is_some() && !is_funded {
                    Edge::Unfunded
                } else if self.graph.is_broad(&relation) {
                    Edge::Broad
                } else {
                    Edge::Named
                };
                self.links.extend(to.map(|to| (to, number, edge)));
            }
        }
        for (party, _) in organisation.parties() {
            let from = self.layout.party_node(party);
            for to in self.graph.passed_on(party) {
                // SPEC 3.3: to be passed on to is a step of its own.
                self.link(self.layout.party_node(to), from, Edge::Named);
            }
        }
    }

    /// Links parts of uses to the recipients that use them (SPEC 3.2).
    fn link_uses(&mut self) {
        for (node, relation) in std::mem::take(&mut self.restricted) {
            for used in self.graph.use_of(&relation) {
                self.link(self.layout.service_node(used), node, Edge::Free);
            }
        }
        for at in self.layout.parties..self.layout.recipients.len() {
            let recipient = self.layout.recipients[at];
            let node = index32(self.layout.services.len() + at);
            // A node of a restricted use: its edges were linked above.
            if self.layout.recipient_node(recipient) != Some(node) {
                continue;
            }
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
        // Recipients that use the same part share its node, or edges would grow with their product.
        let node = *self.parts.entry(part).or_insert_with(|| {
            let node = index32(self.nodes);
            self.nodes += 1;
            self.open.push((part, node));
            node
        });
        Some(node)
    }

    /// Links services to their providers.
    fn link_services(&mut self) {
        let organisation = self.graph.organisation;
        for (id, service) in organisation.services() {
            // Only active services count (SPEC 3.1): without a provider no unit comes to this one.
            if !organisation.is_active(id) {
                continue;
            }
            let number = self.layout.service_node(id);
            for provider in &service.provided_by {
                match *provider {
                    Provider::Unit(unit) => {
                        self.link(number, self.layout.unit_node(unit), Edge::Free);
                        // SPEC 3.2: a person uses what their department provides itself, and not what its parts provide.
                        if let Some(&itself) = self.parts.get(&Use::Department(unit)) {
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

    /// Links units to the units they are part of.
    fn link_units(&mut self) {
        // The node of everyone acts as the root of the tree: it reaches what any unit reaches.
        let everyone = self.layout.everyone_node();
        for (id, unit) in self.graph.organisation.units() {
            let parent = unit.part_of.map_or(everyone, |parent| self.layout.unit_node(parent));
            self.link(self.layout.unit_node(id), parent, Edge::Free);
        }
        // The organisation as a whole has the services of all units, and besides those it provides
        // itself.
        self.link(everyone, self.layout.organisation_node(), Edge::Free);
    }
}

/// The recipients inside that services name without restricting their use.
struct NamedRecipients {
    units: FixedBitSet,
    groups: FixedBitSet,
    services: FixedBitSet,
    everyone: bool,
}

impl NamedRecipients {
    fn new(organisation: &Organisation) -> Self {
        Self {
            units: FixedBitSet::with_capacity(organisation.units().len()),
            groups: FixedBitSet::with_capacity(organisation.groups().len()),
            services: FixedBitSet::with_capacity(organisation.services().len()),
            everyone: false,
        }
    }

    fn insert(&mut self, recipient: Recipient) {
        match recipient {
            Recipient::Unit(unit) => self.units.insert(unit.index()),
            Recipient::Group(group) => self.groups.insert(group.index()),
            Recipient::Everyone => self.everyone = true,
            Recipient::Service(service) => self.services.insert(service.index()),
            // All parties have nodes already.
            Recipient::Party(_) => {}
        }
    }
}

/// All services by id, by Unicode code point.
fn services_by_id(graph: &Graph<'_>) -> Vec<ServiceId> {
    // Most ids differ in their first 16 bytes; as a number these are compared without another look into memory.
    let organisation = graph.organisation;
    let services = organisation.services();
    let mut sorted: Vec<(u128, ServiceId)> =
        services.map(|(id, service)| (first_bytes(&service.header.id), id)).collect();
    sorted.sort_unstable_by(|(a, a_id), (b, b_id)| {
        let [a_text, b_text] = [a_id, b_id].map(|id| &*organisation.service(*id).header.id);
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
