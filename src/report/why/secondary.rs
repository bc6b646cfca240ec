//! Why somebody inside is, or isn't, a secondary customer of a unit.

use super::{WayThere, Why, WhyQuery};
use crate::{
    analysis::{self, SecondaryReach},
    graph::{Cost, Link},
    id::Subject,
    model::Name,
};

impl<'org> WhyQuery<'_, 'org> {
    pub(super) fn secondary(&self, customer: Subject) -> Why<'org> {
        let (unit, name) = (self.name(Subject::Unit(self.unit)), self.name(customer));
        let rows = analysis::secondary(self.graph, self.unit);
        let Some(row) = rows.into_iter().find(|row| Subject::from(row.customer) == customer) else {
            let answer = format!(
                "{name} is no customer of {unit}: no service of it, nor of a department around it, serves them."
            );
            return self.answer(customer, answer);
        };
        let (services, shared_with) = match row.reach {
            SecondaryReach::Direct => (row.services, None),
            SecondaryReach::Shared(with) => (self.graph.services_of(with), Some(with)),
        };
        let how = match shared_with {
            None => "DIRECT: it uses what the unit provides".to_owned(),
            Some(with) => format!("SHARED with {}", self.name(Subject::Unit(with))),
        };
        let used = services.into_iter().flat_map(|service| {
            let relations = self.organisation.active_relations(service);
            relations.filter_map(move |relation| {
                let mut users = analysis::stands_for(self.organisation, relation.to);
                let used = users.any(|user| user == row.customer);
                used.then_some(Link { service: Some(service), to: relation.to })
            })
        });
        let cost = Cost { broad_steps: 0, steps: 1, is_unfunded: false };
        let ways: Vec<WayThere<'org>> =
            used.map(|link| WayThere { cost, steps: self.steps(&[link]) }).collect();
        let mut why = self
            .answer(customer, format!("{name}: SECONDARY (internal) customer of {unit}, {how}."));
        let steps = ways.iter().filter_map(|way| Some(way.steps.first()?.link()));
        why.corrections.rows = steps.map(|step| self.removal(step)).collect();
        Why {
            rank: Some("secondary"),
            reach: Some(if shared_with.is_some() { "shared" } else { "direct" }),
            shared_with: shared_with.map(|with| Name::of(self.organisation, with)),
            ways,
            ..why
        }
    }
}
