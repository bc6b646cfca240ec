//! A second derivation of SPEC 3.1 to 3.6: written from its sentences, on ids alone, without thought of speed.
//!
//! It shares no code with `custmap::graph` and `custmap::analysis`: chains are lists of steps that are made
//! longer and compared as they stand, forwards from the unit. Where it and the crate disagree, one is wrong.

use custmap::{
    id::Subject,
    model::{
        Date, Organisation, OrganisationKind, PaidBy, Payer, Payment, Provider, Recipient,
        Satisfaction, ServiceStatus, Status,
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// What a primary customer's row says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PrimaryRow {
    pub(crate) id: String,
    pub(crate) reach: &'static str,
    pub(crate) broad_steps: Option<u32>,
    pub(crate) steps: Option<u32>,
    pub(crate) shared_with: Option<String>,
    pub(crate) shared_reach: Option<&'static str>,
    pub(crate) services: Vec<String>,
    pub(crate) chain: Vec<(String, String)>,
    pub(crate) satisfaction: Option<f64>,
}

/// What a secondary customer's row says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SecondaryRow {
    pub(crate) id: String,
    pub(crate) shared_with: Option<String>,
    pub(crate) services: Vec<String>,
    pub(crate) members: usize,
    pub(crate) satisfaction: Option<f64>,
}

/// What a payer's row says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PayerRow {
    pub(crate) id: String,
    pub(crate) services: Vec<String>,
    pub(crate) amount: Option<f64>,
    pub(crate) paid_as: BTreeSet<&'static str>,
}

/// All that is derived of one unit, its rows in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct UnitFacts {
    pub(crate) primary: Vec<PrimaryRow>,
    pub(crate) secondary: Vec<SecondaryRow>,
    pub(crate) payers: Vec<PayerRow>,
}

/// All that is derived, by the id of the unit.
pub(crate) type Facts = BTreeMap<String, UnitFacts>;

/// Ids, each once, by Unicode code point.
type Ids = BTreeSet<String>;

/// A chain as 3.3 compares it: broad steps, steps, then (service, recipient) step by step. The service is
/// blank where a party passes on.
type Chain = (u32, u32, Vec<(String, String)>);

/// Recipients inside that use something, each with the (service, recipient as named) by which they do.
type Users = BTreeMap<String, BTreeSet<(String, String)>>;

/// What a service is, in ids.
struct Service {
    providers: Ids,
    serves: Vec<(String, Vec<Satisfaction>)>,
    paid_by: Option<Vec<Payment>>,
}

/// An organisation as ids.
pub(crate) struct Naive<'org> {
    organisation: &'org Organisation,
    /// What each unit is part of.
    part_of: BTreeMap<String, Option<String>>,
    people: Ids,
    /// For each department who leads it.
    lead: BTreeMap<String, String>,
    groups: BTreeMap<String, Ids>,
    /// The active ones; of their recipients, those that can receive.
    services: BTreeMap<String, Service>,
    /// The parties: whether each is active.
    parties: BTreeMap<String, bool>,
    reaches: BTreeMap<String, Ids>,
}

const EVERYONE: &str = "everyone";

impl<'org> Naive<'org> {
    pub(crate) fn new(organisation: &'org Organisation) -> Self {
        let id = |subject: Subject| organisation.id_of(subject).to_owned();
        let unit = |unit| id(Subject::Unit(unit));
        let units = || organisation.units();
        let departments = || units().filter_map(|(at, one)| Some((at, one.department()?)));
        Self {
            organisation,
            part_of: units().map(|(at, one)| (unit(at), one.part_of.map(unit))).collect(),
            people: units()
                .filter(|(_, one)| one.person().is_some())
                .map(|(at, _)| unit(at))
                .collect(),
            lead: departments().filter_map(|(at, one)| Some((unit(at), unit(one.lead?)))).collect(),
            groups: organisation
                .groups()
                .map(|(at, one)| (id(Subject::Group(at)), one.held.units().map(unit).collect()))
                .collect(),
            services: services(organisation),
            parties: organisation
                .parties()
                .map(|(at, one)| (id(Subject::Party(at)), one.status == Status::Active))
                .collect(),
            reaches: organisation
                .parties()
                .map(|(at, one)| {
                    let reached = one.reaches.iter().map(|(to, _)| id(Subject::Party(*to)));
                    (id(Subject::Party(at)), reached.collect())
                })
                .collect(),
        }
    }

