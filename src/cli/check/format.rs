//! The formats of `check` for the tools that run it.

use crate::cli::output::{ContentKind, ExtraFormat};
use clap::ValueEnum;

/// A format that a tool reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ToolFormat {
    /// One line each, `file:line:column: level[code]: message`, for editors
    Short,
    /// Annotations beside the lines of a change on GitHub
    Github,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
    /// Test results as XML
    #[value(help = "JUnit's XML, for build servers")]
    Junit,
}

impl ExtraFormat for ToolFormat {
    fn ending(self) -> Option<&'static str> {
        match self {
            Self::Sarif => Some("sarif"),
            Self::Junit => Some("xml"),
            Self::Short | Self::Github => None,
        }
    }

    fn content_kind(self) -> ContentKind {
        ContentKind::Machine
    }
}
