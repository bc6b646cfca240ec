//! From the checked organisation to its graph.

use super::{Edge, Graph, Node, unit_node};
use crate::{
    id::{GroupId, UnitId},
    model::{Group, GroupKind, Organisation, Provider, Subject},
};
use petgraph::graph::{DiGraph, NodeIndex};

impl<'org> Graph<'org> {
    /// Builds the graph of an organisation.
    #[must_use]
    pub fn build(organisation: &'org Organisation) -> Self {
        let mut graph = Self {
            organisation,
            inner: nodes(organisation),
            ranks: Vec::new(),
            broad_groups: vec![false; organisation.groups().len()],
            broad_everyone: false,
            provided: vec![Vec::new(); organisation.units().len()],
        };
        graph.ranks = graph.ranks_of_ids();
        graph.link_units();
        graph.link_groups();
        graph.link_services();
        graph.link_parties();
        graph.find_broad();
        graph
    }

    fn link(&mut self, from: NodeIndex, to: NodeIndex, edge: Edge) {
        self.inner.add_edge(from, to, edge);
    }

    fn link_units(&mut self) {
        for (id, unit) in self.organisation.units() {
            let node = unit_node(id);
            if let Some(department) = unit.part_of {
                self.link(unit_node(department), node, Edge::Holds);
            }
            if unit.department().is_some() {
                self.link(node, self.itself_node(id), Edge::Holds);
                continue;
            }
            if let Some(department) = unit.part_of {
                self.link(node, self.itself_node(department), Edge::Holds);
            }
            for &led in unit.leads() {
                self.link(node, unit_node(led), Edge::Holds);
            }
            if unit.leads_all() {
                self.link(node, self.everyone_node(), Edge::Holds);
            }
        }
    }

    /// A group holds the topmost units whose parts it holds too, and other departments by themselves.
    fn link_groups(&mut self) {
        for (id, group) in self.organisation.groups() {
            for range in group.held.ranges() {
                let mut at = range.start;
                while at < range.end {
                    let unit = UnitId::new(at);
                    let end = self.organisation.parts(unit).end;
                    let whole = end <= range.end;
                    let member = if whole {
                        unit_node(unit)
                    } else {
                        self.itself_node(unit)
                    };
                    self.link(self.group_node(id), member, Edge::Holds);
                    at = if whole { end } else { at + 1 };
                }
            }
        }
        for unit in self.organisation.children(None) {
            self.link(self.everyone_node(), unit_node(unit), Edge::Holds);
        }
    }

    fn link_services(&mut self) {
        for (id, service) in self.organisation.services() {
            let node = self.service_node(id);
            if !self.organisation.is_active(id) {
                continue;
            }
            for provider in &service.provided_by {
                if let Provider::Unit(unit) = *provider {
                    let department = self.organisation.unit(unit).department().is_some();
                    let from = if department {
                        self.itself_node(unit)
                    } else {
                        unit_node(unit)
                    };
                    self.link(from, node, Edge::Provides);
                    self.provided[unit.index()].push(id);
                }
            }
            for relation in self.organisation.relations(id) {
                self.link(node, self.recipient_node(relation.to), Edge::Serves);
            }
        }
    }

    fn link_parties(&mut self) {
        for (id, party) in self.organisation.parties() {
            if self.organisation.is_active_party(id) {
                for &(reached, _) in &party.reaches {
                    self.link(
                        self.party_node(id),
                        self.party_node(reached),
                        Edge::PassesOn,
                    );
                }
            }
        }
    }

    /// For each node the rank of its id among all ids, by Unicode code point.
    fn ranks_of_ids(&self) -> Vec<u32> {
        let organisation = self.organisation;
        let id = |node: &NodeIndex| match self.recipient(*node) {
            Some(recipient) => organisation.id_of(Subject::from(recipient)),
            None => "",
        };
        let mut by_id: Vec<NodeIndex> = self.inner.node_indices().collect();
        by_id.sort_unstable_by_key(id);
        let mut ranks = vec![0; by_id.len()];
        for (rank, node) in (0..).zip(by_id) {
            ranks[node.index()] = rank;
        }
        ranks
    }

    /// A step is broad when what is put to work is at least one, and at least half, of all services that
    /// units provide.
    fn find_broad(&mut self) {
        let provided = |service| {
            let providers = &self.organisation.service(service).provided_by;
            providers
                .iter()
                .any(|provider| matches!(provider, Provider::Unit(_)))
        };
        let services = self.organisation.services().map(|(id, _)| id);
        let all = services
            .filter(|&id| self.organisation.is_active(id) && provided(id))
            .count();
        self.broad_everyone = all > 0;
        let enough = all.div_ceil(2).max(1);
        let groups = self.organisation.groups();
        let broad = |(id, group): (GroupId, &Group)| {
            all > 0
                && group.kind == GroupKind::Group
                && self.puts_to_work(self.group_node(id), enough)
        };
        self.broad_groups = groups.map(broad).collect();
    }
}

/// The nodes, in the order that the look-ups of [`Graph`] count on.
fn nodes(organisation: &Organisation) -> DiGraph<Node, Edge, u32> {
    let mut inner = DiGraph::default();
    for (id, _) in organisation.units() {
        inner.add_node(Node::Unit(id));
    }
    for (id, _) in organisation.units() {
        inner.add_node(Node::Itself(id));
    }
    for (id, _) in organisation.services() {
        inner.add_node(Node::Service(id));
    }
    for (id, _) in organisation.groups() {
        inner.add_node(Node::Group(id));
    }
    inner.add_node(Node::Everyone);
    for (id, _) in organisation.parties() {
        inner.add_node(Node::Party(id));
    }
    inner
}
