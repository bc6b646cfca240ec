//! The formats of `check`: those of every answer, and some for the tools that run it.

use super::super::output::{ContentKind, Format, Output, OutputFormat};
use clap::{
    Args,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};
use std::path::PathBuf;

/// What the errors or findings are written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CheckFormat {
    /// As any answer.
    Answer(Format),
    /// For a tool.
    Tool(ToolFormat),
}

/// A format that a tool reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ToolFormat {
    Short,
    Github,
    Sarif,
    Junit,
}

impl ToolFormat {
    const ALL: [Self; 4] = [Self::Short, Self::Github, Self::Sarif, Self::Junit];

    fn word(self) -> &'static str {
        match self {
            Self::Short => "short",
            Self::Github => "github",
            Self::Sarif => "sarif",
            Self::Junit => "junit",
        }
    }

    fn about(self) -> &'static str {
        match self {
            Self::Short => "One line each, `file:line:column: level[code]: message`, for editors",
            Self::Github => "Annotations beside the lines of a change on GitHub",
            Self::Sarif => "SARIF 2.1.0, for code hosts and editors",
            Self::Junit => "JUnit's XML, for build servers",
        }
    }
}

impl CheckFormat {
    /// Reads the word for a format.
    fn parser() -> impl TypedValueParser<Value = Self> {
        let answers = Format::ALL.iter().map(|format| (format.word(), format.about()));
        let tools = ToolFormat::ALL.iter().map(|format| (format.word(), format.about()));
        let words = answers.chain(tools).map(|(word, about)| PossibleValue::new(word).help(about));
        PossibleValuesParser::new(words)
            .try_map(|word| Self::of_word(&word).ok_or("not a format of `check`"))
    }

    fn of_word(word: &str) -> Option<Self> {
        let tool = || ToolFormat::ALL.into_iter().find(|format| format.word() == word);
        Format::of_word(word).map(Self::Answer).or_else(|| tool().map(Self::Tool))
    }
}

impl OutputFormat for CheckFormat {
    fn endings() -> String {
        format!("{}, .sarif or .xml", <Format as OutputFormat>::endings())
    }

    fn of_ending(ending: &str) -> Option<Self> {
        match ending {
            "sarif" => Some(Self::Tool(ToolFormat::Sarif)),
            "xml" => Some(Self::Tool(ToolFormat::Junit)),
            _ => Format::of_ending(ending).map(Self::Answer),
        }
    }

    fn content_kind(self) -> ContentKind {
        match self {
            Self::Answer(format) => format.content_kind(),
            Self::Tool(_) => ContentKind::Machine,
        }
    }
}

/// Where they go, and as what.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(super) struct CheckOutputArgs {
    /// How they are written [default: by the ending of the output file, else table]
    #[arg(long, value_parser = CheckFormat::parser())]
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
