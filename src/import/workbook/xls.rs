//! The old workbooks of Excel, .xls: a stream of records (MS-XLS), of version 8 (1997 and later) or 5.

use super::{
    budget::Budget,
    compound::{CompoundFile, f64_at, u16_at, u32_at, wide_text},
    error::SheetError,
    sheet::{CellContent, NumberFormat, Sheet, SheetBuilder, SheetName},
};
use crate::diag::CellName;
use std::collections::HashMap;

/// An opened workbook.
pub(super) struct XlsFile {
    stream: Vec<u8>,
    /// Where the records of each sheet begin.
    starts: Vec<usize>,
    /// The texts that cells share.
    shared: Vec<String>,
    /// The number format of each style.
    styles: Vec<NumberFormat>,
    is_1904: bool,
    version: BiffVersion,
    budget: Budget,
}

/// How texts are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum BiffVersion {
    /// In Windows-1252.
    Five,
    /// In UTF-16 or its lower bytes.
    Eight,
}

/// The kinds of records that matter.
mod kind {
    pub(super) const FORMULA: u16 = 0x06;
    pub(super) const EOF: u16 = 0x0A;
    pub(super) const DATE_MODE: u16 = 0x22;
    pub(super) const PROTECTED: u16 = 0x2F;
    pub(super) const CONTINUE: u16 = 0x3C;
    pub(super) const SHEET: u16 = 0x85;
    pub(super) const MUL_RK: u16 = 0xBD;
    pub(super) const RICH_TEXT: u16 = 0xD6;
    pub(super) const STYLE: u16 = 0xE0;
    pub(super) const MERGED: u16 = 0xE5;
    pub(super) const SHARED_TEXTS: u16 = 0xFC;
    pub(super) const SHARED_TEXT: u16 = 0xFD;
    pub(super) const NUMBER: u16 = 0x203;
    pub(super) const TEXT: u16 = 0x204;
    pub(super) const TRUTH: u16 = 0x205;
    pub(super) const FORMULA_TEXT: u16 = 0x207;
    pub(super) const ROW: u16 = 0x208;
    pub(super) const RK: u16 = 0x27E;
    pub(super) const FORMAT: u16 = 0x41E;
    pub(super) const BEGIN: u16 = 0x809;
}

/// The records of a stream from a byte on: the kind and the data of each.
fn records(stream: &[u8], start: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = start;
    std::iter::from_fn(move || {
        let kind = u16_at(stream, at)?;
        let length = usize::from(u16_at(stream, at.checked_add(2)?)?);
        let data = stream.get(at + 4..)?;
        // A file that was cut off ends in the middle of a record.
        let data = &data[..length.min(data.len())];
        at += 4 + length;
        Some((kind, data))
    })
}

/// Opens a workbook.
pub(super) fn open(bytes: &[u8]) -> Result<(Vec<SheetName>, XlsFile), SheetError> {
    let broken = |what: &str| SheetError::Broken(what.to_owned());
    let protected = SheetError::OtherKind(
        "the workbook is protected by a password: save it without".to_owned(),
    );
    let file = CompoundFile::open(bytes).ok_or_else(|| broken("its tables are broken"))?;
    // A protected .xlsx is a compound file with this stream.
    if file.stream("EncryptedPackage").is_some() {
        return Err(protected);
    }
    // `Book` is the stream of version 5.
    let stream = file.stream("Workbook").or_else(|| file.stream("Book"));
    let workbook = stream.ok_or_else(|| broken("it has no workbook"))?;
    let budget = Budget::of(bytes.len());
    let version = match records(&workbook, 0).next() {
        Some((kind::BEGIN, data)) if u16_at(data, 0) == Some(0x500) => BiffVersion::Five,
        Some((kind::BEGIN, _)) => BiffVersion::Eight,
        _ => return Err(broken("its first record is not that of a workbook")),
    };
    let (mut names, mut starts, mut styles) = (Vec::new(), Vec::new(), Vec::new());
    let mut own: HashMap<u16, NumberFormat> = HashMap::new();
    let mut is_1904 = false;
    let mut shared: Vec<&[u8]> = Vec::new();
    let mut before = 0;
    for (kind, data) in records(&workbook, 0).take_while(|(kind, _)| *kind != kind::EOF) {
        match kind {
            kind::PROTECTED => return Err(protected),
            kind::DATE_MODE => is_1904 = u16_at(data, 0) == Some(1),
            kind::FORMAT => {
                if let (Some(number), Some(code)) = (u16_at(data, 0), version.format_code(data)) {
                    own.insert(number, NumberFormat::of_code(&code));
                }
            }
            kind::STYLE => {
                let number = u16_at(data, 2).unwrap_or(0);
                let format = own.get(&number).copied();
                styles.push(format.unwrap_or_else(|| NumberFormat::built_in(u32::from(number))));
            }
            // The kind of sheet is 0; charts and macros have others.
            kind::SHEET if data.get(5) == Some(&0) => {
                let name = version.short_text(data.get(6..).unwrap_or_default());
                let is_hidden = data.get(4).is_some_and(|state| state & 3 != 0);
                names.push(SheetName { name: name.unwrap_or_default(), is_hidden });
                starts.push(u32_at(data, 0).unwrap_or(u32::MAX) as usize);
            }
            kind::SHARED_TEXTS => shared = vec![data],
            kind::CONTINUE
                if matches!(before, kind::SHARED_TEXTS | kind::CONTINUE) && !shared.is_empty() =>
            {
                shared.push(data);
            }
            _ => {}
        }
        // Records of other kinds are continued too, and only those behind the
        // shared texts belong to them.
        before = kind;
    }
    let shared = shared_texts(shared);
    Ok((names, XlsFile { stream: workbook, starts, shared, styles, is_1904, version, budget }))
}

