//! Formats, and the file endings that select them.

use anyhow::Context as _;
use clap::ValueEnum;
use std::path::Path;

/// The formats of a listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Format {
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

/// The formats that a command can write.
pub(in crate::cli) trait OutputFormat: Copy {
    /// The file endings that select a format, as they are listed in an error message.
    const ENDINGS: &'static str;

    /// The format for a file ending in lower case.
    fn of_ending(ending: &str) -> Option<Self>;

    /// Who reads the format.
    fn content_kind(self) -> ContentKind;
}

/// Who reads a format, which decides what may be done to its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum ContentKind {
    /// Text for people, in colour where that is wanted.
    Human,
    /// Text for programs: bytes are exact.
    Machine,
    /// Not text: never written to a terminal.
    Binary,
}

impl OutputFormat for Format {
    const ENDINGS: &'static str = ".csv, .json, .md, .txt or .tsv";

    fn of_ending(ending: &str) -> Option<Self> {
        match ending {
            "json" => Some(Self::Json),
            "csv" => Some(Self::Csv),
            "md" | "markdown" => Some(Self::Markdown),
            "txt" => Some(Self::Table),
            "tsv" => Some(Self::Plain),
            _ => None,
        }
    }

    fn content_kind(self) -> ContentKind {
        match self {
            Self::Json | Self::Csv => ContentKind::Machine,
            Self::Table | Self::Plain | Self::Markdown => ContentKind::Human,
        }
    }
}

/// The format that the ending of a file selects.
pub(super) fn format_of<F: OutputFormat>(file: &Path) -> anyhow::Result<F> {
    let ending = file.extension().and_then(|ending| ending.to_str());
    let ending = ending.unwrap_or("").to_ascii_lowercase();
    F::of_ending(&ending).with_context(|| {
        format!(
            "{}: the ending tells no format\nhelp: end it with {}, or add --format",
            file.display(),
            F::ENDINGS
        )
    })
}
