//! The relationships of a brief: those that are worst, and whom nobody ever asked.

use super::super::{
    Line,
    anchor::anchor,
    anchor::link,
    listing::Column,
    words::{Intervals, amount, count, happy, names},
};
use crate::{
    analysis::{
        Interval, View, interval, is_unhappy, owner_and_backup, population, relations_once,
    },
    id::{ServiceId, Subject},
    model::{
        Datum, Name, Organisation, PartyKind, PartyList, Provider, Recipient, Relation,
        Satisfaction,
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// How many of the worst relationships a brief names.
const WORST: usize = 10;

/// An unhappy relationship.
#[derive(Clone, Copy, Debug)]
pub(super) struct WorstRelationship<'org> {
    pub(super) organisation: &'org Organisation,
    pub(super) service: ServiceId,
    pub(super) relation: Relation<'org>,
    newest: &'org Satisfaction,
    /// The sum that is paid a year for the service.
    amount: Option<f64>,
    /// Who owns the relationship, and in which organisation: of a division that can be somebody outside.
    owner: Option<(&'org Organisation, Subject)>,
}

/// The relationships in which somebody is unhappy, the lowest score first: at most ten.
pub(super) fn worst<'org>(view: View<'_, 'org>) -> Vec<WorstRelationship<'org>> {
    let organisation = view.organisation();
    let mut rows = Vec::new();
    for service in view.own_services().filter(|id| organisation.is_active(*id)) {
        for relation in relations_once(organisation, service) {
            if let Some(newest) = relation.newest().filter(|newest| is_unhappy(newest)) {
                let (amount, owner) = (None, None);
                rows.push(WorstRelationship {
                    organisation,
                    service,
                    relation,
                    newest,
                    amount,
                    owner,
                });
            }
        }
    }
    rows.sort_by(|a, b| {
        let score = |one: &WorstRelationship<'_>| one.newest.of_ten().unwrap_or_default();
        let ids = |one: &WorstRelationship<'org>| {
            (organisation.id_of(one.service.into()), organisation.id_of(one.relation.to.into()))
        };
        score(a).total_cmp(&score(b)).then_with(|| ids(a).cmp(&ids(b)))
    });
    rows.truncate(WORST);
    for row in &mut rows {
        row.amount = paid_for(view, row.service);
        row.owner = row.relation.to.party().and_then(|party| {
            let (declared_in, party) = view.declared(party);
            owner_and_backup(party).0.map(|owner| (declared_in, owner.into()))
        });
    }
    rows
}

/// The sum that is paid a year for a service, as far as known.
fn paid_for(view: View<'_, '_>, service: ServiceId) -> Option<f64> {
    let amounts = view.payments_for_service(service).into_iter().filter_map(|paid| paid.amount);
    amounts.reduce(|sum, amount| sum + amount)
}

/// The name of a service, linked to the card of who provides it: services have no card of their own.
pub(super) fn service_link(organisation: &Organisation, service: ServiceId) -> Line {
    let name = organisation.name_of(Subject::Service(service));
    match provider(organisation, service) {
        Some(provider) => Line::link(name, anchor(organisation, provider.into())),
        None => name.into(),
    }
}

/// Who provides a service, the first where several do.
pub(super) fn provider(organisation: &Organisation, service: ServiceId) -> Option<Provider> {
    organisation.service(service).provided_by.first().copied()
}

impl WorstRelationship<'_> {
    fn interval(&self) -> Option<Interval> {
        let population = population(self.organisation, self.relation.to);
        interval(self.newest, population).filter(|it| Intervals::Measured.shows(it))
    }

    /// `Tenants with Repairs: 4.9 of 10 (212 of 600 asked, 2026-06)`.
    pub(super) fn line(&self) -> Line {
        let mut line = link(self.organisation, self.relation.to.into());
        line.push(" with ");
        line.push_line(&service_link(self.organisation, self.service));
        let happy = happy(self.organisation, self.relation, Intervals::Measured);
        line.push(&format!(": {}", happy.trim_start_matches("unhappy: ")));
        line
    }

    /// Who is to act, and what is paid: `Owner: nobody. 14.2 M GBP a year.`
    pub(super) fn note(&self) -> Line {
        let mut line = Line::default();
        if self.relation.to.party().is_some() {
            line.push("Owner: ");
            match self.owner {
                Some((declared_in, owner)) => line.push_line(&link(declared_in, owner)),
                None => line.push("nobody"),
            }
            line.push(". ");
        }
        line.push("Provided by ");
        let providers = self.organisation.service(self.service).provided_by.iter();
        let links = providers.map(|one| link(self.organisation, (*one).into()));
        line.push_line(&names(links, usize::MAX));
        if let Some(sum) = self.amount {
            line.push(&format!(" for {} a year", amount(self.organisation, sum)));
        }
        line.push(".");
        line
    }
}

pub(super) fn worst_columns<'org>() -> Vec<Column<WorstRelationship<'org>>> {
    let column = Column::<WorstRelationship<'org>>::new;
    vec![
        column("service", |it| Datum::name(it.organisation, it.service)),
        column("service_name", |it| Datum::text(Name::of(it.organisation, it.service).name)),
        column("to", |it| Datum::name(it.organisation, it.relation.to)),
        column("to_name", |it| Datum::text(Name::of(it.organisation, it.relation.to).name)),
        column("score", |it| it.newest.of_ten().map(Datum::Score).into()),
        column("low", |it| it.interval().map(|it| Datum::Score(it.low)).into()),
        column("high", |it| it.interval().map(|it| Datum::Score(it.high)).into()),
        column("n", |it| it.newest.n.map(Datum::Count).into()),
        column("asked", |it| it.newest.asked.map(Datum::Count).into()),
        column("measured", |it| it.newest.measured.as_ref().map(Datum::date).into()),
        column("before", |it| {
            it.relation.before().and_then(Satisfaction::of_ten).map(Datum::Score).into()
        }),
        column("owner", |it| {
            it.owner.map(|(declared_in, owner)| Datum::name(declared_in, owner)).into()
        }),
        column("provided_by", |it| {
            let service = it.organisation.service(it.service);
            Datum::names(it.organisation, service.provided_by.iter().copied())
        }),
        column("amount", |it| it.amount.map(|sum| Datum::money(it.organisation, sum)).into()),
    ]
}

