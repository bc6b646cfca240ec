//! What a form was answered with, whatever file it came in.

use crate::diag::clean;
use std::path::PathBuf;

/// The most characters of an answer: no form takes a longer one.
const LONGEST: usize = 4_000;
/// The sheets of the workbook of a form: the questions, the lists to choose from, and of what it is the form.
pub const QUESTIONS_SHEET: &str = "Questions";
/// The lists to choose from.
pub const LISTS_SHEET: &str = "Lists";
/// Of what it is the form.
pub const FORM_SHEET: &str = "Form";
/// The address in the row in which people write who answers.
pub const ABOUT_BY: &str = "by";
/// The address in the row in which people write the date.
pub const ABOUT_DATE: &str = "date";

/// The answers of one head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswersFile {
    /// The file.
    pub path: PathBuf,
    /// The id of the organisation, where the file says it.
    pub organisation: Option<String>,
    /// The id of the unit that was asked.
    pub unit: String,
    /// Who answered: an id or any text.
    pub by: Option<String>,
    /// When it was saved.
    pub date: Option<String>,
    /// The answers.
    pub answers: Vec<GivenAnswer>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenAnswer {
    /// The address of the fact.
    pub about: String,
    /// The state of the fact when the form was written; none where the file doesn't say it.
    pub was: Option<String>,
    /// The answer.
    pub answer: String,
    /// The reason, or a remark.
    pub because: Option<String>,
}

/// The ends of the addresses of facts that hold several texts.
const SEVERAL: [&str; 3] = ["/drivers", "/pressures", "/buys_from"];

/// An answer on one line. The lines of one that may hold several texts are parted as its texts are, by semicolons.
pub(super) fn tidy_answer(about: &str, text: &str) -> String {
    if !SEVERAL.iter().any(|end| about.ends_with(end)) {
        return tidy(text);
    }
    let lines: Vec<String> = text.lines().map(tidy).filter(|line| !line.is_empty()).collect();
    tidy(&lines.join("; "))
}

/// A text on one line, not endlessly long, without characters that move a cursor or turn the direction of writing.
pub(super) fn tidy(text: &str) -> String {
    let cleaned = clean(text).replace(char::REPLACEMENT_CHARACTER, " ");
    let words: Vec<&str> = cleaned.split_whitespace().collect();
    words.join(" ").chars().take(LONGEST).collect()
}
