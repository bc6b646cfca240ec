//! Who pays.

use crate::{
    graph::Graph,
    id::{PartyId, ServiceId, Subject, UnitId},
    model::{Organisation, OrganisationKind, Paid, PaidAs, PaidBy, Payer, Payment},
};
use std::collections::{BTreeMap, BTreeSet};

/// One payer of one unit.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitPayer {
    /// Who.
    pub payer: Payer,
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

/// The payers of a unit's services, by id.
#[must_use]
pub fn payers(graph: &Graph<'_>, unit: UnitId) -> Vec<UnitPayer> {
    let organisation = graph.organisation();
    let mut all: BTreeMap<Payer, (UnitPayer, Vec<f64>)> = BTreeMap::new();
    for service in graph.services_of(unit) {
        for paid in paid(organisation, service) {
            let (payer, amounts) = all.entry(paid.payer).or_insert_with(|| {
                let payer = UnitPayer {
                    payer: paid.payer,
                    services: Vec::new(),
                    amount: None,
                    paid_as: Vec::new(),
                };
                (payer, Vec::new())
            });
            if payer.services.last() != Some(&service) {
                payer.services.push(service);
            }
            amounts.extend(paid.amount);
            payer.paid_as.extend(paid.paid_as);
        }
    }
    let rows = all.into_values().map(|(mut row, amounts)| {
        row.amount = sum(amounts);
        row.paid_as.sort_unstable();
        row.paid_as.dedup();
        row
    });
    let mut rows: Vec<UnitPayer> = rows.collect();
    rows.sort_by_key(|row| organisation.id_of(Subject::from(row.payer)));
    rows
}

/// Who pays for a service: what the file says, else what holds without it. An inactive one costs nothing.
#[must_use]
pub fn paid(organisation: &Organisation, service: ServiceId) -> Vec<Paid> {
    if !organisation.is_active(service) {
        return Vec::new();
    }
    if let Some(payments) = organisation.service(service).paid_by() {
        return stated(payments, organisation, service);
    }
    let mut all = paid_for_outside(organisation, service);
    let inside = organisation.relations(service).any(|relation| {
        let service = relation.to.service().is_some();
        service || organisation.hull(relation.to).is_some_and(|hull| !hull.is_empty())
    });
    if inside && !all.iter().any(|paid| paid.payer == Payer::Organisation) {
        all.push(only(Payer::Organisation));
    }
    all
}

/// Who pays for what a service without `paid_by` does for parties.
pub(super) fn paid_for_outside(organisation: &Organisation, service: ServiceId) -> Vec<Paid> {
    let parties = recipients(organisation, service);
    if parties.is_empty() {
        return Vec::new();
    }
    match (&organisation.paid_by, organisation.kind) {
        (Some(payments), _) => stated(payments, organisation, service),
        (None, OrganisationKind::Company) => {
            parties.into_iter().map(|party| only(Payer::Party(party))).collect()
        }
        (None, OrganisationKind::Nonprofit | OrganisationKind::Public) => Vec::new(),
    }
}

/// The payers that a `paid_by` names.
fn stated(payments: &[Payment], organisation: &Organisation, service: ServiceId) -> Vec<Paid> {
    let mut all = Vec::new();
    for payment in payments {
        let one = |payer| Paid { payer, amount: payment.amount, paid_as: payment.paid_as };
        match payment.from {
            PaidBy::One(payer) => all.push(one(payer)),
            PaidBy::Recipients => {
                let parties = recipients(organisation, service).into_iter();
                all.extend(parties.map(|party| one(Payer::Party(party))));
            }
        }
    }
    all
}

/// The parties that a service serves straight, whatever their status, each once.
#[must_use]
pub fn recipients(organisation: &Organisation, service: ServiceId) -> Vec<PartyId> {
    let mut parties: Vec<PartyId> =
        organisation.relations(service).filter_map(|relation| relation.to.party()).collect();
    parties.sort_unstable();
    parties.dedup();
    parties
}

/// What each party pays in all, a year; `None` where no amount is known.
#[must_use]
pub fn pays(organisation: &Organisation) -> Vec<Option<f64>> {
    let mut amounts = vec![Vec::new(); organisation.parties().len()];
    for (service, _) in organisation.services() {
        for paid in paid(organisation, service) {
            if let Some(party) = paid.payer.party() {
                amounts[party.index()].extend(paid.amount);
            }
        }
    }
    amounts.into_iter().map(sum).collect()
}

/// The parties that are among the payers of any service.
#[must_use]
pub fn paying(organisation: &Organisation) -> BTreeSet<PartyId> {
    let services = organisation.services();
    let payers = services.flat_map(|(service, _)| paid(organisation, service));
    payers.filter_map(|paid| paid.payer.party()).collect()
}

fn only(payer: Payer) -> Paid {
    Paid { payer, amount: None, paid_as: None }
}

/// The sum of amounts, added up from the smallest so that it doesn't depend on the order of the file;
/// `None` where there is none.
#[must_use]
pub fn sum(mut amounts: Vec<f64>) -> Option<f64> {
    amounts.sort_unstable_by(f64::total_cmp);
    (!amounts.is_empty()).then(|| amounts.into_iter().sum())
}
