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
        Cell::id(finding.subject),
        Cell::text(finding.message),
        Cell::text_if_known(finding.file),
        Cell::count_if_known(finding.line),
        Cell::count_if_known(finding.column),
        Cell::text(finding.help),
    ]
}
