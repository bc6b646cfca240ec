//! The tab-separated structure of `LimeSurvey`: a row a setting, group, question or answer, each belonging to the row
//! above it, and an equation on each question that says who sees it.
//!
//! Texts are HTML there, and braces are equations: both are escaped. So no cell holds a quotation mark, a tab or a line
//! break, and none has to be quoted.

use super::{
    COLLEAGUE, CUSTOMER, DEPARTMENT, OUTSIDE, UNUSED, WHO, group_code, group_text, scores,
};
use crate::report::{AskedOf, Questionnaire, RespondentChoice, ServiceQuestion};
use std::{
    collections::BTreeSet,
    io::{self, Write},
};

/// The columns.
const COLUMNS: &str = "id\tclass\ttype/scale\tname\trelevance\ttext\thelp\tlanguage\tvalidation\t\
                       mandatory\tother\tdefault\tsame_default";
/// The types of questions: a list with a button each, a list that folds out, yes or no.
const BUTTONS: &str = "L";
const DROP_DOWN: &str = "!";
const YES_OR_NO: &str = "Y";
/// More choices than these fold out.
const MOST_BUTTONS: usize = 12;
const LANGUAGE: &str = "en";

/// Writes the structure of a survey.
///
/// # Errors
/// The errors of `out`.
pub fn limesurvey(survey: &Questionnaire<'_>, out: &mut dyn Write) -> io::Result<()> {
    // The program reads the file as UTF-8 where it begins with the mark.
    write!(out, "\u{feff}{COLUMNS}\r\n")?;
    let mut rows = StructureRows { out, question: 0 };
    let settings =
        [("language", LANGUAGE), ("format", "G"), ("anonymized", "Y"), ("datestamp", "Y")];
    for (name, value) in settings {
        rows.write(&StructureRow { class: "S", name, text: value, ..StructureRow::default() })?;
    }
    let title =
        format!("How happy are you with what you receive? {}", survey.organisation.header.name);
    let welcome = "Your name is not asked. Answers of fewer than five people are only counted \
                   together with those of others.";
    for (name, text) in [("surveyls_title", &*title), ("surveyls_welcometext", welcome)] {
        let text = &html(text);
        rows.write(&StructureRow {
            class: "SL",
            name,
            text,
            language: LANGUAGE,
            ..StructureRow::default()
        })?;
    }
    rows.group("Who you are", "1")?;
    write_respondents(survey, &mut rows)?;
    rows.group("How happy are you?", "1")?;
    for question in &survey.questions {
        let relevance = relevance(survey, question);
        rows.question(BUTTONS, &question.code, &relevance, &question.text, false)?;
        for (code, text) in scores().chain([(UNUSED.0.to_owned(), UNUSED.1.to_owned())]) {
            rows.answer(&code, &text)?;
        }
    }
    Ok(())
}

/// Writes the questions that say who answers.
fn write_respondents(survey: &Questionnaire<'_>, rows: &mut StructureRows<'_>) -> io::Result<()> {
    let is_both = !survey.departments.is_empty() && !survey.customers.is_empty();
    if is_both {
        rows.question(BUTTONS, WHO.0, "1", WHO.1, true)?;
        for (code, text) in [COLLEAGUE, OUTSIDE] {
            rows.answer(code, text)?;
        }
    }
    let only = |who: &str| if is_both { equals(WHO.0, who) } else { "1".to_owned() };
    for ((code, text), choices, who) in
        [(DEPARTMENT, &survey.departments, COLLEAGUE.0), (CUSTOMER, &survey.customers, OUTSIDE.0)]
    {
        if choices.is_empty() {
            continue;
        }
        let kind = if choices.len() > MOST_BUTTONS { DROP_DOWN } else { BUTTONS };
        rows.question(kind, code, &only(who), text, true)?;
        for RespondentChoice { code, label, .. } in choices {
            rows.answer(code, label)?;
        }
    }
    for (number, group) in survey.groups.iter().enumerate() {
        let text = group_text(&group.label);
        rows.question(YES_OR_NO, &group_code(number), &only(COLLEAGUE.0), &text, false)?;
    }
    Ok(())
}

