//! Those outside: who came, who went, what is known of them, and why they come.

use super::{
    Difference, Fact, FactValue, MapPair, NamedId, Section, Side, details,
    subject_diff::SubjectDiff,
};
use crate::{
    diag::Place,
    id::{PartyId, Subject},
    model::Reason,
};
use std::collections::BTreeMap;

/// Adds the differences of all parties.
pub(super) fn compare<'org>(both: &MapPair<'_, 'org>, rows: &mut Vec<Difference<'org>>) {
    for (at, (old, new)) in both.parties().into_iter().enumerate() {
        let subjects = (old.map(Subject::Party), new.map(Subject::Party));
        let subject = SubjectDiff::new(both, Section::Parties, subjects, at);
        let there = |id: Option<PartyId>| id.map(|_| FactValue::There);
        rows.extend(subject.compare(Fact::Party, there(old), there(new)));
        let details = |side, id: Option<PartyId>| {
            let organisation = both.organisation(side);
            id.map(|id| details::party(organisation, organisation.party(id)))
        };
        rows.extend(subject.details(details(Side::Old, old), details(Side::New, new)));
        let (was, is) = (reached(both, Side::Old, old), reached(both, Side::New, new));
        rows.extend(subject.others(Fact::Reaches, &was, &is));
        let assumption = subject.within(Section::Assumptions);
        let (was, is) = (reasons(both, Side::Old, old), reasons(both, Side::New, new));
        for claim in super::keys(was.keys().copied(), is.keys().copied()) {
            let (was, is) = (was.get(&claim), is.get(&claim));
            rows.extend(reason(&assumption, claim.0, was.copied(), is.copied()));
        }
    }
}

fn reached<'org>(
    both: &MapPair<'_, 'org>,
    side: Side,
    party: Option<PartyId>,
) -> Vec<(NamedId<'org>, Option<Place>)> {
    let organisation = both.organisation(side);
    let all = party
        .map(|party| &organisation.party(party).reaches)
        .into_iter()
        .flatten()
        .map(|(to, place)| (NamedId::of(organisation, Subject::Party(*to)), Some(*place)));
    all.collect()
}

/// The reasons of a party by their claims; of several with the same claim the first, second ...
fn reasons<'org>(
    both: &MapPair<'_, 'org>,
    side: Side,
    party: Option<PartyId>,
) -> BTreeMap<(&'org str, usize), &'org Reason> {
    let organisation = both.organisation(side);
    let all = party.map(|party| &organisation.party(party).reasons);
    let mut known = BTreeMap::new();
    for reason in all.into_iter().flatten() {
        let claim = reason.claim.as_deref().unwrap_or("");
        let mut at = 0;
        // A party can have several reasons without a claim.
        while known.contains_key(&(claim, at)) {
            at += 1;
        }
        known.insert((claim, at), reason);
    }
    known
}

fn reason<'org>(
    subject: &SubjectDiff<'org>,
    claim: &'org str,
    old: Option<&'org Reason>,
    new: Option<&'org Reason>,
) -> Option<Difference<'org>> {
    let known = |reason: &Reason| {
        let source = reason.source.as_ref().map(ToString::to_string);
        let date = reason.date.as_ref().map(|date| date.as_str().to_owned());
        let about: Vec<String> = source.into_iter().chain(date).collect();
        let word = reason.confidence.word();
        FactValue::Text(match about.as_slice() {
            [] => word.to_owned(),
            about => format!("{word} ({})", about.join(", ")),
        })
    };
    let difference = subject.compare(Fact::Reason, old.map(known), new.map(known))?;
    let place = (new.map(|it| (Side::New, it.place))).or(old.map(|it| (Side::Old, it.place)));
    Some(Difference { place, ..difference.about(claim) })
}
