//! What is known of a party, a cell each; a card shows some of them too.

use super::super::{Cell, anchor::link};
use crate::{
    analysis::{KnownFact, owner_and_backup},
    id::{Subject, UnitId},
    model::{Date, Organisation, Party, Status, WonOrLost},
};
use std::borrow::Borrow;

/// Some texts, or that they are not known.
pub(in crate::report) fn or_not_known<T: Borrow<str>>(texts: &[T]) -> Cell {
    if texts.is_empty() { "not known".into() } else { texts.join(", ").into() }
}

/// The owner of the relationship with a party, and the backup.
pub(in crate::report) fn owner_cell(organisation: &Organisation, party: &Party) -> Cell {
    let name = |unit: UnitId| link(organisation, Subject::Unit(unit));
    let (owner, backup) = owner_and_backup(party);
    let mut line = owner.map_or_else(|| "nobody".into(), name);
    match (owner, backup.map(name)) {
        (_, Some(backup)) => {
            line.push(" (backup ");
            line.push_line(&backup);
            line.push(")");
        }
        (Some(_), None) => line.push(" (no backup)"),
        (None, None) => {}
    }
    line.into()
}

/// How many of the facts worth knowing are known; a card names them.
pub(super) fn known_cell(unknown: &[KnownFact]) -> Cell {
    let all = KnownFact::ALL.len();
    format!("{} of {all}", all - unknown.len()).into()
}

/// Why it came or went.
pub(in crate::report) fn transition(transition: Option<&WonOrLost>) -> Cell {
    let Some(transition) = transition else {
        return "not known".into();
    };
    let reason = transition.reason.map(|reason| reason.word().to_owned());
    let note = transition.note.as_ref().map(ToString::to_string);
    let date = transition.date.as_ref().map(Date::when);
    let texts: Vec<String> = reason.into_iter().chain(note).chain(date).collect();
    texts.join(", ").into()
}

/// Which services could have served it.
pub(super) fn could_use_cell(organisation: &Organisation, party: &Party) -> Cell {
    if party.status != Status::Prospect {
        return Cell::default();
    }
    let names = party.could_use.iter().map(|service| &*organisation.service(*service).header.name);
    or_not_known(&names.collect::<Vec<_>>())
}

/// Why a prospect isn't a customer, or why a former one went.
pub(super) fn why_not_us_cell(party: &Party) -> Cell {
    match party.status {
        Status::Prospect => party.why_not_us.as_deref().unwrap_or("not known").into(),
        Status::Former => transition(party.lost_by.as_ref()),
        Status::Active => Cell::default(),
    }
}
