//! What is above and below an overview: whose it is, how happy its customers are, what it leaves out.

use super::{
    super::{
        People,
        size::{Size, whose},
        words::{count, happiness, levels, nobodys_customer, people, thousands},
    },
    Overview,
};
use crate::{analysis, diag::Severity, id::Subject, model::Status};

impl Overview<'_, '_> {
    /// Whose overview it is, how happy its customers are, and what it calls those outside.
    pub(super) fn title(&self, file: &str) -> Vec<String> {
        let organisation = self.organisation;
        let mut lines = vec![
            format!("{}: {} ({file})", whose(self.view), Size::of(self.view).line()),
            format!("Satisfaction: {}.", happiness(analysis::happy(organisation))),
        ];
        let called = organisation.customers_called.as_deref().filter(|it| *it != "customers");
        lines.extend(called.map(|called| format!("Those outside are called {called}.")));
        lines
    }

    /// The lines in place of the overview of an organisation without units.
    pub(super) fn nothing_yet(&self, file: &str) -> Vec<String> {
        let next =
            "Nobody works here yet. Write down the departments, what they provide and for whom.";
        vec![format!("{} ({file})", whose(self.view)), next.to_owned()]
    }

    /// Why no unit has a row: of each customer that was asked for and is nobody's, else in general.
    pub(super) fn why_nobody(&self) -> Vec<String> {
        if self.filter.selection.is_some() && self.filter.customers.is_empty() {
            return vec!["No unit is like that.".to_owned()];
        }
        let party = |customer: &Subject| customer.party().map(|id| self.organisation.party(id));
        let inactive = self.filter.customers.iter().filter_map(party);
        let lines: Vec<String> = inactive
            .filter(|party| party.status != Status::Active)
            .map(|party| nobodys_customer(&party.header.name, party.status))
            .collect();
        if lines.is_empty() { vec!["No unit has such a customer.".to_owned()] } else { lines }
    }

    /// What is left out, `hidden` shared customers too, and what else there is to look at.
    pub(super) fn notes(&self, hidden: usize, findings: &[(Severity, usize)]) -> Vec<String> {
        let units = self.units().len();
        let shown = units.min(self.limits.rows);
        let mut notes = Vec::new();
        if shown < units {
            let (shown, all) = (thousands(shown), thousands(units));
            notes.push(format!("Showing {shown} of {all} units: --all shows them all."));
        }
        let persons = Size::of(self.view).people;
        if self.filter.people == People::Without && self.filter.units.is_empty() && persons > 0 {
            notes.push(format!("{} left out: --people shows them too.", people(persons)));
        }
        if hidden > 0 {
            let shared = count(hidden, "shared customer");
            notes.push(format!("{shared} not shown: --shared shows them too."));
        }
        let mut found = levels(findings);
        if let Some(first) = found.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        notes.push(format!("{found}. For all facts: --format plain, or export -o customers.csv"));
        notes
    }
}
