//! The owners and backups of relationships and the leads; and, where departures are not confidential, who leaves and
//! who follows.

use super::{
    Difference, Fact, FactValue, MapPair, NamedId, Section, Side, subject_diff::SubjectDiff,
};
use crate::{
    analysis::Privacy,
    id::{PartyId, Subject, UnitId},
    model::{Organisation, Person, Relationship},
};

/// The relationship with a party, as a map states it.
type StatedRelationship<'org> = Option<(Side, &'org Organisation, &'org Relationship)>;

/// A person in a map.
type StatedPerson<'org> = Option<(&'org Organisation, &'org Person)>;

/// Adds the differences of all parties, departments and persons.
pub(super) fn compare<'org>(
    both: &MapPair<'_, 'org>,
    privacy: Privacy,
    rows: &mut Vec<Difference<'org>>,
) {
    let parties = both.parties();
    let count = parties.len();
    for (at, (old, new)) in parties.into_iter().enumerate() {
        of_party(both, (old, new), at, rows);
    }
    for (at, (old, new)) in both.units().into_iter().enumerate() {
        let subjects = (old.map(Subject::Unit), new.map(Subject::Unit));
        let subject = SubjectDiff::new(both, Section::Relationships, subjects, count + at);
        let lead = |side, unit: Option<UnitId>| {
            let organisation: &'org Organisation = both.organisation(side);
            let lead = organisation.unit(unit?).department()?.lead;
            lead.map(|lead| thing(organisation, lead))
        };
        rows.extend(subject.compare(Fact::Lead, lead(Side::Old, old), lead(Side::New, new)));
        // SPEC 5, Privacy: departures, successors and addresses are confidential.
        if privacy == Privacy::Confidential {
            of_person(both, &subject, (old, new), rows);
        }
    }
}

fn thing(organisation: &Organisation, unit: UnitId) -> FactValue<'_> {
    FactValue::Entry(NamedId::of(organisation, Subject::Unit(unit)))
}

fn of_party<'org>(
    both: &MapPair<'_, 'org>,
    (old, new): (Option<PartyId>, Option<PartyId>),
    at: usize,
    rows: &mut Vec<Difference<'org>>,
) {
    let subjects = (old.map(Subject::Party), new.map(Subject::Party));
    let subject = SubjectDiff::new(both, Section::Relationships, subjects, at);
    let kept = |side, party: Option<PartyId>| {
        let organisation: &'org Organisation = both.organisation(side);
        Some((side, organisation, organisation.party(party?).relationship.as_ref()?))
    };
    let (old, new) = (kept(Side::Old, old), kept(Side::New, new));
    let owner = |kept: StatedRelationship<'org>| {
        kept.and_then(|(_, of, kept)| Some(thing(of, kept.owner?)))
    };
    let backup = |kept: StatedRelationship<'org>| {
        kept.and_then(|(_, of, kept)| Some(thing(of, kept.backup?)))
    };
    let since = |kept: StatedRelationship<'org>| {
        let date = kept.and_then(|(_, _, kept)| kept.since.as_ref());
        date.map(|date| FactValue::Text(date.as_str().to_owned()))
    };
    let differences = [
        subject.compare(Fact::Owner, owner(old), owner(new)),
        subject.compare(Fact::Backup, backup(old), backup(new)),
        subject.compare(Fact::OwnerSince, since(old), since(new)),
    ];
    let place = new.or(old).map(|(side, _, kept)| (side, kept.place));
    rows.extend(
        differences.into_iter().flatten().map(|it| Difference { place: place.or(it.place), ..it }),
    );
}

/// When a person leaves, who follows, and how to reach them.
fn of_person<'org>(
    both: &MapPair<'_, 'org>,
    subject: &SubjectDiff<'org>,
    (old, new): (Option<UnitId>, Option<UnitId>),
    rows: &mut Vec<Difference<'org>>,
) {
    let person = |side, unit: Option<UnitId>| {
        let organisation: &'org Organisation = both.organisation(side);
        Some((organisation, organisation.unit(unit?).person()?))
    };
    let (old, new) = (person(Side::Old, old), person(Side::New, new));
    let leaving = |known: StatedPerson<'org>| {
        let date = known.and_then(|(_, person)| person.leaving());
        date.map(|date| FactValue::Text(date.as_str().to_owned()))
    };
    let successor =
        |known: StatedPerson<'org>| known.and_then(|(of, it)| Some(thing(of, it.successor()?)));
    let email = |known: StatedPerson<'org>| known.and_then(|(_, it)| Some(it.email()?.to_owned()));
    rows.extend(subject.compare(Fact::Leaving, leaving(old), leaving(new)));
    rows.extend(subject.compare(Fact::Successor, successor(old), successor(new)));
    rows.extend(subject.detail("email", email(old), email(new)));
}
