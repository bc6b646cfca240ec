//! Costs and chains from units and services to parties, for up to 64 parties at a time.

mod ways;

pub use ways::{Way, Ways};

use super::{
    Graph,
    adjacency::NodeIndex,
    arrivals::{Arrival, ArrivalDetail, Arrivals, LANES, LaneReach, Lanes},
    chain::{Cost, Edge, Link},
    layout::NodeLayout,
    search::Search,
    uses::Use,
};
use crate::{
    id::{PartyId, ServiceId, Subject, UnitId},
    model::{Organisation, Provider, Recipient},
};
use rustc_hash::FxHashMap;
use std::{cell::RefCell, ops::Deref, rc::Rc};

/// A search for the costs of the least chains to parties. One value serves any number of searches in a row. A lane is
/// one party, or several where reaching any of them is enough.
#[derive(Debug)]
pub struct CostSearch<'g, 'org> {
    graph: &'g Graph<'org>,
    layout: &'g NodeLayout,
    search: Search<'g>,
}

/// A search for the least chains to parties, with their costs. It records costs; a chain is put together from them when
/// it is asked for.
#[derive(Debug)]
pub struct ChainSearch<'g, 'org> {
    costs: CostSearch<'g, 'org>,
    /// What [`ChainSearch::first_recipients_of_service`] has found so far: finding a chain to each customer of each unit
    /// needs the same ones again and again.
    first: RefCell<FxHashMap<ServiceId, Rc<LaneRecipients>>>,
}

/// Recipients by id, each with lanes.
type LaneRecipients = [(Lanes, Recipient)];

impl<'org> Graph<'org> {
    /// Creates a search for costs.
    pub fn costs(&self) -> CostSearch<'_, 'org> {
        CostSearch::new(self, self.layout_for_costs(), ArrivalDetail::Costs)
    }

    /// Creates a search for chains.
    pub fn chains(&self) -> ChainSearch<'_, 'org> {
        let costs = CostSearch::new(self, self.layout_for_chains(), ArrivalDetail::Chains);
        ChainSearch { costs, first: RefCell::default() }
    }
}

impl<'g, 'org> CostSearch<'g, 'org> {
    fn new(graph: &'g Graph<'org>, layout: &'g NodeLayout, detail: ArrivalDetail) -> Self {
        let backward = layout.backward();
        let arrivals = Arrivals::new(backward.node_count(), detail);
        Self { graph, layout, search: Search::new(backward, arrivals) }
    }

    /// Finds the costs to parties, each with its lane.
    ///
    /// # Panics
    /// If a lane is not below [`LANES`].
    pub fn find(&mut self, parties: impl IntoIterator<Item = (usize, PartyId)>) {
        let layout = self.layout;
        self.search.run(parties.into_iter().map(|(lane, party)| {
            assert!(lane < LANES, "a word has {LANES} bits");
            (layout.party_node(party), 1 << lane)
        }));
    }

    /// Finds the costs to services, each with its lane.
    ///
    /// # Panics
    /// If a lane is not below [`LANES`].
    pub fn find_services(&mut self, services: impl IntoIterator<Item = (usize, ServiceId)>) {
        let layout = self.layout;
        self.search.run(services.into_iter().map(|(lane, service)| {
            assert!(lane < LANES, "a word has {LANES} bits");
            (layout.service_node(service), 1 << lane)
        }));
    }

