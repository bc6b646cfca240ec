//! Findings that came, went, or say something else, wherever they stand in the file.

use super::{
    Because, Both, Cause, Change, Difference, Fact, Section, Side, Thing, Value, What, row::change,
};
use crate::{
    analysis::{Privacy, findings},
    diag::{Diagnostic, Place},
    model::Date,
};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// What is found under a code about a thing, in its order.
type Found = BTreeMap<(&'static str, String), Vec<One>>;

/// A finding.
struct One {
    /// What it says, but for the name of its thing: that may have changed.
    key: String,
    text: String,
    place: Option<Place>,
}

/// Adds the findings of one map that aren't those of the other.
pub(super) fn compare<'org>(
    whole: &Both<'_, 'org>,
    today: &Date,
    privacy: Privacy,
    rows: &mut Vec<Difference<'org>>,
) {
    let things = (things(whole, Side::Old), things(whole, Side::New));
    let found = |side, things: &Things<'org>| {
        by_subject(findings(whole.graph(side), today, privacy), things)
    };
    let (mut old, mut new) = (found(Side::Old, &things.0), found(Side::New, &things.1));
    let keys = super::keys(old.keys().cloned(), new.keys().cloned());
    for (at, key) in keys.into_iter().enumerate() {
        let mut was = old.remove(&key).unwrap_or_default();
        let mut is = new.remove(&key).unwrap_or_default();
        was.retain(|one| {
            let same = is.iter().position(|other| other.key == one.key);
            same.map(|same| is.remove(same)).is_none()
        });
        let known = things.1.get(&*key.1).or(things.0.get(&*key.1));
        let thing = known.map_or(Thing::NONE, |thing| *thing);
        let count = was.len().max(is.len());
        let (mut was, mut is) = (was.into_iter(), is.into_iter());
        for _ in 0..count {
            let (old, new) = (was.next(), is.next());
            let place =
                |one: &Option<One>, side| one.as_ref().and_then(|it| Some((side, it.place?)));
            let place = place(&new, Side::New).or(place(&old, Side::Old));
            let change = change(old.is_some(), new.is_some());
            rows.push(Difference {
                section: Section::Findings,
                change,
                fact: Fact::Finding,
                subject: thing,
                object: None,
                about: key.0,
                old: old.map(|one| Value::Text(one.text)),
                new: new.map(|one| Value::Text(one.text)),
                place,
                because: silenced(whole, change, key.0, thing),
                at,
            });
        }
    }
}

/// Whether a finding came or went because an `allow` did.
fn silenced<'org>(
    whole: &Both<'_, 'org>,
    change: Change,
    code: &str,
    subject: Thing<'_>,
) -> Because<'org> {
    let side = match change {
        Change::Gained => Side::Old,
        Change::Lost => Side::New,
        Change::Changed => return Because::Itself,
    };
    let organisation = whole.organisation(side);
    let mut allows = organisation.allows.iter();
    let allow =
        allows.find(|allow| allow.finding.word() == code && whole.thing(side, allow.of) == subject);
    allow.map_or(Because::Itself, |allow| {
        let first = Cause {
            what: What::Allow,
            side,
            place: allow.place,
            subject: whole.thing(side, allow.of),
            object: None,
        };
        Because::Said { first, more: 0 }
    })
}

fn by_subject(all: Vec<Diagnostic>, things: &Things<'_>) -> Found {
    let mut found = Found::new();
    for one in all {
        let name = things.get(&*one.subject).map_or("", |thing| thing.name);
        let text = format!("{}: {}", one.severity.word(), one.message);
        let key = match name {
            "" => text.clone(),
            name => text.replace(name, ""),
        };
        let place = one.place;
        let known = found.entry((one.code.word(), one.subject)).or_default();
        known.push(One { key, text, place });
    }
    found
}

/// Everything of a map by its id.
type Things<'org> = FxHashMap<&'org str, Thing<'org>>;

fn things<'org>(whole: &Both<'_, 'org>, side: Side) -> Things<'org> {
    let organisation = whole.organisation(side);
    let subjects = organisation.subjects();
    let things = subjects.map(|subject| Thing::of(organisation, subject));
    things.map(|thing| (thing.id, thing)).collect()
}
