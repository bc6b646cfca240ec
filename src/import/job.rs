//! An import on its way: the files that were read, the draft, and what was found.

use super::{Draft, Encoding, SheetError, TableFile, TableFormat, text, workbook};
use crate::{
    diag::{Diagnostic, FileId, Slice, Sources},
    input::{self, ReadError},
};
use std::path::Path;

/// A kind of source, such as a table or an architecture model.
pub trait Importer {
    /// The word of the command: `custmap import WORD`.
    fn word(&self) -> &'static str;

    /// The first file, whose name may name the organisation.
    fn file(&self) -> &Path;

    /// Reads the files and adds their entries to the draft.
    ///
    /// # Errors
    /// Where a file can't be read or an option makes no sense. What is wrong in a file is in the summary.
    fn import(&self, job: &mut ImportJob) -> Result<(), ImportError>;
}

/// The reason why an import ends before it has read its files.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// A file can't be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// A workbook can't be read.
    #[error("{file}")]
    Sheet {
        /// The file.
        file: String,
        /// The reason.
        source: SheetError,
    },
    /// An option makes no sense.
    #[error("{0}")]
    Option(String),
}

/// What an import read, and what it left out and why.
#[derive(Debug, Default)]
pub struct ImportSummary {
    /// What is wrong with a source as a whole: there will be no map.
    pub errors: Vec<Diagnostic>,
    /// What is wrong with rows, entries or values, each of which was left out.
    pub rejected: Vec<Diagnostic>,
    /// What is doubtful, and was taken over or left out as the message says.
    pub doubts: Vec<Diagnostic>,
    /// What was read, in sentences.
    pub notes: Vec<String>,
}

/// An import on its way.
#[derive(Debug)]
pub struct ImportJob {
    /// The files that were read.
    pub sources: Sources,
    /// The entries so far.
    pub draft: Draft,
    /// What was found so far.
    pub summary: ImportSummary,
    /// Called with each file before it is read.
    announce: fn(&Path),
}

impl ImportJob {
    /// Begins an import; `announce` is called with each file before it is read.
    #[must_use]
    pub fn new(announce: fn(&Path)) -> Self {
        Self {
            sources: Sources::default(),
            draft: Draft::default(),
            summary: ImportSummary::default(),
            announce,
        }
    }

    /// Reads a text file. Bytes that are no text are an error of the summary.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn read_text(
        &mut self,
        path: &Path,
        encoding: Encoding,
    ) -> Result<Option<FileId>, ImportError> {
        let bytes = self.read_bytes(path)?;
        Ok(self.add_text(path, bytes, encoding))
    }

    /// Reads a table: a text file with delimiters, or a sheet of a workbook.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn read_table(
        &mut self,
        path: &Path,
        format: &TableFormat,
    ) -> Result<Option<TableFile>, ImportError> {
        let has_ending =
            |ending| path.extension().is_some_and(|end| end.eq_ignore_ascii_case(ending));
        let bytes = self.read_bytes(path)?;
        if has_ending("xlsx") {
            let name = input::display_name(path);
            let text = workbook::sheet(bytes, format.sheet.as_deref())
                .map_err(|source| ImportError::Sheet { file: name.clone(), source })?;
            let file = self.sources.add(name, text);
            return Ok(Some(TableFile { file, delimiter: b',' }));
        }
        let usual = if has_ending("tsv") { b'\t' } else { b',' };
        let delimiter = format.delimiter.unwrap_or(usual);
        let file = self.add_text(path, bytes, format.encoding.unwrap_or_default());
        Ok(file.map(|file| TableFile { file, delimiter }))
    }

    /// The text of a file that was read.
    #[must_use]
    pub fn text(&self, file: FileId) -> &Slice {
        &self.sources.file(file).text
    }

    fn read_bytes(&self, path: &Path) -> Result<Vec<u8>, ReadError> {
        (self.announce)(path);
        input::read_bytes(path)
    }

    fn add_text(&mut self, path: &Path, bytes: Vec<u8>, encoding: Encoding) -> Option<FileId> {
        let name = input::display_name(path);
        match text(&name, bytes, encoding, &mut self.sources) {
            Ok(text) => Some(self.sources.add(name, text)),
            Err(problem) => {
                self.summary.errors.push(*problem);
                None
            }
        }
    }
}

/// The name of a source in notes: a map holds no path of somebody's machine.
pub(super) fn file_name(path: &Path) -> String {
    let name = path.file_name().and_then(|name| name.to_str());
    name.filter(|name| *name != "-").unwrap_or("standard input").to_owned()
}

/// "1 row", "20 rows".
pub(super) fn count(count: usize, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural}")
}

/// The first names, and how many more.
#[must_use]
pub fn first_names<T: AsRef<str>>(names: &[T]) -> String {
    /// As many names are told apart at a glance; more belong in the map.
    const SHOWN: usize = 8;
    let shown: Vec<&str> = names.iter().take(SHOWN).map(AsRef::as_ref).collect();
    let more = names.len().saturating_sub(SHOWN);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{rest}", shown.join(", "))
}
