//! Those who own relationships with customers, and what depends on them: what `people` shows.

mod columns;
mod loss;

use super::Listing;
use crate::{
    analysis::{
        Distance, Failing, Privacy, UNHAPPY, impact, keepers, looked_after, relations_with, roll_up,
    },
    graph::Graph,
    id::{PartyId, ServiceId, UnitId},
    model::{Organisation, Provider},
};
use loss::Loss;

/// From this many relationships on somebody has many to look after.
const MANY: usize = 3;

/// Whom to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// Everybody on whom something depends.
    All,
    /// Those with many customers, or with unhappy ones.
    Support,
    /// Those whom few could replace.
    Protect,
}

impl Whom {
    fn title(self) -> &'static str {
        match self {
            Self::All => {
                "Who owns which relationship, and what depends on them: the highest risk first."
            }
            Self::Support => {
                "To support: owners of three or more relationships, or of unhappy ones."
            }
            Self::Protect => "To protect: nobody else could do what they do.",
        }
    }
}

/// How bad it would be to lose somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Risk {
    /// They are leaving, and no successor is named.
    High,
    /// Something depends on them alone.
    Some,
    /// Somebody could take over everything.
    Low,
}

impl Risk {
    fn word(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Some => "some",
            Self::Low => "low",
        }
    }
}

/// Somebody on whom something depends.
pub struct Person<'org> {
    loss: Loss<'org>,
    /// The parties whose relationship they own, by id.
    relationships: Vec<PartyId>,
    /// Those of them with an unhappy relationship.
    unhappy: Vec<PartyId>,
    /// How many active parties would be hit, without a broad step.
    parties_hit: usize,
    /// What is paid a year for what would be hit, without a broad step.
    amount: Option<f64>,
}

/// Everybody on whom something depends, the highest risk first, then by money and parties.
#[must_use]
pub fn people<'org>(graph: &Graph<'org>, whom: Whom, privacy: Privacy) -> Listing<Person<'org>> {
    let organisation = graph.organisation();
    let rows = found(graph, whom, privacy);
    let mut listing = Listing {
        title: vec![format!("{}: {}", organisation.about.name, whom.title()).into()],
        none: "Nobody.",
        ..Listing::new("people", columns::columns(privacy), columns::SHOWN, rows)
    };
    if !listing.rows.is_empty() {
        let note =
            "What would be hit leaves out blanket services; what is paid for it is no forecast.";
        listing.notes.push(note.into());
    }
    listing
}

fn found<'org>(graph: &Graph<'org>, whom: Whom, privacy: Privacy) -> Vec<Person<'org>> {
    let organisation = graph.organisation();
    let units = organisation.units();
    let mut found: Vec<Person<'org>> =
        units.filter_map(|(unit, _)| person(graph, unit, privacy)).collect();
    found.retain(|person| match whom {
        Whom::All => true,
        Whom::Support => person.relationships.len() >= MANY || !person.unhappy.is_empty(),
        Whom::Protect => {
            person.loss.possible_successors() == 0 && person.loss.unit().person().is_some()
        }
    });
    found.sort_by(|a, b| {
        let money = f64::total_cmp(&b.amount.unwrap_or(0.0), &a.amount.unwrap_or(0.0));
        let parties = b.parties_hit.cmp(&a.parties_hit);
        let ids = || a.loss.unit().about.id.cmp(&b.loss.unit().about.id);
        a.loss.risk().cmp(&b.loss.risk()).then(money).then(parties).then_with(ids)
    });
    found
}

/// A unit on which something depends; `None` where nothing does.
fn person<'org>(graph: &Graph<'org>, id: UnitId, privacy: Privacy) -> Option<Person<'org>> {
    let organisation = graph.organisation();
    let unit = organisation.unit(id);
    let relationships = looked_after(organisation, id);
    let alone = sole_services(organisation, id);
    let is_needed = unit.person().is_some() && !(alone.is_empty() && unit.leads().is_empty());
    if relationships.is_empty() && !is_needed {
        return None;
    }
    let (parties_hit, amount) = hit(graph, id);
    Some(Person {
        unhappy: unhappy(organisation, &relationships),
        loss: Loss {
            organisation,
            id,
            is_public: privacy == Privacy::Public,
            backups_missing: backups_missing(organisation, &relationships),
            sole_services: alone,
        },
        relationships,
        parties_hit,
        amount,
    })
}

/// The active services of which a unit is the only provider.
fn sole_services(organisation: &Organisation, unit: UnitId) -> Vec<ServiceId> {
    let services = organisation.services().filter(|(id, service)| {
        organisation.is_active(*id) && *service.provided_by == [Provider::Unit(unit)]
    });
    services.map(|(id, _)| id).collect()
}

/// Those of some parties with an unhappy relationship.
fn unhappy(organisation: &Organisation, parties: &[PartyId]) -> Vec<PartyId> {
    let is_unhappy = |party: &PartyId| {
        let lowest = roll_up(relations_with(organisation, *party)).lowest;
        lowest.is_some_and(|lowest| lowest < UNHAPPY)
    };
    parties.iter().copied().filter(is_unhappy).collect()
}

/// Those of some parties whose relationship has no backup.
fn backups_missing(organisation: &Organisation, parties: &[PartyId]) -> Vec<PartyId> {
    let parties = parties.iter().copied();
    parties.filter(|&party| keepers(organisation.party(party)).1.is_none()).collect()
}

/// The number of active parties hit, and what is paid a year for what is hit, both without a broad step.
fn hit(graph: &Graph<'_>, unit: UnitId) -> (usize, Option<f64>) {
    let organisation = graph.organisation();
    let impact = impact(graph, Failing::Unit(unit));
    let near = impact.recipients.iter().filter(|(to, at)| {
        at.broad_steps == 0 && to.party().is_some_and(|party| organisation.is_active_party(party))
    });
    let sums = impact.money.into_iter();
    let sums = sums.filter(|((distance, ..), _)| *distance != Distance::Broad);
    (near.count(), sums.map(|(_, sum)| sum).reduce(|a, b| a + b))
}
