//! Formats, and the file endings that select them.

use crate::cli::vocabulary::{one_of, values};
use anyhow::Context as _;
use clap::{
    ValueEnum,
    builder::{PossibleValuesParser, TypedValueParser},
};
use custmap::{render::Format, words::Word};
use std::path::Path;

/// The formats that a command can write.
pub(in crate::cli) trait OutputFormat: Copy {
    /// The file endings that select a format, as they are listed in an error message.
    fn endings() -> String;

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

/// Formats that `--format` chooses by a word.
pub(in crate::cli) trait NamedFormat: OutputFormat + Send + Sync + 'static {
    /// Reads the word for a format.
    fn parser() -> impl TypedValueParser<Value = Self>;
}

/// Formats that a command has besides those of every answer.
pub(in crate::cli) trait ExtraFormat:
    ValueEnum + Copy + Send + Sync + 'static
{
    /// The ending of the files that select it, if any do.
    fn ending(self) -> Option<&'static str>;

    /// Who reads it.
    fn content_kind(self) -> ContentKind;
}

/// A format of every answer, or one that a command has besides these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum FormatOr<E> {
    /// As any answer.
    Answer(Format),
    /// As only this command writes it.
    Extra(E),
}

impl NamedFormat for Format {
    fn parser() -> impl TypedValueParser<Value = Self> {
        one_of::<Self>()
    }
}

impl<E: ExtraFormat> NamedFormat for FormatOr<E> {
    fn parser() -> impl TypedValueParser<Value = Self> {
        let extra = E::value_variants().iter().filter_map(ValueEnum::to_possible_value);
        PossibleValuesParser::new(values::<Format>().chain(extra)).try_map(|word| {
            let answer = Format::named(&word).map(Self::Answer);
            answer.map_or_else(|| E::from_str(&word, false).map(Self::Extra), Ok)
        })
    }
}

impl<E: ExtraFormat> OutputFormat for FormatOr<E> {
    fn endings() -> String {
        let extra = E::value_variants().iter().filter_map(|format| format.ending());
        let extra = extra.map(|ending| format!(".{ending}"));
        let answers = std::iter::once(<Format as OutputFormat>::endings());
        answers.chain(extra).collect::<Vec<_>>().join(", ")
    }

    fn of_ending(ending: &str) -> Option<Self> {
        let extra = E::value_variants().iter().find(|format| format.ending() == Some(ending));
        let answer = || Format::of_ending(ending).map(Self::Answer);
        extra.map(|format| Self::Extra(*format)).or_else(answer)
    }

    fn content_kind(self) -> ContentKind {
        match self {
            Self::Answer(format) => format.content_kind(),
            Self::Extra(format) => format.content_kind(),
        }
    }
}

impl OutputFormat for Format {
    fn endings() -> String {
        let endings = Format::ALL.iter().filter_map(|format| format.endings().first());
        endings.map(|ending| format!(".{ending}")).collect::<Vec<_>>().join(", ")
    }

    fn of_ending(ending: &str) -> Option<Self> {
        Format::ALL.iter().copied().find(|format| format.endings().contains(&ending))
    }

    fn content_kind(self) -> ContentKind {
        if self.is_exact() { ContentKind::Machine } else { ContentKind::Human }
    }
}

/// The format that the ending of a file selects.
pub(super) fn format_of<F: OutputFormat>(file: &Path) -> anyhow::Result<F> {
    let ending =
        file.extension().and_then(|ending| ending.to_str()).unwrap_or("").to_ascii_lowercase();
    F::of_ending(&ending).with_context(|| {
        format!(
            "{}: no format has this ending\nhelp: end it with {}, or add --format",
            file.display(),
            F::endings()
        )
    })
}
