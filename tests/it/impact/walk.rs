//! A second walk of SPEC 3.8, written from its sentences, agrees with the crate's on random organisations.

use crate::{drafts::draft, judge::sound, naive::Naive, properties::cases};
use custmap::{
    analysis::{Failing, impact},
    graph::Graph,
    id::Subject,
    input::MapFormat,
    model::{Organisation, Provider, Recipient},
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Broad steps, steps.
type Cost = (u32, u32);

/// What is affected: services and recipients, each at its least cost.
#[derive(Debug, Default, PartialEq)]
struct Affected {
    services: BTreeMap<String, Cost>,
    recipients: BTreeMap<String, Cost>,
}

struct Walk<'org> {
    organisation: &'org Organisation,
    naive: Naive<'org>,
    /// The active services: whom each serves.
    serves: BTreeMap<String, BTreeSet<String>>,
    /// The active parties: to whom each passes on.
    reaches: BTreeMap<String, BTreeSet<String>>,
}

impl<'org> Walk<'org> {
    fn new(organisation: &'org Organisation) -> Self {
        let id = |subject: Subject| organisation.id_of(subject).to_owned();
        let services = organisation.services().map(|(at, _)| at);
        let active = services.filter(|at| organisation.is_active(*at));
        let serves = active.map(|at| {
            let to = organisation.all_relations(at).map(|relation| relation.to);
            let to = to.filter(|to| match to {
                Recipient::Service(to) => organisation.is_active(*to),
                _ => true,
            });
            (id(Subject::Service(at)), to.map(|to| id(to.into())).collect())
        });
        let active = organisation.parties().filter(|(at, _)| organisation.is_active_party(*at));
        let reaches = active.map(|(at, party)| {
            let to = party.reaches.iter().map(|(to, _)| id(Subject::Party(*to)));
            (id(Subject::Party(at)), to.collect())
        });
        Self {
            organisation,
            naive: Naive::new(organisation),
            serves: serves.collect(),
            reaches: reaches.collect(),
        }
    }

    /// "x's services (S(x), or x)", and of which it could be said that they are down.
    fn start(&self, failing: Failing) -> BTreeMap<String, bool> {
        let organisation = self.organisation;
        let active = organisation.services().filter(|(at, _)| organisation.is_active(*at));
        let mut start = BTreeMap::new();
        for (at, service) in active {
            let inside = |provider: &Provider| match (provider, failing) {
                (Provider::Unit(provider), Failing::Unit(unit)) => {
                    organisation.is_part(*provider, unit)
                }
                _ => false,
            };
            let id = organisation.id_of(Subject::Service(at)).to_owned();
            if failing == Failing::Service(at) {
                start.insert(id, true);
            } else if service.provided_by.iter().any(inside) {
                start.insert(id, service.provided_by.iter().all(inside));
            }
        }
        if let Failing::Unit(unit) = failing
            && organisation.unit(unit).person().is_some()
        {
            let weakened = self.naive.put_to_work(organisation.id_of(Subject::Unit(unit)));
            for service in weakened {
                start.entry(service).or_insert(false);
            }
        }
        start
    }

    /// Goes on until nothing is affected at less any more.
    fn affected(&self, start: &BTreeMap<String, bool>) -> Affected {
        let mut affected = Affected::default();
        for service in start.keys() {
            affected.services.insert(service.clone(), (0, 1));
        }
        loop {
            let before = (affected.services.clone(), affected.recipients.clone());
            for (service, (broad, step)) in &before.0 {
                for to in &self.serves[service] {
                    let broad = broad + u32::from(self.naive.is_broad(to));
                    lower(&mut affected.recipients, to, (broad, *step));
                }
            }
            for (to, (broad, step)) in &before.1 {
                for service in self.naive.put_to_work(to) {
                    lower(&mut affected.services, &service, (*broad, step + 1));
                }
                for reached in self.reaches.get(to).into_iter().flatten() {
                    lower(&mut affected.recipients, reached, (*broad, step + 1));
                }
            }
            if before == (affected.services.clone(), affected.recipients.clone()) {
                return affected;
            }
        }
    }
}

fn lower(costs: &mut BTreeMap<String, Cost>, id: &str, cost: Cost) {
    let known = costs.entry(id.to_owned()).or_insert(cost);
    *known = cost.min(*known);
}

proptest! {
    #![proptest_config(cases(200))]

    /// Services and recipients are affected at the same costs, in the order of SPEC part 5, and down where it says so.
    #[test]
    fn a_naive_walk_agrees(draft in draft()) {
        let text = draft.yaml();
        let organisation = sound(&text, MapFormat::Yaml);
        let (graph, walk) = (Graph::build(&organisation), Walk::new(&organisation));
        let units = organisation.units().map(|(unit, _)| Failing::Unit(unit));
        let services = organisation.services().map(|(service, _)| Failing::Service(service));
        for failing in units.chain(services) {
            let start = walk.start(failing);
            let expected = walk.affected(&start);
            let found = impact(&graph, failing);
            let id = |subject: Subject| organisation.id_of(subject).to_owned();
            let services: Vec<(Cost, String)> = (found.services.iter())
                .map(|affected| ((affected.cost.broad_steps, affected.cost.steps), id(Subject::Service(affected.service))))
                .collect();
            let recipients: Vec<(Cost, String)> = (found.recipients.iter())
                .map(|(to, cost)| ((cost.broad_steps, cost.steps), id((*to).into())))
                .collect();
            prop_assert!(services.is_sorted() && recipients.is_sorted(), "{:?}\n{}", failing, text);
            let found_affected = Affected {
                services: services.into_iter().map(|(cost, id)| (id, cost)).collect(),
                recipients: recipients.into_iter().map(|(cost, id)| (id, cost)).collect(),
            };
            prop_assert_eq!(&found_affected, &expected, "{:?}\n{}", failing, text);
            for affected in &found.services {
                let down = start.get(&id(Subject::Service(affected.service))).copied();
                prop_assert_eq!(affected.down, down, "{:?}\n{}", failing, text);
            }
            let parties: BTreeSet<String> = found.parties.iter().map(|party| id(Subject::Party(*party))).collect();
            let active = expected.recipients.into_keys().filter(|id| walk.reaches.contains_key(id));
            prop_assert_eq!(parties, active.collect::<BTreeSet<_>>(), "{:?}\n{}", failing, text);
        }
    }
}
