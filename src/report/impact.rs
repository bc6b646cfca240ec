//! The answer of `impact`: who is affected if something fails, and what depends on a party outside.

mod affected;
mod failures;
mod inside;
mod outside;

pub use failures::{Failure, failures};
pub(super) use outside::{contributors, pays_cell};

use self::{inside::InsideImpact, outside::OutsideImpact};
use super::Answer;
use crate::{
    analysis::{Failing, View, depending, impact, party_impact},
    graph::Graph,
    id::Subject,
};

/// The impact of a department, person, service or party; `None` where nothing else can fail.
pub fn impacted<'org>(graph: &Graph<'org>, what: Subject) -> Option<Box<dyn Answer + 'org>> {
    let organisation = graph.organisation();
    let inside = |failing| -> Option<Box<dyn Answer + 'org>> {
        let impact = impact(graph, failing);
        Some(Box::new(InsideImpact { organisation, failing, impact }))
    };
    match what {
        Subject::Unit(unit) => inside(Failing::Unit(unit)),
        Subject::Service(service) => inside(Failing::Service(service)),
        Subject::Party(party) => {
            let view = View::whole(graph);
            let impact = party_impact(view, party);
            let depending = depending(view, &impact.pays_for);
            Some(Box::new(OutsideImpact { organisation, party, impact, depending }))
        }
        Subject::Organisation | Subject::Everyone | Subject::Group(_) => None,
    }
}
