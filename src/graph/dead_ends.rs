//! Questions to the graph that need no costs: how far parties are from any service, and where chains end inside.

use super::{Graph, uses::restricted_use};
use crate::{
    id::{PartyId, ServiceId, Subject, UnitId},
    model::{Recipient, Relation},
};
use rustc_hash::FxHashSet;
use std::collections::VecDeque;

/// The most services and recipients that the search for dead ends visits: enough to name a few ends.
const LOOK: usize = 2_000;

impl Graph<'_> {
    /// For each party the steps of the least chain that begins with any service of the organisation; `None` where no service
    /// serves the party, nor a party that passes on to it.
    pub fn steps_to_parties(&self) -> &[Option<u32>] {
        self.steps_to_parties.get_or_init(|| {
            let mut steps = vec![None; self.organisation.parties().len()];
            let services = self.organisation.services();
            let relations = services.flat_map(|(id, _)| self.organisation.active_relations(id));
            // SPEC 3.3: being served is the first step, being passed on to one more for each party
            // in between.
            let mut layer: Vec<PartyId> =
                relations.filter_map(|relation| relation.to.party()).collect();
            let mut step = 1;
            while !layer.is_empty() {
                let mut next = Vec::new();
                for party in layer {
                    // The first visit is the nearest; later ones, and circles of `reaches`, change
                    // nothing.
                    if steps[party.index()].is_none() {
                        steps[party.index()] = Some(step);
                        next.extend(self.passed_on(party));
                    }
                }
                layer = next;
                step += 1;
            }
            steps
        })
    }

    /// Where the chains of a unit end inside: recipients that use what they get for nothing further, at most `most`,
    /// the nearest first.
    pub fn dead_ends(&self, unit: UnitId, most: usize) -> Vec<Recipient> {
        let mut open: VecDeque<ServiceId> = self.services_of(unit).into();
        // A message names a few ends: a service that thousands of units share must not make it
        // slow.
        open.truncate(LOOK);
        let mut seen: FxHashSet<ServiceId> = open.iter().copied().collect();
        let mut met: FxHashSet<Recipient> = FxHashSet::default();
        let mut ends = Vec::new();
        while let Some(service) = open.pop_front().filter(|_| ends.len() < most) {
            let mut relations: Vec<Relation<'_>> =
                self.organisation.active_relations(service).take(LOOK).collect();
            if relations.is_empty() {
                // A service that serves nobody is itself where the chain ends.
                ends.push(Recipient::Service(service));
            }
            // By id, so that the ends named do not depend on the order of the file.
            relations.sort_by_key(|one| self.organisation.id_of(Subject::from(one.to)));
            for relation in relations {
                let used = self.some_of_use(&relation);
                // A payer, a prospect or a former customer is an end as well: no customer outside.
                let customer = relation.to.party();
                let is_customer =
                    customer.is_some_and(|it| self.organisation.is_active_beneficiary(it));
                let is_end = used.is_empty() && !is_customer;
                if met.insert(relation.to) && is_end {
                    ends.push(relation.to);
                }
                open.extend(used.into_iter().filter(|used| seen.insert(*used)));
            }
            if seen.len() + met.len() > LOOK {
                break;
            }
        }
        ends.truncate(most);
        ends
    }

    /// The services that the recipient of a relationship uses it for, by id; of many only some.
    fn some_of_use(&self, relation: &Relation<'_>) -> Vec<ServiceId> {
        if restricted_use(relation).is_some() {
            return self.use_of(relation);
        }
        let mut used: Vec<ServiceId> = self.services_in_use(relation.to).take(LOOK).collect();
        self.sort_by_id(&mut used);
        used
    }
}
