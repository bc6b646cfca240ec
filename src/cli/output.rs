//! Where the answer goes: to standard output, or to a file that is written whole or not at all.

mod args;
mod format;
mod new;
mod single_format;
mod unfinished;
mod whole;

pub(super) use args::{FileArg, OutputArgs};
pub(super) use format::{ContentKind, Format, OutputFormat};
pub(super) use new::{write_new, write_over, write_with_schema};
pub(super) use single_format::SingleFormat;
pub(super) use unfinished::{folder_beside, watch_signals, without_interruption};
pub(super) use whole::{make_folder, write_folder};

use super::progress;
use anyhow::{Context as _, bail};
use custmap::{
    diag::{Diagnostic, Sources},
    render::{
        clean,
        diagnostics::{self, Style},
        table::Screen,
    },
};
use std::{
    io::{self, BufWriter, IsTerminal as _, Write},
    path::{Path, PathBuf},
};

/// Where the answer goes, and in which format.
#[derive(Debug)]
pub(super) struct Output<F = Format> {
    format: Option<F>,
    file: Option<PathBuf>,
}

impl<F: OutputFormat> Output<F> {
    pub(super) fn new(format: Option<F>, file: Option<&Path>) -> anyhow::Result<Self> {
        let file = file.filter(|file| *file != Path::new("-"));
        let format = match (format, file) {
            (None, Some(file)) => Some(format::format_of(file)?),
            (format, _) => format,
        };
        let output = Self { format, file: file.map(Path::to_owned) };
        if output.bytes() == ContentKind::Binary && output.is_screen() {
            bail!("this format is no text for a terminal\nhelp: add -o FILE, or > FILE");
        }
        Ok(output)
    }

    /// The format, if anything says which.
    pub(super) fn format(&self) -> Option<F> {
        self.format
    }

    /// The file or folder that it goes to, if not to standard output.
    pub(super) fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    fn bytes(&self) -> ContentKind {
        self.format.map_or(ContentKind::Human, OutputFormat::content_kind)
    }

    /// Whether a person is looking at it.
    pub(super) fn is_screen(&self) -> bool {
        self.file.is_none() && io::stdout().is_terminal()
    }

    /// Lets `write` write the answer. A file is never one of the map's own, and never half written.
    pub(super) fn write(
        &self,
        sources: &Sources,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> anyhow::Result<()> {
        self.write_beside(&[sources], write)
    }

    /// The same beside the files of several maps.
    pub(super) fn write_beside(
        &self,
        maps: &[&Sources],
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> anyhow::Result<()> {
        match &self.file {
            Some(file) => {
                for sources in maps {
                    whole::refuse_input(file, sources)?;
                }
                whole::write_whole(file, write)
                    .with_context(|| format!("can't write {}", file.display()))
            }
            None => write_out(self.bytes(), write).context("can't write to standard output"),
        }
    }
}

fn write_out(
    bytes: ContentKind,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    progress::end();
    let out = io::stdout().lock();
    match bytes {
        ContentKind::Human => to_the_end(BufWriter::new(anstream::AutoStream::auto(out)), write),
        ContentKind::Machine if out.is_terminal() => to_the_end(SanitizedTerminal::new(out), write),
        ContentKind::Machine | ContentKind::Binary => to_the_end(BufWriter::new(out), write),
    }
}

fn to_the_end(
    mut out: impl Write,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    write(&mut out)?;
    out.flush()
}

/// Exact data on its way to a terminal: control characters of the map don't get through.
struct SanitizedTerminal<W: Write> {
    out: W,
    line: Vec<u8>,
}

impl<W: Write> SanitizedTerminal<W> {
    fn new(out: W) -> Self {
        Self { out, line: Vec::new() }
    }
}

impl<W: Write> Write for SanitizedTerminal<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.line.extend_from_slice(part);
            if self.line.ends_with(b"\n") {
                self.line.pop();
                let line = String::from_utf8_lossy(&self.line);
                writeln!(self.out, "{}", clean(&line))?;
                self.line.clear();
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let line = String::from_utf8_lossy(&self.line);
        write!(self.out, "{}", clean(&line))?;
        self.line.clear();
        self.out.flush()
    }
}

/// Writes a text to standard output.
pub(super) fn write_text(text: &str) -> anyhow::Result<()> {
    let write = |out: &mut dyn Write| out.write_all(text.as_bytes());
    write_out(ContentKind::Machine, write).context("can't write to standard output")
}
/// Shows the errors of a map on standard error.
pub(super) fn show_errors(
    problems: &[Diagnostic],
    sources: &Sources,
    screen: Screen,
    most: usize,
) -> io::Result<()> {
    progress::end();
    let mut out = BufWriter::new(anstream::AutoStream::auto(io::stderr().lock()));
    let style = Style { most, width: screen.width };
    diagnostics::snippets(problems, sources, style, &mut out)?;
    out.flush()
}

/// Says on standard error why the command can't run.
pub(super) fn complain(message: &str) {
    say("error", message);
}

/// Says something on standard error that is not part of the answer.
pub(super) fn note(message: &str) {
    say("note", message);
}

fn say(what: &str, message: &str) {
    progress::end();
    let lines: Vec<_> = message.lines().map(clean).collect();
    // Nothing is left to be done where not even standard error can be written to.
    let _ = writeln!(io::stderr(), "{what}: {}", lines.join("\n"));
}
