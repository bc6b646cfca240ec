//! The XML of `JUnit`, which build servers show as tests: a suite for each file, a case for each error or
//! finding.
//!
//! A case fails where `check` ends with 1 because of it; one below that level is skipped, so that the report
//! and the exit status agree. A file without any has one case that passes.

use crate::diag::{Diagnostic, Location, Severity, Sources};
use askama::Template;
use std::io::{self, Write};

#[derive(Template)]
#[template(path = "findings.junit", config = "src/render/askama.toml")]
struct Report<'d> {
    suites: Vec<Suite<'d>>,
    sources: &'d Sources,
    deny: Severity,
}

/// A file with what was found in it.
struct Suite<'d> {
    file: &'d str,
    cases: Vec<&'d Diagnostic>,
    failures: usize,
}

impl Suite<'_> {
    /// A suite without findings has one case, which passes.
    fn tests(&self) -> usize {
        self.cases.len().max(1)
    }

    fn skipped(&self) -> usize {
        self.cases.len() - self.failures
    }
}

impl<'d> Report<'d> {
    fn location(&self, case: &Diagnostic) -> Location<'d> {
        self.sources.location(case.place)
    }
}

/// Writes the report; a case fails from the level `deny` upwards.
///
/// # Errors
/// The errors of `out`.
pub fn write(
    all: &[Diagnostic],
    sources: &Sources,
    deny: Severity,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut suites: Vec<Suite<'_>> = sources
        .iter()
        .map(|(_, source)| Suite { file: &source.name, cases: Vec::new(), failures: 0 })
        .collect();
    for one in all {
        let suite = &mut suites[one.place.file.index()];
        suite.cases.push(one);
        suite.failures += usize::from(one.severity >= deny);
    }
    Report { suites, sources, deny }.write_into(out)
}
