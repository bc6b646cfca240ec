//! What a card says of a unit itself, above its sections.

use super::{
    super::{
        Cell, Line,
        words::{measured, names, one_score},
    },
    Card,
};
use crate::{
    analysis::{Privacy, relationships_owned_by, roll_up},
    id::{Subject, UnitId},
    model::{Person, Recipient, UnitKind},
};

impl Card<'_, '_> {
    pub(super) fn unit_title(&self, unit: UnitId) -> Line {
        let entry = self.organisation.unit(unit);
        let up = entry.part_of.map_or(Subject::Organisation, Subject::Unit);
        let mut title = Line::from(format!("{}: {} of ", entry.header.name, entry.kind_word()));
        title.push_line(&self.link(up));
        title
    }

    /// The facts about the unit itself.
    pub(super) fn unit_fields(&self, unit: UnitId) -> Vec<(String, Cell)> {
        let is_outside = |to: Recipient| to.party().is_some();
        let happy = format!(
            "Outside {}; inside {}",
            self.measured(unit, is_outside),
            self.measured(unit, |to| !is_outside(to))
        );
        let mut fields: Vec<(&str, Cell)> = vec![("Satisfaction", happy.into())];
        match &self.organisation.unit(unit).kind {
            UnitKind::Department(department) => {
                let purpose = department.purpose.as_deref().unwrap_or("not written down");
                let lead = self.links(department.lead.into_iter());
                fields.push(("Purpose", purpose.into()));
                fields.push(("Lead", lead.unwrap_or_else(|| "not named".into())));
            }
            UnitKind::Person(person) => {
                let leads = self.links(person.leads().iter().copied());
                fields.extend(leads.map(|leads| ("Leads", leads)));
                fields.extend(person.role.as_deref().map(|role| ("Role", role.into())));
                if self.privacy == Privacy::Confidential {
                    fields.extend(self.own_fields(person));
                }
            }
        }
        let parts = self.links(self.organisation.children(Some(unit)));
        fields.extend(parts.map(|parts| ("Parts", parts)));
        let owned = self.links(relationships_owned_by(self.organisation, unit).into_iter());
        fields.extend(owned.map(|owned| ("Relationship with", owned)));
        fields.into_iter().map(|(label, cell)| (label.to_owned(), cell)).collect()
    }

    /// How happy those recipients of a unit are that `counts`.
    fn measured(&self, unit: UnitId, counts: impl Fn(Recipient) -> bool) -> String {
        let services = self.view.graph().services_of(unit).into_iter();
        let relations = services.flat_map(|service| self.organisation.active_relations(service));
        let inactive = |to: Recipient| {
            to.party().is_some_and(|party| !self.organisation.is_active_party(party))
        };
        let counted = relations.filter(|relation| counts(relation.to) && !inactive(relation.to));
        let rolled = roll_up(self.organisation, counted);
        let lowest = one_score(rolled.lowest.unwrap_or_default(), rolled.lowest_is_net_promoter);
        measured(rolled.relationships, rolled.measured, &format!("the lowest {lowest}"))
    }

    /// The names of some things, if there are any.
    fn links(&self, things: impl Iterator<Item = impl Into<Subject>>) -> Option<Cell> {
        let line = names(things.map(|thing| self.link(thing.into())), self.limits.names);
        (!line.is_empty()).then(|| line.into())
    }

    /// What only the person's own card shows.
    fn own_fields(&self, person: &Person) -> Vec<(&'static str, Cell)> {
        let email = person.email().map(|email| ("Email", email.into()));
        let leaving = person.leaving().map(|date| {
            let mut line = Line::from(format!("{}, ", date.when()));
            match person.successor() {
                Some(successor) => {
                    line.push("successor: ");
                    line.push_line(&self.link(Subject::Unit(successor)));
                }
                None => line.push("no successor"),
            }
            ("Leaves", line.into())
        });
        email.into_iter().chain(leaving).collect()
    }
}
