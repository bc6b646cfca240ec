//! The failures of everything, those that reach most first.

use super::{
    super::{
        Cell, Line, Listing,
        amounts::{Amount, Amounts},
        listing::Column,
        words::count,
    },
    affected::subject,
};
use crate::{
    analysis::{
        AffectedParties, Basis, Failing, FailureMoney, FailureSums, PaidService, View,
        has_services, parties_affected_by, parties_affected_by_services, services_by_payer,
        services_down, stable_sum,
    },
    graph::Graph,
    id::{PartyId, ServiceId},
    model::{Datum, Name, Organisation},
};
use std::rc::Rc;

/// The columns that a screen shows.
const SHOWN: &[&str] = &["id", "kind", "parties", "amount", "exposed", "down"];

/// The lines above and below the list.
const TITLE: &str = "The failures that reach most, first.";
const NOTE: &str = "What is paid for what only broad steps lead to is not counted; the impact of one entry shows it. \
                    Exposed: paid for what is not affected, but serves customers who are. \
     Down: services that nobody else provides; of a payer, those that nobody else pays for. \
     These are today's payments, not a forecast.";

/// What the failure of one thing reaches.
#[derive(Debug)]
pub struct Failure<'g, 'org> {
    organisation: &'org Organisation,
    /// What fails.
    name: Name<'org>,
    /// `department`, `person`, `service` or `payer`.
    kind: &'static str,
    /// Whether it is a payer that is only assumed to pay.
    is_assumed: bool,
    /// The unit or service that fails; `None`: a payer that stops paying.
    failing: Option<Failing>,
    /// The active parties that are affected.
    affected: AffectedParties,
    /// What is paid a year for what is affected, and what is exposed; of a payer, what it pays.
    money: MoneyAtStake<'g, 'org>,
    /// Services that nobody else provides.
    down: usize,
}

/// Money that is known, or sums that are made when they are asked for.
#[derive(Debug)]
enum MoneyAtStake<'g, 'org> {
    Known(FailureMoney),
    Summed(Amount<'g, 'org>),
}

impl MoneyAtStake<'_, '_> {
    fn get(&self) -> FailureMoney {
        match self {
            Self::Known(money) => *money,
            Self::Summed(amount) => amount.get(),
        }
    }
}

/// The failures of all units, services and payers, those that reach most first.
pub fn failures<'g, 'org>(graph: &'g Graph<'org>) -> Listing<Failure<'g, 'org>> {
    let mut all = failures_inside(graph);
    let units = all.len();
    // Who provides nothing leaves nothing undone; all others are listed, even where nobody outside is affected.
    all.retain(|one| one.failing.is_none_or(|failing| has_services(graph, failing)));
    let idle = units - all.len();
    all.extend(failures_to_pay(graph));
    all.sort_by(|a, b| {
        let parties =
            b.affected.near.cmp(&a.affected.near).then(b.affected.broad.cmp(&a.affected.broad));
        parties.then(b.down.cmp(&a.down)).then(a.name.id.cmp(b.name.id))
    });
    // Sums are found for 64 failures at once, neighbours in the list.
    let failing = all.iter().filter_map(|one| one.failing).collect();
    let sums = Rc::new(Amounts::new(FailureSums::new(graph), failing));
    for (at, one) in all.iter_mut().filter(|one| one.failing.is_some()).enumerate() {
        one.money = MoneyAtStake::Summed(Amount::new(&sums, at));
    }
    Listing {
        title: if all.is_empty() { Vec::new() } else { vec![TITLE.into()] },
        none: "Nothing is provided or paid for yet, so nothing can fail.",
        notes: if all.is_empty() { Vec::new() } else { notes(idle) },
        see_all: "-o FILE, or --format plain, has them all",
        ..Listing::new("failures", columns(), SHOWN, all)
    }
}

/// The lines below the list.
fn notes(idle: usize) -> Vec<Line> {
    let left_out = match idle {
        0 => None,
        1 => Some("1 unit is not listed: it provides nothing.".to_owned()),
        more => Some(format!("{} are not listed: they provide nothing.", count(more, "unit"))),
    };
    left_out.into_iter().map(Line::from).chain([NOTE.into()]).collect()
}

