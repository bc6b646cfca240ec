//! Services: whom they serve, who pays, how happy those are.

use super::{Finder, and, count};
use crate::{
    analysis::{
        payers::{paid, paid_for_outside, recipients},
        satisfaction::is_unhappy,
    },
    diag::{Code, Diagnostic},
    id::{PartyId, ServiceId, Subject},
    model::{PartyKind, Provider, Recipient, Relation, Satisfaction},
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

impl Finder<'_, '_> {
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
        let name = &service.about.name;
        let subject = Subject::Service(id);
        if self.organisation.relations(id).next().is_none() {
            self.raise(Code::ServiceServesNobody, subject, format!("{name} serves nobody"));
        }
        for (to, place) in service.again() {
            let message = format!("{name} serves {} twice", self.name((*to).into()));
            let finding = Diagnostic::new(Code::DuplicateRecipient, *place, message);
            self.raise_at(finding, &[subject]);
        }
        let parties = recipients(self.organisation, id);
        if parties.is_empty() {
            return;
        }
        let stated = service.paid_by().is_some() || self.organisation.paid_by.is_some();
        if !stated && paid_for_outside(self.organisation, id).is_empty() {
            let message = format!("nobody pays for what {name} does for the outside");
            self.raise(Code::ServiceWithoutPayer, subject, message);
        }
        let third: BTreeSet<PartyId> = paid(self.organisation, id)
            .into_iter()
            .filter_map(|paid| paid.payer.party())
            .filter(|party| !parties.contains(party))
            .collect();
        if !third.is_empty() {
            let mut payers: Vec<&str> =
                third.iter().map(|id| self.name(Subject::Party(*id))).collect();
            let mut receive: Vec<&str> =
                parties.iter().map(|id| self.name(Subject::Party(*id))).collect();
            payers.sort_unstable();
            receive.sort_unstable();
            let (payers, receive) = (and(&payers), and(&receive));
            let message = format!("{name} serves {receive} and is paid by {payers}");
            self.raise(Code::ThirdPartyFunded, subject, message);
        }
    }

    /// Looks at one relationship; `unmeasured` is told of one without a score, and whether it is outside.
    fn relation(&mut self, id: ServiceId, relation: Relation<'_>, unmeasured: impl FnOnce(bool)) {
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

    fn measured(&mut self, id: ServiceId, relation: Relation<'_>, newest: &Satisfaction) {
        let (service, to) = (self.name(Subject::Service(id)), self.name(relation.to.into()));
        let subjects = [Subject::Service(id), relation.to.into()];
        let today = self.today;
        let mut raise = |code, message| {
            self.raise_at(Diagnostic::new(code, newest.place, message), &subjects);
        };
        let score = newest.of_ten().unwrap_or_default();
        if is_unhappy(newest) {
            let message = format!("{to}: unhappy with {service}, {score:.1} of 10");
            raise(Code::CustomerUnhappy, message);
        }
        if let Some(n) = newest.n.filter(|n| *n < SMALL) {
            let answers = count(usize::try_from(n).unwrap_or(0), "answer");
            let message = format!("{to}: the {score:.1} of 10 for {service} rests on {answers}");
            raise(Code::SmallSample, message);
        }
        match &newest.measured {
            None => raise(
                Code::SatisfactionStale,
                format!("{to}: nobody knows when the score for {service} was measured"),
            ),
            Some(date) if date.is_over_a_year_before(today) => raise(
                Code::SatisfactionStale,
                format!("{to}: last asked about {service} {}", date.when()),
            ),
            Some(_) => {}
        }
    }

    fn satisfaction_unknown(&mut self, provider: Provider, counts: &Unmeasured) {
        let name = self.name(provider.into());
        let all = counts.outside + counts.inside;
        let relationships = count(all, "relationship");
        let verb = if all == 1 { "was" } else { "were" };
        let message = format!(
            "{name}: {relationships} {verb} never measured ({} outside, {} inside)",
            counts.outside, counts.inside
        );
        self.raise(Code::SatisfactionUnknown, provider.into(), message);
    }
}
