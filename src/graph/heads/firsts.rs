//! The first steps to all that a walk has reached: the least chain to each of them, from its end.

use super::{
    super::{At, Cost, Graph, Link, serving::Serving},
    NONE,
};
use std::cmp::Ordering;

/// The first step to a recipient, behind the one that led to whom it comes from.
#[derive(Clone, Copy, Debug)]
pub(super) struct First {
    /// The step before; none for the first of a chain.
    pub(super) before: u32,
    /// The place of the service; none where a party passes on.
    pub(super) service: u32,
    pub(super) to: At,
    pub(super) cost: Cost,
}

/// The steps by their numbers.
#[derive(Debug)]
pub(super) struct Firsts<'g, 'org> {
    graph: &'g Graph<'org>,
    serving: &'g Serving,
    steps: Vec<First>,
}

impl<'g, 'org> Firsts<'g, 'org> {
    pub(super) fn new(graph: &'g Graph<'org>) -> Self {
        Self { graph, serving: graph.steps(), steps: Vec::new() }
    }

    /// Adds a step, and gives it a number.
    pub(super) fn push(&mut self, step: First) -> u32 {
        self.steps.push(step);
        At::new(self.steps.len() - 1).0
    }

    pub(super) fn get(&self, number: u32) -> Option<&First> {
        self.steps.get(number as usize)
    }

    /// Takes all steps out.
    pub(super) fn drain(&mut self) -> impl Iterator<Item = First> {
        self.steps.drain(..)
    }

    /// The chain that ends in a step.
    pub(super) fn chain(&self, last: u32) -> Vec<Link> {
        let way = std::iter::successors(self.get(last), |step| self.get(step.before));
        let links = way.filter_map(|step| {
            let service = (step.service != NONE).then(|| self.serving.service(step.service));
            let to = self.graph.recipient(step.to)?;
            Some(Link { service, to })
        });
        let mut links: Vec<Link> = links.collect();
        links.reverse();
        links
    }

    /// Which of the chains that end in two steps is smaller by ids, a service before its recipient; both cost as
    /// much.
    pub(super) fn compare(&self, a: u32, b: u32) -> Ordering {
        let organisation = self.graph.organisation;
        let [a, b] = [a, b].map(|last| self.chain(last));
        let ids = |link: Link| {
            let service = link.service.map(|service| &*organisation.service(service).about.id);
            (service, organisation.id_of(link.to.into()))
        };
        a.into_iter().map(ids).cmp(b.into_iter().map(ids))
    }
}
