//! The formats of a trend: those of every answer, and a picture.

use crate::cli::output::{ContentKind, Format, Output, OutputFormat};
use clap::{
    Args,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};
use std::path::PathBuf;

/// What a trend is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TrendFormat {
    /// As any answer.
    Answer(Format),
    /// A picture.
    Svg,
}

/// The word for the picture, which is the ending of its files too.
const SVG: &str = "svg";

impl TrendFormat {
    /// What it is written as where nothing says how.
    pub(super) const DEFAULT: Self = Self::Answer(Format::Table);

    fn parser() -> impl TypedValueParser<Value = Self> {
        let answers = Format::ALL.iter().map(|format| (format.word(), format.about()));
        let words = answers.chain([(SVG, "A picture with a line for each thing that is counted")]);
        let values = words.map(|(word, about)| PossibleValue::new(word).help(about));
        PossibleValuesParser::new(values).try_map(|word| match &*word {
            SVG => Ok(Self::Svg),
            word => Format::of_word(word).map(Self::Answer).ok_or("not a format of `trend`"),
        })
    }
}

impl OutputFormat for TrendFormat {
    fn endings() -> String {
        format!("{} or .{SVG}", <Format as OutputFormat>::endings())
    }

    fn of_ending(ending: &str) -> Option<Self> {
        if ending == SVG { Some(Self::Svg) } else { Format::of_ending(ending).map(Self::Answer) }
    }

    fn content_kind(self) -> ContentKind {
        match self {
            Self::Answer(format) => format.content_kind(),
            Self::Svg => ContentKind::Machine,
        }
    }
}

/// Where a trend goes, and as what.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(super) struct TrendOutputArgs {
    /// How it is written [default: by the ending of the output file, else table]
    #[arg(long, value_parser = TrendFormat::parser())]
    format: Option<TrendFormat>,
    /// Write to this file (atomically)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl TrendOutputArgs {
    /// Where to, and as what.
    pub(super) fn output(&self) -> anyhow::Result<Output<TrendFormat>> {
        Output::new(self.format, self.output.as_deref())
    }
}
