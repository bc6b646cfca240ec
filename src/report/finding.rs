//! A finding as a fact, and findings as a list.

use super::{Listing, listing::Column};
use crate::{
    diag::{Diagnostic, Sources},
    model::Datum,
};
use serde::Serialize;

/// A finding at its place.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "README names each key")]
pub struct FindingFact<'d> {
    pub code: &'d str,
    pub severity: &'d str,
    pub subject: Option<&'d str>,
    pub message: &'d str,
    pub help: &'d str,
    pub file: &'d str,
    pub line: u32,
    pub column: u32,
}

impl<'d> FindingFact<'d> {
    /// The fact of a diagnostic.
    pub fn new(diagnostic: &'d Diagnostic, sources: &'d Sources) -> Self {
        let at = sources.location(diagnostic.place);
        Self {
            code: diagnostic.code.word(),
            severity: diagnostic.severity.word(),
            subject: diagnostic.subject.as_deref(),
            message: &diagnostic.message,
            help: &diagnostic.help,
            file: at.file,
            line: at.line,
            column: at.column,
        }
    }
}

/// Some findings as a list.
pub fn finding_listing<'d>(
    findings: impl IntoIterator<Item = &'d Diagnostic>,
    sources: &'d Sources,
) -> Listing<FindingFact<'d>> {
    let column = Column::<FindingFact<'d>>::new;
    let columns = vec![
        column("code", |it| Datum::Id(it.code)).headed("Finding", 3),
        column("severity", |it| Datum::Id(it.severity)).headed("Level", 2),
        column("subject", |it| it.subject.map(Datum::Id).into()).headed("OF", 3),
        column("message", |it| Datum::text(it.message)).headed("What", 6),
        column("help", |it| Datum::text(it.help)).headed("What to do", 6),
        column("file", |it| Datum::text(it.file)).headed("Where", 3),
        column("line", |it| Datum::Count(it.line.into())).headed("Line", 1),
        column("column", |it| Datum::Count(it.column.into())).headed("Column", 1),
    ];
    let rows = findings.into_iter().map(|finding| FindingFact::new(finding, sources)).collect();
    Listing::new(
        "findings",
        columns,
        &["severity", "code", "subject", "message", "file", "line", "column", "help"],
        rows,
    )
}
