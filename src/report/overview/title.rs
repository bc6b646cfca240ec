//! What is above and below an overview: whose it is, how happy its customers are, what it leaves out.

use super::{
    super::{
        People,
        size::{Size, whose},
        words::{happiness, levels, people},
    },
    Overview,
};
use crate::{analysis, diag::Severity};

impl Overview<'_, '_> {
    /// Whose overview it is, how happy its customers are, and what it calls those outside.
    pub(super) fn title(&self, file: &str) -> Vec<String> {
        let organisation = self.organisation;
        let mut lines = vec![
            format!("{}: {} ({file})", whose(self.view), Size::of(self.view).line()),
            format!("Happy? {}", happiness(analysis::happy(organisation))),
        ];
        let called = organisation.customers_called.as_deref();
        lines.extend(called.map(|called| format!("Those outside are called {called}.")));
        lines
    }

    /// What is left out, and what else there is to look at.
    pub(super) fn notes(
        &self,
        units: usize,
        shown: usize,
        findings: &[(Severity, usize)],
    ) -> Vec<String> {
        let mut notes = Vec::new();
        if shown < units {
            notes.push(format!("Showing {shown} of {units} units: --all shows them all."));
        }
        let hidden = Size::of(self.view).people;
        if self.filter.people == People::Without && self.filter.units.is_empty() && hidden > 0 {
            notes.push(format!("{} left out: --people shows them too.", people(hidden)));
        }
        let mut found = levels(findings);
        if let Some(first) = found.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        notes.push(format!("{found}. For all facts: --format plain, or export -o customers.csv"));
        notes
    }
}
