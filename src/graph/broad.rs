//! Which steps are broad (SPEC 3.3).

use super::{Graph, chain::Link, uses::restricted_use};
use crate::{
    id::{GroupId, ServiceId},
    model::{GroupKind, Recipient, Relation},
};

impl Graph<'_> {
    /// Finds the recipients a step to whom is broad, unless its use is restricted: they use at least half of all services
    /// that units provide, and these have at least two units among their providers.
    pub(super) fn find_broad(&mut self) {
        let mut counter = Counter::new(self.organisation.services().len());
        // SPEC 3.3: half of all active services that units provide; those of the organisation
        // itself do not count.
        let all = counter.distinct(self.provided.iter().copied()).count();
        self.half_of_services = all.div_ceil(2).max(1);
        let mut broad_groups = Vec::with_capacity(self.organisation.groups().len());
        for (id, group) in self.organisation.groups() {
            let is_broad =
                // SPEC 3.9: a step to a department around a division is never broad, though it is
                // held like a group.
                group.kind == GroupKind::Group && self.is_group_broad(id, all, &mut counter);
            broad_groups.push(is_broad);
        }
        self.broad_everyone = self.have_two_providers(self.provided.iter().copied());
        self.broad_groups = broad_groups;
    }

    /// Returns true if a group uses at least half of `all` services, of two or more providers. Nearly always the numbers
    /// of services that its parts provide decide; services are counted one by one only where some have several providers.
    fn is_group_broad(&self, id: GroupId, all: usize, counter: &mut Counter) -> bool {
        let enough = self.half_of_services;
        let group = Recipient::Group(id);
        // The cheaper test goes first: it stops at the second provider.
        if !self.have_two_providers(self.services_in_use(group)) {
            return false;
        }
        let own: usize =
            self.uses_of(group).into_iter().map(|part| self.services_of_part(part).len()).sum();
        // Its own parts are apart: a provision is counted twice only where a service has another provider.
        let repeated = self.provided.len() - all;
        if own >= enough + repeated {
            return true;
        }
        let parts = self.parts_of_use(group);
        let at_most: usize = parts.map(|part| self.services_of_part(part).len()).sum();
        at_most >= enough
            // Counting stops as soon as it is enough.
            && counter.distinct(self.services_in_use(group)).take(enough).count() == enough
    }

    /// Returns true if a relationship is a broad step: one to everyone, or to a group that uses it for many services.
    pub fn is_broad(&self, relation: &Relation<'_>) -> bool {
        let by_recipient = match relation.to {
            Recipient::Group(group) => self.broad_groups[group.index()],
            Recipient::Everyone => self.broad_everyone,
            // SPEC 3.3: only a step to a group or to everyone can be broad.
            Recipient::Unit(_) | Recipient::Service(_) | Recipient::Party(_) => false,
        };
        // What is listed is less than all, so only what is broad without a list can be broad with it.
        by_recipient
            && restricted_use(relation).is_none_or(|listed| {
                listed.len() >= self.half_of_services && {
                    let used = self.use_of(relation);
                    used.len() >= self.half_of_services && self.have_two_providers(used.into_iter())
                }
            })
    }

    /// Whether a step of a chain is broad.
    pub fn is_broad_step(&self, step: Link) -> bool {
        let mut relations = step
            .service
            .map(|service| self.organisation.active_relations(service))
            .into_iter()
            .flatten();
        relations.any(|relation| relation.to == step.to && self.is_broad(&relation))
    }

    /// Whether at least two units are among the providers of some services.
    fn have_two_providers(&self, mut services: impl Iterator<Item = ServiceId>) -> bool {
        let mut first = None;
        services.any(|service| {
            let providers = self.organisation.service(service).provided_by.iter();
            let mut units = providers.filter_map(|provider| provider.unit());
            units.any(|unit| *first.get_or_insert(unit) != unit)
        })
    }
}

/// Counts distinct services, in rounds.
struct Counter {
    /// For each service the round in which it was counted last.
    last: Vec<u32>,
    round: u32,
}

impl Counter {
    fn new(services: usize) -> Self {
        Self { last: vec![0; services], round: 0 }
    }

    /// Begins a round: the services without repetitions.
    fn distinct(
        &mut self,
        services: impl Iterator<Item = ServiceId>,
    ) -> impl Iterator<Item = ServiceId> {
        self.round += 1;
        services.filter(|service| {
            // Numbered rounds save clearing the table for every group.
            std::mem::replace(&mut self.last[service.index()], self.round) != self.round
        })
    }
}
