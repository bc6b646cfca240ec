//! The payers of services and units, and how it is known that they pay (SPEC 3.6).

use crate::{
    graph::Graph,
    id::{PartyId, ServiceId, Subject, UnitId},
    model::{Organisation, OrganisationKind, PaidAs, PaidBy, PartyKind, Payer, Payment},
    words::words,
};
use std::collections::BTreeMap;

words! {
    /// How it is known that somebody pays, the strongest first (SPEC 3.6).
    pub Basis {
        /// The service's own `paid_by` says so.
        Stated "stated",
        /// The default of the organisation, or its own budget for what serves inside.
        Default "default",
        /// Assumed: the recipients of a company's service pay for it.
        Assumed "assumed",
    }
}

/// A payment for one service.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paid {
    /// The payer.
    pub payer: Payer,
    /// The amount a year, if known.
    pub amount: Option<f64>,
    /// The kind of the payment, if known.
    pub paid_as: Option<PaidAs>,
    /// The basis of the payment.
    pub basis: Basis,
}

/// What one party pays for all services that are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PartyPayment {
    /// The sum of the known amounts a year; `None` where no amount is known.
    pub amount: Option<f64>,
    /// How it is known that it pays, the strongest basis; `None` where it is no payer of any.
    pub basis: Option<Basis>,
    /// Whether the map states who pays for each service that serves it; `None` where none serves it.
    pub is_settled: Option<bool>,
}

impl PartyPayment {
    /// Returns true for stated and default payers: a party that is only assumed to pay is not shown as paying (SPEC 3.6).
    pub fn is_known(&self) -> bool {
        self.basis.is_some_and(|basis| basis != Basis::Assumed)
    }
}

/// A payer of a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitPayer {
    /// The payer.
    pub payer: Payer,
    /// The basis: of several services the strongest.
    pub basis: Basis,
    /// The unit's services that it pays for, by id.
    pub services: Vec<ServiceId>,
    /// The sum of the amounts that are known, a year; `None` where none is.
    pub amount: Option<f64>,
    /// As what, each once.
    pub paid_as: Vec<PaidAs>,
}

impl From<Payer> for Subject {
    fn from(payer: Payer) -> Self {
        match payer {
            Payer::Organisation => Self::Organisation,
            Payer::Unit(unit) => Self::Unit(unit),
            Payer::Party(party) => Self::Party(party),
        }
    }
}

/// The payers of a unit's services, by id (SPEC 3.6).
pub fn payers_of_unit(graph: &Graph<'_>, unit: UnitId) -> Vec<UnitPayer> {
    payers_of_services(graph, graph.services_of(unit))
}

/// The payers of some services, by id.
pub(super) fn payers_of_services(
    graph: &Graph<'_>,
    services: impl IntoIterator<Item = ServiceId>,
) -> Vec<UnitPayer> {
    let organisation = graph.organisation();
    let mut all: BTreeMap<Payer, (UnitPayer, Vec<f64>)> = BTreeMap::new();
    for service in services {
        for Paid { payer, amount, paid_as, basis } in payments_for_service(graph, service) {
            let (row, amounts) = all.entry(payer).or_insert_with(|| {
                let (services, paid_as) = (Vec::new(), Vec::new());
                (UnitPayer { payer, basis, services, amount: None, paid_as }, Vec::new())
            });
            // The stronger basis is the smaller one.
            row.basis = row.basis.min(basis);
            // One payer may be named twice for a service; all of a service come one after the other.
            if row.services.last() != Some(&service) {
                row.services.push(service);
            }
            row.paid_as.extend(paid_as);
            amounts.extend(amount);
        }
    }
    let mut rows: Vec<UnitPayer> = all
        .into_values()
        .map(|(mut row, amounts)| {
            row.amount = stable_sum(amounts);
            // By word, so that the list does not depend on the order of the file.
            row.paid_as.sort_unstable_by_key(|paid_as| paid_as.word());
            row.paid_as.dedup();
            row
        })
        .collect();
    rows.sort_by_key(|row| organisation.id_of(Subject::from(row.payer)));
    rows
}

