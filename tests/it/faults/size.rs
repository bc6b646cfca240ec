//! Maps with very much of one thing.

use super::{ends, start};
use crate::run::Run;
use std::{fmt::Write as _, fs};

/// How many findings; a debug build is slow.
const MANY: usize = if cfg!(debug_assertions) { 10_000 } else { 100_000 };

/// Departments without a service: each is a finding.
fn departments(count: usize) -> String {
    let mut text = "organisation: {name: X}\ndepartments:\n".to_owned();
    for at in 0..count {
        writeln!(text, "  - {{id: d{at}, name: D{at}}}").unwrap();
    }
    text
}

/// 100,000 findings are counted, printed and exported, each of them.
#[test]
fn a_hundred_thousand_findings() {
    let text = departments(MANY);
    for (line, code, lines) in [
        ("check org.yaml --format short", 0, MANY),
        ("check org.yaml --format csv", 0, MANY + 1),
        ("check org.yaml --format github --deny warning", 1, MANY),
    ] {
        let run = Run::yaml(&text).line(line).line("-o out");
        let ended = ends(start(&mut run.command()), line);
        let said = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(code), "{line}: {said}");
        let left = fs::read_to_string(run.path().join("out")).unwrap();
        assert!(left.lines().count() >= lines, "{line}: {}", left.lines().count());
    }
}

/// What is shown of them to a person is short, and says how many there are.
#[test]
fn a_hundred_thousand_findings_on_a_screen() {
    let ran = Run::yaml(&departments(MANY)).line("check org.yaml").ran().ends(0);
    assert!(ran.stdout.lines().count() < 1_000, "{}", ran.stdout.lines().count());
    ran.says(if cfg!(debug_assertions) { "10,000 warnings" } else { "100,000 warnings" });
}

/// A name of 1 MB goes through whatever is written of it, or is refused where a format holds no such text.
#[test]
fn a_name_of_a_megabyte() {
    let name = "n".repeat(1_000_000);
    let yaml = format!(
        "organisation: {{name: X}}\ndepartments: [{{id: a, name: {name}, serves: b}}]\nbeneficiaries: [{{id: b, name: B}}]\n"
    );
    for (line, code) in [
        ("analyze org.yaml -o out.md", 0),
        ("export org.yaml -o out.csv", 0),
        ("export org.yaml -o out.json", 0),
        ("export org.yaml --unit a -o out.svg", 0),
        ("export org.yaml --format nodes-edges -o out.net", 0),
        ("report org.yaml -o out.html", 0),
        ("check org.yaml --format sarif -o out.sarif", 0),
        ("export org.yaml -o out.xlsx", 2),
    ] {
        let run = Run::yaml(&yaml).line(line);
        let ended = ends(start(&mut run.command()), line);
        let said = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(code), "{line}: {said}");
        let written = fs::read_dir(run.path()).unwrap().count() - 1;
        assert_eq!(written, usize::from(code == 0), "{line}: {said}");
        assert!(said.len() < 500, "{line} says too much");
    }
    let table = format!("name,provided_by,serves\n{name},IT,Sales\n");
    let run = Run::empty().file("t.csv", table);
    let ran = run.line("import csv t.csv --as services -o out.yaml").ran().ends(0);
    assert!(ran.left("out.yaml").contains(&name));
}