    /// Everything about every unit.
    pub(crate) fn facts(&self) -> Facts {
        let whole = self.chains(&self.services.keys().cloned().collect());
        let unit = |unit: &String| UnitFacts {
            primary: self.primary(unit, &whole),
            secondary: self.secondary(unit),
            payers: self.payers(unit),
        };
        self.part_of.keys().map(|id| (id.clone(), unit(id))).collect()
    }

    fn name(&self, id: &str) -> String {
        let mut all = self.organisation.subjects();
        let subject = all.find(|subject| self.organisation.id_of(*subject) == id);
        let name = subject.map(|subject| self.organisation.name_of(subject));
        name.expect("every id is somebody's").to_owned()
    }

    fn organisation_id(&self) -> &str {
        &self.organisation.about.id
    }

    /// "the departments that it is part of", nearest first.
    fn around(&self, unit: &str) -> Vec<String> {
        let mut all = Vec::new();
        let mut at = &self.part_of[unit];
        while let Some(up) = at {
            all.push(up.clone());
            at = &self.part_of[up];
        }
        all
    }

    /// "its whole subtree, itself included"
    fn parts(&self, unit: &str) -> Ids {
        let all = self.part_of.keys();
        let is_part = |one: &&String| *one == unit || self.around(one).contains(&unit.to_owned());
        all.filter(is_part).cloned().collect()
    }

    /// "of a unit: its parts; of a group: part 2; of `everyone`: all units; of a service or a party: none"
    fn held(&self, recipient: &str) -> Ids {
        if recipient == EVERYONE || recipient == self.organisation_id() {
            return self.part_of.keys().cloned().collect();
        }
        if self.part_of.contains_key(recipient) {
            return self.parts(recipient);
        }
        self.groups.get(recipient).cloned().unwrap_or_default()
    }

    fn provided_by(&self, units: &Ids) -> Ids {
        let provide = |service: &Service| !service.providers.is_disjoint(units);
        let provided = self.services.iter().filter(|(_, service)| provide(service));
        provided.map(|(id, _)| id.clone()).collect()
    }

    /// 3.1 "the services provided by u or by any of its parts"
    fn services_of(&self, unit: &str) -> Ids {
        self.provided_by(&self.parts(unit))
    }

    /// 3.2
    pub(crate) fn put_to_work(&self, recipient: &str) -> Ids {
        if self.services.contains_key(recipient) {
            return Ids::from([recipient.to_owned()]);
        }
        let held = self.held(recipient);
        let mut used = self.provided_by(&held);
        let mut open: Vec<String> = held.intersection(&self.people).cloned().collect();
        let mut seen = Ids::new();
        while let Some(person) = open.pop() {
            if !seen.insert(person.clone()) {
                continue;
            }
            used.extend(self.provided_by(&Ids::from([person.clone()])));
            let department = self.part_of[&person].clone();
            used.extend(self.provided_by(&department.into_iter().collect()));
            for led in self.led_by(&person) {
                let parts = self.parts(&led);
                used.extend(self.provided_by(&parts));
                open.extend(parts.intersection(&self.people).cloned());
            }
        }
        used
    }

    /// The departments that a person leads, by id.
    fn led_by(&self, person: &str) -> Vec<String> {
        let led = self.lead.iter().filter(|(_, lead)| *lead == person);
        led.map(|(department, _)| department.clone()).collect()
    }

    /// 3.3 "A step is broad when its recipient is `everyone` or a group, and W of it holds at least one and at
    /// least half of all services that units provide"
    pub(crate) fn is_broad(&self, recipient: &str) -> bool {
        if recipient != EVERYONE && !self.groups.contains_key(recipient) {
            return false;
        }
        let of_units = self.provided_by(&self.held(EVERYONE)).len();
        let used = self.put_to_work(recipient).len();
        used >= 1 && 2 * used >= of_units
    }

