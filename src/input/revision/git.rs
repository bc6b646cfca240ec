//! The program `git`: how it is run, and what it says.

use std::{
    ffi::OsStr,
    io::{self, Read as _},
    process::{Child, Command, Stdio},
    thread,
};

/// The most bytes that are kept of what `git` complains of.
const MOST_SAID: u64 = 64 << 10;

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

/// The answer of a running `git`, at most `most` bytes of it.
///
/// # Errors
/// The first line of what it complains of.
pub(super) fn answer(mut child: Child, most: u64) -> Result<Vec<u8>, String> {
    let errors = child.stderr.take();
    // Read at the same time as the answer: a repository with thousands of dead alternates makes `git` complain of each,
    // and once its pipe is full it waits. Without a thread the pipe is closed, and it says nothing.
    let complaints = thread::Builder::new().spawn(move || {
        let mut said = Vec::new();
        if let Some(mut errors) = errors {
            let _ = errors.by_ref().take(MOST_SAID).read_to_end(&mut said);
            let _ = io::copy(&mut errors, &mut io::sink());
        }
        said
    });
    let mut bytes = Vec::new();
    if let Some(out) = child.stdout.take() {
        out.take(most).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    }
    let status = child.wait().map_err(|error| error.to_string())?;
    let said = complaints.ok().and_then(|thread| thread.join().ok()).unwrap_or_default();
    // Where reading stopped at the limit, git fails because nobody reads
    // on: no failure of its own.
    let is_cut = bytes.len() as u64 == most;
    if status.success() || is_cut { Ok(bytes) } else { Err(first_line(&said)) }
}

/// The first line of what it complains of.
pub(super) fn first_line(said: &[u8]) -> String {
    let said = String::from_utf8_lossy(said);
    let line = said.lines().next().unwrap_or("it does not say why");
    line.trim_start_matches("fatal: ").to_owned()
}
