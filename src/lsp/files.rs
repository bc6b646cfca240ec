//! Which files on disk make the map that an open file belongs to.
//!
//! A file with the key `organisation` is a map by itself, unless its folder holds other files of maps without that key:
//! then the folder is the map. A file without it belongs to the nearest folder around it in which exactly one file has
//! it. Only folders with few files in and below them are looked at.

use crate::input::{self, MAP_KEYS, yaml_and_json_files};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// At most this many folders around a file are looked at.
// It is asked for each file that is opened, and a file may lie deep in a tree of others.
const MOST_FOLDERS: usize = 4;
/// A folder with more files and folders in and below it is no map. They are counted before any is read: one of the
/// folders around a file may be the root of the disk.
const MOST_ENTRIES: usize = 5_000;
/// A folder with more files than this is no map that somebody writes by hand.
const MOST_FILES: usize = 2_000;

/// The path of the map that a file belongs to: itself or a folder around it.
pub(super) fn map_of(file: &Path, text: &str, outermost: Option<&Path>) -> PathBuf {
    // Every file of a map in a folder has a key of maps.
    if !has_key(text, MAP_KEYS) {
        return file.to_owned();
    }
    let mut folder = file.parent();
    for _ in 0..MOST_FOLDERS {
        let Some(here) = folder.filter(|here| !here.as_os_str().is_empty()) else { break };
        // What is around a large folder is larger.
        if !is_small(here) {
            break;
        }
        if is_map(here, file, text) {
            return here.to_owned();
        }
        // A file that names the organisation is the map of the folder next to it, or none.
        if names_organisation(text) || Some(here) == outermost {
            break;
        }
        folder = here.parent();
    }
    file.to_owned()
}

/// Whether a folder has few files and folders in and below it, hidden ones left out.
fn is_small(folder: &Path) -> bool {
    let (mut open, mut left) = (vec![folder.to_owned()], MOST_ENTRIES);
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            if left == 0 {
                return false;
            }
            left -= 1;
            let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
            if !is_hidden && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                open.push(entry.path());
            }
        }
    }
    true
}

/// Whether a folder is one map: each of its files has keys of maps, and exactly one names the organisation.
fn is_map(folder: &Path, open: &Path, text: &str) -> bool {
    let Ok(files) = yaml_and_json_files(folder) else {
        return false;
    };
    // A single file is its own map, whatever its folder is.
    if files.len() < 2 || files.len() > MOST_FILES {
        return false;
    }
    let mut organisations = 0;
    for file in files {
        let content = if same(&file, open) {
            Some(text.to_owned())
        } else {
            input::read_bytes(&file).ok().and_then(|bytes| String::from_utf8(bytes).ok())
        };
        let Some(content) = content else { return false };
        if !has_key(&content, MAP_KEYS) {
            return false;
        }
        organisations += usize::from(names_organisation(&content));
    }
    organisations == 1
}

/// Whether two paths lead to the same file.
pub(super) fn same(a: &Path, b: &Path) -> bool {
    a == b || matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

fn names_organisation(text: &str) -> bool {
    has_key(text, &["organisation", "organization"])
}

/// Whether a text has one of some keys at its top.
fn has_key(text: &str, keys: &[&str]) -> bool {
    let is_json = text.trim_start().starts_with('{');
    text.lines().any(|line| {
        let line = if is_json { line.trim_start().trim_start_matches(['{', ' ']) } else { line };
        let line = line.trim_start_matches(['"', '\'']);
        keys.iter().any(|key| {
            let rest = line.strip_prefix(key).map(|rest| rest.trim_start_matches(['"', '\'', ' ']));
            rest.is_some_and(|rest| rest.starts_with(':'))
        })
    })
}
