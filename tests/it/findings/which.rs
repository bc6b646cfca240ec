//! Which findings `check` shows: `--unit`, `--within`, `--only`, `--level`, and how many of one.

use super::TODAY;
use crate::run::{Ran, Run};
use std::collections::BTreeSet;

/// Departments with findings of every level: Sales, whose head leaves and owns a relationship alone, and Back with a part.
const FIRM: &str = "\
organisation: {name: XYZ}
departments:
  - {id: sales, name: Sales, lead: head}
  - {id: back, name: Back}
  - {id: files, name: Files, part_of: back}
  - {id: post, name: Post, part_of: back}
people: [{id: head, name: Head, department: sales, leaving: 2027}]
groups: [{id: none, name: None, where: {tag: nothing}}]
services:
  - {id: shop, name: Shop, provided_by: sales, serves: [{to: firms, satisfaction: {score: 4, n: 90, measured: 2026-05}}]}
  - {id: filing, name: Filing, provided_by: files}
  - {id: letters, name: Letters, provided_by: post, serves: sales}
beneficiaries:
  - {id: firms, name: Firms, kind: business, relationship: {owner: head}, since: 2009, kept_by: price, buys_from: [Y]}
  - {id: rest, name: Rest}
";

fn check(more: &str) -> Ran {
    let run = Run::yaml(FIRM).line("check org.yaml --today").args([TODAY]);
    run.line(more).ran()
}

/// Code and subject of each finding.
fn found(more: &str) -> BTreeSet<String> {
    let ran = check(&format!("{more} --format json"));
    assert!(ran.code < 2, "{ran}");
    let json = ran.json();
    let rows = json["findings"].as_array().unwrap().iter();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    rows.map(|row| format!("{} {}", text(&row["code"]), text(&row["subject"]))).collect()
}

fn set(all: &[&str]) -> BTreeSet<String> {
    all.iter().map(|one| (*one).to_owned()).collect()
}

/// Of a unit: what is about it, its parts, the services they provide, and the relationships they own.
#[test]
fn of_a_unit_its_parts_services_and_relationships_count() {
    let sales = set(&[
        "no-secondary-customer sales",
        "customer-unhappy shop",
        "single-relationship firms",
        "leaving-without-successor head",
    ]);
    assert_eq!(found("--unit sales"), sales);
    assert_eq!(found("--unit Sales"), sales);
    let head = set(&["single-relationship firms", "leaving-without-successor head"]);
    assert_eq!(found("--unit head"), head);
    assert_eq!(found("--unit files"), set(&["service-serves-nobody filing"]));
    let back = found("--unit back");
    assert!(back.contains("service-serves-nobody filing"), "{back:?}");
    let both: BTreeSet<String> = back.union(&head).cloned().collect();
    assert_eq!(found("--unit back --unit head"), both);
    check("--unit sale").ends(2).complains("`Sales`");
}

/// Within a department it is the same, and nothing about groups and customers of the whole; a person is no division.
#[test]
fn a_division_has_its_own_findings() {
    assert_eq!(found("--within sales"), found("--unit sales"));
    assert_eq!(found("--within back --unit files"), set(&["service-serves-nobody filing"]));
    let whole = found("");
    for other in ["empty-group none", "beneficiary-not-served rest"] {
        assert!(whole.contains(other), "{whole:?}");
        assert!(!found("--within back").contains(other), "{other}");
    }
    assert!(found("--within back").is_subset(&whole));
    check("--within head").ends(2).complains("takes a department");
    check("--within back --unit sales").ends(2);
}

/// The same findings come with an export of the division.
#[test]
fn an_export_of_a_division_has_its_findings() {
    let run = Run::yaml(FIRM).line("export org.yaml --within sales --confidential --format json");
    let json = run.args(["--today", TODAY]).fine().json();
    let codes = json["findings"].as_array().unwrap().iter();
    let codes: BTreeSet<&str> = codes.map(|row| row["code"].as_str().unwrap()).collect();
    let checked = found("--within sales");
    let expected: BTreeSet<&str> =
        checked.iter().map(|row| row.split_once(' ').unwrap().0).collect();
    assert_eq!(codes, expected);
}

/// Only the codes that are named; a wrong one is refused with the nearest, a mistake of a file with the reason.
#[test]
fn only_some_codes() {
    assert_eq!(found("--only empty-group"), set(&["empty-group none"]));
    let two = set(&["empty-group none", "customer-unhappy shop"]);
    assert_eq!(found("--only empty-group,customer-unhappy"), two);
    assert_eq!(found("--only empty-group --only customer-unhappy"), two);
    assert_eq!(found("--only unused-group"), BTreeSet::new());
    check("--only empty-groups").ends(2).complains("`empty-group`");
    check("--only syntax").ends(2).complains("mistake");
}

/// A level or worse; the rest is counted, and counts for the exit status.
#[test]
fn a_level_or_worse() {
    let codes = |level: &str| -> BTreeSet<String> {
        let ran = check(&format!("--level {level} --format csv"));
        let rows = ran.stdout.lines().skip(1);
        rows.map(|row| row.split(',').nth(1).unwrap().to_owned()).collect()
    };
    assert_eq!(codes("error"), set(&["error"]));
    assert_eq!(codes("warning"), set(&["error", "warning"]));
    assert_eq!(codes("note"), set(&["error", "warning", "note"]));
    assert_eq!(check("--level error").code, 1, "single-relationship is an error here");
    let milder = check("--only little-known-customer --level error");
    milder.ends(0).says("No findings of this level").says("1 milder finding not shown");
    assert_eq!(check("--only little-known-customer --level error --deny note").code, 1);
    check("--level off").ends(2);
}

/// The filters select what the exit status is about.
#[test]
fn the_status_is_that_of_what_is_asked_for() {
    assert_eq!(check("--unit back").code, 0);
    assert_eq!(check("--unit sales").code, 1);
    assert_eq!(check("--only empty-group").code, 0);
    assert_eq!(check("--only empty-group --deny warning").code, 1);
}

/// Mistakes in the file are shown whatever is asked for.
#[test]
fn mistakes_are_always_shown() {
    let run = Run::yaml("organisation: {nam: XYZ}").line("check org.yaml --only empty-group");
    run.line("--level error --unit nobody").ran().ends(2).complains("no key `nam`");
}

/// Many findings are counted code by code first, worst first; a few are not.
#[test]
fn many_are_counted_first() {
    let departments: Vec<String> = (0..50).map(|at| format!("{{name: D{at}}}")).collect();
    let yaml = format!(
        "organisation: {{name: X}}\ndepartments: [{}]\nservices: [{{name: S, provided_by: organisation}}]\n",
        departments.join(", ")
    );
    let ran = Run::yaml(&yaml).line("check org.yaml").fine();
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert!(lines[0].starts_with("FINDING") && lines[0].ends_with("COUNT"), "{ran}");
    assert!(lines[2].contains("unit-without-service") && lines[2].ends_with("50"), "{ran}");
    check("").says_no("COUNT");
}
