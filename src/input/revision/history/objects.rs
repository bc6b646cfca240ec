//! The objects of a repository, read by one `git cat-file --batch`.

use super::{super::git::command, error::HistoryError};
use crate::input::files::LARGEST;
use std::{
    io::{self, BufRead as _, BufReader, Read as _, Write as _},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Stdio},
};

/// A running `git cat-file --batch`.
#[derive(Debug)]
pub(super) struct Objects {
    child: Child,
    ask: ChildStdin,
    answer: BufReader<ChildStdout>,
}

/// What lies in a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntryKind {
    /// A folder.
    Folder,
    /// A file that is no link.
    File,
}

/// An entry of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TreeEntry {
    /// Its name.
    pub(super) name: String,
    /// The kind of the entry.
    pub(super) kind: EntryKind,
    /// The id of its object.
    pub(super) id: String,
}

impl Objects {
    /// Starts it in a folder of the repository.
    pub(super) fn start(folder: &Path) -> Result<Self, HistoryError> {
        let mut command = command(&["cat-file", "--batch"]);
        // Nobody reads its errors meanwhile, and a full pipe would stop it.
        command.current_dir(folder).stdin(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(HistoryError::NoGit)?;
        let broken = || HistoryError::Failed("it has no input or output".to_owned());
        let ask = child.stdin.take().ok_or_else(broken)?;
        let answer = BufReader::new(child.stdout.take().ok_or_else(broken)?);
        Ok(Self { child, ask, answer })
    }

    /// The bytes of a file by the id of its object.
    pub(super) fn blob(&mut self, id: &str) -> Result<Vec<u8>, HistoryError> {
        self.object(id, "blob")
    }

    /// The folders and files of a folder by the id of its object, or by `COMMIT^{tree}`. A name that is no UTF-8 is
    /// shown with replaced bytes.
    pub(super) fn tree(&mut self, id: &str) -> Result<Vec<TreeEntry>, HistoryError> {
        let digits = id.trim_end_matches("^{tree}").len();
        let bytes = self.object(id, "tree")?;
        // SHA-1 or SHA-256: the length of the known id tells how long those in the tree are.
        Ok(entries(&bytes, digits / 2))
    }

    /// Asks for an object; the answer is `ID KIND SIZE`, the bytes, and a line feed.
    fn object(&mut self, id: &str, kind: &str) -> Result<Vec<u8>, HistoryError> {
        let failed = |error: io::Error| HistoryError::Failed(error.to_string());
        self.ask.write_all(format!("{id}\n").as_bytes()).map_err(failed)?;
        self.ask.flush().map_err(failed)?;
        let mut head = String::new();
        self.answer.read_line(&mut head).map_err(failed)?;
        let words: Vec<&str> = head.trim_end().split(' ').collect();
        let [_, found, size] = *words else {
            return Err(HistoryError::Missing);
        };
        let length: u64 = size.parse().map_err(|_| HistoryError::Missing)?;
        // With the line feed behind it.
        let mut object = (&mut self.answer).take(length + 1);
        if length > LARGEST || found != kind {
            // What follows is the answer to the next question only once this one is read.
            io::copy(&mut object, &mut io::sink()).map_err(failed)?;
            return Err(if found == kind { HistoryError::TooLarge } else { HistoryError::Missing });
        }
        let mut bytes = Vec::new();
        object.read_to_end(&mut bytes).map_err(failed)?;
        bytes.pop();
        Ok(bytes)
    }
}

impl Drop for Objects {
    fn drop(&mut self) {
        // It has nothing more to say, and leaves no process behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads a tree object: `MODE NAME`, a zero byte, and the `length` bytes of the id of each entry.
fn entries(mut bytes: &[u8], length: usize) -> Vec<TreeEntry> {
    let mut entries = Vec::new();
    while let Some(end) = bytes.iter().position(|byte| *byte == 0) {
        let (head, rest) = (&bytes[..end], &bytes[end + 1..]);
        let Some((id, rest)) = rest.split_at_checked(length) else {
            break;
        };
        bytes = rest;
        let head = String::from_utf8_lossy(head);
        let Some((mode, name)) = head.split_once(' ') else {
            continue;
        };
        let kind = match mode {
            "40000" => EntryKind::Folder,
            regular if regular.starts_with("100") => EntryKind::File,
            _ => continue,
        };
        entries.push(TreeEntry { name: name.to_owned(), kind, id: hexadecimal(id) });
    }
    entries
}

/// Bytes as the digits by which `git` names an object.
fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(half.into(), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