pub(super) const WORST_SHOWN: &[&str] =
    &["to", "service", "score", "n", "measured", "owner", "amount"];

/// Somebody who receives services and was never asked about any.
#[derive(Clone, Debug)]
pub(super) struct NeverAsked<'org> {
    pub(super) organisation: &'org Organisation,
    pub(super) to: Recipient,
    /// The services that it receives.
    pub(super) services: Vec<ServiceId>,
    /// The sum that the customer pays a year.
    pub(super) amount: Option<f64>,
    /// How many belong to it.
    members: Option<u64>,
}

/// Those who receive services and were never asked about any: those outside and groups first, by what they pay, then by
/// how many services they receive.
pub(super) fn never_asked<'org>(view: View<'_, 'org>) -> Vec<NeverAsked<'org>> {
    let organisation = view.organisation();
    let payments = view.payments_by_party();
    let mut received: BTreeMap<Recipient, (Vec<ServiceId>, bool)> = BTreeMap::new();
    for service in view.own_services().filter(|id| organisation.is_active(*id)) {
        for relation in organisation.active_relations(service) {
            let (services, is_measured) = received.entry(relation.to).or_default();
            services.push(service);
            *is_measured |= relation.newest().is_some();
        }
    }
    let is_one = |to: Recipient| match to {
        Recipient::Party(party) => {
            // SPEC 3.7: a payer that is served can be asked as well.
            organisation.is_active_party(party)
                && organisation.party(party).kind != PartyKind::Society
        }
        Recipient::Unit(_) | Recipient::Group(_) | Recipient::Everyone => {
            !organisation.holds_nobody(to)
        }
        Recipient::Service(_) => false,
    };
    let mut rows: Vec<NeverAsked<'org>> = received
        .into_iter()
        .filter(|(to, (_, is_measured))| !is_measured && is_one(*to))
        .map(|(to, (services, _))| NeverAsked {
            organisation,
            to,
            services,
            amount: to.party().and_then(|party| payments.get(party.index())?.amount),
            members: population(organisation, to),
        })
        .collect();
    let class = |one: &NeverAsked<'_>| match one.to {
        Recipient::Party(_) => 0,
        Recipient::Group(_) | Recipient::Everyone => 1,
        Recipient::Unit(_) | Recipient::Service(_) => 2,
    };
    rows.sort_by(|a, b| {
        let money = |one: &NeverAsked<'_>| one.amount.unwrap_or(0.0);
        class(a)
            .cmp(&class(b))
            .then(money(b).total_cmp(&money(a)))
            .then(b.services.len().cmp(&a.services.len()))
            .then(b.members.cmp(&a.members))
            .then_with(|| organisation.id_of(a.to.into()).cmp(organisation.id_of(b.to.into())))
    });
    // Of a division a group can be inside and outside: it is asked once.
    let mut seen = BTreeSet::new();
    rows.retain(|one| seen.insert(organisation.id_of(one.to.into())));
    rows
}

impl NeverAsked<'_> {
    /// Whether it is a payer that is served: SPEC 3.7 has these apart from customers.
    pub(super) fn is_payer(&self) -> bool {
        let list = |party| self.organisation.party(party).list;
        self.to.party().is_some_and(|party| list(party) == PartyList::Payer)
    }

    /// `Small businesses: 4 services, pays 8.2 M GBP a year`.
    pub(super) fn line(&self) -> Line {
        let mut line = link(self.organisation, self.to.into());
        let services = match self.services.as_slice() {
            [one] => {
                line.push(" about ");
                line.push_line(&service_link(self.organisation, *one));
                String::new()
            }
            several => format!(" about {}", count(several.len(), "service")),
        };
        line.push(&services);
        if let Some(sum) = self.amount {
            line.push(&format!("; pays {} a year", amount(self.organisation, sum)));
        }
        line
    }

    /// Its name, and what it pays: `Small businesses (8.2 M GBP a year)`.
    pub(super) fn short(&self) -> Line {
        let mut line = link(self.organisation, self.to.into());
        if let Some(sum) = self.amount {
            line.push(&format!(" ({} a year)", amount(self.organisation, sum)));
        }
        line
    }

    /// The kind: `party`, `group` or `unit`.
    fn kind(&self) -> &'static str {
        match self.to {
            Recipient::Party(_) => "party",
            Recipient::Group(_) | Recipient::Everyone => "group",
            Recipient::Unit(_) => "unit",
            Recipient::Service(_) => "service",
        }
    }
}

pub(super) fn never_asked_columns<'org>() -> Vec<Column<NeverAsked<'org>>> {
    let column = Column::<NeverAsked<'org>>::new;
    vec![
        column("id", |it| Datum::name(it.organisation, it.to)),
        column("name", |it| Datum::text(Name::of(it.organisation, it.to).name)),
        column("kind", |it| Datum::Word(it.kind())),
        column("services", |it| Datum::names(it.organisation, it.services.iter().copied())),
        column("members", |it| it.members.map(Datum::Count).into()),
        column("amount", |it| it.amount.map(|sum| Datum::money(it.organisation, sum)).into()),
    ]
}

pub(super) const NEVER_ASKED_SHOWN: &[&str] = &["id", "kind", "services", "amount"];
