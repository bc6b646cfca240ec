//! `checks`: a level for a finding.

use super::{TODAY, finds};
use crate::run::Run;

const LEAVING: &str = "people: [{id: p, name: P, leaving: 2027}]\nbeneficiaries: [{id: b, name: B, kind: business, relationship: «{owner: p}}]\n";

/// A level of the file holds for every finding of that code, also where the level would depend.
#[test]
fn a_level_of_the_file_holds() {
    for level in ["note", "warning", "error"] {
        let yaml = format!(
            "departments: [{{id: «a, name: A}}]\nchecks: {{unit-without-service: {level}}}"
        );
        finds("unit-without-service", &[(level, "a")], &yaml);
        finds(
            "single-relationship",
            &[(level, "b")],
            &format!("{LEAVING}checks: {{single-relationship: {level}}}"),
        );
    }
    finds("single-relationship", &[("error", "b")], LEAVING);
}

/// `off` is no finding at all.
#[test]
fn off_is_silent() {
    finds(
        "unit-without-service",
        &[],
        "departments: [{id: a, name: A}]\nchecks: {unit-without-service: off}",
    );
}

/// `off` for the gap of a unit doesn't bring up the two findings that it replaces.
#[test]
fn what_is_off_still_replaces_its_consequences() {
    let yaml = "departments: [{id: a, name: A}]\nchecks: {unit-without-service: off}";
    finds("no-secondary-customer", &[], yaml);
    finds("no-primary-chain", &[], yaml);
}

/// A finding that is off by default is raised when its level is set.
#[test]
fn a_finding_that_is_off_can_be_raised() {
    let yaml = "departments: [{id: «a, name: A, serves: everyone}, {id: b, name: B, serves: x}]\nbeneficiaries: [{id: x, name: X}]\n\
                checks: {only-broad-chains: error}";
    finds("only-broad-chains", &[("error", "a")], yaml);
}

/// `check` shows at most 100 of one finding, then how many more; `--all` shows all.
#[test]
fn a_hundred_of_one_finding_are_shown() {
    let departments: Vec<String> = (0..130).map(|at| format!("{{name: D{at}}}")).collect();
    let yaml = format!("organisation: {{name: XYZ}}\ndepartments: [{}]", departments.join(", "));
    let run = |more: &str| {
        let run = Run::yaml(&yaml).line("check org.yaml --today").args([TODAY]);
        run.line(more).fine()
    };
    let some = run("").says("30 more of unit-without-service: --all").says("130 warnings");
    assert_eq!(some.stdout.matches(" provides no service").count(), 100);
    let all = run("--all").says_no("more of").says("130 warnings");
    assert_eq!(all.stdout.matches(" provides no service").count(), 130);
    for format in ["json", "plain", "csv", "short", "sarif", "github"] {
        let ran = run(&format!("--format {format}"));
        assert_eq!(ran.stdout.matches(" provides no service").count(), 130, "{format} is whole");
    }
}

/// The hundred are of one code, whatever its levels: 60 warnings leave room for 40 of 60 notes.
#[test]
fn a_hundred_of_several_levels_are_shown() {
    let unit = |at: usize| {
        let serves = if at < 60 { format!("d{at}") } else { "b".to_owned() };
        format!("  - {{id: d{at}, name: D{at}, serves: {serves}}}\n")
    };
    let units: Vec<String> = (0..120).map(unit).collect();
    let yaml = format!(
        "organisation: {{name: XYZ}}\ndepartments:\n{}beneficiaries: [{{id: b, name: B}}]\n",
        units.concat()
    );
    let ran = Run::yaml(&yaml).line("check org.yaml --only no-secondary-customer").fine();
    let ran = ran.says("20 more of no-secondary-customer: --all").says("60 warnings, 60 notes");
    assert_eq!(ran.stdout.matches(" has no secondary customer").count(), 100);
}

/// `--today` decides what is stale; it must be a date.
#[test]
fn today_can_be_set() {
    let yaml = "organisation: {name: XYZ}\nservices: [{name: S, provided_by: organisation, serves: {to: everyone, satisfaction: {score: 9, measured: 2020-05-31}}}]";
    let stale = "satisfaction-stale";
    let run = |today: &str| Run::yaml(yaml).line("check org.yaml --today").args([today]);
    run("2021-05-31").fine().says_no(stale);
    run("2021-06-01").fine().says(stale);
    run("2021-05").fine().says_no(stale);
    run("2021-06").fine().says(stale);
    run("2020").fine().says_no(stale);
    run("tomorrow").refused().complains("2026-05-31");
}
