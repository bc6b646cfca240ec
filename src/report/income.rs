//! What is paid a year for the services of an organisation or a division, by who pays.

use crate::{
    analysis::{Basis, View},
    model::{Datum, PartyList, Payer, Recipient, Record},
};

/// What is paid a year, by who pays.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Income {
    /// By those whom the service serves.
    pub(super) customers: f64,
    /// By parties whom it does not serve.
    pub(super) third_parties: f64,
    /// By the organisation and its units.
    pub(super) organisation: f64,
    /// Payments that are stated without an amount.
    pub(super) without_amount: usize,
    /// Services whose payer is assumed.
    pub(super) assumed: usize,
    /// Services for an active beneficiary that nobody is known to pay for.
    pub(super) unknown: usize,
}

impl Income {
    /// Computes the income from the active services of a view.
    pub(super) fn of(view: View<'_, '_>) -> Self {
        let organisation = view.organisation();
        let whole = view.whole_graph().organisation();
        let has_default = whole.has_default_payer();
        let mut income = Self::default();
        for service in view.own_services().filter(|id| organisation.is_active(*id)) {
            let recipients: Vec<Recipient> =
                organisation.active_relations(service).map(|relation| relation.to).collect();
            let all = view.payments_for_service(service);
            for paid in &all {
                let sum = match paid.payer {
                    // A funder that is served is no customer (SPEC 3.7).
                    Payer::Party(party)
                        if recipients.contains(&Recipient::Party(party))
                            && whole.party(party).list != PartyList::Payer =>
                    {
                        &mut income.customers
                    }
                    Payer::Party(_) => &mut income.third_parties,
                    Payer::Unit(_) | Payer::Organisation => &mut income.organisation,
                };
                *sum += paid.amount.unwrap_or(0.0);
                let is_stated = paid.basis == Basis::Stated;
                income.without_amount += usize::from(is_stated && paid.amount.is_none());
            }
            income.assumed += usize::from(all.iter().any(|paid| paid.basis == Basis::Assumed));
            let is_declared = organisation.service(service).paid_by().is_some();
            let mut parties = recipients.iter().filter_map(|recipient| recipient.party());
            let serves = parties.any(|party| organisation.is_active_beneficiary(party));
            // What the organisation pays for colleagues says nothing about who pays for those outside (SPEC 3.6).
            let has_payer = is_declared
                || has_default
                || all.iter().any(|paid| matches!(paid.payer, Payer::Party(_)));
            income.unknown += usize::from(serves && !has_payer);
        }
        income
    }

    /// The sum of all known amounts.
    pub(super) fn total(self) -> f64 {
        self.customers + self.third_parties + self.organisation
    }

    /// The values with their keys, in a currency.
    pub(super) fn record(self, currency: Option<&str>) -> Record<'_> {
        let money = |amount| Datum::Money { amount, currency };
        vec![
            ("customers", money(self.customers)),
            ("third_parties", money(self.third_parties)),
            ("organisation", money(self.organisation)),
            ("without_amount", Datum::count(self.without_amount)),
            ("assumed", Datum::count(self.assumed)),
            ("unknown", Datum::count(self.unknown)),
        ]
    }
}
