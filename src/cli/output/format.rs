//! Formats, and the endings of files that stand for them.

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

/// The formats that a command writes.
pub(in crate::cli) trait Written: Copy {
    /// The endings of files that tell a format, for help.
    const ENDINGS: &'static str;

    /// The format that a file's ending stands for, in lower case.
    fn of_ending(ending: &str) -> Option<Self>;

    /// What its bytes are.
    fn bytes(self) -> Bytes;
}

/// What the bytes of a format are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Bytes {
    /// Text to be looked at, in colour where that is wanted.
    Shown,
    /// Text that a program reads.
    Exact,
}

impl Written for Format {
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

    fn bytes(self) -> Bytes {
        match self {
            Self::Json | Self::Csv => Bytes::Exact,
            Self::Table | Self::Plain | Self::Markdown => Bytes::Shown,
        }
    }
}

/// The format that a file's ending stands for.
pub(super) fn format_of<F: Written>(file: &Path) -> anyhow::Result<F> {
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
