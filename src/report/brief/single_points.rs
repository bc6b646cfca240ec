//! Single points of failure: persons who alone do something, and services on which many depend.

use super::{
    super::{
        Line,
        anchor::link,
        listing::Column,
        people::{SolePerson, sole_persons},
        size::customers,
        words::{amount, count, names, thousands},
    },
    relationships::service_link,
};
use crate::{
    analysis::{Failing, FailureSums, View, parties_affected_by},
    graph::LANES,
    id::{PartyId, ServiceId, Subject, UnitId},
    model::{Datum, Name, Organisation},
};
use std::{cmp::Ordering, collections::BTreeSet};

/// From this many customers on a service is one on which many depend; where there are fewer, all of them are many.
const MANY: usize = 2;
/// How many of the services are listed.
const SERVICES: usize = 5;
/// How many names a line has.
const NAMES: usize = 3;
/// Of at most this many services on which equally many customers depend the money is compared: each 64 take a search. Of
/// more, five that depend on an amount would be picked no better than by name.
const COMPARED: usize = 512;

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
    /// How many others of its kind would affect as many customers and as much money.
    equal: usize,
    /// Whether the brief is about a division, though the numbers are those of the whole organisation (SPEC 3.8).
    is_of_division: bool,
}

/// The single points of failure of a brief.
#[derive(Debug)]
pub(super) struct SinglePoints<'org> {
    /// Persons, then services; those first whose loss affects most.
    pub(super) listed: Vec<SinglePoint<'org>>,
    /// How many more services there are on which many customers depend.
    more: usize,
}

/// A sentence about one single point, or about several on which the same depends.
#[derive(Clone, Debug)]
pub(super) struct PointLine {
    pub(super) line: Line,
    /// How many single points it is about.
    points: usize,
    is_of_persons: bool,
}

/// Persons who alone do something, then services on which many customers depend: those that affect most first.
pub(super) fn single_points<'org>(view: View<'_, 'org>) -> SinglePoints<'org> {
    let mut listed = persons(view);
    // What one person alone provides depends on that person, who is listed already.
    let of_persons: BTreeSet<ServiceId> =
        listed.iter().flat_map(SinglePoint::services_of_person).copied().collect();
    let (services, more) = services(view, &of_persons);
    listed.extend(services);
    SinglePoints { listed, more }
}

/// The persons who alone do something.
fn persons<'org>(view: View<'_, 'org>) -> Vec<SinglePoint<'org>> {
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
        equal: 0,
        is_of_division: view.within().is_some(),
    });
    let mut points: Vec<SinglePoint<'org>> = persons.collect();
    points.sort_by(|a, b| {
        let own = |one: &SinglePoint<'_>| match &one.single {
            Single::Person { services, relationships, .. } => (services.len(), relationships.len()),
            Single::Service(_) => (0, 0),
        };
        // Where the same depends on two, the one who alone does more.
        SinglePoint::by_stake(a, b).then_with(|| own(b).cmp(&own(a))).then_with(|| a.by_id(b))
    });
    count_equal(&mut points);
    points
}

/// The services inside through which most customers outside are reached, but those in `left_out`, and how many more there
/// are.
fn services<'org>(
    view: View<'_, 'org>,
    left_out: &BTreeSet<ServiceId>,
) -> (Vec<SinglePoint<'org>>, usize) {
    let (graph, whole) = (view.whole_graph(), view.whole_graph().organisation());
    let inside: Vec<ServiceId> = view
        .own_services()
        .map(|here| view.service_in_whole(here))
        .filter(|id| {
            let mut relations = whole.active_relations(*id);
            whole.is_active(*id)
                && !left_out.contains(id)
                && relations.any(|relation| relation.to.party().is_none())
        })
        .collect();
    let failing: Vec<Failing> = inside.iter().map(|id| Failing::Service(*id)).collect();
    let affected = parties_affected_by(graph, &failing);
    let steps = graph.steps_to_parties();
    let served = customers(View::whole(graph)).filter(|(id, _)| steps[id.index()].is_some());
    let many = served.count().clamp(1, MANY);
    let mut found: Vec<(ServiceId, usize)> = inside
        .into_iter()
        .zip(affected)
        .map(|(service, affected)| (service, affected.near as usize))
        .filter(|(_, affected)| *affected >= many)
        .collect();
    let all = found.len();
    let id = |service: ServiceId| whole.id_of(Subject::Service(service));
    found.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| id(a.0).cmp(id(b.0))));
    // The last that is listed may tie with others: the money decides between them.
    let least = found.get(SERVICES - 1).map_or(0, |(_, affected)| *affected);
    found.retain(|(_, affected)| *affected >= least);
    let above = found.partition_point(|(_, affected)| *affected > least);
    let compared = if found.len() - above > COMPARED { above } else { found.len() };
    let failing: Vec<Failing> = found.iter().map(|(id, _)| Failing::Service(*id)).collect();
    let mut sums = FailureSums::without_exposed(graph);
    let money = failing[..compared].chunks(LANES).flat_map(|failing| sums.of(failing));
    let amounts = money.map(|money| money.affected).chain(std::iter::repeat(None));
    let listed = found.into_iter().zip(amounts).map(|((service, customers), amount)| SinglePoint {
        whole,
        single: Single::Service(service),
        customers,
        amount,
        equal: 0,
        is_of_division: view.within().is_some(),
    });
    let mut points: Vec<SinglePoint<'org>> = listed.collect();
    points.sort_by(|a, b| SinglePoint::by_stake(a, b).then_with(|| a.by_id(b)));
    count_equal(&mut points);
    points.truncate(SERVICES);
    let more = all - points.len();
    (points, more)
}

