//! The rows of a table that are taken: cells of merged columns are filled, totals and unwanted rows left out.

use super::{
    Table, TableFormat,
    job::{count, first_names},
    table::Row,
};
use crate::{
    diag::{Code, Diagnostic, Nearest, Place},
    input::Text,
};

/// Fills and filters the rows of a table, one after the other.
pub(super) struct RowFilter {
    /// Columns to fill, each with the last value above.
    fill_down: Vec<(usize, Option<Text>)>,
    /// Columns and values of rows to leave out.
    skip_where: Vec<(usize, String)>,
    skipped: usize,
    /// The rows that are totals.
    totals: Vec<Place>,
}

impl RowFilter {
    pub(super) fn new(
        table: &Table<'_>,
        columns: &[Text],
        format: &TableFormat,
        problems: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut find = |flag: &str, name: &str| {
            let wanted = name.trim().to_lowercase();
            let found = columns.iter().position(|column| column.value.to_lowercase() == wanted);
            if found.is_none() {
                let known: Vec<&str> = columns.iter().map(|column| &*column.value).collect();
                let all = format!("its columns: {}", known.join(", "));
                let help = Nearest::default().advice(name, known.into_iter(), &all);
                let message = format!("{flag} {name}: the table has no column `{name}`");
                let problem = Diagnostic::new(Code::UnknownColumn, table.first_place(), message);
                problems.push(problem.help(help));
            }
            found
        };
        let mut filter =
            Self { fill_down: Vec::new(), skip_where: Vec::new(), skipped: 0, totals: Vec::new() };
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
        if row.is_total() {
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

    /// Reports the rows that were left out.
    pub(super) fn notes(&self, table: &Table<'_>) -> Vec<String> {
        let mut notes = Vec::new();
        if !self.totals.is_empty() {
            let rows = count(self.totals.len(), "total row");
            let numbers = self.totals.iter().map(|place| table.row_number(*place).to_string());
            let numbers: Vec<String> = numbers.collect();
            let word = if table.is_sheet() { "row" } else { "line" };
            notes.push(format!("{rows} left out, {word} {}", first_names(&numbers)));
        }
        if self.skipped > 0 {
            notes.push(format!("{} left out by --skip-where", count(self.skipped, "row")));
        }
        notes
    }
}
