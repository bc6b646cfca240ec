//! Single points of failure: persons who alone do something, and services on which many depend.

use super::{
    super::{
        Line,
        anchor::link,
        listing::Column,
        people::{SolePerson, sole_persons},
        words::{amount, count, names},
    },
    relationships::service_link,
};
use crate::{
    analysis::{Failing, FailureMoney, FailureSums, View, parties_affected_by},
    id::{PartyId, ServiceId, Subject, UnitId},
    model::{Datum, Name, Organisation},
};

/// From this many customers on a service is one on which many depend.
const MANY: usize = 2;
/// How many of the services are listed.
const SERVICES: usize = 5;
/// How many names a line has.
const NAMES: usize = 3;

/// A person or service whose loss alone affects customers.
#[derive(Clone, Debug)]
enum Single {
    /// A person, with what only they do.
    Person { id: UnitId, services: Vec<ServiceId>, relationships: Vec<PartyId> },
    /// A service that customers outside are reached through.
    Service(ServiceId),
}

/// A single point of failure, as a thing of the whole organisation.
#[derive(Clone, Debug)]
pub(super) struct SinglePoint<'org> {
    whole: &'org Organisation,
    single: Single,
    /// How many customers outside it would affect, without a broad step.
    customers: usize,
    /// The sum that is paid a year for the services that the loss would affect.
    amount: Option<f64>,
}

/// Persons who alone do something, then services on which many customers depend: those that affect most first; and
/// how many more such services there are.
pub(super) fn single_points<'org>(view: View<'_, 'org>) -> (Vec<SinglePoint<'org>>, usize) {
    let whole = view.whole_graph().organisation();
    let persons = sole_persons(view).into_iter().map(|person: SolePerson| SinglePoint {
        whole,
        single: Single::Person {
            id: person.id,
            services: person.services,
            relationships: person.relationships,
        },
        customers: person.parties_hit,
        amount: person.amount,
    });
    let mut points: Vec<SinglePoint<'org>> = persons.collect();
    points.sort_by_key(|one| std::cmp::Reverse(one.customers));
    let (services, more) = services(view);
    points.extend(services);
    (points, more)
}

/// The services inside through which most customers outside are reached, and how many more there are.
fn services<'org>(view: View<'_, 'org>) -> (Vec<SinglePoint<'org>>, usize) {
    let (graph, whole) = (view.whole_graph(), view.whole_graph().organisation());
    let inside: Vec<ServiceId> = view
        .own_services()
        .map(|here| view.service_in_whole(here))
        .filter(|id| {
            let mut relations = whole.relations(*id);
            whole.is_active(*id) && relations.any(|relation| relation.to.party().is_none())
        })
        .collect();
    let failing: Vec<Failing> = inside.iter().map(|id| Failing::Service(*id)).collect();
    let affected = parties_affected_by(graph, &failing);
    let mut found: Vec<(ServiceId, usize)> = inside
        .into_iter()
        .zip(affected)
        .map(|(service, affected)| (service, affected.near as usize))
        .filter(|(_, affected)| *affected >= MANY)
        .collect();
    let id = |service: ServiceId| whole.id_of(Subject::Service(service));
    found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| id(a.0).cmp(id(b.0))));
    let more = found.len().saturating_sub(SERVICES);
    found.truncate(SERVICES);
    let failing: Vec<Failing> = found.iter().map(|(id, _)| Failing::Service(*id)).collect();
    let sums = FailureSums::without_exposed(graph).of(&failing);
    let point = |((service, customers), money): ((ServiceId, usize), FailureMoney)| SinglePoint {
        whole,
        single: Single::Service(service),
        customers,
        amount: money.affected,
    };
    (found.into_iter().zip(sums).map(point).collect(), more)
}

/// The sentences about single points: one for each person; services on which the same customers and the same money
/// depend share one.
pub(super) fn lines(points: &[SinglePoint<'_>]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut rest = points;
    while let [first, ..] = rest {
        let is_alike = |one: &&SinglePoint<'_>| {
            one.person().is_none() && first.person().is_none() && one.stake() == first.stake()
        };
        let alike = rest.iter().take_while(is_alike).count().max(1);
        let (group, others) = rest.split_at(alike);
        rest = others;
        let [.., _, _] = group else {
            lines.push(first.line());
            continue;
        };
        let mut line = Line::default();
        for (at, one) in group.iter().enumerate() {
            line.push(match at {
                0 => "",
                _ if at + 1 == group.len() => " or ",
                _ => ", ",
            });
            line.push_line(&one.name_with_provider());
        }
        line.push(": each would affect ");
        line.push(&first.stake().unwrap_or_default());
        lines.push(line);
    }
    lines
}

