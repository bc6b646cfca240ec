//! Findings that came, went, or say something else, wherever they stand in the file.

use super::{Because, Both, Difference, Fact, Section, Side, Thing, Value, row::change};
use crate::{
    analysis::{Privacy, findings},
    diag::{Diagnostic, Place},
    model::{Date, Organisation},
};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// What is found under a code about a thing: level and message with the place of each, in their order.
type Found = BTreeMap<(&'static str, String), Vec<(String, Option<Place>)>>;

/// Adds the findings of one map that aren't those of the other.
pub(super) fn compare<'org>(
    both: &Both<'_, 'org>,
    today: &Date,
    privacy: Privacy,
    rows: &mut Vec<Difference<'org>>,
) {
    let found = |side| by_subject(findings(both.graph(side), today, privacy));
    let things = things(both);
    let (mut old, mut new) = (found(Side::Old), found(Side::New));
    for (at, key) in super::keys(old.keys().cloned(), new.keys().cloned())
        .into_iter()
        .enumerate()
    {
        let mut was = old.remove(&key).unwrap_or_default();
        let mut is = new.remove(&key).unwrap_or_default();
        let same: Vec<String> = was.iter().map(|(text, _)| text.clone()).collect();
        for text in same {
            if let Some(also) = is.iter().position(|(other, _)| *other == text) {
                is.remove(also);
                let own = was.iter().position(|(other, _)| *other == text);
                own.map(|own| was.remove(own));
            }
        }
        let count = was.len().max(is.len());
        let (mut was, mut is) = (was.into_iter(), is.into_iter());
        for _ in 0..count {
            let (old, new) = (was.next(), is.next());
            let place =
                |one: &Option<(String, Option<Place>)>| one.as_ref().and_then(|(_, place)| *place);
            let place =
                (place(&new).map(|it| (Side::New, it))).or(place(&old).map(|it| (Side::Old, it)));
            rows.push(Difference {
                section: Section::Findings,
                change: change(old.is_some(), new.is_some()),
                fact: Fact::Finding,
                subject: things.get(&*key.1).copied().unwrap_or(Thing::NONE),
                object: None,
                about: key.0,
                old: old.map(|(text, _)| Value::Text(text)),
                new: new.map(|(text, _)| Value::Text(text)),
                place,
                because: Because::Itself,
                at,
            });
        }
    }
}

fn by_subject(all: Vec<Diagnostic>) -> Found {
    let mut found = Found::new();
    for one in all {
        let key = (one.code.word(), one.subject);
        let text = format!("{}: {}", one.severity.word(), one.message);
        found.entry(key).or_default().push((text, one.place));
    }
    found
}

/// Everything of either map by its id, as the new one names it.
fn things<'org>(both: &Both<'_, 'org>) -> FxHashMap<&'org str, Thing<'org>> {
    let sides = [Side::Old, Side::New];
    let things = sides.into_iter().flat_map(|side| {
        let organisation: &'org Organisation = both.organisation(side);
        let subjects = organisation.subjects();
        subjects.map(|subject| Thing::of(organisation, subject))
    });
    things.map(|thing| (thing.id, thing)).collect()
}
