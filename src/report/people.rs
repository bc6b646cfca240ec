//! Those who look after customers, and what hangs on them: what `people` shows.

mod fact;
mod loss;
mod table;

pub use fact::PersonFact;
pub use table::people_table;

use self::fact::fact;
use crate::{
    analysis::{Privacy, looked_after},
    graph::Graph,
    id::{ServiceId, UnitId},
    model::{Organisation, Provider},
};
use serde::Serialize;

/// From this many parties on somebody has many to look after.
const MANY: usize = 3;

/// Whom to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// Everybody on whom something hangs.
    All,
    /// Those with many customers, or with unhappy ones.
    Support,
    /// Those whom few could replace.
    Protect,
}

/// How bad it would be to lose somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Risk {
    /// They are leaving, and something has nobody else.
    High,
    /// Something has nobody else.
    Some,
    /// Somebody could take over everything.
    Low,
}

/// Everybody on whom something hangs, the highest risk first, then by money and parties.
#[must_use]
pub fn people<'org>(graph: &Graph<'org>, whom: Whom, privacy: Privacy) -> Vec<PersonFact<'org>> {
    let organisation = graph.organisation();
    let units = organisation.units();
    let mut facts: Vec<PersonFact<'org>> = units
        .filter_map(|(unit, about)| {
            let kept = looked_after(organisation, unit);
            let alone = alone(organisation, unit);
            let person = about.person().is_some();
            let hangs =
                !kept.is_empty() || (person && !(alone.is_empty() && about.leads().is_empty()));
            hangs.then(|| fact(graph, unit, &kept, &alone, privacy))
        })
        .collect();
    facts.retain(|fact| match whom {
        Whom::All => true,
        Whom::Support => fact.looks_after.len() >= MANY || !fact.unhappy.is_empty(),
        Whom::Protect => fact.could_do_it < 2 && organisation.unit(fact.unit).person().is_some(),
    });
    facts.sort_by(|a, b| {
        let money = f64::total_cmp(&b.amount.unwrap_or(0.0), &a.amount.unwrap_or(0.0));
        let parties = b.parties_hit.cmp(&a.parties_hit);
        a.risk.cmp(&b.risk).then(money).then(parties).then(a.id.cmp(b.id))
    });
    facts
}

/// The active services of which a unit is the only provider.
fn alone(organisation: &Organisation, unit: UnitId) -> Vec<ServiceId> {
    let services = organisation.services().filter(|(id, service)| {
        organisation.is_active(*id) && *service.provided_by == [Provider::Unit(unit)]
    });
    services.map(|(id, _)| id).collect()
}
