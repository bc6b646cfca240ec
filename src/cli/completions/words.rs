//! What a shell may offer: the ids and names of the map, codes, and files.
//!
//! A map is read only if that is quickly done, because the user waits after pressing TAB. One with mistakes offers nothing.

use super::{super::load::DEFAULT_MAP, request::request};
use clap_complete::engine::{
    ArgValueCandidates, ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter,
};
use custmap::{diag::Code, input, render::clean, report::TargetKind, resolve::resolve};
use std::{ffi::OsStr, fs, path::Path};

/// How many bytes a map may have for its names to be offered.
const LARGEST: u64 = 4 << 20;
/// How many files and folders are looked at to find that out.
const MOST_FILES: usize = 500;

/// Completes an option that takes the id or name of something.
pub(in super::super) fn of(kind: TargetKind) -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| names(kind, typed))
}

/// Completes words of which the first may be the map, and the others are each of a kind.
pub(in super::super) fn behind_map(kinds: &'static [TargetKind]) -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| {
        let request = request();
        let mut found = Vec::new();
        if request.map.is_none() && request.behind == 0 {
            found.extend(PathCompleter::any().complete(typed));
        }
        if let Some(kind) = kinds.get(request.behind) {
            found.extend(names(*kind, typed));
        }
        found
    })
}

/// Completes a code.
pub(in super::super) fn codes() -> ArgValueCandidates {
    let candidate = |code: &Code| {
        let candidate = CompletionCandidate::new(code.word());
        candidate.help(Some(code.meaning().into()))
    };
    ArgValueCandidates::new(move || Code::ALL.iter().map(candidate).collect())
}

/// The things of a map that fit and begin like what has been typed.
fn names(kind: TargetKind, typed: &OsStr) -> Vec<CompletionCandidate> {
    let map = request().map.as_deref().unwrap_or(Path::new(DEFAULT_MAP));
    let (Some(typed), true) = (typed.to_str(), is_small(map)) else {
        return Vec::new();
    };
    let Some(organisation) = input::read(map)
        .ok()
        .filter(|read| read.complete && read.problems.is_empty())
        .and_then(|read| resolve(read.raw).ok())
    else {
        return Vec::new();
    };
    let subjects = organisation.subjects();
    let fitting = subjects.filter(|subject| kind.includes(&organisation, *subject));
    let candidates = fitting.filter_map(|subject| {
        let (id, name) = (organisation.id_of(subject), organisation.name_of(subject));
        candidate(id, name, typed)
    });
    candidates.collect()
}

/// What is offered for a thing: its id, or in a shell that quotes its name, where that is being typed.
fn candidate(id: &str, name: &str, typed: &str) -> Option<CompletionCandidate> {
    let folded = typed.to_lowercase();
    let begins = |text: &str| text.to_lowercase().starts_with(&folded);
    let by_name = begins(name) && !id.starts_with(typed);
    if !by_name && !begins(id) {
        return None;
    }
    let quotes = request().quotes;
    let (word, help) = if by_name && quotes { (name, id) } else { (id, name) };
    let fits = if quotes { clean(word) == word } else { is_bare(word) };
    let candidate = CompletionCandidate::new(word);
    fits.then(|| candidate.help(Some(clean(help).into_owned().into())))
}

/// Whether a word is one word in every shell.
fn is_bare(word: &str) -> bool {
    let bare = |c: char| c.is_alphanumeric() || ['-', '_', '.'].contains(&c);
    !word.starts_with('-') && word.chars().all(bare)
}

/// Whether a map is a file, or some files, that can be read at once.
fn is_small(map: &Path) -> bool {
    let mut open = vec![map.to_owned()];
    let (mut files, mut bytes) = (0, 0);
    while let Some(path) = open.pop() {
        files += 1;
        let Ok(metadata) = fs::metadata(&path) else {
            return false;
        };
        if metadata.is_dir() {
            let Ok(entries) = fs::read_dir(&path) else {
                return false;
            };
            // One more than may be is enough to know.
            let few = entries.take(MOST_FILES + 1);
            open.extend(few.filter_map(|entry| Some(entry.ok()?.path())));
        } else if metadata.is_file() {
            bytes += metadata.len();
        } else {
            return false;
        }
        if files + open.len() > MOST_FILES || bytes > LARGEST {
            return false;
        }
    }
    true
}
