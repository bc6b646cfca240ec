//! Binary workbooks, .xlsb: a package as .xlsx, whose parts are streams of records (MS-XLSB).

use super::{
    compound::{f64_at, u16_at, u32_at, wide_text},
    error::SheetError,
    package::Package,
    sheet::{CellContent, NumberFormat, Sheet, SheetBuilder, SheetName},
    xls::{rk, truth},
    xlsx::{joined, targets},
};
use crate::diag::CellName;
use std::collections::HashMap;

/// The part with the workbook.
pub(super) const BOOK: &str = "xl/workbook.bin";

/// An opened workbook.
pub(super) struct XlsbFile {
    package: Package,
    /// The part of each sheet, in their order.
    parts: Vec<String>,
    /// The texts that cells share.
    shared: Vec<String>,
    /// The number format of each style.
    styles: Vec<NumberFormat>,
    is_1904: bool,
}

/// The kinds of records that matter.
mod kind {
    pub(super) const ROW: u16 = 0;
    pub(super) const RK: u16 = 2;
    pub(super) const ERROR: u16 = 3;
    pub(super) const TRUTH: u16 = 4;
    pub(super) const NUMBER: u16 = 5;
    pub(super) const TEXT: u16 = 6;
    pub(super) const SHARED_TEXT: u16 = 7;
    pub(super) const FORMULA_TEXT: u16 = 8;
    pub(super) const FORMULA_NUMBER: u16 = 9;
    pub(super) const FORMULA_TRUTH: u16 = 10;
    pub(super) const FORMULA_ERROR: u16 = 11;
    pub(super) const SHARED_ITEM: u16 = 19;
    pub(super) const FORMAT: u16 = 44;
    pub(super) const STYLE: u16 = 47;
    pub(super) const PROPERTIES: u16 = 153;
    pub(super) const SHEET: u16 = 156;
    pub(super) const MERGED: u16 = 176;
    pub(super) const CELL_STYLES: u16 = 617;
    pub(super) const CELL_STYLES_END: u16 = 618;
}

/// The records of a part: the kind and the data of each.
fn records(part: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = 0;
    // Seven bits of each byte count; the highest says that another one follows.
    let number = |at: &mut usize, most: u32| {
        let mut number = 0_u32;
        for byte in 0..most {
            let bits = *part.get(*at)?;
            *at += 1;
            number |= u32::from(bits & 0x7F) << (7 * byte);
            if bits & 0x80 == 0 {
                break;
            }
        }
        Some(number)
    };
    std::iter::from_fn(move || {
        let kind = u16::try_from(number(&mut at, 2)?).ok()?;
        let length = number(&mut at, 4)? as usize;
        let data = part.get(at..)?;
        let data = &data[..length.min(data.len())];
        at = at.saturating_add(length);
        Some((kind, data))
    })
}

/// A text with its length in front, and the bytes behind it.
fn text(data: &[u8]) -> Option<(String, &[u8])> {
    let length = u32_at(data, 0)?;
    // No text at all.
    if length == u32::MAX {
        return Some((String::new(), &data[4..]));
    }
    let (letters, rest) = data[4..].split_at_checked((length as usize).checked_mul(2)?)?;
    Some((wide_text(letters), rest))
}

/// Opens a workbook.
pub(super) fn open(mut package: Package) -> Result<(Vec<SheetName>, XlsbFile), SheetError> {
    let targets = targets(&mut package, BOOK)?;
    let book = package.bytes(BOOK)?.unwrap_or_default();
    let (mut names, mut parts) = (Vec::new(), Vec::new());
    let mut is_1904 = false;
    for (kind, data) in records(&book) {
        match kind {
            kind::PROPERTIES => is_1904 = data.first().is_some_and(|flags| flags & 1 == 1),
            kind::SHEET => {
                let ids = data.get(8..).and_then(text);
                let Some((id, name)) = ids.and_then(|(id, rest)| Some((id, text(rest)?.0))) else {
                    continue;
                };
                let is_hidden = u32_at(data, 0).is_some_and(|state| state != 0);
                names.push(SheetName { name, is_hidden });
                let target = targets.get(&id).and_then(|target| target.first());
                parts.push(target.map_or_else(String::new, |target| joined("xl", target)));
            }
            _ => {}
        }
    }
    let part = package.bytes("xl/sharedStrings.bin")?.unwrap_or_default();
    let items = records(&part).filter(|(kind, _)| *kind == kind::SHARED_ITEM);
    let text_of = |data: &[u8]| data.get(1..).and_then(text).unwrap_or_default().0;
    let shared = items.map(|(_, data)| text_of(data)).collect();
    let styles = number_formats(&package.bytes("xl/styles.bin")?.unwrap_or_default());
    Ok((names, XlsbFile { package, parts, shared, styles, is_1904 }))
}

