//! The organisation itself, its departments and people: who came, who went, who moved.

use super::{
    Difference, Fact, FactValue, MapPair, NamedId, Section, Side, details,
    subject_diff::SubjectDiff,
};
use crate::{
    id::{Subject, UnitId},
    model::Allow,
};
use std::collections::BTreeMap;

/// Adds the differences of the organisation and of all units.
pub(super) fn compare<'org>(both: &MapPair<'_, 'org>, rows: &mut Vec<Difference<'org>>) {
    let here = Some(Subject::Organisation);
    let subject = SubjectDiff::new(both, Section::Units, (here, here), 0);
    let id = |side| Some(both.organisation(side).header.id.to_string());
    rows.extend(subject.detail("id", id(Side::Old), id(Side::New)));
    let details = |side| Some(details::organisation(both.organisation(side)));
    rows.extend(subject.details(details(Side::Old), details(Side::New)));
    allows(both, &subject, rows);
    for (at, (old, new)) in both.units().into_iter().enumerate() {
        let subjects = (old.map(Subject::Unit), new.map(Subject::Unit));
        let subject = SubjectDiff::new(both, Section::Units, subjects, at + 1);
        let there = |id: Option<UnitId>| id.map(|_| FactValue::There);
        let kind =
            |side, id: Option<UnitId>| id.map(|id| both.organisation(side).unit(id).kind_word());
        let kind = kind(Side::New, new).or(kind(Side::Old, old)).unwrap_or("");
        let difference = subject.compare(Fact::Unit, there(old), there(new));
        rows.extend(difference.map(|it| it.about(kind)));
        let details = |side, id: Option<UnitId>| {
            let organisation = both.organisation(side);
            id.map(|id| details::unit(organisation, organisation.unit(id)))
        };
        rows.extend(subject.details(details(Side::Old, old), details(Side::New, new)));
        if let (Some(old), Some(new)) = (old, new)
            && both.is_moved(Side::New, new)
        {
            let old = Some(part_of(both, Side::Old, old));
            rows.extend(subject.compare(Fact::PartOf, old, Some(part_of(both, Side::New, new))));
        }
    }
}

/// What findings are silenced, for which thing.
fn allows<'org>(
    both: &MapPair<'_, 'org>,
    subject: &SubjectDiff<'org>,
    rows: &mut Vec<Difference<'org>>,
) {
    let all = |side| {
        let organisation = both.view(side).whole_graph().organisation();
        let all = organisation.allows.iter().map(move |allow| {
            let of = NamedId::of(organisation, allow.of);
            ((allow.finding.word(), of.id), (side, of, allow))
        });
        all.collect::<BTreeMap<_, _>>()
    };
    let (old, new) = (all(Side::Old), all(Side::New));
    for key in super::keys(old.keys().copied(), new.keys().copied()) {
        let (was, is) = (old.get(&key), new.get(&key));
        let text = |known: Option<&(Side, NamedId<'org>, &Allow)>| {
            let (_, _, allow) = known?;
            let because = allow.because.as_deref().unwrap_or("no reason given");
            Some(format!("{} ({because})", key.0))
        };
        let difference = subject.detail("allow", text(was), text(is));
        if let (Some(difference), Some((side, of, allow))) = (difference, is.or(was)) {
            rows.push(Difference { place: Some((*side, allow.place)), ..difference.with(*of) });
        }
    }
}

/// The department that a unit is part of, or the organisation.
fn part_of<'org>(both: &MapPair<'_, 'org>, side: Side, unit: UnitId) -> FactValue<'org> {
    let organisation = both.organisation(side);
    let up = organisation.unit(unit).part_of.map_or(Subject::Organisation, Subject::Unit);
    FactValue::Entry(both.named(side, up))
}
