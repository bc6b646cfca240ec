//! The formats of `check`: those of every listing, and some for the tools that run it.

use super::super::output::{ContentKind, Output, OutputFormat};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// What the errors or findings are written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
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
    /// A line each, `file:line:column: level[code]: message`, for editors
    Short,
    /// Remarks beside the lines of a change on GitHub
    Github,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
    #[value(help = "JUnit's XML, for build servers")]
    Junit,
}

impl OutputFormat for CheckFormat {
    fn endings() -> String {
        ".csv, .json, .md, .sarif, .txt, .tsv or .xml".to_owned()
    }

    fn of_ending(ending: &str) -> Option<Self> {
        match ending {
            "json" => Some(Self::Json),
            "csv" => Some(Self::Csv),
            "md" | "markdown" => Some(Self::Markdown),
            "txt" => Some(Self::Table),
            "tsv" => Some(Self::Plain),
            "sarif" => Some(Self::Sarif),
            "xml" => Some(Self::Junit),
            _ => None,
        }
    }

    fn content_kind(self) -> ContentKind {
        match self {
            Self::Table | Self::Plain | Self::Markdown => ContentKind::Human,
            Self::Json | Self::Csv | Self::Short | Self::Github | Self::Sarif | Self::Junit => {
                ContentKind::Machine
            }
        }
    }
}

/// Where they go, and as what.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(super) struct CheckOutputArgs {
    /// How they are written [default: by the ending of the output file, else table]
    #[arg(long)]
    format: Option<CheckFormat>,
    /// Write to this file (atomically)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl CheckOutputArgs {
    /// Where to, and how.
    pub(super) fn output(&self) -> anyhow::Result<Output<CheckFormat>> {
        Output::new(self.format, self.output.as_deref())
    }
}
