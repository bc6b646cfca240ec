//! The columns of people.

use super::{
    super::{
        Cell,
        listing::Column,
        words::{amount, count},
    },
    person::KeyPerson,
};
use crate::{
    analysis::{Privacy, owner_and_backup},
    id::{PartyId, Subject, UnitId},
    model::{Datum, Person as Details},
};

/// The columns that a screen shows.
pub(super) const SHOWN: &[&str] = &["id", "relationships", "leads", "parties_hit", "risk"];

/// The columns, those about leaving only where they may be shown.
pub(super) fn columns<'g, 'org>(privacy: Privacy) -> Vec<Column<KeyPerson<'g, 'org>>> {
    let column = Column::<KeyPerson<'g, 'org>>::new;
    let mut columns = vec![
        column("id", |it| it.name(it.loss.id)).headed("Who", 3),
        column("name", |it| Datum::text(&it.loss.unit().header.name)),
        column("role", |it| {
            let person = it.loss.unit().person();
            person.and_then(|person| person.role.as_deref()).map(Datum::text).into()
        }),
        column("department", |it| it.loss.unit().part_of.map(|unit| it.name(unit)).into()),
        column("relationships", |it| it.names(&it.relationships))
            .headed("Relationships", 4)
            .shown(relationships_cell),
        column("unhappy", |it| it.names(&it.unhappy)),
        column("backups_missing", |it| it.names(&it.loss.backups_missing)),
        column("sole_provider_of", |it| it.names(&it.loss.sole_services)),
        column("leads", |it| it.names(it.loss.unit().leads())).headed("Leads", 2),
    ];
    if privacy == Privacy::Confidential {
        columns.extend([
            column("email", |it| {
                it.loss.confidential().and_then(Details::email).map(Datum::text).into()
            }),
            column("leaving", |it| it.loss.leaving().map(Datum::date).into()),
            column("successor", |it| it.loss.successor().map(|unit| it.name(unit)).into()),
        ]);
    }
    columns.extend([
        column("parties_hit", |it| Datum::count(it.parties_hit))
            .headed("Would be affected", 3)
            .shown(affected_cell),
        column("amount", |it| it.paid().map(|sum| Datum::money(it.loss.organisation, sum)).into()),
        column("possible_successors", |it| Datum::count(it.loss.possible_successors())),
        column("risk", |it| it.loss.known_risk().map(|risk| Datum::Word(risk.word())).into())
            .headed("Risk, and why", 5)
            .shown(risk_cell),
        column("because", |it| Datum::Words(it.loss.reasons())),
    ]);
    columns
}

impl<'org> KeyPerson<'_, 'org> {
    fn name(&self, unit: UnitId) -> Datum<'org> {
        Datum::name(self.loss.organisation, unit)
    }

    fn names<T: Copy + Into<Subject>>(&self, things: &[T]) -> Datum<'org> {
        Datum::names(self.loss.organisation, things.iter().copied())
    }
}

/// The relationships that they own, each with its backup, and whether it is unhappy.
fn relationships_cell(person: &KeyPerson<'_, '_>) -> Cell {
    let organisation = person.loss.organisation;
    let line = |id: &PartyId| {
        let party = organisation.party(*id);
        let relationship = party.relationship.as_ref();
        let since = relationship
            .and_then(|relationship| relationship.since.as_ref())
            .map_or(String::new(), |since| format!(" since {}", since.as_str()));
        let unhappy = if person.unhappy.contains(id) { ", unhappy" } else { "" };
        let backup = match owner_and_backup(party).1 {
            Some(backup) => format!("backup {}", organisation.unit(backup).header.name),
            None => "no backup".to_owned(),
        };
        format!("{}{since} ({backup}{unhappy})", party.header.name)
    };
    person.relationships.iter().map(line).collect::<Vec<_>>().into()
}

fn affected_cell(person: &KeyPerson<'_, '_>) -> Cell {
    let mut lines = vec![count(person.parties_hit, "customer")];
    if let Some(sum) = person.paid() {
        lines.push(format!("{} a year", amount(person.loss.organisation, sum)));
    }
    lines.into()
}

fn risk_cell(person: &KeyPerson<'_, '_>) -> Cell {
    let mut why = person.loss.because();
    if person.loss.possible_successors() == 0 {
        why.push("nobody else could".into());
    }
    let colon = if why.is_empty() { "" } else { ": " };
    format!("{}{colon}{}", person.loss.risk().word(), why.join("; ")).into()
}