impl SinglePoint<'_> {
    /// The name of a service, with those who provide it.
    fn name_with_provider(&self) -> Line {
        let mut line = self.name();
        if let Single::Service(service) = self.single {
            line.push(&format!(" ({})", self.providers(service)));
        }
        line
    }

    /// The person, if it is one.
    pub(super) fn person(&self) -> Option<UnitId> {
        match self.single {
            Single::Person { id, .. } => Some(id),
            Single::Service(_) => None,
        }
    }

    /// Its name, linked to its card.
    pub(super) fn name(&self) -> Line {
        match self.single {
            Single::Person { id, .. } => link(self.whole, Subject::Unit(id)),
            Single::Service(service) => service_link(self.whole, service),
        }
    }

    fn subject(&self) -> Subject {
        match self.single {
            Single::Person { id, .. } => Subject::Unit(id),
            Single::Service(service) => Subject::Service(service),
        }
    }

    /// What is known of it in one sentence.
    pub(super) fn line(&self) -> Line {
        let mut line = match &self.single {
            Single::Person { id, services, relationships } => {
                let mut line = link(self.whole, Subject::Unit(*id));
                if !services.is_empty() {
                    line.push(": nobody else ");
                    line.push_line(&self.what_they_do(*id, services));
                }
                if !relationships.is_empty() {
                    let parties = relationships.iter().map(|one| Subject::Party(*one));
                    line.push(if services.is_empty() { ": " } else { "; " });
                    line.push("no backup for the relationship with ");
                    line.push_line(&names(parties.map(|one| link(self.whole, one)), NAMES));
                }
                line
            }
            Single::Service(_) => self.name_with_provider(),
        };
        if let Some(stake) = self.stake() {
            line.push(&format!(": {stake}"));
        }
        line
    }

    /// What a person alone does; a service of their own that has no name of its own has theirs.
    fn what_they_do(&self, person: UnitId, services: &[ServiceId]) -> Line {
        let own = &self.whole.unit(person).about.name;
        let is_named = |one: &&ServiceId| self.whole.service(**one).about.name != *own;
        let named: Vec<Line> =
            services.iter().filter(is_named).map(|one| service_link(self.whole, *one)).collect();
        if named.is_empty() {
            return "does what they do".into();
        }
        let mut line = Line::from("provides ");
        line.push_line(&names(named, NAMES));
        line
    }

    fn providers(&self, service: ServiceId) -> Line {
        let providers = self.whole.service(service).provided_by.iter();
        names(providers.map(|one| self.whole.name_of((*one).into())), NAMES)
    }

    /// What depends on it, if that is known: `2 customers outside, 5.1 M GBP a year`.
    pub(super) fn stake(&self) -> Option<String> {
        let customers =
            (self.customers > 0).then(|| format!("{} outside", count(self.customers, "customer")));
        let money = self.amount.filter(|sum| *sum > 0.0);
        let paid = money.map(|sum| format!("{} a year", amount(self.whole, sum)));
        let parts: Vec<String> = customers.into_iter().chain(paid).collect();
        (!parts.is_empty()).then(|| parts.join(" and "))
    }

    fn why(&self) -> Vec<&'static str> {
        match &self.single {
            Single::Person { services, relationships, .. } => {
                let sole = (!services.is_empty()).then_some("sole_provider");
                let owner = (!relationships.is_empty()).then_some("no_backup");
                sole.into_iter().chain(owner).collect()
            }
            Single::Service(_) => vec!["many_depend"],
        }
    }
}

pub(super) fn columns<'org>() -> Vec<Column<SinglePoint<'org>>> {
    let column = Column::<SinglePoint<'org>>::new;
    vec![
        column("id", |it| Datum::name(it.whole, it.subject())),
        column("name", |it| Datum::text(Name::of(it.whole, it.subject()).name)),
        column("kind", |it| Datum::Word(if it.person().is_some() { "person" } else { "service" })),
        column("why", |it| Datum::Words(it.why())),
        column("customers", |it| Datum::count(it.customers)),
        column("amount", |it| it.amount.map(|sum| Datum::money(it.whole, sum)).into()),
    ]
}

pub(super) const SHOWN: &[&str] = &["id", "kind", "why", "customers", "amount"];
