//! A line for each error or finding, `file:line:column: level[code]: message`: for editors and grep.

use super::clean;
use crate::diag::{Diagnostic, Sources};
use std::io::{self, Write};

/// Writes each on its line.
///
/// # Errors
/// The errors of `out`.
pub fn write(all: &[Diagnostic], sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
    for one in all {
        let place = sources.location(one.place).to_string();
        let (level, code) = (one.severity.word(), one.code.word());
        writeln!(out, "{}: {level}[{code}]: {}", clean(&place), clean(&one.message))?;
    }
    Ok(())
}
