//! The columns of an export: a code, and the texts of the question as one or several rows have them.

use super::tool::{Tool, bare};
use crate::{diag::Slice, input::Text};

/// A column.
#[derive(Clone, Debug)]
pub(in crate::import) struct SurveyColumn {
    /// Its number, from 0.
    pub(in crate::import) at: usize,
    /// Its header, from the last row that names it.
    pub(in crate::import) header: Text,
    /// Texts by which it may be named, the most exact first: its header, the statement within it, its code.
    pub(in crate::import) texts: Vec<String>,
    /// Whether it is about the respondent or the visit.
    pub(in crate::import) is_own: bool,
}

impl SurveyColumn {
    /// The columns of a file whose first rows are these.
    pub(super) fn all(tool: Option<Tool>, rows: &[Vec<Text>]) -> Vec<Self> {
        let count = tool.map_or(1, |tool| tool.header_rows() as usize).min(rows.len());
        let width = rows.iter().take(count).map(Vec::len).max().unwrap_or(0);
        let mut stem: &str = "";
        let columns = (0..width).filter_map(|at| {
            let cell = |row: usize| rows.get(row)?.get(at).filter(|cell| !cell.value.is_empty());
            let first = cell(0);
            // SurveyMonkey writes a question above the first of its statements only.
            stem = first.map_or(stem, |cell| &cell.value);
            let second = cell(1).filter(|_| count > 1);
            let is_own =
                tool.is_some_and(|tool| first.is_some_and(|cell| tool.is_own(&cell.value)));
            let header = match (tool, first, second) {
                // The first row of Qualtrics holds codes, the second the questions.
                (Some(Tool::Qualtrics), _, Some(second)) if !is_own => second,
                (Some(Tool::SurveyMonkey), _, Some(second))
                    if !is_own && !is_placeholder(&second.value) =>
                {
                    second
                }
                (_, Some(first), _) => first,
                (_, None, Some(second)) => second,
                (_, None, None) => return None,
            };
            let mut texts = vec![header.value.to_string()];
            texts.extend(statements(&header.value));
            texts.extend(first.map(|cell| cell.value.to_string()));
            if tool == Some(Tool::SurveyMonkey) && first.is_none() {
                texts.push(format!("{stem} - {}", header.value));
            }
            texts.dedup();
            Some(Self { at, header: header.clone(), texts, is_own })
        });
        columns.collect()
    }

    /// The columns with these headers, of a table that no survey tool wrote.
    pub(in crate::import) fn plain(headers: &[Text]) -> Vec<Self> {
        Self::all(None, &[headers.to_vec()])
    }

    /// The question that a text of the long form names, whose answers are in the column `at`.
    pub(in crate::import) fn of_text(at: usize, header: Text) -> Self {
        let mut texts = vec![header.value.to_string()];
        texts.extend(statements(&header.value));
        Self { at, header, texts, is_own: false }
    }

    /// Whether it has this text, without regard to case and signs, so that `SAT[SQ1]` is `SAT_SQ1` and `SAT.SQ1.` too.
    pub(in crate::import) fn is_called(&self, text: &str) -> bool {
        let wanted = bare(text);
        !wanted.is_empty() && self.texts.iter().any(|text| bare(text) == wanted)
    }
}

/// Whether a second header says only what kind of answer is below.
fn is_placeholder(text: &str) -> bool {
    const WORDS: [&str; 4] =
        ["response", "open-ended response", "other (please specify)", "antwort"];
    WORDS.contains(&&*text.trim().to_lowercase())
}

/// The statements within a header: `Question [Statement]`, `Question - Statement`, `CODE. Question`.
fn statements(header: &Slice) -> Vec<String> {
    let text = header.trim();
    let bracket = text.strip_suffix(']').and_then(|text| text.rsplit_once('['));
    let dash = text.rsplit_once(" - ").or_else(|| text.rsplit_once(" \u{2013} "));
    let colon = text.rsplit_once(": ");
    let code = text.split_once(". ").filter(|(code, _)| !code.contains(' '));
    let all = [bracket, dash, colon, code].into_iter().flatten();
    all.map(|(_, statement)| statement.trim().to_owned()).filter(|it| !it.is_empty()).collect()
}
