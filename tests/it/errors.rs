//! Every error of a file: its code, its place (a `«` in the text stands right before it) and its help.

mod circles;
mod dates;
mod ids;
mod json;
mod kinds;
mod long;
mod many;
mod measurements;
mod numbers;
mod references;
mod relationships;
mod shape;
mod text;
mod verdicts;
mod words;

use crate::run::{Run, unmark};

/// What `check --format plain` says of one problem.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Said {
    code: String,
    place: String,
    message: String,
    help: String,
}

/// What is wrong with the map of a run, by place; the run must end with 2.
#[track_caller]
fn said(run: Run, map: &str) -> Vec<Said> {
    let ran = run.args(["check", map, "--format", "plain"]).ran().ends(2);
    let said = ran.stdout.lines().map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [severity, code, subject, message, file, line, column, help] = cells[..] else {
            panic!("not eight cells: {line}");
        };
        assert_eq!((severity, subject), ("error", ""), "{line}");
        Said {
            code: code.to_owned(),
            place: format!("{file}:{line}:{column}"),
            message: message.to_owned(),
            help: help.to_owned(),
        }
    });
    said.collect()
}

/// The whole map has errors of `code` at its marks and no other error, each with a help; people are shown
/// the same on standard error. Returns what was said.
#[track_caller]
fn wrong_map(code: &str, marked: &str) -> Vec<Said> {
    wrong_file("org.yaml", code, marked)
}

/// The same in a file of this name.
#[track_caller]
fn wrong_file(name: &str, code: &str, marked: &str) -> Vec<Said> {
    let (text, places) = unmark(marked);
    assert!(!places.is_empty(), "mark the place");
    let place = |(line, column): &(u64, u64)| format!("{name}:{line}:{column}");
    let wanted: Vec<String> = places.iter().map(place).collect();
    let said = said(Run::empty().file(name, &text), name);
    let got: Vec<(&str, &str)> = said.iter().map(|said| (&*said.code, &*said.place)).collect();
    let wanted: Vec<(&str, &str)> = wanted.iter().map(|place| (code, &**place)).collect();
    assert_eq!(got, wanted, "{text}\n{said:#?}");
    for said in &said {
        assert!(!said.message.is_empty() && !said.help.is_empty(), "{said:?}");
        assert!(!said.message.ends_with('.'), "{said:?}");
    }
    let shown = Run::empty().file(name, &text).args(["check", name]);
    let mut shown = shown.refused().complains(&format!("error[{code}]"));
    for (_, place) in wanted {
        shown = shown.complains(&format!("--> {place}\n"));
    }
    shown.complains("help: ");
    said
}

/// The same of a map that begins with a sound organisation.
#[track_caller]
fn wrong(code: &str, marked: &str) -> Vec<Said> {
    wrong_map(code, &format!("organisation: {{name: XYZ}}\n{marked}"))
}

/// The map has no error.
#[track_caller]
fn sound(yaml: &str) {
    let run = Run::yaml(&format!("organisation: {{name: XYZ}}\n{yaml}"));
    let ran = run.line("check org.yaml --format json").ran();
    assert!(ran.code < 2, "{ran}");
}

/// Some help of what was said holds this.
#[track_caller]
fn helps(said: &[Said], part: &str) {
    assert!(said.iter().any(|said| said.help.contains(part)), "{said:#?}");
}

/// Some message of what was said holds this.
#[track_caller]
fn tells(said: &[Said], part: &str) {
    assert!(said.iter().any(|said| said.message.contains(part)), "{said:#?}");
}
