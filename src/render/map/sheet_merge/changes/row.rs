//! A row of a sheet with its cells.

use crate::{
    import::map_sheets::{MapSheet, SheetColumn, SheetRow},
    input::Text,
};

/// A row with its sheet.
#[derive(Clone, Copy)]
pub(super) struct RowOf<'r> {
    pub(super) sheet: MapSheet,
    pub(super) row: &'r SheetRow,
}

impl<'r> RowOf<'r> {
    pub(super) fn cells(self) -> impl Iterator<Item = (&'static SheetColumn, &'r Text)> {
        let columns = self.sheet.columns().iter().zip(&self.row.cells);
        columns.filter_map(|(column, cell)| Some((column, cell.as_ref()?)))
    }

    /// The cells of a new row that say something.
    pub(super) fn filled(self) -> impl Iterator<Item = (&'static SheetColumn, &'r Text)> {
        self.cells().filter(|(_, cell)| !cell.value.trim().is_empty())
    }

    /// The text of the column with a heading, if it says something.
    pub(super) fn text_of(self, heading: &str) -> Option<String> {
        let text = self.row.text(self.sheet.column(heading)?);
        (!text.is_empty()).then(|| text.to_owned())
    }
}
