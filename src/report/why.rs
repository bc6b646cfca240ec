//! The answer of `why`: how a unit comes to a customer, with the place of each step in the file.

mod primary;
mod secondary;
mod step;
mod table;

pub use step::Step;

use crate::{
    diag::Sources,
    graph::Graph,
    id::{Subject, UnitId},
    model::Organisation,
};
use serde::Serialize;

/// Why somebody is, or isn't, a customer of a unit.
#[derive(Debug, Serialize)]
pub struct Why<'org> {
    /// The unit's id.
    pub unit: &'org str,
    /// The customer's id.
    pub customer: &'org str,
    /// The answer in a sentence.
    pub answer: String,
    /// `primary`, `secondary`, or nothing where it is no customer.
    pub rank: Option<&'static str>,
    /// How the unit reaches it.
    pub reach: Option<&'static str>,
    /// With whom it is shared.
    pub shared_with: Option<&'org str>,
    /// The way there, or each service that is used.
    pub steps: Vec<Step<'org>>,
    /// Other ways as short.
    pub others: Vec<Vec<Step<'org>>>,
}

/// What is asked about.
struct Question<'g, 'org> {
    graph: &'g Graph<'org>,
    organisation: &'org Organisation,
    sources: &'org Sources,
    unit: UnitId,
}

/// Why `customer` is, or isn't, a customer of `unit`.
#[must_use]
pub fn why<'org>(
    graph: &Graph<'org>,
    sources: &'org Sources,
    unit: UnitId,
    customer: Subject,
) -> Why<'org> {
    let question = Question { graph, organisation: graph.organisation(), sources, unit };
    match customer.party() {
        Some(party) => question.primary(party),
        None => question.secondary(customer),
    }
}

impl<'org> Question<'_, 'org> {
    fn answer(&self, customer: Subject, answer: String) -> Why<'org> {
        Why {
            unit: &self.organisation.unit(self.unit).about.id,
            customer: self.organisation.id_of(customer),
            answer,
            rank: None,
            reach: None,
            shared_with: None,
            steps: Vec::new(),
            others: Vec::new(),
        }
    }

    fn name(&self, subject: Subject) -> &'org str {
        self.organisation.name_of(subject)
    }
}
