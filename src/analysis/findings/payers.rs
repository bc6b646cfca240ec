//! Who pays: nobody, somebody assumed, somebody else than those who receive (SPEC 3.6).

use super::{Finder, Statement};
use crate::{
    analysis::payers::{Basis, beneficiaries_served, paid_for_outside, payments_for_service},
    diag::Code,
    id::{PartyId, ServiceId, Subject},
    model::{OrganisationKind, PaidBy, PartyList},
};
use std::collections::BTreeSet;

impl Finder<'_, '_> {
    pub(super) fn payers(&mut self) {
        let (mut assumed, mut not_stated) = (0, 0);
        for (id, service) in self.organisation.services() {
            if !self.organisation.is_active(id) {
                continue;
            }
            self.third_party_funded(id);
            // A stated `paid_by`, even an empty one, is an answer.
            if service.paid_by().is_some() || beneficiaries_served(self.organisation, id).is_empty()
            {
                continue;
            }
            let payers = paid_for_outside(self.graph, id);
            if payers.is_empty() {
                not_stated += 1;
                self.service_without_payer(id);
            }
            assumed += usize::from(payers.iter().any(|paid| paid.basis == Basis::Assumed));
        }
        self.payer_assumed(assumed, not_stated);
        self.payers_of_nothing();
    }

    fn is_company(&self) -> bool {
        self.organisation.kind == OrganisationKind::Company
    }

    fn service_without_payer(&mut self, service: ServiceId) {
        // In a company one finding for the whole map asks for this: `payer-assumed`.
        if !self.is_company() {
            let statement = Statement::default()
                .text("nobody pays for what ")
                .thing(service)
                .text(" does for the outside");
            self.raise(Code::ServiceWithoutPayer, service, statement);
        }
    }

    /// One for the map. A default that the organisation gives is an answer, even an empty one.
    fn payer_assumed(&mut self, assumed: usize, not_stated: usize) {
        if !self.is_company() || self.organisation.paid_by.is_some() || assumed + not_stated == 0 {
            return;
        }
        let statement = Statement::default()
            .text("who pays for ")
            .count(assumed + not_stated, "service")
            .text(" to customers outside ");
        let statement = match (assumed, not_stated) {
            (_, 0) => statement.text("is only assumed"),
            (0, _) => statement.text("is not stated"),
            _ => statement
                .text("is only assumed (")
                .number(assumed)
                .text(") or not stated (")
                .number(not_stated)
                .text(")"),
        };
        self.raise(Code::PayerAssumed, Subject::Organisation, statement);
    }

    /// A party that the service does not serve is stated to pay for what it does for other parties.
    fn third_party_funded(&mut self, service: ServiceId) {
        // A default says nothing about one service (SPEC 4).
        if self.organisation.service(service).paid_by().is_none() {
            return;
        }
        let relations = self.organisation.active_relations(service);
        let parties = relations.filter_map(|relation| relation.to.party());
        let served: BTreeSet<PartyId> =
            parties.filter(|party| self.organisation.is_active_party(*party)).collect();
        // SPEC 4: paid for what it does for other parties; without any there is no third one.
        if served.is_empty() {
            return;
        }
        let payments = payments_for_service(self.graph, service).into_iter();
        let parties = payments.filter_map(|paid| paid.payer.party());
        let third: BTreeSet<PartyId> = parties.filter(|party| !served.contains(party)).collect();
        if !third.is_empty() {
            let statement = Statement::about(service)
                .text(" serves ")
                .things(self.by_name(served))
                .text(" and is paid by ")
                .things(self.by_name(third));
            self.raise(Code::ThirdPartyFunded, service, statement);
        }
    }

    fn by_name(&self, parties: impl IntoIterator<Item = PartyId>) -> Vec<Subject> {
        let mut subjects: Vec<Subject> = parties.into_iter().map(Subject::Party).collect();
        subjects.sort_by_key(|subject| {
            (self.organisation.name_of(*subject), self.organisation.id_of(*subject))
        });
        subjects
    }

    /// The entries of `payers` that no service names, whether it is active or not, and no default reaches.
    fn payers_of_nothing(&mut self) {
        let mut pays = vec![false; self.organisation.parties().len()];
        for (id, service) in self.organisation.services() {
            // Beneficiaries alone are assumed to pay (SPEC 3.6).
            if service.paid_by().is_none() && self.organisation.paid_by.is_none() {
                continue;
            }
            // A planned or retired service counts too: its payer is not left over in the list.
            let payments = service.paid_by().into_iter().flatten();
            let named = payments.filter_map(|payment| match payment.from {
                PaidBy::One(payer) => payer.party(),
                PaidBy::Recipients => None,
            });
            let by_default = payments_for_service(self.graph, id)
                .into_iter()
                .filter_map(|paid| paid.payer.party());
            for party in named.chain(by_default) {
                pays[party.index()] = true;
            }
        }
        for (id, party) in self.organisation.parties() {
            if party.list == PartyList::Payer && !pays[id.index()] {
                let statement = Statement::about(id).text(" pays for nothing");
                self.raise(Code::PayerPaysNothing, id, statement);
            }
        }
    }
}
