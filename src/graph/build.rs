//! From the checked organisation to its graph.

use super::{At, Edge, Graph, Member, Node, Rows, unit_node};
use crate::{
    id::{ServiceId, Subject, UnitId},
    model::{Organisation, Provider, ServiceStatus},
};
use std::sync::OnceLock;

/// The edges of a graph, as they are found.
struct Links<'g, 'org> {
    graph: &'g Graph<'org>,
    links: Vec<(u32, u32, Edge)>,
}

impl<'org> Graph<'org> {
    /// Builds the graph of an organisation.
    #[must_use]
    pub fn build(organisation: &'org Organisation) -> Self {
        let (provided, provided_from) = provided(organisation);
        let mut graph = Self {
            organisation,
            out: OnceLock::new(),
            into: OnceLock::new(),
            ranks: OnceLock::new(),
            serving: OnceLock::new(),
            reached_parties: OnceLock::new(),
            closures: [OnceLock::new(), OnceLock::new()],
            broad_groups: vec![false; organisation.groups().len()],
            broad_everyone: false,
            provided,
            provided_from,
        };
        graph.find_broad();
        graph
    }

    /// The edges by their starts.
    pub(super) fn linked(&self) -> Rows {
        let mut links =
            Links { graph: self, links: Vec::with_capacity(8 * self.organisation.units().len()) };
        links.free();
        links.services();
        links.parties();
        links.links.sort_by_key(|(from, ..)| *from);
        self.rows(links.links)
    }

    /// The edges by their ends.
    pub(super) fn turned(&self) -> Rows {
        let out = self.out();
        let row = |at: u32| out.neighbors_slice(at).iter().zip(out.edges_slice(at));
        let nodes = 0..At::new(self.node_count()).0;
        let mut free = vec![0_usize; self.node_count() + 1];
        for to in nodes.clone().flat_map(|at| out.neighbors_slice(at)) {
            free[*to as usize + 1] += 1;
        }
        for at in 1..free.len() {
            free[at] += free[at - 1];
        }
        let mut links = vec![(0, 0, Edge::Holds); out.edge_count()];
        for from in nodes {
            for (&to, &edge) in row(from) {
                links[free[to as usize]] = (to, from, edge);
                free[to as usize] += 1;
            }
        }
        self.rows(links)
    }

    /// Rows of edges that are sorted by the node whose row they stand in.
    fn rows(&self, mut links: Vec<(u32, u32, Edge)>) -> Rows {
        for row in links.chunk_by_mut(|a, b| a.0 == b.0) {
            row.sort_unstable();
        }
        links.dedup_by_key(|(from, to, _)| (*from, *to));
        #[expect(clippy::expect_used, reason = "they are sorted, and each is there once")]
        let mut rows = Rows::from_sorted_edges(&links).expect("sorted edges");
        while rows.node_count() < self.node_count() {
            rows.add_node(());
        }
        rows
    }

    /// For each node the rank of its id among all ids, by Unicode code point.
    pub(super) fn ranks_of_ids(&self) -> Vec<u32> {
        // The first bytes of an id as numbers tell most ids apart without looking them up again.
        let id = |at| Some(self.organisation.id_of(Subject::from(self.recipient(at)?)));
        let nodes = (0..self.node_count()).map(At::new);
        let mut by_id: Vec<([u64; 2], At)> =
            nodes.filter_map(|at| Some((first_bytes(id(at)?), at))).collect();
        by_id.sort_unstable_by(|(a, at), (b, bt)| a.cmp(b).then_with(|| id(*at).cmp(&id(*bt))));
        let mut ranks = vec![0; self.node_count()];
        for (rank, (_, at)) in (0..).zip(by_id) {
            ranks[at.index()] = rank;
        }
        ranks
    }

