//! Those who look after customers, and what hangs on them: what `people` shows.

use super::{
    Cell, Column, Table,
    words::{amount, count},
};
use crate::{
    analysis::{
        Distance, Failing, Privacy, impact, keepers, looked_after, money, relations_with, roll_up,
    },
    graph::Graph,
    id::{PartyId, ServiceId, UnitId},
    model::{Date, Organisation, Provider},
};
use serde::Serialize;

/// From this many parties on somebody has many to look after.
const MANY: usize = 3;
/// A score below this, of 10, is unhappy.
const UNHAPPY: f64 = 6.0;

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

/// Somebody on whom something hangs.
#[derive(Debug, Serialize)]
pub struct PersonFact<'org> {
    /// The id.
    pub id: &'org str,
    /// The name.
    pub name: &'org str,
    /// The role.
    pub role: Option<&'org str>,
    /// The department.
    pub department: Option<&'org str>,
    /// The address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<&'org str>,
    /// The parties that they look after.
    pub looks_after: Vec<&'org str>,
    /// Those of them with an unhappy relationship.
    pub unhappy: Vec<&'org str>,
    /// Those of them for whom nobody stands in.
    pub no_stand_in: Vec<&'org str>,
    /// The services that they alone provide.
    pub alone_provides: Vec<&'org str>,
    /// The departments that they lead.
    pub leads: Vec<&'org str>,
    /// When they leave.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leaving: Option<&'org str>,
    /// Who takes over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub successor: Option<&'org str>,
    /// How many active parties would be hit, without a broad step.
    pub parties_hit: usize,
    /// What is paid a year for what would be hit, without a broad step.
    pub amount: f64,
    /// How many could do what they do: themselves, and who stands in everywhere.
    pub could_do_it: usize,
    /// How bad it would be to lose them.
    pub risk: Risk,
    /// Why.
    pub because: Vec<String>,
    #[serde(skip)]
    unit: UnitId,
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
        let money = b.amount.total_cmp(&a.amount);
        let parties = b.parties_hit.cmp(&a.parties_hit);
        a.risk
            .cmp(&b.risk)
            .then(money)
            .then(parties)
            .then(a.id.cmp(b.id))
    });
    facts
}

/// The active services of which a unit is the only provider.
fn alone(organisation: &Organisation, unit: UnitId) -> Vec<ServiceId> {
    let services = organisation.services().filter(|(id, service)| {
        organisation.is_active(*id) && service.provided_by == [Provider::Unit(unit)]
    });
    services.map(|(id, _)| id).collect()
}

fn fact<'org>(
    graph: &Graph<'org>,
    unit: UnitId,
    kept: &[PartyId],
    alone: &[ServiceId],
    privacy: Privacy,
) -> PersonFact<'org> {
    let organisation = graph.organisation();
    let about = organisation.unit(unit);
    let person = about.person();
    let told = person.filter(|_| privacy == Privacy::Confidential);
    let id_of = |unit: UnitId| &*organisation.unit(unit).about.id;
    let party_id = |party: &PartyId| &*organisation.party(*party).about.id;
    let unhappy = kept.iter().filter(|party| {
        let lowest = roll_up(relations_with(organisation, **party)).lowest;
        lowest.is_some_and(|lowest| lowest < UNHAPPY)
    });
    let no_stand_in = kept
        .iter()
        .filter(|party| keepers(organisation.party(**party)).1.is_none());
    let no_stand_in: Vec<&PartyId> = no_stand_in.collect();
    let impact = impact(graph, Failing::Unit(unit));
    let near = |(party, at): &(crate::model::Recipient, crate::graph::Cost)| {
        let party = matches!(party, crate::model::Recipient::Party(id) if organisation.is_active_party(*id));
        party && at.broad_steps == 0
    };
    let sums = money(organisation, &impact.services).into_iter();
    let sums = sums.filter(|((distance, ..), _)| *distance != Distance::Broad);
    let successor = told.and_then(|person| person.successor);
    let leaving = told.and_then(|person| person.leaving.as_ref());
    let lonely = person.is_some() && (!no_stand_in.is_empty() || !alone.is_empty());
    let mut because = Vec::new();
    if let Some(leaving) = leaving {
        let successor = successor.map_or("without a successor".to_owned(), |successor| {
            format!("{} takes over", organisation.unit(successor).about.name)
        });
        because.push(format!("leaves {}, {successor}", leaving.when()));
    }
    if person.is_some() && !no_stand_in.is_empty() {
        let names = no_stand_in
            .iter()
            .map(|party| &*organisation.party(**party).about.name);
        because.push(format!(
            "nobody stands in for {}",
            names.collect::<Vec<_>>().join(", ")
        ));
    }
    if person.is_some() && !alone.is_empty() {
        let names = alone.iter().map(|service| {
            let name = &organisation.service(*service).about.name;
            if *name == about.about.name {
                "what they do"
            } else {
                &**name
            }
        });
        because.push(format!(
            "nobody else provides {}",
            names.collect::<Vec<_>>().join(", ")
        ));
    }
    let gone = leaving.is_some() && successor.is_none();
    PersonFact {
        id: &about.about.id,
        name: &about.about.name,
        role: person.and_then(|person| person.role.as_deref()),
        department: about.part_of.map(id_of),
        email: told.and_then(|person| person.email.as_deref()),
        looks_after: kept.iter().map(party_id).collect(),
        unhappy: unhappy.map(party_id).collect(),
        no_stand_in: no_stand_in.into_iter().map(party_id).collect(),
        alone_provides: (alone.iter())
            .map(|service| &*organisation.service(*service).about.id)
            .collect(),
        leads: about.leads().iter().map(|led| id_of(*led)).collect(),
        leaving: leaving.map(Date::as_str),
        successor: successor.map(id_of),
        parties_hit: impact.recipients.iter().filter(|hit| near(hit)).count(),
        amount: sums.map(|(_, sum)| sum).sum(),
        could_do_it: 1 + usize::from(!lonely || successor.is_some()),
        risk: match (gone, lonely && successor.is_none()) {
            (true, _) => Risk::High,
            (false, true) => Risk::Some,
            (false, false) => Risk::Low,
        },
        because,
        unit,
    }
}

