//! What is known of a survey besides its files.

use super::{
    answers::Period,
    scale::{AnswerLabels, Scale},
};
use crate::import::TableFormat;
use std::path::PathBuf;

/// The options of the import of a survey.
#[derive(Clone, Debug, Default)]
pub struct SurveyOptions {
    /// How the tables are written.
    pub format: TableFormat,
    /// The codebook.
    pub codebook: Option<PathBuf>,
    /// Columns with their services; no service: the column is no question.
    pub questions: Vec<(String, String)>,
    /// The column that says to whom the respondent belongs, or `=ID` where all belong to one.
    pub of: Option<String>,
    /// The columns of the long form, with a row an answer.
    pub long: Option<LongForm>,
    /// The column that says when somebody answered.
    pub date: Option<String>,
    /// The scale of questions whose codebook states none.
    pub scale: Option<Scale>,
    /// Answers in words.
    pub labels: AnswerLabels,
    /// Names that mean the same: the second is what the map has.
    pub same: Vec<(String, String)>,
    /// The least number of answers of a published figure.
    pub minimum: usize,
    /// How long answers are one measurement.
    pub period: Period,
    /// When, where no column or another date is meant.
    pub measured: Option<String>,
    /// How many were asked: of a recipient, or of each.
    pub asked: Vec<(Option<String>, u64)>,
}

/// The columns of the long form.
#[derive(Clone, Debug)]
pub struct LongForm {
    /// The column of the service or question, or `=ID` where all answers are about one service.
    pub service: String,
    /// The column of the score.
    pub score: String,
}
