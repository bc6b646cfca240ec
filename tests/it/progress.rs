//! The line that says what is being done: on a terminal only, late, and gone before anything else is said.
//!
//! What is slow is a pipe that nobody has written to yet. `script` gives a terminal.
#![cfg(target_os = "linux")]

use crate::{commands::SMALL, run::Run};
use std::{
    fmt::Write as _,
    fs,
    io::Read as _,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// What every picture of the line begins with, and what takes the last one away.
const CLEAR: &str = "\x1b[2K";
/// Longer than anything that is not worth a line.
const LONG: Duration = Duration::from_millis(1200);

/// A run beside a pipe that is called so.
fn piped() -> Run {
    let run = Run::empty();
    let pipe = Command::new("mkfifo").arg(run.path().join("pipe")).status();
    assert!(pipe.unwrap().success());
    run
}

/// Starts a line of a shell on a terminal, with `custmap` as the program.
fn on_terminal(run: &Run, line: &str) -> Child {
    let line = line.replace("custmap", env!("CARGO_BIN_EXE_custmap"));
    let mut script = Command::new("script");
    script.args(["-qec", &line, "/dev/null"]);
    script.current_dir(run.path()).env("TERM", "xterm");
    script.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap()
}

/// Reads what a terminal is sent until it holds this, or until the end.
fn until(child: &mut Child, wanted: &str) -> String {
    let out = child.stdout.as_mut().unwrap();
    let mut shown = Vec::new();
    let mut part = [0; 4096];
    while !String::from_utf8_lossy(&shown).contains(wanted) {
        match out.read(&mut part).unwrap() {
            0 => break,
            read => shown.extend_from_slice(&part[..read]),
        }
    }
    String::from_utf8_lossy(&shown).into_owned()
}

/// All that it is still sent.
fn rest(child: &mut Child) -> String {
    until(child, "\0")
}

/// What is on a terminal whose last line was cleared: nothing of the line may come behind.
#[track_caller]
fn behind_the_line(shown: &str) -> &str {
    let (_, behind) = shown.rsplit_once(CLEAR).expect("a line that is cleared");
    behind
}

/// What is read is said, and gone when the answer comes.
#[test]
fn the_line_is_cleared_before_the_answer() {
    for (command, said) in [
        ("custmap list pipe", "Reading pipe"),
        ("cat pipe | custmap list - | cat", "Reading standard input"),
    ] {
        let run = piped();
        let mut child = on_terminal(&run, command);
        let before = until(&mut child, said);
        assert!(before.contains(said), "{command}: {before:?}");
        fs::write(run.path().join("pipe"), SMALL).unwrap();
        let after = rest(&mut child);
        let answer = behind_the_line(&after);
        assert!(answer.contains("Head of Sales"), "{command}: {answer:?}");
        assert!(!answer.contains("Reading"), "{command}: {answer:?}");
        assert!(child.wait().unwrap().success());
    }
}

/// Errors in the map and errors of the command come where the line was.
#[test]
fn the_line_is_cleared_before_errors() {
    for (text, said) in [("organisation: 1", "error["), ("", "error")] {
        let run = piped();
        let mut child = on_terminal(&run, "custmap list pipe");
        until(&mut child, "Reading pipe");
        fs::write(run.path().join("pipe"), text).unwrap();
        let after = rest(&mut child);
        let errors = behind_the_line(&after);
        assert!(errors.contains(said), "{errors:?}");
        assert_eq!(child.wait().unwrap().code(), Some(2));
    }
}

/// An import says what it reads, and its notes come where the line was.
#[test]
fn imports_have_a_line() {
    let run = piped();
    let mut child = on_terminal(&run, "custmap import csv pipe --as departments -o new.yaml");
    until(&mut child, "Reading pipe");
    fs::write(run.path().join("pipe"), "name\nIT\n").unwrap();
    let after = rest(&mut child);
    assert!(behind_the_line(&after).contains("note: "), "{after:?}");
    assert!(child.wait().unwrap().success());
}

/// What takes no half a second is not worth a line.
#[test]
fn what_is_quick_has_no_line() {
    let quick = (0..50).any(|_| {
        let run = Run::yaml(SMALL);
        let begun = Instant::now();
        let mut child = on_terminal(&run, "custmap list org.yaml");
        let shown = rest(&mut child);
        let quick = begun.elapsed() < Duration::from_millis(500);
        assert!(!quick || !shown.contains(CLEAR), "{shown:?}");
        assert!(shown.contains("Head of Sales"), "{shown:?}");
        quick
    });
    assert!(quick, "nothing is quick on this machine");
}

/// A person who wants quiet gets it, and so does a terminal that can't clear a line.
#[test]
fn there_is_no_line_where_none_is_wanted() {
    for command in ["custmap list pipe -q", "TERM=dumb custmap list pipe"] {
        let run = piped();
        let mut child = on_terminal(&run, command);
        thread::sleep(LONG);
        fs::write(run.path().join("pipe"), SMALL).unwrap();
        let shown = rest(&mut child);
        assert!(shown.contains("Head of Sales"), "{command}: {shown:?}");
        assert!(!shown.contains("Reading") && !shown.contains(CLEAR), "{command}: {shown:?}");
    }
}

/// Programs get what they always got: not a byte more in standard error, terminal or not where the answer goes.
#[test]
fn there_is_no_line_in_a_pipe() {
    let run = piped();
    let mut child = on_terminal(&run, "custmap list pipe 2>said");
    thread::sleep(LONG);
    fs::write(run.path().join("pipe"), SMALL).unwrap();
    let shown = rest(&mut child);
    assert!(shown.contains("Head of Sales") && !shown.contains("Reading"), "{shown:?}");
    assert_eq!(fs::read(run.path().join("said")).unwrap(), b"");
}

/// Ctrl-C leaves no half line: the prompt of the shell is where the line was.
#[test]
fn an_interrupt_clears_the_line() {
    if crate::faults::is_ignored("INT", 2) {
        return;
    }
    let run = piped();
    let mut child = on_terminal(&run, "echo $$ >id; exec custmap list pipe");
    until(&mut child, "Reading pipe");
    let id = fs::read_to_string(run.path().join("id")).unwrap();
    let sent = Command::new("kill").args(["-s", "INT", id.trim()]).status();
    assert!(sent.unwrap().success());
    let after = rest(&mut child);
    assert_eq!(behind_the_line(&after).trim_end(), "", "{after:?}");
    assert_eq!(child.wait().unwrap().code(), Some(128 + 2));
}

/// What is written is said, with how much of it there is.
#[test]
fn what_is_written_is_counted() {
    // A debug build is slow.
    let count = if cfg!(debug_assertions) { 400 } else { 2000 };
    let mut text = String::from("organisation: {name: X}\nbeneficiaries:\n");
    for at in 0..count {
        writeln!(text, "  - {{id: b{at}, name: Somebody outside {at}}}").unwrap();
    }
    let all: Vec<String> = (0..count).map(|at| format!("b{at}")).collect();
    let all = format!("&all [{}]", all.join(", "));
    text.push_str("departments:\n");
    for at in 0..count {
        let serves = if at == 0 { &*all } else { "*all" };
        writeln!(text, "  - {{id: d{at}, name: Department {at}, serves: {serves}}}").unwrap();
    }
    let run = Run::yaml(&text);
    let mut child = on_terminal(&run, "custmap export org.yaml -o out.csv");
    let shown = rest(&mut child);
    assert!(child.wait().unwrap().success(), "{shown:?}");
    let written = fs::metadata(run.path().join("out.csv")).unwrap().len();
    assert!(written > 5_000_000, "{written} bytes");
    assert!(shown.contains("Writing out.csv"), "{shown:?}");
    assert!(shown.contains(" MB"), "{shown:?}");
    assert_eq!(behind_the_line(&shown).trim_end(), "");
}
