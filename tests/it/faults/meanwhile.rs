//! What happens meanwhile: signals, other runs, readers that go away.

use super::{TABLE, beside, ends, files, start};
use crate::run::Run;
use std::{fmt::Write as _, fs, time::Duration};

/// A map where all serve all: as many customers as departments.
pub(super) fn large(count: usize) -> String {
    let mut text = "organisation: {name: X}\nbeneficiaries:\n".to_owned();
    for at in 0..count {
        writeln!(text, "  - {{id: b{at}, name: Somebody outside {at}}}").unwrap();
    }
    text.push_str("departments:\n");
    let all: Vec<String> = (0..count).map(|at| format!("b{at}")).collect();
    let all = format!("&all [{}]", all.join(", "));
    for at in 0..count {
        let serves = if at == 0 { &*all } else { "*all" };
        writeln!(text, "  - {{id: d{at}, name: Department {at}, serves: {serves}}}").unwrap();
    }
    text
}

/// The temporary file or folder of a run.
#[cfg(unix)]
fn temporary(run: &Run) -> bool {
    let names = files(run.path());
    names.iter().any(|(name, _)| name.starts_with(".custmap-"))
}

/// Ctrl-C, or `kill`, while a file is written: the old one is as it was and no temporary one stays. The program ends
/// by the signal, so that the shell knows.
#[cfg(unix)]
#[test]
fn a_signal_while_a_file_is_written() {
    use std::os::unix::process::ExitStatusExt as _;
    let signals = [("INT", 2), ("TERM", 15)];
    for (signal, number) in signals.into_iter().filter(|it| !super::is_ignored(it.0, it.1)) {
        let line = "export org.yaml -o out.csv";
        let run = Run::yaml(&large(400)).file("out.csv", "old").line(line);
        let before = files(run.path());
        let mut child = start(&mut run.command());
        while !temporary(&run) {
            assert!(child.try_wait().unwrap().is_none(), "it ended too early");
            std::thread::sleep(Duration::from_millis(1));
        }
        let id = child.id().to_string();
        let sent = std::process::Command::new("kill").args(["-s", signal, &id]).status();
        assert!(sent.unwrap().success());
        let ended = ends(child, line);
        assert_eq!(ended.status.signal(), Some(number), "{:?}", ended.status);
        assert!(files(run.path()) == before, "SIG{signal} leaves something");
    }
}

/// A signal that comes at any other time: the file is the old one or the new one, and no other stays.
#[cfg(unix)]
#[test]
fn a_signal_at_any_time() {
    for line in [
        "export org.yaml --format nodes-edges -o net",
        "import csv t.csv --as services -o map --split-by department",
        "init -o new.yaml",
        "report org.yaml -o page.html",
    ] {
        let whole = files(beside(line).ran().ends(0).place());
        for step in 0..12 {
            let run = beside(line);
            let before = files(run.path());
            let child = start(&mut run.command());
            std::thread::sleep(Duration::from_millis(step * 4));
            let id = child.id().to_string();
            // It may have ended already.
            let _ = std::process::Command::new("kill").args(["-s", "INT", &id]).output();
            ends(child, line);
            let after = files(run.path());
            let after: Vec<_> = after.into_iter().filter(|(name, _)| name != "net/").collect();
            let same = |wanted: &[(String, Vec<u8>)]| {
                let wanted = wanted.iter().filter(|(name, _)| name != "net/");
                wanted.eq(&after)
            };
            let names: Vec<_> = after.iter().map(|(name, _)| name).collect();
            assert!(same(&before) || same(&whole), "{line}: {names:?}");
        }
    }
}

/// Runs that replace one file: it is what one of them wrote, whole.
#[test]
fn many_runs_replace_one_file() {
    let run = Run::yaml(&large(60)).file("small.yaml", crate::commands::SMALL);
    let large = Run::yaml(&large(60)).line("export org.yaml --format csv").fine().stdout;
    let small = Run::yaml(crate::commands::SMALL).line("export org.yaml --format csv");
    let small = small.fine().stdout;
    let children: Vec<_> = (0..8)
        .map(|at| {
            let map = if at % 2 == 0 { "org.yaml" } else { "small.yaml" };
            let mut command = run.command();
            start(command.args(["export", map, "-o", "out.csv"]))
        })
        .collect();
    for child in children {
        let ended = ends(child, "one of many");
        let said = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(0), "{said}");
    }
    let left = fs::read_to_string(run.path().join("out.csv")).unwrap();
    assert!(left == large || left == small, "a mixture");
    assert_eq!(files(run.path()).len(), 3, "a temporary file is left");
}

/// Runs that make one new file: one does, and all others leave it alone.
#[test]
fn many_runs_make_one_file() {
    for (line, made) in [
        ("init", "org.yaml"),
        ("init --no-schema", "org.yaml"),
        ("import csv t.csv --as services -o new.yaml", "new.yaml"),
        ("import csv t.csv --as services -o map --split-by department", "map/it.yaml"),
    ] {
        let once = Run::empty().file("t.csv", TABLE).line(line).ran().ends(0);
        let run = Run::empty().file("t.csv", TABLE).line(line);
        let children: Vec<_> = (0..8).map(|_| start(&mut run.command())).collect();
        let mut fine = 0;
        for child in children {
            let ended = ends(child, line);
            let said = String::from_utf8_lossy(&ended.stderr);
            match ended.status.code() {
                Some(0) => fine += 1,
                code => assert_eq!(code, Some(2), "{line}: {said}"),
            }
        }
        assert_eq!(fine, 1, "{line}");
        assert!(!once.left(made).is_empty());
        assert!(files(run.path()) == files(once.place()), "{line}");
    }
}

/// Runs that make different maps in one folder share its schema, and none fails for it.
#[test]
fn many_maps_share_a_schema() {
    let run = Run::empty();
    let children: Vec<_> = (0..8)
        .map(|at| {
            let mut command = run.command();
            start(command.args(["init".to_owned(), "-o".to_owned(), format!("{at}.yaml")]))
        })
        .collect();
    for child in children {
        let ended = ends(child, "init");
        let said = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(0), "{said}");
    }
    assert_eq!(files(run.path()).len(), 9);
}

/// Anybody who reads a map, a workbook or a schema from a pipe may go away.
#[test]
fn a_pipe_that_closes() {
    for line in [
        "schema",
        "init -o -",
        "export org.yaml --format xlsx",
        "export org.yaml --format svg --unit it",
        "report org.yaml -o -",
        "import csv t.csv --as services",
    ] {
        let run = beside(line);
        let mut child = start(&mut run.command());
        drop(child.stdout.take());
        let ended = ends(child, line);
        let said = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(0), "{line}: {said}");
        assert!(said.lines().all(|line| line.starts_with(['n', ' '])), "{line}: {said}");
    }
}
