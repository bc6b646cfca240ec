//! `OpenDocument` spreadsheets: .ods.

use super::{
    error::SheetError,
    package::Package,
    sheet::{CellContent, NumberFormat, Sheet, SheetBuilder, SheetName},
};
use crate::{
    diag::CellName,
    import::xml::{Tag, XmlEvent, walk},
};

/// The names of the sheets.
pub(super) fn sheets(package: &mut Package) -> Result<Vec<SheetName>, SheetError> {
    let mut sheets = Vec::new();
    walk::<SheetError>(&content(package)?, |event, _| {
        if let XmlEvent::Open(tag) = event
            && tag.name() == "table"
        {
            let name = tag.attribute("name").unwrap_or_default();
            sheets.push(SheetName { name, is_hidden: false });
        }
        Ok(())
    })?;
    Ok(sheets)
}

/// Reads the sheet with a number.
pub(super) fn sheet(package: &mut Package, at: usize, name: &str) -> Result<Sheet, SheetError> {
    let text = content(package)?;
    let builder = SheetBuilder::new(name, false, package.budget());
    let mut reader = OdsReader {
        builder,
        table: 0,
        wanted: at + 1,
        row: 0,
        repeat: 1,
        column: 0,
        open: Vec::new(),
        cell: None,
    };
    walk::<SheetError>(&text, |event, _| reader.take(&event))?;
    reader.builder.finish()
}

fn content(package: &mut Package) -> Result<String, SheetError> {
    let missing = || SheetError::Broken("it has no content".to_owned());
    package.part("content.xml")?.ok_or_else(missing)
}

/// A cell on its way.
struct OdsCell {
    kind: String,
    value: String,
    text: Vec<String>,
    repeat: u32,
    rows: u32,
    has_formula: bool,
}

/// An element that matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OdsElement {
    Row,
    Cell,
    Paragraph,
    /// A comment, which is no part of the cell.
    Annotation,
    Other,
}

/// Reads the cells of a sheet.
struct OdsReader {
    builder: SheetBuilder,
    /// The number of the table that is open, and of the one that is wanted.
    table: usize,
    wanted: usize,
    row: u32,
    /// The number of rows that the open one is repeated for.
    repeat: u32,
    column: u32,
    open: Vec<OdsElement>,
    cell: Option<OdsCell>,
}

impl OdsReader {
    fn take(&mut self, event: &XmlEvent<'_>) -> Result<(), SheetError> {
        match event {
            XmlEvent::Open(tag) => {
                // Sheets are distinguished by their number: a name can occur twice in a broken file.
                self.table += usize::from(tag.name() == "table");
                let element =
                    if self.table == self.wanted { self.open(tag) } else { OdsElement::Other };
                self.open.push(element);
            }
            XmlEvent::Text(part) => self.add_text(part),
            XmlEvent::Close => match self.open.pop() {
                Some(OdsElement::Row) => self.row = self.row.saturating_add(self.repeat - 1),
                Some(OdsElement::Cell) => self.close_cell()?,
                Some(OdsElement::Paragraph | OdsElement::Annotation | OdsElement::Other) | None => {
                }
            },
        }
        Ok(())
    }

    fn open(&mut self, tag: &Tag<'_>) -> OdsElement {
        let number = |name| tag.attribute(name).and_then(|number| number.parse::<u32>().ok());
        match tag.name() {
            "table-row" => {
                self.row = self.row.saturating_add(1);
                self.repeat = number("number-rows-repeated").unwrap_or(1).max(1);
                self.column = 0;
                let visibility = tag.attribute("visibility");
                // Hidden rows behind the last one with content come as one row that is repeated up
                // to the end of the sheet.
                if visibility.is_some_and(|word| word != "visible") && self.repeat < 1 << 16 {
                    (self.row..self.row + self.repeat).for_each(|row| self.builder.hide_row(row));
                }
                OdsElement::Row
            }
            "table-cell" | "covered-table-cell" => {
                let value = ["value", "date-value", "boolean-value", "string-value"]
                    .into_iter()
                    .find_map(|name| tag.attribute(name));
                self.cell = Some(OdsCell {
                    // A program writes the type twice; its own word knows of errors.
                    kind: tag.attribute("value-type").unwrap_or_default(),
                    value: value.unwrap_or_default(),
                    text: Vec::new(),
                    repeat: number("number-columns-repeated").unwrap_or(1).max(1),
                    rows: number("number-rows-spanned").unwrap_or(1),
                    has_formula: tag.attribute("formula").is_some(),
                });
                OdsElement::Cell
            }
            "p" if !self.open.contains(&OdsElement::Annotation) => {
                self.cell.iter_mut().for_each(|cell| cell.text.push(String::new()));
                OdsElement::Paragraph
            }
            "s" => {
                // Bounded, because the number comes from the file (SPEC 7).
                let blanks = number("c").unwrap_or(1).min(1000) as usize;
                self.add_text(&" ".repeat(blanks));
                OdsElement::Other
            }
            "annotation" => OdsElement::Annotation,
            _ => OdsElement::Other,
        }
    }

    fn add_text(&mut self, part: &str) {
        let is_shown = self.open.contains(&OdsElement::Paragraph)
            && !self.open.contains(&OdsElement::Annotation);
        if let Some(last) =
            self.cell.as_mut().and_then(|cell| cell.text.last_mut()).filter(|_| is_shown)
        {
            last.push_str(part);
        }
    }

    fn close_cell(&mut self) -> Result<(), SheetError> {
        let Some(cell) = self.cell.take() else {
            return Ok(());
        };
        let first = self.column.saturating_add(1);
        self.column = self.column.saturating_add(cell.repeat);
        // Before the loops: empty cells are repeated up to the end of the row.
        let Some(content) = cell.content() else {
            return Ok(());
        };
        for row in self.row..self.row.saturating_add(self.repeat) {
            for column in first..=self.column {
                let place = CellName { row, column };
                self.builder.add(place, &content)?;
                self.builder.merge(place, row.saturating_add(cell.rows.saturating_sub(1)));
            }
        }
        Ok(())
    }
}

impl OdsCell {
    /// What it holds; none where that is nothing.
    fn content(&self) -> Option<CellContent> {
        let shown = self.text.join("\n");
        let number = self.value.parse::<f64>().ok();
        match (self.kind.as_str(), number) {
            _ if self.has_formula && (shown.starts_with('#') || shown.starts_with("Err:")) => {
                Some(CellContent::Error)
            }
            ("percentage", Some(number)) => {
                Some(CellContent::Number(number, NumberFormat::Percent))
            }
            ("float" | "currency", Some(number)) => {
                // Zeros in front are those of the format: an id is what is shown.
                let is_padded = shown.len() > 1
                    && shown.starts_with('0')
                    && shown.bytes().all(|digit| digit.is_ascii_digit());
                let digits = if is_padded {
                    NumberFormat::Digits(shown.len())
                } else {
                    NumberFormat::General
                };
                Some(CellContent::Number(number, digits))
            }
            // The value is a date of ISO 8601, maybe with a time of day behind its ten characters.
            ("date", _) => Some(CellContent::Text(self.value.chars().take(10).collect())),
            ("boolean", _) => Some(CellContent::Text(self.value.clone())),
            _ if self.has_formula && shown.is_empty() => Some(CellContent::NoValue),
            _ => (!shown.is_empty()).then_some(CellContent::Text(shown)),
        }
    }
}
