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
            found.services.extend(realized.filter(|other| *other != found.service));
            return true;
        }
        let performers = self.links.performers(to, &mut self.used);
        found.units.extend(self.units.standing(performers.iter().copied()));
        !performers.is_empty()
    }

    /// Adds the services, but for those of which nobody knows who provides them.
    pub(super) fn add_services(&mut self, draft: &mut Draft) {
        let services = std::mem::take(&mut self.services);
        let without = services.iter().filter(|one| one.providers.is_empty());
        let without: BTreeSet<usize> = without.map(|one| one.service).collect();
        if !without.is_empty() {
            let names = self.names(without.iter().copied());
            let what = match &self.choices.provider {
                Some(provider) => {
                    format!("provided by {}, as you say, for the model doesn't", provider.value)
                }
                None => "services left out, for the model doesn't tell who provides them \
                         (else: --provider NAME, or --provider organisation)"
                    .to_owned(),
            };
            self.told.notes.push(format!("{what}: {names}"));
        }
        let left_out = match self.choices.provider {
            Some(_) => BTreeSet::new(),
            None => without,
        };
        for found in services.iter().filter(|found| !left_out.contains(&found.service)) {
            let Some(mut entry) = self.entry(found.service) else {
                continue;
            };
            let serves = self.served(found, &left_out);
            let keys = [("provided_by", self.providers(found))].into_iter().chain(serves);
            entry.keys.splice(0..0, keys);
            draft.add(List::Services, entry);
        }
    }

    /// Who provides a service: as the model tells, else as chosen.
    fn providers(&self, found: &Found) -> Value {
        let told = found.providers.iter();
        let told = told.map(|&at| self.refer(at, keys::UNITS, "organisation"));
        let given = self.choices.provider.iter().filter(|_| found.providers.is_empty());
        let given = given.map(|provider| Value::Refer(provider.clone(), keys::UNITS));
        let mut all: Vec<Value> = told.chain(given).collect();
        match (all.pop(), all.is_empty()) {
            (Some(one), true) => one,
            (last, _) => {
                all.extend(last);
                Value::List(all)
            }
        }
    }

    /// Whom a service serves: units, then services, none of those that are left out.
    fn served(&self, found: &Found, left_out: &BTreeSet<usize>) -> Option<(&'static str, Value)> {
        let units = found.units.iter();
        let units = units.map(|&at| self.refer(at, keys::RECIPIENTS, "everyone"));
        let services = found.services.iter().filter(|other| !left_out.contains(other));
        let services = services.map(|&at| self.refer(at, keys::RECIPIENTS, ""));
        let all: Vec<Value> = units.chain(services).collect();
        (!all.is_empty()).then_some(("serves", Value::List(all)))
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
