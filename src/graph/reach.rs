//! Who reaches the outside at all, which services receive, and where chains end: what is asked without any chain.

use super::{At, Edge, Graph, Node};
use crate::{
    id::{PartyId, ServiceId, UnitId},
    model::Recipient,
};
use petgraph::Direction;
use rustc_hash::FxHashSet;
use std::collections::VecDeque;

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
    /// For each party the steps of the least chain from any service of the organisation; none of it is broad.
    #[must_use]
    pub fn reached_parties(&self) -> &[Option<u32>] {
        self.reached_parties.get_or_init(|| self.reach_parties())
    }

    fn reach_parties(&self) -> Vec<Option<u32>> {
        let mut reached = vec![None; self.organisation.parties().len()];
        let services = self.organisation.services();
        let relations = services.flat_map(|(id, _)| self.organisation.relations(id));
        let served = relations.filter_map(|relation| party(relation.to));
        let mut open: VecDeque<(PartyId, u32)> = VecDeque::new();
        let mut reach = |party: PartyId, steps, open: &mut VecDeque<_>| {
            let reached = &mut reached[party.index()];
            if reached.is_none() {
                *reached = Some(steps);
                open.push_back((party, steps));
            }
        };
        for party in served {
            reach(party, 1, &mut open);
        }
        while let Some((at, steps)) = open.pop_front() {
            for party in self.passed_on(at) {
                reach(party, steps + 1, &mut open);
            }
        }
        reached
    }

    /// The services that receive something, by number.
    pub(super) fn receiving(&self) -> Vec<ServiceId> {
        let services = self.organisation.services();
        let relations = services.flat_map(|(id, _)| self.organisation.relations(id));
        let mut services: Vec<ServiceId> =
            relations.filter_map(|relation| service(relation.to)).collect();
        services.sort_unstable();
        services.dedup();
        services
    }

    /// Where the chains of a unit end inside: recipients that provide nothing for anyone, at most `most`,
    /// the nearest first.
    #[must_use]
    pub fn dead_ends(&self, unit: UnitId, most: usize) -> Vec<Recipient> {
        let services = self.services_of(unit).into_iter().take(LOOK);
        let mut open: Vec<At> = services.map(|service| self.service_node(service)).collect();
        let mut seen: FxHashSet<At> = open.iter().copied().collect();
        let mut ends = Vec::new();
        let (mut at, mut looked) = (0, 0);
        while at < open.len() && looked < LOOK && ends.len() < most {
            let node = open[at];
            at += 1;
            let kinds = [Edge::Serves, Edge::Holds, Edge::Provides];
            let next = self.near(node, Direction::Outgoing, &kinds).take(LOOK);
            let mut next: Vec<At> = next.collect();
            looked += next.len();
            next.sort_unstable_by_key(|node| self.rank(*node));
            let end = match self.node(node) {
                Node::Unit(_) | Node::Group(_) | Node::Everyone => !self.works(node),
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

fn service(recipient: Recipient) -> Option<ServiceId> {
    match recipient {
        Recipient::Service(service) => Some(service),
        Recipient::Unit(_) | Recipient::Group(_) | Recipient::Everyone | Recipient::Party(_) => {
            None
        }
    }
}