    /// The organisation that is searched.
    pub fn organisation(&self) -> &'org Organisation {
        self.graph.organisation
    }

    /// The units that have a chain in any lane, each with those lanes.
    pub fn units(&self) -> impl Iterator<Item = (UnitId, Lanes)> {
        let nodes = self.search.arrivals.nodes().iter();
        nodes.filter_map(|node| {
            Some((self.layout.unit(*node)?, self.search.arrivals.reached(*node)))
        })
    }

    /// The lanes in which a unit has a chain.
    pub fn lanes_of(&self, unit: UnitId) -> Lanes {
        self.search.arrivals.reached(self.layout.unit_node(unit))
    }

    /// The lanes in which a unit has a chain of one step.
    pub fn direct_lanes_of(&self, unit: UnitId) -> Lanes {
        let arrivals = self.search.arrivals.at(self.layout.unit_node(unit));
        let direct = arrivals.filter(|(_, cost)| cost.steps == 1);
        direct.fold(0, |lanes, (arrival, _)| lanes | arrival.lanes)
    }

    /// The lanes in which a unit has a chain, and those in which it has one without a broad step.
    pub fn reach_of(&self, unit: UnitId) -> LaneReach {
        self.search.arrivals.reach_of(self.layout.unit_node(unit))
    }

    /// The lanes in which a service begins a chain, and those in which it begins one without a broad step.
    pub fn reach_of_service(&self, service: ServiceId) -> LaneReach {
        self.search.arrivals.reach_of(self.layout.service_node(service))
    }

    /// The lanes in which any service that a recipient uses begins a chain, and those in which one begins a chain
    /// without a broad step.
    pub fn reach_of_use(&self, recipient: Recipient) -> LaneReach {
        let parts = self.graph.parts_of_use(recipient);
        let reaches = parts.map(|part| match part {
            Use::Everyone => self.search.arrivals.reach_of(self.layout.everyone_node()),
            Use::Unit(unit) => self.reach_of(unit),
            Use::Department(unit) => {
                let services = self.graph.provided_by(unit).iter();
                services
                    .map(|service| self.reach_of_service(*service))
                    .fold(LaneReach::default(), LaneReach::or)
            }
        });
        reaches.fold(LaneReach::default(), LaneReach::or)
    }

    /// The cost of the least chain from a unit.
    pub fn cost(&self, unit: UnitId, lane: usize) -> Option<Cost> {
        self.search.arrivals.cost(self.layout.unit_node(unit), lane)
    }

    fn provider_node(&self, provider: Provider) -> NodeIndex {
        match provider {
            Provider::Unit(unit) => self.layout.unit_node(unit),
            Provider::Organisation | Provider::Around(_) => self.layout.organisation_node(),
        }
    }

    /// The cost of the least chain that begins with a service.
    pub fn cost_of_service(&self, service: ServiceId, lane: usize) -> Option<Cost> {
        self.search.arrivals.cost(self.layout.service_node(service), lane)
    }

    /// The costs of the least chains that begin with a service, each with its lanes.
    pub fn costs_of_service(&self, service: ServiceId) -> impl Iterator<Item = (Lanes, Cost)> {
        let arrivals = self.search.arrivals.at(self.layout.service_node(service));
        arrivals.map(|(arrival, cost)| (arrival.lanes, cost))
    }

    /// The costs of the least chains from a recipient on, each with its lanes; none where no service names it.
    pub fn costs_onwards(&self, from: Recipient) -> impl Iterator<Item = (Lanes, Cost)> {
        let nodes = self.layout.recipient_node(from).into_iter();
        let arrivals = nodes.flat_map(|node| self.search.arrivals.at(node));
        arrivals.map(|(arrival, cost)| (arrival.lanes, cost))
    }

    /// The cost of the least chain that begins with a step.
    pub fn cost_of_step(&self, step: Link, lane: usize) -> Option<Cost> {
        let node = self.step_node(step)?;
        let rest = self.search.arrivals.cost(node, lane)?;
        let edge = match step.service {
            Some(service) => {
                self.layout.backward().edge(node, self.layout.service_node(service))?
            }
            None => Edge::Named,
        };
        Some(rest.with_edge(edge))
    }

    /// The node that a step leads to.
    fn step_node(&self, step: Link) -> Option<NodeIndex> {
        match step.service {
            Some(service) => self.layout.step_node(service, step.to),
            None => self.layout.recipient_node(step.to),
        }
    }
}

impl<'g, 'org> Deref for ChainSearch<'g, 'org> {
    type Target = CostSearch<'g, 'org>;

    fn deref(&self) -> &Self::Target {
        &self.costs
    }
}

impl ChainSearch<'_, '_> {
    /// Finds the chains to parties, each with its lane.
    ///
    /// # Panics
    /// If a lane is not below [`LANES`].
    pub fn find(&mut self, parties: impl IntoIterator<Item = (usize, PartyId)>) {
        self.first.get_mut().clear();
        self.costs.find(parties);
    }

    /// Leaves out of all searches to come what is on no least chain from one of some units to one of some parties.
    ///
    /// What is found of these units stays exact; of others it does not.
    pub fn narrow(&mut self, units: &[UnitId], parties: &[PartyId]) {
        let layout = self.layout;
        let from: Vec<NodeIndex> = units.iter().map(|unit| layout.unit_node(*unit)).collect();
        let to: Vec<NodeIndex> = parties.iter().map(|party| layout.party_node(*party)).collect();
        self.costs.search.within = Some(layout.on_least_chains(&from, &to));
    }

    /// The least chains from a unit: lanes of one cost, and the service that their chains begin with.
    pub fn of_unit(&self, unit: UnitId) -> impl Iterator<Item = (Lanes, Cost, ServiceId)> {
        let arrivals = self.search.arrivals.at(self.layout.unit_node(unit));
        arrivals.filter_map(|(arrival, cost)| {
            Some((arrival.lanes, cost, self.layout.service(arrival.from)?))
        })
    }

    /// The service that the least chain from a unit, or from any service of the organisation, begins with.
    pub fn first_of(&self, provider: Provider, lane: usize) -> Option<ServiceId> {
        let (arrival, _) = self.search.arrivals.of_lane(self.provider_node(provider), lane)?;
        self.layout.service(arrival.from)
    }

    /// The first step of the least chain that begins with a service.
    pub fn first_step(&self, service: ServiceId, lane: usize) -> Option<Link> {
        let tied = self.first_recipients_of_service(service);
        // By id: of those that cost the same the first is the one (SPEC 3.3).
        let (_, to) = tied.iter().find(|(lanes, _)| lanes & (1 << lane) != 0)?;
        Some(Link { service: Some(service), to: *to })
    }

