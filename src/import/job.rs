//! An import on its way: the files that were read, the draft, and what was found.

use super::{
    Draft, Encoding, HeaderRows, ReferenceRules, Sheet, SheetError, TableFile, TableFormat,
    Workbook,
    file_kind::{OTHER_FILE, kind_of},
    records::{RecordKind, is_page, record_table},
    text::{in_utf8, likely_encoding, text},
    workbook::packed_part,
};
use crate::{
    diag::{CellName, Code, Diagnostic, FileId, Place, Slice, Sources, count, excerpt, first_of},
    input::{self, ReadError},
};
use std::path::Path;

/// A kind of source, such as a table or an architecture model.
pub trait Importer {
    /// The word of the command: `custmap import WORD`.
    fn word(&self) -> &'static str;

    /// The first file, whose name may name the organisation.
    fn file(&self) -> &Path;

    /// The content that it looks for, shown where another kind of file was named.
    fn looks_for(&self) -> &'static str;

    /// Whether a source without anything new is no mistake.
    fn may_be_unchanged(&self) -> bool {
        false
    }

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
    /// The problems of a source as a whole: there will be no map.
    pub errors: Vec<Diagnostic>,
    /// The problems of rows, entries or values, each of which was left out.
    pub rejected: Vec<Diagnostic>,
    /// The doubts: values that were left out, as the message says.
    pub doubts: Vec<Diagnostic>,
    /// What was taken over although it may be wrong.
    pub warnings: Vec<Diagnostic>,
    /// What was read, in sentences.
    pub notes: Vec<String>,
    /// What to do instead, shown where a file is not meant for it.
    pub advice: Option<String>,
}

/// How many texts of a file a note names: one that is not what it seems to be may hold thousands of them.
const MOST_NAMED: usize = 50;

impl ImportSummary {
    /// Adds a note with a list of what a file names; none if the list is empty.
    pub(super) fn note_list(&mut self, what: &str, all: &[String]) {
        let mut named: Vec<String> =
            all.iter().take(MOST_NAMED).map(|text| excerpt(text).into_owned()).collect();
        let others = all.len().saturating_sub(MOST_NAMED);
        if others > 0 {
            named.push(format!("and {}", count(others, "other")));
        }
        if !named.is_empty() {
            self.notes.push(format!("{what}: {}", named.join(", ")));
        }
    }
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
    /// The tables that were read.
    pub tables: Vec<TableFile>,
    /// What becomes of names that no entry has.
    pub rules: ReferenceRules,
    /// Called with each file before it is read.
    announce: fn(&Path),
}

impl ImportJob {
    /// Begins an import; `announce` is called with each file before it is read.
    pub fn new(announce: fn(&Path)) -> Self {
        Self {
            sources: Sources::default(),
            draft: Draft::default(),
            summary: ImportSummary::default(),
            tables: Vec::new(),
            rules: ReferenceRules::default(),
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

    /// Reads an XML file in the encoding that it declares; in a packed file, the part with this name.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub(super) fn read_xml(
        &mut self,
        path: &Path,
        part: &str,
    ) -> Result<Option<FileId>, ImportError> {
        let mut bytes = self.read_bytes(path)?;
        // A model can be saved packed, under the same ending.
        if Workbook::is_packed(&bytes) {
            let file = input::display_name(path);
            let wrong = |source| ImportError::Sheet { file, source };
            bytes = packed_part(bytes, part).map_err(wrong)?;
        }
        Ok(self.add_text(path, in_utf8(bytes), Encoding::Utf8))
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
        let bytes = self.read_bytes(path)?;
        let ending = path.extension().and_then(|end| end.to_str()).unwrap_or("");
        // The first bytes show a packed workbook under any name; one that is not packed is
        // known by its ending alone.
        let is_workbook = |known: &&str| known.eq_ignore_ascii_case(ending);
        let has_ending = WORKBOOKS.iter().any(is_workbook);
        // Programs save tables of text under the name of a workbook too.
        let is_text = || !bytes.is_empty() && kind_of(&bytes).is_none() && !bytes.contains(&0);
        let table = if Workbook::is_known(&bytes) || (has_ending && !is_text()) {
            self.add_sheet(path, bytes, format)?
        } else {
            match self.text_table(path, bytes, format) {
                Some(table) => table,
                None => return Ok(None),
            }
        };
        let table = self.with_header(path, table, format);
        // Kept for the grouping of problems, which names the column of each.
        self.tables.push(table.clone());
        Ok(Some(table))
    }

    /// A table in a text file; none where it is reported as none.
    fn text_table(
        &mut self,
        path: &Path,
        bytes: Vec<u8>,
        format: &TableFormat,
    ) -> Option<TableFile> {
        let likely = likely_encoding(&bytes);
        let encoding = format.encoding.unwrap_or(likely);
        if format.encoding.is_none() && likely == Encoding::Windows1252 {
            self.summary.notes.push(format!(
                "{}: it is not UTF-8 and was read as Windows-1252: look at the letters with accents (else: save it as CSV UTF-8)",
                file_name(path)
            ));
        }
        let file = self.add_text(path, bytes, encoding)?;
        if let Some(message) = no_table(path, self.text(file)) {
            let place = Place { file, offset: 0 };
            self.summary
                .errors
                .push(Diagnostic::new(Code::NotText, place, message).help(OTHER_FILE));
            return None;
        }
        Some(self.delimited(path, file, format))
    }

    /// Reads the records of a directory as a table.
    pub(super) fn read_records(
        &mut self,
        path: &Path,
        kind: RecordKind,
    ) -> Result<Option<TableFile>, ImportError> {
        let bytes = self.read_bytes(path)?;
        let name = input::display_name(path);
        let Some(file) = self.add_text(path, bytes, Encoding::Utf8) else {
            return Ok(None);
        };
        if is_page(kind, self.text(file)) {
            self.summary.notes.push(format!(
                "{}: this is one page of the answer; more people are on the next ones: put all pages into one list",
                file_name(path)
            ));
        }
        match record_table(kind, self.text(file)) {
            Ok(table) => {
                // A record has the row after its number: the first row names the keys.
                let file = self.sources.add_sheet(name, "records", table);
                let layout = TableFile::new(file, b',');
                self.tables.push(layout.clone());
                Ok(Some(layout))
            }
            Err(message) => {
                let place = Place { file, offset: 0 };
                let problem = Diagnostic::new(Code::Syntax, place, message);
                let help = "name the answer of users?$expand=manager (Microsoft Graph), of /Users (SCIM), or an LDIF file";
                self.summary.errors.push(problem.help(help));
                Ok(None)
            }
        }
    }

    /// Finds the sign between the cells of a text file, and reports one that no option and no ending names.
    fn delimited(&mut self, path: &Path, file: FileId, format: &TableFormat) -> TableFile {
        let text = self.text(file);
        // Spreadsheets write and read `sep=;` as the first line of a file.
        let first = text.lines().next().unwrap_or("").trim_matches('"');
        let stated = first.strip_prefix("sep=").and_then(|sign| sign.bytes().next());
        let is_tsv = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("tsv"));
        let usual = if is_tsv { b'\t' } else { b',' };
        // What somebody states counts for more than what the lines look like.
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
        // The line with `sep=` is none of the table.
        let first = HeaderRows::one(1 + u32::from(stated.is_some()));
        TableFile { header: first, ..TableFile::new(file, delimiter) }
    }

