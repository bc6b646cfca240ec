//! Who reaches the outside at all, and where chains end: what findings ask, without any chain.

use super::{Edge, Graph, Node};
use crate::{
    id::{PartyId, UnitId},
    model::{Recipient, Status},
};
use petgraph::{Direction, graph::NodeIndex};
use rustc_hash::FxHashSet;

/// Which steps a chain may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Steps {
    /// Any.
    Any,
    /// None to everyone or to a group behind half of all services.
    Named,
}

/// How many edges the search for dead ends looks at: enough to name a few.
const LOOK: usize = 2_000;

impl Graph<'_> {
    /// For each unit whether a chain leads from it to an active party outside.
    #[must_use]
    pub fn units_that_reach(&self, steps: Steps) -> Vec<bool> {
        let mut reached = vec![false; self.inner.node_count()];
        let parties = self.organisation.parties();
        let active = parties.filter(|(_, party)| party.status == Status::Active);
        let mut open: Vec<NodeIndex> = active.map(|(id, _)| self.party_node(id)).collect();
        for node in &open {
            reached[node.index()] = true;
        }
        let kinds = [Edge::Holds, Edge::Provides, Edge::Serves, Edge::PassesOn];
        while let Some(at) = open.pop() {
            let broad = self.recipient(at).is_some_and(|to| self.is_broad(to));
            let kinds = if broad && steps == Steps::Named {
                &kinds[..2]
            } else {
                &kinds[..]
            };
            for from in self.near(at, Direction::Incoming, kinds) {
                if !std::mem::replace(&mut reached[from.index()], true) {
                    open.push(from);
                }
            }
        }
        let units = self.organisation.units().map(|(id, _)| id);
        let mut answer: Vec<bool> = units
            .map(|unit| {
                let mut own = self.provided_by(unit).iter();
                own.any(|&service| reached[self.service_node(service).index()])
            })
            .collect();
        for (unit, about) in self.organisation.units().rev() {
            if let Some(up) = about.part_of {
                answer[up.index()] |= answer[unit.index()];
            }
        }
        answer
    }

    /// For each party whether a service of the organisation reaches it, straight or passed on.
    #[must_use]
    pub fn reached_parties(&self) -> Vec<bool> {
        let mut reached = vec![false; self.organisation.parties().len()];
        let services = self.organisation.services();
        let relations = services.flat_map(|(id, _)| self.organisation.relations(id));
        let mut open: Vec<PartyId> = relations
            .filter_map(|relation| party(relation.to))
            .collect();
        while let Some(at) = open.pop() {
            if !std::mem::replace(&mut reached[at.index()], true)
                && self.organisation.is_active_party(at)
            {
                open.extend(
                    self.organisation
                        .party(at)
                        .reaches
                        .iter()
                        .map(|(to, _)| *to),
                );
            }
        }
        reached
    }

    /// Where the chains of a unit end inside: recipients that provide nothing for anyone, at most `most`,
    /// the nearest first.
    #[must_use]
    pub fn dead_ends(&self, unit: UnitId, most: usize) -> Vec<Recipient> {
        let services = self.services_of(unit).into_iter().take(LOOK);
        let mut open: Vec<NodeIndex> = services.map(|service| self.service_node(service)).collect();
        let mut seen: FxHashSet<NodeIndex> = open.iter().copied().collect();
        let mut ends = Vec::new();
        let (mut at, mut looked) = (0, 0);
        while at < open.len() && looked < LOOK && ends.len() < most {
            let node = open[at];
            at += 1;
            let kinds = [Edge::Serves, Edge::Holds, Edge::Provides];
            let next = self.near(node, Direction::Outgoing, &kinds).take(LOOK);
            let mut next: Vec<NodeIndex> = next.collect();
            looked += next.len();
            next.sort_unstable_by_key(|node| self.rank(*node));
            let end = match self.inner[node] {
                Node::Unit(_) | Node::Group(_) | Node::Everyone => !self.puts_to_work(node, 1),
                Node::Service(_) => next.is_empty(),
                Node::Itself(_) | Node::Party(_) => false,
            };
            if end {
                ends.extend(self.recipient(node));
            } else {
                open.extend(next.into_iter().filter(|&next| seen.insert(next)));
            }
        }
        ends
    }
}

fn party(recipient: Recipient) -> Option<PartyId> {
    match recipient {
        Recipient::Party(party) => Some(party),
        Recipient::Unit(_) | Recipient::Group(_) | Recipient::Everyone | Recipient::Service(_) => {
            None
        }
    }
}
