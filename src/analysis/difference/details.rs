//! What a file tells of a thing beside what anything follows from, as texts under the keys of the file.

use super::spot::Details;
use crate::{
    diag::{Severity, Slice},
    model::{About, Date, Group, Organisation, Party, Service, Turn, Unit, UnitKind},
};

/// Name and free texts.
fn about(organisation: &Organisation, about: &About) -> Details {
    let free = organisation.texts(about);
    vec![
        ("name", Some(about.name.to_string())),
        ("description", text(free.and_then(|free| free.description.as_deref()))),
        ("url", text(free.and_then(|free| free.url.as_deref()))),
        ("notes", text(free.and_then(|free| free.notes.as_deref()))),
    ]
}

fn text(text: Option<&str>) -> Option<String> {
    text.map(str::to_owned)
}

/// Texts in an order that can be compared: the file's own says nothing.
fn list(list: &[Slice]) -> Option<String> {
    let mut list = list.to_vec();
    list.sort_unstable();
    (!list.is_empty()).then(|| list.join(", "))
}

fn date(date: Option<&Date>) -> Option<String> {
    date.map(|date| date.as_str().to_owned())
}

/// What a file tells of the organisation.
pub(super) fn organisation(organisation: &Organisation) -> Details {
    let mut details = about(organisation, &organisation.about);
    details.extend([
        ("kind", Some(organisation.kind.word().to_owned())),
        ("customers_called", text(organisation.customers_called.as_deref())),
        ("currency", text(organisation.currency.as_deref())),
        ("sites", list(&organisation.sites)),
        ("checks", list(&checks(organisation))),
    ]);
    details
}

/// The levels that a file sets for findings.
fn checks(organisation: &Organisation) -> Vec<Slice> {
    let levels = organisation.checks.iter();
    let texts = levels.map(|(code, level)| {
        let level = level.map_or("off", Severity::word);
        format!("{} {level}", code.word()).into()
    });
    texts.collect()
}

/// What a file tells of a unit.
pub(super) fn unit(organisation: &Organisation, unit: &Unit) -> Details {
    let mut details = about(organisation, &unit.about);
    details.push(("site", text(organisation.site(unit))));
    details.push(("tags", list(organisation.tags(unit))));
    let (purpose, headcount, role, since) = match &unit.kind {
        UnitKind::Department(it) => (it.purpose.as_deref(), it.headcount(), None, None),
        UnitKind::Person(it) => (None, None, it.role.as_deref(), it.since()),
    };
    details.extend([
        ("kind", Some(unit.kind_word().to_owned())),
        ("purpose", text(purpose)),
        ("headcount", headcount.map(|count| count.to_string())),
        ("role", text(role)),
        ("since", date(since)),
    ]);
    details
}

/// What a file tells of a service.
pub(super) fn service(organisation: &Organisation, service: &Service) -> Details {
    let mut details = about(organisation, &service.about);
    details.extend([
        ("status", Some(service.status().word().to_owned())),
        ("purpose", text(service.purpose())),
        ("reviewed", date(service.reviewed())),
    ]);
    details
}

/// What a file tells of a party.
pub(super) fn party(organisation: &Organisation, party: &Party) -> Details {
    let mut details = about(organisation, &party.about);
    let could_use = party.could_use.iter();
    let could_use = could_use.map(|service| organisation.service(*service).about.id.clone());
    details.extend([
        ("status", Some(party.status.word().to_owned())),
        ("list", Some(party.list.word().to_owned())),
        ("kind", Some(party.kind_word().to_owned())),
        ("since", date(party.since.as_ref())),
        ("drivers", list(&party.drivers)),
        ("pressures", list(&party.pressures)),
        ("won_by", party.won_by.as_ref().map(turn)),
        ("kept_by", text(party.kept_by.as_deref())),
        ("lost_by", party.lost_by.as_ref().map(turn)),
        ("why_not_us", text(party.why_not_us.as_deref())),
        ("could_use", list(&could_use.collect::<Vec<_>>())),
        ("buys_from", list(&party.buys_from)),
    ]);
    details
}

/// Why somebody came or went, in one text.
fn turn(turn: &Turn) -> String {
    let reason = turn.reason.map(|reason| reason.word().to_owned());
    let date = turn.date.as_ref().map(Date::when);
    let parts = [reason, text(turn.note.as_deref()), date];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What a file tells of a group, beside whom it holds.
pub(super) fn group(organisation: &Organisation, group: &Group) -> Details {
    let mut details = about(organisation, &group.about);
    details.push(("size", group.size.map(|size| size.to_string())));
    details
}
