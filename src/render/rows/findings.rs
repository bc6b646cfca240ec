//! A row per finding.

use super::Cell;
use crate::report::FindingFact;

/// The columns of [`finding`].
pub(in crate::render) const FINDINGS: [&str; 8] =
    ["severity", "code", "subject", "message", "file", "line", "column", "help"];

/// A finding and its place.
pub(in crate::render) fn finding<'r>(finding: &'r FindingFact<'_>) -> [Cell<'r>; FINDINGS.len()] {
    [
        Cell::id(finding.severity),
        Cell::id(finding.code),
        Cell::id_if_known(finding.subject),
        Cell::text(finding.message),
        Cell::text(finding.file),
        Cell::count_if_known(Some(finding.line)),
        Cell::count_if_known(Some(finding.column)),
        Cell::text(finding.help),
    ]
}
