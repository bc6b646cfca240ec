//! Workflow commands of GitHub Actions: each error or finding becomes a remark beside its line of a change.

use crate::diag::{Diagnostic, Severity, Sources};
use std::io::{self, Write};

/// Writes a command a line.
///
/// # Errors
/// What `out` answers.
pub fn write(all: &[Diagnostic], sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
    for one in all {
        let command = match one.severity {
            Severity::Note => "notice",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        write!(out, "::{command} ")?;
        if let Some(place) = one.place {
            let file = property(&sources.file(place.file).name);
            write!(out, "file={file},line={},col={},", place.line, place.column)?;
        }
        let text = message(&format!("{}\nhelp: {}", one.message, one.help));
        writeln!(out, "title={}::{text}", property(one.code.word()))?;
    }
    Ok(())
}

/// A text behind the second `::`, on one line whatever it holds.
fn message(text: &str) -> String {
    let text = text.replace('%', "%25");
    text.replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, which ends with a comma or a colon.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