/// Them as a table; `most` rows.
#[must_use]
pub fn people_table(
    organisation: &Organisation,
    facts: &[PersonFact<'_>],
    whom: Whom,
    most: usize,
) -> Table {
    let title = match whom {
        Whom::All => "Who looks after whom, and what hangs on them: the highest risk first.",
        Whom::Support => "To support: three or more customers to look after, or unhappy ones.",
        Whom::Protect => "To protect: fewer than two could do what they do.",
    };
    let mut notes = Vec::new();
    if facts.len() > most {
        notes.push(format!(
            "Showing {most} of {}: --all shows them all.",
            facts.len()
        ));
    }
    if facts.is_empty() {
        notes.push("Nobody.".to_owned());
    } else {
        notes.push(
            "What would be hit leaves out blanket services; what is paid for it is no forecast."
                .to_owned(),
        );
    }
    let heads = [
        ("WHO", 3),
        ("LOOKS AFTER", 4),
        ("LEADS", 2),
        ("WOULD BE HIT", 3),
        ("RISK, AND WHY", 5),
    ];
    Table {
        title: vec![format!("{}: {}", organisation.about.name, title)],
        columns: if facts.is_empty() {
            Vec::new()
        } else {
            heads.map(|(head, weight)| Column::new(head, weight)).into()
        },
        rows: facts
            .iter()
            .take(most)
            .map(|fact| row(organisation, fact))
            .collect(),
        notes,
    }
}

fn row(organisation: &Organisation, fact: &PersonFact<'_>) -> Vec<Cell> {
    let kept = looked_after(organisation, fact.unit);
    let kept = kept.iter().map(|party| {
        let party = organisation.party(*party);
        let since = party
            .relationship
            .as_ref()
            .and_then(|kept| kept.since.as_ref());
        let since = since.map_or(String::new(), |since| format!(" since {}", since.as_str()));
        let unhappy = if fact.unhappy.contains(&&*party.about.id) {
            ", unhappy"
        } else {
            ""
        };
        let stand_in = match keepers(party).1 {
            Some(backup) => format!("stand-in {}", organisation.unit(backup).about.name),
            None => "no stand-in".to_owned(),
        };
        format!("{}{since} ({stand_in}{unhappy})", party.about.name)
    });
    let kept: Vec<String> = kept.collect();
    let leads = organisation.unit(fact.unit).leads().iter();
    let leads = leads.map(|led| organisation.unit(*led).about.name.to_string());
    let risk = match fact.risk {
        Risk::High => "high",
        Risk::Some => "some",
        Risk::Low => "low",
    };
    let few = if fact.could_do_it < 2 {
        vec!["nobody else could".to_owned()]
    } else {
        Vec::new()
    };
    let why: Vec<String> = fact.because.iter().cloned().chain(few).collect();
    let why = if why.is_empty() {
        String::new()
    } else {
        format!(": {}", why.join("; "))
    };
    let mut hit = vec![count(fact.parties_hit, "customer")];
    if fact.amount > 0.0 {
        hit.push(format!("{} a year", amount(organisation, fact.amount)));
    }
    vec![
        fact.name.into(),
        kept.into(),
        leads.collect::<Vec<_>>().into(),
        hit.into(),
        format!("{risk}{why}").into(),
    ]
}
