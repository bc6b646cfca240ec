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

/// How many departments are in the front line, one step behind it, further back, or reach the outside only broadly; those
/// that don't are named.
#[test]
fn the_line_of_visibility() {
    let line = line(LINES, "To the outside");
    for part in [
        "1 department in the front line",
        "1 department one step behind",
        "2 departments further back",
        "1 department only by broad steps",
        "1 department not at all (Idle)",
    ] {
        assert!(line.contains(part), "{part} in {line}");
    }
}

/// How many relationships are measured and how many of those unhappy, outside and inside apart; prospects are none.
#[test]
fn measured_and_happy() {
    let line = line(LINES, "Happy?");
    assert!(line.contains("Outside: 2 of 2 measured, 1 unhappy"), "{line}");
    assert!(line.contains("Inside: 1 of 4 measured, none unhappy"), "{line}");
}

/// How many departments have a secondary customer.
#[test]
fn secondary_customers() {
    let line = line(LINES, "Secondary");
    assert!(line.contains("4 of 6 departments have one"), "{line}");
}

/// Money from those who receive, third parties and inside, apart; what has no amount is counted, not guessed.
#[test]
fn money_by_who_pays() {
    let line = line(LINES, "Paid a year");
    for part in [
        "40 GBP by those who receive",
        "300 GBP by third parties",
        "2,000 GBP from inside",
        "1 payment without",
    ] {
        assert!(line.contains(part), "{part} in {line}");
    }
}

/// How many beneficiaries are active, prospects and former, and how many have an owner and a backup.
#[test]
fn who_is_outside_and_looked_after() {
    let parties = line(LINES, "Customers outside");
    assert!(parties.contains("2 active, 1 prospect, 1 former"), "a payer is none: {parties}");
    let owned = line(LINES, "Relationships");
    assert!(owned.contains("2 of 2 customers have an owner, 1 of them a backup"), "{owned}");
}

/// What to fill in next is said with a code that `explain` knows.
#[test]
fn what_to_do_next() {
    let next = line(LINES, "Next");
    assert!(next.contains("customer-unhappy") || next.contains("unit-without-service"), "{next}");
    let nothing = "organisation: {name: X}\n";
    assert!(line(nothing, "Next").contains("nothing is open"));
}

/// Of the finding to do next as many are counted as have the level that it is said to have.
#[test]
fn next_counts_one_level() {
    let json = Run::yaml(TEAM).line("export org.yaml --format json").fine().json();
    let next = line(TEAM, "Next");
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

/// The number of customers outside is the same in the title of every answer: payers are counted apart.
#[test]
fn one_way_of_counting() {
    let run = |line: &str| Run::yaml(LINES).line(line).fine().stdout;
    for line in ["analyze org.yaml", "analyze org.yaml --summary"] {
        let first = run(line).lines().next().unwrap().to_owned();
        assert!(
            first.contains("6 departments, 0 people, 5 services, 2 customers outside, 1 payer"),
            "{first}"
        );
    }
    let json = Run::yaml(LINES).line("analyze org.yaml --summary --format json").fine().json();
    assert_eq!((&json["custmap"], &json["customers_outside"]), (&2.into(), &2.into()));
    assert_eq!(json["to_the_outside"]["not_at_all"], serde_json::json!(["idle"]));
    let page = Run::yaml(LINES).line("report org.yaml -o map.html").fine().left("map.html");
    assert!(page.contains("<b>2</b> customers outside"), "the page counts as the title does");
}

/// One is not several.
#[test]
fn numbers_have_their_plural() {
    let one = "organisation: {name: X}\ndepartments: [{id: a, name: A, serves: g}]\nbeneficiaries: [{id: g, name: G}]\n";
    let line = line(one, "Secondary");
    assert!(line.contains("none of 1 department"), "{line}");
    assert!(!line.contains("1 departments"), "{line}");
}

/// How happy nobody is, is said in the same words by the summary and by the table.
#[test]
fn nobody_inside_is_one_sentence() {
    let alone = "organisation: {name: X}\ndepartments: [{id: a, name: A, serves: g}]\nbeneficiaries: [{id: g, name: G}]\n";
    for line in ["analyze org.yaml", "analyze org.yaml --summary"] {
        Run::yaml(alone)
            .line(line)
            .fine()
            .says("Outside: 0 of 1 measured. Inside: nobody is served.");
    }
}

/// The money and the findings of a division are those of its units and their services.
#[test]
fn a_division_has_its_own_money_and_findings() {
    let run = |department: &str| {
        let run =
            Run::yaml(LINES).line("analyze org.yaml --summary --format json --today 2026-11-22");
        run.args(["--within", department]).fine().json()
    };
    let (front, back) = (run("front"), run("back"));
    assert_eq!(front["paid_a_year"]["by_third_parties"], 300.0);
    assert_eq!(back["paid_a_year"]["by_third_parties"], 0.0, "S2 is paid by nobody");
    assert_eq!(back["findings"]["warning"], 0, "Idle is no part of Back");
    assert_eq!((&front["departments"], &front["within"]), (&1.into(), &"front".into()));
}

/// A filter that would have no effect is refused.
#[test]
fn filters_without_effect_are_refused() {
    for filter in ["--unit front", "--customer guests", "--rank primary", "--people"] {
        let ran = Run::yaml(LINES).line("analyze org.yaml --summary").line(filter).refused();
        ran.complains("--summary");
    }
}

/// What the organisation calls those outside keeps its letters, and heads no column that may hold others.
#[test]
fn the_word_for_customers_is_kept() {
    let yaml = LINES.replace("currency: GBP", "customers_called: NHS patients");
    let ran = Run::yaml(&yaml).line("analyze org.yaml").fine();
    ran.says("Those outside are called NHS patients.").says("PRIMARY (EXTERNAL) CUSTOMERS");
    let page = Run::yaml(&yaml).line("report org.yaml -o map.html").fine().left("map.html");
    assert!(!page.contains("nhs patients"), "no letter changes its case");
}
