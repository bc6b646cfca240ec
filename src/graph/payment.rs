//! Which parties a service's own `paid_by` names: who is stated to pay, and which chains are funded.

use super::Graph;
use crate::{
    id::{PartyId, ServiceId},
    model::{PaidBy, PartyList},
};

impl Graph<'_> {
    /// For each party whether the `paid_by` of any active service names it (SPEC 3.6).
    pub fn parties_stated_to_pay(&self) -> &[bool] {
        self.stated_payers.get_or_init(|| {
            let mut stated = vec![false; self.organisation.parties().len()];
            let services = self.organisation.services().map(|(id, _)| id);
            for service in services.filter(|id| self.organisation.is_active(*id)) {
                for party in self.stated_payers_of(service) {
                    stated[party.index()] = true;
                }
            }
            stated
        })
    }

    /// Whether a chain that ends with a service is funded: the service has a `paid_by` of its own that names a party, of
    /// whatever status (SPEC 3.3).
    pub fn is_funded(&self, service: ServiceId) -> bool {
        self.stated_payers_of(service).next().is_some()
    }

    /// The parties that the `paid_by` of a service names; `recipients` names each active beneficiary that it serves.
    fn stated_payers_of(&self, service: ServiceId) -> impl Iterator<Item = PartyId> {
        let organisation = self.organisation;
        // SPEC 3.3 and 3.6: only the service's own `paid_by`; a default of the organisation funds
        // no chain.
        let payments = organisation.service(service).paid_by().unwrap_or_default();
        payments.iter().flat_map(move |payment| {
            let (one, relations) = match payment.from {
                PaidBy::One(payer) => (payer.party(), None),
                PaidBy::Recipients => (None, Some(organisation.active_relations(service))),
            };
            let recipients =
                relations.into_iter().flatten().filter_map(|relation| relation.to.party());
            // A unit outside a division is no party that could be named.
            let served = recipients.filter(|party| {
                let is_beneficiary = organisation.party(*party).list == PartyList::Beneficiary;
                // SPEC 2: `recipients` are the active beneficiaries that the service serves.
                is_beneficiary && organisation.is_active_party(*party)
            });
            one.into_iter().chain(served)
        })
    }
}
