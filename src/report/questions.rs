//! The blanks of a unit as a questionnaire for its head, whose answers go back into the file.

use super::{Page, Table};
use crate::{
    analysis::{is_untested, keepers, known},
    diag::{Place, Sources},
    graph::Graph,
    id::{PartyId, Subject, UnitId},
    model::{Organisation, PartyKind, Recipient},
};
use std::collections::BTreeSet;

/// What a questionnaire is made with.
struct Questions<'g, 'org> {
    graph: &'g Graph<'org>,
    organisation: &'org Organisation,
    sources: &'g Sources,
    unit: UnitId,
}

/// The questionnaire of a unit: what nobody has written down, each with the place that the answer goes to.
#[must_use]
pub fn questions(graph: &Graph<'_>, sources: &Sources, unit: UnitId) -> Page {
    let organisation = graph.organisation();
    let questions = Questions { graph, organisation, sources, unit };
    let name = &organisation.unit(unit).about.name;
    let mut page = Page {
        title: vec![
            format!("Do you know your customers? {name}").into(),
            "Please fill in what you know, and strike out what is wrong. Each answer goes to the place named behind it."
                .into(),
        ],
        sections: Vec::new(),
    };
    page.add("The unit", lines(questions.about_unit()));
    page.add("How happy they are", lines(questions.unmeasured()));
    page.add("Who your customers are", lines(questions.unknown()));
    page.add("Who looks after them", lines(questions.kept()));
    page.add("Why they come", lines(questions.untested()));
    if page.sections.is_empty() {
        page.title[1] = "Nothing is blank: thank you.".into();
    }
    page
}

/// A section of lines.
fn lines(notes: Vec<String>) -> Table {
    Table { notes, ..Table::default() }
}

impl Questions<'_, '_> {
    fn name(&self, subject: Subject) -> &str {
        self.organisation.name_of(subject)
    }

    fn at(&self, place: Place) -> String {
        format!("{}:{}", self.sources.file(place.file).name, place.line)
    }

    fn about_unit(&self) -> Vec<String> {
        let unit = self.organisation.unit(self.unit);
        let at = self.at(unit.about.place);
        let mut lines = Vec::new();
        if let Some(department) = unit.department() {
            if department.purpose.is_none() {
                lines.push(format!("[ ] What is it for? ______________ (`purpose`, {at})"));
            }
            if department.lead.is_none() {
                lines.push(format!("[ ] Who leads it? ______________ (`lead`, {at})"));
            }
        }
        if self.graph.services_of(self.unit).is_empty() {
            lines.push(format!("[ ] What would be missed if it closed tomorrow, and by whom? ______________ (`services`, {at})"));
        }
        lines
    }

    fn unmeasured(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for service in self.graph.services_of(self.unit) {
            let relations = self.organisation.relations(service);
            let open = relations.filter(|one| one.newest().is_none() && self.can_be_asked(one.to));
            for relation in open {
                let (to, service) =
                    (self.name(relation.to.into()), self.name(Subject::Service(service)));
                let at = self.at(relation.place);
                lines.push(format!(
                    "[ ] How happy is {to} with {service}? ____ of 10, asked ____ people, in ________ (`satisfaction`, {at})"
                ));
            }
        }
        // Within a division one relationship of the file can be inside and outside: it is asked about once.
        lines.dedup();
        lines
    }

    /// Whether somebody can be asked how happy they are: not a prospect, not society at large.
    fn can_be_asked(&self, to: Recipient) -> bool {
        to.party().is_none_or(|party| {
            let society = self.organisation.party(party).kind == PartyKind::Society;
            self.organisation.is_active_party(party) && !society
        })
    }

    /// The active parties that the unit serves straight.
    fn parties(&self) -> BTreeSet<PartyId> {
        let services = self.graph.services_of(self.unit);
        let relations = services.iter().flat_map(|&service| self.organisation.relations(service));
        let parties = relations.filter_map(|relation| relation.to.party());
        parties.filter(|party| self.organisation.is_active_party(*party)).collect()
    }

    fn unknown(&self) -> Vec<String> {
        let lines = self.parties().into_iter().filter_map(|id| {
            let party = self.organisation.party(id);
            let blanks = known(party).into_iter().filter(|(known, what)| {
                !known && *what != "who looks after it" && *what != "a tested reason"
            });
            let blanks: Vec<String> = blanks.map(|(_, what)| format!("{what}? ________")).collect();
            let (name, at) = (&party.about.name, self.at(party.about.place));
            (!blanks.is_empty()).then(|| format!("[ ] {name}: {} ({at})", blanks.join(", ")))
        });
        lines.collect()
    }

    fn kept(&self) -> Vec<String> {
        let lines = self.parties().into_iter().filter_map(|id| {
            let party = self.organisation.party(id);
            let (name, at) = (&party.about.name, self.at(party.about.place));
            match keepers(party) {
                (Some(_), Some(_)) => None,
                (Some(owner), None) => {
                    let owner = self.name(Subject::Unit(owner));
                    Some(format!("[ ] Who stands in for {owner} at {name}? ______________ (`relationship`, {at})"))
                }
                (None, _) => Some(format!("[ ] Who looks after {name}, and who stands in? ______________ (`relationship`, {at})")),
            }
        });
        lines.collect()
    }

    fn untested(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for id in self.parties() {
            let party = self.organisation.party(id);
            for reason in party.reasons.iter().filter(|reason| is_untested(reason)) {
                let claim = reason.claim.as_deref().unwrap_or("a reason");
                let (name, at) = (&party.about.name, self.at(reason.place));
                lines.push(format!("[ ] {name}: \"{claim}\". Is it so? ____ How do you know? ______________ (`reasons`, {at})"));
            }
        }
        lines
    }
}
