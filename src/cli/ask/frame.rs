//! The texts of a form besides its questions: the sender's words, and when it is to be sent back.

use anyhow::{Context as _, bail};
use custmap::{input, model::Date, render::form::FormFrame};
use std::path::Path;

/// The most bytes of an introduction.
const LONGEST_INTRO: usize = 20_000;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Reads the introduction, and writes the date in words.
pub(super) fn read(intro: Option<&Path>, due: Option<&Date>) -> anyhow::Result<FormFrame> {
    let text = intro.map(read_intro).transpose()?.unwrap_or_default();
    let paragraphs = text.split("\n\n").map(str::trim).filter(|it| !it.is_empty());
    Ok(FormFrame { intro: paragraphs.map(str::to_owned).collect(), due: due.map(in_words) })
}

fn read_intro(file: &Path) -> anyhow::Result<String> {
    let bytes = input::read_bytes(file)?;
    let text = String::from_utf8(bytes)
        .ok()
        .with_context(|| format!("{}: this is not a text in UTF-8", file.display()))?;
    if text.len() > LONGEST_INTRO {
        bail!("{}: too long for an introduction\nhelp: a few sentences are read", file.display());
    }
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    Ok(text.chars().filter(|c| !c.is_control() || *c == '\n').collect())
}

/// `11 December 2026`, or as much of that as is known.
fn in_words(date: &Date) -> String {
    let mut parts = date.as_str().split('-');
    let year = parts.next().unwrap_or_default();
    let month = parts.next().and_then(|month| month.parse::<usize>().ok());
    let month = month.and_then(|month| MONTHS.get(month.checked_sub(1)?));
    match (month, parts.next()) {
        (Some(month), Some(day)) => format!("{} {month} {year}", day.trim_start_matches('0')),
        (Some(month), None) => format!("{month} {year}"),
        (None, _) => year.to_owned(),
    }
}
