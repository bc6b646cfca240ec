//! A fault at each step of writing, and a kill at each: every call of the system by which a command changes files fails
//! once, one after the other, for each command that changes a map or writes several files.
#![cfg(target_os = "linux")]

use super::{changing::changed_map, ends, files, start};
use crate::run::Run;
use std::{collections::BTreeMap, path::Path, process::Command};

/// Calls that change files, and those that open or lock them.
const CALLS: &str = "openat,creat,write,copy_file_range,sendfile,fsync,fchmod,fchown,link,linkat,rename,renameat,\
                     renameat2,unlink,unlinkat,mkdir,rmdir,flock";

/// Runs a command under `strace`, which makes a call fail or ends the program there.
fn traced(run: &Run, options: &[&str]) -> Command {
    let plain = run.command();
    let mut command = Command::new("strace");
    command.args(["-f", "-qq"]).args(options);
    command.arg(plain.get_program()).args(plain.get_args());
    command.current_dir(plain.get_current_dir().unwrap());
    command
}

/// The files of a folder without temporary ones.
fn finished(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    files(folder).into_iter().filter(|(name, _)| !name.contains(".custmap-")).collect()
}

/// The calls of a good run from the first that has to do with the map on: the name of each, its number among those of
/// its name, and the whole line.
fn calls(log: &str) -> Vec<(String, usize, String)> {
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for line in log.lines() {
        let call = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        let Some((name, _)) = call.split_once('(') else { continue };
        let number = numbers.entry(name.to_owned()).or_default();
        *number += 1;
        found.push((name.to_owned(), *number, call.to_owned()));
    }
    let first = found.iter().position(|(_, _, call)| call.contains("org.yaml")).unwrap();
    // What the system's own files and files that aren't there answer is tried elsewhere. An answer on standard output
    // comes when the map has changed.
    let is_ours = |call: &str| {
        !["\"/proc", "\"/sys", "\"/etc", "ENOENT", "write(1,"].iter().any(|it| call.contains(it))
    };
    found.drain(first..).filter(|(_, _, call)| is_ours(call)).collect()
}

/// Every call fails once and every call is the last one: who ends with 0 has written all, who ends with 2 has changed
/// nothing, and after a kill each file is the old one or the new one.
#[track_caller]
fn try_each_step(line: &str) {
    if !Command::new("strace").arg("--version").output().is_ok_and(|ran| ran.status.success()) {
        eprintln!("SKIPPED: no strace here");
        return;
    }
    let run = changed_map(line);
    let old = finished(run.path());
    let log = tempfile::NamedTempFile::new().unwrap();
    let name = log.path().to_str().unwrap().to_owned();
    let trace = format!("trace={CALLS}");
    let ended = ends(start(&mut traced(&run, &["-o", &name, "-e", &trace])), line);
    if String::from_utf8_lossy(&ended.stderr).contains("PTRACE") {
        eprintln!("SKIPPED: no program may be traced here");
        return;
    }
    assert_eq!(ended.status.code(), Some(0), "{line}");
    let new = finished(run.path());
    assert!(new != old, "{line} writes nothing");
    let steps = calls(&std::fs::read_to_string(log.path()).unwrap());
    assert!(steps.len() > 8, "{line}: {steps:?}");
    for (call, number, whole) in steps {
        for fault in ["error=EIO", "signal=SIGKILL"] {
            let run = changed_map(line);
            let (trace, fault) =
                (format!("trace={call}"), format!("inject={call}:{fault}:when={number}"));
            let options = ["-o", "/dev/null", "-e", &trace, "-e", &fault];
            let ended = ends(start(&mut traced(&run, &options)), line);
            let said = String::from_utf8_lossy(&ended.stderr);
            let left = finished(run.path());
            let what = format!("{line}, {fault} at {whole}: {said}");
            assert!(!said.contains("panicked"), "{what}");
            match ended.status.code() {
                Some(0) => assert!(left == new, "done, but not all is written: {what}"),
                Some(2) => {
                    assert!(left == old, "refused, but changed: {what}");
                    let all = files(run.path());
                    // Where removing it is what fails, it can't be removed.
                    assert!(call.starts_with("unlink") || all.len() == left.len(), "{what}");
                }
                code => {
                    assert!(fault.contains("SIGKILL"), "ends with {code:?}: {what}");
                    for (name, bytes) in &left {
                        let is_known = old.get(name) == Some(bytes) || new.get(name) == Some(bytes);
                        assert!(is_known, "{name} is neither the old one nor the new one: {what}");
                    }
                    assert!(old.keys().all(|name| left.contains_key(name)), "lost: {what}");
                }
            }
        }
    }
}

#[test]
fn import_merge_step_by_step() {
    try_each_step("import csv t.csv --as services --merge org.yaml --backup");
}

#[test]
fn survey_step_by_step() {
    try_each_step(
        "import survey s.csv --merge org.yaml --long --service =helpdesk --of Department --score Score --date When \
         --lowest 1 --scale 5",
    );
}

#[test]
fn rename_step_by_step() {
    try_each_step("rename org.yaml it information-technology --backup");
}

#[test]
fn two_files_step_by_step() {
    try_each_step("export org.yaml --format nodes-edges -o net");
}

#[test]
fn a_workbook_step_by_step() {
    try_each_step("sheet org.yaml -o map.xlsx --backup");
}
