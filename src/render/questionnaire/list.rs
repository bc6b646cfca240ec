//! The list of questions, for tools that take no file: its texts are copied by hand.

use super::{CUSTOMER, DEPARTMENT, UNUSED, WHO, group_code, group_text, scores};
use crate::{
    render::csv,
    report::{AskedOf, Questionnaire, RespondentChoice, ServiceQuestion},
};
use std::io::{self, Write};

/// Its columns.
const COLUMNS: [&str; 5] = ["code", "question", "answers", "shown to", "type"];

/// Writes the questions in their order, with the answers to choose from and who is asked.
///
/// # Errors
/// The errors of `out`.
pub fn list(survey: &Questionnaire<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut rows: Vec<[String; 5]> = Vec::new();
    let is_both = !survey.departments.is_empty() && !survey.customers.is_empty();
    if is_both {
        let answers = format!("{}; {}", super::COLLEAGUE.1, super::OUTSIDE.1);
        rows.push(row(WHO.0, WHO.1, &answers, "everybody", "one of these"));
    }
    for ((code, text), choices, who) in [
        (DEPARTMENT, &survey.departments, super::COLLEAGUE.1),
        (CUSTOMER, &survey.customers, super::OUTSIDE.1),
    ] {
        if !choices.is_empty() {
            let shown = if is_both { who } else { "everybody" };
            rows.push(row(code, text, &labels(choices.iter()), shown, "one of these"));
        }
    }
    for (number, group) in survey.groups.iter().enumerate() {
        let text = group_text(&group.label);
        let shown = if is_both { super::COLLEAGUE.1 } else { "everybody" };
        rows.push(row(&group_code(number), &text, "Yes; No", shown, "one of these"));
    }
    let answers: Vec<String> =
        scores().map(|(_, text)| text).chain([UNUSED.1.to_owned()]).collect();
    let joined = answers.join("; ");
    for question in &survey.questions {
        let shown = shown_to(survey, question);
        rows.push(row(&question.code, &question.text, &joined, &shown, "0 to 10"));
    }
    csv::texts(&COLUMNS, &rows, out)
}

fn row(code: &str, text: &str, answers: &str, shown: &str, kind: &str) -> [String; 5] {
    [code, text, answers, shown, kind].map(str::to_owned)
}

fn labels<'c>(choices: impl Iterator<Item = &'c RespondentChoice>) -> String {
    choices.map(|choice| choice.label.as_str()).collect::<Vec<_>>().join("; ")
}

fn shown_to(survey: &Questionnaire<'_>, question: &ServiceQuestion) -> String {
    let (asked, choices, all) = match &question.asked_of {
        AskedOf::Group(number) => return survey.groups[*number].label.clone(),
        AskedOf::Departments(asked) => (asked, &survey.departments, "everybody who works here"),
        AskedOf::Customers(asked) => (asked, &survey.customers, "every customer and partner"),
    };
    if asked.len() == choices.len() {
        return all.to_owned();
    }
    labels(asked.iter().map(|number| &choices[*number]))
}