/// Returns the payments for a service: those that the file states, else the default or assumed ones of SPEC 3.6; none for
/// an inactive service.
pub fn payments_for_service(graph: &Graph<'_>, service: ServiceId) -> Vec<Paid> {
    let organisation = graph.organisation();
    // SPEC 2: a planned or retired service provides nothing, so nobody pays for it.
    if !organisation.is_active(service) {
        return Vec::new();
    }
    // SPEC 3.6, rule 1: what is stated holds alone, and `paid_by: []` says that nobody pays.
    if let Some(payments) = organisation.service(service).paid_by() {
        return expanded(payments, organisation, service, Basis::Stated);
    }
    let mut all = Vec::new();
    // SPEC 3.6, rule 2: the organisation pays for services to units inside.
    let serves_inside = organisation.active_relations(service).any(|relation| {
        // SPEC 3.6: a group that holds nobody is no recipient that the organisation would pay for.
        let held = organisation.bounding_range(relation.to);
        relation.to.service().is_some() || held.is_some_and(|held| !held.is_empty())
    });
    if serves_inside {
        all.push(without_amount(Payer::Organisation, Basis::Default));
    }
    // SPEC 3.6, rule 3.
    all.extend(paid_for_outside(graph, service));
    // Who pays twice is named once, with the stronger basis: the organisation's own, which has no amount.
    if serves_inside && let Some(at) = (1..all.len()).find(|at| all[*at].payer == all[0].payer) {
        let Paid { amount, paid_as, .. } = all.remove(at);
        all[0] = Paid { amount, paid_as, ..all[0] };
    }
    all
}

/// Returns what the file states of who pays for a service, active or not, else the payments that follow for it: for
/// lists of services, which show all that the file says.
pub fn listed_payments(graph: &Graph<'_>, service: ServiceId) -> Vec<Paid> {
    let organisation = graph.organisation();
    match organisation.service(service).paid_by() {
        Some(payments) => expanded(payments, organisation, service, Basis::Stated),
        None => payments_for_service(graph, service),
    }
}

/// The payments for what a service without `paid_by` does for the outside.
pub(super) fn paid_for_outside(graph: &Graph<'_>, service: ServiceId) -> Vec<Paid> {
    let organisation = graph.organisation();
    let served = beneficiaries_served(organisation, service);
    if served.is_empty() {
        return Vec::new();
    }
    // A default of the map is an answer, so nothing is assumed beside it.
    if let Some(payments) = &organisation.paid_by {
        return expanded(payments, organisation, service, Basis::Default);
    }
    // In a nonprofit or public body those who receive are seldom those who pay.
    if organisation.kind != OrganisationKind::Company {
        return Vec::new();
    }
    let buys = |party: &&PartyId| {
        // SPEC 3.6: only persons and businesses are assumed to pay for what they receive.
        matches!(organisation.party(**party).kind, PartyKind::Person | PartyKind::Business)
    };
    let mut buyers = served.iter().filter(buys).peekable();
    // Nobody who is served buys: a company then pays for it itself.
    if buyers.peek().is_none() {
        return vec![without_amount(Payer::Organisation, Basis::Assumed)];
    }
    // A party that is stated to pay for one service (the product) is not assumed to pay for another one (its billing).
    let stated = graph.parties_stated_to_pay();
    let assumed = buyers.filter(|party| !stated[party.index()]);
    assumed.map(|party| without_amount(Payer::Party(*party), Basis::Assumed)).collect()
}

/// The payments that a `paid_by` names, `recipients` as each active beneficiary that the service serves.
fn expanded(
    payments: &[Payment],
    organisation: &Organisation,
    service: ServiceId,
    basis: Basis,
) -> Vec<Paid> {
    let mut all = Vec::new();
    for payment in payments {
        let Payment { amount, paid_as, .. } = *payment;
        match payment.from {
            PaidBy::One(payer) => all.push(Paid { payer, amount, paid_as, basis }),
            PaidBy::Recipients => {
                let served = beneficiaries_served(organisation, service).into_iter();
                all.extend(served.map(|party| Paid {
                    payer: Payer::Party(party),
                    amount,
                    paid_as,
                    basis,
                }));
            }
        }
    }
    all
}

fn without_amount(payer: Payer, basis: Basis) -> Paid {
    Paid { payer, amount: None, paid_as: None, basis }
}

/// The active beneficiaries that a service serves directly, each once.
pub(super) fn beneficiaries_served(
    organisation: &Organisation,
    service: ServiceId,
) -> Vec<PartyId> {
    let mut served = parties_served(organisation, service);
    served.retain(|party| organisation.is_active_beneficiary(*party));
    served
}

/// The parties that a service serves directly, whatever their status, each once.
pub fn parties_served(organisation: &Organisation, service: ServiceId) -> Vec<PartyId> {
    let relations = organisation.active_relations(service);
    let mut parties: Vec<PartyId> = relations.filter_map(|relation| relation.to.party()).collect();
    parties.sort_unstable();
    // A service may name a party twice, and several recipients may be one party of a division.
    parties.dedup();
    parties
}

/// The sum of amounts, added up from the smallest so that it doesn't depend on the order of the file;
/// `None` where there is none.
pub fn stable_sum(mut amounts: Vec<f64>) -> Option<f64> {
    amounts.sort_unstable_by(f64::total_cmp);
    (!amounts.is_empty()).then(|| amounts.into_iter().sum())
}
