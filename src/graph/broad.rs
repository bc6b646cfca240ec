//! Which steps are broad (SPEC 3.3).

use super::Graph;
use crate::{
    id::{GroupId, ServiceId},
    model::{GroupKind, Recipient},
};

impl Graph<'_> {
    /// Finds the recipients a step to whom is broad: what they use is at least one service, and at least half of all
    /// services that units provide.
    pub(super) fn find_broad(&mut self) {
        let mut counter = Counter::new(self.organisation.services().len());
        let all = counter.distinct(self.provided.iter().copied()).count();
        let mut broad_groups = Vec::with_capacity(self.organisation.groups().len());
        for (id, group) in self.organisation.groups() {
            let is_broad =
                group.kind == GroupKind::Group && self.is_group_broad(id, all, &mut counter);
            broad_groups.push(is_broad);
        }
        self.broad_everyone = all > 0;
        self.broad_groups = broad_groups;
    }

    /// Whether a group uses at least half of `all` services. Nearly always the numbers of what its parts provide
    /// decide; services are counted one by one only where some of them have several providers.
    fn is_group_broad(&self, id: GroupId, all: usize, counter: &mut Counter) -> bool {
        let enough = all.div_ceil(2).max(1);
        let group = Recipient::Group(id);
        let own = self.uses_of(group).into_iter();
        let own: usize = own.map(|part| self.services_of_part(part).len()).sum();
        // Its own parts are apart: a provision is counted twice only where a service has another provider.
        let repeated = self.provided.len() - all;
        if own >= enough + repeated {
            return true;
        }
        let parts = self.parts_of_use(group);
        let at_most: usize = parts.map(|part| self.services_of_part(part).len()).sum();
        at_most >= enough
            && counter.distinct(self.services_in_use(group)).take(enough).count() == enough
    }
}

/// Counts services, each once a round.
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
            std::mem::replace(&mut self.last[service.index()], self.round) != self.round
        })
    }
}
