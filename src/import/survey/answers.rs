//! The answers of a file, row by row: the score of a service, and to whom the respondent belongs. Nothing else of a row
//! is read: no names, no addresses, no free text.

use super::{
    column::SurveyColumn,
    names::{NameMatch, Names},
    question::{QuestionRules, RespondentColumn, ScoreColumn, question_named},
    rejected::RejectedCells,
    scale::{Reading, Scale, read},
    tool::{Tool, bare},
};
use crate::{
    diag::{CellName, Diagnostic},
    id::{ServiceId, Subject, fold_name},
    import::{
        FigureKind, FigureStyle, TableFormat,
        filter::RowFilter,
        table::{Row, RowShape, SourceTable},
    },
    input::Text,
    model::Date,
};
use std::collections::{BTreeMap, HashMap};

/// What one figure is made of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct AnswerKey {
    /// The service.
    pub(super) service: ServiceId,
    /// The number of the scale among those of [`Answers`].
    pub(super) scale: usize,
    /// The month or quarter; empty where all answers are one measurement.
    pub(super) period: String,
}

/// How long answers are one measurement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Period {
    /// All answers of the files are.
    #[default]
    Survey,
    /// Those of a month.
    Month,
    /// Those of a quarter.
    Quarter,
}

/// The answers of all files.
#[derive(Debug, Default)]
pub(super) struct Answers {
    /// The scales.
    pub(super) scales: Vec<Scale>,
    /// Each answer: to whom the respondent belongs, and the score.
    pub(super) scores: BTreeMap<AnswerKey, Vec<(Subject, f64)>>,
    /// How many were asked, as the codebook says.
    pub(super) asked: BTreeMap<(ServiceId, Subject), u64>,
    /// How many rows hold a score.
    pub(super) respondents: usize,
    /// How many rows with a score name each department that the map doesn't have, folded, with the first spelling.
    pub(super) unknown: BTreeMap<String, (String, usize)>,
    /// How many rows with a score hold each name that several entries have, folded, with the first spelling.
    pub(super) ambiguous: BTreeMap<String, (String, usize)>,
    /// How many rows with a score name no department.
    pub(super) without_department: usize,
    /// How many answers of the long form name each service that the map doesn't have.
    pub(super) unknown_services: BTreeMap<String, (String, usize)>,
    /// How many rows with a score have no date that can be read.
    pub(super) undated: usize,
    /// The first and the last month of an answer.
    pub(super) months: Option<(String, String)>,
    /// Why rows were left out, with their number.
    pub(super) left_out: BTreeMap<&'static str, usize>,
    /// The cells that are no score.
    pub(super) rejected: RejectedCells,
    /// The problems of rows.
    pub(super) problems: Vec<Diagnostic>,
    /// The problems of options that choose rows.
    pub(super) errors: Vec<Diagnostic>,
    /// What the row filter says.
    pub(super) notes: Vec<String>,
}

/// Which columns of a file hold what.
#[derive(Debug)]
pub(super) struct Layout<'o> {
    /// The tool that wrote it.
    pub(super) tool: Option<Tool>,
    /// All its columns.
    pub(super) columns: &'o [SurveyColumn],
    /// Where the scores are.
    pub(super) scores: Scores<'o>,
    /// The columns that say to whom the respondent belongs.
    pub(super) respondents: Vec<RespondentColumn>,
    /// To whom all respondents belong, where an option says so.
    pub(super) fixed: Option<Subject>,
    /// The column that says when.
    pub(super) date: Option<usize>,
}

/// Where the scores of a file are.
#[derive(Debug)]
pub(super) enum Scores<'o> {
    /// A column a question.
    Wide(Vec<ScoreColumn>),
    /// A row an answer.
    Long(LongColumns<'o>),
}

