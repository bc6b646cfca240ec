//! Those who own relationships with customers, and what depends on them: what `people` shows.

mod columns;
mod loss;
mod person;

pub use person::KeyPerson;

use super::{
    Listing,
    amounts::{Amount, Amounts},
    size::whose,
};
use crate::{
    analysis::{
        Failing, FailureSums, Privacy, RelationsOfParties, View, owner_and_backup,
        parties_affected_by, roll_up,
    },
    id::{PartyId, ServiceId, UnitId},
    model::{Organisation, Provider, Status},
};
use loss::Departure;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// From this many relationships on somebody owns many.
const MANY: usize = 3;

/// The persons to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeopleFilter {
    /// Everybody on whom something depends.
    All,
    /// Those with many customers, or with unhappy ones.
    Support,
    /// Those whom few could replace.
    Protect,
}

impl PeopleFilter {
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

/// Everybody on whom something depends, the highest risk first, then by parties affected; of a division its own units.
/// What depends on them is that of the whole organisation, as in [`impacted`](super::impacted).
pub fn people<'g, 'org>(
    view: View<'g, 'org>,
    whom: PeopleFilter,
    privacy: Privacy,
) -> Listing<KeyPerson<'g, 'org>> {
    let rows = found(view, whom, privacy);
    let mut listing = Listing {
        title: vec![format!("{}: {}", whose(view), whom.title()).into()],
        none: "Nobody.",
        ..Listing::new("people", columns::columns(privacy), columns::SHOWN, rows)
    };
    if !listing.rows.is_empty() {
        let note = "Who is affected only by broad steps is left out; amounts are today's payments, not a forecast.";
        listing.notes.push(note.into());
    }
    listing
}

fn found<'g, 'org>(
    view: View<'g, 'org>,
    whom: PeopleFilter,
    privacy: Privacy,
) -> Vec<KeyPerson<'g, 'org>> {
    let graph = view.whole_graph();
    let organisation = graph.organisation();
    let mut owned = relationships_by_owner(organisation);
    let mut sole = services_by_sole_provider(organisation);
    let needed: Vec<UnitId> = organisation
        .units()
        .filter(|(id, _)| view.inside(*id).is_some())
        .filter(|(id, unit)| {
            let is_needed = sole.contains_key(id) || !unit.leads().is_empty();
            owned.contains_key(id) || (unit.person().is_some() && is_needed)
        })
        .map(|(id, _)| id)
        .collect();
    let relations = RelationsOfParties::new(organisation);
    let failing: Vec<Failing> = needed.iter().map(|id| Failing::Unit(*id)).collect();
    let affected = parties_affected_by(graph, &failing);
    let mut found: Vec<KeyPerson<'g, 'org>> = Vec::with_capacity(needed.len());
    for (&id, affected) in needed.iter().zip(affected) {
        let relationships = owned.remove(&id).unwrap_or_default();
        found.push(KeyPerson {
            unhappy: unhappy(organisation, &relations, &relationships),
            loss: Departure {
                organisation,
                id,
                is_public: privacy == Privacy::Public,
                backups_missing: backups_missing(organisation, &relationships),
                sole_services: sole.remove(&id).unwrap_or_default(),
            },
            relationships,
            parties_hit: affected.near as usize,
            amount: None,
        });
    }
    found.retain(|person| match whom {
        PeopleFilter::All => true,
        PeopleFilter::Support => person.relationships.len() >= MANY || !person.unhappy.is_empty(),
        PeopleFilter::Protect => {
            person.loss.possible_successors() == 0 && person.loss.unit().person().is_some()
        }
    });
    found.sort_by(|a, b| {
        let parties = b.parties_hit.cmp(&a.parties_hit);
        let relationships = b.relationships.len().cmp(&a.relationships.len());
        let ids = || a.loss.unit().header.id.cmp(&b.loss.unit().header.id);
        a.loss.risk().cmp(&b.loss.risk()).then(parties).then(relationships).then_with(ids)
    });
    // Sums are found for 64 failures at once, neighbours in the list.
    let failing = found.iter().map(|person| Failing::Unit(person.loss.id)).collect();
    let amounts = Rc::new(Amounts::new(FailureSums::without_exposed(graph), failing));
    for (at, person) in found.iter_mut().enumerate() {
        person.amount = Some(Amount::new(&amounts, at));
    }
    found
}

/// A person who alone does something.
pub(super) struct SolePerson {
    pub(super) id: UnitId,
    /// The services that they alone provide.
    pub(super) services: Vec<ServiceId>,
    /// The parties whose relationship they own without a backup.
    pub(super) relationships: Vec<PartyId>,
    /// How many active parties would be affected, without a broad step.
    pub(super) parties_hit: usize,
    /// The sum that is paid a year for the services that would be affected without a broad step.
    pub(super) amount: Option<f64>,
}

/// The persons of what is looked at who alone do something, as things of the whole organisation. Nothing of it depends
/// on who is leaving.
pub(super) fn sole_persons(view: View<'_, '_>) -> Vec<SolePerson> {
    let found = found(view, PeopleFilter::Protect, Privacy::Public).into_iter();
    let person = |person: KeyPerson<'_, '_>| SolePerson {
        id: person.loss.id,
        parties_hit: person.parties_hit,
        amount: person.paid(),
        services: person.loss.sole_services,
        relationships: person.loss.backups_missing,
    };
    found.map(person).collect()
}

/// The parties whose relationship each unit owns, by id.
fn relationships_by_owner(organisation: &Organisation) -> FxHashMap<UnitId, Vec<PartyId>> {
    let mut owned: FxHashMap<UnitId, Vec<PartyId>> = FxHashMap::default();
    for (id, party) in organisation.parties() {
        if let Some(owner) = party.relationship.as_ref().and_then(|it| it.owner) {
            owned.entry(owner).or_default().push(id);
        }
    }
    for parties in owned.values_mut() {
        parties.sort_by_key(|party| &organisation.party(*party).header.id);
    }
    owned
}

/// The active services of which each unit is the only provider, as in the file.
fn services_by_sole_provider(organisation: &Organisation) -> FxHashMap<UnitId, Vec<ServiceId>> {
    let mut sole: FxHashMap<UnitId, Vec<ServiceId>> = FxHashMap::default();
    for (id, service) in organisation.services().filter(|(id, _)| organisation.is_active(*id)) {
        if let [Provider::Unit(unit)] = *service.provided_by {
            sole.entry(unit).or_default().push(id);
        }
    }
    sole
}

/// Returns the parties with an unhappy relationship.
fn unhappy(
    organisation: &Organisation,
    relations: &RelationsOfParties<'_>,
    parties: &[PartyId],
) -> Vec<PartyId> {
    let is_unhappy =
        |party: &PartyId| roll_up(organisation, relations.of(*party)).lowest_unhappy.is_some();
    parties.iter().copied().filter(is_unhappy).collect()
}

/// Returns the parties whose relationship needs a backup and has none.
fn backups_missing(organisation: &Organisation, parties: &[PartyId]) -> Vec<PartyId> {
    let lacks_backup = |id: &PartyId| {
        let party = organisation.party(*id);
        // As in `single-relationship`: nobody has to keep up the relationship with a customer who has left.
        party.status != Status::Former && owner_and_backup(party).1.is_none()
    };
    parties.iter().copied().filter(lacks_backup).collect()
}