    /// 3.3 The chain that is shown from some services to each recipient that they come to.
    fn chains(&self, from: &Ids) -> BTreeMap<String, Chain> {
        let mut best: BTreeMap<String, Chain> = BTreeMap::new();
        let mut longer: BTreeSet<Chain> = BTreeSet::new();
        self.serve(from, &(0, 0, Vec::new()), &mut longer);
        while let Some(chain) = longer.pop_first() {
            let (_, to) = chain.2.last().expect("a chain has a step").clone();
            if best.get(&to).is_some_and(|known| *known <= chain) {
                continue;
            }
            best.insert(to.clone(), chain.clone());
            match self.parties.get(&to) {
                None => self.serve(&self.put_to_work(&to), &chain, &mut longer),
                Some(false) => {}
                Some(true) => longer.extend(self.reaches[&to].iter().map(|reached| {
                    let mut steps = chain.2.clone();
                    steps.push((String::new(), reached.clone()));
                    (chain.0, chain.1 + 1, steps)
                })),
            }
        }
        best
    }

    /// Adds to `longer` the chain with every step that some services make.
    fn serve(&self, services: &Ids, chain: &Chain, longer: &mut BTreeSet<Chain>) {
        for service in services {
            for (to, _) in &self.services[service].serves {
                let mut steps = chain.2.clone();
                steps.push((service.clone(), to.clone()));
                longer.insert((chain.0 + u32::from(self.is_broad(to)), chain.1 + 1, steps));
            }
        }
    }

    /// Whether each step of a chain from a unit to a party may follow the one before it (3.3).
    pub(crate) fn is_chain(&self, unit: &str, party: &str, chain: &[(String, String)]) -> bool {
        let mut usable = self.services_of(unit);
        let mut at: Option<&str> = None;
        for (service, to) in chain {
            let step = if service.is_empty() {
                at.is_some_and(|at| {
                    self.parties.get(at) == Some(&true) && self.reaches[at].contains(to)
                })
            } else {
                let serves = self.services.get(service).map(|service| &service.serves);
                usable.contains(service)
                    && serves.is_some_and(|all| all.iter().any(|(recipient, _)| recipient == to))
            };
            if !step {
                return false;
            }
            usable = self.put_to_work(to);
            at = Some(to);
        }
        at == Some(party)
    }