/// The columns of the long form.
#[derive(Debug)]
pub(super) struct LongColumns<'o> {
    /// The question of all rows, where an option names the service.
    pub(super) fixed: Option<ScoreColumn>,
    /// The column of the service or question.
    pub(super) service: usize,
    /// The column of the score.
    pub(super) score: usize,
    /// The header of that column.
    pub(super) header: String,
    /// Where questions come from.
    pub(super) rules: QuestionRules<'o>,
}

/// Reads the rows of a file into the answers.
pub(super) struct AnswerReader<'a, 'org> {
    names: &'a Names<'org>,
    /// The columns.
    pub(super) layout: &'a Layout<'a>,
    format: &'a TableFormat,
    period: Period,
    /// The questions that are columns of their own.
    questions: Vec<ScoreColumn>,
    /// The questions of texts in the column of the service.
    long_questions: HashMap<String, Option<ScoreColumn>>,
    /// To whom respondents belong, by the texts of their cells, folded.
    belongs: HashMap<String, NameMatch<Subject>>,
}

impl<'a, 'org> AnswerReader<'a, 'org> {
    /// A reader of the rows of one file.
    pub(super) fn new(
        names: &'a Names<'org>,
        layout: &'a Layout<'a>,
        format: &'a TableFormat,
        period: Period,
    ) -> Self {
        let questions = match &layout.scores {
            Scores::Wide(questions) => questions.clone(),
            Scores::Long(long) => long.fixed.iter().cloned().collect(),
        };
        let (long_questions, belongs) = (HashMap::new(), HashMap::new());
        Self { names, layout, format, period, questions, long_questions, belongs }
    }

    /// The questions that are columns of their own.
    pub(super) fn questions_of_file(&self) -> &[ScoreColumn] {
        &self.questions
    }

    /// Drops the questions that were found by a name within their header and hold hardly any scores: "What should be
    /// better about the Helpdesk?". Returns their headers.
    pub(super) fn drop_texts(&mut self, table: &SourceTable<'_>) -> Vec<String> {
        if self.questions.iter().all(|question| question.is_stated) {
            return Vec::new();
        }
        let style = self.style(table);
        let mut balance = vec![0_i64; self.questions.len()];
        table.rows(|row, _| {
            for (question, balance) in self.questions.iter().zip(&mut balance) {
                *balance += match reading(row, question, style) {
                    Some(Reading::Score(_)) => 1,
                    Some(Reading::Outside(_) | Reading::Words) => -1,
                    Some(Reading::NoAnswer) | None => 0,
                };
            }
        });
        let mut balances = balance.into_iter();
        let mut dropped = Vec::new();
        self.questions.retain(|question| {
            // More scores than texts: a comment column may hold a few plain numbers.
            let is_kept = balances.next().is_none_or(|it| it > 0) || question.is_stated;
            if !is_kept {
                dropped.push(format!("`{}`", question.header.chars().take(60).collect::<String>()));
            }
            is_kept
        });
        dropped
    }

    /// Reads a table.
    pub(super) fn read(&mut self, table: &SourceTable<'_>, answers: &mut Answers) {
        let style = self.style(table);
        let headers = self.headers(table);
        let mut filter = RowFilter::new(table, &headers, self.format, &mut answers.errors);
        table.rows(|row, shape| {
            let is_taken = filter.take(row);
            match shape {
                RowShape::Unclosed(problem) | RowShape::Broken(problem) => {
                    answers.problems.push(problem);
                }
                RowShape::Valid if row.is_empty() || !is_taken => {}
                RowShape::Valid => match self.reason_to_leave_out(row) {
                    Some(reason) => *answers.left_out.entry(reason).or_default() += 1,
                    None => self.row(row, style, answers),
                },
            }
        });
        answers.notes.extend(filter.notes(table));
    }

