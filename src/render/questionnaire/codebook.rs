//! The codebook: what each question asks and what each choice means, as `import survey --codebook` reads it.

use super::{CUSTOMER, DEPARTMENT, UNUSED, WHO, group_code, group_text, scores};
use crate::{
    id::Subject,
    model::Organisation,
    render::csv,
    report::{AskedOf, Questionnaire, RespondentChoice, ServiceQuestion},
};
use std::io::{self, Write};

/// Its columns.
const COLUMNS: [&str; 12] = [
    "question",
    "answer",
    "kind",
    "text",
    "service",
    "service_name",
    "recipient",
    "recipient_name",
    "recipient_kind",
    "lowest",
    "scale",
    "labels",
];

/// Writes the codebook of a survey.
///
/// # Errors
/// The errors of `out`.
pub fn codebook(survey: &Questionnaire<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut rows: Vec<[String; 12]> = Vec::new();
    if !survey.departments.is_empty() && !survey.customers.is_empty() {
        rows.push(question_row(WHO.0, "comment", WHO.1));
    }
    for ((code, text), choices) in
        [(DEPARTMENT, &survey.departments), (CUSTOMER, &survey.customers)]
    {
        if !choices.is_empty() {
            rows.push(question_row(code, "respondent", text));
            rows.extend(choices.iter().map(|choice| choice_row(survey.organisation, code, choice)));
        }
    }
    for (number, group) in survey.groups.iter().enumerate() {
        rows.push(question_row(&group_code(number), "comment", &group_text(&group.label)));
    }
    rows.extend(survey.questions.iter().map(|question| score_row(survey, question)));
    csv::texts(&COLUMNS, &rows, out)
}

/// A row of the codebook; what is left out is an empty cell.
#[derive(Clone, Copy, Debug, Default)]
struct BookRow<'r> {
    question: &'r str,
    answer: &'r str,
    kind: &'r str,
    text: &'r str,
    service: [&'r str; 2],
    /// Id, name and kind.
    recipient: [&'r str; 3],
    labels: &'r str,
}

impl BookRow<'_> {
    fn cells(self) -> [String; 12] {
        let [service, service_name] = self.service;
        let [recipient, recipient_name, recipient_kind] = self.recipient;
        let (lowest, scale) = if self.labels.is_empty() { ("", "") } else { ("0", "10") };
        let cells = [
            self.question,
            self.answer,
            self.kind,
            self.text,
            service,
            service_name,
            recipient,
            recipient_name,
            recipient_kind,
            lowest,
            scale,
            self.labels,
        ];
        cells.map(str::to_owned)
    }
}

fn question_row(question: &str, kind: &str, text: &str) -> [String; 12] {
    BookRow { question, kind, text, ..BookRow::default() }.cells()
}

fn choice_row(
    organisation: &Organisation,
    question: &str,
    choice: &RespondentChoice,
) -> [String; 12] {
    let row = BookRow {
        question,
        answer: &choice.code,
        kind: "respondent",
        text: &choice.label,
        recipient: recipient(organisation, choice.subject),
        ..BookRow::default()
    };
    row.cells()
}

fn recipient(organisation: &Organisation, subject: Subject) -> [&str; 3] {
    let kind = match subject {
        Subject::Unit(_) => "department",
        Subject::Group(_) => "group",
        Subject::Party(_) => "party",
        Subject::Organisation | Subject::Everyone | Subject::Service(_) => "everyone",
    };
    [organisation.id_of(subject), organisation.name_of(subject), kind]
}

fn score_row(survey: &Questionnaire<'_>, question: &ServiceQuestion) -> [String; 12] {
    let organisation = survey.organisation;
    let worded = scores().filter(|(code, text)| code != text);
    let mut labels: Vec<String> = worded.map(|(code, text)| format!("{text}={code}")).collect();
    labels.extend([UNUSED.1, UNUSED.0].map(|label| format!("{label}=")));
    let recipient = match &question.asked_of {
        // A respondent says which of them they are.
        AskedOf::Departments(_) | AskedOf::Customers(_) => ["", "", "unit"],
        AskedOf::Group(number) => recipient(organisation, survey.groups[*number].subject),
    };
    let service = question.service.into();
    let row = BookRow {
        question: &question.code,
        kind: "score",
        text: &question.text,
        service: [organisation.id_of(service), organisation.name_of(service)],
        recipient,
        labels: &labels.join("; "),
        ..BookRow::default()
    };
    row.cells()
}
