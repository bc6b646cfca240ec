//! One state of all files of a map.

use super::{
    map_file::MapFile,
    outline::{Item, Mention, Outline},
    read_file::ReadFile,
};
use crate::{
    analysis::{Privacy, View},
    diag::{Code, Diagnostic, FileId, Place, Sources},
    graph::Graph,
    id::{Subject, index32},
    input::{RawMap, RawValue},
    model::{Date, Organisation},
    resolve::{EntryIndex, IdOrigin, IndexedEntry, resolve_with_index},
};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// One state of all files of a map, with what follows from them.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The files.
    pub sources: Sources,
    /// Errors, or the findings of a map without errors, as `check` shows them, by place. Where a file can't be read to
    /// its end, those of the other files are the last ones that were known.
    pub diagnostics: Vec<Diagnostic>,
    /// The entries and references: those of the last state that could be read to the end of each file.
    pub(super) names: Arc<NamesRead>,
    /// The last state that had no errors.
    sound: Option<Arc<Organisation>>,
    /// Whether each file could be read to its end.
    pub(super) is_complete: bool,
    /// Whether the map has no errors.
    is_sound: bool,
    pub(super) today: Date,
    files: Vec<Arc<ReadFile>>,
}

/// The entries and references of all files at some time.
#[derive(Debug)]
pub(super) struct NamesRead {
    pub(super) sources: Sources,
    pub(super) outlines: Vec<Arc<Outline>>,
    pub(super) index: EntryIndex,
    /// The file and the number in its outline of the item at a place.
    items: HashMap<Place, (FileId, usize)>,
    /// The number of the entry at a place.
    entries: HashMap<Place, usize>,
}

impl NamesRead {
    fn new(sources: &Sources, outlines: Vec<Arc<Outline>>, index: EntryIndex) -> Self {
        let mut items = HashMap::new();
        for ((file, _), outline) in sources.iter().zip(&outlines) {
            for (number, item) in outline.items.iter().enumerate() {
                items.insert(Place { file, offset: index32(item.place) }, (file, number));
            }
        }
        // The service without a name of a unit has the place of the unit.
        let declared = index.entries().filter(|entry| entry.id_origin != IdOrigin::FromUnit);
        let entries = declared.map(|entry| (entry.place, entry.number)).collect();
        Self { sources: sources.clone(), outlines, index, items, entries }
    }

    /// Those of no files.
    fn none() -> Self {
        Self::new(&Sources::default(), Vec::new(), EntryIndex::of(RawMap::default()))
    }

    /// The item that an entry is written as.
    pub(super) fn item(&self, entry: IndexedEntry<'_>) -> Option<(FileId, &Item)> {
        let (file, number) = *self.items.get(&entry.place)?;
        Some((file, &self.outlines[file.index()].items[number]))
    }

    /// The entry that an item is.
    pub(super) fn entry_of(&self, file: FileId, item: &Item) -> Option<IndexedEntry<'_>> {
        let place = Place { file, offset: index32(item.place) };
        self.entries.get(&place).map(|number| self.index.entry(*number))
    }

    /// Every mention of each file, in the order of the files and places.
    pub(super) fn mentions(&self) -> impl Iterator<Item = (FileId, &Mention)> {
        let files = self.sources.iter().zip(&self.outlines);
        files.flat_map(|((file, _), outline)| {
            outline.mentions.iter().map(move |mention| (file, mention))
        })
    }

    /// The entry that a mention names.
    pub(super) fn named(&self, mention: &Mention) -> Option<usize> {
        self.index.find(&mention.word, mention.targets)
    }
}

impl Snapshot {
    /// Reads the files of a map. What did not change since `previous` is taken from there.
    pub fn new(files: &[MapFile], previous: Option<&Self>, today: Date) -> Self {
        if let Some(previous) = previous.filter(|one| one.today == today && one.is_of(files)) {
            return previous.clone();
        }
        let mut sources = Sources::default();
        for file in files {
            sources.add(&*file.name, file.text.clone());
        }
        let old = previous.map_or(&[][..], |previous| &previous.files);
        let read = ReadFile::all(&sources, files, old);
        let complete = read.iter().all(|file| file.is_complete());
        let records = (complete || previous.is_none()).then(|| ReadFile::records(&read));
        let problems = read.iter().flat_map(|file| file.problems.iter().cloned()).collect();
        let mut snapshot = Self {
            sources,
            diagnostics: problems,
            names: previous.map_or_else(
                || Arc::new(NamesRead::none()),
                |previous| Arc::clone(&previous.names),
            ),
            sound: previous.and_then(|previous| previous.sound.clone()),
            is_complete: complete,
            is_sound: false,
            today,
            files: read,
        };
        match (records, previous) {
            (Some(records), _) if complete => snapshot.resolve(records),
            (Some(records), _) => snapshot.name(EntryIndex::of(records)),
            (None, Some(previous)) => snapshot.keep_diagnostics(previous),
            (None, None) => {}
        }
        snapshot.diagnostics.sort_by_key(|one| one.place);
        snapshot
    }

