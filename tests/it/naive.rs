//! A second derivation of SPEC 3.1 to 3.6: written from its sentences, on ids alone, without thought of speed.
//!
//! It shares no code with `custmap::graph` and `custmap::analysis`: chains are lists of steps that are made
//! longer and compared as they stand, forwards from the unit. Where it and the crate disagree, one is wrong.

use custmap::{
    id::Subject,
    model::{
        Date, Organisation, OrganisationKind, PaidBy, PartyKind, PartyList, Payer, Payment,
        Provider, Recipient, Satisfaction, ServiceStatus, Status,
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
    pub(crate) through: Vec<String>,
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
    pub(crate) basis: &'static str,
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

/// A chain as 3.3 compares it: broad steps, steps, whether it is not funded, then (service, recipient) step by step. The
/// service is blank where a party passes on.
type Chain = (u32, u32, bool, Vec<(String, String)>);

/// A payment: payer, amount, as, basis.
type Paid = (String, Option<f64>, Option<&'static str>, &'static str);

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
    /// The parties that are no payers.
    beneficiaries: Ids,
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
            beneficiaries: organisation
                .parties()
                .filter(|(_, one)| one.list == PartyList::Beneficiary)
                .map(|(at, _)| id(Subject::Party(at)))
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
        &self.organisation.header.id
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

    /// 3.3 "A step is broad when its recipient is `everyone` or a group, and its use holds at least half of all active
    /// services that units provide, and these have at least two units among their providers"
    pub(crate) fn is_broad(&self, recipient: &str) -> bool {
        if recipient != EVERYONE && !self.groups.contains_key(recipient) {
            return false;
        }
        let of_units = self.provided_by(&self.held(EVERYONE)).len();
        let used = self.put_to_work(recipient);
        let providers = used.iter().flat_map(|service| &self.services[service].providers);
        let providers: BTreeSet<&String> =
            providers.filter(|provider| self.part_of.contains_key(*provider)).collect();
        2 * used.len() >= of_units && providers.len() >= 2
    }

    /// 3.3 The chain that is shown from some services to each recipient that they come to.
    fn chains(&self, from: &Ids) -> BTreeMap<String, Chain> {
        let mut longer: BTreeSet<Chain> = BTreeSet::new();
        self.serve(from, &(0, 0, false, Vec::new()), &mut longer);
        self.longer_chains(longer)
    }

    /// The best chain to each recipient of those that begin with some chains.
    fn longer_chains(&self, mut longer: BTreeSet<Chain>) -> BTreeMap<String, Chain> {
        let mut best: BTreeMap<String, Chain> = BTreeMap::new();
        while let Some(chain) = longer.pop_first() {
            let (_, to) = chain.3.last().expect("a chain has a step").clone();
            if best.get(&to).is_some_and(|known| *known <= chain) {
                continue;
            }
            best.insert(to.clone(), chain.clone());
            match self.parties.get(&to) {
                None => self.serve(&self.put_to_work(&to), &chain, &mut longer),
                Some(false) => {}
                Some(true) => longer.extend(self.reaches[&to].iter().map(|reached| {
                    let mut steps = chain.3.clone();
                    steps.push((String::new(), reached.clone()));
                    (chain.0, chain.1 + 1, chain.2, steps)
                })),
            }
        }
        best
    }

    /// Adds to `longer` the chain with every step that some services make.
    fn serve(&self, services: &Ids, chain: &Chain, longer: &mut BTreeSet<Chain>) {
        for service in services {
            for (to, _) in &self.services[service].serves {
                let mut steps = chain.3.clone();
                steps.push((service.clone(), to.clone()));
                let is_unfunded = self.parties.contains_key(to) && !self.is_funded(service);
                let broad = chain.0 + u32::from(self.is_broad(to));
                longer.insert((broad, chain.1 + 1, is_unfunded, steps));
            }
        }
    }

    /// 3.3 "the last service in it has a `paid_by` of its own that names a party"
    fn is_funded(&self, service: &str) -> bool {
        let payments = self.services[service].paid_by.iter().flatten();
        let served = self.beneficiaries_served(service);
        payments.into_iter().any(|payment| match payment.from {
            PaidBy::One(payer) => matches!(payer, Payer::Party(_)),
            PaidBy::Recipients => !served.is_empty(),
        })
    }

    /// The active beneficiaries that a service serves.
    fn beneficiaries_served(&self, service: &str) -> Ids {
        let served = self.services[service].serves.iter().map(|(to, _)| to);
        served.filter(|to| self.is_customer(to)).cloned().collect()
    }

    fn is_customer(&self, party: &str) -> bool {
        self.parties.get(party) == Some(&true) && self.beneficiaries.contains(party)
    }

    /// 3.3 "the recipients of the first steps of all chains equal in broad steps, steps and funded": each first step is
    /// tried alone.
    fn through(&self, services: &Ids, party: &str, least: &Chain) -> Vec<String> {
        let mut through = Ids::new();
        for service in services {
            for (to, _) in &self.services[service].serves {
                let mut first = BTreeSet::new();
                let broad = u32::from(self.is_broad(to));
                let is_unfunded = self.parties.contains_key(to) && !self.is_funded(service);
                let steps = vec![(service.clone(), to.clone())];
                first.insert((broad, 1, is_unfunded, steps));
                let best = self.longer_chains(first);
                let same =
                    |chain: &Chain| (chain.0, chain.1, chain.2) == (least.0, least.1, least.2);
                if best.get(party).is_some_and(same) {
                    through.insert(to.clone());
                }
            }
        }
        through.into_iter().collect()
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
            (0, 1, ..) => "direct",
            (0, ..) => "through",
            _ => "broad",
        }
    }

    /// 3.4, in the order of part 5
    fn primary(&self, unit: &str, whole: &BTreeMap<String, Chain>) -> Vec<PrimaryRow> {
        let own_services = self.services_of(unit);
        let own = self.chains(&own_services);
        let mut rows = Vec::new();
        for party in self.parties.keys().filter(|party| self.is_customer(party)) {
            let mut row = PrimaryRow {
                id: party.clone(),
                reach: "shared",
                broad_steps: None,
                steps: None,
                shared_with: None,
                shared_reach: None,
                services: Vec::new(),
                chain: Vec::new(),
                through: Vec::new(),
                satisfaction: None,
            };
            if let Some(chain) = own.get(party) {
                row.reach = Self::reach(chain);
                (row.broad_steps, row.steps) = (Some(chain.0), Some(chain.1));
                row.chain.clone_from(&chain.3);
                row.services = vec![chain.3[0].0.clone()];
                if row.reach == "direct" {
                    let serves = |service: &&String| self.serves(service, party);
                    row.services = own_services.iter().filter(serves).cloned().collect();
                    let pairs = row.services.iter();
                    row.satisfaction =
                        self.lowest(pairs.map(|service| (service.as_str(), party.as_str())));
                } else {
                    row.through = self.through(&own_services, party, chain);
                }
            } else if whole.contains_key(party) {
                let candidates = self.led_by(unit).into_iter().chain(self.around(unit));
                let chains = candidates.map(|department| {
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

    /// The payments that a `paid_by` names.
    fn named(&self, payments: &[Payment], served: &Ids, basis: &'static str) -> Vec<Paid> {
        let mut all = Vec::new();
        for payment in payments {
            let from = match payment.from {
                PaidBy::One(payer) => {
                    Ids::from([self.organisation.id_of(Subject::from(payer)).to_owned()])
                }
                PaidBy::Recipients => served.clone(),
            };
            let paid_as = payment.paid_as.map(custmap::model::PaidAs::word);
            all.extend(from.into_iter().map(|from| (from, payment.amount, paid_as, basis)));
        }
        all
    }

    /// 3.6 "those that no active service's own `paid_by` names"
    fn stated_payers(&self) -> Ids {
        let services = self.services.iter();
        let stated = services.flat_map(|(id, service)| {
            let payments = service.paid_by.as_deref().unwrap_or_default();
            self.named(payments, &self.beneficiaries_served(id), "stated")
        });
        stated.map(|(payer, ..)| payer).collect()
    }

    /// 3.6, each payer as it is named
    fn paid(&self, id: &str) -> Vec<Paid> {
        let service = &self.services[id];
        let served = self.beneficiaries_served(id);
        if let Some(payments) = &service.paid_by {
            return self.named(payments, &served, "stated");
        }
        let mut all = Vec::new();
        let is_service = |to: &String| self.services.contains_key(to);
        let mut recipients = service.serves.iter().map(|(to, _)| to);
        if recipients.any(|to| is_service(to) || !self.held(to).is_empty()) {
            all.push((self.organisation_id().to_owned(), None, None, "default"));
        }
        if served.is_empty() {
            return all;
        }
        if let Some(payments) = &self.organisation.paid_by {
            all.extend(self.named(payments, &served, "default"));
        } else if self.organisation.kind == OrganisationKind::Company {
            let buys = |party: &&String| {
                let kind = self.party_kind(party);
                kind == PartyKind::Person || kind == PartyKind::Business
            };
            let buyers: Ids = served.iter().filter(buys).cloned().collect();
            if buyers.is_empty() {
                all.push((self.organisation_id().to_owned(), None, None, "assumed"));
            }
            let assumed = buyers.difference(&self.stated_payers()).cloned().collect::<Vec<_>>();
            all.extend(assumed.into_iter().map(|party| (party, None, None, "assumed")));
        }
        all
    }

    fn party_kind(&self, id: &str) -> PartyKind {
        let mut parties = self.organisation.parties();
        parties.find(|(_, party)| *party.header.id == *id).expect("a party").1.kind
    }

    fn payers(&self, unit: &str) -> Vec<PayerRow> {
        let mut rows: BTreeMap<String, PayerRow> = BTreeMap::new();
        for service in self.services_of(unit) {
            for (payer, amount, paid_as, basis) in self.paid(&service) {
                let row = rows.entry(payer.clone()).or_insert_with(|| PayerRow {
                    id: payer,
                    services: Vec::new(),
                    amount: None,
                    basis,
                    paid_as: BTreeSet::new(),
                });
                // "stated" and "default" come before "assumed" by strength, not by letter.
                let strength =
                    |basis| ["stated", "default", "assumed"].iter().position(|one| *one == basis);
                if strength(basis) < strength(row.basis) {
                    row.basis = basis;
                }
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
            let serves = organisation.all_relations(at);
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