impl BiffVersion {
    /// A text whose length takes one byte.
    fn short_text(self, data: &[u8]) -> Option<String> {
        let length = usize::from(*data.first()?);
        match self {
            Self::Five => Some(self.letters(data.get(1..)?, length, 0)),
            Self::Eight => Some(self.letters(data.get(2..)?, length, *data.get(1)?)),
        }
    }

    /// A text whose length takes two bytes.
    fn long_text(self, data: &[u8]) -> Option<String> {
        let length = usize::from(u16_at(data, 0)?);
        match self {
            Self::Five => Some(self.letters(data.get(2..)?, length, 0)),
            Self::Eight => Some(self.letters(data.get(3..)?, length, *data.get(2)?)),
        }
    }

    fn format_code(self, data: &[u8]) -> Option<String> {
        let text = data.get(2..)?;
        match self {
            Self::Five => self.short_text(text),
            Self::Eight => self.long_text(text),
        }
    }

    fn letters(self, bytes: &[u8], length: usize, flags: u8) -> String {
        if self == Self::Eight && flags & 1 == 1 {
            let bytes = &bytes[..bytes.len().min(2 * length)];
            return wide_text(bytes);
        }
        let bytes = &bytes[..bytes.len().min(length)];
        match self {
            Self::Five => {
                encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
            }
            Self::Eight => bytes.iter().map(|byte| char::from(*byte)).collect(),
        }
    }
}

/// The bytes of a record that others continue.
struct Continued<'r> {
    records: std::vec::IntoIter<&'r [u8]>,
    rest: &'r [u8],
}

impl<'r> Continued<'r> {
    /// Takes the next bytes, which may be in several records.
    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > self.rest.len() {
            count -= self.rest.len();
            self.rest = self.records.next()?;
        }
        self.rest = &self.rest[count..];
        Some(())
    }

    /// Takes a few bytes; they are in one record.
    fn take(&mut self, count: usize) -> Option<&'r [u8]> {
        if self.rest.is_empty() {
            self.rest = self.records.next()?;
        }
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    /// A text with its formatting, which is passed over. Where a record ends within the letters, the next one says
    /// again how these are written.
    fn text(&mut self) -> Option<String> {
        let head = self.take(3)?;
        let mut left = usize::from(u16_at(head, 0)?);
        let mut flags = head[2];
        let runs = if flags & 8 != 0 { usize::from(u16_at(self.take(2)?, 0)?) } else { 0 };
        let extra = if flags & 4 != 0 { u32_at(self.take(4)?, 0)? as usize } else { 0 };
        let mut text = String::new();
        while left > 0 {
            if self.rest.is_empty() {
                self.rest = self.records.next()?;
                flags = *self.take(1)?.first()?;
            }
            let width = usize::from(flags & 1) + 1;
            let count = left.min(self.rest.len() / width);
            if count == 0 {
                return None;
            }
            let (letters, rest) = self.rest.split_at(count * width);
            if width == 2 {
                text.push_str(&wide_text(letters));
            } else {
                text.extend(letters.iter().map(|byte| char::from(*byte)));
            }
            self.rest = rest;
            left -= count;
        }
        self.skip(4 * runs + extra)?;
        Some(text)
    }
}

/// The texts that cells share; those behind one that is broken are missing.
fn shared_texts(records: Vec<&[u8]>) -> Vec<String> {
    let mut rest = records.into_iter();
    let Some(first) = rest.next() else {
        return Vec::new();
    };
    // How often each and how many they are comes first.
    let mut texts = Continued { records: rest, rest: first.get(8..).unwrap_or_default() };
    std::iter::from_fn(|| texts.text()).collect()
}

impl XlsFile {
    /// Reads the sheet with a number.
    pub(super) fn sheet(&mut self, at: usize, name: &str) -> Result<Sheet, SheetError> {
        let mut reader = XlsReader {
            file: self,
            builder: SheetBuilder::new(name, self.is_1904, self.budget),
            formula: None,
        };
        let mut depth = 0_u32;
        for (kind, data) in records(&self.stream, self.starts[at]) {
            match kind {
                kind::BEGIN => depth += 1,
                kind::EOF if depth <= 1 => break,
                kind::EOF => depth -= 1,
                // Charts in the sheet have records of their own.
                _ if depth == 1 => {
                    // A record that is too short for what it holds is passed over.
                    if let Some(result) = reader.take(kind, data) {
                        result?;
                    }
                }
                _ => {}
            }
        }
        reader.builder.finish()
    }
}

