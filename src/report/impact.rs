//! The answer of `impact`: who is hit if something fails, and what hangs on a party outside.

mod fact;
mod failures;
mod inside;
mod outside;

pub use fact::{
    HitFact, HitPayerFact, HitServiceFact, ImpactFact, PaidServiceFact, PartyImpactFact,
    impact_fact, party_impact_fact,
};
pub use failures::{ReachOfFailure, failures, failures_table};
pub(super) use outside::contributors;

use self::{inside::inside_table, outside::outside_table};
use super::Table;
use crate::{
    analysis::{Failing, Impact, PartyImpact, impact, party_impact},
    graph::Graph,
    id::{PartyId, Subject},
    model::Organisation,
};

/// How many names a cell shows unless all are wanted.
const NAMES: usize = 6;

/// What `impact` answers.
#[derive(Debug)]
pub enum Impacted<'org> {
    /// Something inside fails.
    Inside(Failing, Impact, &'org Organisation),
    /// A party outside stops paying.
    Outside(PartyId, PartyImpact, &'org Organisation),
}

/// The impact of a department, person, service or party.
#[must_use]
pub fn impacted<'org>(graph: &Graph<'org>, what: Subject) -> Option<Impacted<'org>> {
    let organisation = graph.organisation();
    let inside = |failing| Some(Impacted::Inside(failing, impact(graph, failing), organisation));
    match what {
        Subject::Unit(unit) => inside(Failing::Unit(unit)),
        Subject::Service(service) => inside(Failing::Service(service)),
        Subject::Party(party) => {
            Some(Impacted::Outside(party, party_impact(graph, party), organisation))
        }
        Subject::Organisation | Subject::Everyone | Subject::Group(_) => None,
    }
}

impl Impacted<'_> {
    /// The answer as a table; every name where `all` are wanted.
    #[must_use]
    pub fn table(&self, all: bool) -> Table {
        let most = if all { usize::MAX } else { NAMES };
        match self {
            Self::Inside(failing, impact, organisation) => {
                inside_table(organisation, *failing, impact, most)
            }
            Self::Outside(party, impact, organisation) => {
                outside_table(organisation, *party, impact, most)
            }
        }
    }
}

fn subject(failing: Failing) -> Subject {
    match failing {
        Failing::Unit(unit) => Subject::Unit(unit),
        Failing::Service(service) => Subject::Service(service),
    }
}
