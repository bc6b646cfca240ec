//! Lists of one kind of row under typed columns. Every format takes its values from the same columns, so that
//! a table and the CSV of one list can't differ.
//!
//! A list of two columns, one of which a table heads "Units" and JSON calls `contributors`:
//!
//! ```text
//! column("id", |row| Datum::Name(row.name))                .headed("Customer", 4)
//! column("contributors", |row| Datum::count(row.units))    .headed("Units", 1)
//! ```

use super::{
    Answer, Cell, Data, Document, Limits, Line, Table,
    rows::{DataRow, Flat, Labels, Rows, WriteRow},
    table::{Heading, NarrowLayout},
    words::{SEE_ALL, left_out},
};
use crate::model::Datum;
use std::io;

/// A column of rows of type `R`.
#[derive(Clone, Copy, Debug)]
pub struct Column<R> {
    /// The names of the column in each format.
    pub labels: Labels,
    value: ColumnValue<R>,
    cell: Option<for<'r> fn(&'r R) -> Cell>,
}

/// How a column gets its value from a row.
#[derive(Clone, Copy, Debug)]
enum ColumnValue<R> {
    Datum(for<'r> fn(&'r R) -> Datum<'r>),
    Nth(usize, for<'r> fn(&'r R, usize) -> Datum<'r>),
    List(for<'r> fn(&'r R) -> Box<dyn Rows + 'r>),
}

impl<R> Column<R> {
    /// A column of data with its key.
    pub(super) const fn new(key: &'static str, datum: for<'r> fn(&'r R) -> Datum<'r>) -> Self {
        Self::of(key, Flat::One(key), ColumnValue::Datum(datum))
    }

    /// A column that is one of several of a kind, such as the keys of the file: `datum` gets its number among them.
    pub(super) const fn nth(
        key: &'static str,
        number: usize,
        datum: for<'r> fn(&'r R, usize) -> Datum<'r>,
    ) -> Self {
        Self::of(key, Flat::One(key), ColumnValue::Nth(number, datum))
    }

    /// A column of lists, which only JSON nests in the row.
    pub(super) const fn list(
        key: &'static str,
        list: for<'r> fn(&'r R) -> Box<dyn Rows + 'r>,
    ) -> Self {
        // A cell can't hold a list of rows.
        Self::of(key, Flat::None, ColumnValue::List(list))
    }

    /// A column of tables and plain text alone, whose values data has under the keys of other columns.
    pub(super) const fn for_readers(
        head: &'static str,
        weight: u16,
        datum: for<'r> fn(&'r R) -> Datum<'r>,
    ) -> Self {
        let labels = Labels { key: None, flat: Flat::None, head: Some((head, weight)), empty: "" };
        Self { labels, value: ColumnValue::Datum(datum), cell: None }
    }

    const fn of(key: &'static str, flat: Flat, value: ColumnValue<R>) -> Self {
        Self { labels: Labels { key: Some(key), flat, head: None, empty: "" }, value, cell: None }
    }

    /// Returns the column with a heading and a weight for screens.
    pub(super) const fn headed(mut self, head: &'static str, weight: u16) -> Self {
        self.labels.head = Some((head, weight));
        self
    }

    /// Returns the column with a text for readers where the value is empty.
    pub(super) const fn or(mut self, empty: &'static str) -> Self {
        self.labels.empty = empty;
        self
    }

    /// Returns the column with a cell that shows more than the value.
    pub(super) const fn shown(mut self, cell: for<'r> fn(&'r R) -> Cell) -> Self {
        self.cell = Some(cell);
        self
    }

    /// Returns the column under another heading in CSV and workbooks.
    pub(super) const fn flat(mut self, heading: &'static str) -> Self {
        self.labels.flat = Flat::One(heading);
        self
    }

    /// Returns the column with each value of a record under its own heading in CSV and workbooks.
    pub(super) const fn flat_each(mut self, headings: &'static [&'static str]) -> Self {
        self.labels.flat = Flat::Each(headings);
        self
    }

    /// Returns the column for JSON alone.
    pub(super) const fn only_json(mut self) -> Self {
        self.labels.flat = Flat::None;
        self
    }

    /// Returns the column for CSV and workbooks alone, under a heading.
    pub(super) const fn only_flat(mut self, heading: &'static str) -> Self {
        self.labels.key = None;
        self.labels.flat = Flat::One(heading);
        self
    }

    fn datum<'r>(&self, row: &'r R) -> Datum<'r> {
        match &self.value {
            ColumnValue::Datum(datum) => datum(row),
            ColumnValue::Nth(number, datum) => datum(row, *number),
            // A list is asked for by `list` of the row.
            ColumnValue::List(_) => Datum::Empty,
        }
    }

    fn cell_of(&self, row: &R) -> Cell {
        let datum = self.datum(row);
        let cell: Cell = match self.cell {
            Some(cell) => cell(row),
            None if datum.is_empty() => self.labels.empty.into(),
            None => Cell::from(&datum),
        };
        // A page sorts its column by the value, whatever the cell shows of it.
        cell.sorted_by(&datum)
    }
}

