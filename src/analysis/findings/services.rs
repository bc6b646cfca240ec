//! Services: whom they serve, and what for.

use super::{Finder, Finding, Statement};
use crate::{
    diag::{Code, Place},
    id::{ServiceId, Subject},
    model::{Recipient, Relation},
};
use std::collections::BTreeSet;

impl<'org> Finder<'_, 'org> {
    pub(super) fn services(&mut self) {
        for (id, service) in self.organisation.services() {
            if !self.organisation.is_active(id) {
                continue;
            }
            let subject = Subject::Service(id);
            if self.organisation.active_relations(id).next().is_none() {
                let statement = Statement::about(subject).text(" serves nobody");
                self.raise(Code::ServiceServesNobody, subject, statement);
            }
            // Resolving keeps each recipient once and notes where one is repeated.
            for (to, place) in service.duplicate_recipients() {
                self.duplicate_recipient(id, *to, *place);
            }
            // The relationships as in the file: `relations` leaves out those
            // that do not count today.
            for relation in self.organisation.all_relations(id) {
                self.uses_without_effect(id, relation);
            }
        }
    }

    fn duplicate_recipient(&mut self, service: ServiceId, to: Recipient, place: Place) {
        let statement = Statement::about(service).text(" serves ").thing(to).text(" twice");
        let subject = Subject::Service(service);
        let finding = Finding::new(Code::DuplicateRecipient, subject, place, statement);
        self.raise_finding(Finding { other: Some(to.into()), ..finding });
    }

    /// SPEC 4: a `for` names a service that its recipient does not use anything for.
    fn uses_without_effect(&mut self, service: ServiceId, relation: Relation<'org>) {
        let listed: BTreeSet<ServiceId> =
            relation.used_for.into_iter().flatten().copied().collect();
        for named in listed {
            if self.graph.is_used_by(relation.to, named) {
                continue;
            }
            let reason = if self.organisation.is_active(named) {
                " does not use anything"
            } else {
                " does not use anything now: it is not active"
            };
            let statement = Statement::about(service)
                .text(" is for ")
                .thing(relation.to)
                .text(" to use for ")
                .thing(named)
                .text(", for which ")
                .thing(relation.to)
                .text(reason);
            let code = Code::UseWithoutEffect;
            let finding = Finding::new(code, Subject::Service(service), relation.place, statement);
            self.raise_finding(Finding { other: Some(relation.to.into()), ..finding });
        }
    }
}
