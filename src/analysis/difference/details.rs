//! The other attributes of things, from which nothing is derived, as texts under the keys of the file.

use super::subject_diff::Details;
use crate::{
    diag::Severity,
    model::{
        Datum, Group, Organisation, Party, Record, Service, Unit,
        keys::{self, FileKey},
    },
};

/// Keys that are compared as facts of their own, by the table that has them. An `id` says which things are the same
/// in both maps.
const APART: &[(&str, &[&str])] = &[
    ("organisation", &["id", "paid_by"]),
    ("department", &["id", "part_of", "lead"]),
    // Confidential keys are compared only where departures may be shown (`relationships`).
    ("person", &["id", "department", "email", "leaving", "successor"]),
    ("group", &["id"]),
    ("service", &["id", "provided_by", "serves", "paid_by"]),
    ("party", &["id", "reaches", "relationship", "reasons"]),
];

/// The attributes of the organisation.
pub(super) fn organisation(organisation: &Organisation) -> Details {
    let mut details = of("organisation", keys::ORGANISATION, organisation, organisation);
    details.push(("checks", checks(organisation)));
    details
}

/// The levels that a file sets for findings.
fn checks(organisation: &Organisation) -> Option<String> {
    let levels = organisation
        .checks
        .iter()
        .map(|(code, level)| format!("{} {}", code.word(), level.map_or("off", Severity::word)));
    list(levels.collect())
}

/// The attributes of a unit, under the keys of departments and of persons: a unit may have changed from one to the other.
pub(super) fn unit(organisation: &Organisation, unit: &Unit) -> Details {
    let mut details = vec![("kind", Some(unit.kind_word().to_owned()))];
    let department = of("department", keys::DEPARTMENT, unit, organisation);
    let person = of("person", keys::PERSON, unit, organisation);
    for (key, value) in department.into_iter().chain(person) {
        // Both tables have keys such as `name`: each is compared once.
        if !details.iter().any(|(known, _)| *known == key) {
            details.push((key, value));
        }
    }
    details
}

/// The attributes of a service.
pub(super) fn service(organisation: &Organisation, service: &Service) -> Details {
    of("service", keys::SERVICE, service, organisation)
}

/// The attributes of a party.
pub(super) fn party(organisation: &Organisation, party: &Party) -> Details {
    let mut details = of("party", keys::PARTY, party, organisation);
    details.push(("list", Some(party.list.word().to_owned())));
    details
}

/// The attributes of a group, besides the units it holds.
pub(super) fn group(organisation: &Organisation, group: &Group) -> Details {
    of("group", keys::GROUP, group, organisation)
}

/// The values of a thing under the keys of a table that are not compared apart.
fn of<T>(
    table: &str,
    keys: &'static [FileKey<T>],
    thing: &T,
    organisation: &Organisation,
) -> Details {
    let apart = APART.iter().find(|(known, _)| *known == table).map_or(&[][..], |(_, apart)| apart);
    let compared = keys.iter().filter(|key| !apart.contains(&key.word));
    compared.map(|key| (key.word, text(&(key.value)(thing, organisation)))).collect()
}

/// A value as a text that is the same if and only if the value is; none where nothing is known.
pub(super) fn text(datum: &Datum<'_>) -> Option<String> {
    match datum {
        Datum::Empty => None,
        Datum::Id(text) | Datum::Date(text) => Some((*text).to_owned()),
        Datum::Name(name) => Some(name.id.to_owned()),
        Datum::Text(text) => Some(text.to_string()),
        Datum::Word(word) => Some((*word).to_owned()),
        Datum::Flag(flag) => Some(flag.to_string()),
        Datum::Count(count) => Some(count.to_string()),
        Datum::Number(number)
        | Datum::Score(number)
        | Datum::Share(number)
        | Datum::Money { amount: number, .. } => Some(number.to_string()),
        Datum::Ids(all) | Datum::Words(all) => list(all.iter().map(ToString::to_string).collect()),
        Datum::Names(all) => list(all.iter().map(|name| name.id.to_owned()).collect()),
        Datum::Texts(all) => list(all.iter().map(ToString::to_string).collect()),
        Datum::Record(record) => {
            let values: Vec<String> =
                record.iter().filter_map(|(key, datum)| named(key, datum)).collect();
            (!values.is_empty()).then(|| values.join(", "))
        }
        Datum::Records(all) => {
            let text_of = |record: &Record<'_>| text(&Datum::Record(record.clone()));
            list(all.iter().filter_map(text_of).collect())
        }
    }
}

/// A value of a record: a figure with the name of its key, a text as it is.
fn named(key: &str, datum: &Datum<'_>) -> Option<String> {
    let value = text(datum)?;
    // Without its key, a figure that moved to another key of the record would leave the same text.
    let is_figure = matches!(datum, Datum::Number(_) | Datum::Count(_) | Datum::Score(_));
    Some(if is_figure { format!("{key} {value}") } else { value })
}

/// Texts in an order that can be compared: that of the file means nothing.
fn list(mut all: Vec<String>) -> Option<String> {
    all.sort_unstable();
    (!all.is_empty()).then(|| all.join(", "))
}