/// A row with the columns that give its values.
struct ColumnRow<'c, R> {
    columns: &'c [Column<R>],
    row: &'c R,
}

impl<R> DataRow for ColumnRow<'_, R> {
    fn datum(&self, column: usize) -> Datum<'_> {
        self.columns[column].datum(self.row)
    }

    fn list(&self, column: usize) -> Option<Box<dyn Rows + '_>> {
        match &self.columns[column].value {
            ColumnValue::List(list) => Some(list(self.row)),
            ColumnValue::Datum(_) | ColumnValue::Nth(..) => None,
        }
    }
}

fn labels<R>(columns: &[Column<R>]) -> Vec<Labels> {
    columns.iter().map(|column| column.labels).collect()
}

/// The indices of the columns with these keys, in their order. A column without a key is found by its heading.
pub(super) fn indices<R>(columns: &[Column<R>], keys: &[&str]) -> Vec<usize> {
    let name = |labels: Labels| labels.key.or(labels.head.map(|(head, _)| head));
    let find = |key: &&str| columns.iter().position(|column| name(column.labels) == Some(*key));
    keys.iter().filter_map(find).collect()
}

/// Writes rows under these columns.
pub(super) fn write_rows<R>(
    columns: &[Column<R>],
    mut rows: impl Iterator<Item = R>,
    write: &mut WriteRow<'_>,
) -> io::Result<()> {
    rows.try_for_each(|row| write(&ColumnRow { columns, row: &row }))
}

/// Writes all rows of a list.
type WriteAll<'a> = dyn Fn(&mut WriteRow<'_>) -> io::Result<()> + 'a;

/// Rows that are made each time they are written, and are never all in memory.
pub struct LazyRows<'a> {
    name: &'static str,
    labels: Vec<Labels>,
    on_screen: Vec<usize>,
    each: Box<WriteAll<'a>>,
}

impl<'a> LazyRows<'a> {
    /// Rows under columns like these, of which a screen shows those with the keys `shown`; `each` writes them.
    pub(super) fn new<R>(
        name: &'static str,
        columns: &[Column<R>],
        shown: &[&str],
        each: impl Fn(&mut WriteRow<'_>) -> io::Result<()> + 'a,
    ) -> Self {
        let (labels, on_screen) = (labels(columns), indices(columns, shown));
        Self { name, labels, on_screen, each: Box::new(each) }
    }

    /// The rows that `rows` makes, under these columns.
    pub(super) fn of<R: 'a, I: Iterator<Item = R>>(
        name: &'static str,
        columns: Vec<Column<R>>,
        shown: &[&str],
        rows: impl Fn() -> I + 'a,
    ) -> Self {
        let (labels, on_screen) = (labels(&columns), indices(&columns, shown));
        let each = Box::new(move |write: &mut WriteRow<'_>| write_rows(&columns, rows(), write));
        Self { name, labels, on_screen, each }
    }

    /// Returns the list under another name.
    pub(super) fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }
}

impl Rows for LazyRows<'_> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn labels(&self) -> Vec<Labels> {
        self.labels.clone()
    }

    fn on_screen(&self) -> Vec<usize> {
        self.on_screen.clone()
    }

    fn each(&self, write: &mut WriteRow<'_>) -> io::Result<()> {
        (self.each)(write)
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
    /// How a screen shows it that is too narrow for its words.
    pub when_narrow: NarrowLayout,
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
            when_narrow: NarrowLayout::Columns,
        }
    }

    /// Its first rows as a table.
    pub(super) fn table(&self, limits: Limits) -> Table {
        let columns: Vec<&Column<R>> =
            indices(&self.columns, self.shown).into_iter().map(|at| &self.columns[at]).collect();
        let row = |row: &R| columns.iter().map(|column| column.cell_of(row)).collect();
        let head = |column: &&Column<R>| {
            let (head, weight) = column.labels.head.unwrap_or((column.labels.empty, 1));
            Heading::new(head, weight)
        };
        Table {
            columns: columns.iter().map(head).collect(),
            rows: self.rows.iter().take(limits.rows).map(row).collect(),
            when_narrow: self.when_narrow,
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
        labels(&self.columns)
    }

    fn on_screen(&self) -> Vec<usize> {
        indices(&self.columns, self.shown)
    }

    fn each(&self, write: &mut WriteRow<'_>) -> io::Result<()> {
        self.rows.iter().try_for_each(|row| write(&ColumnRow { columns: &self.columns, row }))
    }
}
