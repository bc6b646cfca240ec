//! A sheet of a workbook as the text of a table with commas, row by row and cell by cell, and what its cells show that
//! a table can't: hidden rows, formulas without a value, errors.

mod budget;
mod compound;
mod error;
mod markup;
mod ods;
mod package;
mod sheet;
mod xls;
mod xlsb;
mod xlsx;

pub(super) use package::packed_part;

pub use error::SheetError;
pub use sheet::{Sheet, SheetName};

use super::file_kind::kind_of;
use package::Package;

/// A workbook: .xlsx, .xlsm, .xls, .xlsb or .ods.
pub struct Workbook {
    sheets: Vec<SheetName>,
    file: WorkbookFile,
}

enum WorkbookFile {
    Xlsx(xlsx::XlsxFile),
    Ods(Package),
    Xls(xls::XlsFile),
    Xlsb(xlsb::XlsbFile),
    /// The tables of a page, and the size of its file.
    Markup(Vec<markup::MarkupTable>, usize),
}

impl Workbook {
    /// Whether some bytes are those of a packed file: a workbook or another document.
    pub fn is_packed(bytes: &[u8]) -> bool {
        bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(compound::MAGIC)
    }

    /// Whether some bytes are those of a workbook, or of a page that programs save under the name of one.
    pub fn is_known(bytes: &[u8]) -> bool {
        Self::is_packed(bytes) || markup::is_markup(bytes)
    }

    /// Opens a workbook, whatever its name ends with.
    ///
    /// # Errors
    /// Where the bytes are no workbook.
    pub fn open(bytes: Vec<u8>) -> Result<Self, SheetError> {
        // By content and not by ending: exports are often saved under a wrong one.
        if bytes.starts_with(compound::MAGIC) {
            let (sheets, file) = xls::open(&bytes)?;
            return Ok(Self { sheets, file: WorkbookFile::Xls(file) });
        }
        if markup::is_markup(&bytes) {
            let (sheets, tables) = markup::open(&bytes);
            return Ok(Self { sheets, file: WorkbookFile::Markup(tables, bytes.len()) });
        }
        if !Self::is_packed(&bytes) {
            return Err(match kind_of(&bytes) {
                Some(kind) => SheetError::OtherKind(format!("this is {kind}, and no workbook")),
                None if bytes.is_empty() => SheetError::OtherKind("the file is empty".to_owned()),
                None => SheetError::OtherKind("this is no workbook".to_owned()),
            });
        }
        let mut package = Package::open(bytes)?;
        // Before .xlsx, whose package looks the same otherwise.
        if package.has(xlsb::BOOK) {
            let (sheets, file) = xlsb::open(package)?;
            return Ok(Self { sheets, file: WorkbookFile::Xlsb(file) });
        }
        if package.has("content.xml") {
            let sheets = ods::sheets(&mut package)?;
            return Ok(Self { sheets, file: WorkbookFile::Ods(package) });
        }
        let (sheets, file) = xlsx::open(package)?;
        Ok(Self { sheets, file: WorkbookFile::Xlsx(file) })
    }

    /// Whether custmap exported it: it has the sheets of an answer.
    pub fn is_export(&self) -> bool {
        let has = |wanted: &&str| self.sheets.iter().any(|sheet| sheet.name == **wanted);
        ["Units", "Customers", "Parties", "Findings"].iter().all(has)
    }

    /// The names of its sheets.
    pub fn sheets(&self) -> &[SheetName] {
        &self.sheets
    }

    /// Reads a sheet.
    ///
    /// # Errors
    /// Where it has no such sheet, or that is broken or too large.
    pub fn sheet(&mut self, name: &str) -> Result<Sheet, SheetError> {
        let wanted = name.trim().to_lowercase();
        // The exact name first: two sheets may differ in case only in files that no
        // spreadsheet program wrote.
        let exact = self.sheets.iter().position(|sheet| sheet.name == name);
        let folded =
            || self.sheets.iter().position(|sheet| sheet.name.trim().to_lowercase() == wanted);
        let Some(at) = exact.or_else(folded) else {
            let known = self.sheets.iter().map(|sheet| sheet.name.clone()).collect();
            return Err(SheetError::NoSheet { name: name.to_owned(), known });
        };
        let name = &self.sheets[at].name;
        match &mut self.file {
            WorkbookFile::Xlsx(file) => file.sheet(at, name),
            WorkbookFile::Ods(package) => ods::sheet(package, at, name),
            WorkbookFile::Xls(file) => file.sheet(at, name),
            WorkbookFile::Xlsb(file) => file.sheet(at, name),
            WorkbookFile::Markup(tables, size) => tables[at].sheet(name, *size),
        }
    }
}
