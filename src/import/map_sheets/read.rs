//! The rows of a workbook, as somebody has filled it in.

use super::{CHECKSUM, HELP, MapSheet, NAMES, RowStamp};
use crate::{
    diag::{CellName, Code, Diagnostic, Nearest, Place, Severity, Sources},
    import::{HeaderRows, SheetError, TableFile, Workbook, first_names, table::Row},
    input::Text,
};
use std::collections::{BTreeMap, BTreeSet};

/// How many rows somebody may have put above the headings.
const ROWS_ABOVE: u32 = 10;

/// A sheet that was read.
#[derive(Debug)]
pub struct SheetTable {
    /// Which sheet it is.
    pub sheet: MapSheet,
    /// Whether each column of the sheet is there.
    pub has_column: Vec<bool>,
    /// Its rows.
    pub rows: Vec<SheetRow>,
    /// The place of its first cell.
    pub place: Place,
    /// The cells that can't be read, which change nothing.
    pub problems: Vec<Diagnostic>,
}

/// A row of a sheet.
#[derive(Debug)]
pub struct SheetRow {
    /// Its cells, in the order of the sheet's columns: an empty text for an empty one, none where the sheet
    /// has no such column or the cell can't be read.
    pub cells: Vec<Option<Text>>,
    /// The stamp of the row from when the workbook was written.
    pub stamp: Option<RowStamp>,
    /// The place of its first cell.
    pub place: Place,
    /// Its number, from 1.
    pub number: u32,
}

impl SheetRow {
    /// The text of a cell; empty where there is none.
    pub fn text(&self, column: usize) -> &str {
        self.cells.get(column).and_then(Option::as_ref).map_or("", |cell| cell.value.trim())
    }
}

/// Reads the sheets of a workbook. What they hold and a map doesn't is added to the notes.
///
/// # Errors
/// Where a sheet can't be read.
pub fn read_workbook(
    file: &str,
    book: &mut Workbook,
    sources: &mut Sources,
    notes: &mut Vec<String>,
) -> Result<Vec<SheetTable>, SheetError> {
    let names: Vec<String> = book.sheets().iter().map(|sheet| sheet.name.clone()).collect();
    let mut tables: Vec<SheetTable> = Vec::new();
    let mut unknown = Vec::new();
    for name in names {
        let Some(kind) = MapSheet::named(&name) else {
            if !matches!(&*name, NAMES | HELP) {
                unknown.push(name);
            }
            continue;
        };
        // Names of sheets are compared without capitals and spaces at their ends:
        // the first of two counts.
        if tables.iter().any(|table| table.sheet == kind) {
            unknown.push(name);
            continue;
        }
        let sheet = book.sheet(&name)?;
        let id = sources.add_sheet(file, sheet.name, sheet.text);
        let reader = SheetReader {
            kind,
            without_value: sheet.without_value.into_iter().collect(),
            errors: sheet.errors.into_iter().collect(),
        };
        tables.extend(reader.table(TableFile::new(id, b','), sources, notes));
    }
    if !unknown.is_empty() && !tables.is_empty() {
        notes.push(format!("sheets not used: {}", first_names(&unknown)));
    }
    // In the order of `MapSheet`, whatever order somebody has moved the sheets to.
    tables.sort_by_key(|table| MapSheet::ALL.iter().position(|sheet| *sheet == table.sheet));
    Ok(tables)
}

struct SheetReader {
    kind: MapSheet,
    /// The cells whose formula has no result.
    without_value: BTreeSet<CellName>,
    /// The cells that show an error.
    errors: BTreeSet<CellName>,
}

