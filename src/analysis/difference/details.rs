//! What a file tells of a thing beside what anything follows from, as texts under the keys of the file.

use super::spot::Details;
use crate::model::{
    About, Date, Group, Organisation, Party, Service, ServiceStatus, Turn, Unit, UnitKind,
};

/// Name and free texts.
fn about(about: &About) -> Details {
    let free = about.texts.as_deref();
    let text = |text: Option<&Box<str>>| text.map(ToString::to_string);
    vec![
        ("name", Some(about.name.to_string())),
        (
            "description",
            text(free.and_then(|free| free.description.as_ref())),
        ),
        ("url", text(free.and_then(|free| free.url.as_ref()))),
        ("notes", text(free.and_then(|free| free.notes.as_ref()))),
    ]
}

fn text(text: Option<&Box<str>>) -> Option<String> {
    text.map(ToString::to_string)
}

fn list(list: &[Box<str>]) -> Option<String> {
    (!list.is_empty()).then(|| list.join(", "))
}

fn date(date: Option<&Date>) -> Option<String> {
    date.map(|date| date.as_str().to_owned())
}

/// What a file tells of the organisation.
pub(super) fn organisation(organisation: &Organisation) -> Details {
    let mut details = about(&organisation.about);
    details.extend([
        ("kind", Some(organisation.kind.word().to_owned())),
        (
            "customers_called",
            text(organisation.customers_called.as_ref()),
        ),
        ("currency", text(organisation.currency.as_ref())),
        ("sites", list(&organisation.sites)),
    ]);
    details
}

/// What a file tells of a unit.
pub(super) fn unit(unit: &Unit) -> Details {
    let mut details = about(&unit.about);
    details.push(("site", text(unit.site.as_ref())));
    details.push(("tags", list(&unit.tags)));
    let (purpose, headcount, role, since) = match &unit.kind {
        UnitKind::Department(it) => (it.purpose.as_ref(), it.headcount, None, None),
        UnitKind::Person(it) => (None, None, it.role.as_ref(), it.since.as_ref()),
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
pub(super) fn service(service: &Service) -> Details {
    let mut details = about(&service.about);
    let status = Some(service.status).filter(|status| *status != ServiceStatus::Active);
    details.extend([
        (
            "status",
            Some(status.map_or("active", ServiceStatus::word).to_owned()),
        ),
        ("purpose", text(service.purpose.as_ref())),
        ("reviewed", date(service.reviewed.as_ref())),
    ]);
    details
}

/// What a file tells of a party.
pub(super) fn party(organisation: &Organisation, party: &Party) -> Details {
    let mut details = about(&party.about);
    let could_use = party.could_use.iter();
    let could_use = could_use.map(|service| organisation.service(*service).about.name.clone());
    details.extend([
        ("status", Some(party.status.word().to_owned())),
        ("list", Some(party.list.word().to_owned())),
        ("kind", Some(party.kind_word().to_owned())),
        ("since", date(party.since.as_ref())),
        ("drivers", list(&party.drivers)),
        ("pressures", list(&party.pressures)),
        ("won_by", party.won_by.as_ref().map(turn)),
        ("kept_by", text(party.kept_by.as_ref())),
        ("lost_by", party.lost_by.as_ref().map(turn)),
        ("why_not_us", text(party.why_not_us.as_ref())),
        ("could_use", list(&could_use.collect::<Vec<_>>())),
        ("buys_from", list(&party.buys_from)),
    ]);
    details
}

/// Why somebody came or went, in one text.
fn turn(turn: &Turn) -> String {
    let reason = turn.reason.map(|reason| reason.word().to_owned());
    let date = turn.date.as_ref().map(Date::when);
    let parts = [reason, text(turn.note.as_ref()), date];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What a file tells of a group, beside whom it holds.
pub(super) fn group(group: &Group) -> Details {
    let mut details = about(&group.about);
    details.push(("size", group.size.map(|size| size.to_string())));
    details
}
