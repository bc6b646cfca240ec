//! Why a workbook can't be written.

use rust_xlsxwriter::XlsxError;

/// What can't be written as a workbook.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BookError {
    /// More rows than a sheet holds.
    #[error(
        "{rows} rows of {sheet} are more than a sheet holds ({most})\nhelp: take fewer with --rank, --reach, \
         --people=without or --within, or write CSV, which has no such limit"
    )]
    Rows {
        /// The sheet.
        sheet: &'static str,
        /// How many rows there are.
        rows: usize,
        /// How many it holds.
        most: usize,
    },
    /// More text than a cell holds.
    #[error(
        "{column} of {id} in the sheet {sheet} is longer than a cell holds ({most} characters)\nhelp: write \
         CSV or JSON, which have no such limit"
    )]
    Text {
        /// The sheet.
        sheet: &'static str,
        /// The first cell of its row.
        id: String,
        /// Its column.
        column: &'static str,
        /// How many characters it holds.
        most: usize,
    },
    /// The clock of the machine is set to a time before 1970, on which the library that writes it would panic.
    #[error("the clock of this machine is set to a time before 1970, which a workbook can't hold")]
    Clock,
    /// The library that writes the workbook refuses it.
    #[error("can't write the workbook: {0}")]
    Library(XlsxError),
}

impl From<XlsxError> for BookError {
    fn from(error: XlsxError) -> Self {
        Self::Library(error)
    }
}
