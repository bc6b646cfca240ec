//! A table as data: what every listing is before it takes a format.

use super::Line;

/// A table with what stands above and below it.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Lines above.
    pub title: Vec<String>,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, a cell a column.
    pub rows: Vec<Vec<Cell>>,
    /// Lines below.
    pub notes: Vec<String>,
    /// What the page knows of each row besides; none where it knows nothing.
    pub marks: Vec<Mark>,
}

/// What the page knows of a row besides its cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// The row's own anchor.
    pub anchor: Option<String>,
    /// What it is found by that its cells don't show.
    pub keywords: String,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its heading.
    pub head: String,
    /// How it shares the width with the others: a column of weight 2 gets twice that of weight 1.
    pub weight: u16,
}

/// A cell: lines of text, each of which may wrap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Its lines.
    pub lines: Vec<Line>,
    /// How deep it is indented: its place in a tree.
    pub depth: usize,
}

impl Column {
    /// A column of some weight.
    #[must_use]
    pub fn new(head: &str, weight: u16) -> Self {
        Self { head: head.to_owned(), weight }
    }
}

/// Columns with these headings and weights.
pub(super) fn columns(heads: &[(&str, u16)]) -> Vec<Column> {
    heads.iter().map(|(head, weight)| Column::new(head, *weight)).collect()
}

impl Table {
    /// Columns and rows, with nothing above or below.
    pub(super) fn plain(heads: &[(&str, u16)], rows: Vec<Vec<Cell>>) -> Self {
        Self { columns: columns(heads), rows, ..Self::default() }
    }

    /// The same, without columns in which nothing stands.
    pub(super) fn without_blank_columns(mut self) -> Self {
        let is_blank = |at: usize| {
            let mut cells = self.rows.iter().filter_map(|row| row.get(at));
            cells.all(|cell| cell.lines.iter().all(|line| line.is_empty()))
        };
        let blank: Vec<bool> = (0..self.columns.len()).map(is_blank).collect();
        let mut at = 0..;
        self.columns.retain(|_| !at.next().is_some_and(|at| blank[at]));
        for row in &mut self.rows {
            let mut at = 0..;
            row.retain(|_| !at.next().is_some_and(|at| blank[at]));
        }
        self
    }

    /// The same, without headings where no row stands below them.
    pub(super) fn without_idle_heads(mut self) -> Self {
        if self.rows.is_empty() {
            self.columns.clear();
        }
        self
    }
}

impl From<Line> for Cell {
    fn from(line: Line) -> Self {
        vec![line].into()
    }
}

impl From<String> for Cell {
    fn from(line: String) -> Self {
        Line::from(line).into()
    }
}

impl From<&str> for Cell {
    fn from(line: &str) -> Self {
        line.to_owned().into()
    }
}

impl From<Vec<Line>> for Cell {
    fn from(lines: Vec<Line>) -> Self {
        Self { lines, depth: 0 }
    }
}

impl From<Vec<String>> for Cell {
    fn from(lines: Vec<String>) -> Self {
        let lines: Vec<Line> = lines.into_iter().map(Line::from).collect();
        lines.into()
    }
}
