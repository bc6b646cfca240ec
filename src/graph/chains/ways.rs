//! The ways from services to a party: the least chains, and the next longer ones.
//!
//! Chains are begun at their first step and continued in the order of what the least chain costs that begins so, which
//! the search has found exactly. Whatever is finished first is therefore the next best way:
//!
//! ```text
//! ERP -> Sales             2 steps at least: continued first
//! ERP -> Accounting        3 steps at least
//! ```

use super::ChainSearch;
use crate::{
    graph::chain::{Cost, Link},
    id::{ServiceId, Subject, index32},
    model::Recipient,
};
use std::{cmp::Reverse, collections::BinaryHeap};

/// At most this many chains are begun or continued: an organisation can have more ways than anybody can count.
const MOST_CONTINUED: usize = 200_000;

/// A chain with its cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// Its cost.
    pub cost: Cost,
    /// Its steps.
    pub chain: Vec<Link>,
}

/// The best ways, and whether there are more.
#[derive(Clone, Debug, Default)]
pub struct Ways {
    /// The ways: by cost, then by the ids of their steps.
    pub found: Vec<Way>,
    /// Whether more ways are within the limits than were asked for.
    pub has_more: bool,
}

/// A chain that does not end yet, by the cost of the least chain that begins so, then by ids.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Beginning<'org> {
    least: Cost,
    ids: Vec<&'org str>,
    /// The number of the chain among those begun.
    at: usize,
}

impl ChainSearch<'_, '_> {
    /// The ways that begin with one of some services: at most `most`, each with as many broad steps as the best one,
    /// and at most `longer_by` steps more.
    pub fn ways(
        &self,
        services: impl IntoIterator<Item = ServiceId>,
        lane: usize,
        most: usize,
        longer_by: u32,
    ) -> Ways {
        let organisation = self.graph.organisation;
        let first = services.into_iter().flat_map(|service| {
            let relations = organisation.active_relations(service);
            relations.map(move |relation| Link { service: Some(service), to: relation.to })
        });
        let first: Vec<(Cost, Link)> =
            first.filter_map(|link| Some((self.cost_of_step(link, lane)?, link))).collect();
        let Some(best) = first.iter().map(|(cost, _)| *cost).min() else {
            return Ways::default();
        };
        let limit = Cost {
            steps: best.steps.saturating_add(longer_by),
            is_unfunded: best.is_unfunded || longer_by > 0,
            ..best
        };
        let mut search =
            WaySearch { search: self, lane, limit, open: BinaryHeap::new(), begun: Vec::new() };
        for (least, link) in first {
            search.begin(least, Vec::new(), link);
        }
        search.finish(most)
    }
}

/// The chains begun so far.
struct WaySearch<'s, 'g, 'org> {
    search: &'s ChainSearch<'g, 'org>,
    lane: usize,
    /// The greatest cost of a way.
    limit: Cost,
    open: BinaryHeap<Reverse<Beginning<'org>>>,
    begun: Vec<Vec<Link>>,
}

impl WaySearch<'_, '_, '_> {
    /// Notes a chain with one more step, unless it costs too much or turns in a circle.
    fn begin(&mut self, least: Cost, chain: Vec<Link>, link: Link) {
        let within = least.broad_steps == self.limit.broad_steps && least <= self.limit;
        let again = chain.iter().any(|before| {
            before.to == link.to || (link.service.is_some() && before.service == link.service)
        });
        if !within || again {
            return;
        }
        let organisation = self.search.graph.organisation;
        let mut chain = chain;
        chain.push(link);
        let ids = chain.iter().flat_map(|link| {
            let service =
                link.service.map_or("", |service| &*organisation.service(service).header.id);
            [service, organisation.id_of(Subject::from(link.to))]
        });
        self.open.push(Reverse(Beginning { least, ids: ids.collect(), at: self.begun.len() }));
        self.begun.push(chain);
    }

    /// Continues chains, the best one first, until enough of them have reached the party.
    fn finish(mut self, most: usize) -> Ways {
        let mut ways = Ways::default();
        let mut before = Vec::new();
        while let Some(Reverse(Beginning { least, ids, at })) = self.open.pop() {
            let chain = std::mem::take(&mut self.begun[at]);
            let Some(last) = chain.last().copied().filter(|_| ids != before) else {
                // A file may name the same recipient of a service twice.
                continue;
            };
            before = ids;
            if self.ends_with(last) {
                if ways.found.len() == most {
                    ways.has_more = true;
                    break;
                }
                ways.found.push(Way { cost: least, chain });
                continue;
            }
            if self.begun.len() > MOST_CONTINUED {
                ways.has_more = true;
                break;
            }
            self.continue_chain(&chain, last);
        }
        ways
    }

    /// Begins a chain for each step that may follow.
    fn continue_chain(&mut self, chain: &[Link], last: Link) {
        let graph = self.search.graph;
        let broad_steps = chain.iter().filter(|link| graph.is_broad_step(**link)).count();
        let broad_steps = index32(broad_steps);
        let used = graph.use_of_step(last).into_iter().flat_map(|service| {
            let relations = graph.organisation.active_relations(service);
            relations.map(move |relation| Link { service: Some(service), to: relation.to })
        });
        let passed_on = last
            .to
            .party()
            .into_iter()
            .flat_map(|party| graph.passed_on(party))
            .map(|party| Link { service: None, to: Recipient::Party(party) });
        for link in used.chain(passed_on) {
            if let Some(rest) = self.search.cost_of_step(link, self.lane) {
                let cost = Cost {
                    broad_steps: broad_steps + rest.broad_steps,
                    steps: index32(chain.len()) + rest.steps,
                    ..rest
                };
                self.begin(cost, chain.to_vec(), link);
            }
        }
    }

    /// Whether a step leads to the party that is sought.
    fn ends_with(&self, step: Link) -> bool {
        let node = self.search.step_node(step);
        let rest = node.and_then(|node| self.search.search.arrivals.cost(node, self.lane));
        rest == Some(Cost::ZERO)
    }
}
