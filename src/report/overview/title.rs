//! What stands above and below an overview: whose it is, how happy its customers are, what it leaves out.

use super::{
    super::{
        People,
        size::Size,
        words::{count, measured, people},
    },
    Overview,
};
use crate::{
    analysis::{self, Happy},
    diag::{Diagnostic, Severity},
};

impl Overview<'_, '_> {
    /// Whose overview it is, and the first article's question.
    pub(super) fn title(&self, file: &str) -> Vec<String> {
        let organisation = self.organisation;
        let size = Size::of(organisation);
        let served = self.graph.served_parties();
        let parties = organisation.parties().map(|(id, _)| id);
        let active = parties.filter(|&id| served[id.index()] && organisation.is_active_party(id));
        let first = format!(
            "{}: {}, {}, {}, {} outside ({file})",
            self.who(),
            count(size.departments, "department"),
            people(size.people),
            count(size.services, "service"),
            count(active.count(), "customer"),
        );
        let (outside, inside) = analysis::happy(organisation);
        let (outside, inside) = (happy(outside), happy(inside));
        vec![first, format!("Happy? Outside: {outside} Inside: {inside}")]
    }

    /// The name of the organisation, or of the division within it.
    fn who(&self) -> String {
        let name = &self.organisation.about.name;
        let within = self.view.within();
        within.map_or(name.to_string(), |unit| format!("{} within {name}", unit.about.name))
    }

    /// What is left out, and what else there is to look at.
    pub(super) fn notes(&self, units: usize, shown: usize, findings: &[Diagnostic]) -> Vec<String> {
        let mut notes = Vec::new();
        if shown < units {
            notes.push(format!("Showing {shown} of {units} units: --all shows them all."));
        }
        let hidden = Size::of(self.organisation).people;
        if self.filter.people == People::Without && self.filter.units.is_empty() && hidden > 0 {
            notes.push(format!("{} left out: --people shows them too.", people(hidden)));
        }
        notes.push(format!(
            "{} (custmap check). Every fact: --format plain, or export -o customers.csv",
            found(findings)
        ));
        notes
    }
}

/// How many findings of each level there are, the worst first.
fn found(findings: &[Diagnostic]) -> String {
    let of = |severity: Severity| {
        let found = findings.iter().filter(|finding| finding.severity == severity).count();
        (found > 0).then(|| count(found, severity.word()))
    };
    let found: Vec<String> = Severity::ALL.into_iter().rev().filter_map(of).collect();
    if found.is_empty() { "No findings".to_owned() } else { found.join(", ") }
}

fn happy(counts: Happy) -> String {
    let unhappy = format!("{} unhappy", counts.unhappy);
    measured(counts.relationships, counts.measured, &unhappy)
}
