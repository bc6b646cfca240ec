//! What a recipient puts to work.

use super::{At, Edge, Graph, Node};
use crate::{id::ServiceId, model::Recipient};
use petgraph::Direction;
use rustc_hash::FxHashSet;

/// The edges that cost nothing.
const FREE: &[Edge] = &[Edge::Holds, Edge::Provides];

impl Graph<'_> {
    /// `W(r)`: the services that a recipient uses what it gets in, by id.
    #[must_use]
    pub fn put_to_work(&self, recipient: Recipient) -> Vec<ServiceId> {
        if let Recipient::Service(service) = recipient {
            return vec![service];
        }
        let mut services: Vec<ServiceId> =
            self.free_services(vec![self.recipient_node(recipient)]).collect();
        self.sort_by_id(&mut services);
        services
    }

    /// Whether a recipient uses what it gets in a service: whether that is one of `W(r)`.
    #[must_use]
    pub fn is_put_to_work(&self, recipient: Recipient, service: ServiceId) -> bool {
        // From the service upwards: few hold a service, and a group may hold thousands.
        let (goal, start) = (self.recipient_node(recipient), self.service_node(service));
        let mut seen = FxHashSet::from_iter([start]);
        let mut open = vec![start];
        while let Some(at) = open.pop() {
            if at == goal {
                return true;
            }
            let holders = self.near(at, Direction::Incoming, FREE);
            open.extend(holders.filter(|&holder| seen.insert(holder)));
        }
        false
    }

    /// Whether a node puts a service to work.
    pub(super) fn works(&self, node: At) -> bool {
        self.free_services(vec![node]).next().is_some()
    }

    /// The services that some nodes come to at no cost, each once.
    pub(super) fn free_services(&self, mut open: Vec<At>) -> impl Iterator<Item = ServiceId> {
        let mut seen: FxHashSet<At> = open.iter().copied().collect();
        let mut found = Vec::new();
        std::iter::from_fn(move || {
            while let Some(at) = open.pop() {
                if let Node::Service(service) = self.node(at) {
                    return Some(service);
                }
                self.free(at, &mut found);
                let next = found.drain(..).map(|(next, _)| next);
                open.extend(next.filter(|next| seen.insert(*next)));
            }
            None
        })
    }
}
