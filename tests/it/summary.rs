//! `analyze --summary`: the organisation in ten lines.

use crate::{people::TEAM, run::Run};

/// Front serves the public; Back serves Front; Deep and Deeper serve those; Blanket everyone; Idle nobody.
const LINES: &str = "\
organisation: {name: X, currency: GBP}
departments:
  - {id: front, name: Front}
  - {id: back, name: Back}
  - {id: deep, name: Deep}
  - {id: deeper, name: Deeper}
  - {id: blanket, name: Blanket}
  - {id: idle, name: Idle}
services:
  - {id: s1, name: S1, provided_by: front, serves: [{to: guests, satisfaction: {score: 9}}, {to: clubs, satisfaction: {score: 2}}, hopefuls], paid_by: [{from: guests, amount: 40}, {from: donors, amount: 300}, {from: organisation, amount: 2000}, donors]}
  - {id: s2, name: S2, provided_by: back, serves: [{to: front, satisfaction: {score: 7}}], paid_by: []}
  - {id: s3, name: S3, provided_by: deep, serves: back, paid_by: []}
  - {id: s4, name: S4, provided_by: deeper, serves: deep, paid_by: []}
  - {id: s5, name: S5, provided_by: blanket, serves: everyone, paid_by: []}
beneficiaries:
  - {id: guests, name: Guests, relationship: {owner: front}}
  - {id: clubs, name: Clubs, kind: nonprofit, relationship: {owner: front, backup: back}}
  - {id: hopefuls, name: Hopefuls, status: prospect}
  - {id: gone, name: Gone, status: former}
payers: [{id: donors, name: Donors}]
";

#[track_caller]
fn summary(yaml: &str, more: &str) -> Vec<String> {
    let run = Run::yaml(yaml)
        .line("analyze org.yaml --summary --today 2026-11-22 --width 300")
        .line(more);
    run.fine().stdout.replace('\u{a0}', " ").lines().map(str::to_owned).collect()
}

/// The line that begins so.
#[track_caller]
fn line(yaml: &str, begins: &str) -> String {
    let lines = summary(yaml, "");
    let found = lines.iter().find(|line| line.starts_with(begins));
    found.unwrap_or_else(|| panic!("{begins} in {lines:?}")).clone()
}

/// Not more than ten lines.
#[test]
fn ten_lines() {
    assert!(summary(LINES, "").len() <= 10);
    assert!(summary("organisation: {name: X}\n", "").len() <= 10);
}

/// How many units are in the front line (0), one step behind it (1), in support (2 and more), or only broadly.
#[test]
fn the_line_of_visibility() {
    let line = line(LINES, "To the outside:");
    for part in [
        "1 units in the front",
        "1 one step behind",
        "2 in support",
        "1 only by blanket",
        "1 not at all",
    ] {
        assert!(line.contains(part), "{part} in {line}");
    }
}

/// How many relationships are measured and how many of those unhappy, outside and inside apart; prospects are none.
#[test]
fn measured_and_happy() {
    let line = line(LINES, "Happy?");
    assert!(line.contains("Outside: 2 of 2 measured, 1 unhappy"), "{line}");
    assert!(line.contains("Inside: 1 of 4 measured, 0 unhappy"), "{line}");
}

/// How many units know a secondary customer.
#[test]
fn secondary_customers() {
    let line = line(LINES, "Secondary");
    assert!(line.contains("4 of 6 units"), "{line}");
}

/// Money from those who receive, third parties and inside, apart; what has no amount is counted, not guessed.
#[test]
fn money_by_who_pays() {
    let line = line(LINES, "Paid a year:");
    for part in [
        "40 GBP by those who receive",
        "300 GBP by third parties",
        "2,000 GBP from inside",
        "1 payment without",
    ] {
        assert!(line.contains(part), "{part} in {line}");
    }
}

/// How many are active, prospects and former, and who is looked after, with a stand-in.
#[test]
fn who_is_outside_and_looked_after() {
    let parties = line(LINES, "Outside:");
    assert!(parties.contains("3 active") && parties.contains("1 former"), "{parties}");
    let kept = line(LINES, "Looked after:");
    assert!(kept.contains("2 of 3 active, 1 of them with a stand-in"), "{kept}");
}

/// What to fill in next is said with a code that `explain` knows.
#[test]
fn what_to_do_next() {
    let next = line(LINES, "Next:");
    assert!(next.contains("customer-unhappy") || next.contains("unit-without-service"), "{next}");
    let nothing = "organisation: {name: X}\n";
    assert!(line(nothing, "Next:").contains("nothing is open"));
}

/// Of the finding to do next as many are counted as have the level that it is said to have.
#[test]
fn next_counts_one_level() {
    let json = Run::yaml(TEAM).line("export org.yaml --format json").fine().json();
    let next = line(TEAM, "Next:");
    let words: Vec<&str> = next.split([' ', ':']).filter(|word| !word.is_empty()).collect();
    let [_, count, level, _, code, ..] = words.as_slice() else {
        panic!("{next}");
    };
    let same = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["code"] == *code && one["severity"] == level.trim_end_matches('s'));
    assert_eq!(same.count().to_string(), *count, "{next}");
}

/// Nobody's leaving can be told from it.
#[test]
fn it_tells_nobody_leaves() {
    let text = summary(TEAM, "").join("\n");
    for secret in ["2031", "2032", "leav", "successor"] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}

/// Every format runs.
#[test]
fn every_format_runs() {
    for format in ["table", "plain", "markdown", "csv", "json"] {
        let run = Run::yaml(LINES).line("analyze org.yaml --summary").args(["--format", format]);
        let ran = run.ran();
        assert!(ran.code == 0 && !ran.stdout.is_empty() || ran.code == 2, "{format}: {ran}");
    }
}
