//! Workflow commands of GitHub Actions: each error or finding becomes an annotation of its
//! line in a change.

use crate::diag::{Diagnostic, Severity, Sources};
use std::io::{self, Write};

/// Writes a command a line.
///
/// # Errors
/// The errors of `out`.
pub fn write(all: &[Diagnostic], sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
    for one in all {
        let command = match one.severity {
            Severity::Note => "notice",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let at = sources.location(one.place);
        let (file, title) = (property(at.file), property(one.code.word()));
        let text = message(&format!("{}\nhelp: {}", one.message, one.help));
        let place = format!("file={file},line={},col={}", at.line, at.column);
        writeln!(out, "::{command} {place},title={title}::{text}")?;
    }
    Ok(())
}

/// A text after the second `::`, on one line whatever it holds.
fn message(text: &str) -> String {
    // The percent sign first, or it would escape the escapes.
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, which ends with a comma or a colon.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
