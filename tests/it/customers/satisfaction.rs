//! How happy somebody is in all: scores of several relationships in one, honestly.

use super::{SHOP, fact};
use crate::run::Run;
use serde_json::json;

/// Two services that serve Buyers, each measured as said.
#[track_caller]
fn happy(first: &str, second: &str) -> (serde_json::Value, String) {
    let yaml = format!(
        "\
organisation: {{name: X}}
departments: [{{id: a, name: A}}]
services:
  - {{id: one, name: One, provided_by: a, serves: {{to: buyers{first}}}}}
  - {{id: two, name: Two, provided_by: a, serves: {{to: buyers{second}}}}}
beneficiaries: [{{id: buyers, name: Buyers}}]
"
    );
    let run = Run::yaml(&yaml).line("customers org.yaml --format markdown").fine();
    let row = run.stdout.lines().find(|line| line.starts_with("| Buyers")).expect("a row");
    let cell = row.split(" | ").nth(4).expect("a cell");
    (fact(&yaml, "buyers"), cell.to_owned())
}

/// Scores are weighted by how many answered, and brought to 10; both are said.
#[test]
fn weighted_by_answers() {
    let (fact, cell) = happy(
        ", satisfaction: {score: 9, n: 90, measured: 2026-01}",
        ", satisfaction: {score: 3, scale: 5, n: 10, measured: 2026-02}",
    );
    assert!((fact["satisfaction"].as_f64().unwrap() - 8.7).abs() < 1e-9, "{fact}");
    assert_eq!((&fact["answers"], &fact["lowest"]), (&json!(100), &json!(6.0)));
    assert_eq!(fact["measured_last"], "2026-02");
    assert!(cell.starts_with("8.7 of 10 (n 100, 2026-02"), "{cell}");
    assert!(cell.contains("different scales") && cell.contains("lowest 6.0"), "{cell}");
}

/// Where one doesn't say how many answered nothing is weighted, and that is said.
#[test]
fn not_weighted_is_said() {
    let (fact, cell) = happy(", satisfaction: {score: 9}", ", satisfaction: {score: 4, n: 1000}");
    assert_eq!(fact["satisfaction"], 6.5);
    assert_eq!(fact["answers"], json!(null));
    assert!(cell.contains("not weighted: n unknown"), "{cell}");
    assert!(cell.contains("no date"), "{cell}");
    assert!(!cell.contains("scales"), "{cell}");
    assert!(
        cell.starts_with("6.5 of 10") && cell.contains("lowest 4.0, unhappy"),
        "one of them is, whatever the other says: {cell}"
    );
}

/// Nobody asked is "not measured": no score, no word of happiness.
#[test]
fn not_measured_is_never_good() {
    let (fact, cell) = happy("", "");
    assert_eq!((fact["satisfaction"].clone(), fact["lowest"].clone()), (json!(null), json!(null)));
    assert_eq!((&fact["relationships"], &fact["measured"]), (&json!(2), &json!(0)));
    assert_eq!(cell, "not measured");
    let (fact, cell) = happy("", ", satisfaction: {score: 10, n: 50, measured: 2026-02}");
    assert_eq!(fact["measured"], 1);
    assert!(cell.contains("1 of 2 measured"), "a good half is not the whole: {cell}");
    let (fact, cell) = happy("", ", satisfaction: {n: 50, measured: 2026-02}");
    assert_eq!(fact["satisfaction"], json!(null), "no score, no measurement");
    assert_eq!(cell, "not measured");
}

/// Scores with nobody behind them count alike, and no sum of answers divides by nothing.
#[test]
fn nobody_answered() {
    let (fact, cell) =
        happy(", satisfaction: {score: 8, n: 0}", ", satisfaction: {score: 6, n: 0}");
    assert_eq!(fact["satisfaction"], 7.0);
    assert!(cell.contains("not weighted"), "{cell}");
}

/// Any count that the file takes can be added up.
#[test]
fn large_counts_add_up() {
    let most = ", satisfaction: {score: 8, n: 18446744073709551615}";
    let (fact, _) = happy(most, most);
    assert_eq!(fact["satisfaction"], 8.0);
    assert_ne!(fact["answers"], json!(18_446_744_073_709_551_614_u64));
}

/// A list shows its trend where a relationship is shown: the newest score, and the one before.
#[test]
fn a_list_shows_its_trend() {
    let trend = "5.0 of 10 (n 30, 2026-05, was 9.0 in 2025-05)";
    let run = |line: &str| Run::yaml(SHOP).line(line).line("--width 300").fine();
    run("customers org.yaml --unhappy").says(trend);
    run("card org.yaml sales").says(trend);
    run("card org.yaml rich").says(trend);
}

/// So it does in the table of key customers, where there is only one relationship.
#[test]
fn key_customers_show_the_trend() {
    let run = Run::yaml(SHOP).line("customers org.yaml --width 300").fine();
    run.says("was 9.0 in 2025-05");
}

/// A net promoter score is shown as one, alone and rolled up, and is unhappy under 0 only.
#[test]
fn net_promoter_scores_are_shown_as_such() {
    let map = |score: &str| {
        format!(
            "organisation: {{name: X}}\nbeneficiaries: [{{id: b, name: Bees}}]\n\
             services: [{{id: s, name: S, provided_by: organisation, serves: [{{to: b, satisfaction: {{metric: nps, score: {score}, n: 40}}}}]}}]\n"
        )
    };
    let shown =
        |score: &str, line: &str| crate::run::Run::yaml(&map(score)).line(line).fine().stdout;
    for line in ["customers org.yaml", "list org.yaml", "customers org.yaml --unhappy"] {
        assert!(shown("-12", line).contains("unhappy: NPS -12"), "{line}");
    }
    for line in ["customers org.yaml", "list org.yaml"] {
        let fine = shown("10", line);
        assert!(fine.contains("NPS 10") && !fine.contains("unhappy"), "{line}: {fine}");
    }
    assert!(!shown("10", "customers org.yaml --unhappy").contains("Bees"));
}
