//! Satisfaction that moved, and what was measured for the first time or no more.

use super::{Both, Difference, Fact, Section, Side, Thing, Value, spot::Spot};
use crate::{
    id::{ServiceId, Subject},
    model::{Date, Relation, Satisfaction},
};
use std::collections::BTreeMap;

/// Adds the differences of all relations.
pub(super) fn compare<'org>(both: &Both<'_, 'org>, rows: &mut Vec<Difference<'org>>) {
    for (at, (old, new)) in both.services().into_iter().enumerate() {
        let subjects = (old.map(Subject::Service), new.map(Subject::Service));
        let spot = Spot::new(both, Section::Satisfaction, subjects, at);
        let (old, new) = (relations(both, Side::Old, old), relations(both, Side::New, new));
        for id in super::keys(old.keys().copied(), new.keys().copied()) {
            let (was, is) = (old.get(id), new.get(id));
            let Some((object, _)) = is.or(was) else {
                continue;
            };
            let relation = |known: Option<&(Thing<'org>, Relation<'org>)>| known.map(|(_, it)| *it);
            let told = row(&spot, relation(was), relation(is));
            rows.extend(told.map(|told| told.with(*object)));
        }
    }
}

/// The relations of a service that were measured, by the id of the recipient.
fn relations<'org>(
    both: &Both<'_, 'org>,
    side: Side,
    service: Option<ServiceId>,
) -> BTreeMap<&'org str, (Thing<'org>, Relation<'org>)> {
    let organisation = both.organisation(side);
    let all = service.map(|service| organisation.serves(service));
    let all = all.into_iter().flatten();
    let all = all.map(|relation| (Thing::of(organisation, relation.to), relation));
    all.map(|(thing, relation)| (thing.id, (thing, relation))).collect()
}

fn row<'org>(
    spot: &Spot<'org>,
    old: Option<Relation<'org>>,
    new: Option<Relation<'org>>,
) -> Option<Difference<'org>> {
    let newest = |relation: Option<Relation<'org>>| relation.and_then(Relation::newest);
    let score = |newest: Option<&'org Satisfaction>| {
        let newest = newest?;
        let date = newest.measured.as_ref().map(Date::as_str);
        Some(Value::Score(newest.of_ten(), newest.n, date))
    };
    let (was, is) = (newest(old), newest(new));
    let told = spot.told(Fact::Satisfaction, score(was), score(is));
    let place = (is.map(|it| (Side::New, it.place))).or(was.map(|it| (Side::Old, it.place)));
    let told = told.map(|told| Difference { place: place.or(told.place), ..told });
    told.or_else(|| {
        let texts = |relation: Option<Relation<'_>>| relation.and_then(measurements);
        let both_there = old.is_some() && new.is_some();
        both_there.then(|| spot.detail("satisfaction", texts(old), texts(new)))?
    })
}

/// Everything measured, in an order that can be compared; none where nothing was.
fn measurements(relation: Relation<'_>) -> Option<String> {
    let one = |one: &Satisfaction| {
        let score = one.score.map(|score| format!("{score} of {}", one.scale));
        let n = one.n.map(|n| format!("n {n}"));
        let date = one.measured.as_ref().map(|date| date.as_str().to_owned());
        let source = one.source.as_ref().map(ToString::to_string);
        let parts = [date, score, n, source];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    let mut all: Vec<String> = relation.satisfaction.iter().map(one).collect();
    all.sort_unstable();
    (!all.is_empty()).then(|| all.join("; "))
}
