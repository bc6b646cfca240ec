//! Changes of satisfaction (scores that changed, came or went) and of the other keys of relationships.

use super::{
    Difference, Fact, FactValue, MapPair, NamedId, Section, Side, details,
    subject_diff::SubjectDiff,
};
use crate::{
    id::{ServiceId, Subject},
    model::{
        Date, Organisation, Relation, Satisfaction,
        keys::{self, RELATIONSHIP},
    },
};
use std::collections::BTreeMap;

/// Adds the differences of all relations.
pub(super) fn compare<'org>(both: &MapPair<'_, 'org>, rows: &mut Vec<Difference<'org>>) {
    for (at, (old, new)) in both.services().into_iter().enumerate() {
        let subjects = (old.map(Subject::Service), new.map(Subject::Service));
        let subject = SubjectDiff::new(both, Section::Satisfaction, subjects, at);
        let (old, new) = (relations(both, Side::Old, old), relations(both, Side::New, new));
        for id in super::keys(old.keys().copied(), new.keys().copied()) {
            let (was, is) = (old.get(id), new.get(id));
            let Some((object, _)) = is.or(was) else {
                continue;
            };
            let relation =
                |known: Option<&(NamedId<'org>, Relation<'org>)>| known.map(|(_, it)| *it);
            let score = score(&subject, relation(was), relation(is));
            let moved = score.is_some();
            rows.extend(score.map(|score| score.with(*object)));
            if let (Some(was), Some(is)) = (relation(was), relation(is)) {
                for detail in relation_details(both, &subject, was, is) {
                    // Where the score changed, that difference covers the measurements.
                    if !(moved && detail.about == "satisfaction") {
                        rows.push(detail.with(*object));
                    }
                }
            }
        }
    }
}

/// The relations of a service that were measured, by the id of the recipient.
fn relations<'org>(
    both: &MapPair<'_, 'org>,
    side: Side,
    service: Option<ServiceId>,
) -> BTreeMap<&'org str, (NamedId<'org>, Relation<'org>)> {
    let organisation = both.organisation(side);
    let all = service
        .map(|service| organisation.all_relations(service))
        .into_iter()
        .flatten()
        .map(|relation| (NamedId::of(organisation, relation.to), relation));
    all.map(|(thing, relation)| (thing.id, (thing, relation))).collect()
}

/// The difference between the newest scores.
fn score<'org>(
    subject: &SubjectDiff<'org>,
    old: Option<Relation<'org>>,
    new: Option<Relation<'org>>,
) -> Option<Difference<'org>> {
    let newest = |relation: Option<Relation<'org>>| relation.and_then(Relation::newest);
    let score = |newest: Option<&'org Satisfaction>| {
        newest.map(|it| FactValue::Score(it.of_ten(), it.n, it.measured.as_ref().map(Date::as_str)))
    };
    let (was, is) = (newest(old), newest(new));
    let moved = subject.compare(Fact::Satisfaction, score(was), score(is))?;
    let place = (is.map(|it| (Side::New, it.place))).or(was.map(|it| (Side::Old, it.place)));
    Some(Difference { place: place.or(moved.place), ..moved })
}

/// The differences between what both maps say of a relationship, under the keys of the file.
fn relation_details<'org>(
    both: &MapPair<'_, 'org>,
    subject: &SubjectDiff<'org>,
    old: Relation<'org>,
    new: Relation<'org>,
) -> Vec<Difference<'org>> {
    let texts = |side, relation| texts(both.organisation(side), relation);
    let pairs = texts(Side::Old, old).into_iter().zip(texts(Side::New, new));
    let keys = RELATIONSHIP.iter().zip(pairs).filter(|(key, _)| **key != "to");
    let services = subject.within(Section::Services);
    let details = keys.filter_map(|(key, (was, is))| match *key {
        "satisfaction" => subject.detail(key, was, is),
        key => services.detail(key, was, is),
    });
    details.map(|detail| Difference { place: Some((Side::New, new.place)), ..detail }).collect()
}

/// The values of a relationship as texts, in the order of its keys.
fn texts(organisation: &Organisation, relation: Relation<'_>) -> Vec<Option<String>> {
    let record = keys::relationship(relation, organisation);
    let texts = record.iter().map(|(key, datum)| match *key {
        // An empty `for` (a use for nothing further) is not the same as no `for`.
        "for" if relation.used_for.is_some_and(<[ServiceId]>::is_empty) => {
            Some("nothing further".to_owned())
        }
        _ => details::text(datum),
    });
    texts.collect()
}
