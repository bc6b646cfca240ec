//! The table of a party outside: what it pays for, who depends on that, and who contributes to it.

use super::super::{
    Cell, Table,
    words::{amount_if_known, count, names, share_if_known, steps},
};
use crate::{
    analysis::{PaidService, PartyImpact},
    graph::Cost,
    id::{PartyId, UnitId},
    model::{Organisation, Recipient},
};

const HEADS: [(&str, u16); 4] =
    [("SERVICE", 3), ("PROVIDED BY", 3), ("PAYS A YEAR", 2), ("ITS SHARE", 2)];

/// The table; at most so many names in a cell.
pub(super) fn outside_table(
    organisation: &Organisation,
    party: PartyId,
    impact: &PartyImpact,
    most: usize,
) -> Table {
    let name = &organisation.party(party).about.name;
    let title = match impact.pays_for.len() {
        0 => format!("{name} pays for nothing."),
        services => {
            format!("Without what {name} pays, {} would lack money.", count(services, "service"))
        }
    };
    let rows = impact.pays_for.iter();
    let rows = rows.map(|paid| row(organisation, paid, most));
    let mut notes = dependence_notes(organisation, impact, most);
    let contributors = contributors(impact).into_iter();
    notes.extend(contributors.map(|(steps, units)| {
        let units = units.into_iter();
        let units = names(units.map(|unit| &*organisation.unit(unit).about.name), most);
        format!("Contribute to it in {steps}: {units}.")
    }));
    Table { title: vec![title], notes, ..Table::plain(&HEADS, rows.collect()).without_idle_heads() }
}

/// A service that it pays for.
fn row(organisation: &Organisation, paid: &PaidService, most: usize) -> Vec<Cell> {
    let service = organisation.service(paid.service);
    let providers = service.provided_by.iter();
    let providers = providers.map(|provider| organisation.name_of((*provider).into()));
    vec![
        service.about.name.to_string().into(),
        names(providers, most).into(),
        amount_if_known(organisation, paid.amount).into(),
        share_if_known(paid.share).into(),
    ]
}

/// Who depends on what it pays for.
fn dependence_notes(organisation: &Organisation, impact: &PartyImpact, most: usize) -> Vec<String> {
    if impact.pays_for.is_empty() {
        return Vec::new();
    }
    let of = |outside: bool| {
        let hit = impact.depending.iter();
        let hit = hit.filter(move |(to, _)| to.party().is_some() == outside);
        let (broad, near): (Vec<_>, Vec<_>) =
            hit.partition::<Vec<&(Recipient, Cost)>, _>(|(_, cost)| cost.broad_steps > 0);
        let list = |hit: Vec<&(Recipient, Cost)>| {
            let hit = hit.into_iter();
            names(hit.map(|(to, _)| organisation.name_of((*to).into())), most)
        };
        match (list(near), list(broad)) {
            (near, broad) if near.is_empty() && broad.is_empty() => "nobody".to_owned(),
            (near, broad) if broad.is_empty() => near.to_string(),
            (near, broad) if near.is_empty() => format!("only broadly {broad}"),
            (near, broad) => format!("{near}; broadly {broad}"),
        }
    };
    vec![
        format!("Inside, these depend on what it pays for: {}.", of(false)),
        format!("Outside, these do: {}.", of(true)),
    ]
}

/// The units that contribute to a party, for each way of being far from it in words.
pub(in crate::report) fn contributors(impact: &PartyImpact) -> Vec<(String, Vec<UnitId>)> {
    let mut rows: Vec<(Cost, Vec<UnitId>)> = Vec::new();
    for &(unit, cost) in &impact.contributors {
        match rows.last_mut().filter(|(of, _)| *of == cost) {
            Some((_, units)) => units.push(unit),
            None => rows.push((cost, vec![unit])),
        }
    }
    let rows = rows.into_iter();
    rows.map(|(cost, units)| (steps(cost), units)).collect()
}
