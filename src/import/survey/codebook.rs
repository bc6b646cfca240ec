//! The codebook of a survey: which column of an export asks about which service, on which scale, and whom.
//!
//! ```text
//! code,kind,question,service,service_name,respondents,lowest,scale,metric,labels,asked
//! DEPT,department,Your department?,,,,,,,A1=it;A2=hr,
//! SAT[SQ1],score,Helpdesk,helpdesk,Helpdesk,computer-users;everyone,0,10,,,412
//! ```

use super::{
    names::{Named, Names},
    scale::{Labels, Scale},
};
use crate::{
    diag::{Code, Diagnostic, Nearest, excerpt},
    id::{ServiceId, Subject, fold_name},
    import::table::{Row, RowShape, SourceTable},
    input::Text,
};

/// A row of the codebook.
#[derive(Clone, Debug)]
pub(super) struct CodebookRow {
    /// The code of the question in the tool; empty where there is none.
    pub(super) code: String,
    /// The question as respondents see it.
    pub(super) question: String,
    /// What the column holds.
    pub(super) kind: CodebookKind,
}

/// What a column of an export holds.
#[derive(Clone, Debug)]
pub(super) enum CodebookKind {
    /// Scores of a service.
    Score(Box<ScoreColumn>),
    /// To whom the respondent belongs, with what each answer stands for, folded.
    Respondent(Vec<(String, Subject)>),
    /// Free text, which is never read.
    Comment,
}

/// A column of scores.
#[derive(Clone, Debug)]
pub(super) struct ScoreColumn {
    /// The service.
    pub(super) service: ServiceId,
    /// Those who were asked; several or none: the respondent's department decides.
    pub(super) respondents: Vec<Subject>,
    /// The scale.
    pub(super) scale: Scale,
    /// Answers in words.
    pub(super) labels: Labels,
    /// How many were asked.
    pub(super) asked: Option<u64>,
}

/// Reads a codebook; what is wrong with it is added to `problems`.
pub(super) fn read(
    table: &SourceTable<'_>,
    names: &Names<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<CodebookRow> {
    let columns = table.columns();
    let column = |name: &str| columns.iter().position(|column| fold_name(&column.value) == name);
    if column("question").is_none() && column("code").is_none() || column("service").is_none() {
        let message = "this is no codebook: it has no columns `question` and `service`";
        let help = "custmap ask writes one with --codebook; its columns are code, kind, question, service, respondents, lowest, scale, labels";
        problems
            .push(Diagnostic::new(Code::UnknownColumn, table.first_place(), message).help(help));
        return Vec::new();
    }
    let mut rows = Vec::new();
    let mut nearest = Nearest::default();
    table.rows(|row, shape| {
        let problem = match shape {
            RowShape::Unclosed(problem) | RowShape::Broken(problem) => problem,
            RowShape::Valid if row.is_empty() => return,
            RowShape::Valid => {
                let cells = Cells { row, column: &column };
                match cells.read(names, &mut nearest) {
                    Ok(row) => return rows.push(row),
                    Err(problem) => *problem,
                }
            }
        };
        problems.push(problem);
    });
    rows
}

/// The cells of a row by the names of their columns.
struct Cells<'r> {
    row: &'r Row,
    column: &'r dyn Fn(&str) -> Option<usize>,
}

