//! Whether the scores of a table seem to be of another scale than that of a map, which goes from 0 to 10 unless it is
//! stated. Only their heading and their size tell, so the options are named and nothing is changed.

use super::{bound::BoundMapping, cell, cell::CellSplit, table::Row};
use crate::diag::{Slice, excerpt};

/// The scores of a table whose scale nobody states.
#[derive(Debug, Default)]
pub(super) struct ScoreScale {
    heading: Slice,
    count: usize,
    highest: f64,
}

/// The key of scores.
const SCORE: &str = "serves.satisfaction.score";
/// The keys of their scale.
const SCALES: [&str; 3] =
    ["serves.satisfaction.scale", "serves.satisfaction.lowest", "serves.satisfaction.metric"];

impl ScoreScale {
    /// Notes the scores of a row.
    pub(super) fn note_row(&mut self, row: &Row, bound: &[BoundMapping<'_>]) {
        for mapping in bound.iter().filter(|mapping| !mapping.fills_any(&SCALES)) {
            for column in mapping.columns().filter(|column| column.path == SCORE) {
                let values = cell::values(row, column, CellSplit::Several(&mapping.mapping.split));
                let scores = values.into_iter().filter_map(cell::text);
                for score in scores.filter_map(|text| text.value.parse::<f64>().ok()) {
                    self.heading = column.mapping.name.value.clone();
                    self.count += 1;
                    self.highest = self.highest.max(score);
                }
            }
        }
    }

    /// The sentence that asks for the scale; none where the scores may well be of 0 to 10.
    pub(super) fn question(&self) -> Option<String> {
        /// Fewer low scores may be those of unhappy customers.
        const LEAST: usize = 3;
        if self.count == 0 {
            return None;
        }
        let folded = self.heading.to_lowercase();
        let is_number = |part: &&str| !part.is_empty();
        let numbers: Vec<u32> = folded
            .split(|c: char| !c.is_ascii_digit())
            .filter(is_number)
            .filter_map(|part| part.parse().ok())
            .collect();
        let name = excerpt(&self.heading);
        let is_turned = ["1 = best", "1=best", "1 (best", "1: best", "1 = sehr gut", "1=sehr gut"];
        if is_turned.iter().any(|words| folded.contains(words)) {
            return Some(format!(
                "in `{name}` the lowest score seems to be the best, and in a map the highest is: turn them over in the table first (of 1 to 6: 7 minus the score)"
            ));
        }
        match numbers.as_slice() {
            [.., 10] => None,
            [first, .., last] if first < last && (2..=1000).contains(last) => Some(format!(
                "the scores of `{name}` are read as of 0 to 10; if they go from {first} to {last}, add --set serves.satisfaction.lowest={first} --set serves.satisfaction.scale={last}"
            )),
            _ if self.highest <= 5.0 && self.count >= LEAST => Some(format!(
                "no score of `{name}` is over {}, and they are read as of 0 to 10; if the scale ends at 5, add --set serves.satisfaction.lowest=1 --set serves.satisfaction.scale=5",
                self.highest
            )),
            _ => None,
        }
    }
}
