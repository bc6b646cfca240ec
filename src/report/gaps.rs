//! Gaps: where nobody has thought of a customer. The brief, the page and the filters count them in this one way.

use crate::{
    analysis::{Finding, View},
    diag::{Code, Severity},
    id::UnitId,
};

/// The findings that say that a unit has no service, or that a unit or a service has no customer.
const GAPS: [Code; 4] = [
    Code::UnitWithoutService,
    Code::NoSecondaryCustomer,
    Code::NoPrimaryChain,
    Code::ServiceServesNobody,
];

/// Whether a finding is a gap.
pub(super) fn is_gap(finding: &Finding<'_>) -> bool {
    // SPEC 4: a note asks for nothing to be done, as where a unit without colleagues to serve serves the outside.
    GAPS.contains(&finding.code) && finding.severity >= Severity::Warning
}

/// For each unit of a view how many of the findings that `counts` lets through are about it or about a service that it
/// provides itself.
pub(super) fn findings_of_units(
    view: View<'_, '_>,
    findings: &[Finding<'_>],
    counts: impl Fn(&Finding<'_>) -> bool,
) -> Vec<usize> {
    let mut found = vec![0; view.organisation().units().len()];
    for finding in findings.iter().filter(|one| counts(one)) {
        for unit in units_with(view, finding) {
            found[unit.index()] += 1;
        }
    }
    found
}

/// The units of a view that have a finding about a unit or service: the unit, or those who provide the service.
pub(super) fn units_with(view: View<'_, '_>, finding: &Finding<'_>) -> Vec<UnitId> {
    // A finding about a party is no matter of the unit that owns the relationship.
    if finding.subject.party().is_some() {
        return Vec::new();
    }
    // A finding of a division may name a provider outside it.
    view.units_of_finding(finding).into_iter().filter_map(|unit| view.inside(unit)).collect()
}
