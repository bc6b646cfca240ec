//! The formats of a register: those of every answer, and a workbook.

use super::super::output::{ContentKind, Format, Output, OutputFormat};
use clap::{
    Args,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};
use std::path::PathBuf;

/// The word of a workbook, and the ending of its file.
const XLSX: &str = "xlsx";

/// What a register is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RegisterFormat {
    /// As any answer.
    Answer(Format),
    /// A workbook.
    Xlsx,
}

impl RegisterFormat {
    /// Reads the word for a format.
    fn parser() -> impl TypedValueParser<Value = Self> {
        let answers = Format::ALL.iter().map(|format| (format.word(), format.about()));
        let words = answers.chain([(XLSX, "A workbook, ready to be printed")]);
        let values = words.map(|(word, about)| PossibleValue::new(word).help(about));
        PossibleValuesParser::new(values)
            .try_map(|word| Self::of_word(&word).ok_or("not a format of a register"))
    }

    fn of_word(word: &str) -> Option<Self> {
        if word == XLSX { Some(Self::Xlsx) } else { Format::of_word(word).map(Self::Answer) }
    }
}

impl OutputFormat for RegisterFormat {
    fn endings() -> String {
        format!("{} or .{XLSX}", <Format as OutputFormat>::endings())
    }

    fn of_ending(ending: &str) -> Option<Self> {
        let answer = || Format::of_ending(ending).map(Self::Answer);
        if ending == XLSX { Some(Self::Xlsx) } else { answer() }
    }

    fn content_kind(self) -> ContentKind {
        match self {
            Self::Answer(format) => format.content_kind(),
            Self::Xlsx => ContentKind::Binary,
        }
    }
}

/// Where it goes, and as what.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub(super) struct RegisterOutputArgs {
    /// How it is written [default: by the ending of the output file, else table]
    #[arg(long, value_parser = RegisterFormat::parser())]
    format: Option<RegisterFormat>,
    /// Write to this file (atomically)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl RegisterOutputArgs {
    /// Where to, and how.
    pub(super) fn output(&self) -> anyhow::Result<Output<RegisterFormat>> {
        Output::new(self.format, self.output.as_deref())
    }
}
