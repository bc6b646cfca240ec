//! The binary workbooks, .xls and .xlsb, which calamine reads. It doesn't say how a number is shown: 85 % is 0.85.

use super::{
    budget::Budget,
    error::SheetError,
    sheet::{CellContent, NumberFormat, Sheet, SheetBuilder, SheetName},
};
use crate::diag::CellName;
use calamine::{Data, DataType as _, ExcelDateTime, Reader, SheetVisible, Xls, Xlsb};
use std::io::Cursor;

/// The bytes with which .xls files begin, and encrypted workbooks of any kind.
pub(super) const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

type Bytes = Cursor<Vec<u8>>;

/// An opened workbook.
pub(super) struct BinaryFile {
    book: BinaryBook,
    budget: Budget,
}

enum BinaryBook {
    Xls(Box<Xls<Bytes>>),
    Xlsb(Box<Xlsb<Bytes>>),
}

/// Opens an .xls file.
pub(super) fn open_xls(bytes: Vec<u8>) -> Result<(Vec<SheetName>, BinaryFile), SheetError> {
    // The name of the stream in which Office keeps an encrypted workbook, in UTF-16.
    let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(encrypted.len()).any(|part| part == encrypted) {
        return Err(SheetError::OtherKind(
            "the workbook is protected by a password: save it without",
        ));
    }
    let budget = Budget::of(bytes.len());
    let book =
        Xls::new(Cursor::new(bytes)).map_err(|error| SheetError::Broken(error.to_string()))?;
    let names = names(&book);
    Ok((names, BinaryFile { book: BinaryBook::Xls(Box::new(book)), budget }))
}

/// Opens an .xlsb file.
pub(super) fn open_xlsb(bytes: Vec<u8>) -> Result<(Vec<SheetName>, BinaryFile), SheetError> {
    let budget = Budget::of(bytes.len());
    let book =
        Xlsb::new(Cursor::new(bytes)).map_err(|error| SheetError::Broken(error.to_string()))?;
    let names = names(&book);
    Ok((names, BinaryFile { book: BinaryBook::Xlsb(Box::new(book)), budget }))
}

fn names(book: &impl Reader<Bytes>) -> Vec<SheetName> {
    let sheets = book.sheets_metadata().iter();
    let names = sheets.map(|sheet| SheetName {
        name: sheet.name.clone(),
        is_hidden: sheet.visible != SheetVisible::Visible,
    });
    names.collect()
}

impl BinaryFile {
    /// Reads a sheet.
    pub(super) fn sheet(&mut self, name: &str) -> Result<Sheet, SheetError> {
        let mut builder = SheetBuilder::new(name, false, self.budget);
        match &mut self.book {
            BinaryBook::Xls(book) => {
                let range = book
                    .worksheet_range(name)
                    .map_err(|error| SheetError::Broken(error.to_string()))?;
                let (row, column) = range.start().unwrap_or_default();
                for (down, right, data) in range.used_cells() {
                    let down = u32::try_from(down).unwrap_or(u32::MAX);
                    let right = u32::try_from(right).unwrap_or(u32::MAX);
                    add(&mut builder, (row + down, column + right), data)?;
                }
                let merged = book.merge_cells_by_sheet_name(name).unwrap_or_default();
                for region in merged {
                    let (row, column) = region.start;
                    builder.merge(CellName { row: row + 1, column: column + 1 }, region.end.0 + 1);
                }
            }
            BinaryBook::Xlsb(book) => {
                let broken = |error: calamine::XlsbError| SheetError::Broken(error.to_string());
                let mut cells = book.worksheet_cells_reader(name).map_err(broken)?;
                while let Some(cell) = cells.next_cell().map_err(broken)? {
                    let data = Data::from(cell.get_value().clone());
                    add(&mut builder, cell.get_position(), &data)?;
                }
            }
        }
        builder.finish()
    }
}

fn add(
    builder: &mut SheetBuilder,
    (row, column): (u32, u32),
    data: &Data,
) -> Result<(), SheetError> {
    let content = match data {
        Data::Int(_) | Data::Float(_) => {
            CellContent::Number(data.as_f64().unwrap_or_default(), NumberFormat::General)
        }
        Data::DateTime(moment) => CellContent::Text(day(*moment)),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            CellContent::Text(text.clone())
        }
        Data::Bool(truth) => CellContent::Text(truth.to_string()),
        Data::Error(_) => CellContent::Error,
        Data::Empty => return Ok(()),
    };
    let place = CellName { row: row.saturating_add(1), column: column.saturating_add(1) };
    builder.add(place, &content)
}

/// The day of a date; the time of day is nothing that a map holds.
fn day(date: ExcelDateTime) -> String {
    if date.is_duration() {
        return date.as_f64().to_string();
    }
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}
