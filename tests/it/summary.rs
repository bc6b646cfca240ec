//! `analyze --summary` is `brief`, and counts are the same in the title of every answer.

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

/// Both write the same bytes in every format, of a division too: there is one summary.
#[test]
fn it_is_the_brief() {
    for yaml in [LINES, TEAM, "organisation: {name: X}\n"] {
        for format in ["table", "plain", "markdown", "html", "json"] {
            let run = |command: &str| {
                let run = Run::yaml(yaml).line(command).args(["--format", format]);
                run.args(["--today", "2026-11-22"]).fine().stdout
            };
            assert_eq!(run("analyze org.yaml --summary"), run("brief org.yaml"), "{format}");
        }
    }
    let run = |command: &str| Run::yaml(LINES).line(command).line("--within front").fine().stdout;
    assert_eq!(run("analyze org.yaml --summary"), run("brief org.yaml"));
}

/// The number of customers outside is the same in every answer: payers are counted apart.
#[test]
fn one_way_of_counting() {
    let table = Run::yaml(LINES).line("analyze org.yaml").fine();
    table.says("6 departments, 0 people, 5 services, 2 customers outside, 1 payer");
    let json = Run::yaml(LINES).line("brief org.yaml --format json").fine().json();
    let totals = &json["totals"];
    assert_eq!((&totals["customers_outside"], &totals["payers"]), (&2.into(), &1.into()));
    let page = Run::yaml(LINES).line("report org.yaml -o map.html").fine().left("map.html");
    assert!(page.contains("<b>2</b> customers outside"), "the page counts as the title does");
}

/// How happy nobody is, is a sentence of its own.
#[test]
fn nobody_inside_is_one_sentence() {
    let alone = "organisation: {name: X}\ndepartments: [{id: a, name: A, serves: g}]\nbeneficiaries: [{id: g, name: G}]\n";
    let ran = Run::yaml(alone).line("analyze org.yaml").fine();
    ran.says("outside 0 of 1 relationship measured; inside nobody is served.");
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
