//! The scale of a survey's answers, and how a cell is read as a score on it.

use crate::{id::fold_name, model::Metric};

/// A scale from its lowest to its highest score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// The lowest possible score.
    pub lowest: f64,
    /// The highest possible score.
    pub highest: f64,
    /// How scores become one figure; `None`: by their mean.
    pub metric: Option<Metric>,
}

impl Scale {
    /// The scale of answers to "how likely are you to recommend this".
    pub const NPS: Self = Self { lowest: 0.0, highest: 10.0, metric: Some(Metric::Nps) };

    /// The scale from one score to another; none where the first is not below the second.
    pub fn new(lowest: f64, highest: f64) -> Option<Self> {
        (lowest < highest).then_some(Self { lowest, highest, metric: None })
    }
}

/// Answers in words or codes with their scores; without a score where they mean that there is no answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AnswerLabels(Vec<AnswerLabel>);

/// An answer in words.
#[derive(Clone, Debug, PartialEq)]
struct AnswerLabel {
    /// The words, folded.
    words: String,
    /// The score; `None` where the words mean that there is no answer.
    score: Option<f64>,
}

impl AnswerLabels {
    /// Reads pairs such as `Happy=4`; nothing behind `=` means that there is no answer.
    ///
    /// # Errors
    /// The first text that is no such pair.
    pub fn read<'t>(pairs: impl IntoIterator<Item = &'t str>) -> Result<Self, &'t str> {
        let labels = pairs.into_iter().filter(|pair| !pair.trim().is_empty()).map(|pair| {
            let (label, behind) = pair.rsplit_once('=').ok_or(pair)?;
            let score = behind.trim();
            let number = score.parse::<f64>().ok().filter(|number| number.is_finite());
            if label.trim().is_empty() || (number.is_none() && !score.is_empty()) {
                return Err(pair);
            }
            Ok(AnswerLabel { words: fold_name(label), score: number })
        });
        labels.collect::<Result<_, _>>().map(Self)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The lowest and the highest of their scores.
    pub fn range(&self) -> Option<(f64, f64)> {
        let scores = || self.0.iter().filter_map(|label| label.score);
        Some((scores().reduce(f64::min)?, scores().reduce(f64::max)?))
    }

    /// The label of a cell.
    fn get(&self, cell: &str) -> Option<&AnswerLabel> {
        let wanted = fold_name(cell);
        self.0.iter().find(|label| label.words == wanted)
    }
}

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Reading {
    /// Nothing.
    NoAnswer,
    /// A score on the scale.
    Score(f64),
    /// A number that the scale doesn't have.
    Outside(f64),
    /// Words.
    Words,
}

/// Reads a cell as a score; `number` reads a number as the column writes them.
pub(super) fn read(
    cell: &str,
    scale: Scale,
    labels: &AnswerLabels,
    number: &dyn Fn(&str) -> Option<f64>,
) -> Reading {
    let cell = cell.trim();
    // Labels first: `5=` may say that the number 5 means no answer.
    if let Some(label) = labels.get(cell) {
        return label.score.map_or(Reading::NoAnswer, |score| on_scale(score, scale));
    }
    if is_no_answer(cell) {
        return Reading::NoAnswer;
    }
    let score = number(cell).or_else(|| number_beside_words(cell));
    score.map_or(Reading::Words, |score| on_scale(score, scale))
}

fn on_scale(score: f64, scale: Scale) -> Reading {
    // A net promoter score counts whole answers.
    let is_whole = scale.metric.is_none() || score.fract() == 0.0;
    let fits = is_whole && (scale.lowest..=scale.highest).contains(&score);
    if fits { Reading::Score(score) } else { Reading::Outside(score) }
}

/// The number of an end point that a tool labels with both: "5 - Very happy", "10 (Extremely likely)", "Not at all
/// likely - 0".
fn number_beside_words(cell: &str) -> Option<f64> {
    let is_sign = |c: char| "-\u{2013}\u{2014}:=(.)".contains(c);
    let digits = cell.len() - cell.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (first, rest) = cell.split_at(digits);
    if digits > 0 && rest.trim_start().starts_with(is_sign) && !starts_with_digit(&rest[1..]) {
        return first.parse().ok();
    }
    let (words, last) = cell.rsplit_once([' ', '\u{a0}'])?;
    let is_number = !last.is_empty() && last.bytes().all(|b| b.is_ascii_digit());
    let is_joined = words.trim_end().ends_with(['-', '\u{2013}', '\u{2014}', ':', '=']);
    (is_number && is_joined).then(|| last.parse().ok()).flatten()
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a text says that somebody did not answer.
fn is_no_answer(cell: &str) -> bool {
    /// What survey tools offer beside the scores, in the languages in which they are most often sent.
    const WORDS: [&str; 16] = [
        "not applicable",
        "na",
        "no answer",
        "no opinion",
        "don't know",
        "dont know",
        "do not know",
        "prefer not to say",
        "prefer not to answer",
        "keine angabe",
        "k.a.",
        "wei\u{df} nicht",
        "sans objet",
        "ne sait pas",
        "no aplica",
        "no sabe",
    ];
    let folded = fold_name(cell).replace('\u{2019}', "'");
    let bare = folded.split('(').next().unwrap_or("").trim();
    bare.is_empty() || WORDS.contains(&bare)
}

#[cfg(test)]
mod tests {
    use super::{AnswerLabels, Reading, Scale, read};

    /// The reading of a cell on a scale from 1 to 5.
    fn reading(cell: &str, labels: &str) -> Reading {
        let labels = AnswerLabels::read(labels.split(',')).unwrap_or_default();
        let scale = Scale { lowest: 1.0, highest: 5.0, metric: None };
        read(cell, scale, &labels, &|cell| cell.parse().ok())
    }

    /// Numbers, numbers beside words, labels; and what is none of them.
    #[test]
    fn a_cell_is_a_score_a_word_or_nothing() {
        let labels = "Sehr zufrieden=5,Nie genutzt=";
        for (cell, wanted) in [
            ("4", Reading::Score(4.0)),
            ("5 - Very happy", Reading::Score(5.0)),
            ("1 (not at all)", Reading::Score(1.0)),
            ("Extremely likely - 5", Reading::Score(5.0)),
            (" sehr  ZUFRIEDEN ", Reading::Score(5.0)),
            ("Nie genutzt", Reading::NoAnswer),
            ("Don\u{2019}t know", Reading::NoAnswer),
            ("Not applicable (N/A)", Reading::NoAnswer),
            ("7", Reading::Outside(7.0)),
            ("0 - never", Reading::Outside(0.0)),
            ("zufrieden", Reading::Words),
            ("2 of them were late", Reading::Words),
            ("1.5.2026", Reading::Words),
        ] {
            assert_eq!(reading(cell, labels), wanted, "{cell}");
        }
    }

    #[test]
    fn a_pair_without_a_number_is_refused() {
        assert_eq!(AnswerLabels::read(["Happy=4", "Unhappy=low"]), Err("Unhappy=low"));
        assert_eq!(AnswerLabels::read(["Happy"]), Err("Happy"));
        assert_eq!(AnswerLabels::read(["a=b=2"]).ok().and_then(|it| it.range()), Some((2.0, 2.0)));
    }
}
