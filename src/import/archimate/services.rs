//! The services of a model: who provides each, and whom it serves.

use super::{links::Link, map::Mapper};
use crate::import::{Draft, List, Value, keys};
use std::collections::BTreeSet;

/// A service with those at its ends, by their numbers.
pub(super) struct Found {
    service: usize,
    providers: BTreeSet<usize>,
    units: BTreeSet<usize>,
    services: BTreeSet<usize>,
}

impl Mapper<'_> {
    /// Finds who provides each service and whom it serves.
    pub(super) fn services(&mut self) {
        for service in 0..self.links.model.elements.len() {
            if !self.links.is(service, &["BusinessService"]) {
                continue;
            }
            let performers = self.links.performers(service, &mut self.used);
            let mut found = Found {
                service,
                providers: self.units.standing(performers),
                units: BTreeSet::new(),
                services: BTreeSet::new(),
            };
            let serving: Vec<Link> = self.links.from(service, &["Serving"]).collect();
            for link in serving {
                self.used[link.relation] = self.serve(link.other, &mut found);
            }
            self.provides.extend(&found.providers);
            self.receives.extend(&found.units);
            self.services.push(found);
        }
    }

    /// Takes one whom a service serves: a unit, a service, or what a behaviour realizes or who performs it.
    fn serve(&mut self, to: usize, found: &mut Found) -> bool {
        if self.links.is_active(to) {
            found.units.extend(self.units.standing([to]));
            return true;
        }
        if self.links.is(to, &["BusinessService"]) {
            found.services.insert(to);
            return true;
        }
        let realized = self.links.realized(to);
        if !realized.is_empty() {
            let realized = realized.iter().map(|link| link.other);
            found
                .services
                .extend(realized.filter(|other| *other != found.service));
            return true;
        }
        let performers = self.links.performers(to, &mut self.used);
        found
            .units
            .extend(self.units.standing(performers.iter().copied()));
        !performers.is_empty()
    }

    pub(super) fn add_services(&mut self, draft: &mut Draft) {
        let services = std::mem::take(&mut self.services);
        let without = services.iter().filter(|one| one.providers.is_empty());
        let without: BTreeSet<usize> = without.map(|one| one.service).collect();
        let given = self.choices.provider.clone();
        if !without.is_empty() {
            let names = self.names(without.iter().copied());
            let what = match &given {
                Some(provider) => format!(
                    "provided by {}, as you say, for the model doesn't",
                    provider.value
                ),
                None => "services left out, for the model doesn't tell who provides them \
                         (else: --provider NAME, or --provider organisation)"
                    .to_owned(),
            };
            self.told.notes.push(format!("{what}: {names}"));
        }
        for found in services {
            let left_out = |service: &usize| given.is_none() && without.contains(service);
            if left_out(&found.service) {
                continue;
            }
            let Some(mut entry) = self.entry(found.service) else {
                continue;
            };
            let mut providers: Vec<Value> = found
                .providers
                .iter()
                .map(|&at| self.refer(at, keys::UNITS, "organisation"))
                .collect();
            if providers.is_empty() {
                providers.extend(
                    given
                        .clone()
                        .map(|provider| Value::Refer(provider, keys::UNITS)),
                );
            }
            let units = found
                .units
                .iter()
                .map(|&at| self.refer(at, keys::RECIPIENTS, "everyone"));
            let services = found.services.iter().filter(|other| !left_out(other));
            let services = services.map(|&at| self.refer(at, keys::RECIPIENTS, ""));
            let serves: Vec<Value> = units.chain(services).collect();
            let serves = (!serves.is_empty()).then_some(("serves", Value::List(serves)));
            let keys = [("provided_by", Value::List(providers))]
                .into_iter()
                .chain(serves);
            entry.keys.splice(0..0, keys);
            draft.add(List::Services, entry);
        }
    }

    /// A reference to an element; the organisation has a word of its own.
    fn refer(&self, at: usize, lists: &'static [List], organisation: &str) -> Value {
        let mut id = self.element(at).id.clone();
        if Some(at) == self.organisation {
            id.value = organisation.into();
            return Value::Text(id);
        }
        Value::Refer(id, lists)
    }
}
