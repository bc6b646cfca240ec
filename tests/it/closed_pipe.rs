//! Anybody who reads the output may go away: no complaint, and the status stays what it is.

use crate::run::Run;
use std::{
    io::{BufRead as _, BufReader, Read as _},
    process::Stdio,
};

/// An organisation whose output is far larger than a pipe holds.
fn large() -> String {
    let departments = (0..3000).map(|at| {
        let name = "A department with a rather long name";
        format!("  - {{id: d{at}, name: {name} {at}, serves: b}}\n")
    });
    let departments: String = departments.collect();
    format!(
        "organisation: {{name: X}}\nbeneficiaries: [{{id: b, name: B}}]\ndepartments:\n{departments}"
    )
}

/// One line is read, as by `head -1`, and the pipe closed: the command ends quietly, with 0.
#[track_caller]
fn ends_quietly(line: &str) {
    let run = Run::yaml(&large()).line(line);
    let mut command = run.command();
    let command = command.stdin(Stdio::null()).stdout(Stdio::piped());
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut first = String::new();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    out.read_line(&mut first).unwrap();
    drop(out);
    assert!(!first.is_empty(), "{line}");
    let mut said = String::new();
    let mut complaints = child.stderr.take().unwrap();
    complaints.read_to_string(&mut said).unwrap();
    let complaints = said.lines().filter(|line| !line.starts_with("note: "));
    assert_eq!(complaints.collect::<Vec<_>>(), [""; 0], "{line}");
    assert_eq!(child.wait().unwrap().code(), Some(0), "{line}");
}

/// Anybody who reads text may stop reading.
#[test]
fn a_closed_pipe_is_no_error() {
    for line in [
        "analyze org.yaml",
        "analyze org.yaml --format markdown",
        "list org.yaml --format plain",
        "list org.yaml",
        "check org.yaml --all",
        "check org.yaml --format json",
        "check org.yaml --format short",
        "check org.yaml --format github",
        "check org.yaml --format sarif",
        "check org.yaml --format junit",
        "schema",
        "export org.yaml --format json",
    ] {
        ends_quietly(line);
    }
}

/// And anybody who reads CSV.
#[test]
fn a_closed_pipe_is_no_error_for_csv() {
    for line in [
        "export org.yaml --format csv",
        "export org.yaml --format csv --wide",
        "list org.yaml --format csv",
        "check org.yaml --format csv",
    ] {
        ends_quietly(line);
    }
}

/// Help for nobody ends quietly too.
#[test]
fn help_that_nobody_reads_is_no_error() {
    for line in
        ["--help", "analyze --help", "explain", "schema", "man", "completions bash", "init -o -"]
    {
        let run = Run::empty().line(line);
        let mut command = run.command();
        let command = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0), "{line}");
    }
}

/// The exit status is what it would have been: a script that asks for it is not led to believe that all is well.
#[test]
fn a_closed_pipe_keeps_the_status() {
    let small = crate::commands::SMALL;
    for (line, status) in [
        ("check bad.yaml", 2),
        ("check bad.yaml --format json", 2),
        ("list bad.yaml", 2),
        ("check org.yaml --deny note", 1),
        ("diff org.yaml other.yaml", 1),
        ("diff org.yaml org.yaml", 0),
    ] {
        let run = Run::yaml(small).file("bad.yaml", "organisation: {nam: x}");
        let run = run.file("other.yaml", small.replace("Sales", "Selling")).line(line);
        let mut command = run.command();
        let command = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        drop(child.stderr.take());
        assert_eq!(child.wait().unwrap().code(), Some(status), "{line}");
    }
}
