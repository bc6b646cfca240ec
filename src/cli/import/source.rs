//! A table as a file: how it is written, and its text.

use super::finish::Making;
use crate::cli::load;
use anyhow::{Context as _, bail};
use clap::Args;
use custmap::{
    diag::{FileId, Sources},
    import::{self, Letters, Table},
    input::{self, RawMapping, Text},
};
use std::path::Path;

/// How a table is written.
#[derive(Debug, Args)]
#[command(next_help_heading = "How the table is written")]
pub(super) struct TableArgs {
    /// What stands between two cells: one sign, or tab [default: , and tab for .tsv]
    #[arg(long, value_name = "SIGN")]
    delimiter: Option<String>,
    /// How letters are written: utf-8 or windows-1252 [default: utf-8]
    #[arg(long, value_name = "ENCODING")]
    encoding: Option<String>,
    /// The sheet of a workbook [default: the first]
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
}

/// A table that is among the sources.
pub(super) struct Source {
    file: FileId,
    delimiter: u8,
}

impl Source {
    /// The table.
    pub(super) fn table<'s>(&self, sources: &'s Sources) -> Table<'s> {
        Table { file: self.file, text: &sources.file(self.file).text, delimiter: self.delimiter }
    }
}

impl TableArgs {
    /// Reads a table as the arguments, or else its mapping, say; none where its text is broken, which is told.
    pub(super) fn read(
        &self,
        path: &Path,
        mapping: Option<&RawMapping>,
        making: &mut Making,
    ) -> anyhow::Result<Option<Source>> {
        let name = input::display_name(path);
        let bytes = load::read_bytes(path)?;
        let is =
            |ending: &str| path.extension().is_some_and(|end| end.eq_ignore_ascii_case(ending));
        let of = |text: fn(&RawMapping) -> &Option<Text>| {
            Some(mapping.and_then(|mapping| text(mapping).as_ref())?.value.to_string())
        };
        if is("xlsx") {
            let sheet = self.sheet.clone().or_else(|| of(|mapping| &mapping.sheet));
            let text = import::sheet(bytes, sheet.as_deref()).with_context(|| name.clone())?;
            let file = making.sources.add(name, text);
            return Ok(Some(Source { file, delimiter: b',' }));
        }
        let letters = letters(self.encoding.clone().or_else(|| of(|mapping| &mapping.encoding)))?;
        let delimiter = match self.delimiter.clone().or_else(|| of(|mapping| &mapping.delimiter)) {
            Some(word) => delimiter(&word)?,
            None if is("tsv") => b'\t',
            None => b',',
        };
        Ok(match import::text(&name, bytes, letters, &mut making.sources) {
            Ok(text) => {
                let file = making.sources.add(name, text);
                Some(Source { file, delimiter })
            }
            Err(problem) => {
                making.problems.push(*problem);
                None
            }
        })
    }
}

fn letters(word: Option<String>) -> anyhow::Result<Letters> {
    let Some(word) = word else {
        return Ok(Letters::default());
    };
    match Letters::named(&word) {
        Some(letters) => Ok(letters),
        None => bail!("there is no encoding `{word}` here\nhelp: utf-8 or windows-1252"),
    }
}

/// The sign that stands between two cells.
fn delimiter(word: &str) -> anyhow::Result<u8> {
    match word.as_bytes() {
        _ if word == "tab" || word == "\\t" => Ok(b'\t'),
        [one] if one.is_ascii() && !b"\"\r\n".contains(one) => Ok(*one),
        _ => bail!("--delimiter {word}: write one sign such as ; or the word tab"),
    }
}
