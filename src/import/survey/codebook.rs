//! The codebook of a survey: which column of an export asks about which service, on which scale, and whom.
//!
//! ```text
//! question,answer,kind,text,service,recipient,lowest,scale,labels
//! dept,,respondent,In which department do you work?,,,,,
//! dept,D1,respondent,Accounting,,accounting,,,
//! s001,,score,How happy are you with the Helpdesk?,helpdesk,,0,10,I don't use it=
//! c001,,score,How happy are you with the web shop?,web-shop,retail-buyers,0,10,
//! ```

use super::{
    names::{NameMatch, Names},
    scale::{AnswerLabels, Scale},
};
use crate::{
    diag::{Code, Diagnostic, Nearest, excerpt},
    id::{ServiceId, Subject, fold_name},
    import::table::{Row, RowShape, SourceTable},
    input::Text,
};

/// A question of the codebook.
#[derive(Clone, Debug)]
pub(super) struct CodebookRow {
    /// Its code in the tool; empty where there is none.
    pub(super) code: String,
    /// Its text as respondents see it.
    pub(super) text: String,
    /// What its column holds.
    pub(super) kind: CodebookKind,
}

/// What a column of an export holds.
#[derive(Clone, Debug)]
pub(super) enum CodebookKind {
    /// Scores of a service.
    Score(Box<CodebookScores>),
    /// To whom the respondent belongs, with the meaning of each answer, folded.
    Respondent(Vec<(String, Subject)>),
    /// Free text, which is never read.
    Comment,
}

/// A column of scores.
#[derive(Clone, Debug)]
pub(super) struct CodebookScores {
    /// The service.
    pub(super) service: ServiceId,
    /// Whose answers they are; none: the respondent's department decides.
    pub(super) recipient: Option<Subject>,
    /// The scale.
    pub(super) scale: Scale,
    /// Answers in words.
    pub(super) labels: AnswerLabels,
    /// How many were asked.
    pub(super) asked: Option<u64>,
}

/// What a row of a codebook is.
enum ReadRow {
    /// A question.
    Question(CodebookRow),
    /// An answer to the question with this code: its own code and text, folded, and its meaning.
    Choice(String, Vec<String>, Subject),
}

/// Reads a codebook; what is wrong with it is added to `problems`.
pub(super) fn read(
    table: &SourceTable<'_>,
    names: &Names<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<CodebookRow> {
    let columns = table.columns();
    let column = |name: &str| columns.iter().position(|column| fold_name(&column.value) == name);
    if ["question", "kind", "service"].iter().any(|name| column(name).is_none()) {
        let message = "this is no codebook: it lacks the columns `question`, `kind` or `service`";
        let help = "its columns are question, answer, kind, text, service, recipient, lowest, scale, labels";
        let problem = Diagnostic::new(Code::UnknownColumn, table.first_place(), message);
        problems.push(problem.help(help));
        return Vec::new();
    }
    let mut questions: Vec<CodebookRow> = Vec::new();
    let mut nearest = Nearest::default();
    table.rows(|row, shape| {
        let problem = match shape {
            RowShape::Unclosed(problem) | RowShape::Broken(problem) => problem,
            RowShape::Valid if row.is_empty() => return,
            RowShape::Valid => {
                let cells = CodebookCells { row, column: &column };
                let read = cells.read(names, &mut nearest);
                match read.and_then(|read| add(&mut questions, read, &cells)) {
                    Ok(()) => return,
                    Err(problem) => *problem,
                }
            }
        };
        problems.push(problem);
    });
    questions
}

/// Adds a question, or an answer to one.
fn add(
    questions: &mut Vec<CodebookRow>,
    read: ReadRow,
    cells: &CodebookCells<'_>,
) -> Result<(), Box<Diagnostic>> {
    let (code, words, subject) = match read {
        ReadRow::Question(question) => {
            questions.push(question);
            return Ok(());
        }
        ReadRow::Choice(code, words, subject) => (code, words, subject),
    };
    for question in questions.iter_mut().filter(|question| question.code == code) {
        if let CodebookKind::Respondent(answers) = &mut question.kind {
            answers.extend(words.into_iter().map(|words| (words, subject)));
            return Ok(());
        }
    }
    let message = format!("no row above is the question `{}`", excerpt(&code));
    let help = "write the question first, in a row without `answer`";
    Err(cells.problem(Code::BadRow, "question", message, help))
}

/// The cells of a row by the names of their columns.
struct CodebookCells<'r> {
    row: &'r Row,
    column: &'r dyn Fn(&str) -> Option<usize>,
}

