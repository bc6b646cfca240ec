//! What was read of one file. Where a change is within a few entries, only these are read again.

use super::{changed_items::ChangedItems, map_file::MapFile, outline::Outline};
use crate::{
    diag::{Diagnostic, FileId, Slice, Source, Sources},
    input::{self, FilePart, MapFormat, PlaceShift, RawMap},
};
use std::sync::Arc;

/// What was read of a whole file.
#[derive(Debug)]
pub(super) struct WholeFile {
    text: Slice,
    outline: Arc<Outline>,
    records: RawMap,
    problems: Vec<Diagnostic>,
    is_complete: bool,
}

/// A file as it is now.
#[derive(Debug)]
pub(super) struct ReadFile {
    name: String,
    text: Slice,
    pub(super) outline: Arc<Outline>,
    pub(super) problems: Vec<Diagnostic>,
    /// The last state that was read as a whole.
    whole: Arc<WholeFile>,
    /// The last such state that could be read to its end.
    complete: Option<Arc<WholeFile>>,
    /// The entries that differ from `whole`.
    patch: Option<Patch>,
}

/// Entries that were read again.
#[derive(Debug)]
struct Patch {
    /// The byte from which on they replace the old ones, which end where the shift begins.
    first: usize,
    shift: PlaceShift,
    records: RawMap,
}

impl ReadFile {
    /// Reads the files of a map; what did not change since they were `old` is taken from there.
    pub(super) fn all(sources: &Sources, files: &[MapFile], old: &[Arc<Self>]) -> Vec<Arc<Self>> {
        let ids = sources.iter().zip(files).enumerate();
        let known = ids.map(|(number, ((id, source), file))| {
            let old = old.get(number).filter(|old| old.name == file.name)?;
            if old.is(file) {
                return Some(Arc::clone(old));
            }
            let is_yaml = file.format == MapFormat::Yaml;
            old.complete
                .as_ref()
                .filter(|_| is_yaml)
                .and_then(|base| Self::patched(base, id, source))
        });
        let reused: Vec<Option<Arc<Self>>> = known.collect();
        let new = sources.iter().zip(files).zip(&reused).filter(|(_, reused)| reused.is_none());
        let new: Vec<(FileId, MapFormat)> =
            new.map(|(((id, _), file), _)| (id, file.format)).collect();
        let mut parts = input::read_parts(sources, &new).into_iter();
        let read = reused.into_iter().zip(sources.iter()).enumerate();
        read.map(|(number, (reused, (_, source)))| {
            let complete = || {
                let old = old.get(number).filter(|old| old.name == source.name)?;
                old.complete.clone()
            };
            reused.unwrap_or_else(|| {
                Self::whole(source, parts.next().unwrap_or_default(), complete())
            })
        })
        .collect()
    }

    /// What came out of a whole file.
    fn whole(source: &Source, part: FilePart, before: Option<Arc<WholeFile>>) -> Arc<Self> {
        let FilePart { raw: records, problems, complete: is_complete, values, .. } = part;
        let outline = Arc::new(Outline::of(values, &source.text, 0));
        let (text, kept) = (source.text.clone(), problems.clone());
        let whole =
            WholeFile { text, outline: Arc::clone(&outline), records, problems, is_complete };
        let whole = Arc::new(whole);
        Arc::new(Self {
            name: source.name.clone(),
            text: source.text.clone(),
            outline,
            problems: kept,
            complete: if is_complete { Some(Arc::clone(&whole)) } else { before },
            whole,
            patch: None,
        })
    }

    /// Reads the entries that differ from what was read as a whole, if all that differs is within them.
    fn patched(base: &Arc<WholeFile>, file: FileId, source: &Source) -> Option<Arc<Self>> {
        let changed = ChangedItems::between(&base.text, &base.outline, &source.text)?;
        let (first, shift) = (changed.bytes.start, changed.shift);
        let part = Slice::from(&source.text[first..shift.offset(shift.from)]);
        let FilePart { raw: records, problems: new, values, .. } =
            input::read_items(file, &part, first, changed.list)?;
        let begins_before =
            |byte: usize| move |one: &&Diagnostic| (one.place.offset as usize) < byte;
        let before = base.problems.iter().filter(begins_before(first));
        let behind = base.problems.iter().filter(|one| !begins_before(shift.from)(one));
        let moved = behind.cloned().map(|mut one| {
            shift.place(&mut one.place);
            one.others.iter_mut().for_each(|(place, _)| shift.place(place));
            one
        });
        Some(Arc::new(Self {
            name: source.name.clone(),
            text: source.text.clone(),
            outline: Arc::new(base.outline.splice(
                changed.items,
                shift,
                Outline::of(values, &part, first),
                &source.text,
            )),
            problems: before.cloned().chain(new).chain(moved).collect(),
            whole: Arc::clone(base),
            complete: Some(Arc::clone(base)),
            patch: Some(Patch { first, shift, records }),
        }))
    }

    /// Whether it was read from this file as it is now.
    pub(super) fn is(&self, file: &MapFile) -> bool {
        self.name == file.name && self.text == file.text
    }

    /// Whether it was read to its end.
    pub(super) fn is_complete(&self) -> bool {
        self.whole.is_complete
    }

    /// Whether both have the same name.
    pub(super) fn has_name_of(&self, other: &Self) -> bool {
        self.name == other.name
    }

    /// The records of some files.
    pub(super) fn records(files: &[Arc<Self>]) -> RawMap {
        let mut all = RawMap::default();
        for file in files {
            let mut records = file.whole.records.clone();
            if let Some(Patch { first, shift, records: new }) = &file.patch {
                records.splice(*first, *shift, new.clone());
            }
            all.append(records);
        }
        all
    }
}
