//! Verdicts that were given, taken back or changed.

use super::{Difference, MapPair, NamedId, Section, Side, details, subject_diff::SubjectDiff};
use crate::{
    diag::Place,
    id::Subject,
    model::{
        Datum,
        keys::{self, VERDICT},
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// A verdict of one map: its unit, its customer, what it says and where.
type KnownVerdict<'org> = (Subject, NamedId<'org>, String, Place);

/// Adds the differences of all verdicts, by the ids of unit and customer.
pub(super) fn compare<'org>(both: &MapPair<'_, 'org>, rows: &mut Vec<Difference<'org>>) {
    let (old, new) = (verdicts(both, Side::Old), verdicts(both, Side::New));
    let pairs: BTreeSet<(&str, &str)> = old.keys().chain(new.keys()).copied().collect();
    for key in pairs {
        let (was, is) = (old.get(&key), new.get(&key));
        let unit = |known: Option<&KnownVerdict<'org>>| known.map(|(unit, ..)| *unit);
        let says = |known: Option<&KnownVerdict<'org>>| known.map(|(_, _, says, _)| says.clone());
        let subject = SubjectDiff::new(both, Section::Customers, (unit(was), unit(is)), 0);
        let known = is.map(|it| (Side::New, it)).or(was.map(|it| (Side::Old, it)));
        if let (Some(difference), Some((side, (_, customer, _, place)))) =
            (subject.detail("verdict", says(was), says(is)), known)
        {
            rows.push(Difference { place: Some((side, *place)), ..difference.with(*customer) });
        }
    }
}

fn verdicts<'org>(
    both: &MapPair<'_, 'org>,
    side: Side,
) -> BTreeMap<(&'org str, &'org str), KnownVerdict<'org>> {
    let organisation = both.organisation(side);
    let all = organisation.verdicts.iter().map(|verdict| {
        let (unit, customer) = (Subject::Unit(verdict.unit), Subject::Party(verdict.customer));
        let record = keys::record(VERDICT, verdict, organisation);
        // Unit and customer are the subject and the object of the row.
        let said = record.into_iter().filter(|(key, _)| !matches!(*key, "unit" | "customer"));
        let says = details::text(&Datum::Record(said.collect())).unwrap_or_default();
        let customer = NamedId::of(organisation, customer);
        ((organisation.id_of(unit), customer.id), (unit, customer, says, verdict.place))
    });
    all.collect()
}
