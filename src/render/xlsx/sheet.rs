//! One sheet: a table with a filter, its head always in sight, columns as wide as they need to be.

use super::BookError;
use crate::render::{clean, flat::FlatValue};
use rust_xlsxwriter::{
    Format, Table, TableColumn, TableStyle, Url, Workbook, Worksheet, XlsxError,
};
use textwrap::core::display_width;

/// What a sheet holds below its head.
const MOST_ROWS: usize = 1_048_575;
/// What a cell holds, in UTF-16.
const MOST_TEXT: usize = 32_767;
/// How many links a sheet holds.
const MOST_LINKS: usize = 65_530;
/// Beyond it a sheet has a filter but is no table: the library keeps a note of each cell of a table.
const MOST_TABLE_ROWS: usize = 100_000;
/// The narrowest and the widest column, in characters.
const WIDTHS: (usize, usize) = (6, 60);
/// The most rows of a sheet that are kept in memory until it is written. Those of a longer sheet go to a temporary file
/// as they come; where that can't be written the library panics, so it is the exception.
const MOST_ROWS_IN_MEMORY: usize = 200_000;
/// What the button of the filter takes of a heading.
const BUTTON: usize = 3;
/// Numbers up to here are exact in a spreadsheet, where all are floating.
const MOST_EXACT: u64 = 1 << 53;
/// The column whose cells are links: the name of the unit.
const LINKED: u16 = 1;

/// Where a row leads.
#[derive(Clone, Copy, Debug)]
pub(super) struct SheetLink {
    /// The sheet.
    pub(super) sheet: &'static str,
    /// The row, counted from 0 below the head.
    pub(super) row: usize,
}

/// A sheet that is being written, row by row.
pub(super) struct SheetWriter {
    worksheet: Worksheet,
    name: &'static str,
    columns: Vec<&'static str>,
    widths: Vec<usize>,
    row: u32,
    links: usize,
    links_left_out: usize,
}

impl SheetWriter {
    /// A sheet for exactly this many rows.
    pub(super) fn new(
        book: &mut Workbook,
        name: &'static str,
        columns: Vec<&'static str>,
        rows: usize,
    ) -> Result<Self, BookError> {
        let most = MOST_ROWS;
        let too_many = BookError::Rows { sheet: name, rows, most };
        let last = u32::try_from(rows).ok().filter(|_| rows <= most).ok_or(too_many)?;
        let mut sheet = Self {
            worksheet: if rows > MOST_ROWS_IN_MEMORY {
                book.new_worksheet_with_low_memory()?
            } else {
                Worksheet::new()
            },
            name,
            widths: columns.iter().map(|head| head.len() + BUTTON).collect(),
            columns,
            row: 0,
            links: 0,
            links_left_out: 0,
        };
        sheet.worksheet.set_name(name)?.set_freeze_panes(1, 0)?;
        // A table has a row at least, if only an empty one.
        sheet.head(last.max(1))?;
        Ok(sheet)
    }

    fn head(&mut self, last: u32) -> Result<(), XlsxError> {
        let right = column(self.columns.len() - 1);
        if last as usize > MOST_TABLE_ROWS {
            let bold = Format::new().set_bold();
            for (at, head) in self.columns.iter().enumerate() {
                self.worksheet.write_string_with_format(0, column(at), *head, &bold)?;
            }
            self.worksheet.autofilter(0, 0, last, right)?;
            return Ok(());
        }
        let columns: Vec<_> =
            self.columns.iter().map(|head| TableColumn::new().set_header(*head)).collect();
        let table = Table::new()
            .set_name(format!("{}Table", self.name))
            .set_style(TableStyle::Light9)
            .set_columns(&columns);
        self.worksheet.add_table(0, 0, last, right, &table)?;
        Ok(())
    }

    /// Writes the next row.
    pub(super) fn row(
        &mut self,
        cells: &[FlatValue<'_>],
        link: Option<SheetLink>,
    ) -> Result<(), BookError> {
        self.row += 1;
        for (at, cell) in cells.iter().enumerate() {
            match cell {
                FlatValue::Id(text) | FlatValue::Text(text) => {
                    self.fits(text, at, cells)?;
                    self.text(at, text, link.filter(|_| column(at) == LINKED))?;
                }
                FlatValue::Count(count) if *count > MOST_EXACT => {
                    self.text(at, &count.to_string(), None)?;
                }
                #[expect(clippy::cast_precision_loss, reason = "exact up to here")]
                FlatValue::Count(count) => self.number(at, *count as f64)?,
                FlatValue::Number(number) => self.number(at, *number)?,
                FlatValue::Empty => {}
            }
        }
        Ok(())
    }

    fn fits(&self, text: &str, at: usize, row: &[FlatValue<'_>]) -> Result<(), BookError> {
        if text.len() <= MOST_TEXT || text.encode_utf16().count() <= MOST_TEXT {
            return Ok(());
        }
        Err(BookError::Text {
            sheet: self.name,
            id: match row.first() {
                Some(FlatValue::Id(id) | FlatValue::Text(id)) => id.chars().take(60).collect(),
                Some(FlatValue::Count(_) | FlatValue::Number(_) | FlatValue::Empty) | None => {
                    String::new()
                }
            },
            column: self.columns[at],
            most: MOST_TEXT,
        })
    }

    fn text(&mut self, at: usize, text: &str, link: Option<SheetLink>) -> Result<(), XlsxError> {
        self.widen(at, text);
        match link {
            Some(link) if self.links < MOST_LINKS => {
                self.links += 1;
                self.link(at, text, link)?;
            }
            _ => {
                self.links_left_out += usize::from(link.is_some());
                self.worksheet.write_string(self.row, column(at), text)?;
            }
        }
        Ok(())
    }

    fn link(&mut self, at: usize, text: &str, link: SheetLink) -> Result<(), XlsxError> {
        // Below the head, and counted from 1.
        let place = format!("internal:{}!A{}", link.sheet, link.row + 2);
        // The link repeats the text, in an attribute, which must have no control character.
        let display = clean(text);
        let url = Url::new(place).set_text(&*display);
        self.worksheet.write_url(self.row, column(at), url)?;
        if display != text {
            let format = Format::new().set_hyperlink();
            self.worksheet.write_string_with_format(self.row, column(at), text, &format)?;
        }
        Ok(())
    }

    fn number(&mut self, at: usize, number: f64) -> Result<(), XlsxError> {
        self.widen(at, &number.to_string());
        self.worksheet.write_number(self.row, column(at), number)?;
        Ok(())
    }

    fn widen(&mut self, at: usize, text: &str) {
        let (_, widest) = WIDTHS;
        if self.widths[at] < widest {
            let lines = text.lines().map(|line| display_width(line) + 1);
            self.widths[at] = lines.fold(self.widths[at], usize::max);
        }
    }

    /// Adds the sheet to its workbook; how many links there was no room for.
    pub(super) fn finish(mut self, book: &mut Workbook) -> Result<usize, BookError> {
        let (narrowest, widest) = WIDTHS;
        for (at, width) in self.widths.iter().enumerate() {
            let width = u16::try_from((*width).clamp(narrowest, widest)).unwrap_or(u16::MAX);
            self.worksheet.set_column_width(column(at), width)?;
        }
        book.push_worksheet(self.worksheet);
        Ok(self.links_left_out)
    }
}

/// The library's number of a column; there are few.
fn column(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}
