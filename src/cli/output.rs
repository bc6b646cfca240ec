//! Where the answer goes: to standard output, or to a file that is written whole or not at all.

use anyhow::{Context as _, bail};
use clap::ValueEnum;
use custmap::{
    diag::{Diagnostic, Sources},
    render::{
        clean,
        diagnostics::{self, Style},
        table::Screen,
    },
};
use std::{
    fs,
    io::{self, BufWriter, IsTerminal as _, Write},
    path::{Path, PathBuf},
};

/// The formats of a listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// A table for the screen
    Table,
    /// A fact a line, tab-separated: for grep and screen readers
    Plain,
    /// JSON, version 1
    Json,
    /// CSV
    Csv,
    /// A Markdown table
    Markdown,
}

impl Format {
    /// The format that a file's ending stands for.
    fn of(path: &Path) -> anyhow::Result<Self> {
        let ending = path
            .extension()
            .and_then(|ending| ending.to_str())
            .unwrap_or("");
        match ending.to_ascii_lowercase().as_str() {
            "json" => Ok(Self::Json),
            "csv" => Ok(Self::Csv),
            "md" | "markdown" => Ok(Self::Markdown),
            "txt" => Ok(Self::Table),
            "tsv" => Ok(Self::Plain),
            _ => bail!(
                "{}: the ending tells no format\nhelp: end it with .csv, .json, .md, .txt or .tsv, or add --format",
                path.display()
            ),
        }
    }
}

/// Where the answer goes, and in which format.
#[derive(Debug)]
pub(super) struct Output {
    format: Option<Format>,
    file: Option<PathBuf>,
}

impl Output {
    pub(super) fn new(format: Option<Format>, file: Option<&Path>) -> anyhow::Result<Self> {
        let file = file.filter(|file| *file != Path::new("-"));
        let format = match (format, file) {
            (None, Some(file)) => Some(Format::of(file)?),
            (format, _) => format,
        };
        Ok(Self {
            format,
            file: file.map(Path::to_owned),
        })
    }

    /// The format, if anything says which.
    pub(super) fn format(&self) -> Option<Format> {
        self.format
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
        match &self.file {
            Some(file) => {
                refuse_input(file, sources)?;
                write_whole(file, write).with_context(|| format!("can't write {}", file.display()))
            }
            None => write_out(self.format, write).context("can't write to standard output"),
        }
    }
}

fn write_out(
    format: Option<Format>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let out = io::stdout().lock();
    let exact = matches!(format, Some(Format::Csv | Format::Json));
    if exact && !out.is_terminal() {
        let mut out = BufWriter::new(out);
        write(&mut out)?;
        return out.flush();
    }
    if exact {
        let mut out = Screened::new(out);
        write(&mut out)?;
        return out.flush();
    }
    let mut out = BufWriter::new(anstream::AutoStream::auto(out));
    write(&mut out)?;
    out.flush()
}

/// Exact data on its way to a terminal: control characters of the map don't get through.
struct Screened<W: Write> {
    out: W,
    line: Vec<u8>,
}

impl<W: Write> Screened<W> {
    fn new(out: W) -> Self {
        Self {
            out,
            line: Vec::new(),
        }
    }
}

impl<W: Write> Write for Screened<W> {
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

/// Refuses to write over a file of the map.
fn refuse_input(file: &Path, sources: &Sources) -> anyhow::Result<()> {
    let Ok(target) = file.canonicalize() else {
        return Ok(());
    };
    let same = |name: &str| {
        Path::new(name)
            .canonicalize()
            .is_ok_and(|source| source == target)
    };
    if sources.iter().any(|(_, source)| same(&source.name)) {
        bail!(
            "{}: that is the map itself, and would be lost",
            file.display()
        );
    }
    Ok(())
}

/// Writes a text to standard output.
pub(super) fn write_text(text: &str) -> anyhow::Result<()> {
    write_out(None, |out| out.write_all(text.as_bytes())).context("can't write to standard output")
}

/// Writes a file that isn't there yet, whole or not at all.
pub(super) fn write_new(file: &Path, text: &str) -> anyhow::Result<()> {
    let write = || -> io::Result<()> {
        let mut temporary = temporary(file)?;
        temporary.write_all(text.as_bytes())?;
        temporary.as_file().sync_all()?;
        temporary
            .persist_noclobber(file)
            .map_err(|error| error.error)?;
        Ok(())
    };
    match write() {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => bail!(
            "{}: there is such a file already, and it stays as it is\n\
             help: name another with -o, or add to a map with --merge",
            file.display()
        ),
        written => written.with_context(|| format!("can't write {}", file.display())),
    }
}

/// Writes a file anew, whole or not at all.
pub(super) fn write_over(file: &Path, text: &str) -> anyhow::Result<()> {
    write_whole(file, |out| out.write_all(text.as_bytes()))
        .with_context(|| format!("can't write {}", file.display()))
}

/// A temporary file beside the one that it is to become.
fn temporary(target: &Path) -> io::Result<tempfile::NamedTempFile> {
    let folder = target
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let mut builder = tempfile::Builder::new();
    builder.prefix(".custmap-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder.unwrap_or(Path::new(".")))
}

/// Writes to a temporary file beside the target and renames it; a device is written to as it is.
fn write_whole(
    file: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let target = file.canonicalize().unwrap_or_else(|_| file.to_owned());
    if fs::metadata(&target).is_ok_and(|about| !about.is_file()) {
        let mut out = BufWriter::new(fs::OpenOptions::new().write(true).open(&target)?);
        write(&mut out)?;
        return out.flush();
    }
    let mut out = BufWriter::new(temporary(&target)?);
    write(&mut out)?;
    let temporary = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    temporary.as_file().sync_all()?;
    temporary.persist(&target).map_err(|error| error.error)?;
    Ok(())
}

/// Shows the errors of a map on standard error.
pub(super) fn show_errors(
    problems: &[Diagnostic],
    sources: &Sources,
    screen: Screen,
    most: usize,
) -> io::Result<()> {
    let mut out = BufWriter::new(anstream::AutoStream::auto(io::stderr().lock()));
    let style = Style {
        most,
        width: screen.width,
    };
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
    let lines: Vec<_> = message.lines().map(clean).collect();
    // Nothing is left to be done where not even standard error can be written to.
    let _ = writeln!(io::stderr(), "{what}: {}", lines.join("\n"));
}
