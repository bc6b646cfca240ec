//! Whoever reads the output may go away: no complaint, status 0.

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

/// `| head -1`: one line is read, then the pipe is closed; every command ends quietly.
#[test]
fn a_closed_pipe_is_no_error() {
    let large = large();
    for line in [
        "analyze org.yaml",
        "analyze org.yaml --format markdown",
        "list org.yaml --format plain",
        "list org.yaml",
        "check org.yaml --all",
        "export org.yaml --format csv",
        "export org.yaml --format json",
    ] {
        let run = Run::yaml(&large).line(line);
        let mut command = run.command();
        let command = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut first = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut first).unwrap();
        drop(out);
        assert!(!first.is_empty(), "{line}");
        let mut said = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut said)
            .unwrap();
        let said = said.lines().filter(|line| !line.starts_with("note: "));
        assert_eq!(said.count(), 0, "{line}");
        assert_eq!(child.wait().unwrap().code(), Some(0), "{line}");
    }
}

/// Help for nobody ends quietly too.
#[test]
fn help_that_nobody_reads_is_no_error() {
    for line in ["--help", "analyze --help", "explain"] {
        let run = Run::empty().line(line);
        let mut command = run.command();
        let command = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(
            (output.status.code(), output.stderr.len()),
            (Some(0), 0),
            "{line}"
        );
    }
}
