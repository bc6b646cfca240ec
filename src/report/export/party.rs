//! A party: who serves it, what it pays, and what the file states of it.

use super::super::{Filter, listing::Column};
use crate::{
    analysis::{View, parties_served},
    id::{PartyId, Subject, UnitId},
    model::{Datum, Organisation, Party, keys},
};
use rustc_hash::FxHashSet;
use std::iter;

/// The columns that plain text shows of a party on its card.
pub(super) const SHOWN: &[&str] = &["name", "kind", "status", "since", "pays", "relationship"];

/// A party with what is derived of it.
pub struct PartyRow<'e> {
    /// The organisation or division that is exported.
    organisation: &'e Organisation,
    /// Where the party is declared: colleagues outside a division are parties only there.
    declared_in: &'e Organisation,
    party: &'e Party,
    /// The units whose own services serve it, by id.
    served_by: Vec<UnitId>,
    /// The sum that it pays a year for the exported services, as far as known.
    pays: Option<f64>,
}

/// The parties that the filter lets through, in the order of the file.
pub(super) fn rows<'e>(view: View<'e, 'e>, filter: &Filter) -> Vec<PartyRow<'e>> {
    let organisation = view.organisation();
    let payments = view.payments_by_party();
    let parties = organisation.parties().zip(served_by(organisation));
    parties
        .filter(|((id, _), _)| filter.shows_customer(Subject::Party(*id)))
        .map(|((id, _), served_by)| {
            let (declared_in, party) = view.declared(id);
            let pays = payments.get(id.index()).and_then(|payment| payment.amount);
            PartyRow { organisation, declared_in, party, served_by, pays }
        })
        .collect()
}

/// For each party the units whose own services serve it, by id.
fn served_by(organisation: &Organisation) -> Vec<Vec<UnitId>> {
    let mut served_by: Vec<FxHashSet<UnitId>> =
        vec![FxHashSet::default(); organisation.parties().len()];
    for (id, service) in organisation.services() {
        let parties: Vec<PartyId> = parties_served(organisation, id);
        for unit in service.provided_by.iter().filter_map(|provider| provider.unit()) {
            for party in &parties {
                let units = &mut served_by[party.index()];
                // SPEC 3.1: the services of a part are those of every department around it as well. Around one that is
                // there already all are.
                let mut around = iter::once(unit).chain(organisation.containers(unit));
                while around.next().is_some_and(|unit| units.insert(unit)) {}
            }
        }
    }
    let by_id = |units: FxHashSet<UnitId>| {
        let mut sorted: Vec<UnitId> = units.into_iter().collect();
        sorted.sort_by_key(|unit| organisation.id_of(Subject::Unit(*unit)));
        sorted
    };
    served_by.into_iter().map(by_id).collect()
}

/// The columns in JSON and on cards.
pub(super) fn columns<'e>() -> Vec<Column<PartyRow<'e>>> {
    let column = Column::<PartyRow<'e>>::new;
    let mut columns = Vec::new();
    for (at, key) in keys::PARTY.iter().enumerate() {
        let stated = Column::nth(key.word, at, |it: &PartyRow<'e>, at| {
            (keys::PARTY[at].value)(it.party, it.declared_in)
        });
        columns.push(match key.word {
            // A flat table has a column for each value of a record.
            "won_by" => stated.flat_each(&["won_by", "won_by_note", "won_by_date"]),
            "lost_by" => stated.flat_each(&["lost_by", "lost_by_note", "lost_by_date"]),
            "relationship" => stated.flat_each(&["owner", "backup", "owner_since"]),
            _ => stated,
        });
        match key.word {
            // On a card the column before it is the name of the list that a row is in.
            "name" => columns
                .push(column("list", |it| Datum::Word(it.party.list.word())).flat("party_list")),
            "status" => columns.extend([
                column("served_by", |it| {
                    Datum::names(it.organisation, it.served_by.iter().copied())
                }),
                column("pays", |it| it.pays.map(|sum| Datum::money(it.declared_in, sum)).into()),
            ]),
            _ => {}
        }
    }
    columns
}

/// The columns of a table of parties.
pub(super) fn table_columns<'e>() -> Vec<Column<PartyRow<'e>>> {
    let column = |own: Column<PartyRow<'e>>| match own.labels.key {
        Some("id") => own.flat("party_id"),
        Some("name") => own.flat("party"),
        Some("list") => own.flat("list"),
        // A list of them can be longer than a cell holds; the table of customers has it.
        Some("served_by") => {
            Column::new("serving_units", |it: &PartyRow<'e>| Datum::count(it.served_by.len()))
        }
        _ => own,
    };
    columns().into_iter().map(column).collect()
}