impl SheetReader {
    fn table(
        &self,
        mut layout: TableFile,
        sources: &Sources,
        notes: &mut Vec<String>,
    ) -> Option<SheetTable> {
        let file = layout.file;
        let known = self.kind.columns();
        let is_heading = |text: &Text| self.kind.column(&text.value).is_some();
        let header = (1..=ROWS_ABOVE).find(|row| {
            layout.header = HeaderRows::one(*row);
            let named = layout.table(sources).columns();
            // More than one: a single word of a comment can be a heading too.
            named.iter().filter(|text| is_heading(text)).count() > 1
        });
        layout.header = HeaderRows::one(header.unwrap_or(1));
        let table = layout.table(sources);
        let headings = table.columns();
        let at = |heading: &str| headings.iter().position(|text| &*text.value == heading);
        let columns: Vec<Option<usize>> = known.iter().map(|column| at(&column.heading)).collect();
        let stamps = at(CHECKSUM);
        self.report_headings(&headings, notes);
        let header = header?;
        let mut rows = Vec::new();
        let mut places = BTreeMap::new();
        table.rows(|row, _| {
            for column in columns.iter().flatten() {
                let name = cell_name(row, *column);
                if name.is_some_and(|name| self.is_unread(name)) {
                    places.extend(name.zip(row.place_of(*column).or(Some(row.place()))));
                }
            }
            rows.extend(self.row(row, &columns, stamps));
        });
        let is_used = |cell: &CellName| {
            let number = |column: usize| u32::try_from(column).ok().map(|column| column + 1);
            let mut used = columns.iter().flatten().filter_map(|column| number(*column));
            // A formula in a column or row that nobody reads is no problem.
            cell.row > header && used.any(|column| column == cell.column)
        };
        let start = Place { file, offset: 0 };
        let problems = self.without_value.union(&self.errors).filter(|cell| is_used(cell));
        let unplaced = problems
            .map(|cell| self.problem(*cell, places.get(cell).copied().unwrap_or(start)))
            .collect();
        let has_column = columns.iter().map(Option::is_some).collect();
        Some(SheetTable { sheet: self.kind, has_column, rows, place: start, problems: unplaced })
    }

    fn is_unread(&self, cell: CellName) -> bool {
        self.without_value.contains(&cell) || self.errors.contains(&cell)
    }

    /// The problem of a cell that can't be read.
    fn problem(&self, cell: CellName, place: Place) -> Diagnostic {
        let (message, help) = if self.errors.contains(&cell) {
            (format!("{cell} shows an error: not used"), "put the formula right, or write a value")
        } else {
            (
                format!("{cell} is a formula without a result: not used"),
                "open and save the workbook in a spreadsheet program",
            )
        };
        let mut problem = Diagnostic::new(Code::BadRow, place, message);
        problem.severity = Severity::Warning;
        problem.help(help)
    }

    /// Reports headings that no column has, with the nearest one that is missing.
    fn report_headings(&self, headings: &[Text], notes: &mut Vec<String>) {
        let named = |heading: &str| headings.iter().any(|text| &*text.value == heading);
        let missing: Vec<&str> = (self.kind.columns().iter())
            .map(|column| &*column.heading)
            .filter(|heading| !named(heading))
            .collect();
        for text in headings {
            let heading = &*text.value;
            if heading.is_empty() || heading == CHECKSUM || self.kind.column(heading).is_some() {
                continue;
            }
            // Only columns that are missing: one that is there can't be meant by another heading.
            let near = Nearest::default().to(heading, missing.iter().copied());
            let hint = near.first().map_or(String::new(), |near| format!(" (is it `{near}`?)"));
            notes.push(format!("{}: column not used: {heading}{hint}", self.kind.name()));
        }
    }

    fn row(&self, row: &Row, columns: &[Option<usize>], stamps: Option<usize>) -> Option<SheetRow> {
        let cell = |column: &Option<usize>| {
            let column = (*column)?;
            if self.is_unread(cell_name(row, column)?) {
                return None;
            }
            // Rows end with their last cell.
            let empty = || Text { value: "".into(), place: row.place() };
            Some(row.exact(column).unwrap_or_else(|| match row.place_of(column) {
                Some(place) => Text { place, ..empty() },
                None => empty(),
            }))
        };
        let cells: Vec<Option<Text>> = columns.iter().map(cell).collect();
        // Of a row that was emptied the hidden checksum is left.
        let is_unread = |column: &usize| cell_name(row, *column).is_some_and(|c| self.is_unread(c));
        let is_empty = cells.iter().flatten().all(|cell| cell.value.trim().is_empty())
            && !columns.iter().flatten().any(is_unread);
        let stamp = stamps
            .and_then(|column| row.exact(column))
            .and_then(|text| RowStamp::parse(&text.value));
        let (place, number) = (row.place(), row.number());
        (!is_empty).then_some(SheetRow { cells, stamp, place, number })
    }
}

/// The name of a cell of a row.
fn cell_name(row: &Row, column: usize) -> Option<CellName> {
    Some(CellName { row: row.number(), column: u32::try_from(column).ok()? + 1 })
}
