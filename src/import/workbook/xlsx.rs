//! Office Open XML: .xlsx and .xlsm.

use super::{
    error::SheetError,
    package::Package,
    sheet::{CellContent, NumberFormat, Sheet, SheetBuilder, SheetName},
};
use crate::{
    diag::CellName,
    import::xml::{Tag, XmlEvent, walk},
};
use std::collections::HashMap;

/// An opened workbook.
pub(super) struct XlsxFile {
    package: Package,
    /// The part of each sheet, in their order.
    parts: Vec<String>,
    /// The texts that cells share.
    shared: Vec<String>,
    /// The number format of each style.
    styles: Vec<NumberFormat>,
    is_1904: bool,
}

/// Opens a workbook.
pub(super) fn open(mut package: Package) -> Result<(Vec<SheetName>, XlsxFile), SheetError> {
    let book = book_part(&mut package)?;
    let Some(text) = package.part(&book)? else {
        return Err(SheetError::Broken("it has no part with a workbook".to_owned()));
    };
    let folder = book.rsplit_once('/').map_or("", |(folder, _)| folder);
    let targets = targets(&mut package, &book)?;
    let mut sheets = Vec::new();
    let mut parts = Vec::new();
    let mut is_1904 = false;
    walk::<SheetError>(&text, |event, _| {
        let XmlEvent::Open(tag) = event else {
            return Ok(());
        };
        match tag.name() {
            "workbookPr" => is_1904 |= is_true(tag.attribute("date1904")),
            "sheet" => {
                let target = tag.attribute("id").and_then(|id| targets.get(&id)?.first().cloned());
                let is_hidden = tag.attribute("state").is_some_and(|state| state != "visible");
                sheets
                    .push(SheetName { name: tag.attribute("name").unwrap_or_default(), is_hidden });
                parts.push(target.map_or_else(String::new, |target| joined(folder, &target)));
            }
            _ => {}
        }
        Ok(())
    })?;
    let part_of = |kind: &str| {
        let mut all = targets.values();
        // By the end of the type: strict and transitional files have other namespaces before it.
        let found = all.find(|target| target.get(1).is_some_and(|one| one.ends_with(kind)));
        found.map(|target| joined(folder, &target[0]))
    };
    let (strings, formats) = (part_of("/sharedStrings"), part_of("/styles"));
    let shared = match strings.map(|part| package.part(&part)).transpose()?.flatten() {
        Some(text) => shared_texts(&text)?,
        None => Vec::new(),
    };
    let styles = match formats.map(|part| package.part(&part)).transpose()?.flatten() {
        Some(text) => number_formats(&text)?,
        None => Vec::new(),
    };
    Ok((sheets, XlsxFile { package, parts, shared, styles, is_1904 }))
}

/// The part with the workbook, as the relationships of the package say.
fn book_part(package: &mut Package) -> Result<String, SheetError> {
    let targets = targets(package, "")?;
    let mut all = targets.values();
    let found =
        all.find(|target| target.get(1).is_some_and(|one| one.ends_with("/officeDocument")));
    Ok(found.map_or_else(|| "xl/workbook.xml".to_owned(), |target| joined("", &target[0])))
}

/// The target and the type of each relationship of a part, by id.
pub(super) fn targets(
    package: &mut Package,
    part: &str,
) -> Result<HashMap<String, Vec<String>>, SheetError> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let mut targets = HashMap::new();
    let Some(text) = package.part(&joined(folder, &format!("_rels/{name}.rels")))? else {
        return Ok(targets);
    };
    walk::<SheetError>(&text, |event, _| {
        if let XmlEvent::Open(tag) = event
            && let (Some(id), Some(target)) = (tag.attribute("Id"), tag.attribute("Target"))
        {
            targets.insert(id, vec![target, tag.attribute("Type").unwrap_or_default()]);
        }
        Ok(())
    })?;
    Ok(targets)
}

/// A path from a folder of the package, or from its root where it begins with a slash.
pub(super) fn joined(folder: &str, path: &str) -> String {
    match path.strip_prefix('/') {
        Some(path) => path.to_owned(),
        None if folder.is_empty() => path.to_owned(),
        None => format!("{folder}/{path}"),
    }
}

fn is_true(value: Option<String>) -> bool {
    value.is_some_and(|value| value == "1" || value == "true")
}