impl<'org> Failure<'_, 'org> {
    fn money(&self, sum: impl Fn(FailureMoney) -> Option<f64>) -> Datum<'org> {
        sum(self.money.get()).map(|sum| Datum::money(self.organisation, sum)).into()
    }
}

fn columns<'g, 'org>() -> Vec<Column<Failure<'g, 'org>>> {
    let column = Column::<Failure<'g, 'org>>::new;
    vec![
        column("id", |it| Datum::Name(it.name)).headed("If this fails", 4),
        column("name", |it| Datum::text(it.name.name)),
        column("kind", |it| Datum::Word(it.kind)).headed("Kind", 2).shown(kind_cell),
        column("parties", |it| Datum::Count(it.affected.near.into()))
            .headed("Affected customers outside", 3)
            .shown(parties_cell),
        column("broad_parties", |it| Datum::Count(it.affected.broad.into())),
        column("amount", |it| it.money(|money| money.affected))
            .headed("Paid a year for affected services", 3)
            .or("not known"),
        column("exposed", |it| it.money(|money| money.exposed)).headed("Exposed", 2).or("-"),
        column("down", |it| Datum::count(it.down)).headed("Down", 1),
    ]
}

fn kind_cell(failure: &Failure<'_, '_>) -> Cell {
    let assumed = if failure.is_assumed { " (assumed)" } else { "" };
    format!("{}{assumed}", failure.kind).into()
}

fn parties_cell(failure: &Failure<'_, '_>) -> Cell {
    match failure.affected.broad {
        0 => failure.affected.near.to_string().into(),
        more => format!("{} (+{more} broadly)", failure.affected.near).into(),
    }
}

/// The failures of all units and services.
fn failures_inside<'g, 'org>(graph: &'g Graph<'org>) -> Vec<Failure<'g, 'org>> {
    let organisation = graph.organisation();
    let units = organisation.units().map(|(id, _)| Failing::Unit(id));
    let services = organisation
        .services()
        .map(|(id, _)| id)
        .filter(|id| organisation.is_active(*id))
        .map(Failing::Service);
    let failing: Vec<Failing> = units.chain(services).collect();
    let affected = parties_affected_by(graph, &failing);
    let down = services_down(graph);
    let failures = failing.into_iter().zip(affected).map(|(failing, affected)| {
        let (kind, down) = match failing {
            Failing::Unit(id) => (organisation.unit(id).kind_word(), down[id.index()]),
            Failing::Service(_) => ("service", 1),
        };
        let name = Name::of(organisation, subject(failing));
        let money = MoneyAtStake::Known(FailureMoney::default());
        let is_assumed = false;
        Failure {
            organisation,
            name,
            kind,
            is_assumed,
            failing: Some(failing),
            affected,
            money,
            down,
        }
    });
    failures.collect()
}

/// What fails if a payer stops paying.
fn failures_to_pay<'g, 'org>(graph: &'g Graph<'org>) -> Vec<Failure<'g, 'org>> {
    let organisation = graph.organisation();
    let (payers, paid): (Vec<PartyId>, Vec<Vec<PaidService>>) =
        services_by_payer(View::whole(graph)).into_iter().unzip();
    let services: Vec<Vec<ServiceId>> =
        paid.iter().map(|all| all.iter().map(|paid| paid.service).collect()).collect();
    let affected = parties_affected_by_services(graph, &services);
    let failures =
        payers.into_iter().zip(paid).zip(affected).map(|((party, paid), affected)| Failure {
            organisation,
            name: Name::of(organisation, party),
            failing: None,
            kind: "payer",
            is_assumed: paid.iter().all(|paid| paid.basis == Basis::Assumed),
            affected,
            money: MoneyAtStake::Known(FailureMoney {
                affected: stable_sum(paid.iter().filter_map(|paid| paid.amount).collect()),
                exposed: None,
            }),
            down: paid.iter().filter(|paid| paid.share == Some(1.0)).count(),
        });
    failures.collect()
}
