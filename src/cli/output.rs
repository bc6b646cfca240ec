//! Where the answer of a command goes: to standard output, or to a file that is written whole or not at all.

mod args;
mod format;
mod previous;
mod single_format;
mod stream;
mod target;
mod temporary;
mod writer;

pub(super) use args::{FileArg, OutputArgs};
pub(super) use custmap::render::Format;
pub(super) use format::{ContentKind, ExtraFormat, FormatOr, NamedFormat, OutputFormat};
pub(super) use previous::BackupArg;
pub(super) use single_format::SingleFormat;
pub(super) use writer::{
    TextChange, WriteContents, replace_with_notes, write_files, write_folder,
    write_keeping_previous, write_new, write_new_folder, write_with_schema,
};

use super::{progress, screen::ScreenArgs, verbosity::Verbosity};
use anyhow::{Context as _, bail};
use custmap::{
    diag::{Diagnostic, FileIdentity, Sources},
    render::{
        self, clean,
        diagnostics::{self, Style},
        table::Screen,
    },
    report::{Answer, Limits},
};
use std::{
    io::{self, BufWriter, IsTerminal as _, Write},
    path::{Path, PathBuf},
};
use stream::{Writing, ignore_closed_pipe};

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
        if output.content_kind() == ContentKind::Binary && output.is_screen() {
            bail!("refusing to write binary data to a terminal\nhelp: add -o FILE, or > FILE");
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

    fn content_kind(&self) -> ContentKind {
        self.format.map_or(ContentKind::Human, OutputFormat::content_kind)
    }

    /// Whether a person is looking at it.
    pub(super) fn is_screen(&self) -> bool {
        self.file.is_none() && io::stdout().is_terminal()
    }

    /// How much a screen shows of an answer: `screenful` rows, unless all are wanted.
    pub(super) fn limits(&self, screenful: usize, all: bool, screen: &ScreenArgs) -> Limits {
        let rows = if self.is_screen() && !all { screenful } else { usize::MAX };
        Limits { rows, notes: screen.verbosity() == Verbosity::Normal, ..Limits::NONE }
    }

    /// Writes the answer. A file is never one of those that were read, and never half written.
    pub(super) fn write(
        &self,
        sources: &Sources,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> anyhow::Result<()> {
        self.write_beside(&[sources], write)
    }

    /// Writes the answer where several maps were read.
    pub(super) fn write_beside(
        &self,
        maps: &[&Sources],
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> anyhow::Result<()> {
        let kind = self.content_kind();
        if let Some(file) = &self.file {
            return writer::write_file(file, maps, kind, Box::new(write));
        }
        let stdout = FileIdentity::of_descriptor(&io::stdout());
        if stdout.is_some_and(|stdout| maps.iter().any(|map| map.contains(&stdout))) {
            bail!("standard output is the map itself, which would be lost");
        }
        write_to_stdout(kind, Box::new(write))
    }
}

impl Output {
    /// Writes an answer in the format that is asked for.
    pub(super) fn answer(
        &self,
        answer: &dyn Answer,
        sources: &Sources,
        limits: Limits,
        screen: &ScreenArgs,
    ) -> anyhow::Result<()> {
        self.answer_beside(answer, &[sources], limits, screen)
    }

    /// Writes an answer in the format that is asked for, where several maps were read.
    pub(super) fn answer_beside(
        &self,
        answer: &dyn Answer,
        maps: &[&Sources],
        limits: Limits,
        screen: &ScreenArgs,
    ) -> anyhow::Result<()> {
        let format = self.format.unwrap_or(Format::Table);
        self.write_beside(maps, |out| render::write(answer, format, screen.screen(), limits, out))
    }
}

/// Writes a text to standard output.
pub(super) fn write_text(text: &str) -> anyhow::Result<()> {
    let write = |out: &mut dyn Write| out.write_all(text.as_bytes());
    write_to_stdout(ContentKind::Machine, Box::new(write))
}

fn write_to_stdout(kind: ContentKind, write: Writing<'_>) -> anyhow::Result<()> {
    progress::end();
    stream::write_stdout(kind, write).context("can't write to standard output")
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
    let written = diagnostics::snippets(problems, sources, style, &mut out);
    ignore_closed_pipe(written.and_then(|()| out.flush()))
}

/// An error with its causes on one line. What the system says is put in plain words, without its number.
pub(super) fn in_words(error: &anyhow::Error) -> String {
    let causes = error.chain().map(|cause| match cause.downcast_ref::<io::Error>() {
        Some(of_system) if of_system.raw_os_error().is_some() => system_error(of_system),
        Some(_) | None => cause.to_string(),
    });
    causes.collect::<Vec<_>>().join(": ")
}

/// The words for a path that leads nowhere.
pub(super) const NO_SUCH_FILE: &str = "there is no such file or folder";

/// What the system says about a file, in words that need no manual.
fn system_error(error: &io::Error) -> String {
    use io::ErrorKind;
    #[expect(clippy::wildcard_enum_match_arm, reason = "the system has words for all others")]
    let words = match error.kind() {
        ErrorKind::NotFound => NO_SUCH_FILE,
        ErrorKind::PermissionDenied => {
            "permission denied: it belongs to another user, or is protected"
        }
        ErrorKind::IsADirectory => "this is a folder; name a file in it",
        ErrorKind::NotADirectory => "what the path names as a folder is a file",
        ErrorKind::StorageFull => "the disk is full",
        ErrorKind::ReadOnlyFilesystem => "nothing can be written on this disk",
        _ => {
            let text = error.to_string();
            return text.split(" (os error").next().unwrap_or(&text).to_lowercase();
        }
    };
    words.to_owned()
}

/// Prints on standard error why the command can't run.
pub(super) fn complain(message: &str) {
    print_message("error", message);
}

/// Prints a note on standard error, which is not part of the answer.
pub(super) fn note(message: &str) {
    print_message("note", message);
}

fn print_message(what: &str, message: &str) {
    progress::end();
    print_clean(&format!("{what}: {message}"));
}

/// Prints lines on standard error, without control characters.
pub(super) fn print_clean(text: &str) {
    let lines: Vec<_> = text.lines().map(clean).collect();
    // There is no other place to report that standard error can't be written to.
    let _ = writeln!(io::stderr(), "{}", lines.join("\n"));
}