/// The equation that says who sees a question.
fn relevance(survey: &Questionnaire<'_>, question: &ServiceQuestion) -> String {
    match &question.asked_of {
        AskedOf::Group(number) => equals(&group_code(*number), "Y"),
        AskedOf::Departments(asked) => one_of(DEPARTMENT.0, &survey.departments, asked),
        AskedOf::Customers(asked) => one_of(CUSTOMER.0, &survey.customers, asked),
    }
}

/// The equation that holds for some choices: the shorter of those that are and those that are not.
fn one_of(question: &str, choices: &[RespondentChoice], asked: &BTreeSet<usize>) -> String {
    let numbered = choices.iter().enumerate();
    if asked.len() * 2 <= choices.len() {
        let these = numbered.filter(|(at, _)| asked.contains(at));
        let terms: Vec<String> = these.map(|(_, it)| equals(question, &it.code)).collect();
        return terms.join(" or ");
    }
    let others = numbered.filter(|(at, _)| !asked.contains(at));
    let excluded = others.map(|(_, it)| format!("{question}.NAOK != '{}'", it.code));
    let answered = std::iter::once(format!("!is_empty({question}.NAOK)"));
    answered.chain(excluded).collect::<Vec<_>>().join(" and ")
}

fn equals(question: &str, answer: &str) -> String {
    format!("{question}.NAOK == '{answer}'")
}

/// A row of the structure; what is left out is an empty cell.
#[derive(Debug, Default)]
struct StructureRow<'r> {
    id: usize,
    class: &'static str,
    kind: &'r str,
    name: &'r str,
    relevance: &'r str,
    text: &'r str,
    language: &'static str,
    mandatory: &'static str,
    other: &'static str,
}

/// Writes rows.
struct StructureRows<'w> {
    out: &'w mut dyn Write,
    /// The number of the last question.
    question: usize,
}

impl StructureRows<'_> {
    fn write(&mut self, row: &StructureRow<'_>) -> io::Result<()> {
        let StructureRow { id, class, kind, name, relevance, text, language, mandatory, other } =
            row;
        let id = if *id == 0 { String::new() } else { id.to_string() };
        write!(
            self.out,
            "{id}\t{class}\t{kind}\t{name}\t{relevance}\t{text}\t\t{language}\t\t{mandatory}\t{other}\t\t\r\n"
        )
    }

    fn group(&mut self, name: &str, relevance: &str) -> io::Result<()> {
        let row = StructureRow {
            class: "G",
            name,
            relevance,
            language: LANGUAGE,
            ..StructureRow::default()
        };
        self.write(&row)
    }

    fn question(
        &mut self,
        kind: &str,
        name: &str,
        relevance: &str,
        text: &str,
        is_mandatory: bool,
    ) -> io::Result<()> {
        self.question += 1;
        let id = self.question;
        let mandatory = if is_mandatory { "Y" } else { "N" };
        let text = &html(text);
        let language = LANGUAGE;
        self.write(&StructureRow {
            id,
            class: "Q",
            kind,
            name,
            relevance,
            text,
            language,
            mandatory,
            other: "N",
        })
    }

    fn answer(&mut self, name: &str, text: &str) -> io::Result<()> {
        let (id, text) = (self.question, &html(text));
        self.write(&StructureRow {
            id,
            class: "A",
            kind: "0",
            name,
            text,
            language: LANGUAGE,
            ..StructureRow::default()
        })
    }
}

/// A text as HTML on one line, in which nothing is an equation.
fn html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '{' => escaped.push_str("&#123;"),
            '}' => escaped.push_str("&#125;"),
            '\\' => escaped.push_str("&#92;"),
            letter if letter.is_whitespace() || letter.is_control() => escaped.push(' '),
            letter => escaped.push(letter),
        }
    }
    escaped
}
