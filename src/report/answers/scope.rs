//! Whether a form asks a unit about a fact: nobody answers for others.

use super::super::ask::{AskedFact, Heads, parties_asked};
use crate::{graph::Graph, id::UnitId};

/// Whether the form of a unit can ask about a fact.
pub(super) fn is_asked(graph: &Graph<'_>, unit: UnitId, fact: AskedFact, heads: &Heads) -> bool {
    match fact {
        AskedFact::Purpose(of)
        | AskedFact::Lead(of)
        | AskedFact::UnitServes(of)
        | AskedFact::Customer(of, _) => of == unit,
        AskedFact::ServiceChecked(service)
        | AskedFact::ServiceServes(service)
        | AskedFact::ServiceServesNot(service)
        | AskedFact::ServicePaidBy(service) => graph.services_of(unit).contains(&service),
        AskedFact::PartyChecked(party)
        | AskedFact::Party(party, _)
        | AskedFact::Reason(party, _) => parties_asked(graph, unit).contains(&party),
        // A narrower recipient may have been added since: who receives the service can rate it all the same.
        AskedFact::Score(_, recipient) => heads.of(graph.organisation(), recipient).contains(&unit),
    }
}
