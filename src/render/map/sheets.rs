//! A map as a workbook to be filled in: a sheet for each list, with valid names to choose from and a note on each
//! column. `custmap import workbook` takes it back.

mod choice;
mod help;
mod style;

use crate::import::map_sheets::{
    CHECKSUM, ColumnRole, MapRow, RowKind, RowStamp, SheetColumn, SheetRows,
};
use choice::NamesSheet;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Note, ProtectionOptions, Workbook, Worksheet, XlsxError,
};
use style::Styles;

/// Rows below the last one in which names can be chosen.
// Rules for all million rows of a sheet would reach far below anything that somebody fills in.
const FREE_ROWS: u32 = 500;
/// The last row of a sheet, from 0.
const LAST_ROW: u32 = 1_048_575;

/// The reason why a map can't be written as a workbook.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SheetsError {
    /// A text is longer than a cell.
    #[error("{sheet}, row {row}, {heading}: a text of {length} characters; a cell holds 32,767")]
    LongText {
        /// The sheet.
        sheet: &'static str,
        /// The row, from 1.
        row: usize,
        /// The column.
        heading: String,
        /// The length in UTF-16 units, as spreadsheets count.
        length: usize,
    },
    /// The workbook can't be made.
    #[error(transparent)]
    Xlsx(#[from] XlsxError),
}

/// Writes the sheets of a map as a workbook; `name` is that of the organisation.
///
/// # Errors
/// Where there is more than a sheet or a cell holds.
pub fn workbook(
    sheets: &[SheetRows],
    name: &str,
    is_confidential: bool,
) -> Result<Vec<u8>, SheetsError> {
    check_lengths(sheets)?;
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    // The same bytes every time: the day of making is not the day of writing.
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let styles = Styles::new();
    help::write(book.add_worksheet(), sheets, name, &styles)?;
    let names = NamesSheet::new(sheets);
    for rows in sheets {
        let sheet = book.add_worksheet().set_name(rows.sheet.name())?;
        let columns = rows.sheet.columns().iter().enumerate();
        let shown = columns.filter(|(_, column)| is_confidential || !column.is_confidential());
        let writer =
            MapSheetWriter { rows, shown: shown.collect(), names: &names, styles: &styles };
        writer.write(sheet)?;
    }
    names.write(&mut book)?;
    Ok(book.save_to_buffer()?)
}

/// Refuses a text that is longer than a cell: a part of it would replace the whole when it is taken back.
fn check_lengths(sheets: &[SheetRows]) -> Result<(), SheetsError> {
    const LONGEST: usize = 32_767;
    for rows in sheets {
        for (row, MapRow { cells, .. }) in rows.rows.iter().enumerate() {
            for (column, cell) in rows.sheet.columns().iter().zip(cells) {
                let length = cell.encode_utf16().count();
                if length > LONGEST {
                    let (sheet, heading) = (rows.sheet.name(), column.heading.clone());
                    return Err(SheetsError::LongText { sheet, row: row + 2, heading, length });
                }
            }
        }
    }
    Ok(())
}

/// Writes a sheet.
struct MapSheetWriter<'w> {
    rows: &'w SheetRows,
    /// The columns that are shown, with their numbers.
    shown: Vec<(usize, &'w SheetColumn)>,
    names: &'w NamesSheet,
    styles: &'w Styles,
}

impl MapSheetWriter<'_> {
    fn write(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let count = u32::try_from(self.rows.rows.len()).unwrap_or(u32::MAX);
        let last = count.saturating_add(FREE_ROWS).min(LAST_ROW);
        for (at, (_, column)) in (0..).zip(&self.shown) {
            self.write_heading(sheet, at, column)?;
            if let Some(choice) = self.names.choice(self.rows.sheet, column) {
                sheet.add_data_validation(1, at, last, at, &choice)?;
            }
        }
        let end = u16::try_from(self.shown.len()).unwrap_or(u16::MAX);
        sheet.write_with_format(0, end, CHECKSUM, &self.styles.heading)?;
        sheet.set_column_hidden(end)?;
        for (number, row) in (1..).zip(&self.rows.rows) {
            self.write_row(sheet, number, row, end)?;
        }
        sheet.set_row_height(0, 32)?;
        sheet.set_freeze_panes(1, self.frozen_columns())?;
        sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
        sheet.autofilter(0, 0, count.max(1), end.saturating_sub(1))?;
        // Without a password: it only keeps ids from being changed by accident.
        sheet.protect_with_options(&ProtectionOptions {
            format_columns: true,
            format_rows: true,
            insert_rows: true,
            delete_rows: true,
            sort: true,
            use_autofilter: true,
            ..ProtectionOptions::new()
        });
        Ok(())
    }

    /// The columns that say what a row is about stay where they are.
    fn frozen_columns(&self) -> u16 {
        match self.rows.sheet.row_kind() {
            RowKind::Entries | RowKind::Items(..) => 2,
            RowKind::Records | RowKind::Pairs => 0,
        }
    }

    fn write_heading(
        &self,
        sheet: &mut Worksheet,
        at: u16,
        column: &SheetColumn,
    ) -> Result<(), XlsxError> {
        sheet.set_column_format(at, self.styles.cell(column))?;
        sheet.set_column_width(at, style::width(column))?;
        sheet.write_with_format(0, at, &*column.heading, self.styles.heading_of(column))?;
        let text = help::note(column);
        let note = Note::new(&text).add_author_prefix(false).set_width(260);
        // Lines of some 40 letters, 17 pixels high.
        let lines = text.lines().map(|line| line.chars().count() / 40 + 1).sum::<usize>();
        let height = u32::try_from(lines).unwrap_or(1) * 17 + 10;
        sheet.insert_note(0, at, &note.set_height(height))?;
        Ok(())
    }

    fn write_row(
        &self,
        sheet: &mut Worksheet,
        number: u32,
        row: &MapRow,
        end: u16,
    ) -> Result<(), XlsxError> {
        for (at, (from, column)) in (0..).zip(&self.shown) {
            let cell = row.cells[*from].as_str();
            let is_fixed = matches!(column.role, ColumnRole::Id | ColumnRole::OwnerName);
            let format = if is_fixed { &self.styles.fixed } else { self.styles.cell(column) };
            match number_of(column, cell) {
                Some(number_value) => {
                    sheet.write_number_with_format(number, at, number_value, format)?;
                }
                None if cell.is_empty() && !is_fixed => {}
                None => {
                    sheet.write_string_with_format(number, at, cell, format)?;
                }
            }
        }
        let shown = self.shown.iter().map(|(from, column)| (*column, row.cells[*from].as_str()));
        let stamp = RowStamp::new(shown, row.is_further());
        sheet.write_string(number, end, stamp.to_string())?;
        Ok(())
    }
}

/// The number of a cell that reads the same as a number.
fn number_of(column: &SheetColumn, cell: &str) -> Option<f64> {
    // Spreadsheets keep 15 digits.
    let is_short = cell.bytes().filter(u8::is_ascii_digit).count() <= 15;
    let number = cell.parse::<f64>().ok().filter(|_| column.value_type.is_number() && is_short);
    // `007` or `1.50` stay texts, or the workbook would change them.
    number.filter(|number| number.to_string() == cell)
}