/// Reads the cells of a sheet.
struct XlsReader<'x> {
    file: &'x XlsFile,
    builder: SheetBuilder,
    /// The cell of a formula whose text comes in the next record.
    formula: Option<CellName>,
}

impl XlsReader<'_> {
    /// Takes a record; none where it is too short.
    fn take(&mut self, kind: u16, data: &[u8]) -> Option<Result<(), SheetError>> {
        let place = || {
            let (row, column) = (u16_at(data, 0)?, u16_at(data, 2)?);
            Some(CellName { row: u32::from(row) + 1, column: u32::from(column) + 1 })
        };
        let content = match kind {
            kind::NUMBER => self.number(f64_at(data, 6)?, u16_at(data, 4)?),
            kind::RK => self.number(rk(u32_at(data, 6)?), u16_at(data, 4)?),
            kind::MUL_RK => return self.numbers(place()?, data.get(4..)?),
            kind::SHARED_TEXT => {
                let text = self.file.shared.get(u32_at(data, 6)? as usize)?;
                CellContent::Text(text.clone())
            }
            kind::TEXT | kind::RICH_TEXT => {
                CellContent::Text(self.file.version.long_text(data.get(6..)?)?)
            }
            kind::TRUTH if data.get(7) == Some(&1) => CellContent::Error,
            kind::TRUTH => truth(*data.get(6)?),
            kind::FORMULA => {
                let result = data.get(6..14)?;
                match (u16_at(result, 6)?, result[0]) {
                    // A result that is no number has these bytes where a number would be NaN; the
                    // kind is in its first byte.
                    (0xFFFF, 0) => {
                        self.formula = place();
                        return None;
                    }
                    (0xFFFF, 1) => truth(result[2]),
                    (0xFFFF, 2) => CellContent::Error,
                    // An empty text.
                    (0xFFFF, _) => return None,
                    _ => self.number(f64_at(result, 0)?, u16_at(data, 4)?),
                }
            }
            kind::FORMULA_TEXT => {
                let text = self.file.version.long_text(data)?;
                let place = self.formula.take()?;
                return Some(self.builder.add(place, &CellContent::Text(text)));
            }
            kind::ROW => {
                if data.get(12)? & 0x20 != 0 {
                    self.builder.hide_row(u32::from(u16_at(data, 0)?) + 1);
                }
                return None;
            }
            kind::MERGED => {
                for region in data.get(2..)?.chunks_exact(8) {
                    let number = |at| u16_at(region, at).map_or(0, u32::from) + 1;
                    let first = CellName { row: number(0), column: number(4) };
                    self.builder.merge(first, number(2));
                }
                return None;
            }
            _ => return None,
        };
        Some(self.builder.add(place()?, &content))
    }

    /// Takes the numbers of cells side by side.
    fn numbers(&mut self, first: CellName, data: &[u8]) -> Option<Result<(), SheetError>> {
        let cells = data.len().checked_sub(2)? / 6;
        for at in 0..cells {
            let cell = data.get(6 * at..6 * at + 6)?;
            let content = self.number(rk(u32_at(cell, 2)?), u16_at(cell, 0)?);
            let column = first.column + u32::try_from(at).ok()?;
            let place = CellName { column, ..first };
            if let Err(error) = self.builder.add(place, &content) {
                return Some(Err(error));
            }
        }
        None
    }

    fn number(&self, number: f64, style: u16) -> CellContent {
        let format = self.file.styles.get(usize::from(style)).copied();
        CellContent::Number(number, format.unwrap_or_default())
    }
}

pub(super) fn truth(byte: u8) -> CellContent {
    CellContent::Text(if byte == 0 { "false" } else { "true" }.to_owned())
}

/// A number in 30 bits: whole or the upper half of a fraction, maybe in hundredths.
pub(super) fn rk(bits: u32) -> f64 {
    let number = if bits & 2 != 0 {
        f64::from((bits >> 2).cast_signed() << 2 >> 2)
    } else {
        f64::from_bits(u64::from(bits & !3) << 32)
    };
    if bits & 1 != 0 { number / 100.0 } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whole numbers keep their sign, fractions their upper half, and hundredths are divided.
    #[test]
    fn short_numbers_are_read() {
        let whole = |number: i32| (number << 2).cast_unsigned() | 2;
        let half = u32::try_from(0.5_f64.to_bits() >> 32).unwrap_or(0);
        let all = [whole(7), whole(-7), whole(-750) | 1, half, half | 1];
        assert_eq!(all.map(|bits| rk(bits).to_string()), ["7", "-7", "-7.5", "0.5", "0.005"]);
    }
}
