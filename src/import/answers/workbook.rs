//! Answers in the workbook of a form.

use super::file::{
    ABOUT_BY, ABOUT_DATE, AnswersFile, FORM_SHEET, GivenAnswer, LISTS_SHEET, QUESTIONS_SHEET, tidy,
    tidy_answer,
};
use crate::import::workbook::Workbook;
use std::{collections::BTreeMap, path::Path};

/// The columns of the sheet of questions.
const ANSWER: usize = 1;
const BECAUSE: usize = 2;
const ABOUT: usize = 3;
const WAS: usize = 4;
const LIST: usize = 5;

/// Reads the answers in a workbook.
///
/// # Errors
/// The sentence that says why it holds none.
pub(super) fn read(path: &Path, bytes: Vec<u8>) -> Result<AnswersFile, String> {
    let mut book = Workbook::open(bytes).map_err(|error| error.to_string())?;
    let is_form = |name: &str| book.sheets().iter().any(|sheet| sheet.name == name);
    if !is_form(FORM_SHEET) || !is_form(QUESTIONS_SHEET) {
        return Err("this is a workbook, but no form of custmap".to_owned());
    }
    let facts: BTreeMap<String, String> = rows(&mut book, FORM_SHEET)?
        .into_iter()
        .map(|row| (cell(&row, 0).to_owned(), tidy(cell(&row, 1))))
        .collect();
    let fact = |key: &str| facts.get(key).filter(|value| !value.is_empty()).cloned();
    match facts.get("custmap_answers").map(String::as_str) {
        Some("1") => {}
        Some(_) => return Err("these answers are of a newer version of custmap".to_owned()),
        None => return Err("this is a workbook, but no form of custmap".to_owned()),
    }
    let lists = rows(&mut book, LISTS_SHEET)?;
    let questions = rows(&mut book, QUESTIONS_SHEET)?;
    let unit = fact("unit").ok_or("it does not say which department was asked")?;
    let mut file = AnswersFile {
        path: path.to_owned(),
        organisation: fact("organisation"),
        unit,
        by: None,
        date: None,
        answers: Vec::new(),
    };
    for row in &questions {
        let given = tidy_answer(cell(row, ABOUT), cell(row, ANSWER));
        match cell(row, ABOUT) {
            "" => {}
            ABOUT_BY => {
                let is_lead = fact("lead").is_some_and(|lead| lead == given);
                let by = if is_lead { fact("lead_id") } else { None };
                file.by = by.or(Some(given)).filter(|by| !by.is_empty());
            }
            ABOUT_DATE => file.date = Some(given).filter(|date| !date.is_empty()),
            about => file.answers.extend(answer(row, about, &given, &lists)),
        }
    }
    Ok(file)
}

/// The answer of a row, if it has one. A reason alone is one where something is not quite right.
fn answer(row: &[String], about: &str, given: &str, lists: &[Vec<String>]) -> Option<GivenAnswer> {
    let because = Some(tidy(cell(row, BECAUSE))).filter(|because| !because.is_empty());
    let list = cell(row, LIST).parse::<usize>().ok().and_then(|list| list.checked_sub(1));
    let choices = list.into_iter().flat_map(|list| {
        lists.iter().map(move |row| (cell(row, list * 2), cell(row, list * 2 + 1)))
    });
    let mut choices = choices.filter(|(label, _)| !label.is_empty());
    let answer = if given.is_empty() {
        because.as_ref()?;
        choices.find(|(_, value)| *value == "wrong")?.1.to_owned()
    } else {
        let same = |label: &str| tidy(label).to_lowercase() == given.to_lowercase();
        choices.find(|(label, _)| same(label)).map_or(given, |(_, value)| value).to_owned()
    };
    let was = Some(cell(row, WAS).to_owned());
    Some(GivenAnswer { about: about.to_owned(), was, answer, because })
}

fn cell(row: &[String], at: usize) -> &str {
    row.get(at).map_or("", String::as_str)
}

/// The rows of a sheet.
fn rows(book: &mut Workbook, name: &str) -> Result<Vec<Vec<String>>, String> {
    let sheet = book.sheet(name).map_err(|error| error.to_string())?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(sheet.text.as_bytes());
    let rows = reader.records().map(|record| {
        record.map(|record| record.iter().map(str::to_owned).collect::<Vec<String>>())
    });
    rows.collect::<Result<_, _>>().map_err(|error| error.to_string())
}
