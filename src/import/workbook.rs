//! A sheet of an .xlsx workbook as the text of a CSV table: row by row and cell by cell, so that what is wrong
//! stands at the row that the spreadsheet shows.

use calamine::{DataRef, ExcelDateTime, Reader as _, Xlsx, XlsxError};
use std::io::Cursor;

/// The rows and columns that a sheet has room for.
const ROOM: (u32, u32) = (1 << 20, 1 << 14);
/// The longest text that a sheet may become, in bytes.
const LONGEST: usize = 1 << 30;

/// Why a sheet can't be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SheetError {
    /// The bytes are no workbook, or a broken one.
    #[error("this is no .xlsx workbook that can be read")]
    Broken(#[from] Box<XlsxError>),
    /// It has no sheet of that name.
    #[error("the workbook has no sheet `{name}`; its sheets: {}", .known.join(", "))]
    NoSheet {
        /// Which.
        name: String,
        /// The sheets that it has.
        known: Vec<String>,
    },
    /// It has a cell where no sheet has one.
    #[error("a cell of the sheet stands behind row 1048576 or column XFD, where sheets end")]
    NoRoom,
    /// It holds more than any table.
    #[error("the sheet holds over 1 GiB of text")]
    TooMuch,
}

/// A sheet that was read.
#[derive(Debug)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// The names of the other sheets.
    pub others: Vec<String>,
    /// Its text, as a table with commas.
    pub text: String,
}

/// Reads a sheet, the first one where none is named.
///
/// # Errors
/// Where the bytes are no workbook, it lacks the sheet, or that is too large.
pub fn sheet(bytes: Vec<u8>, name: Option<&str>) -> Result<Sheet, SheetError> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(Box::new)?;
    let known = book.sheet_names();
    let wanted = match name {
        Some(name) => known.iter().find(|known| *known == name),
        None => known.first(),
    };
    let Some(wanted) = wanted.cloned() else {
        let name = name.unwrap_or("1").to_owned();
        return Err(SheetError::NoSheet { name, known });
    };
    let mut cells = book.worksheet_cells_reader(&wanted).map_err(Box::new)?;
    let mut lines = Lines::default();
    while let Some(cell) = cells.next_cell().map_err(Box::new)? {
        let (row, column) = cell.get_position();
        if row >= ROOM.0 || column >= ROOM.1 {
            return Err(SheetError::NoRoom);
        }
        lines.put(row, column, &cell_text(cell.get_value()));
        if lines.text.len() > LONGEST {
            return Err(SheetError::TooMuch);
        }
    }
    lines.end_row();
    let others = known.into_iter().filter(|other| *other != wanted).collect();
    Ok(Sheet { name: wanted, others, text: lines.text })
}

/// A table on its way to CSV.
#[derive(Default)]
struct Lines {
    text: String,
    row: u32,
    column: u32,
}

impl Lines {
    fn put(&mut self, row: u32, column: u32, value: &str) {
        while self.row < row && self.text.len() <= LONGEST {
            self.end_row();
        }
        while self.column < column {
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

    fn end_row(&mut self) {
        self.text.push('\n');
        self.row += 1;
        self.column = 0;
    }
}

/// The text of a cell.
fn cell_text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        // As a spreadsheet shows it: 15 digits, not the nearest binary fraction.
        DataRef::Float(number) => {
            let shown = format!("{number:.14e}").parse::<f64>();
            shown.unwrap_or(*number).to_string()
        }
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(date) => day(*date),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// The day of a date; the time of day is nothing that a map holds.
fn day(date: ExcelDateTime) -> String {
    if date.is_duration() {
        return date.as_f64().to_string();
    }
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}
