//! Why somebody inside is, or isn't, a secondary customer of a unit.

use super::{super::words::names, WayThere, Why, WhyQuery};
use crate::{
    analysis::{self, Secondary, SecondaryCustomer, SecondaryReach},
    graph::{Cost, Link},
    id::{Subject, UnitId},
    model::Name,
};

impl<'org> WhyQuery<'_, 'org> {
    pub(super) fn secondary(&self, customer: Subject) -> Why<'org> {
        let (unit, name) = (self.name(Subject::Unit(self.unit)), self.name(customer));
        let rows = analysis::secondary(self.graph, self.unit);
        let Some(row) = rows.iter().find(|row| Subject::from(row.customer) == customer) else {
            return self.no_secondary(customer, &rows);
        };
        let (reach, shared_with) = match row.reach {
            SecondaryReach::Direct => ("direct", None),
            SecondaryReach::Shared(with) => ("shared", Some(Name::of(self.organisation, with))),
        };
        let how = shared_with.map_or_else(
            || "DIRECT: it uses what the unit provides".to_owned(),
            |with| format!("SHARED with {}", with.name),
        );
        let why = self
            .answer(customer, format!("{name}: SECONDARY (internal) customer of {unit}, {how}."));
        let rank = Some("secondary");
        Why { rank, reach: Some(reach), shared_with, ..self.with_uses(why, [row]) }
    }

    /// An answer with the services that some customers use, and how to take these customers out.
    fn with_uses<'r>(
        &self,
        mut why: Why<'org>,
        rows: impl IntoIterator<Item = &'r Secondary>,
    ) -> Why<'org> {
        let cost = Cost { broad_steps: 0, steps: 1, is_unfunded: false };
        let uses: Vec<Link> = rows.into_iter().flat_map(|row| self.uses(row)).collect();
        why.ways = uses.iter().map(|link| WayThere { cost, steps: self.steps(&[*link]) }).collect();
        why.corrections.rows = uses.into_iter().flat_map(|step| self.removals(step)).collect();
        why
    }

    /// The relationships that make a secondary customer.
    fn uses(&self, row: &Secondary) -> Vec<Link> {
        let services = match row.reach {
            SecondaryReach::Direct => row.services.clone(),
            SecondaryReach::Shared(with) => self.graph.services_of(with),
        };
        let mut uses: Vec<Link> = Vec::new();
        for service in services {
            for relation in self.organisation.active_relations(service) {
                let mut customers = analysis::stands_for(self.organisation, relation.to);
                let link = Link { service: Some(service), to: relation.to };
                if customers.any(|one| one == row.customer) && !uses.contains(&link) {
                    uses.push(link);
                }
            }
        }
        uses
    }

    /// Why somebody inside is no customer by its own name: it may be served with others.
    fn no_secondary(&self, customer: Subject, rows: &[Secondary]) -> Why<'org> {
        let (unit, name) = (self.name(Subject::Unit(self.unit)), self.name(customer));
        let asked = self.held(customer);
        // SPEC 3.5: a customer holds a unit outside the parts of the unit that serves it.
        if !asked.is_empty() && asked.iter().all(|one| self.organisation.is_part(*one, self.unit)) {
            let answer = format!(
                "{name} is no customer of {unit}: it is inside {unit}, whose customers are outside."
            );
            return self.answer(customer, answer);
        }
        let holding = |is_all: bool| -> Vec<&Secondary> {
            let held = |row: &&Secondary| {
                let mut found = asked.iter().map(|one| self.holds(row.customer, *one));
                if is_all { !asked.is_empty() && found.all(|it| it) } else { found.any(|it| it) }
            };
            rows.iter().filter(held).collect()
        };
        let list = |rows: &[&Secondary]| {
            let customers = rows.iter().map(|row| self.name(row.customer.into()));
            names(customers, usize::MAX).to_string()
        };
        let (whole, partly) = (holding(true), holding(false));
        if !whole.is_empty() {
            let answer = format!(
                "{name} is served within {}: SECONDARY (internal) customer of {unit}. No service \
                 names it alone.",
                list(&whole)
            );
            return self.with_uses(self.answer(customer, answer), whole);
        }
        if !partly.is_empty() {
            let answer = format!(
                "{name} is no customer of {unit} as a whole. Some of it is served within {}.",
                list(&partly)
            );
            return self.with_uses(self.answer(customer, answer), partly);
        }
        let answer = format!(
            "{name} is no customer of {unit}: no service of it, nor of a department around it, serves them."
        );
        self.answer(customer, answer)
    }

    /// The units that somebody inside is or holds; of a department itself.
    fn held(&self, customer: Subject) -> Vec<UnitId> {
        match customer {
            Subject::Unit(unit) => self.organisation.parts(unit).map(UnitId::new).collect(),
            Subject::Group(group) => self.organisation.group(group).held.units().collect(),
            Subject::Organisation | Subject::Everyone | Subject::Service(_) | Subject::Party(_) => {
                Vec::new()
            }
        }
    }

    fn holds(&self, customer: SecondaryCustomer, unit: UnitId) -> bool {
        match customer {
            SecondaryCustomer::Unit(around) => self.organisation.is_part(unit, around),
            SecondaryCustomer::Group(group) => self.organisation.group(group).held.holds(unit),
            SecondaryCustomer::Everyone | SecondaryCustomer::Organisation => true,
        }
    }
}
