//! What each unit receives, and so can rate: those never asked first, then those asked longest ago.

use super::{
    fact::AskedFact,
    heads::Heads,
    question::{Answering, Asked, FormQuestion},
    sentence::Sentences,
};
use crate::{
    graph::Graph,
    id::{ServiceId, UnitId},
    model::{Date, Organisation, Recipient, Relation},
};
use std::collections::{BTreeMap, btree_map};

/// A service that a unit receives, and the recipient as which it receives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RatingQuestion {
    /// The service.
    pub service: ServiceId,
    /// The recipient with the fewest held units, then the smallest id, of those that hold the unit.
    pub recipient: Recipient,
}

/// The services that the asked units receive.
#[derive(Debug)]
pub struct RatedServices {
    of: BTreeMap<UnitId, Vec<RatingQuestion>>,
}

impl RatedServices {
    /// Finds what each asked unit receives from others.
    pub fn new(organisation: &Organisation, heads: &Heads) -> Self {
        let mut of: BTreeMap<UnitId, Vec<RatingQuestion>> = BTreeMap::new();
        for (service, _) in organisation.services() {
            let mut received: BTreeMap<UnitId, Recipient> = BTreeMap::new();
            for relation in organisation.active_relations(service) {
                for head in heads.of(organisation, relation.to) {
                    match received.entry(head) {
                        btree_map::Entry::Vacant(entry) => {
                            entry.insert(relation.to);
                        }
                        btree_map::Entry::Occupied(mut entry) => {
                            let closer = [*entry.get(), relation.to];
                            let narrowest = closer
                                .into_iter()
                                .min_by_key(|it| organisation.narrowest_first(*it));
                            entry.insert(narrowest.unwrap_or(relation.to));
                        }
                    }
                }
            }
            for (unit, recipient) in received {
                if is_of_others(organisation, service, unit) {
                    of.entry(unit).or_default().push(RatingQuestion { service, recipient });
                }
            }
        }
        for questions in of.values_mut() {
            questions.sort_by_cached_key(|one| {
                let measured = relation(organisation, *one).map(last_measured);
                (measured, &*organisation.service(one.service).header.name)
            });
        }
        Self { of }
    }

    /// What a unit receives, that which was never measured first, then the oldest.
    pub fn of(&self, unit: UnitId) -> &[RatingQuestion] {
        self.of.get(&unit).map_or(&[], Vec::as_slice)
    }

    /// How many heads can rate a relationship.
    pub fn heads_of(&self, service: ServiceId, recipient: Recipient) -> usize {
        let question = RatingQuestion { service, recipient };
        self.of.values().filter(|all| all.contains(&question)).count()
    }
}

/// Whether somebody besides a unit and its parts provides a service.
fn is_of_others(organisation: &Organisation, service: ServiceId, unit: UnitId) -> bool {
    let providers = &organisation.service(service).provided_by;
    let is_own = |provider: UnitId| organisation.is_part(provider, unit);
    !providers.iter().all(|provider| provider.unit().is_some_and(is_own))
}

fn relation(organisation: &Organisation, question: RatingQuestion) -> Option<Relation<'_>> {
    organisation
        .active_relations(question.service)
        .find(|relation| relation.to == question.recipient)
}

/// Whether a relationship was ever measured, and when last if the map says it.
pub(super) fn last_measured(relation: Relation<'_>) -> (bool, Option<Date>) {
    let newest = relation.newest();
    (newest.is_some(), newest.and_then(|newest| newest.measured.clone()))
}

/// The questions by which the services that a unit receives are rated.
pub(super) fn questions<'org>(
    graph: &Graph<'org>,
    unit: UnitId,
    rated: &RatedServices,
) -> Vec<FormQuestion<'org>> {
    let organisation = graph.organisation();
    let sentences = Sentences::new(organisation);
    let question = |one: &RatingQuestion| {
        let name = &*organisation.service(one.service).header.name;
        let providers = sentences.providers(one.service);
        FormQuestion {
            before: String::new(),
            name,
            after: String::new(),
            detail: if providers == name { String::new() } else { format!("by {providers}") },
            answering: Answering::Score(Asked::new(
                graph,
                AskedFact::Score(one.service, one.recipient),
            )),
            fields: Vec::new(),
        }
    };
    rated.of(unit).iter().map(question).collect()
}
