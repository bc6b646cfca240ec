//! Satisfaction: relationships that nobody measured, and what the newest measurements say (SPEC 6).

use super::{Finder, Finding, Statement};
use crate::{
    analysis::satisfaction::{
        Interval, IntervalKind, interval, is_small_sample, is_unhappy, population, unhappy_below,
    },
    diag::Code,
    id::{ServiceId, Subject},
    model::{PartyKind, Provider, Recipient, Relation, Satisfaction},
};
use std::collections::BTreeMap;

/// How many relationships were never measured.
#[derive(Clone, Copy, Default)]
struct Unmeasured {
    outside: usize,
    inside: usize,
}

impl Unmeasured {
    fn add(&mut self, relation: &Relation<'_>) {
        let side = if relation.to.party().is_some() { &mut self.outside } else { &mut self.inside };
        *side += 1;
    }
}

impl<'org> Finder<'_, 'org> {
    pub(super) fn satisfaction(&mut self) {
        let mut unmeasured: Vec<(ServiceId, Relation<'org>)> = Vec::new();
        for (id, _) in self.organisation.services() {
            for relation in self.organisation.active_relations(id) {
                match (self.receives(relation.to), relation.newest()) {
                    (false, _) => {}
                    (true, Some(newest)) => self.measured(id, relation, newest),
                    // Society as a whole can hardly be asked (SPEC 4).
                    (true, None) if self.is_society(relation.to) => {}
                    (true, None) => unmeasured.push((id, relation)),
                }
            }
        }
        let services = self.organisation.services();
        let mut all = services.flat_map(|(id, _)| self.organisation.all_relations(id));
        // A map in which nobody measures yet gets one finding: one for each provider would bury the others.
        if all.any(|relation| relation.newest().is_some()) {
            self.unmeasured_of_providers(&unmeasured);
        } else {
            self.nothing_measured(&unmeasured);
        }
    }

    /// Whether somebody receives today: a prospect or a former customer doesn't.
    fn receives(&self, to: Recipient) -> bool {
        self.organisation.is_served(to)
    }

    fn is_society(&self, to: Recipient) -> bool {
        to.party().is_some_and(|party| self.organisation.party(party).kind == PartyKind::Society)
    }

    fn unmeasured_of_providers(&mut self, unmeasured: &[(ServiceId, Relation<'org>)]) {
        let mut counts: BTreeMap<Provider, Unmeasured> = BTreeMap::new();
        for (service, relation) in unmeasured {
            let providers = self.organisation.service(*service).provided_by.iter();
            for provider in providers.filter(|one| self.is_asked_for(Subject::from(**one))) {
                counts.entry(*provider).or_default().add(relation);
            }
        }
        for (provider, count) in counts {
            let statement = unmeasured_relationships(Statement::about(provider).text(": "), count);
            self.raise(Code::SatisfactionUnknown, provider, statement);
        }
    }

    /// One finding instead of one for each provider. What is allowed for all providers of a service is not counted.
    fn nothing_measured(&mut self, unmeasured: &[(ServiceId, Relation<'org>)]) {
        let code = Code::SatisfactionUnknown;
        let mut allowed: BTreeMap<Provider, bool> = BTreeMap::new();
        let mut count = Unmeasured::default();
        for (service, relation) in unmeasured {
            let providers = &self.organisation.service(*service).provided_by;
            let mut is_counted = false;
            for &provider in providers {
                let subject = Subject::from(provider);
                let is_allowed = allowed.entry(provider).or_insert_with(|| {
                    // An `allow` of the organisation is for the one finding about the whole
                    // map, which is raised below.
                    subject != Subject::Organisation
                        && self.allows.silence(code, std::iter::once(subject))
                });
                is_counted |= !*is_allowed;
            }
            if is_counted {
                count.add(relation);
            }
        }
        if count.outside + count.inside > 0 {
            let statement = Statement::default().text("nothing in this map is measured: ");
            self.raise(code, Subject::Organisation, unmeasured_relationships(statement, count));
        }
    }

    /// What the newest measurement of a relationship says.
    fn measured(&mut self, id: ServiceId, relation: Relation<'org>, newest: &'org Satisfaction) {
        if is_unhappy(newest) {
            self.unhappy(id, relation, newest);
        }
        if is_small_sample(newest) {
            self.small_sample(id, relation, newest);
        }
        let about = Statement::about(relation.to).text(": ");
        let stale = match &newest.measured {
            None => about.text("nobody knows when the score for ").thing(id).text(" was measured"),
            Some(date) if date.is_over_a_year_before(self.today) => {
                about.text("last asked about ").thing(id).text(" ").when(date)
            }
            Some(_) => return,
        };
        self.raise_measured(Code::SatisfactionStale, id, relation, newest, stale);
    }

    /// How unhappy somebody is, and how sure that is where the answers say so.
    fn unhappy(&mut self, id: ServiceId, relation: Relation<'org>, newest: &'org Satisfaction) {
        let statement = Statement::about(relation.to)
            .text(": unhappy with ")
            .thing(id)
            .text(", ")
            .score(newest, newest.of_ten().unwrap_or_default());
        let number = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        let statement = match (newest.n, newest.asked) {
            (Some(n), Some(asked)) => statement
                .text(", ")
                .number(number(n))
                .text(" of ")
                .number(number(asked))
                .text(" asked"),
            _ => statement,
        };
        let of = population(self.organisation, relation.to);
        let range = interval(newest, of).filter(|range| range.kind == IntervalKind::Measured);
        let statement = match range {
            None => statement,
            Some(Interval { low, high, .. }) => {
                // SPEC 6: an interval that reaches past the threshold leaves it open.
                let sure = if high > unhappy_below(newest) { "perhaps" } else { "surely" };
                statement
                    .text(", between ")
                    .bare_score(newest, low)
                    .text(" and ")
                    .bare_score(newest, high)
                    .text(": ")
                    .text(sure)
            }
        };
        self.raise_measured(Code::CustomerUnhappy, id, relation, newest, statement);
    }

    fn small_sample(
        &mut self,
        id: ServiceId,
        relation: Relation<'org>,
        newest: &'org Satisfaction,
    ) {
        let number = |n: Option<u64>| usize::try_from(n.unwrap_or(0)).unwrap_or(usize::MAX);
        let statement = Statement::about(relation.to)
            .text(": the ")
            .score(newest, newest.of_ten().unwrap_or_default())
            .text(" for ")
            .thing(id)
            .text(" rests on ")
            .count(number(newest.n), "answer");
        let statement = match newest.asked {
            None => statement,
            asked @ Some(_) => statement.text(" of ").number(number(asked)).text(" people asked"),
        };
        self.raise_measured(Code::SmallSample, id, relation, newest, statement);
    }

    fn raise_measured(
        &mut self,
        code: Code,
        service: ServiceId,
        relation: Relation<'org>,
        newest: &'org Satisfaction,
        statement: Statement<'org>,
    ) {
        let finding = Finding::new(code, Subject::Service(service), newest.place, statement);
        self.raise_finding(Finding { other: Some(relation.to.into()), ..finding });
    }
}

/// `3 relationships were never measured (1 outside, 2 inside)`.
fn unmeasured_relationships(statement: Statement<'_>, count: Unmeasured) -> Statement<'_> {
    let all = count.outside + count.inside;
    let verb = if all == 1 { " was" } else { " were" };
    statement
        .count(all, "relationship")
        .text(verb)
        .text(" never measured (")
        .number(count.outside)
        .text(" outside, ")
        .number(count.inside)
        .text(" inside)")
}