    /// How numbers and dates are written, as far as the columns show it.
    fn style(&self, table: &SourceTable<'_>) -> FigureStyle {
        let mut style = self.format.figures;
        let scores: Vec<usize> = match &self.layout.scores {
            Scores::Wide(_) => self.questions.iter().map(|question| question.at).collect(),
            Scores::Long(long) => vec![long.score],
        };
        table.rows(|row, _| {
            for at in &scores {
                if let Some(cell) = row.cell(*at) {
                    style.learn(FigureKind::Number, &cell.value);
                }
            }
            if let Some(cell) = self.layout.date.and_then(|at| row.cell(at)) {
                style.learn(FigureKind::Date, &cell.value);
            }
        });
        style
    }

    /// The header of every column, empty ones included.
    fn headers(&self, table: &SourceTable<'_>) -> Vec<Text> {
        let columns = self.layout.columns;
        let width = columns.last().map_or(0, |column| column.at + 1);
        let empty = Text { value: "".into(), place: table.first_place() };
        let mut headers = vec![empty; width];
        for column in columns {
            headers[column.at] = column.header.clone();
        }
        headers
    }

    fn reason_to_leave_out(&self, row: &Row) -> Option<&'static str> {
        let tool = self.layout.tool?;
        self.layout.columns.iter().filter(|column| column.is_own).find_map(|column| {
            let cell = row.cell(column.at);
            column
                .texts
                .iter()
                .find_map(|text| tool.left_out(text, cell.as_ref().map(|it| &*it.value)))
        })
    }

    /// The scores of a row. Several questions about one service are one answer: their mean.
    fn row(&mut self, row: &Row, style: FigureStyle, answers: &mut Answers) {
        let mut scores: BTreeMap<(ServiceId, usize, Option<Subject>), Vec<f64>> = BTreeMap::new();
        for question in self.questions(row, answers) {
            let Some(score) = score(row, &question, style, answers) else { continue };
            let scale = scale_number(&mut answers.scales, question.scale);
            scores.entry((question.service, scale, question.only)).or_default().push(score);
            if let (Some(only), Some(asked)) = (question.only, question.asked) {
                answers.asked.insert((question.service, only), asked);
            }
        }
        if scores.is_empty() {
            return;
        }
        answers.respondents += 1;
        let month = self.month(row, style);
        match &month {
            Some(month) => answers.see(month),
            None => answers.undated += usize::from(self.layout.date.is_some()),
        }
        let Some(period) = self.period_of(month) else { return };
        // Looked up only where it matters, or a survey of customers alone would count
        // rows without a department.
        let needs_department = scores.keys().any(|(_, _, only)| only.is_none());
        let own = if needs_department { self.respondent(row, answers) } else { None };
        for ((service, scale, only), scores) in scores {
            let Some(respondent) = only.or(own) else { continue };
            let key = AnswerKey { service, scale, period: period.clone() };
            // One answer for each respondent: two questions must not make one person count twice.
            let mean = super::statistics::mean(&scores);
            answers.scores.entry(key).or_default().extend(mean.map(|mean| (respondent, mean)));
        }
    }

    fn questions(&mut self, row: &Row, answers: &mut Answers) -> Vec<ScoreColumn> {
        match &self.layout.scores {
            Scores::Long(long) if long.fixed.is_none() => {
                let Some(cell) = row.cell(long.service) else {
                    return Vec::new();
                };
                let text = cell.value.to_string();
                let names = self.names;
                let known = self.long_questions.entry(text).or_insert_with_key(|text| {
                    let question = question_named(text, long.score, names, long.rules)?;
                    Some(ScoreColumn { header: long.header.clone(), ..question })
                });
                if known.is_none() {
                    count(&mut answers.unknown_services, &cell.value);
                }
                known.iter().cloned().collect()
            }
            Scores::Wide(_) | Scores::Long(_) => self.questions.clone(),
        }
    }

    /// To whom the respondent of a row belongs. A row that doesn't say, or names something that the map does not have,
    /// is counted.
    fn respondent(&mut self, row: &Row, answers: &mut Answers) -> Option<Subject> {
        if self.layout.fixed.is_some() {
            return self.layout.fixed;
        }
        let stated =
            self.layout.respondents.iter().find_map(|column| Some((column, row.cell(column.at)?)));
        let Some((column, cell)) = stated else {
            answers.without_department += 1;
            return None;
        };
        let folded = fold_name(&cell.value);
        if let Some((_, subject)) = column.labels.iter().find(|(label, _)| *label == folded) {
            return Some(*subject);
        }
        let names = self.names;
        let found = *self.belongs.entry(folded).or_insert_with_key(|text| names.respondent(text));
        match found {
            NameMatch::One(subject) => Some(subject),
            NameMatch::Nothing => {
                count(&mut answers.unknown, &cell.value);
                None
            }
            NameMatch::Several => {
                count(&mut answers.ambiguous, &cell.value);
                None
            }
        }
    }

    fn month(&self, row: &Row, style: FigureStyle) -> Option<String> {
        let cell = row.cell(self.layout.date?)?;
        let day = style.plain(FigureKind::Date, &cell.value)?;
        // A month of 39 is no date: it would stop the whole import where the map is read back.
        Date::parse(&day)?;
        // LimeSurvey writes 1980-01-01 where a survey keeps no dates.
        let month = day.get(..7).filter(|month| *month > "1980-01")?;
        Some(month.to_owned())
    }

    /// The period of an answer; none where it has no date and needs one.
    fn period_of(&self, month: Option<String>) -> Option<String> {
        match self.period {
            Period::Survey => Some(String::new()),
            Period::Month => month,
            Period::Quarter => {
                let (year, number) = month.as_deref()?.split_once('-')?;
                let last = number.parse::<u8>().ok()?.div_ceil(3) * 3;
                Some(format!("{year}-{last:02}"))
            }
        }
    }
}

