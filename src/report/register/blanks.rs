//! What the rows of a register lack, counted above it: a blank is no fault, but an auditor asks about it.

use super::super::{Line, words::thousands};

/// A key that a register asks for, and how a sentence names what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Blank {
    /// The key in data.
    pub(super) key: &'static str,
    /// The text of the cell: "not stated: ...".
    pub(super) phrase: &'static str,
}

/// The keys of the blanks of one row.
pub(super) fn keys(blanks: &[Blank]) -> Vec<&'static str> {
    blanks.iter().map(|blank| blank.key).collect()
}

/// How many rows lack what, those that most rows lack first: "Not stated: owner of 3, obligation of 1". Nothing where
/// no row lacks anything.
pub(super) fn summary(rows: impl IntoIterator<Item = Vec<Blank>>) -> Option<Line> {
    let mut counts: Vec<(Blank, usize)> = Vec::new();
    for blank in rows.into_iter().flatten() {
        match counts.iter_mut().find(|(known, _)| *known == blank) {
            Some((_, count)) => *count += 1,
            None => counts.push((blank, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let phrases: Vec<String> = counts
        .iter()
        .map(|(blank, count)| format!("{} of {}", blank.phrase, thousands(*count)))
        .collect();
    (!phrases.is_empty()).then(|| format!("Not stated: {}.", phrases.join(", ")).into())
}
