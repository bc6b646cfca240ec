//! The cells of a sheet on their way to a table with commas.

use super::{budget::Budget, error::SheetError};
use crate::{diag::CellName, import::figure::day_of_serial};

/// The rows and columns that a sheet has room for.
// The limits of Excel, which other programs share.
const ROOM: CellName = CellName { row: 1 << 20, column: 1 << 14 };

/// The name of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetName {
    /// The name.
    pub name: String,
    /// Whether the workbook hides the sheet.
    pub is_hidden: bool,
}

/// A sheet that was read.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Its text, as a table with commas: a cell is in the row and column of its reference.
    pub text: String,
    /// The rows that are hidden, from 1, in their order.
    pub hidden_rows: Vec<u32>,
    /// The cells whose formula has no value: the workbook was written by a program that computes none.
    pub without_value: Vec<CellName>,
    /// The cells that hold an error such as #N/A.
    pub errors: Vec<CellName>,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum CellContent {
    Text(String),
    Number(f64, NumberFormat),
    Error,
    /// A formula without a value.
    NoValue,
}

/// How a cell shows its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum NumberFormat {
    #[default]
    General,
    Percent,
    /// A day; the time of day is nothing that a map holds.
    Date,
    /// At least this many digits, with zeros in front.
    Digits(usize),
}

impl NumberFormat {
    /// The format of a code such as `0.0%` or `dd/mm/yyyy`.
    pub(super) fn of_code(code: &str) -> Self {
        let (mut plain, mut chars) = (String::new(), code.chars());
        while let Some(c) = chars.next() {
            match c {
                '"' => drop(chars.by_ref().take_while(|c| *c != '"').count()),
                '[' => drop(chars.by_ref().take_while(|c| *c != ']').count()),
                // The next character is shown as it is, as wide as a blank, or repeated: it
                // is no part of the format.
                '\\' | '_' | '*' => drop(chars.next()),
                // What follows is for negative numbers, zero and texts.
                ';' => break,
                _ => plain.push(c.to_ascii_lowercase()),
            }
        }
        if plain.contains('%') {
            Self::Percent
        } else if plain != "general" && plain.contains(['y', 'd', 'm']) {
            Self::Date
        } else if plain.len() > 1 && plain.bytes().all(|c| c == b'0') {
            Self::Digits(plain.len())
        } else {
            Self::General
        }
    }

    /// The format with a number that every spreadsheet knows.
    pub(super) fn built_in(number: u32) -> Self {
        match number {
            9 | 10 => Self::Percent,
            14..=17 | 22 | 27..=31 | 36 | 50..=58 => Self::Date,
            _ => Self::General,
        }
    }
}

impl CellContent {
    /// The text of a cell, as a spreadsheet shows it.
    fn shown(&self, is_1904: bool) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Number(number, NumberFormat::Percent) => {
                Some(format!("{}%", digits(number * 100.0)))
            }
            Self::Number(number, NumberFormat::Date) => Some(date(*number, is_1904)),
            Self::Number(number, NumberFormat::Digits(width)) => {
                Some(format!("{:0>width$}", digits(*number)))
            }
            Self::Number(number, NumberFormat::General) => Some(digits(*number)),
            Self::Error | Self::NoValue => None,
        }
    }
}

/// A number with 15 digits, as a spreadsheet shows it: not the nearest binary fraction.
fn digits(number: f64) -> String {
    // One digit before the point and 14 behind it.
    format!("{number:.14e}").parse::<f64>().unwrap_or(number).to_string()
}

/// The day of a date's number.
fn date(number: f64, is_1904: bool) -> String {
    // Some programs count from 1904: 1,462 days later.
    let serial = number.floor() + if is_1904 { 1462.0 } else { 0.0 };
    // From 1900-01-01 to 9999-12-31: beyond that a spreadsheet shows no date.
    if !(1.0..=2_958_465.0).contains(&serial) {
        return digits(number);
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number of at most 2,958,465"
    )]
    let days = serial as u32;
    // The 29 February 1900, which never was, is day 60.
    day_of_serial(if days < 60 { days + 1 } else { days })
}

/// Cells in the order in which a file has them.
pub(super) struct SheetBuilder {
    cells: Vec<(CellName, String)>,
    /// The first cell and the last row of each merged region of several rows.
    merged: Vec<(CellName, u32)>,
    sheet: Sheet,
    is_1904: bool,
    budget: Budget,
}

impl SheetBuilder {
    pub(super) fn new(name: &str, is_1904: bool, budget: Budget) -> Self {
        let sheet = Sheet { name: name.to_owned(), ..Sheet::default() };
        Self { cells: Vec::new(), merged: Vec::new(), sheet, is_1904, budget }
    }