    /// Whether it was made from these files as they are now.
    fn is_of(&self, files: &[MapFile]) -> bool {
        self.files.len() == files.len() && self.files.iter().zip(files).all(|(a, b)| a.is(b))
    }

    /// Derives what follows from a map that could be read.
    fn resolve(&mut self, records: RawMap) {
        let (resolved, index) = resolve_with_index(records);
        match resolved {
            Ok(organisation) if self.diagnostics.is_empty() => {
                let graph = Graph::build(&organisation);
                let view = View::whole(&graph);
                let found = view.findings(&self.today, Privacy::Confidential);
                self.diagnostics = view.diagnostics(&found);
                drop(graph);
                self.is_sound = true;
                self.sound = Some(Arc::new(organisation));
            }
            Ok(_) => {}
            Err(more) => self.diagnostics.extend(more),
        }
        self.name(index);
    }

    /// Takes the entries and references of the files as they are now.
    fn name(&mut self, index: EntryIndex) {
        let outlines = self.files.iter().map(|file| Arc::clone(&file.outline)).collect();
        self.names = Arc::new(NamesRead::new(&self.sources, outlines, index));
    }

    /// Keeps what was known of the files that have no error now and did not change.
    fn keep_diagnostics(&mut self, previous: &Self) {
        let mut files = self.files.iter().zip(&previous.files);
        let is_same_map = self.files.len() == previous.files.len()
            && files.clone().all(|(new, old)| new.has_name_of(old));
        if !is_same_map {
            return;
        }
        let unchanged: Vec<bool> = files.by_ref().map(|(new, old)| Arc::ptr_eq(new, old)).collect();
        let is_kept = |place: Place| unchanged[place.file.index()];
        let known: HashSet<(Place, Code)> =
            self.diagnostics.iter().map(|one| (one.place, one.code)).collect();
        let old = previous.diagnostics.iter().filter(|one| {
            is_kept(one.place)
                && one.others.iter().all(|(place, _)| is_kept(*place))
                && !known.contains(&(one.place, one.code))
        });
        self.diagnostics.extend(old.cloned());
    }

    /// The number of the file with a name.
    pub fn file(&self, name: &str) -> Option<FileId> {
        self.sources.iter().find(|(_, file)| file.name == name).map(|(id, _)| id)
    }

    /// The entry with a number.
    pub fn entry(&self, number: usize) -> IndexedEntry<'_> {
        self.names.index.entry(number)
    }

    /// All entries, kind by kind, in the order of the files.
    pub fn entries(&self) -> impl Iterator<Item = IndexedEntry<'_>> {
        self.names.index.entries()
    }

    /// Whether each file could be read to its end.
    pub fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// The number of the entry with an id.
    pub fn entry_with_id(&self, id: &str) -> Option<usize> {
        self.names.index.entries().find(|entry| entry.id == id).map(|entry| entry.number)
    }

    /// The last state of the map that had no errors.
    pub fn valid_map(&self) -> Option<&Arc<Organisation>> {
        self.sound.as_ref()
    }

    /// Whether the map has no errors now.
    pub fn is_sound(&self) -> bool {
        self.is_sound
    }

    /// The thing that an entry is in the last sound state.
    pub(super) fn subject(&self, entry: IndexedEntry<'_>) -> Option<Subject> {
        let organisation = self.sound.as_ref()?;
        organisation.subjects().find(|subject| organisation.id_of(*subject) == entry.id)
    }

    /// The outline of a file as it is now.
    pub(super) fn outline(&self, file: FileId) -> &Outline {
        &self.files[file.index()].outline
    }

    /// The values of a file as it is now.
    pub(super) fn root(&self, file: FileId) -> Option<&RawValue> {
        self.outline(file).root(file, &self.sources.file(file).text)
    }
}
