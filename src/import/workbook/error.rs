//! Why a workbook can't be read.

use crate::{diag::CellName, import::xml::XmlError};

/// The reason why a workbook can't be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SheetError {
    /// The bytes are no workbook, or a broken one.
    #[error("this is no workbook that can be read: {0}")]
    Broken(String),
    /// The file is of another kind.
    #[error("{0}")]
    OtherKind(String),
    /// The workbook has no sheet of that name.
    #[error("the workbook has no sheet `{name}`; its sheets: {}", .known.join(", "))]
    NoSheet {
        /// The name.
        name: String,
        /// The sheets that it has.
        known: Vec<String>,
    },
    /// The workbook has a cell where no sheet has one.
    #[error("a cell of the sheet is beyond row 1048576 or column XFD, where sheets end")]
    NoRoom,
    /// Two cells have the same place.
    #[error("the sheet has two cells {0}")]
    SameCell(CellName),
    /// It unpacks to more than a workbook of its size does.
    #[error("the workbook unpacks to more than {0} MB, which no workbook of its size needs")]
    TooMuch(usize),
}

impl From<XmlError> for SheetError {
    fn from(error: XmlError) -> Self {
        Self::Broken(error.message)
    }
}