/// The texts that cells share, without reading aids.
fn shared_texts(text: &str) -> Result<Vec<String>, SheetError> {
    let mut all: Vec<String> = Vec::new();
    let mut open: Vec<String> = Vec::new();
    walk::<SheetError>(text, |event, _| {
        match event {
            XmlEvent::Open(tag) => {
                if tag.name() == "si" {
                    all.push(String::new());
                }
                open.push(tag.name().to_owned());
            }
            XmlEvent::Close => drop(open.pop()),
            XmlEvent::Text(part) => {
                let is_shown = !open.iter().any(|name| name == "rPh");
                if let Some(last) = all.last_mut().filter(|_| is_shown && is_text(&open)) {
                    last.push_str(part);
                }
            }
        }
        Ok(())
    })?;
    Ok(all.into_iter().map(|text| unescaped(&text)).collect())
}

fn is_text(open: &[String]) -> bool {
    open.last().is_some_and(|name| name == "t")
}

/// A text without the escapes for control characters: `_x000D_`.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest[at + 6..].starts_with('_'));
        let letter =
            code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        plain.push_str(&rest[..at]);
        let used = if let Some(letter) = letter {
            plain.push(letter);
            7
        } else {
            plain.push_str("_x");
            2
        };
        rest = &rest[at + used..];
    }
    plain.push_str(rest);
    plain
}

/// The number format of each style that cells have.
fn number_formats(text: &str) -> Result<Vec<NumberFormat>, SheetError> {
    let mut own: HashMap<u32, NumberFormat> = HashMap::new();
    let mut styles = Vec::new();
    let mut open: Vec<String> = Vec::new();
    walk::<SheetError>(text, |event, _| {
        match event {
            XmlEvent::Open(tag) => {
                let number = tag.attribute("numFmtId").and_then(|number| number.parse().ok());
                let in_cells = open.last().is_some_and(|name| name == "cellXfs");
                match (tag.name(), number) {
                    ("numFmt", Some(number)) => {
                        let code = tag.attribute("formatCode").unwrap_or_default();
                        own.insert(number, NumberFormat::of_code(&code));
                    }
                    ("xf", stated) if in_cells => {
                        let number = stated.unwrap_or(0);
                        let format = own.get(&number).copied();
                        styles.push(format.unwrap_or_else(|| NumberFormat::built_in(number)));
                    }
                    _ => {}
                }
                open.push(tag.name().to_owned());
            }
            XmlEvent::Close => drop(open.pop()),
            XmlEvent::Text(_) => {}
        }
        Ok(())
    })?;
    Ok(styles)
}

impl XlsxFile {
    /// Reads the sheet with a number.
    pub(super) fn sheet(&mut self, at: usize, name: &str) -> Result<Sheet, SheetError> {
        let Some(text) = self.package.part(&self.parts[at])? else {
            return Err(SheetError::Broken(format!("the part of sheet `{name}` is missing")));
        };
        let builder = SheetBuilder::new(name, self.is_1904, self.package.budget());
        let mut reader = XlsxReader {
            shared: &self.shared,
            styles: &self.styles,
            builder,
            row: 0,
            column: 0,
            open: Vec::new(),
            cell: None,
        };
        walk::<SheetError>(&text, |event, _| reader.take(&event))?;
        reader.builder.finish()
    }
}

/// A cell on its way.
struct XlsxCell {
    place: CellName,
    kind: String,
    style: usize,
    value: String,
    has_formula: bool,
    has_value: bool,
}

/// Reads the cells of a sheet.
struct XlsxReader<'x> {
    shared: &'x [String],
    styles: &'x [NumberFormat],
    builder: SheetBuilder,
    row: u32,
    column: u32,
    open: Vec<XlsxElement>,
    cell: Option<XlsxCell>,
}

/// An element that matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum XlsxElement {
    Cell,
    /// What a cell holds.
    Value,
    /// A reading aid.
    Phonetic,
    Other,
}

