//! The program `git`: how it is run, and what it says.

use std::{
    ffi::OsStr,
    io,
    process::{Command, Stdio},
};

/// Why `git` gave no answer.
pub(super) enum Refused {
    NotStarted(io::Error),
    Said(String),
}

/// The object that a word names.
pub(super) fn look_up(word: &str) -> Result<String, Refused> {
    let mut command = command(&["rev-parse"]);
    // `--verify` takes one object only, so that no word can be read as several revisions.
    if word != "--git-dir" {
        command.args(["--verify", "--quiet"]);
    }
    let output = command.arg(word).output().map_err(Refused::NotStarted)?;
    if !output.status.success() {
        return Err(Refused::Said(first_line(&output.stderr)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
}

/// `git` with arguments: it reads nothing, asks nobody, and fetches nothing.
pub(super) fn command(args: &[&str]) -> Command {
    let mut command = Command::new("git");
    command
        .args(args.iter().map(OsStr::new))
        .env("GIT_NO_LAZY_FETCH", "1")
        // Versions that don't know the variable above could be made to run programs by the address they fetch from.
        .env("GIT_ALLOW_PROTOCOL", "none")
        .env("GIT_TERMINAL_PROMPT", "0")
        // Messages in English: some of them are recognised.
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// The first line of what it complains of.
pub(super) fn first_line(said: &[u8]) -> String {
    let said = String::from_utf8_lossy(said);
    let line = said.lines().next().unwrap_or("it does not say why");
    line.trim_start_matches("fatal: ").to_owned()
}