    fn reach(chain: &Chain) -> &'static str {
        match chain {
            (0, 1, _) => "direct",
            (0, ..) => "through",
            _ => "broad",
        }
    }

    /// 3.4, in the order of part 5
    fn primary(&self, unit: &str, whole: &BTreeMap<String, Chain>) -> Vec<PrimaryRow> {
        let own_services = self.services_of(unit);
        let own = self.chains(&own_services);
        let mut rows = Vec::new();
        for (party, _) in self.parties.iter().filter(|(_, active)| **active) {
            let mut row = PrimaryRow {
                id: party.clone(),
                reach: "shared",
                broad_steps: None,
                steps: None,
                shared_with: None,
                shared_reach: None,
                services: Vec::new(),
                chain: Vec::new(),
                satisfaction: None,
            };
            if let Some(chain) = own.get(party) {
                row.reach = Self::reach(chain);
                (row.broad_steps, row.steps) = (Some(chain.0), Some(chain.1));
                row.chain.clone_from(&chain.2);
                row.services = vec![chain.2[0].0.clone()];
                if row.reach == "direct" {
                    let serves = |service: &&String| self.serves(service, party);
                    row.services = own_services.iter().filter(serves).cloned().collect();
                    let pairs = row.services.iter();
                    row.satisfaction =
                        self.lowest(pairs.map(|service| (service.as_str(), party.as_str())));
                }
            } else if whole.contains_key(party) {
                let around = self.around(unit).into_iter();
                let chains = around.map(|department| {
                    let chains = self.chains(&self.services_of(&department));
                    (department, chains)
                });
                let whole = (self.organisation_id().to_owned(), whole.clone());
                let mut chains = chains.chain([whole]);
                let nearest =
                    chains.find_map(|(with, chains)| Some((with, chains.get(party)?.clone())));
                let (with, chain) = nearest.expect("the whole has a chain");
                row.shared_with = Some(with);
                row.shared_reach = Some(Self::reach(&chain));
            } else {
                continue;
            }
            rows.push(row);
        }
        let order = ["direct", "through", "broad", "shared"];
        let rank = |reach| order.iter().position(|one| *one == reach);
        rows.sort_by_key(|row| {
            let steps = (row.broad_steps, row.steps);
            (rank(row.reach), steps, self.name(&row.id), row.id.clone())
        });
        rows
    }

    fn serves(&self, service: &str, recipient: &str) -> bool {
        let serves = &self.services[service].serves;
        serves.iter().any(|(to, _)| to == recipient)
    }

    /// The lowest of the newest scores of some relationships (service, recipient), of 10. Undated is oldest;
    /// of equally new ones the lowest counts.
    fn lowest<'s>(&self, pairs: impl Iterator<Item = (&'s str, &'s str)>) -> Option<f64> {
        let newest = |(service, recipient): (&str, &str)| {
            let serves = self.services[service].serves.iter();
            let of_pair = serves.filter(|(to, _)| to == recipient);
            let scores: Vec<(&str, f64)> = of_pair
                .flat_map(|(_, measured)| measured)
                .filter_map(|one| {
                    let date = one.measured.as_ref().map_or("", Date::as_str);
                    Some((date, one.score? * 10.0 / one.scale))
                })
                .collect();
            let date = scores.iter().map(|(date, _)| *date).max()?;
            let newest = scores.iter().filter(|(at, _)| *at == date);
            newest.map(|(_, score)| *score).min_by(f64::total_cmp)
        };
        pairs.filter_map(newest).min_by(f64::total_cmp)
    }

    /// 3.5 "a recipient that is a service stands for each of its providers"
    fn stands_for(&self, recipient: &str) -> Ids {
        if let Some(service) = self.services.get(recipient) {
            return service.providers.clone();
        }
        let inside = !self.parties.contains_key(recipient);
        inside.then(|| recipient.to_owned()).into_iter().collect()
    }

    /// 3.5 "each internal recipient of a service in S(u) that holds some unit outside u's parts"
    fn used_outside(&self, services: &Ids, parts: &Ids) -> Users {
        let mut users = Users::new();
        for service in services {
            for (to, _) in &self.services[service].serves {
                for customer in self.stands_for(to) {
                    if !self.held(&customer).is_subset(parts) {
                        let pairs = users.entry(customer).or_default();
                        pairs.insert((service.clone(), to.clone()));
                    }
                }
            }
        }
        users
    }

    fn secondary(&self, unit: &str) -> Vec<SecondaryRow> {
        let parts = self.parts(unit);
        let own = self.used_outside(&self.services_of(unit), &parts);
        let row = |id: &str, with: Option<&str>| SecondaryRow {
            id: id.to_owned(),
            shared_with: with.map(str::to_owned),
            services: Vec::new(),
            members: self.held(id).len(),
            satisfaction: None,
        };
        let mut rows: Vec<SecondaryRow> = Vec::new();
        for (customer, pairs) in &own {
            let services: Ids = pairs.iter().map(|(service, _)| service.clone()).collect();
            let pairs = pairs.iter().map(|(service, to)| (service.as_str(), to.as_str()));
            rows.push(SecondaryRow {
                services: services.into_iter().collect(),
                satisfaction: self.lowest(pairs),
                ..row(customer, None)
            });
        }
        let mut share = |with: &str, users: Users| {
            for customer in users.into_keys() {
                let known = rows.iter().any(|row| row.id == customer);
                if !known && !self.held(&customer).is_subset(&parts) {
                    rows.push(row(&customer, Some(with)));
                }
            }
        };
        for led in self.led_by(unit) {
            share(&led, self.used_outside(&self.services_of(&led), &self.parts(&led)));
        }
        for around in self.around(unit) {
            let itself = self.provided_by(&Ids::from([around.clone()]));
            share(&around, self.used_outside(&itself, &self.parts(&around)));
        }
        rows.sort_by_key(|row| (row.shared_with.is_some(), self.name(&row.id), row.id.clone()));
        rows
    }

    /// 3.6, with each payer as it is named: (payer, amount, as)
    fn paid(&self, service: &str) -> Vec<(String, Option<f64>, Option<&'static str>)> {
        let service = &self.services[service];
        let is_party = |to: &&String| self.parties.contains_key(*to);
        let recipients: Ids = service.serves.iter().map(|(to, _)| to.clone()).collect();
        let parties: Ids = recipients.iter().filter(is_party).cloned().collect();
        let stated = |payments: &[Payment]| {
            let mut all = Vec::new();
            for payment in payments {
                let from = match payment.from {
                    PaidBy::One(Payer::Organisation) => {
                        Ids::from([self.organisation_id().to_owned()])
                    }
                    PaidBy::One(Payer::Unit(unit)) => {
                        Ids::from([self.organisation.id_of(Subject::Unit(unit)).to_owned()])
                    }
                    PaidBy::One(Payer::Party(party)) => {
                        Ids::from([self.organisation.id_of(Subject::Party(party)).to_owned()])
                    }
                    PaidBy::Recipients => parties.clone(),
                };
                let paid_as = payment.paid_as.map(custmap::model::PaidAs::word);
                all.extend(from.into_iter().map(|from| (from, payment.amount, paid_as)));
            }
            all
        };
        if let Some(payments) = &service.paid_by {
            return stated(payments);
        }
        let mut all = Vec::new();
        if !parties.is_empty() {
            if let Some(payments) = &self.organisation.paid_by {
                all = stated(payments);
            } else if self.organisation.kind == OrganisationKind::Company {
                all.extend(parties.iter().map(|party| (party.clone(), None, None)));
            }
        }
        let is_service = |to: &String| self.services.contains_key(to);
        if recipients.iter().any(|to| is_service(to) || !self.held(to).is_empty()) {
            all.push((self.organisation_id().to_owned(), None, None));
        }
        all
    }

    fn payers(&self, unit: &str) -> Vec<PayerRow> {
        let mut rows: BTreeMap<String, PayerRow> = BTreeMap::new();
        for service in self.services_of(unit) {
            for (payer, amount, paid_as) in self.paid(&service) {
                let row = rows.entry(payer.clone()).or_insert_with(|| PayerRow {
                    id: payer,
                    services: Vec::new(),
                    amount: None,
                    paid_as: BTreeSet::new(),
                });
                if !row.services.contains(&service) {
                    row.services.push(service.clone());
                }
                if let Some(amount) = amount {
                    row.amount = Some(row.amount.unwrap_or(0.0) + amount);
                }
                row.paid_as.extend(paid_as);
            }
        }
        rows.into_values().collect()
    }
}

/// The active services: "only active ones provide or receive".
fn services(organisation: &Organisation) -> BTreeMap<String, Service> {
    let active = |status: ServiceStatus| status == ServiceStatus::Active;
    let receives = |to: &Recipient| match to {
        Recipient::Service(service) => active(organisation.service(*service).status()),
        Recipient::Unit(_) | Recipient::Group(_) | Recipient::Everyone | Recipient::Party(_) => {
            true
        }
    };
    let provider = |provider: &Provider| organisation.id_of(Subject::from(*provider)).to_owned();
    let all = organisation.services();
    let active = all.filter(|(_, service)| active(service.status()));
    active
        .map(|(at, service)| {
            let serves = organisation.serves(at);
            let serves = serves.filter(|relation| receives(&relation.to));
            let serves = serves.map(|relation| {
                let to = organisation.id_of(Subject::from(relation.to)).to_owned();
                (to, relation.satisfaction.to_vec())
            });
            let ids = Service {
                providers: service.provided_by.iter().map(provider).collect(),
                serves: serves.collect(),
                paid_by: service.paid_by().map(<[_]>::to_vec),
            };
            (organisation.id_of(Subject::Service(at)).to_owned(), ids)
        })
        .collect()
}