impl Cells<'_> {
    fn text(&self, name: &str) -> Option<Text> {
        self.row.cell((self.column)(name)?)
    }

    fn string(&self, name: &str) -> String {
        self.text(name).map_or_else(String::new, |text| text.value.to_string())
    }

    fn read(
        &self,
        names: &Names<'_>,
        nearest: &mut Nearest,
    ) -> Result<CodebookRow, Box<Diagnostic>> {
        let kind = match &*self.string("kind").to_lowercase() {
            "" | "score" => CodebookKind::Score(Box::new(self.score(names, nearest)?)),
            "department" | "customer" => {
                CodebookKind::Respondent(self.respondents(names, nearest)?)
            }
            "comment" => CodebookKind::Comment,
            word => {
                let message = format!("a codebook has no kind `{}`", excerpt(word));
                let help = "write score, department, customer or comment";
                return Err(self.problem(Code::WrongWord, "kind", message, help));
            }
        };
        Ok(CodebookRow { code: self.string("code"), question: self.string("question"), kind })
    }

    fn score(
        &self,
        names: &Names<'_>,
        nearest: &mut Nearest,
    ) -> Result<ScoreColumn, Box<Diagnostic>> {
        let id = self.string("service");
        let Named::One(service) = names.service(&id) else {
            let message = format!("the map has no service `{}`", excerpt(&id));
            let help = nearest.advice(&id, names.service_words(), "write the id of a service");
            return Err(self.problem(Code::UnknownReference, "service", message, &help));
        };
        let respondents = self.string("respondents");
        let respondents = respondents.split(';').map(str::trim).filter(|id| !id.is_empty());
        let respondents = respondents.map(|id| self.subject("respondents", id, names, nearest));
        let labels = self.string("labels");
        let labels = Labels::read(labels.split(';')).map_err(|pair| {
            let message = format!("`{}` is no label with its score", excerpt(pair));
            self.problem(
                Code::WrongNumber,
                "labels",
                message,
                "write pairs such as Happy=4;Unhappy=2",
            )
        })?;
        let asked = self.text("asked").map(|text| text.value.parse::<u64>());
        let Ok(asked) = asked.transpose() else {
            let message = "the number of those asked is a whole number";
            return Err(self.problem(
                Code::WrongNumber,
                "asked",
                message.into(),
                "leave it out where it is not known",
            ));
        };
        Ok(ScoreColumn {
            service,
            respondents: respondents.collect::<Result<_, _>>()?,
            scale: self.scale(&labels)?,
            labels,
            asked,
        })
    }

    fn scale(&self, labels: &Labels) -> Result<Scale, Box<Diagnostic>> {
        match &*self.string("metric").to_lowercase() {
            "nps" => return Ok(Scale::NPS),
            "" => {}
            word => {
                let message = format!("there is no metric `{}`", excerpt(word));
                return Err(self.problem(
                    Code::WrongWord,
                    "metric",
                    message,
                    "write nps, or leave it out",
                ));
            }
        }
        let number = |name: &str| self.text(name).and_then(|text| text.value.parse::<f64>().ok());
        let range = number("lowest").zip(number("scale")).or_else(|| labels.range());
        range.and_then(|(lowest, highest)| Scale::new(lowest, highest)).ok_or_else(|| {
            let message =
                "a question needs its `lowest` and its highest (`scale`) score".to_owned();
            self.problem(
                Code::WrongNumber,
                "scale",
                message,
                "write both as numbers, such as 1 and 5",
            )
        })
    }

    fn respondents(
        &self,
        names: &Names<'_>,
        nearest: &mut Nearest,
    ) -> Result<Vec<(String, Subject)>, Box<Diagnostic>> {
        let labels = self.string("labels");
        let pairs = labels.split(';').filter(|pair| !pair.trim().is_empty()).map(|pair| {
            let Some((label, id)) = pair.rsplit_once('=') else {
                let message = format!("`{}` is no answer with its department", excerpt(pair));
                return Err(self.problem(
                    Code::BadRow,
                    "labels",
                    message,
                    "write pairs such as A1=it;A2=hr",
                ));
            };
            Ok((fold_name(label), self.subject("labels", id.trim(), names, nearest)?))
        });
        pairs.collect()
    }

    fn subject(
        &self,
        column: &str,
        id: &str,
        names: &Names<'_>,
        nearest: &mut Nearest,
    ) -> Result<Subject, Box<Diagnostic>> {
        let Named::One(subject) = names.respondent_by_id(id) else {
            let message = format!("the map has no `{}`", excerpt(id));
            let help = nearest.advice(
                id,
                names.respondent_words(),
                "write the id of a unit, a group or a customer",
            );
            return Err(self.problem(Code::UnknownReference, column, message, &help));
        };
        Ok(subject)
    }

    fn problem(&self, code: Code, column: &str, message: String, help: &str) -> Box<Diagnostic> {
        let place = self.text(column).map_or_else(|| self.row.place(), |text| text.place);
        Box::new(Diagnostic::new(code, place, message).help(help))
    }
}
