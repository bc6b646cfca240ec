//! The format of a table: what the options or a mapping file say of it.

use super::{DateOrder, Encoding, FigureStyle, HeaderRows};
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
    #[must_use]
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
        let mut wrong = |text: &Text, help: &str| {
            let message = format!("`{}` can't be used here", excerpt(&text.value));
            problems.push(Diagnostic::new(Code::WrongWord, text.place, message).help(help));
        };
        let mut format = self.clone();
        let mut read = |text: &Option<Text>, help: &str, take: &mut dyn FnMut(&str) -> bool| {
            if let Some(text) = text
                && !take(&text.value)
            {
                wrong(text, help);
            }
        };
        read(&mapping.delimiter, "write one sign such as ; or the word tab", &mut |word| {
            let sign = Self::delimiter_named(word);
            format.delimiter = format.delimiter.or(sign);
            sign.is_some()
        });
        read(&mapping.encoding, "write utf-8 or windows-1252", &mut |word| {
            let encoding = Encoding::named(word);
            format.encoding = format.encoding.or(encoding);
            encoding.is_some()
        });
        read(
            &mapping.header_row,
            "write the number of a row, or of two such as 3-4",
            &mut |word| {
                let rows = word.parse::<HeaderRows>().ok();
                format.header = format.header.or(rows);
                rows.is_some()
            },
        );
        read(&mapping.decimal, "write , or .", &mut |word| {
            let sign = word.chars().next().filter(|_| matches!(word, "," | "."));
            format.figures.decimal = format.figures.decimal.or(sign);
            sign.is_some()
        });
        read(&mapping.dates, "write d/m/y or m/d/y", &mut |word| {
            let order = word.parse::<DateOrder>().ok();
            format.figures.dates = format.figures.dates.or(order);
            order.is_some()
        });
        read(&mapping.skip_hidden, "write true or false", &mut |word| {
            format.skip_hidden |= word == "true";
            matches!(word, "true" | "false")
        });
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
