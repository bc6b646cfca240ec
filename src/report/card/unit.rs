//! What a card says of a unit itself, above its sections.

use super::{super::words::measured, Card};
use crate::{
    analysis::roll_up,
    id::UnitId,
    model::{Department, Person, Recipient, Subject, UnitKind},
};

impl Card<'_, '_> {
    pub(super) fn unit_title(&self, unit: UnitId) -> Vec<String> {
        let about = self.organisation.unit(unit);
        let is_outside = |to: Recipient| matches!(to, Recipient::Party(_));
        let up = about.part_of.map_or(&self.organisation.about.name, |up| {
            &self.organisation.unit(up).about.name
        });
        let mut title = vec![
            format!("{}: {} of {up}", about.about.name, about.kind_word()),
            format!(
                "Happy? Outside: {} Inside: {}",
                self.measured(unit, is_outside),
                self.measured(unit, |to| !is_outside(to))
            ),
        ];
        match &about.kind {
            UnitKind::Department(department) => title.extend(self.department_lines(department)),
            UnitKind::Person(person) => title.extend(self.person_lines(person)),
        }
        let parts = self.organisation.children(Some(unit));
        let parts: Vec<&str> = parts.map(|part| self.name(Subject::Unit(part))).collect();
        if !parts.is_empty() {
            title.push(format!("Parts: {}", parts.join(", ")));
        }
        title
    }

    /// How happy those recipients of a unit are that `counts`.
    fn measured(&self, unit: UnitId, counts: impl Fn(Recipient) -> bool) -> String {
        let services = self.view.graph().services_of(unit).into_iter();
        let relations = services.flat_map(|service| self.organisation.relations(service));
        let inactive = |to: Recipient| matches!(to, Recipient::Party(party) if !self.organisation.is_active_party(party));
        let rolled =
            roll_up(relations.filter(|relation| counts(relation.to) && !inactive(relation.to)));
        let lowest = rolled.lowest.unwrap_or_default();
        measured(
            rolled.relationships,
            rolled.measured,
            &format!("the lowest {lowest:.1} of 10"),
        )
    }

    fn department_lines(&self, department: &Department) -> [String; 2] {
        let purpose = department.purpose.as_deref().unwrap_or("not written down");
        let lead = department
            .lead
            .map_or("not named", |lead| self.name(Subject::Unit(lead)));
        [format!("Purpose: {purpose}"), format!("Lead: {lead}")]
    }

    fn person_lines(&self, person: &Person) -> Vec<String> {
        let leads = person.leads.iter();
        let leads: Vec<&str> = leads.map(|led| self.name(Subject::Unit(*led))).collect();
        let mut lines = Vec::new();
        if !leads.is_empty() {
            lines.push(format!("Leads: {}", leads.join(", ")));
        }
        lines.extend(person.role.iter().map(|role| format!("Role: {role}")));
        lines.extend(person.email.iter().map(|email| format!("Email: {email}")));
        lines.extend(person.leaving.iter().map(|date| {
            let successor = person.successor.map_or("no successor".to_owned(), |it| {
                format!("successor: {}", self.name(Subject::Unit(it)))
            });
            format!("Leaves {}, {successor}", date.when())
        }));
        lines
    }
}
