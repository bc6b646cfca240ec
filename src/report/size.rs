//! How big an organisation or a division is: the one way of counting of every title, summary and page.

use super::words::{count, people};
use crate::{
    analysis::View,
    id::PartyId,
    model::{Party, PartyList},
};
use std::collections::BTreeSet;

/// What an organisation or a division consists of, and whom it has outside.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size {
    pub(super) departments: usize,
    pub(super) people: usize,
    /// The active ones.
    pub(super) services: usize,
    /// The active beneficiaries.
    pub(super) customers: usize,
    /// The payers. They may be served too.
    pub(super) payers: usize,
}

impl Size {
    /// The size of what is looked at.
    pub(super) fn of(view: View<'_, '_>) -> Self {
        let organisation = view.organisation();
        let units = organisation.units();
        let people = units.filter(|(_, unit)| unit.person().is_some()).count();
        Self {
            departments: organisation.units().len() - people,
            people,
            services: view.own_services().filter(|id| organisation.is_active(*id)).count(),
            customers: customers(view).count(),
            payers: payers(view).len(),
        }
    }

    /// The size in words: `12 departments, 9 people, 23 services, 4 customers outside, 1 payer`.
    pub(super) fn line(&self) -> String {
        let mut parts = vec![
            count(self.departments, "department"),
            people(self.people),
            count(self.services, "service"),
            format!("{} outside", count(self.customers, "customer")),
        ];
        if self.payers > 0 {
            parts.push(count(self.payers, "payer"));
        }
        parts.join(", ")
    }
}

/// The name of the organisation, or of the division within it.
pub(super) fn whose(view: View<'_, '_>) -> String {
    let name = &view.organisation().header.name;
    view.within().map_or(name.to_string(), |unit| format!("{} within {name}", unit.header.name))
}

/// The customers outside: the active beneficiaries. Of a division those that any of its services reaches, the
/// colleagues among them whom it serves beyond its own parts.
pub(super) fn customers<'org>(
    view: View<'_, 'org>,
) -> impl Iterator<Item = (PartyId, &'org Party)> {
    let organisation = view.organisation();
    let is_division = view.within().is_some();
    let steps = view.graph().steps_to_parties();
    organisation.parties().filter(move |(id, party)| {
        let is_customer = party.list == PartyList::Beneficiary || is_colleague(view, *id);
        let is_own = !is_division || steps[id.index()].is_some();
        is_customer && is_own && organisation.is_active_party(*id)
    })
}

/// Whether a party of a division is a unit or a group of the whole organisation (SPEC 3.9).
pub(super) fn is_colleague(view: View<'_, '_>, party: PartyId) -> bool {
    // The parties of a division are those of the map in the same order, and
    // the colleagues after them.
    party.index() >= view.whole_graph().organisation().parties().len()
}

/// The payers: the active parties of the list of payers. Of a division those that pay for one of its services or that it
/// serves (SPEC 3.7), by number.
pub(super) fn payers(view: View<'_, '_>) -> BTreeSet<PartyId> {
    let whole = view.whole_graph().organisation();
    let active = whole
        .parties()
        .filter(|(id, party)| party.list == PartyList::Payer && whole.is_active_party(*id));
    if view.within().is_none() {
        return active.map(|(id, _)| id).collect();
    }
    let payments = view.payments_by_party();
    // The parties of a division begin with those of the map, in the same order.
    let steps = view.graph().steps_to_parties();
    let is_own = |id: PartyId| payments[id.index()].basis.is_some() || steps[id.index()].is_some();
    active.map(|(id, _)| id).filter(|id| is_own(*id)).collect()
}
