//! The cells that are no score, by column. Their texts may be what somebody confided to a survey: only numbers, and
//! words that several respondents wrote, are repeated.

use super::scale::Scale;
use crate::{
    diag::{CellName, count, first_of},
    id::fold_name,
};
use std::collections::BTreeMap;

/// How many cells of a column are named.
const SHOWN: usize = 6;

/// From this number on equal words are a choice of the form and nobody's own.
const SHARED: usize = 3;

/// The cells that are no score, by the header of their column.
#[derive(Debug, Default)]
pub(super) struct RejectedCells {
    columns: BTreeMap<String, RejectedColumn>,
}

/// The cells of a column.
#[derive(Debug, Default)]
struct RejectedColumn {
    accepted: usize,
    outside: Vec<(f64, CellName)>,
    scale: Option<Scale>,
    words: Vec<CellName>,
    /// How often each word was written, folded, with the first spelling.
    spellings: BTreeMap<String, (String, usize)>,
}

impl RejectedCells {
    fn column(&mut self, header: &str) -> &mut RejectedColumn {
        if !self.columns.contains_key(header) {
            self.columns.insert(header.to_owned(), RejectedColumn::default());
        }
        self.columns.entry(header.to_owned()).or_default()
    }

    /// Notes a cell that is a score.
    pub(super) fn accept(&mut self, header: &str) {
        self.column(header).accepted += 1;
    }

    /// Notes a number that the scale doesn't have.
    pub(super) fn outside(&mut self, header: &str, scale: Scale, score: f64, cell: CellName) {
        let column = self.column(header);
        column.scale = Some(scale);
        column.outside.push((score, cell));
    }

    /// Notes words without a score.
    pub(super) fn words(&mut self, header: &str, text: &str, cell: CellName) {
        let column = self.column(header);
        column.words.push(cell);
        let spelling = column.spellings.entry(fold_name(text));
        spelling.or_insert_with(|| (text.trim().to_owned(), 0)).1 += 1;
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.columns.values().map(|it| it.outside.len() + it.words.len()).sum()
    }

    /// How many cells of a column are scores, and how many are none.
    pub(super) fn counts(&self, header: &str) -> (usize, usize) {
        let column = self.columns.get(header);
        column.map_or((0, 0), |it| (it.accepted, it.outside.len() + it.words.len()))
    }

    /// The words that several respondents wrote in a column, most frequent first.
    pub(super) fn shared_words(&self, header: &str) -> Vec<&str> {
        let Some(column) = self.columns.get(header) else { return Vec::new() };
        let mut shared: Vec<&(String, usize)> =
            column.spellings.values().filter(|(_, count)| *count >= SHARED).collect();
        shared.sort_by_key(|(word, count)| (std::cmp::Reverse(*count), word));
        shared.iter().map(|(word, _)| &**word).take(SHOWN).collect()
    }

    /// A sentence a column and kind: what was left out, and where.
    pub(super) fn sentences(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        for (header, column) in &self.columns {
            let start: String = header.chars().take(60).collect();
            if let Some(scale) = column.scale {
                let cells = column.outside.iter().map(|(score, cell)| format!("{score} in {cell}"));
                sentences.push(format!(
                    "`{start}`: {} outside of the scale from {} to {} left out: {}",
                    count(column.outside.len(), "answer"),
                    scale.lowest,
                    scale.highest,
                    first_of(cells, SHOWN),
                ));
            }
            if !column.words.is_empty() {
                let cells = column.words.iter().map(ToString::to_string);
                sentences.push(format!(
                    "`{start}`: {} in words without a score left out: {} (--labels gives them one)",
                    count(column.words.len(), "answer"),
                    first_of(cells, SHOWN),
                ));
            }
        }
        sentences
    }
}
