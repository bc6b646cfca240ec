//! JSON, version 1 (SPEC part 5): one unit, party or finding a line, so that two versions compare well.

use crate::report::{Facts, FindingFact};
use serde::Serialize;
use std::io::{self, Write};

/// The version of the output.
const VERSION: u32 = 1;

/// Writes all facts.
///
/// # Errors
/// What `out` answers.
pub fn export(
    facts: &Facts<'_, '_>,
    findings: &[FindingFact<'_>],
    out: &mut dyn Write,
) -> io::Result<()> {
    write!(out, "{{\"custmap\": {VERSION},\n \"organisation\": ")?;
    serde_json::to_writer(&mut *out, &facts.organisation())?;
    list(out, "units", facts.units())?;
    list(out, "parties", facts.parties())?;
    list(out, "findings", findings)?;
    out.write_all(b"}\n")
}

/// Writes findings alone.
///
/// # Errors
/// What `out` answers.
pub fn findings(findings: &[FindingFact<'_>], out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\"custmap\": {VERSION}")?;
    list(out, "findings", findings)?;
    out.write_all(b"}\n")
}

/// Writes `, "name": [` and an item a line.
pub(super) fn list<T: Serialize>(
    out: &mut dyn Write,
    name: &str,
    items: impl IntoIterator<Item = T>,
) -> io::Result<()> {
    write!(out, ",\n \"{name}\": [")?;
    let mut between = "\n  ";
    for item in items {
        out.write_all(between.as_bytes())?;
        serde_json::to_writer(&mut *out, &item)?;
        between = ",\n  ";
    }
    out.write_all(if between.starts_with(',') { b"\n ]" } else { b"]" })
}