    /// Adds a cell.
    pub(super) fn add(&mut self, place: CellName, content: &CellContent) -> Result<(), SheetError> {
        if place.row > ROOM.row || place.column > ROOM.column {
            return Err(SheetError::NoRoom);
        }
        match content {
            CellContent::Error => self.sheet.errors.push(place),
            CellContent::NoValue => self.sheet.without_value.push(place),
            CellContent::Text(_) | CellContent::Number(..) => {}
        }
        if let Some(text) = content.shown(self.is_1904) {
            self.budget.take(text.len() + size_of::<(CellName, String)>())?;
            self.cells.push((place, text));
        }
        Ok(())
    }

    /// Notes that a row is hidden.
    pub(super) fn hide_row(&mut self, row: u32) {
        self.sheet.hidden_rows.push(row);
    }

    /// Repeats the first cell of merged rows in each of them.
    pub(super) fn merge(&mut self, first: CellName, last_row: u32) {
        if last_row > first.row {
            self.merged.push((first, last_row.min(ROOM.row)));
        }
    }

    /// Fills the cells of merged rows that hold nothing themselves.
    fn fill_merged(&mut self) -> Result<(), SheetError> {
        let found = |cells: &[(CellName, String)], place| {
            // `finish` has sorted the cells.
            let at = cells.binary_search_by_key(&place, |(place, _)| *place).ok()?;
            Some(cells[at].1.clone())
        };
        // A merged region may reach to the end of the sheet: it fills rows, and makes none.
        let mut rows: Vec<u32> = self.cells.iter().map(|(place, _)| place.row).collect();
        rows.dedup();
        let mut filled = Vec::new();
        for (first, last_row) in std::mem::take(&mut self.merged) {
            let Some(text) = found(&self.cells, first) else {
                continue;
            };
            let start = rows.partition_point(|row| *row <= first.row);
            for &row in rows[start..].iter().take_while(|row| **row <= last_row) {
                let place = CellName { row, ..first };
                if found(&self.cells, place).is_none() {
                    self.budget.take(text.len() + size_of::<(CellName, String)>())?;
                    filled.push((place, text.clone()));
                }
            }
        }
        self.cells.append(&mut filled);
        self.cells.sort_by_key(|(place, _)| *place);
        Ok(())
    }

    /// The sheet with its text.
    pub(super) fn finish(mut self) -> Result<Sheet, SheetError> {
        self.cells.sort_by_key(|(place, _)| *place);
        self.fill_merged()?;
        let same = self.cells.windows(2).find(|pair| pair[0].0 == pair[1].0);
        if let Some([(place, _), _]) = same {
            return Err(SheetError::SameCell(*place));
        }
        let mut writer = TableText::default();
        for (place, text) in &self.cells {
            let rows = place.row - writer.row;
            let columns = place.column - if rows > 0 { 1 } else { writer.column };
            // Two cells far apart are few bytes in the workbook and many
            // line breaks and commas here.
            self.budget.take(rows as usize + columns as usize)?;
            self.budget.take(text.len())?;
            writer.put(*place, text);
        }
        writer.text.push('\n');
        self.sheet.hidden_rows.sort_unstable();
        self.sheet.text = writer.text;
        Ok(self.sheet)
    }
}

/// A table with commas on its way.
struct TableText {
    text: String,
    row: u32,
    column: u32,
}

impl Default for TableText {
    fn default() -> Self {
        Self { text: String::new(), row: 1, column: 1 }
    }
}

impl TableText {
    fn put(&mut self, place: CellName, value: &str) {
        while self.row < place.row {
            self.text.push('\n');
            (self.row, self.column) = (self.row + 1, 1);
        }
        while self.column < place.column {
            self.text.push(',');
            self.column += 1;
        }
        if value.contains(['"', ',', '\n', '\r']) {
            self.text.push('"');
            self.text.push_str(&value.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Format codes say what a number is; texts and colours in them don't.
    #[test]
    fn format_codes_are_known() {
        let of = NumberFormat::of_code;
        assert_eq!(["0%", "0.0 %", "[Red]0.00%;0%"].map(of), [NumberFormat::Percent; 3]);
        assert_eq!(["dd/mm/yyyy", "[$-407]d. mmm yy", "mmm-yy"].map(of), [NumberFormat::Date; 3]);
        assert_eq!(of("00000"), NumberFormat::Digits(5));
        let others = ["General", "0.00", "#,##0 \"days\"", "0\\d", "0", "@", "[Red]0"];
        assert_eq!(others.map(of), [NumberFormat::General; 7]);
    }

    /// Days are counted as spreadsheets count them, the 29 February 1900 included.
    #[test]
    fn days_are_counted() {
        assert_eq!(
            [1.0, 59.0, 61.0, 45000.75].map(|day| date(day, false)),
            ["1900-01-01", "1900-02-28", "1900-03-01", "2023-03-15"]
        );
        assert_eq!(date(43538.0, true), "2023-03-15");
        assert_eq!(date(0.5, false), "0.5");
    }
}
