//! A workbook for spreadsheet programs: units, customers, parties, services and findings, a sheet each.
//!
//! A table's length must be known before its first row, so the customers are counted first and derived again.

mod error;
mod sheet;

pub use error::BookError;

use super::rows::{self, Cell};
use crate::report::{Facts, FindingFact};
use rust_xlsxwriter::{DocProperties, ExcelDateTime};
use sheet::{Link, Sheet};
use std::time::{SystemTime, UNIX_EPOCH};

/// A workbook.
#[derive(Clone, Debug)]
pub struct Book {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// How many links between units and customers there was no room for.
    pub links_left_out: usize,
}

/// Makes a workbook of all facts.
///
/// # Errors
/// Where there is more than a sheet or a cell holds, or no room for temporary files.
pub fn book(facts: &Facts<'_, '_>, findings: &[FindingFact<'_>]) -> Result<Book, BookError> {
    if SystemTime::now() < UNIX_EPOCH {
        return Err(BookError::Clock);
    }
    let mut book = rust_xlsxwriter::Workbook::new();
    book.set_properties(
        &DocProperties::new()
            .set_title(facts.organisation().name)
            // The same bytes every time: the day of making is not the day of writing.
            .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?),
    );
    let (customers, left_out) = units(facts, &mut book)?;
    let left_out = left_out + self::customers(facts, customers, &mut book)?;
    let parties = facts.parties();
    let rows = parties.iter().map(rows::party);
    sheet(&mut book, "Parties", &rows::PARTIES, rows)?;
    let services = facts.services();
    let rows = services.iter().map(rows::service);
    sheet(&mut book, "Services", &rows::SERVICES, rows)?;
    let rows = findings.iter().map(|it| rows::finding(it).to_vec());
    sheet(&mut book, "Findings", &rows::FINDINGS, rows)?;
    Ok(Book { bytes: book.save_to_buffer()?, links_left_out: left_out })
}

/// Writes a sheet of rows that link nowhere.
fn sheet<'r>(
    book: &mut rust_xlsxwriter::Workbook,
    name: &'static str,
    columns: &[&'static str],
    rows: impl ExactSizeIterator<Item = Vec<Cell<'r>>>,
) -> Result<(), BookError> {
    let mut sheet = Sheet::new(book, name, columns.to_vec(), rows.len())?;
    for row in rows {
        sheet.row(&row, None)?;
    }
    sheet.finish(book)?;
    Ok(())
}

/// Writes the units, each with a link to its first customer; counts the customers, and the links left out.
fn units(
    facts: &Facts<'_, '_>,
    book: &mut rust_xlsxwriter::Workbook,
) -> Result<(usize, usize), BookError> {
    let confidential = facts.is_confidential();
    let mut columns = rows::UNITS.to_vec();
    if confidential {
        columns.extend(rows::CONFIDENTIAL);
    }
    let mut sheet = Sheet::new(book, "Units", columns, facts.unit_count())?;
    let mut customers = 0;
    for (unit, place) in facts.units().zip(facts.places()) {
        let mut row = rows::unit(&unit, &place);
        if confidential {
            row.extend(rows::confidential(&unit));
        }
        let own = rows::customers(&unit).count();
        let link = Link { sheet: "Customers", row: customers };
        sheet.row(&row, (own > 0).then_some(link))?;
        customers += own;
    }
    Ok((customers, sheet.finish(book)?))
}

/// Writes the customers, the first of each unit with a link to that.
fn customers(
    facts: &Facts<'_, '_>,
    count: usize,
    book: &mut rust_xlsxwriter::Workbook,
) -> Result<usize, BookError> {
    let mut sheet = Sheet::new(book, "Customers", rows::CUSTOMERS.to_vec(), count)?;
    for (at, unit) in facts.units().enumerate() {
        let mut link = Some(Link { sheet: "Units", row: at });
        for row in rows::customers(&unit) {
            sheet.row(&row, link.take())?;
        }
    }
    sheet.finish(book)
}
