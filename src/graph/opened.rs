//! What has been put to work on a walk forwards, so that each service comes up once.
//!
//! A unit and its parts lie side by side, and so do the services that they provide. What a recipient puts to
//! work is therefore read off in stretches, between parts that were put to work before: a walk over a whole
//! map looks at each unit once, and needs no edge to do so.

use super::{At, Graph, Member, Node, served::Served, unit_node};
use crate::id::UnitId;
use fixedbitset::FixedBitSet;
use std::ops::Range;

/// The nodes and services that have been put to work.
#[derive(Debug)]
pub(super) struct Opened<'g, 'org> {
    graph: &'g Graph<'org>,
    served: &'g Served,
    /// Units with their parts, departments by themselves, and groups.
    nodes: FixedBitSet,
    /// Services by their places.
    services: FixedBitSet,
    /// What is still to be put to work.
    open: Vec<At>,
}

impl<'g, 'org> Opened<'g, 'org> {
    pub(super) fn new(graph: &'g Graph<'org>) -> Self {
        Self {
            graph,
            served: graph.served(),
            nodes: FixedBitSet::with_capacity(graph.node_count()),
            services: FixedBitSet::with_capacity(graph.organisation.services().len()),
            open: Vec::new(),
        }
    }

    pub(super) fn clear(&mut self) {
        self.nodes.clear();
        self.services.clear();
    }

    /// Puts a recipient to work; adds the places of the services of it that weren't to `found`.
    pub(super) fn open(&mut self, recipient: At, found: &mut Vec<u32>) {
        self.open.push(recipient);
        while let Some(at) = self.open.pop() {
            match self.graph.node(at) {
                Node::Unit(unit) => self.unit(unit, found),
                Node::Itself(unit) => self.itself(unit, found),
                Node::Service(service) => self.service(self.served.place(service), found),
                Node::Group(group) => {
                    if !self.nodes.put(at.index()) {
                        let members = self.graph.members(group).map(|member| match member {
                            Member::Whole(unit) => unit_node(unit),
                            Member::Itself(unit) => self.graph.itself_node(unit),
                        });
                        self.open.extend(members);
                    }
                }
                Node::Everyone => self.parts(0..self.graph.organisation.units().len(), found),
                Node::Party(_) => {}
            }
        }
    }

    /// Puts the service at a place to work.
    pub(super) fn service(&mut self, place: u32, found: &mut Vec<u32>) {
        if !self.services.put(place as usize) {
            found.push(place);
        }
    }

    /// A unit with its parts; a person also puts to work the department around them by itself.
    fn unit(&mut self, unit: UnitId, found: &mut Vec<u32>) {
        let organisation = self.graph.organisation;
        if !self.nodes.contains(unit.index()) && organisation.unit(unit).person().is_some() {
            let around = organisation.unit(unit).part_of;
            self.open
                .extend(around.map(|around| self.graph.itself_node(around)));
        }
        self.parts(organisation.parts(unit), found);
    }

    /// Units side by side, each with its parts.
    fn parts(&mut self, units: Range<usize>, found: &mut Vec<u32>) {
        let mut at = units.start;
        while at < units.end {
            let from = at;
            while at < units.end && !self.nodes.put(at) {
                at += 1;
            }
            self.stretch(from..at, found);
            if at < units.end {
                at = self.graph.organisation.parts(UnitId::new(at)).end;
            }
        }
    }

    /// Units side by side that nobody put to work before: what they provide, and what persons among them lead.
    fn stretch(&mut self, units: Range<usize>, found: &mut Vec<u32>) {
        for &leader in self.graph.leaders_in(units.clone()) {
            let leader = self.graph.organisation.unit(leader);
            let led = leader.leads().iter().copied();
            self.open.extend(led.map(unit_node));
            if leader.leads_all() {
                self.open.push(self.graph.everyone_node());
            }
        }
        for &place in self.served.provided_in(self.graph, units) {
            self.service(place, found);
        }
    }

    /// A department without its parts.
    fn itself(&mut self, unit: UnitId, found: &mut Vec<u32>) {
        let at = self.graph.itself_node(unit);
        if !self.nodes.put(at.index()) {
            let units = unit.index()..unit.index() + 1;
            for &place in self.served.provided_in(self.graph, units) {
                self.service(place, found);
            }
        }
    }
}