impl Answers {
    fn see(&mut self, month: &str) {
        let months = self.months.get_or_insert_with(|| (month.to_owned(), month.to_owned()));
        if month < &*months.0 {
            month.clone_into(&mut months.0);
        }
        if month > &*months.1 {
            month.clone_into(&mut months.1);
        }
    }
}

/// What the cell of a question says; none where it is empty.
fn reading(row: &Row, question: &ScoreColumn, style: FigureStyle) -> Option<Reading> {
    let cell = row.cell(question.at)?;
    let number = |cell: &str| style.plain(FigureKind::Number, cell)?.parse().ok();
    Some(read(&cell.value, question.scale, &question.labels, &number))
}

/// The score in a cell; one that is none is noted.
fn score(
    row: &Row,
    question: &ScoreColumn,
    style: FigureStyle,
    answers: &mut Answers,
) -> Option<f64> {
    let cell = row.cell(question.at)?;
    let reading = reading(row, question, style)?;
    let place = || CellName { row: row.number(), column: crate::id::index32(question.at + 1) };
    match reading {
        Reading::NoAnswer => None,
        Reading::Score(score) => {
            answers.rejected.accept(&question.header);
            Some(score)
        }
        Reading::Outside(score) => {
            answers.rejected.outside(&question.header, question.scale, score, place());
            None
        }
        Reading::Words => {
            answers.rejected.words(&question.header, &cell.value, place());
            None
        }
    }
}

fn scale_number(scales: &mut Vec<Scale>, scale: Scale) -> usize {
    scales.iter().position(|known| *known == scale).unwrap_or_else(|| {
        scales.push(scale);
        scales.len() - 1
    })
}

fn count(counts: &mut BTreeMap<String, (String, usize)>, text: &str) {
    counts.entry(fold_name(text)).or_insert_with(|| (one_line(text), 0)).1 += 1;
}

/// A text on one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The column of a file that says when somebody answered.
pub(super) fn date_column(columns: &[SurveyColumn], tool: Option<Tool>) -> Option<usize> {
    let names = tool?.dates();
    let find = |name: &&str| {
        let is_called =
            |column: &&SurveyColumn| column.texts.iter().any(|text| bare(text) == **name);
        columns.iter().find(is_called).map(|column| column.at)
    };
    names.iter().find_map(find)
}
