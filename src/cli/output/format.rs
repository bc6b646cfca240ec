//! Formats, and the file endings that select them.

use anyhow::Context as _;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use custmap::render::Format;
use std::path::Path;

/// Reads the word for a format of an answer.
pub(super) fn answer_format() -> impl TypedValueParser<Value = Format> {
    let word = |format: &Format| PossibleValue::new(format.word()).help(format.about());
    PossibleValuesParser::new(Format::ALL.iter().map(word))
        .try_map(|word| Format::of_word(&word).ok_or("not a format of an answer"))
}

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
