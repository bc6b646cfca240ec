//! The format of a table: what the options or a mapping file say of it.

use super::Encoding;
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
}

/// A table that was read.
#[derive(Clone, Copy, Debug)]
pub struct TableFile {
    /// The file.
    pub file: FileId,
    /// The sign between two cells.
    pub delimiter: u8,
}

impl TableFile {
    /// The table.
    #[must_use]
    pub fn table<'s>(&self, sources: &'s Sources) -> Table<'s> {
        Table { file: self.file, text: &sources.file(self.file).text, delimiter: self.delimiter }
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