    /// The step of a service to the recipient of a node; `None` if the service does not serve it.
    fn step_to(&self, first: ServiceId, node: NodeIndex) -> Option<Link> {
        let step = Link { service: Some(first), to: self.layout.recipient(node)? };
        (self.step_node(step) == Some(node)).then_some(step)
    }

    /// The least chain that begins with a service, step by step; empty if there is none.
    pub fn chain(&self, first: ServiceId, lane: usize) -> impl Iterator<Item = Link> {
        let first = self.first_step(first, lane);
        std::iter::successors(first, move |link| self.link_after(*link, lane))
    }

    /// The recipients of the first steps of all least chains from a unit, or from any service of the organisation
    /// (`through`, SPEC 3.3): by id, each with the lanes in which it is one.
    pub fn first_recipients(&self, provider: Provider) -> Vec<(Lanes, Recipient)> {
        let organisation = self.graph.organisation;
        let own: Vec<_> = self.search.arrivals.at(self.provider_node(provider)).collect();
        let (of_unit, all) = match provider {
            Provider::Unit(unit) => (self.graph.provided_in(organisation.parts(unit)), None),
            Provider::Organisation | Provider::Around(_) => {
                (&[][..], Some(organisation.services()))
            }
        };
        let every = all.into_iter().flatten().map(|(id, _)| id);
        let mut found = Vec::new();
        for service in of_unit.iter().copied().chain(every) {
            let mut least = 0;
            for (arrival, cost) in self.search.arrivals.at(self.layout.service_node(service)) {
                let same = own.iter().filter(|(_, of_all)| *of_all == cost);
                least |= same.fold(0, |lanes, (of_all, _)| lanes | of_all.lanes) & arrival.lanes;
            }
            if least != 0 {
                let of_service = self.first_recipients_of_service(service);
                found.extend(of_service.iter().map(|(tied, to)| (tied & least, *to)));
            }
        }
        let id = |to: Recipient| organisation.id_of(Subject::from(to));
        found.sort_by_key(|(_, to)| id(*to));
        // Several services may begin with one recipient. By id: a department around a division is both a group inside it
        // and a party.
        found.dedup_by(|(lanes, to), (all, kept)| {
            let same = id(*to) == id(*kept);
            *all |= if same { *lanes } else { 0 };
            same
        });
        found
    }

    /// The recipients of the first steps of all least chains that begin with a service: by id, each with its lanes.
    pub fn first_recipients_of_service(&self, service: ServiceId) -> Rc<LaneRecipients> {
        if let Some(known) = self.first.borrow().get(&service) {
            return Rc::clone(known);
        }
        let organisation = self.graph.organisation;
        let relations = organisation.active_relations(service);
        let reached = self.search.arrivals.nodes();
        // The upper bound counts all recipients, also those that are no longer active.
        let is_large = reached.len() < relations.size_hint().1.unwrap_or(0);
        // Of a service with thousands of parties those that a search has come to are few.
        let mut least: Vec<_> = if is_large {
            let steps = reached.iter().filter_map(|node| self.step_to(service, *node));
            self.least_first(service, steps).collect()
        } else {
            let steps = relations.map(|relation| Link { service: Some(service), to: relation.to });
            self.least_first(service, steps).collect()
        };
        least.sort_by_key(|(_, to)| organisation.id_of(Subject::from(*to)));
        let found: Rc<LaneRecipients> = least.into();
        self.first.borrow_mut().insert(service, Rc::clone(&found));
        found
    }

    /// Of the steps of a service those that begin a least chain: their recipients, each with its lanes.
    fn least_first(
        &self,
        service: ServiceId,
        steps: impl Iterator<Item = Link>,
    ) -> impl Iterator<Item = (Lanes, Recipient)> {
        let from = self.layout.service_node(service);
        let least: Vec<(Arrival, Cost)> = self.search.arrivals.at(from).collect();
        steps.filter_map(move |step| {
            let node = self.step_node(step)?;
            let edge = self.layout.backward().edge(node, from)?;
            let mut tied = 0;
            for (rest, rest_cost) in self.search.arrivals.at(node) {
                let cost = rest_cost.with_edge(edge);
                let same = least.iter().filter(|(_, least)| *least == cost);
                tied |= same.fold(0, |lanes, (least, _)| lanes | least.lanes) & rest.lanes;
            }
            (tied != 0).then_some((tied, step.to))
        })
    }

    /// The step after one of a least chain; `None` after its last.
    fn link_after(&self, link: Link, lane: usize) -> Option<Link> {
        let (arrival, cost) = self.search.arrivals.of_lane(self.step_node(link)?, lane)?;
        if cost == Cost::ZERO {
            return None;
        }
        if let Some(service) = self.layout.service(arrival.from) {
            return self.first_step(service, lane);
        }
        let passed_on = self.graph.passed_on(link.to.party()?);
        let steps = passed_on.map(|to| Link { service: None, to: Recipient::Party(to) });
        let least = steps.filter(|step| self.cost_of_step(*step, lane) == Some(cost));
        least.min_by_key(|step| self.graph.organisation.id_of(Subject::from(step.to)))
    }
}
