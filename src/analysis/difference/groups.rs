//! Groups that came and went, and whom they hold.

use super::{
    Difference, Fact, FactValue, MapPair, NamedId, Section, Side, subject_diff::SubjectDiff,
};
use crate::{
    diag::Place,
    id::{GroupId, Subject, UnitId},
    model::Organisation,
};

/// Adds the differences of all groups.
pub(super) fn compare<'org>(both: &MapPair<'_, 'org>, rows: &mut Vec<Difference<'org>>) {
    // Groups follow the organisation and all units in their section.
    let before = both.units().len() + 1;
    for (at, (old, new)) in both.groups().into_iter().enumerate() {
        let subjects = (old.map(Subject::Group), new.map(Subject::Group));
        let subject = SubjectDiff::new(both, Section::Units, subjects, before + at);
        let there = |id: Option<GroupId>| id.map(|_| FactValue::There);
        let difference = subject.compare(Fact::Group, there(old), there(new));
        rows.extend(difference.map(|it| it.about("group")));
        let (Some(old), Some(new)) = (old, new) else {
            continue;
        };
        let details = |side, id| {
            let organisation = both.organisation(side);
            Some(super::details::group(organisation, organisation.group(id)))
        };
        rows.extend(subject.details(details(Side::Old, old), details(Side::New, new)));
        if both.is_regrouped(Side::New, new) {
            let (was, is) = (members(both, Side::Old, old), members(both, Side::New, new));
            rows.extend(subject.others(Fact::Members, &was, &is));
        }
    }
}

/// The units that a group holds in one map and not in the other; a department that is among them with all its parts is
/// named alone.
fn members<'org>(
    both: &MapPair<'_, 'org>,
    side: Side,
    group: GroupId,
) -> Vec<(NamedId<'org>, Option<Place>)> {
    let organisation: &'org Organisation = both.organisation(side);
    let there = both.organisation(side.other());
    let other = both.other_group(side, group);
    let own = |unit: UnitId| {
        let holds =
            |other| both.other_unit(side, unit).is_some_and(|it| there.group(other).held.holds(it));
        organisation.group(group).held.holds(unit) && !other.is_some_and(holds)
    };
    let all = organisation.group(group).held.units().filter(|unit| own(*unit));
    let topmost = all.filter(|unit| !organisation.unit(*unit).part_of.is_some_and(own));
    let place = organisation.group(group).header.place;
    let things = topmost.map(|unit| NamedId::of(organisation, Subject::Unit(unit)));
    things.map(|thing| (thing, Some(place))).collect()
}