/// Counts for each point the others on which the same depends. The points are sorted by what depends on them.
fn count_equal(points: &mut [SinglePoint<'_>]) {
    for alike in points.chunk_by_mut(|a, b| SinglePoint::by_stake(a, b).is_eq()) {
        let others = alike.len() - 1;
        for one in alike {
            one.equal = others;
        }
    }
}

impl SinglePoints<'_> {
    /// The sentences about single points, at most `most` about persons and as many about services, and the number of
    /// points that no sentence is about.
    pub(super) fn lines(&self, most: usize) -> (Vec<Line>, usize) {
        let lines = lines(&self.listed);
        let (persons, services): (Vec<PointLine>, Vec<PointLine>) =
            lines.into_iter().partition(|one| one.is_of_persons);
        let shown: Vec<PointLine> =
            persons.into_iter().take(most).chain(services.into_iter().take(most)).collect();
        let named: usize = shown.iter().map(|one| one.points).sum();
        let all = self.listed.len() + self.more;
        (shown.into_iter().map(|one| one.line).collect(), all - named)
    }
}

/// The sentences about single points: several on which the same depends share one.
fn lines(points: &[SinglePoint<'_>]) -> Vec<PointLine> {
    let is_alike = |a: &SinglePoint<'_>, b: &SinglePoint<'_>| {
        a.person().is_some() == b.person().is_some() && SinglePoint::by_stake(a, b).is_eq()
    };
    let mut lines = Vec::new();
    for group in points.chunk_by(is_alike) {
        let Some(first) = group.first() else { continue };
        let is_of_persons = first.person().is_some();
        // Of a few persons it is worth saying what each alone does.
        if first.equal == 0 || (is_of_persons && group.len() <= NAMES) {
            lines.extend(group.iter().map(|one| PointLine {
                line: one.line(),
                points: 1,
                is_of_persons,
            }));
        } else {
            let points = first.equal + 1;
            lines.push(PointLine { line: first.shared_line(group), points, is_of_persons });
        }
    }
    lines
}

impl SinglePoint<'_> {
    /// Those on which most customers depend first, then those on which most money does.
    fn by_stake(a: &Self, b: &Self) -> Ordering {
        let money = |one: &Self| one.amount.unwrap_or(0.0);
        b.customers.cmp(&a.customers).then(money(b).total_cmp(&money(a)))
    }

    fn by_id(&self, other: &Self) -> Ordering {
        self.whole.id_of(self.subject()).cmp(self.whole.id_of(other.subject()))
    }

    /// The sentence about it and the others on which the same depends, of which `group` holds those that are listed.
    fn shared_line(&self, group: &[Self]) -> Line {
        let all = self.equal + 1;
        let named = if all <= SERVICES { all } else { NAMES };
        let others = all - named;
        let is_person = self.person().is_some();
        let last = if is_person { " and " } else { " or " };
        let mut line = Line::default();
        for (at, one) in group.iter().take(named).enumerate() {
            line.push(match at {
                0 => "",
                _ if at + 1 == all => last,
                _ => ", ",
            });
            line.push_line(&one.name_with_provider());
        }
        if others > 0 {
            let others = thousands(others);
            line.push(&if is_person {
                format!(" and {others} others")
            } else {
                format!(" or one of {others} other services")
            });
        }
        line.push(": ");
        if is_person {
            line.push("nobody else does what each of them does");
        }
        if let Some(stake) = self.stake() {
            line.push(if is_person { "; " } else { "" });
            line.push(&format!("each would affect {stake}"));
        }
        line
    }

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

    /// The services that a person alone provides.
    fn services_of_person(&self) -> &[ServiceId] {
        match &self.single {
            Single::Person { services, .. } => services,
            Single::Service(_) => &[],
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
        let own = &self.whole.unit(person).header.name;
        let is_named = |one: &&ServiceId| self.whole.service(**one).header.name != *own;
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
        // SPEC 3.8: what a failure affects is counted in the whole organisation.
        let of = if self.is_of_division { ", of the whole organisation" } else { "" };
        (!parts.is_empty()).then(|| parts.join(" and ") + of)
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
        column("equal", |it| Datum::count(it.equal)),
    ]
}

pub(super) const SHOWN: &[&str] = &["id", "kind", "why", "customers", "amount", "equal"];
