//! Services: whom they serve, who pays, how happy those are.

use super::{Finder, Finding, Statement};
use crate::{
    analysis::{
        payers::{Basis, beneficiaries_served, paid, paid_for_outside, recipients},
        satisfaction::is_unhappy,
    },
    diag::Code,
    id::{PartyId, ServiceId, Subject},
    model::{OrganisationKind, PartyKind, Provider, Recipient, Relation, Satisfaction},
};
use std::collections::{BTreeMap, BTreeSet};

/// A sample below this says little.
const SMALL: u64 = 30;

/// Relationships that were never measured.
#[derive(Default)]
struct Unmeasured {
    outside: usize,
    inside: usize,
}

impl<'org> Finder<'_, 'org> {
    pub(super) fn services(&mut self) {
        let mut unmeasured: BTreeMap<Provider, Unmeasured> = BTreeMap::new();
        for (id, service) in self.organisation.services() {
            if !self.organisation.is_active(id) {
                continue;
            }
            self.service(id);
            for relation in self.organisation.relations(id) {
                self.relation(id, relation, |outside| {
                    for provider in &service.provided_by {
                        let counts = unmeasured.entry(*provider).or_default();
                        counts.outside += usize::from(outside);
                        counts.inside += usize::from(!outside);
                    }
                });
            }
        }
        for (provider, counts) in unmeasured {
            self.satisfaction_unknown(provider, &counts);
        }
    }

    fn service(&mut self, id: ServiceId) {
        let service = self.organisation.service(id);
        let subject = Subject::Service(id);
        if self.organisation.relations(id).next().is_none() {
            let statement = Statement::about(subject).text(" serves nobody");
            self.raise(Code::ServiceServesNobody, subject, statement);
        }
        for (to, place) in service.again() {
            let statement = Statement::about(subject).text(" serves ").thing(*to).text(" twice");
            self.raise_finding(Finding::new(Code::DuplicateRecipient, subject, *place, statement));
        }
        let parties = recipients(self.organisation, id);
        if parties.is_empty() {
            return;
        }
        let is_company = self.organisation.kind == OrganisationKind::Company;
        let serves_beneficiary = !beneficiaries_served(self.organisation, id).is_empty();
        let is_declared = service.paid_by().is_some();
        if !is_company
            && !is_declared
            && serves_beneficiary
            && paid_for_outside(self.graph, id).is_empty()
        {
            let statement = Statement::default().text("nobody pays for what ").thing(subject);
            let statement = statement.text(" does for the outside");
            self.raise(Code::ServiceWithoutPayer, subject, statement);
        }
        let third: BTreeSet<PartyId> = paid(self.graph, id)
            .into_iter()
            .filter(|paid| paid.basis == Basis::Stated)
            .filter_map(|paid| paid.payer.party())
            .filter(|party| !parties.contains(party))
            .collect();
        if !third.is_empty() {
            let statement = Statement::about(subject).text(" serves ");
            let statement = statement.things(self.by_name(parties)).text(" and is paid by ");
            let statement = statement.things(self.by_name(third));
            self.raise(Code::ThirdPartyFunded, subject, statement);
        }
    }

    fn by_name(&self, parties: impl IntoIterator<Item = PartyId>) -> Vec<Subject> {
        let mut subjects: Vec<Subject> = parties.into_iter().map(Subject::Party).collect();
        subjects.sort_by_key(|subject| {
            (self.organisation.name_of(*subject), self.organisation.id_of(*subject))
        });
        subjects
    }

    /// Looks at one relationship; `unmeasured` is told of one without a score, and whether it is outside.
    fn relation(&mut self, id: ServiceId, relation: Relation<'org>, unmeasured: impl FnOnce(bool)) {
        let outside = relation.to.party().map(|party| self.organisation.party(party));
        if let Recipient::Party(party) = relation.to
            && !self.organisation.is_active_party(party)
        {
            return;
        }
        match relation.newest() {
            Some(newest) => self.measured(id, relation, newest),
            None if outside.is_some_and(|party| party.kind == PartyKind::Society) => {}
            None => unmeasured(outside.is_some()),
        }
    }

    fn measured(&mut self, id: ServiceId, relation: Relation<'org>, newest: &'org Satisfaction) {
        let (service, today) = (Subject::Service(id), self.today);
        let about = || Statement::about(relation.to).text(": ");
        let mut raise = |code, statement| {
            let finding = Finding::new(code, service, newest.place, statement);
            self.raise_finding(Finding { other: Some(relation.to.into()), ..finding });
        };
        let score = newest.of_ten().unwrap_or_default();
        if is_unhappy(newest) {
            let statement = about().text("unhappy with ").thing(service).text(", ");
            raise(Code::CustomerUnhappy, statement.score(score).text(" of 10"));
        }
        if let Some(n) = newest.n.filter(|n| *n < SMALL) {
            let statement = about().text("the ").score(score).text(" of 10 for ").thing(service);
            let answers = usize::try_from(n).unwrap_or(0);
            raise(Code::SmallSample, statement.text(" rests on ").count(answers, "answer"));
        }
        match &newest.measured {
            None => raise(
                Code::SatisfactionStale,
                about()
                    .text("nobody knows when the score for ")
                    .thing(service)
                    .text(" was measured"),
            ),
            Some(date) if date.is_over_a_year_before(today) => raise(
                Code::SatisfactionStale,
                about().text("last asked about ").thing(service).text(" ").when(date),
            ),
            Some(_) => {}
        }
    }

    fn satisfaction_unknown(&mut self, provider: Provider, counts: &Unmeasured) {
        let all = counts.outside + counts.inside;
        let verb = if all == 1 { " was" } else { " were" };
        let statement = Statement::about(provider).text(": ").count(all, "relationship");
        let statement = statement.text(verb).text(" never measured (").number(counts.outside);
        let statement = statement.text(" outside, ").number(counts.inside).text(" inside)");
        self.raise(Code::SatisfactionUnknown, provider, statement);
    }
}