/// The number format of each style that cells have.
fn number_formats(part: &[u8]) -> Vec<NumberFormat> {
    let mut own: HashMap<u16, NumberFormat> = HashMap::new();
    let mut styles = Vec::new();
    let mut is_of_cells = false;
    for (kind, data) in records(part) {
        match kind {
            kind::FORMAT => {
                let code = data.get(2..).and_then(text);
                if let (Some(number), Some((code, _))) = (u16_at(data, 0), code) {
                    own.insert(number, NumberFormat::of_code(&code));
                }
            }
            kind::CELL_STYLES => is_of_cells = true,
            kind::CELL_STYLES_END => is_of_cells = false,
            // The styles of cell styles have the same kind of record and come before.
            kind::STYLE if is_of_cells => {
                let number = u16_at(data, 2).unwrap_or(0);
                let format = own.get(&number).copied();
                styles.push(format.unwrap_or_else(|| NumberFormat::built_in(u32::from(number))));
            }
            _ => {}
        }
    }
    styles
}

impl XlsbFile {
    /// Reads the sheet with a number.
    pub(super) fn sheet(&mut self, at: usize, name: &str) -> Result<Sheet, SheetError> {
        let Some(part) = self.package.bytes(&self.parts[at])? else {
            return Err(SheetError::Broken(format!("the part of sheet `{name}` is missing")));
        };
        let mut builder = SheetBuilder::new(name, self.is_1904, self.package.budget());
        let mut row = 1;
        for (kind, data) in records(&part) {
            match kind {
                kind::ROW => {
                    row = u32_at(data, 0).unwrap_or(u32::MAX).saturating_add(1);
                    if data.get(11).is_some_and(|flags| flags & 0x10 != 0) {
                        builder.hide_row(row);
                    }
                }
                kind::MERGED => {
                    let number = |at| u32_at(data, at).unwrap_or(0).saturating_add(1);
                    let first = CellName { row: number(0), column: number(8) };
                    builder.merge(first, number(4));
                }
                // A record that is too short for what it holds is passed over.
                _ => {
                    if let Some((column, content)) = self.cell(kind, data) {
                        builder.add(CellName { row, column }, &content)?;
                    }
                }
            }
        }
        builder.finish()
    }

    /// The column and the content of a cell; none of other records.
    fn cell(&self, kind: u16, data: &[u8]) -> Option<(u32, CellContent)> {
        // The upper byte holds flags.
        let style = u32_at(data, 4)? & 0x00FF_FFFF;
        let number = |number| {
            let format = self.styles.get(style as usize).copied();
            CellContent::Number(number, format.unwrap_or_default())
        };
        let content = match kind {
            kind::RK => number(rk(u32_at(data, 8)?)),
            kind::NUMBER | kind::FORMULA_NUMBER => number(f64_at(data, 8)?),
            kind::TEXT | kind::FORMULA_TEXT => CellContent::Text(text(data.get(8..)?)?.0),
            kind::SHARED_TEXT => {
                CellContent::Text(self.shared.get(u32_at(data, 8)? as usize)?.clone())
            }
            kind::TRUTH | kind::FORMULA_TRUTH => truth(*data.get(8)?),
            kind::ERROR | kind::FORMULA_ERROR => CellContent::Error,
            _ => return None,
        };
        Some((u32_at(data, 0)?.saturating_add(1), content))
    }
}