impl XlsxReader<'_> {
    fn take(&mut self, event: &XmlEvent<'_>) -> Result<(), SheetError> {
        match event {
            XmlEvent::Open(tag) => self.open(tag),
            XmlEvent::Text(part) => {
                let is_shown = !self.open.contains(&XlsxElement::Phonetic);
                if self.open.last() == Some(&XlsxElement::Value)
                    && is_shown
                    && let Some(cell) = &mut self.cell
                {
                    cell.value.push_str(part);
                }
                Ok(())
            }
            XmlEvent::Close => match self.open.pop() {
                Some(XlsxElement::Cell) => self.close_cell(),
                Some(XlsxElement::Value | XlsxElement::Phonetic | XlsxElement::Other) | None => {
                    Ok(())
                }
            },
        }
    }

    fn open(&mut self, tag: &Tag<'_>) -> Result<(), SheetError> {
        let element = match tag.name() {
            "row" => {
                let number = tag.attribute("r").map(|number| number.parse());
                self.row =
                    number.transpose().map_err(|_| SheetError::NoRoom)?.unwrap_or(self.row + 1);
                self.column = 0;
                if is_true(tag.attribute("hidden")) {
                    self.builder.hide_row(self.row);
                }
                XlsxElement::Other
            }
            "c" => {
                // References of cells and rows may be left out: then they follow each other.
                let next = CellName { row: self.row.max(1), column: self.column + 1 };
                let place =
                    tag.attribute("r").map(|name| place(&name)).transpose()?.unwrap_or(next);
                (self.row, self.column) = (place.row, place.column);
                let style = tag.attribute("s").and_then(|style| style.parse().ok()).unwrap_or(0);
                self.cell = Some(XlsxCell {
                    place,
                    kind: tag.attribute("t").unwrap_or_default(),
                    style,
                    value: String::new(),
                    has_formula: false,
                    has_value: false,
                });
                XlsxElement::Cell
            }
            "f" => {
                self.cell.iter_mut().for_each(|cell| cell.has_formula = true);
                XlsxElement::Other
            }
            "v" | "t" => {
                self.cell.iter_mut().for_each(|cell| cell.has_value = true);
                XlsxElement::Value
            }
            // Japanese and Chinese texts come with their pronunciation, which a
            // spreadsheet shows above them.
            "rPh" => XlsxElement::Phonetic,
            "mergeCell" => {
                let region = tag.attribute("ref").unwrap_or_default();
                let (first, last) = region.split_once(':').unwrap_or((&region, &region));
                self.builder.merge(place(first)?, place(last)?.row);
                XlsxElement::Other
            }
            _ => XlsxElement::Other,
        };
        self.open.push(element);
        Ok(())
    }

    fn close_cell(&mut self) -> Result<(), SheetError> {
        let Some(cell) = self.cell.take() else {
            return Ok(());
        };
        // Programs that compute nothing write an empty value, or none. An empty text has its type.
        let is_without_value =
            !cell.has_value || (cell.value.trim().is_empty() && cell.kind != "str");
        let content = match cell.kind.as_str() {
            _ if cell.has_formula && is_without_value => CellContent::NoValue,
            _ if !cell.has_value => return Ok(()),
            "e" => CellContent::Error,
            "s" => {
                let at = cell.value.trim().parse::<usize>().ok();
                let Some(text) = at.and_then(|at| self.shared.get(at)) else {
                    let message = format!("{} refers to a text that is not there", cell.place);
                    return Err(SheetError::Broken(message));
                };
                CellContent::Text(text.clone())
            }
            "b" => CellContent::Text(if cell.value == "1" { "true" } else { "false" }.to_owned()),
            // A date of ISO 8601, maybe with a time of day behind its ten characters.
            "d" => CellContent::Text(cell.value.chars().take(10).collect()),
            "str" | "inlineStr" => CellContent::Text(unescaped(&cell.value)),
            _ => match cell.value.trim().parse::<f64>() {
                Ok(number) => CellContent::Number(
                    number,
                    self.styles.get(cell.style).copied().unwrap_or_default(),
                ),
                Err(_) => CellContent::Text(cell.value),
            },
        };
        self.builder.add(cell.place, &content)
    }
}

/// The place of a reference such as `H2`.
fn place(name: &str) -> Result<CellName, SheetError> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let column = name.bytes().take(letters).try_fold(0_u32, |column, letter| {
        column.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    });
    let row = name[letters..].parse::<u32>().ok().filter(|row| *row > 0);
    match (column, row) {
        (Some(column), Some(row)) if letters > 0 => Ok(CellName { row, column }),
        _ if letters > 0 && name[letters..].bytes().all(|digit| digit.is_ascii_digit()) => {
            Err(SheetError::NoRoom)
        }
        _ => Err(SheetError::Broken(format!("`{name}` is no cell"))),
    }
}
