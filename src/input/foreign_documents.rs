//! Files that are no maps: the bytes of any, the mapping of an import, documents of other tools.

use super::{
    MapFormat, ReadError,
    decode::{Decode as _, Decoder, MOST_REPEATED},
    files,
    mapping::RawMapping,
    value::RawValue,
    yaml,
};
use crate::diag::{Diagnostic, FileId, Place, Slice};
use std::path::{Path, PathBuf};

/// The bytes of a file, or of standard input for `-`.
///
/// # Errors
/// Where it can't be read, or is over 2 GiB.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, ReadError> {
    files::bytes(path)
}

/// A file, or the YAML files of a directory at any depth, in the order of their names.
///
/// # Errors
/// Where the directory can't be read or holds none.
pub fn yaml_files(path: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let mut found = files::list(path)?.files;
    let json =
        |file: &PathBuf| file.extension().is_some_and(|end| end.eq_ignore_ascii_case("json"));
    if path.is_dir() {
        found.retain(|file| !json(file));
    }
    Ok(found)
}

/// A file, or the YAML and JSON files of a directory that make a map, in the order of their names. Links that lead out of
/// the directory are left out.
///
/// # Errors
/// Where the directory can't be read or holds none.
pub fn yaml_and_json_files(path: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let found = files::list(path)?.files;
    let is_own_output = |file: &PathBuf| {
        MapFormat::of(file) == MapFormat::Json
            && files::load(file).is_ok_and(|loaded| loaded.is_own_output())
    };
    Ok(found.into_iter().filter(|file| !is_own_output(file)).collect())
}

/// Reads the mapping of an import from the text of a file, with what is wrong in it.
pub fn read_mapping(file: FileId, text: &Slice) -> (RawMapping, Vec<Diagnostic>) {
    let mut decoder = Decoder::new(file, text);
    let mapping = match yaml::read_value(&mut decoder) {
        Ok(node) => RawMapping::decode(node, &mut decoder),
        Err(broken) => {
            decoder.problems.push(*broken);
            None
        }
    };
    // Required keys that are missing are reported at a place: the start of the file.
    let nothing = || RawMapping { place: Place { file, offset: 0 }, ..RawMapping::default() };
    (mapping.unwrap_or_else(nothing), decoder.problems)
}

/// How many events aliases may still repeat in all files that are read with it.
#[derive(Clone, Debug)]
pub struct AliasBudget {
    left: usize,
}

impl Default for AliasBudget {
    fn default() -> Self {
        Self { left: MOST_REPEATED }
    }
}

/// Reads each YAML document of a file as one value, with what is wrong in them.
pub fn read_documents(file: FileId, text: &Slice) -> (Vec<RawValue>, Vec<Diagnostic>) {
    read_documents_within(file, text, &mut AliasBudget::default())
}

/// As [`read_documents`], for one of several files, whose aliases share a budget.
pub fn read_documents_within(
    file: FileId,
    text: &Slice,
    budget: &mut AliasBudget,
) -> (Vec<RawValue>, Vec<Diagnostic>) {
    let mut decoder = Decoder::new(file, text);
    decoder.aliases_left = budget.left;
    let mut documents = Vec::new();
    for (offset, document) in split(text) {
        decoder.go_to(document, offset);
        match yaml::read_value(&mut decoder) {
            Ok(node) => documents.extend(RawValue::decode(node, &mut decoder)),
            Err(broken) => decoder.problems.push(*broken),
        }
    }
    budget.left = decoder.aliases_left;
    (documents, decoder.problems)
}

/// The documents of a text: where each begins, and its text. In YAML a line that begins with `---` or is `...`
/// separates two documents, whatever it seems to be part of.
fn split(text: &str) -> Vec<(usize, &str)> {
    let mut documents = Vec::new();
    let (mut start, mut offset) = (0, 0);
    let mut push = |start: usize, end: usize| {
        let document = &text[start..end];
        let blank =
            |line: &str| line.trim().is_empty() || line.trim_start().starts_with(['#', '%']);
        // Comments and directives before the first `---` are no document.
        if !document.lines().all(blank) {
            documents.push((start, document));
        }
    };
    for line in text.split_inclusive('\n') {
        let rest = line.strip_prefix("---").or_else(|| line.strip_prefix("..."));
        if rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n'])) {
            push(start, offset);
            let rest_is_empty = rest.is_some_and(|rest| rest.trim().is_empty());
            // A value on the line of the `---` belongs to the document that begins there.
            start = if rest_is_empty { offset + line.len() } else { offset };
        }
        offset += line.len();
    }
    push(start, text.len());
    documents
}
