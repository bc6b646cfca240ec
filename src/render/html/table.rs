//! A table on the page: one that can be searched and sorted, where it has something to find.

use super::line::Anchors;
use crate::report::{ColumnKind, Table};
use askama::Template;
use std::collections::HashSet;

#[derive(Template)]
#[template(path = "table.html", config = "src/render/askama.toml")]
pub(super) struct TableHtml<'t> {
    pub(super) id: &'t str,
    pub(super) table: &'t Table,
    /// What can be found in it; empty: it is too short to be searched.
    pub(super) find: &'t str,
    pub(super) anchors: Anchors<'t>,
}

impl TableHtml<'_> {
    /// The anchor of a row, and the words by which it is found besides those that it shows.
    fn mark(&self, row: usize) -> (Option<&str>, String) {
        let Some(mark) = self.table.marks.get(row) else { return (None, String::new()) };
        let lines = self.table.rows[row].iter().flat_map(|cell| &cell.lines);
        let texts: Vec<String> = lines.map(ToString::to_string).collect();
        let shown: HashSet<&str> = texts.iter().flat_map(|line| line.split_whitespace()).collect();
        let words = mark.keywords.split_whitespace().filter(|word| !shown.contains(word));
        (mark.anchor.as_deref(), words.collect::<Vec<_>>().join(" "))
    }

    /// What a column holds, as a class.
    fn class(&self, column: usize) -> &'static str {
        match self.table.columns.get(column).map(|column| column.kind) {
            Some(ColumnKind::Level) => "level",
            Some(ColumnKind::Gaps) => "gaps",
            Some(ColumnKind::Any) | None => "",
        }
    }
}
