//! Answers to a form of `custmap ask`, as its page saves them or its workbook holds them. What they are about is looked
//! up where they are taken.

mod file;
mod workbook;

pub use file::{
    ABOUT_BY, ABOUT_DATE, AnswersFile, FORM_SHEET, GivenAnswer, LISTS_SHEET, QUESTIONS_SHEET,
};

use super::{figure::certain_date, workbook::Workbook};
use crate::input::{self, ReadError};
use file::{tidy, tidy_answer};
use serde_json::Value as Json;
use std::path::{Path, PathBuf};

/// The most answers of a file: more than any form asks for.
const MOST: usize = 20_000;

/// Why a file holds no answers.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AnswersError {
    /// The file can't be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The file is not one that a form saves.
    #[error("{}: {problem}\nhelp: take the file that `Save my answers` of the form has saved, or the workbook of the form", .path.display())]
    NotAnswers {
        /// The file.
        path: PathBuf,
        /// The problem.
        problem: String,
    },
}

/// Reads the answers of a file.
///
/// # Errors
/// Where it can't be read, or holds no answers to a form.
pub fn read(path: &Path) -> Result<AnswersFile, AnswersError> {
    let bytes = input::read_bytes(path)?;
    let read = if Workbook::is_packed(&bytes) {
        workbook::read(path, bytes)
    } else {
        from_json(path, &bytes)
    };
    let mut file =
        read.map_err(|problem| AnswersError::NotAnswers { path: path.to_owned(), problem })?;
    // Somebody may have typed the day as people write it.
    file.date = file.date.map(|date| certain_date(&date).unwrap_or(date));
    Ok(file)
}

/// How many bytes show what another file seems to be.
const LOOKED_AT: usize = 4 << 10;

fn from_json(path: &Path, bytes: &[u8]) -> Result<AnswersFile, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err("this file is empty".to_owned());
    }
    let json: Json = serde_json::from_slice(bytes).map_err(|error| {
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(LOOKED_AT)]);
        // Of a file of another kind no line is to be corrected.
        let seen = super::text_kind(&head).filter(|kind| kind.what != "JSON");
        let hint = seen.and_then(|kind| kind.hint("answers"));
        hint.unwrap_or_else(|| format!("this is not JSON: {error}"))
    })?;
    let object = json.as_object().ok_or("this is JSON, but no answers to a form")?;
    match object.get("custmap_answers") {
        Some(version) if version.as_u64() == Some(1) => {}
        Some(_) => return Err("these answers are of a newer version of custmap".to_owned()),
        None => return Err("this is JSON, but no answers to a form".to_owned()),
    }
    let text =
        |key: &str| object.get(key).and_then(Json::as_str).map(tidy).filter(|it| !it.is_empty());
    let unit = text("unit").ok_or("it does not say which department was asked (`unit`)")?;
    let list = object.get("answers").and_then(Json::as_array).ok_or("it has no `answers`")?;
    if list.len() > MOST {
        return Err(format!("it has {} answers, more than any form asks for", list.len()));
    }
    let answers = list.iter().enumerate().map(|(at, json)| {
        answer(json)
            .ok_or_else(|| format!("answer {} is not one: it needs `about` and `answer`", at + 1))
    });
    Ok(AnswersFile {
        path: path.to_owned(),
        organisation: text("organisation"),
        unit,
        by: text("by"),
        date: text("date"),
        answers: answers.collect::<Result<_, _>>()?,
    })
}

fn answer(json: &Json) -> Option<GivenAnswer> {
    let text = |key: &str| match json.get(key) {
        Some(Json::String(text)) => Some(text.clone()),
        Some(Json::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    let because = text("because").map(|it| tidy(&it)).filter(|it| !it.is_empty());
    let about = text("about")?;
    let answer = tidy_answer(&about, &text("answer")?);
    Some(GivenAnswer { about, was: text("was"), answer, because })
}
