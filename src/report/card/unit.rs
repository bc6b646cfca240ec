//! What a card says of a unit itself, above its sections.

use super::{
    super::{
        Line,
        words::{measured, names},
    },
    Card,
};
use crate::{
    analysis::{Privacy, roll_up},
    id::{Subject, UnitId},
    model::{Department, Person, Recipient, UnitKind},
};

impl Card<'_, '_> {
    pub(super) fn unit_title(&self, unit: UnitId) -> Vec<Line> {
        let about = self.organisation.unit(unit);
        let is_outside = |to: Recipient| to.party().is_some();
        let up = about.part_of.map_or(Subject::Organisation, Subject::Unit);
        let mut first = Line::from(format!("{}: {} of ", about.about.name, about.kind_word()));
        first.push_line(&self.link(up));
        let happy = format!(
            "Happy? Outside: {} Inside: {}",
            self.measured(unit, is_outside),
            self.measured(unit, |to| !is_outside(to))
        );
        let mut title = vec![first, happy.into()];
        match &about.kind {
            UnitKind::Department(department) => title.extend(self.department_lines(department)),
            UnitKind::Person(person) => {
                title.extend(self.person_lines(person));
                if self.privacy == Privacy::Confidential {
                    title.extend(self.own_lines(person));
                }
            }
        }
        let parts = self.organisation.children(Some(unit));
        title.extend(self.links("Parts: ", parts));
        title
    }

    /// How happy those recipients of a unit are that `counts`.
    fn measured(&self, unit: UnitId, counts: impl Fn(Recipient) -> bool) -> String {
        let services = self.view.graph().services_of(unit).into_iter();
        let relations = services.flat_map(|service| self.organisation.relations(service));
        let inactive = |to: Recipient| {
            to.party().is_some_and(|party| !self.organisation.is_active_party(party))
        };
        let rolled =
            roll_up(relations.filter(|relation| counts(relation.to) && !inactive(relation.to)));
        let lowest = rolled.lowest.unwrap_or_default();
        measured(rolled.relationships, rolled.measured, &format!("the lowest {lowest:.1} of 10"))
    }

    /// Some units behind a word for what they are, if there are any.
    fn links(&self, word: &str, units: impl Iterator<Item = UnitId>) -> Option<Line> {
        let units = units.map(|unit| self.link(Subject::Unit(unit)));
        let units = names(units, self.limits.names);
        let mut line = Line::from(word);
        line.push_line(&units);
        (!units.is_empty()).then_some(line)
    }

    fn department_lines(&self, department: &Department) -> [Line; 2] {
        let purpose = department.purpose.as_deref().unwrap_or("not written down");
        let lead = self.links("Lead: ", department.lead.into_iter());
        let lead = lead.unwrap_or_else(|| "Lead: not named".into());
        [format!("Purpose: {purpose}").into(), lead]
    }

    fn person_lines(&self, person: &Person) -> Vec<Line> {
        let mut lines = Vec::new();
        lines.extend(self.links("Leads: ", person.leads().iter().copied()));
        lines.extend(person.role.iter().map(|role| format!("Role: {role}").into()));
        lines
    }

    /// What nobody's card tells but the person's own.
    pub(super) fn own_lines(&self, person: &Person) -> Vec<Line> {
        let mut lines = Vec::new();
        lines.extend(person.email().iter().map(|email| format!("Email: {email}").into()));
        lines.extend(person.leaving().iter().map(|date| {
            let successor = self.links("successor: ", person.successor().into_iter());
            let mut line = Line::from(format!("Leaves {}, ", date.when()));
            line.push_line(&successor.unwrap_or_else(|| "no successor".into()));
            line
        }));
        lines
    }
}
