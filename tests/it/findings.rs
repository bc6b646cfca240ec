//! Every finding: an organisation that has it, and one next door that hasn't; its level, its subject and
//! its place (a `«` in the text stands right before it).

mod agreements;
mod allow;
mod deny;
mod knowledge;
mod levels;
mod paying;
mod people;
mod satisfaction;
mod services;
mod units;
mod verdicts;
mod which;

use crate::run::{Run, unmark};
use serde_json::Value;

/// The day that counts as today in every test.
const TODAY: &str = "2026-11-21";

/// The findings about a map that begins with an organisation called XYZ.
#[track_caller]
fn findings(yaml: &str) -> Vec<Value> {
    findings_of(&format!("organisation: {{name: XYZ}}\n{yaml}"))
}

/// The findings about a whole map.
#[track_caller]
fn findings_of(map: &str) -> Vec<Value> {
    let run = Run::yaml(map).line("check org.yaml --format json --today");
    let ran = run.args([TODAY]).ran();
    assert!(ran.code < 2, "{ran}");
    let found = ran.json()["findings"].as_array().unwrap().clone();
    for one in &found {
        assert_eq!(one["file"], "org.yaml");
        let text = |key: &str| one[key].as_str().unwrap();
        assert!(!text("message").is_empty() && !text("message").ends_with('.'), "{one}");
        assert!(!text("help").is_empty(), "{one}");
    }
    found
}

/// Exactly these of one code: level and subject of each, by place; the places are the marks.
#[track_caller]
fn finds(code: &str, wanted: &[(&str, &str)], marked: &str) -> Vec<Value> {
    let (text, places) = unmark(&format!("organisation: {{name: XYZ}}\n{marked}"));
    finds_at(code, wanted, &text, &places)
}

/// The same for a whole map.
#[track_caller]
fn finds_in(code: &str, wanted: &[(&str, &str)], marked: &str) -> Vec<Value> {
    let (text, places) = unmark(marked);
    finds_at(code, wanted, &text, &places)
}

#[track_caller]
fn finds_at(code: &str, wanted: &[(&str, &str)], text: &str, places: &[(u64, u64)]) -> Vec<Value> {
    let all = findings_of(text);
    let found: Vec<Value> = all.into_iter().filter(|one| one["code"] == code).collect();
    let got: Vec<(&str, &str)> = found
        .iter()
        .map(|one| (one["severity"].as_str().unwrap(), one["subject"].as_str().unwrap()))
        .collect();
    assert_eq!(got, wanted, "{code} in\n{text}\n{found:#?}");
    let at = |one: &Value| (one["line"].as_u64().unwrap(), one["column"].as_u64().unwrap());
    let got: Vec<(u64, u64)> = found.iter().map(at).collect();
    assert_eq!(got, places, "the places of {code} in\n{text}\n{found:#?}");
    found
}

/// None of this code.
#[track_caller]
fn no(code: &str, yaml: &str) {
    finds(code, &[], yaml);
}

/// The message of the only finding of `found` holds this.
#[track_caller]
fn tells(found: &[Value], part: &str) {
    let [one] = found else { panic!("{found:#?}") };
    assert!(one["message"].as_str().unwrap().contains(part), "{one:#}");
}
