//! A system that has no thread left: every command goes on with the one that it has, or says so.
#![cfg(target_os = "linux")]

use super::{WRITERS, beside, limited, start};
use crate::run::Run;
use std::{
    fs,
    os::unix::{
        fs::{MetadataExt as _, PermissionsExt as _},
        process::CommandExt as _,
    },
    process::{Command, Output},
};

/// A user whom no limit spares, unlike the superuser.
const NOBODY: u32 = 65_534;

/// Runs a command that can start neither threads nor programs; none where that can't be tried.
fn alone(run: &Run) -> Option<Output> {
    // Whoever that user is, they may write here.
    fs::set_permissions(run.path(), fs::Permissions::from_mode(0o777)).unwrap();
    let mut command = limited(run, "ulimit -u 1 2>/dev/null || exit 77");
    if fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0) {
        command.uid(NOBODY).gid(NOBODY);
    }
    let mut tried = Command::new(env!("CARGO_BIN_EXE_custmap"));
    let tried = tried.arg("--version").uid(NOBODY).gid(NOBODY).output();
    if tried.is_err_and(|error| error.kind() == std::io::ErrorKind::PermissionDenied) {
        eprintln!("SKIPPED: only its owner may run the program");
        return None;
    }
    let ended = super::ends(start(&mut command), "no thread");
    (ended.status.code() != Some(77)).then_some(ended)
}

/// Every command that writes does so, and the answer is the same as with threads.
#[test]
fn no_thread_is_needed() {
    for (line, file, _) in WRITERS {
        let line = format!("{line} -o {file}");
        let expected = beside(&line).ran().ends(0).left_bytes(file);
        let run = beside(&line);
        let Some(ended) = alone(&run) else { return };
        let said = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(0), "{line}: {said}");
        assert!(!said.contains("panicked"), "{line}: {said}");
        // A form has an id of its own, and a page the time at which it was made.
        if !line.starts_with("ask") {
            assert!(fs::read(run.path().join(file)).unwrap() == expected, "{line}");
        }
    }
}

/// The language server can't read and write at the same time without: an error in plain words.
#[test]
fn the_language_server_says_that_there_is_none() {
    let Some(ended) = alone(&beside("lsp")) else { return };
    let said = String::from_utf8_lossy(&ended.stderr);
    assert_eq!(ended.status.code(), Some(2), "{said}");
    assert!(said.starts_with("error: the server can't start its threads"), "{said}");
}
