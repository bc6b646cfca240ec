//! Findings that only one of two maps has, wherever its file says so.

use super::{
    Cause, CauseKind, Causes, Change, Difference, Fact, FactValue, MapPair, NamedId, Section, Side,
    row::change,
};
use crate::{
    analysis::{Finding, Privacy, findings},
    diag::{Code, Severity},
    id::Subject,
    model::Date,
};
use std::collections::BTreeMap;

/// The findings of a map by their code and the id of their subject, in the order of the file.
type Found<'org> = BTreeMap<(&'static str, &'org str), Vec<Finding<'org>>>;

/// Adds the findings of one map that the other doesn't have.
pub(super) fn compare<'org>(
    whole: &MapPair<'_, 'org>,
    today: &Date,
    privacy: Privacy,
    rows: &mut Vec<Difference<'org>>,
) {
    let found = |side| by_subject(whole, side, today, privacy);
    let (mut old, mut new) = (found(Side::Old), found(Side::New));
    let keys = super::keys(old.keys().copied(), new.keys().copied());
    for (at, key) in keys.into_iter().enumerate() {
        let was = old.remove(&key).unwrap_or_default();
        let is = new.remove(&key).unwrap_or_default();
        let (was, is) = without_common(whole, was, is);
        let count = was.len().max(is.len());
        let (mut was, mut is) = (was.into_iter(), is.into_iter());
        for _ in 0..count {
            rows.extend(difference(whole, was.next(), is.next(), at));
        }
    }
}

/// The difference between a finding of the old map and one of the new map, of which one may be missing.
fn difference<'org>(
    whole: &MapPair<'_, 'org>,
    old: Option<Finding<'org>>,
    new: Option<Finding<'org>>,
    at: usize,
) -> Option<Difference<'org>> {
    let (side, shown) = match (&old, &new) {
        (_, Some(new)) => (Side::New, new),
        (Some(old), None) => (Side::Old, old),
        (None, None) => return None,
    };
    let (code, subject) = (shown.code, current(whole, side, shown.subject));
    let change = change(old.is_some(), new.is_some());
    let value = |side, finding: Finding<'org>| {
        FactValue::Finding(finding.severity, finding.message(whole.organisation(side)))
    };
    Some(Difference {
        section: Section::Findings,
        change,
        fact: Fact::Finding,
        subject,
        object: None,
        about: code.word(),
        place: Some((side, shown.place)),
        old: old.map(|old| value(Side::Old, old)),
        new: new.map(|new| value(Side::New, new)),
        because: silenced(whole, change, code, subject),
        at,
    })
}

/// A thing with its name in the new map, if it is there.
fn current<'org>(whole: &MapPair<'_, 'org>, side: Side, subject: Subject) -> NamedId<'org> {
    match (side, whole.other_subject(side, subject)) {
        (Side::Old, Some(new)) => whole.named(Side::New, new),
        _ => whole.named(side, subject),
    }
}

/// Whether a finding came or went because an `allow` did.
fn silenced<'org>(
    whole: &MapPair<'_, 'org>,
    change: Change,
    code: Code,
    subject: NamedId<'_>,
) -> Causes<'org> {
    let side = match change {
        Change::Gained => Side::Old,
        Change::Lost => Side::New,
        Change::Changed => return Causes::Itself,
    };
    let mut allows = whole.organisation(side).allows.iter();
    let allow =
        allows.find(|allow| allow.finding == code && whole.named(side, allow.of) == subject);
    allow.map_or(Causes::Itself, |allow| {
        let first = Cause {
            kind: CauseKind::Allow,
            side,
            place: allow.place,
            subject: whole.named(side, allow.of),
            object: None,
        };
        Causes::Stated { first, more: 0 }
    })
}

fn by_subject<'org>(
    whole: &MapPair<'_, 'org>,
    side: Side,
    today: &Date,
    privacy: Privacy,
) -> Found<'org> {
    let organisation = whole.organisation(side);
    let mut found = Found::new();
    for one in findings(whole.graph(side), today, privacy) {
        // A renamed organisation is still the subject of the same finding.
        let key = (one.code.word(), organisation.stable_id_of(one.subject));
        found.entry(key).or_default().push(one);
    }
    found
}

/// Leaves out each finding that both maps have, level and statement included.
fn without_common<'org>(
    whole: &MapPair<'_, 'org>,
    mut old: Vec<Finding<'org>>,
    mut new: Vec<Finding<'org>>,
) -> (Vec<Finding<'org>>, Vec<Finding<'org>>) {
    let identity = |side, one: &Finding<'org>| -> (Severity, Vec<String>) {
        (one.severity, one.statement.identity(whole.organisation(side)))
    };
    // How many more of each the old map has than the new one.
    // Counted, because one subject can have several findings of the same code and statement.
    let mut surplus: BTreeMap<_, isize> = BTreeMap::new();
    for one in &old {
        *surplus.entry(identity(Side::Old, one)).or_default() += 1;
    }
    for one in &new {
        *surplus.entry(identity(Side::New, one)).or_default() -= 1;
    }
    let mut keep = |side, sign: isize, one: &Finding<'org>| {
        let left = surplus.entry(identity(side, one)).or_default();
        let kept = *left * sign > 0;
        *left -= if kept { sign } else { 0 };
        kept
    };
    old.retain(|one| keep(Side::Old, 1, one));
    new.retain(|one| keep(Side::New, -1, one));
    (old, new)
}
