//! Dates that can only be in the past, and are not: most are a year typed wrong.
//!
//! A measurement of 2062 would be the newest of its relationship for good, and hide that somebody is unhappy since.

use crate::{
    diag::Place,
    model::{Date, Group, Header, Organisation, Party, Relation, WonOrLost},
};

/// A date that is in the future.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FutureDate<'org> {
    /// Where the file has it, or the entry that it belongs to.
    pub place: Place,
    /// The key, such as `measured`.
    pub key: &'static str,
    /// The date.
    pub date: &'org Date,
}

/// The dates after all of these days, by place. Dates of what is planned are none: when somebody begins, leaves or takes
/// over a relationship.
pub fn future_dates<'org>(
    organisation: &'org Organisation,
    days: &[&Date],
) -> Vec<FutureDate<'org>> {
    let services = organisation.services().flat_map(|(id, service)| {
        let own = dated(&service.header, "reviewed", service.reviewed());
        own.into_iter().chain(organisation.all_relations(id).flat_map(dates_of_relation))
    });
    let groups = organisation.groups().filter_map(|(_, group)| dates_of_group(group));
    let parties = organisation.parties().flat_map(|(_, party)| dates_of_party(party));
    let verdicts = organisation.verdicts.iter().filter_map(|verdict| {
        Some(FutureDate { place: verdict.place, key: "date", date: verdict.date.as_ref()? })
    });
    let all = services.chain(groups).chain(parties).chain(verdicts);
    let mut found: Vec<FutureDate<'org>> =
        all.filter(|one| days.iter().all(|day| one.date.is_after(day))).collect();
    found.sort_by_key(|one| one.place);
    found
}

fn dated<'org>(
    header: &Header,
    key: &'static str,
    date: Option<&'org Date>,
) -> Option<FutureDate<'org>> {
    date.map(|date| FutureDate { place: header.place, key, date })
}

fn dates_of_relation(relation: Relation<'_>) -> impl Iterator<Item = FutureDate<'_>> {
    let measured = relation.satisfaction.iter().filter_map(|one| {
        Some(FutureDate { place: one.place, key: "measured", date: one.measured.as_ref()? })
    });
    let reviewed = relation.agreed.and_then(|agreed| agreed.reviewed.as_ref());
    let agreed = reviewed.map(|date| FutureDate { place: relation.place, key: "reviewed", date });
    measured.chain(agreed)
}

fn dates_of_group(group: &Group) -> Option<FutureDate<'_>> {
    dated(&group.header, "reviewed", group.reviewed.as_ref())
}

fn dates_of_party(party: &Party) -> impl Iterator<Item = FutureDate<'_>> {
    let keys = [
        ("since", party.since.as_ref()),
        ("won_by.date", of_change(party.won_by.as_ref())),
        ("lost_by.date", of_change(party.lost_by.as_ref())),
        ("reviewed", party.reviewed.as_ref()),
    ];
    let own = keys.into_iter().filter_map(|(key, date)| dated(&party.header, key, date));
    let reasons = party.reasons.iter().filter_map(|reason| {
        Some(FutureDate { place: reason.place, key: "date", date: reason.date.as_ref()? })
    });
    own.chain(reasons)
}

fn of_change(change: Option<&WonOrLost>) -> Option<&Date> {
    change.and_then(|change| change.date.as_ref())
}
