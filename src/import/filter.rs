//! The rows of a table that are taken: cells of merged columns are filled, totals and unwanted rows left out.

use super::{
    ImportSummary, SourceTable, TableFormat,
    job::first_names,
    table::{Row, RowShape, find_column},
};
use crate::{
    diag::{Diagnostic, Nearest, Place, count},
    input::Text,
};

/// Fills and filters the rows of a table, one after the other.
#[derive(Default)]
pub(super) struct RowFilter<'t> {
    /// Hidden rows that are left out.
    hidden_rows: &'t [u32],
    /// Rows that are left out since they say nothing new.
    unchanged: &'t [u32],
    keeps_totals: bool,
    /// Columns to fill, each with the last value above.
    fill_down: Vec<(usize, Option<Text>)>,
    /// Columns and values of rows to leave out.
    skip_where: Vec<(usize, String)>,
    skipped: usize,
    /// The rows that are totals.
    totals: Vec<Place>,
}

impl<'t> RowFilter<'t> {
    pub(super) fn new(
        table: &SourceTable<'t>,
        columns: &[Text],
        format: &'t TableFormat,
        problems: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut nearest = Nearest::default();
        let mut find = |flag: &str, name: &str| {
            let wanted = Text { value: name.into(), place: table.first_place() };
            let found =
                find_column(columns, &wanted, Some(&format!("{flag} {name}")), &mut nearest);
            found.map_err(|problem| problems.push(*problem)).ok()
        };
        let hidden_rows = if format.skip_hidden { &*table.layout.hidden_rows } else { &[] };
        let mut filter = Self {
            hidden_rows,
            unchanged: &format.unchanged,
            keeps_totals: format.keeps_totals,
            ..Self::default()
        };
        for name in &format.fill_down {
            filter.fill_down.extend(find("--fill-down", name).map(|column| (column, None)));
        }
        for (name, value) in &format.skip_where {
            let column = find("--skip-where", name);
            filter.skip_where.extend(column.map(|column| (column, value.to_lowercase())));
        }
        filter
    }

    /// Fills the cells of a row; returns whether the row is taken.
    pub(super) fn take(&mut self, row: &mut Row) -> bool {
        if row.is_empty() {
            return true;
        }
        let is_in = |rows: &[u32]| rows.binary_search(&row.number()).is_ok();
        if is_in(self.hidden_rows) || is_in(self.unchanged) {
            return false;
        }
        if !self.keeps_totals && row.is_total() {
            self.totals.push(row.place());
            return false;
        }
        for (column, last) in &mut self.fill_down {
            let own = row.text(*column);
            match (&own, &last) {
                (Some(_), _) => *last = own,
                (None, Some(text)) => row.filled.push((*column, text.clone())),
                (None, None) => {}
            }
        }
        let is_skipped = self.skip_where.iter().any(|(column, value)| {
            row.text(*column).is_some_and(|text| text.value.to_lowercase() == *value)
        });
        self.skipped += usize::from(is_skipped);
        !is_skipped
    }

    /// Calls `each` for every row of a table that is taken and holds anything. How many rows there are, and which were
    /// left out, goes to the summary; `name` is that of the file.
    pub(super) fn rows(
        mut self,
        name: &str,
        table: &SourceTable<'_>,
        summary: &mut ImportSummary,
        mut each: impl FnMut(&Row, &mut ImportSummary),
    ) {
        let (mut all, mut empty) = (0, 0);
        table.rows(|row, shape| {
            all += 1;
            let is_taken = self.take(row);
            match shape {
                RowShape::Unclosed(problem) => summary.errors.push(problem),
                RowShape::Broken(problem) => summary.rejected.push(problem),
                RowShape::Valid if row.is_empty() => empty += 1,
                RowShape::Valid if !is_taken => {}
                RowShape::Valid => each(row, summary),
            }
        });
        summary.notes.push(match empty {
            0 => format!("{name}: {}", count(all, "row")),
            empty => format!("{name}: {}, {empty} empty", count(all, "row")),
        });
        let notes = self.notes(table);
        summary.notes.extend(notes);
    }

    /// Reports the rows that were left out.
    pub(super) fn notes(&self, table: &SourceTable<'_>) -> Vec<String> {
        let mut notes = Vec::new();
        if !self.totals.is_empty() {
            let rows = count(self.totals.len(), "total row");
            let numbers: Vec<String> =
                self.totals.iter().map(|place| table.row_number(*place).to_string()).collect();
            let word = if table.is_sheet() { "row" } else { "line" };
            notes.push(format!("{rows} left out, {word} {}", first_names(&numbers)));
        }
        if !self.unchanged.is_empty() {
            notes.push(format!("{} unchanged", count(self.unchanged.len(), "row")));
        }
        if self.skipped > 0 {
            notes.push(format!("{} left out by --skip-where", count(self.skipped, "row")));
        } else if !self.skip_where.is_empty() {
            notes.push("no row holds what --skip-where names".to_owned());
        }
        notes
    }
}
