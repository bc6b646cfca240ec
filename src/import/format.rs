//! The format of a table: what the options or a mapping file say of it.

use super::{Encoding, FigureStyle, HeaderRows};
use crate::{
    diag::{Code, Diagnostic, excerpt},
    input::{OneOrMany, RawMapping, Text},
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
    /// The rows that name the columns.
    pub header: Option<HeaderRows>,
    /// Columns whose empty cells take the value above them.
    pub fill_down: Vec<String>,
    /// Rows that are left out since they say nothing new, in their order.
    pub unchanged: Vec<u32>,
    /// Whether a row that looks like a total is one of the table.
    pub keeps_totals: bool,
    /// Whether hidden rows are left out.
    pub skip_hidden: bool,
    /// Rows to leave out: a column and a value.
    pub skip_where: Vec<(String, String)>,
    /// Texts that mean an empty cell, beside the usual ones.
    pub blanks: Vec<String>,
    /// How numbers and dates are written.
    pub figures: FigureStyle,
}

impl TableFormat {
    /// The delimiter that a word names: an ASCII punctuation character, or `tab`.
    ///
    /// A letter, a digit or a quotation mark would be taken for a part of a cell.
    pub fn delimiter_named(word: &str) -> Option<u8> {
        match word.as_bytes() {
            _ if word == "tab" || word == "\\t" => Some(b'\t'),
            b"\t" => Some(b'\t'),
            [one] if one.is_ascii_punctuation() && *one != b'"' => Some(*one),
            _ => None,
        }
    }

    /// The format, completed by a mapping file where no option says otherwise.
    pub(super) fn or_of_mapping(
        &self,
        mapping: &RawMapping,
        problems: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut words = MappingWords { problems };
        let mut format = self.clone();
        format.delimiter = words.or(
            format.delimiter,
            mapping.delimiter.as_ref(),
            "write one sign such as ; or the word tab",
            Self::delimiter_named,
        );
        format.encoding = words.or(
            format.encoding,
            mapping.encoding.as_ref(),
            "write utf-8 or windows-1252",
            Encoding::named,
        );
        format.header = words.or(
            format.header,
            mapping.header_row.as_ref(),
            "write the number of a row, or of two such as 3-4",
            |word| word.parse().ok(),
        );
        let figures = &mut format.figures;
        figures.decimal =
            words.or(figures.decimal, mapping.decimal.as_ref(), "write , or .", |word| {
                word.chars().next().filter(|_| matches!(word, "," | "."))
            });
        figures.dates =
            words.or(figures.dates, mapping.dates.as_ref(), "write d/m/y or m/d/y", |word| {
                word.parse().ok()
            });
        let hidden = mapping.skip_hidden.as_ref();
        let hidden = words.or(None, hidden, "write true or false", |word| word.parse().ok());
        format.skip_hidden |= hidden.unwrap_or(false);
        let texts = |all: &Option<OneOrMany<Text>>| -> Vec<String> {
            let each = all.iter().flat_map(|OneOrMany(each)| each);
            each.map(|text| text.value.to_string()).collect()
        };
        format.fill_down.extend(texts(&mapping.fill_down));
        format.blanks.extend(texts(&mapping.blank));
        for (column, OneOrMany(values)) in mapping.skip_where.iter().flat_map(|pairs| &pairs.0) {
            let pairs =
                values.iter().map(|value| (column.value.to_string(), value.value.to_string()));
            format.skip_where.extend(pairs);
        }
        let sheet = mapping.sheet.as_ref().map(|text| text.value.to_string());
        format.sheet = format.sheet.or(sheet);
        format
    }
}

/// Reads words of a mapping file, and reports those that can't be used.
struct MappingWords<'p> {
    problems: &'p mut Vec<Diagnostic>,
}

impl MappingWords<'_> {
    /// What an option has set, else what the mapping file says; its word is read in any case.
    fn or<T>(
        &mut self,
        set: Option<T>,
        text: Option<&Text>,
        help: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let Some(text) = text else { return set };
        let value = read(&text.value);
        if value.is_none() {
            let message = format!("`{}` can't be used here", excerpt(&text.value));
            let problem = Diagnostic::new(Code::WrongWord, text.place, message);
            self.problems.push(problem.help(help));
        }
        set.or(value)
    }
}
