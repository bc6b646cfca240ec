//! The formats of `check`: those of every listing, and some for the tools that run it.

use super::super::output::{Format, Output};
use clap::{Args, ValueEnum, builder::PossibleValue};
use std::path::{Path, PathBuf};

/// A format of `check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CheckFormat {
    /// That of a listing.
    Listing(Format),
    /// That of a tool.
    Tool(ToolFormat),
}

/// A format that some tool reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ToolFormat {
    /// A line each: `file:line:column: level[code]: message`
    Short,
    /// Remarks beside the lines of a change on GitHub
    Github,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
    #[value(help = "JUnit's XML, for build servers")]
    Junit,
}

impl ValueEnum for CheckFormat {
    fn value_variants<'a>() -> &'a [Self] {
        &[
            Self::Listing(Format::Table),
            Self::Listing(Format::Plain),
            Self::Listing(Format::Json),
            Self::Listing(Format::Csv),
            Self::Listing(Format::Markdown),
            Self::Tool(ToolFormat::Short),
            Self::Tool(ToolFormat::Github),
            Self::Tool(ToolFormat::Sarif),
            Self::Tool(ToolFormat::Junit),
        ]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        match self {
            Self::Listing(format) => format.to_possible_value(),
            Self::Tool(format) => format.to_possible_value(),
        }
    }
}

/// Where what was found goes, and in which format.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(super) struct CheckOutputArgs {
    /// How it is written [default: by the ending of the output file, else table]
    #[arg(long)]
    format: Option<CheckFormat>,
    /// Write to this file, whole or not at all
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl CheckOutputArgs {
    /// Where to, and how.
    pub(super) fn output(&self) -> anyhow::Result<(CheckFormat, Output)> {
        let file = self.output.as_deref();
        let by_ending = || file.and_then(ToolFormat::of).map(CheckFormat::Tool);
        match self.format.or_else(by_ending) {
            Some(CheckFormat::Tool(format)) => Ok((CheckFormat::Tool(format), Output::data(file))),
            Some(CheckFormat::Listing(format)) => {
                let output = Output::new(Some(format), file)?;
                Ok((CheckFormat::Listing(format), output))
            }
            None => {
                let output = Output::new(None, file)?;
                let format = output.format().unwrap_or(Format::Table);
                Ok((CheckFormat::Listing(format), output))
            }
        }
    }
}

impl ToolFormat {
    /// The format that a file's ending stands for, if it is one of these.
    fn of(file: &Path) -> Option<Self> {
        let ending = file.extension()?.to_str()?;
        match ending.to_ascii_lowercase().as_str() {
            "sarif" => Some(Self::Sarif),
            "xml" => Some(Self::Junit),
            _ => None,
        }
    }
}
