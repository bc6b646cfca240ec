//! Lists of one kind of row under typed columns. Every format takes its values from the same columns, so that
//! a table and the CSV of one list can't differ.
//!
//! A list of two columns, one of which a table heads "UNITS" and JSON calls `contributors`:
//!
//! ```text
//! column("id", |row| Datum::Name(row.name))                .headed("CUSTOMER", 4)
//! column("contributors", |row| Datum::count(row.units))    .headed("UNITS", 1)
//! ```

use super::{
    Answer, Cell, Data, Document, Limits, Line, Table,
    rows::{Flat, Labels, Rows, WriteRow},
    table::Heading,
    words::{SEE_ALL, left_out},
};
use crate::model::Datum;
use std::io;

/// A column of rows of type `R`.
#[derive(Clone, Copy, Debug)]
pub struct Column<R> {
    /// What it is called in each format.
    pub labels: Labels,
    datum: for<'r> fn(&'r R) -> Datum<'r>,
    cell: Option<for<'r> fn(&'r R) -> Cell>,
}

impl<R> Column<R> {
    /// A column of data with its key.
    pub(super) const fn new(key: &'static str, datum: for<'r> fn(&'r R) -> Datum<'r>) -> Self {
        let labels = Labels { key: Some(key), flat: Flat::One(key), head: None, empty: "" };
        Self { labels, datum, cell: None }
    }

    /// The same, with a heading and a weight for screens.
    pub(super) const fn headed(mut self, head: &'static str, weight: u16) -> Self {
        self.labels.head = Some((head, weight));
        self
    }

    /// The same, with a text for readers where the value is empty.
    pub(super) const fn or(mut self, empty: &'static str) -> Self {
        self.labels.empty = empty;
        self
    }

    /// The same, with a cell that shows more than the value.
    pub(super) const fn shown(mut self, cell: for<'r> fn(&'r R) -> Cell) -> Self {
        self.cell = Some(cell);
        self
    }

    /// The same, under another heading in CSV and workbooks.
    pub(super) const fn flat(mut self, heading: &'static str) -> Self {
        self.labels.flat = Flat::One(heading);
        self
    }

    /// The same, each value of a record under its own heading in CSV and workbooks.
    pub(super) const fn flat_each(mut self, headings: &'static [&'static str]) -> Self {
        self.labels.flat = Flat::Each(headings);
        self
    }

    fn cell_of(&self, row: &R) -> Cell {
        let cell = match self.cell {
            Some(cell) => cell(row),
            None => Cell::from(&(self.datum)(row)),
        };
        if cell.is_blank() && self.cell.is_none() { self.labels.empty.into() } else { cell }
    }
}

/// A list of rows, with what a reader sees around it.
#[derive(Clone, Debug)]
pub struct Listing<R> {
    /// Its name: the key of the list in JSON, and the sheet in a workbook.
    pub name: &'static str,
    /// The lines above its table.
    pub title: Vec<Line>,
    /// Its columns, in the order of data formats.
    pub columns: Vec<Column<R>>,
    /// The keys of those that a screen shows, in its order.
    pub shown: &'static [&'static str],
    /// Its rows.
    pub rows: Vec<R>,
    /// What a reader sees instead of a table without rows.
    pub none: &'static str,
    /// Remarks below its table.
    pub notes: Vec<Line>,
    /// How to see the rows that a screen leaves out.
    pub see_all: &'static str,
}

impl<R> Listing<R> {
    /// A list with nothing around it.
    pub(super) fn new(
        name: &'static str,
        columns: Vec<Column<R>>,
        shown: &'static [&'static str],
        rows: Vec<R>,
    ) -> Self {
        Self {
            name,
            title: Vec::new(),
            columns,
            shown,
            rows,
            none: "",
            notes: Vec::new(),
            see_all: SEE_ALL,
        }
    }

    /// The columns that a screen shows, in its order.
    fn on_screen(&self) -> Vec<&Column<R>> {
        let find = |key: &&str| self.columns.iter().find(|column| column.labels.key == Some(*key));
        self.shown.iter().filter_map(find).collect()
    }

    /// Its first rows as a table.
    pub(super) fn table(&self, limits: Limits) -> Table {
        let columns = self.on_screen();
        let row = |row: &R| columns.iter().map(|column| column.cell_of(row)).collect();
        let head = |column: &&Column<R>| {
            let (head, weight) = column.labels.head.unwrap_or((column.labels.empty, 1));
            Heading::new(head, weight)
        };
        Table {
            columns: columns.iter().map(head).collect(),
            rows: self.rows.iter().take(limits.rows).map(row).collect(),
            ..Table::default()
        }
    }
}

impl<R> Answer for Listing<R> {
    fn document(&self, limits: Limits) -> Document {
        let mut document = Document::titled(self.title.iter().cloned());
        document.table(self.table(limits));
        if self.rows.is_empty() && !self.none.is_empty() {
            document.text([self.none]);
        }
        document.text(left_out(limits.rows, self.rows.len(), self.see_all));
        if limits.notes {
            document.text(self.notes.iter().cloned());
        }
        document
    }

    fn data(&self) -> Data<'_> {
        Data::list(self)
    }
}

impl<R> Rows for Listing<R> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn labels(&self) -> Vec<Labels> {
        self.columns.iter().map(|column| column.labels).collect()
    }

    fn on_screen(&self) -> Vec<usize> {
        let find =
            |key: &&str| self.columns.iter().position(|column| column.labels.key == Some(*key));
        self.shown.iter().filter_map(find).collect()
    }

    fn each(&self, write: &mut WriteRow<'_>) -> io::Result<()> {
        self.rows.iter().try_for_each(|row| write(&|at| (self.columns[at].datum)(row)))
    }
}