    /// What a node holds or provides, which costs nothing.
    pub(super) fn free(&self, at: At, found: &mut Vec<(At, Edge)>) {
        let organisation = self.organisation;
        let hold = |unit| (unit_node(unit), Edge::Holds);
        let provide = |service: &ServiceId| (self.service_node(*service), Edge::Provides);
        match self.node(at) {
            Node::Unit(id) => {
                let unit = organisation.unit(id);
                found.extend(organisation.children(Some(id)).map(hold));
                if unit.department().is_some() {
                    found.push((self.itself_node(id), Edge::Holds));
                    return;
                }
                let around = unit.part_of.map(|around| self.itself_node(around));
                found.extend(around.map(|around| (around, Edge::Holds)));
                found.extend(unit.leads().iter().copied().map(hold));
                let all = unit.leads_all().then(|| self.everyone_node());
                found.extend(all.map(|all| (all, Edge::Holds)));
                found.extend(self.provided_by(id).iter().map(provide));
            }
            Node::Itself(id) if organisation.unit(id).department().is_some() => {
                found.extend(self.provided_by(id).iter().map(provide));
            }
            Node::Group(id) => found.extend(self.members(id).map(|member| match member {
                Member::Whole(unit) => hold(unit),
                Member::Itself(unit) => (self.itself_node(unit), Edge::Holds),
            })),
            Node::Everyone => found.extend(organisation.children(None).map(hold)),
            Node::Itself(_) | Node::Service(_) | Node::Party(_) => {}
        }
    }
}

/// The first 16 bytes of an id: they compare as the ids do, as far as they go.
fn first_bytes(id: &str) -> [u64; 2] {
    let mut first = [[0; 8]; 2];
    for (to, from) in first.as_flattened_mut().iter_mut().zip(id.bytes()) {
        *to = from;
    }
    first.map(u64::from_be_bytes)
}

/// The active services that units themselves provide, unit by unit, and where those of each unit begin.
fn provided(organisation: &Organisation) -> (Vec<ServiceId>, Vec<u32>) {
    let services = organisation.services();
    let active = services.filter(|(_, service)| service.status() == ServiceStatus::Active);
    let provided = active.flat_map(|(id, service)| {
        let providers = service.provided_by.iter();
        providers.filter_map(move |provider| match *provider {
            Provider::Unit(unit) => Some((unit, id)),
            Provider::Organisation | Provider::Around(_) => None,
        })
    });
    // The services are walked once: they take ten times as much room as these pairs.
    let mut pairs: Vec<(UnitId, ServiceId)> = Vec::with_capacity(organisation.services().len());
    pairs.extend(provided);
    let mut from = vec![0_u32; organisation.units().len() + 1];
    for (unit, _) in &pairs {
        from[unit.index() + 1] += 1;
    }
    for at in 1..from.len() {
        from[at] += from[at - 1];
    }
    let mut free = from.clone();
    let mut provided = vec![ServiceId::new(0); pairs.len()];
    for (unit, id) in pairs {
        let at = &mut free[unit.index()];
        provided[*at as usize] = id;
        *at += 1;
    }
    (provided, from)
}

impl Links<'_, '_> {
    fn link(&mut self, from: At, to: At, edge: Edge) {
        self.links.push((from.0, to.0, edge));
    }

    /// What costs nothing: what each node holds or provides.
    fn free(&mut self) {
        let mut found = Vec::new();
        for at in (0..self.graph.node_count()).map(At::new) {
            self.graph.free(at, &mut found);
            for (to, edge) in found.drain(..) {
                self.link(at, to, edge);
            }
        }
    }

    fn services(&mut self) {
        let graph = self.graph;
        for (id, _) in graph.organisation.services() {
            for relation in graph.organisation.relations(id) {
                let to = graph.recipient_node(relation.to);
                self.link(graph.service_node(id), to, Edge::Serves);
            }
        }
    }

    fn parties(&mut self) {
        let graph = self.graph;
        for (id, _) in graph.organisation.parties() {
            for reached in graph.passed_on(id) {
                let (from, to) = (graph.party_node(id), graph.party_node(reached));
                self.link(from, to, Edge::PassesOn);
            }
        }
    }
}
