//! On which side a cell was changed since the workbook was written: in the sheet, in the map, or in both.

use super::row_problem;
use crate::{
    diag::{Diagnostic, excerpt},
    import::map_sheets::{RowStamp, SheetColumn},
    input::Text,
};

/// Where a cell was changed since the workbook was written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ChangedSide {
    Sheet,
    Map,
    Both,
}

impl ChangedSide {
    /// Where a cell was changed that differs from the map; `own` is the sum of its row as it is now.
    pub(super) fn of(
        stamp: &RowStamp,
        own: u64,
        column: &SheetColumn,
        cell: &str,
        old: &str,
    ) -> Self {
        match (stamp.held(column, cell), stamp.held(column, old)) {
            (Some(true), _) => Self::Map,
            (Some(false), Some(true)) => Self::Sheet,
            // Where the stamps of the cells are damaged, that of the row says less.
            (None, _) if own == stamp.sum => Self::Map,
            (None, _) if old.trim().is_empty() => Self::Sheet,
            (Some(false) | None, _) => Self::Both,
        }
    }
}

/// The report of cells of a row that were changed on both sides: each with its text in the sheet and in the map.
pub(super) fn conflict(cells: &[(&SheetColumn, &Text, &str)]) -> Option<Diagnostic> {
    let (first, place) = cells.first().map(|(column, cell, _)| (&column.heading, cell.place))?;
    let shown = |text: &str| match text.trim() {
        "" => "nothing".to_owned(),
        text => format!("`{}`", excerpt(text)),
    };
    let both = cells.iter().map(|(column, cell, old)| {
        let (sheet, map) = (shown(&cell.value), shown(old));
        format!("{}: {sheet} in the sheet, {map} in the map", column.heading)
    });
    let both = both.collect::<Vec<_>>().join("; ");
    let message = format!("this was changed in the sheet and in the map: {both}");
    let help = format!(
        "the map keeps its own; --overwrite {first} takes what the sheet says, in all rows of this column"
    );
    Some(row_problem(place, message, &help))
}
