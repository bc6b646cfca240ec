//! A workbook for spreadsheet programs: units, customers, parties, services, findings and the brief, a sheet each.
//!
//! A table's length must be known before its first row, so the customers are counted first and derived again.

mod error;
mod register;
mod sheet;

pub use error::BookError;
pub use register::register;

use super::flat::{FlatValue, flat_values};
use crate::report::{Brief, DataRow, Export, Rows};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};
use sheet::{SheetLink, SheetWriter};
use std::time::{SystemTime, UNIX_EPOCH};

/// A workbook.
#[derive(Clone, Debug)]
pub struct Book {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// How many links between units and customers there was no room for.
    pub links_left_out: usize,
}

/// Makes a workbook of all that an export holds, with the brief where there is one of the same units.
///
/// # Errors
/// Where there is more than a sheet or a cell holds, or no room for temporary files.
pub fn book(export: &Export<'_>, brief: Option<&Brief<'_>>) -> Result<Book, BookError> {
    let mut book = Workbook::new();
    book.set_properties(&properties(export.title())?);
    let counts: Vec<usize> = export.units().map(|unit| unit.customer_count()).collect();
    // Each unit leads to its first customer, and that back to the unit.
    let mut first_row = 0;
    let first_rows = counts.iter().map(|count| {
        let row = first_row;
        first_row += count;
        (*count > 0).then_some(SheetLink { sheet: "Customers", row })
    });
    let units = export.unit_table();
    let mut left_out = sheet(&mut book, "Units", &units, counts.len(), first_rows)?;
    let back = counts.iter().enumerate().flat_map(|(row, count)| {
        let link = SheetLink { sheet: "Units", row };
        (0..*count).map(move |at| (at == 0).then_some(link))
    });
    let customers: usize = counts.iter().sum();
    left_out += sheet(&mut book, "Customers", &export.customers(), customers, back)?;
    let parties = export.party_table();
    sheet(&mut book, "Parties", &parties, parties.rows.len(), std::iter::empty())?;
    let services = export.service_table();
    sheet(&mut book, "Services", &services, services.rows.len(), std::iter::empty())?;
    let findings = export.findings();
    sheet(&mut book, "Findings", &findings, findings.rows.len(), std::iter::empty())?;
    if let Some(brief) = brief.map(Brief::sheet) {
        sheet(&mut book, "Brief", &brief, brief.rows.len(), std::iter::empty())?;
    }
    Ok(Book { bytes: book.save_to_buffer()?, links_left_out: left_out })
}

/// The properties of the workbook.
fn properties(title: &str) -> Result<DocProperties, BookError> {
    if SystemTime::now() < UNIX_EPOCH {
        return Err(BookError::Clock);
    }
    // The same bytes every time: the day of making is not the day of writing.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    Ok(DocProperties::new().set_title(title).set_creation_datetime(&made))
}

/// Writes a sheet with this many rows, each with its link; returns how many links there was no room for.
fn sheet(
    book: &mut Workbook,
    name: &'static str,
    rows: &dyn Rows,
    count: usize,
    mut links: impl Iterator<Item = Option<SheetLink>>,
) -> Result<usize, BookError> {
    let labels = rows.labels();
    let headings = labels.iter().flat_map(|labels| labels.flat.headings()).copied().collect();
    let mut sheet = SheetWriter::new(book, name, headings, count)?;
    let mut result = Ok(());
    let passed_on = rows.each(&mut |row: &dyn DataRow| {
        let values: Vec<FlatValue<'_>> = flat_values(&labels, row).collect();
        result = sheet.row(&values, links.next().flatten());
        // The error is kept in `result`: that of the callback only ends the walk.
        result.as_ref().map_err(|_| std::io::Error::other("")).copied()
    });
    result?;
    passed_on.map_err(|error| BookError::Library(error.into()))?;
    sheet.finish(book)
}