impl CodebookCells<'_> {
    fn text(&self, name: &str) -> Option<Text> {
        self.row.cell((self.column)(name)?)
    }

    fn string(&self, name: &str) -> String {
        self.text(name).map_or_else(String::new, |text| text.value.to_string())
    }

    fn read(&self, names: &Names<'_>, nearest: &mut Nearest) -> Result<ReadRow, Box<Diagnostic>> {
        let (code, text) = (self.string("question"), self.string("text"));
        let kind = match &*self.string("kind").to_lowercase() {
            "" | "score" => CodebookKind::Score(Box::new(self.score(names, nearest)?)),
            "respondent" => {
                let Some(recipient) = self.text("recipient") else {
                    let kind = CodebookKind::Respondent(Vec::new());
                    return Ok(ReadRow::Question(CodebookRow { code, text, kind }));
                };
                let subject = self.subject(&recipient.value, names, nearest)?;
                let words = [self.string("answer"), text].map(|words| fold_name(&words));
                let filled = words.into_iter().filter(|words| !words.is_empty()).collect();
                return Ok(ReadRow::Choice(code, filled, subject));
            }
            "comment" => CodebookKind::Comment,
            word => {
                let message = format!("a codebook has no kind `{}`", excerpt(word));
                let help = "write score, respondent or comment";
                return Err(self.problem(Code::WrongWord, "kind", message, help));
            }
        };
        Ok(ReadRow::Question(CodebookRow { code, text, kind }))
    }

    fn score(
        &self,
        names: &Names<'_>,
        nearest: &mut Nearest,
    ) -> Result<CodebookScores, Box<Diagnostic>> {
        let id = self.string("service");
        let NameMatch::One(service) = names.service(&id) else {
            let message = format!("the map has no service `{}`", excerpt(&id));
            let help = nearest.advice(&id, names.service_words(), "write the id of a service");
            return Err(self.problem(Code::UnknownReference, "service", message, &help));
        };
        let recipient = self.text("recipient");
        let subject = recipient.map(|id| self.subject(&id.value, names, nearest)).transpose()?;
        let labels = self.string("labels");
        let labels = AnswerLabels::read(labels.split(';')).map_err(|pair| {
            let message = format!("`{}` is no label with its score", excerpt(pair));
            let help = "write pairs such as Happy=4;Unhappy=2";
            self.problem(Code::WrongNumber, "labels", message, help)
        })?;
        let asked = self.text("asked").map(|text| text.value.parse::<u64>());
        let count = asked.transpose().map_err(|_| {
            let message = "the number of those asked is a whole number".to_owned();
            self.problem(Code::WrongNumber, "asked", message, "leave it out where it is not known")
        })?;
        let scale = self.scale(&labels)?;
        Ok(CodebookScores { service, recipient: subject, scale, labels, asked: count })
    }

    fn scale(&self, labels: &AnswerLabels) -> Result<Scale, Box<Diagnostic>> {
        match &*self.string("metric").to_lowercase() {
            "nps" => return Ok(Scale::NPS),
            "" => {}
            word => {
                let message = format!("there is no metric `{}`", excerpt(word));
                let help = "write nps, or leave it out";
                return Err(self.problem(Code::WrongWord, "metric", message, help));
            }
        }
        let number = |name: &str| self.text(name)?.value.parse::<f64>().ok();
        let range = number("lowest").zip(number("scale")).or_else(|| labels.range());
        range.and_then(|(lowest, highest)| Scale::new(lowest, highest)).ok_or_else(|| {
            let message =
                "a question needs its `lowest` and its highest (`scale`) score".to_owned();
            let help = "write both as numbers, such as 1 and 5";
            self.problem(Code::WrongNumber, "scale", message, help)
        })
    }

    fn subject(
        &self,
        id: &str,
        names: &Names<'_>,
        nearest: &mut Nearest,
    ) -> Result<Subject, Box<Diagnostic>> {
        let NameMatch::One(subject) = names.respondent_by_id(id) else {
            let message = format!("the map has no `{}`", excerpt(id));
            let otherwise = "write the id of a unit, a group or a customer";
            let help = nearest.advice(id, names.respondent_words(), otherwise);
            return Err(self.problem(Code::UnknownReference, "recipient", message, &help));
        };
        Ok(subject)
    }

    fn problem(&self, code: Code, column: &str, message: String, help: &str) -> Box<Diagnostic> {
        let place = self.text(column).map_or_else(|| self.row.place(), |text| text.place);
        Box::new(Diagnostic::new(code, place, message).help(help))
    }
}
