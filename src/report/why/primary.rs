//! Why a party is, or isn't, a primary customer of a unit.

use super::{
    super::{
        FileLine,
        way::either,
        words::{count, names, nobodys_customer},
    },
    WayThere, Why, WhyQuery,
};
use crate::{
    analysis::{self, Primary, Reach, explain},
    diag::excerpt,
    graph::{Cost, Way},
    id::{PartyId, Subject},
    model::{Decision, Name, PartyList, Provider, Recipient, Status},
};

impl<'org> WhyQuery<'_, 'org> {
    pub(super) fn primary(&self, party: PartyId) -> Why<'org> {
        let customer = Subject::Party(party);
        let name = self.name(customer);
        let status = self.organisation.party(party).status;
        if status != Status::Active {
            let answer = nobodys_customer(name, status);
            return self.answer(customer, answer);
        }
        if self.organisation.party(party).list == PartyList::Payer {
            return self.answer(customer, self.funder(party));
        }
        let Some(explanation) = explain(self.graph, self.unit, party, self.asked) else {
            return self.no_customer(party);
        };
        let row = &explanation.primary;
        let found = &explanation.ways.found;
        let way = |way: &Way| WayThere { cost: way.cost, steps: self.steps(&way.chain) };
        let ways: Vec<WayThere<'org>> = found.iter().map(way).collect();
        let mut why = self.answer(customer, self.headline(row, &explanation.through));
        why.corrections.rows = self.corrections(row, &ways);
        Why {
            rank: Some("primary"),
            reach: Some(row.reach.word()),
            shared_with: row.shared.map(|shared| Name::of(self.organisation, shared.with)),
            certainty: Some(row.certainty),
            through: explanation.through.clone(),
            ways,
            has_more: explanation.ways.has_more,
            ..why
        }
    }

    /// Whether a payer is a funder served by the unit: it is never a customer (SPEC 3.7).
    fn funder(&self, party: PartyId) -> String {
        let (unit, name) = (self.name(self.unit.into()), self.name(party.into()));
        let served = analysis::funders_served(self.graph, self.unit);
        match served.into_iter().find(|row| row.party == party) {
            Some(row) => {
                let services = row.services.iter().map(|it| self.name((*it).into()));
                let services = names(services, usize::MAX);
                format!(
                    "{name} is a funder served by {unit} (by {}), and as a payer no customer.",
                    &*services
                )
            }
            None => {
                format!("{name} is a payer, and so no customer; no service of {unit} serves it.")
            }
        }
    }

    /// Why a party that could be a customer is none.
    fn no_customer(&self, party: PartyId) -> Why<'org> {
        let customer = Subject::Party(party);
        let (unit, name) = (self.name(self.unit.into()), self.name(customer));
        if self.graph.steps_to_parties()[party.index()].is_none() {
            let answer = format!(
                "{name} is no customer of {unit}: no service of {} reaches it.",
                self.within.map_or("the organisation", |within| &within.header.name)
            );
            return self.answer(customer, answer);
        }
        let by = analysis::rejected_by(self.graph, self.unit, party);
        let Some((by, verdict)) =
            by.and_then(|by| Some((by, self.organisation.verdict(by, party)?)))
        else {
            let answer = format!(
                "{name} is no customer of {unit}: no service of it, nor of a department around it, reaches it."
            );
            return self.answer(customer, answer);
        };
        let place = FileLine::of(self.sources, verdict.place);
        let because = verdict
            .because
            .as_ref()
            .map_or(String::new(), |it| format!(", because: {}", excerpt(it)));
        let rejects = if by == self.unit {
            "rejects it".to_owned()
        } else {
            let is_led = self.organisation.unit(self.unit).leads().contains(&by);
            let how = if is_led { "leads" } else { "is part of" };
            let department = self.name(by.into());
            format!("rejects it as a customer of {department}, which {unit} {how}")
        };
        let mut why = self.answer(
            customer,
            format!("{name} is no customer of {unit}: a verdict at {place} {rejects}{because}."),
        );
        // What a unit would share, it shares again once the verdict does not reject it.
        why.corrections.rows = vec![self.verdict(by, party, Decision::Confirmed)];
        why
    }

    fn headline(&self, row: &Primary, through: &[Recipient]) -> String {
        let unit = self.name(Subject::Unit(self.unit));
        let name = self.name(Subject::Party(row.party));
        let how = self.how(row, through);
        format!("{name}: PRIMARY (external) customer of {unit}, {how}.")
    }

    fn how(&self, row: &Primary, through: &[Recipient]) -> String {
        let names = through.iter().map(|to| self.name((*to).into()).to_owned());
        let through = either(names.collect(), usize::MAX);
        let steps =
            row.cost.map_or(String::new(), |Cost { broad_steps, steps, .. }| match broad_steps {
                0 => count(steps as usize, "step"),
                _ => format!("{}, {broad_steps} broad", count(steps as usize, "step")),
            });
        match row.reach {
            Reach::Direct => "DIRECT: one of its services serves them".to_owned(),
            Reach::Through => format!("reached THROUGH {through} ({steps})"),
            Reach::Broad => format!("reached BROADLY, through {through} ({steps})"),
            Reach::Shared => {
                let with = row.shared.map_or(Provider::Organisation, |shared| shared.with);
                let reach = row.shared.map_or("", |shared| shared.reach.word());
                format!("SHARED as part of {} ({reach})", self.name(with.into()))
            }
        }
    }
}
