//! A row per unit and customer.

use super::{Cell, joined};
use crate::report::{PayerFact, PrimaryFact, SecondaryFact, UnitFact};
use rustc_hash::FxHashMap;

/// The columns of [`customers`].
pub(in crate::render) const CUSTOMERS: [&str; 15] = [
    "unit_id",
    "unit",
    "unit_kind",
    "rank",
    "customer_id",
    "customer",
    "customer_kind",
    "reach",
    "steps",
    "broad_steps",
    "shared_with",
    "services",
    "via",
    "paid_by",
    "satisfaction",
];

type Row<'r> = [Cell<'r>; CUSTOMERS.len()];

/// The customers of a unit, a row each: outside, then inside.
pub(in crate::render) fn customers<'r>(
    unit: &'r UnitFact<'_>,
) -> impl Iterator<Item = Row<'r>> + 'r {
    let payers = Payers::new(&unit.payers);
    let outside = unit.primary.iter().map(Customer::Primary);
    let inside = unit.secondary.iter().map(Customer::Secondary);
    let all = outside.chain(inside);
    all.map(move |customer| match customer {
        Customer::Primary(fact) => primary(unit, &payers, fact),
        Customer::Secondary(fact) => secondary(unit, &payers, fact),
    })
}

enum Customer<'r, 'org> {
    Primary(&'r PrimaryFact<'org>),
    Secondary(&'r SecondaryFact<'org>),
}

fn primary<'r>(
    unit: &'r UnitFact<'_>,
    payers: &Payers<'r, '_>,
    customer: &'r PrimaryFact<'_>,
) -> Row<'r> {
    let names =
        customer.chain.iter().flat_map(|link| link.service_name.into_iter().chain([link.to_name]));
    [
        Cell::id(unit.id),
        Cell::text(unit.name),
        Cell::id(unit.kind),
        Cell::id("primary"),
        Cell::id(customer.id),
        Cell::text(customer.name),
        Cell::id(customer.kind),
        Cell::id(customer.reach),
        Cell::count_if_known(customer.steps),
        Cell::count_if_known(customer.broad_steps),
        Cell::id_if_known(customer.shared_with),
        Cell::ids(customer.services.iter().copied()),
        Cell::Text(joined(names, " > ")),
        payers.of(&customer.services),
        Cell::number_if_known(customer.satisfaction),
    ]
}

fn secondary<'r>(
    unit: &'r UnitFact<'_>,
    payers: &Payers<'r, '_>,
    customer: &'r SecondaryFact<'_>,
) -> Row<'r> {
    [
        Cell::id(unit.id),
        Cell::text(unit.name),
        Cell::id(unit.kind),
        Cell::id("secondary"),
        Cell::id(customer.id),
        Cell::text(customer.name),
        Cell::id(customer.kind),
        Cell::id(customer.reach),
        Cell::Empty,
        Cell::Empty,
        Cell::id_if_known(customer.shared_with),
        Cell::ids(customer.services.iter().copied()),
        Cell::Empty,
        payers.of(&customer.services),
        Cell::number_if_known(customer.satisfaction),
    ]
}

/// The payers of a unit.
struct Payers<'u, 'org> {
    all: &'u [PayerFact<'org>],
    /// For each service the places of those who pay for it.
    of_service: FxHashMap<&'u str, Vec<usize>>,
}

impl<'u, 'org> Payers<'u, 'org> {
    fn new(all: &'u [PayerFact<'org>]) -> Self {
        let mut of_service: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (at, payer) in all.iter().enumerate() {
            for service in &payer.services {
                of_service.entry(service).or_default().push(at);
            }
        }
        Self { all, of_service }
    }

    /// Those that pay for any of some services, by id.
    fn of(&self, services: &[&str]) -> Cell<'u> {
        let places = services.iter().filter_map(|it| self.of_service.get(it));
        let mut places: Vec<usize> = places.flatten().copied().collect();
        places.sort_unstable();
        places.dedup();
        Cell::ids(places.into_iter().map(|at| self.all[at].id))
    }
}
