//! What has been put to work on a walk forwards.
//!
//! A unit and its parts lie side by side. What a recipient puts to work is therefore read off in stretches,
//! between parts that were put to work before: a walk over a whole map comes to each unit once, and needs no
//! edge to do so.

use super::{
    At, Graph, Member, Node,
    serving::{Serving, Step},
    unit_node,
};
use crate::id::{ServiceId, UnitId};
use fixedbitset::FixedBitSet;
use std::ops::Range;

/// What a recipient puts to work that nobody did before.
#[derive(Clone, Copy, Debug)]
pub(super) enum Work {
    /// What units side by side provide, from the first until before the last. Another unit may have put a service
    /// of theirs to work.
    Units(u32, u32),
    /// A service.
    Service(ServiceId),
}

impl Work {
    pub(super) fn units(units: Range<usize>) -> Self {
        let [from, to] = [units.start, units.end].map(|at| At::new(at).0);
        Self::Units(from, to)
    }

    /// Whether its steps stand in the order of ids.
    pub(super) fn is_one_row(self) -> bool {
        match self {
            Self::Units(from, to) => from + 1 == to,
            Self::Service(_) => true,
        }
    }

    /// The services.
    pub(super) fn services<'g>(&'g self, graph: &'g Graph<'_>) -> &'g [ServiceId] {
        match self {
            Self::Units(from, to) => graph.provided_in(*from as usize..*to as usize),
            Self::Service(service) => std::slice::from_ref(service),
        }
    }

    /// The steps of the services; those of several units unit by unit.
    pub(super) fn steps(self, serving: &Serving) -> &[Step] {
        match self {
            Self::Units(from, to) => serving.of_units(from as usize..to as usize),
            Self::Service(service) => serving.of_service(service),
        }
    }
}

/// The nodes that have been put to work.
#[derive(Debug)]
pub(super) struct Opened<'g, 'org> {
    graph: &'g Graph<'org>,
    serving: &'g Serving,
    nodes: FixedBitSet,
    /// What is still to be put to work.
    open: Vec<At>,
}

impl<'g, 'org> Opened<'g, 'org> {
    pub(super) fn new(graph: &'g Graph<'org>) -> Self {
        Self {
            graph,
            serving: graph.steps(),
            nodes: FixedBitSet::with_capacity(graph.node_count()),
            open: Vec::new(),
        }
    }

    pub(super) fn clear(&mut self) {
        self.nodes.clear();
    }

    /// Puts a recipient to work, and adds what that is to `found`.
    pub(super) fn open(&mut self, recipient: At, found: &mut Vec<Work>) {
        self.open.push(recipient);
        while let Some(at) = self.open.pop() {
            match self.graph.node(at) {
                Node::Unit(unit) => self.unit(unit, found),
                Node::Everyone => self.parts(0..self.graph.organisation.units().len(), found),
                _ if self.nodes.put(at.index()) => {}
                Node::Itself(unit) => {
                    found.push(Work::units(unit.index()..unit.index() + 1));
                }
                Node::Service(service) => found.push(Work::Service(service)),
                Node::Group(group) => {
                    let members = self.graph.members(group);
                    self.open.extend(members.map(|member| match member {
                        Member::Whole(unit) => unit_node(unit),
                        Member::Itself(unit) => self.graph.itself_node(unit),
                    }));
                }
                Node::Party(_) => {}
            }
        }
    }

    /// A unit with its parts; a person also puts to work the department around them by itself.
    fn unit(&mut self, unit: UnitId, found: &mut Vec<Work>) {
        if self.serving.is_person(unit) {
            let around = self.graph.organisation.unit(unit).part_of;
            let around = around.map(|around| self.graph.itself_node(around));
            self.open.extend(around);
        }
        self.parts(unit.index()..self.serving.end(unit.index()), found);
    }

    /// Units side by side, each with its parts: those that nobody put to work before.
    fn parts(&mut self, units: Range<usize>, found: &mut Vec<Work>) {
        let mut at = units.start;
        while at < units.end {
            let from = at;
            while at < units.end && !self.nodes.put(at) {
                if self.serving.leads(at) {
                    self.led(UnitId::new(at));
                }
                at += 1;
            }
            if from < at {
                found.push(Work::units(from..at));
            }
            if at < units.end {
                at = self.serving.end(at);
            }
        }
    }

    /// What a person leads is put to work too.
    fn led(&mut self, leader: UnitId) {
        let leader = self.graph.organisation.unit(leader);
        self.open.extend(leader.leads().iter().copied().map(unit_node));
        if leader.leads_all() {
            self.open.push(self.graph.everyone_node());
        }
    }
}
