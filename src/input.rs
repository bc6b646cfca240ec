//! Bytes to raw records with their places. No logic: what a reference names is [`crate::resolve`]'s.
//!
//! A map is a file, a directory of files, or standard input. Every file is read record by record:
//! the reader (granit-parser for YAML, jsonc-parser for JSON) makes one tree of nodes a record,
//! `decode` turns it into a raw struct, and everything wrong in it becomes a [`Diagnostic`] at its
//! place while reading goes on. Only where the text itself is broken does a file end early. Several
//! files are read at the same time, and what comes out does not depend on that.
//!
//! The macro that declares a raw struct (`record`) also declares its [`Shape`], of which the schema for editors
//! is made: what is read and what editors offer can't differ.

mod decode;
mod document;
mod files;
mod foreign_documents;
mod format;
mod json;
mod key_words;
mod lists;
mod mapping;
mod missing;
mod node;
mod parallel;
mod places;
mod raw;
mod record;
mod revision;
mod shape;
pub mod targets;
mod text;
mod value;
mod value_tree;
mod values;
mod yaml;

pub use files::{ReadError, SCHEMA_FILE, display_name};
pub use foreign_documents::{
    AliasBudget, read_bytes, read_documents, read_documents_within, read_mapping,
    yaml_and_json_files, yaml_files,
};
pub use format::MapFormat;
pub use key_words::likely_keys;
pub use lists::{OneOrMany, TextOr};
pub use mapping::{RawColumn, RawMapping, RawTable};
pub use missing::MissingKey;
pub use parallel::FilePart;
pub use places::PlaceShift;
pub use raw::MAP_KEYS;
pub use raw::{
    RawAgreement, RawAllow, RawDepartment, RawGroup, RawLevels, RawMap, RawMeasurement, RawMore,
    RawOrganisation, RawParty, RawPayment, RawPerson, RawReason, RawRelation, RawRelationship,
    RawSatisfaction, RawService, RawVerdict, RawWhere, RawWonOrLost, shape,
};
pub use revision::{Below, History, HistoryError, HistoryReader, Revision, RevisionError, Version};
pub use shape::{Content, Key, Presence, Record, Shape, ValueType, Words};
pub use targets::{EntryKind, Targets};
pub use text::Text;
pub use value::{Pairs, PathStep, RawKind, RawValue};
pub use values::{is_required, read_values};
pub use yaml::comments;

use crate::{
    diag::{Diagnostic, FileId, Place, Slice, Sources},
    id::index32,
};
use decode::{Decoder, MOST_REPEATED};
use files::Loaded;
use parallel::Task;
use raw::MapKey;
use std::path::{Path, PathBuf};
use value_tree::ValueTree;

/// What was read: the records, the texts they come from, and what is wrong with their shape.
#[derive(Debug, Default)]
pub struct Input {
    /// The files.
    pub sources: Sources,
    /// Every record of every file.
    pub raw: RawMap,
    /// What is wrong so far.
    pub problems: Vec<Diagnostic>,
    /// Links of the directory that lead out of it: nothing behind them was read.
    pub outside: Vec<PathBuf>,
    /// Whether each file was read to its end; if not, references can't be judged.
    pub complete: bool,
    /// How many events aliases have repeated so far.
    pub repeated: usize,
}

/// Reads the map at `path`: a file, a directory, or `-` for standard input.
///
/// # Errors
/// Where the world is in the way: no such file, not readable, no map in the directory.
/// What is wrong *in* a file is in [`Input::problems`].
pub fn read(path: &Path) -> Result<Input, ReadError> {
    let mut input = Input { complete: true, ..Input::default() };
    let mut tasks = Vec::new();
    let list = files::list(path)?;
    input.outside = list.outside;
    let is_directory = path != Path::new("-") && path.is_dir();
    for file in list.files {
        let (name, format) = (files::display_name(&file), MapFormat::of(&file));
        let loaded = files::load(&file)?;
        if is_directory && format == MapFormat::Json && loaded.is_own_output() {
            continue;
        }
        tasks.push(input.add(&name, loaded, format));
        input.sources.add_identities(files::identity(&file));
    }
    input.read_all(&tasks);
    Ok(input)
}

/// Reads a map from text: what [`read`] does with one file called `name`.
pub fn read_text(name: &str, text: &str, format: MapFormat) -> Input {
    let mut input = Input { complete: true, ..Input::default() };
    input.take(name, Loaded::Text(text.to_owned()), format);
    input
}

/// Reads the items of a list at the top of a file from a part of its text that begins at byte `offset` and with the dash of
/// the first one, with their values. `None` where the part is not just such items: then the file has to be read.
pub fn read_items(file: FileId, part: &Slice, offset: usize, list: &str) -> Option<FilePart> {
    let key = MapKey::named(list).filter(|key| key.is_list())?;
    let mut raw = RawMap::default();
    let mut decoder = Decoder::new(file, part);
    decoder.go_to(part, offset);
    let mut values = ValueTree::of_list(file, part, offset, list);
    let is_read = yaml::read_items(&mut decoder, &mut raw, &mut values, key);
    is_read.then(|| FilePart {
        raw,
        problems: decoder.problems,
        complete: true,
        values: values.finish(),
        ..FilePart::default()
    })
}

/// Reads some files of a map with their values, each by itself, in the order in which they are named.
pub fn read_parts(sources: &Sources, files: &[(FileId, MapFormat)]) -> Vec<FilePart> {
    let task = |&(file, format): &(FileId, MapFormat)| Task::ReadWithValues(file, format);
    let tasks: Vec<Task> = files.iter().map(task).collect();
    let mut parts = Vec::with_capacity(tasks.len());
    parallel::read_all(&tasks, sources, |part| {
        parts.push(part);
        true
    });
    parts
}

impl Input {
    /// Reads one more file of the same map from text.
    pub fn read_more(&mut self, name: &str, text: &str, format: MapFormat) {
        self.take(name, Loaded::Text(text.to_owned()), format);
    }

    /// Reads files, and adds up what comes out of them in their order.
    fn read_all(&mut self, tasks: &[Task]) {
        let Self { sources, raw, problems, complete, repeated, .. } = self;
        let too_much = |file| {
            let place = Place { file, offset: 0 };
            let message = "this is more than any map needs: the aliases of all files together repeat too much";
            Diagnostic::new(crate::diag::Code::TooMuch, place, message)
        };
        let mut files = tasks.iter().map(Task::file);
        parallel::read_all(tasks, sources, |part| {
            let file = files.next();
            *repeated += part.repeated;
            // A file by itself was stopped at its place already.
            let is_over = *repeated > MOST_REPEATED && part.complete;
            if let Some(file) = file.filter(|_| is_over) {
                problems.push(too_much(file));
                *complete = false;
                return false;
            }
            raw.append(part.raw);
            problems.extend(part.problems);
            *complete &= part.complete;
            true
        });
    }

    /// Takes in the content of a file called `name`.
    fn take(&mut self, name: &str, loaded: Loaded, format: MapFormat) {
        let task = self.add(name, loaded, format);
        self.read_all(&[task]);
    }

    /// Adds a file to the sources: what is to be done with it.
    fn add(&mut self, name: &str, loaded: Loaded, format: MapFormat) -> Task {
        match loaded {
            Loaded::Text(text) => Task::Read(self.sources.add(name, text), format),
            Loaded::NotText { text, at, message } => {
                let file = self.sources.add(name, text);
                let place = Place { file, offset: index32(at) };
                Task::Report(Diagnostic::new(crate::diag::Code::NotText, place, message))
            }
        }
    }
}
