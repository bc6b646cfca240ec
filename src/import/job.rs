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

    /// What it looks for in its files, for whoever named another kind of file.
    fn looks_for(&self) -> &'static str;

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
        let read = if has_ending("xlsx") {
            Some(self.add_sheet(path, bytes, format)?)
        } else {
            let file = self.add_text(path, bytes, format.encoding.unwrap_or_default());
            file.map(|file| self.delimited(path, file, format))
        };
        Ok(read.map(|file| self.with_header(path, &file, format)))
    }

    /// Finds the sign between the cells of a text file, and reports one that no option and no ending names.
    fn delimited(&mut self, path: &Path, file: FileId, format: &TableFormat) -> TableFile {
        let text = self.text(file);
        // Spreadsheets write and read `sep=;` as the first line of a file.
        let first = text.lines().next().unwrap_or("").trim_matches('"');
        let stated = first.strip_prefix("sep=").and_then(|sign| sign.bytes().next());
        let is_tsv = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("tsv"));
        let usual = if is_tsv { b'\t' } else { b',' };
        let known = format.delimiter.or(stated);
        let delimiter = known.unwrap_or_else(|| likely_delimiter(text).unwrap_or(usual));
        if known.is_none() && delimiter != usual {
            let word = if delimiter == b'\t' {
                "tab".to_owned()
            } else {
                char::from(delimiter).to_string()
            };
            let name = file_name(path);
            let note = format!("{name}: cells are separated by {word} (else: --delimiter)");
            self.summary.notes.push(note);
        }
        TableFile { header: usize::from(stated.is_some()), ..TableFile::new(file, delimiter) }
    }

    /// Finds the row that names the columns, and reports it where it is not the first.
    fn with_header(&mut self, path: &Path, file: &TableFile, format: &TableFormat) -> TableFile {
        let above = file.header;
        let table = TableFile { blanks: format.blanks.clone(), ..file.clone() };
        let header = match format.header_row {
            Some(row) => row.saturating_sub(1),
            None => table.table(&self.sources).find_header().max(above),
        };
        if format.header_row.is_none() && header > above {
            self.summary.notes.push(format!(
                "{}: row {} names the columns (else: --header-row N)",
                file_name(path),
                header + 1
            ));
        }
        TableFile { header, ..table }
    }

    fn add_sheet(
        &mut self,
        path: &Path,
        bytes: Vec<u8>,
        format: &TableFormat,
    ) -> Result<TableFile, ImportError> {
        let name = input::display_name(path);
        let sheet = workbook::sheet(bytes, format.sheet.as_deref())
            .map_err(|source| ImportError::Sheet { file: name.clone(), source })?;
        if format.sheet.is_none() && !sheet.others.is_empty() {
            self.summary.notes.push(format!(
                "{}: sheet `{}` was read; other sheets: {} (--sheet NAME)",
                file_name(path),
                sheet.name,
                first_names(&sheet.others)
            ));
        }
        let file = self.sources.add_sheet(name, sheet.name, sheet.text);
        Ok(TableFile::new(file, b','))
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

/// Returns the sign that splits most lines into the same number of cells, if that is more than one: the largest number
/// counts, and the comma where two signs give as many.
fn likely_delimiter(text: &str) -> Option<u8> {
    /// More lines show nothing new.
    const LINES: usize = 40;
    let lines: Vec<&str> =
        text.lines().filter(|line| !line.trim().is_empty()).take(LINES).collect();
    let cells = |sign: u8| {
        let counts = lines.iter().map(|line| {
            let mut is_quoted = false;
            let signs = line.bytes().filter(|byte| {
                is_quoted ^= *byte == b'"';
                *byte == sign && !is_quoted
            });
            signs.count() + 1
        });
        let mut counts: Vec<usize> = counts.collect();
        counts.sort_unstable();
        let runs = counts.chunk_by(|a, b| a == b).map(|run| (run.len(), run[0]));
        runs.max().filter(|(lines_alike, cells)| *cells > 1 && lines_alike * 2 >= lines.len())
    };
    let found = [b'|', b'\t', b';', b','].into_iter();
    let found = found.filter_map(|sign| Some((cells(sign)?.1, sign)));
    found.max_by_key(|(cells, _)| *cells).map(|(_, sign)| sign)
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
