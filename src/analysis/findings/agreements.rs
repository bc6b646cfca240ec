//! Agreements with customers outside that rest on relationships inside without one.
//!
//! ```text
//! Helpdesk  ─serves→  Logistics            nothing is agreed, and Logistics uses it for Delivery
//! Delivery  ─serves→  Retail buyers        agreed: the next day
//! ```

use super::{Finder, Finding, Statement};
use crate::{
    diag::Code,
    id::{ServiceId, Subject},
    model::{Recipient, Relation},
};
use rustc_hash::FxHashMap;

/// How many relationships inside a message names.
// SPEC 4, `promise-without-agreement`: the first three.
const NAMED: usize = 3;

/// The first relationships inside that the promises of a service rest on: as many as are named, and one more to know
/// that there are others.
type Support = Vec<(ServiceId, Recipient)>;

impl<'org> Finder<'_, 'org> {
    pub(super) fn agreements(&mut self) {
        // The search below is for nothing where nobody wants the finding.
        if self.level(Code::PromiseWithoutAgreement).is_none() {
            return;
        }
        let promises = self.promises();
        if promises.is_empty() {
            return;
        }
        let mut support: FxHashMap<ServiceId, Support> =
            promises.iter().map(|(service, _)| (*service, Support::default())).collect();
        let mut uses = self.graph.uses_among(support.keys().copied().collect());
        for (id, _) in self.organisation.services() {
            for relation in self.organisation.active_relations(id) {
                // SPEC 4: a broad use (everyone has e-mail) supports no promise in particular.
                if relation.agreed.is_some() || self.graph.is_broad(&relation) {
                    continue;
                }
                for service in uses.of_relation(&relation) {
                    let found = support.entry(service).or_default();
                    found.push((id, relation.to));
                    // One that has enough is looked for no longer, so that many promises that rest on many relationships
                    // take no longer than both together.
                    if found.len() > NAMED {
                        uses.remove(service);
                    }
                }
            }
        }
        for (service, relation) in promises {
            if let Some(support) = support.get(&service).filter(|it| !it.is_empty()) {
                self.promise_without_agreement(service, relation, support);
            }
        }
    }

    /// The relationships with customers outside for which something is agreed.
    fn promises(&self) -> Vec<(ServiceId, Relation<'org>)> {
        let services = self.organisation.services();
        let relations = services.flat_map(|(id, _)| {
            self.organisation.active_relations(id).map(move |relation| (id, relation))
        });
        let promises = relations.filter(|(_, relation)| {
            let party = relation.to.party().filter(|_| relation.agreed.is_some());
            party.is_some_and(|party| self.organisation.is_active_beneficiary(party))
        });
        promises.collect()
    }

    fn promise_without_agreement(
        &mut self,
        service: ServiceId,
        relation: Relation<'org>,
        support: &[(ServiceId, Recipient)],
    ) {
        let mut statement = Statement::about(service)
            .text(" has an agreement with ")
            .thing(relation.to)
            .text(", but none inside for ");
        for (at, (inner, to)) in support.iter().take(NAMED).enumerate() {
            let joint = match at {
                0 => "",
                at if at + 1 == support.len() => " and ",
                _ => ", ",
            };
            statement = statement.text(joint).thing(*inner).text(" to ").thing(*to);
        }
        if support.len() > NAMED {
            statement = statement.text(" and others");
        }
        let code = Code::PromiseWithoutAgreement;
        let finding = Finding::new(code, Subject::Service(service), relation.place, statement);
        self.raise_finding(Finding { other: Some(relation.to.into()), ..finding });
    }
}