    /// Finds the rows that name the columns, and reports them where they are not the first one.
    fn with_header(&mut self, path: &Path, file: TableFile, format: &TableFormat) -> TableFile {
        let from = file.header.first;
        let table = TableFile { blanks: format.blanks.clone(), ..file };
        // A stated row is not looked for, and needs no note.
        if let Some(header) = format.header {
            return TableFile { header, ..table };
        }
        let header = table.table(&self.sources).find_header(from);
        let name = file_name(path);
        if header.last > header.first {
            let (first, last) = (header.first, header.last);
            self.summary.notes.push(format!(
                "{name}: rows {first} and {last} name the columns (else: --header-row N)"
            ));
        } else if header.first > from {
            let row = header.first;
            self.summary
                .notes
                .push(format!("{name}: row {row} names the columns (else: --header-row N)"));
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
        let wrong = |source| ImportError::Sheet { file: name.clone(), source };
        let mut book = Workbook::open(bytes).map_err(wrong)?;
        let sheet = match &format.sheet {
            Some(wanted) => book.sheet(wanted).map_err(wrong)?,
            None => first_table(&mut book).map_err(wrong)?,
        };
        let others: Vec<&str> = book
            .sheets()
            .iter()
            .filter(|other| other.name != sheet.name)
            .map(|other| &*other.name)
            .collect();
        if format.sheet.is_none() && !others.is_empty() {
            let others = first_names(&others);
            self.summary.notes.push(format!(
                "{}: sheet `{}` was read; other sheets: {others} (--sheet NAME)",
                file_name(path),
                sheet.name
            ));
        }
        if book.is_export() {
            self.summary.advice = Some(format!("{}: {EXPORT_ADVICE}", file_name(path)));
        }
        self.sheet_notes(&sheet, format);
        let hidden_rows = sheet.hidden_rows;
        let file = self.sources.add_sheet(name, sheet.name, sheet.text);
        Ok(TableFile { hidden_rows, ..TableFile::new(file, b',') })
    }

    /// Reports what the cells of a sheet show and a table does not.
    fn sheet_notes(&mut self, sheet: &Sheet, format: &TableFormat) {
        let name = &sheet.name;
        let named = |cells: &[CellName]| {
            first_names(&cells.iter().map(ToString::to_string).collect::<Vec<_>>())
        };
        let notes = &mut self.summary.notes;
        if !sheet.hidden_rows.is_empty() {
            let rows: Vec<String> = sheet.hidden_rows.iter().map(ToString::to_string).collect();
            let (hidden, listed) = (count(rows.len(), "hidden row"), first_names(&rows));
            notes.push(if format.skip_hidden {
                format!("{name}: {hidden} left out: {listed}")
            } else {
                format!(
                    "{name}: {hidden} read like the others: {listed} (--skip-hidden leaves them out)"
                )
            });
        }
        if !sheet.without_value.is_empty() {
            let cells = named(&sheet.without_value);
            notes.push(format!(
                "{name}: {} without a value, read as empty: {cells} (open and save the workbook in a spreadsheet program)",
                count(sheet.without_value.len(), "formula")
            ));
        }
        if !sheet.errors.is_empty() {
            let (failed, listed) = (count(sheet.errors.len(), "cell"), named(&sheet.errors));
            notes.push(format!(
                "{name}: {failed} showing #N/A or the like, read as empty: {listed}"
            ));
        }
    }

    /// The text of a file that was read.
    pub fn text(&self, file: FileId) -> &Slice {
        &self.sources.file(file).text
    }

    pub(super) fn read_bytes(&self, path: &Path) -> Result<Vec<u8>, ImportError> {
        (self.announce)(path);
        if path.is_dir() {
            let name = input::display_name(path);
            return Err(ImportError::Option(format!(
                "{name}: this is a folder; name a file in it"
            )));
        }
        Ok(input::read_bytes(path)?)
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

/// What to do instead of importing a workbook that custmap exported.
pub const EXPORT_ADVICE: &str = "this workbook was written by custmap export, for reading; custmap sheet writes \
    one that custmap import workbook takes back";

/// The endings of workbooks.
const WORKBOOKS: [&str; 6] = ["xlsx", "xlsm", "xltx", "xls", "xlsb", "ods"];

/// What a text is that holds no table.
fn no_table(path: &Path, text: &str) -> Option<String> {
    let start = text.trim_start().trim_start_matches('\u{feff}');
    let ending = path.extension().and_then(|end| end.to_str()).unwrap_or("").to_lowercase();
    match (start.chars().next(), ending.as_str()) {
        (None, _) => Some("the file is empty".to_owned()),
        (Some('{'), _) | (Some('['), "json") => Some("this is JSON, and no table".to_owned()),
        (Some('<'), _) if start.contains("</") || start.contains("/>") => {
            Some("this is a page or XML without a table".to_owned())
        }
        (Some(_), "yaml" | "yml") => Some("this is YAML, and no table".to_owned()),
        (Some(_), _) => None,
    }
}

/// The first sheet that is shown and has several columns: a sheet of explanations has one. Else the first.
fn first_table(book: &mut Workbook) -> Result<Sheet, SheetError> {
    let shown = book.sheets().iter().filter(|sheet| !sheet.is_hidden);
    let names: Vec<String> = shown.map(|sheet| sheet.name.clone()).collect();
    for name in &names {
        let sheet = book.sheet(name)?;
        // A rough look at the text is enough to distinguish a table from a page of explanations.
        let is_row = |line: &&str| line.split(',').filter(|cell| !cell.is_empty()).count() > 1;
        if sheet.text.lines().filter(is_row).take(2).count() > 1 {
            return Ok(sheet);
        }
    }
    let first = names.first().or_else(|| Some(&book.sheets().first()?.name)).cloned();
    let missing = || SheetError::Broken("it has no sheets".to_owned());
    book.sheet(&first.ok_or_else(missing)?)
}

/// Returns the sign that splits most lines into the same number of cells, if that is more than one. Of signs that split
/// as many lines alike the one with more cells counts, and the comma where that is equal too.
fn likely_delimiter(text: &str) -> Option<u8> {
    /// More lines show nothing new.
    const LINES: usize = 40;
    let lines: Vec<&str> =
        text.lines().filter(|line| !line.trim().is_empty()).take(LINES).collect();
    let cells = |sign: u8| {
        let mut counts: Vec<usize> = lines
            .iter()
            .map(|line| {
                let mut is_quoted = false;
                let signs = line.bytes().filter(|byte| {
                    // A doubled quote within a quoted cell switches twice, which is right.
                    is_quoted ^= *byte == b'"';
                    *byte == sign && !is_quoted
                });
                signs.count() + 1
            })
            .collect();
        counts.sort_unstable();
        let runs = counts.chunk_by(|a, b| a == b).map(|run| (run.len(), run[0]));
        runs.max().filter(|(lines_alike, cells)| *cells > 1 && lines_alike * 2 > lines.len())
    };
    // `max_by_key` keeps the last of equals: the comma.
    let found = [b'|', b'\t', b';', b','].into_iter().filter_map(|sign| Some((cells(sign)?, sign)));
    found.max_by_key(|(alike, _)| *alike).map(|(_, sign)| sign)
}

/// The name of a source in notes: a map holds no path of somebody's machine.
pub(super) fn file_name(path: &Path) -> String {
    let name = path.file_name().and_then(|name| name.to_str());
    name.filter(|name| *name != "-").unwrap_or("standard input").to_owned()
}

/// The first names, and how many more.
pub fn first_names<T: AsRef<str>>(names: &[T]) -> String {
    /// How many names a note lists: more can't be read at a glance, and are in the map.
    const SHOWN: usize = 8;
    first_of(names.iter(), SHOWN)
}
