//! A table as data: what every listing is before it takes a format.

use super::Cell;
use crate::diag::Severity;

/// A table with headings.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Heading>,
    /// The rows, a cell a column.
    pub rows: Vec<Vec<Cell>>,
    /// The anchor and the search words of each row, for a page; empty where the rows have none.
    pub marks: Vec<RowMeta>,
    /// How many more rows there are, which a page has no room for.
    pub left_out: usize,
    /// How a screen shows it that is too narrow for its words.
    pub when_narrow: NarrowLayout,
}

/// When a screen shows the rows of a table as blocks: the first cell of each row, and below it the others with their
/// headings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NarrowLayout {
    /// Where words of usual length have no room in their columns; longer ones are broken.
    #[default]
    Columns,
    /// Where any word has no room in its column.
    Blocks,
}

/// What a page needs of a row besides its cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowMeta {
    /// The row's own anchor.
    pub anchor: Option<String>,
    /// The words by which a search finds the row and that its cells don't show.
    pub keywords: String,
}

/// The heading of a column.
#[derive(Clone, Debug)]
pub struct Heading {
    /// Its text.
    pub head: String,
    /// How its column shares the width with the others: weight 2 gets twice the width of weight 1.
    pub weight: u16,
    /// The level that its text begins with, which a screen may colour.
    pub level: Option<Severity>,
    /// What its column holds, by which a page chooses how to show it.
    pub kind: ColumnKind,
}

/// What a column of a table holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnKind {
    /// Anything.
    #[default]
    Any,
    /// The level of a finding.
    Level,
    /// The gaps of the row, a word each.
    Gaps,
}

impl Heading {
    /// A heading of some weight.
    pub fn new(head: &str, weight: u16) -> Self {
        Self { head: head.to_owned(), weight, level: None, kind: ColumnKind::Any }
    }

    /// A heading that begins with a level.
    pub(super) fn with_level(level: Severity, text: &str, weight: u16) -> Self {
        let head = format!("{}: {text}", level.word());
        Self { level: Some(level), ..Self::new(&head, weight) }
    }

    /// Its text in capitals, but for one that begins with a level.
    pub fn in_capitals(&self) -> String {
        if self.level.is_some() { self.head.clone() } else { self.head.to_uppercase() }
    }

    /// Returns the column with a kind.
    pub(super) fn of_kind(self, kind: ColumnKind) -> Self {
        Self { kind, ..self }
    }
}

/// Columns with these headings and weights.
pub(super) fn columns(heads: &[(&str, u16)]) -> Vec<Heading> {
    heads.iter().map(|(head, weight)| Heading::new(head, *weight)).collect()
}

/// The deepest level down to which a tree has at most `most` entries; 0 where even the highest level has more.
pub(super) fn deepest_level(depths: impl Iterator<Item = usize>, most: usize) -> usize {
    let mut counts: Vec<usize> = Vec::new();
    for depth in depths {
        counts.resize(counts.len().max(depth + 1), 0);
        counts[depth] += 1;
    }
    let sums = counts.iter().scan(0, |sum, count| {
        *sum += count;
        Some(*sum)
    });
    sums.take_while(|sum| *sum <= most).count().saturating_sub(1)
}

impl Table {
    /// A table of columns and rows.
    pub(super) fn plain(heads: &[(&str, u16)], rows: Vec<Vec<Cell>>) -> Self {
        Self { columns: columns(heads), rows, ..Self::default() }
    }

    /// Returns the table with at most `most` rows: those that are highest in a tree, else the first.
    pub(super) fn at_most(mut self, most: usize) -> Self {
        let all = self.rows.len();
        if all <= most {
            return self;
        }
        let depth = |row: &[Cell]| row.first().map_or(0, |cell| cell.depth);
        let depths: Vec<usize> = self.rows.iter().map(|row| depth(row)).collect();
        let deepest = deepest_level(depths.iter().copied(), most);
        let mut row = depths.iter();
        self.rows.retain(|_| row.next().is_some_and(|depth| *depth <= deepest));
        let mut mark = depths.iter();
        self.marks.retain(|_| mark.next().is_some_and(|depth| *depth <= deepest));
        self.rows.truncate(most);
        self.marks.truncate(most);
        self.left_out = all - self.rows.len();
        self
    }

    /// Returns the table without its empty columns.
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
}
