//! What may go wrong outside of a map: full disks, folders that can't be written, files that vanish, signals.
//!
//! Whatever it is: an error that names the file, status 2, the old file as it was, and nothing half written.

mod changing;
mod meanwhile;
mod outputs;
mod previous;
mod reading;
mod size;
mod steps;
mod threads;
mod writing;

use crate::{commands::SMALL, run::Run};
use std::{
    path::Path,
    process::{Child, Command, ExitStatus, Output, Stdio},
    time::{Duration, Instant},
};

/// A hang, not a slow machine.
const LONGEST: Duration = Duration::from_mins(3);

/// Services, from which an import makes a map.
const TABLE: &str = "name,provided_by,serves\nERP,IT,Sales\nShop,Sales,Buyers\n";

/// A command that writes, what it writes to, and whether it replaces what is there.
const WRITERS: [(&str, &str, There); 21] = [
    ("export org.yaml", "out.csv", There::Replaced),
    ("export org.yaml --wide", "out.csv", There::Replaced),
    ("export org.yaml", "out.json", There::Replaced),
    ("export org.yaml", "out.xlsx", There::Replaced),
    ("export org.yaml --unit it", "out.svg", There::Replaced),
    ("analyze org.yaml", "out.md", There::Replaced),
    ("check org.yaml --format sarif", "out.sarif", There::Replaced),
    ("report org.yaml", "out.html", There::Replaced),
    ("schema", "out.json", There::Replaced),
    ("ask org.yaml --unit it", "out.html", There::Replaced),
    ("brief org.yaml", "out.html", There::Replaced),
    ("card org.yaml it", "out.html", There::Replaced),
    ("register org.yaml --as sipoc", "out.csv", There::Replaced),
    ("register org.yaml --as catalogue", "out.xlsx", There::Replaced),
    ("trend org.yaml --no-git", "out.json", There::Replaced),
    ("sheet org.yaml --backup", "out.xlsx", There::Replaced),
    ("init", "out.xlsx", There::Kept),
    ("init", "out.yaml", There::Kept),
    ("init --no-schema", "out.yaml", There::Kept),
    ("import csv t.csv --as services", "out.yaml", There::Kept),
    ("import csv t.csv --as services --merge org.yaml", "out.yaml", There::Kept),
];

/// Whether who started the tests ignores a signal, as `nohup` and a shell's background do: then the program does, too.
#[cfg(unix)]
pub(crate) fn is_ignored(signal: &str, number: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    let is_ignored = mask.is_some_and(|mask| mask >> (number - 1) & 1 == 1);
    if is_ignored {
        eprintln!("SKIPPED: SIG{signal} is ignored by what started the tests");
    }
    is_ignored
}

/// What becomes of a file that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum There {
    Replaced,
    Kept,
}

/// The same commands beside what they read.
fn beside(line: &str) -> Run {
    Run::yaml(SMALL).file("t.csv", TABLE).line(line)
}

/// Every file below a folder, with its bytes.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(folder).unwrap().display().to_string();
            if path.is_dir() {
                found.push((format!("{name}/"), Vec::new()));
                open.push(path);
            } else {
                found.push((name, std::fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// Runs a command that must fail, with one error in plain words, and leave its folder as it was.
#[track_caller]
fn fails(run: &Run, command: &mut Command, what: &str) -> String {
    let before = files(run.path());
    let ended = ends(start(command), what);
    let said = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(2), "{what}: {said}");
    assert!(ended.stdout.is_empty(), "{what} gives no answer");
    let errors = said.lines().filter(|line| line.starts_with("error: "));
    assert_eq!(errors.count(), 1, "{what}: {said}");
    assert!(!said.contains("panicked"), "{what}: {said}");
    assert!(!said.contains(".custmap-"), "{what}: {said}");
    let after = files(run.path());
    let names = |files: &[(String, Vec<u8>)]| -> Vec<String> {
        files.iter().map(|(name, _)| name.clone()).collect()
    };
    assert_eq!(names(&after), names(&before), "{what}: {said}");
    assert!(after == before, "{what} changed a file");
    said
}

/// Starts a command, with all that it says in pipes.
fn start(command: &mut Command) -> Child {
    let command = command.stdin(Stdio::null()).stdout(Stdio::piped());
    command.stderr(Stdio::piped()).spawn().unwrap()
}

/// Waits for a command that says little, but not for ever.
#[track_caller]
fn ends(mut child: Child, what: &str) -> Output {
    status(&mut child, what);
    child.wait_with_output().unwrap()
}

#[track_caller]
fn status(child: &mut Child, what: &str) -> ExitStatus {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status;
        }
        if start.elapsed() > LONGEST {
            child.kill().unwrap();
            panic!("{what} hangs");
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// A command under a limit of the shell, such as `ulimit -f 1`.
#[cfg(unix)]
fn limited(run: &Run, limit: &str) -> Command {
    let plain = run.command();
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{limit}; exec \"$0\" \"$@\"")]);
    command.arg(plain.get_program()).args(plain.get_args());
    command.current_dir(plain.get_current_dir().unwrap());
    command
}
