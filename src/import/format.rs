//! The format of a table: what the options or a mapping file say of it.

use super::{Encoding, FigureStyle};
use crate::{
    diag::{Code, Diagnostic, FileId, Sources},
    import::Table,
    input::{RawMapping, Text},
};

/// The format of a table. What is left out follows from the file's ending.
#[derive(Clone, Debug, Default)]
pub struct TableFormat {
    /// The sign between two cells.
    pub delimiter: Option<u8>,
    /// The encoding of a text file.
    pub encoding: Option<Encoding>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The row with the names of the columns, from 1.
    pub header_row: Option<usize>,
    /// Columns whose empty cells take the value above them.
    pub fill_down: Vec<String>,
    /// Rows to leave out: a column and a value.
    pub skip_where: Vec<(String, String)>,
    /// Texts that stand for an empty cell, beside the usual ones.
    pub blanks: Vec<String>,
    /// How numbers and dates are written.
    pub figures: FigureStyle,
}

/// A table that was read.
#[derive(Clone, Debug)]
pub struct TableFile {
    /// The file.
    pub file: FileId,
    /// The sign between two cells.
    pub delimiter: u8,
    /// How many rows stand above the names of the columns.
    pub header: usize,
    /// Texts that stand for an empty cell, beside the usual ones.
    pub blanks: Vec<String>,
}

impl TableFile {
    /// A text file whose first row names the columns.
    #[must_use]
    pub fn new(file: FileId, delimiter: u8) -> Self {
        Self { file, delimiter, header: 0, blanks: Vec::new() }
    }

    /// The table.
    #[must_use]
    pub fn table<'s>(&'s self, sources: &'s Sources) -> Table<'s> {
        Table {
            file: self.file,
            source: sources.file(self.file),
            delimiter: self.delimiter,
            header: self.header,
            blanks: &self.blanks,
        }
    }
}

impl TableFormat {
    /// The delimiter that a word names: an ASCII punctuation character, or `tab`.
    ///
    /// A letter, a digit or a quotation mark would be taken for a part of a cell.
    #[must_use]
    pub fn delimiter_named(word: &str) -> Option<u8> {
        match word.as_bytes() {
            _ if word == "tab" || word == "\\t" => Some(b'\t'),
            b"\t" => Some(b'\t'),
            [one] if one.is_ascii_punctuation() && *one != b'"' => Some(*one),
            _ => None,
        }
    }

    /// The format with what a mapping file says where nothing else is said.
    pub(super) fn or_of_mapping(
        &self,
        mapping: &RawMapping,
        problems: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut wrong = |text: &Text, help: &str| {
            let message = format!("`{}` can't stand here", text.value);
            problems.push(Diagnostic::new(Code::WrongWord, text.place, message).help(help));
        };
        let mut format = self.clone();
        if let (None, Some(text)) = (format.delimiter, &mapping.delimiter) {
            format.delimiter = Self::delimiter_named(&text.value);
            if format.delimiter.is_none() {
                wrong(text, "write one sign such as ; or the word tab");
            }
        }
        if let (None, Some(text)) = (format.encoding, &mapping.encoding) {
            format.encoding = Encoding::named(&text.value);
            if format.encoding.is_none() {
                wrong(text, "write utf-8 or windows-1252");
            }
        }
        let sheet = mapping.sheet.as_ref().map(|text| text.value.to_string());
        format.sheet = format.sheet.or(sheet);
        format
    }
}
