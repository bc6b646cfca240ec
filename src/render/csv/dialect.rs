//! How CSV is written: for whom, with what between two cells.

use crate::render::flat::FlatValue;
use std::{
    borrow::Cow,
    io::{self, Write},
};

/// How cells are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// For whom.
    pub cells: Cells,
    /// The sign between two cells: a character of ASCII.
    pub delimiter: u8,
}

impl Default for Dialect {
    fn default() -> Self {
        Self { cells: Cells::Exact, delimiter: b',' }
    }
}

/// For whom the cells are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cells {
    /// Any program: exact text, line feeds.
    #[default]
    Exact,
    /// A spreadsheet: a byte order mark, CR LF, and no text that it would run as a formula.
    Excel,
}

impl Cells {
    /// A text cell; ids go in as they are.
    fn text(self, text: Cow<'_, str>) -> Cow<'_, str> {
        match self {
            // SPEC 5, `--excel`. A spreadsheet shows the text behind the
            // apostrophe and does not run it.
            Self::Excel if runs_as_formula(&text) => Cow::Owned(format!("'{text}")),
            Self::Exact | Self::Excel => text,
        }
    }

    fn cell(self, cell: FlatValue<'_>) -> Cow<'_, str> {
        match cell {
            FlatValue::Id(id) => id,
            FlatValue::Text(text) => self.text(text),
            FlatValue::Count(count) => count.to_string().into(),
            FlatValue::Number(number) => number.to_string().into(),
            FlatValue::Empty => "".into(),
        }
    }
}

/// Whether a spreadsheet runs a cell with this text as a formula.
pub fn runs_as_formula(text: &str) -> bool {
    // A tab or a carriage return counts too: a program that drops it would see what is behind it.
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// Rows on their way out.
pub(super) struct CsvRows<'w> {
    cells: Cells,
    out: ::csv::Writer<&'w mut dyn Write>,
}

impl<'w> CsvRows<'w> {
    pub(super) fn new(dialect: Dialect, out: &'w mut dyn Write) -> io::Result<Self> {
        let mut builder = ::csv::WriterBuilder::new();
        builder.delimiter(dialect.delimiter);
        if dialect.cells == Cells::Excel {
            out.write_all("\u{feff}".as_bytes())?;
            // SPEC 5: without `--excel` lines end with LF.
            builder.terminator(::csv::Terminator::CRLF);
        }
        Ok(Self { cells: dialect.cells, out: builder.from_writer(out) })
    }

    pub(super) fn exact(out: &'w mut dyn Write) -> io::Result<Self> {
        Self::new(Dialect::default(), out)
    }

    pub(super) fn cells<'r>(
        &mut self,
        row: impl IntoIterator<Item = FlatValue<'r>>,
    ) -> io::Result<()> {
        let cells = self.cells;
        let out = &mut self.out;
        // Not a `for` loop: a row is a chain of iterators, and `try_for_each` runs through it faster.
        row.into_iter()
            .try_for_each(|cell| out.write_field(cells.cell(cell).as_bytes()))
            .map_err(io_error)?;
        let end: [&[u8]; 0] = [];
        self.write(end)
    }

    /// Writes a row, or ends the one whose cells have been written.
    pub(super) fn write(
        &mut self,
        row: impl IntoIterator<Item = impl AsRef<[u8]>>,
    ) -> io::Result<()> {
        self.out.write_record(row).map_err(io_error)
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// An error of the writer below keeps its kind, so that a closed pipe is known as one.
fn io_error(error: ::csv::Error) -> io::Error {
    let message = error.to_string();
    if let ::csv::ErrorKind::Io(error) = error.into_kind() {
        error
    } else {
        io::Error::other(message)
    }
}
