//! One state of all files of a map.

use super::outline::{Item, Mention, Outline};
use crate::{
    analysis::{Privacy, View},
    diag::{Diagnostic, FileId, Place, Slice, Sources},
    graph::Graph,
    id::{Subject, index32},
    input::{self, Input, MapFormat},
    model::{Date, Organisation},
    resolve::{EntryIndex, IdOrigin, IndexedEntry, resolve},
};
use std::{collections::HashMap, sync::Arc};

/// The text of one file of a map.
#[derive(Clone, Debug)]
pub struct MapFile {
    /// What it is called in messages.
    pub name: String,
    /// Its text.
    pub text: Slice,
    /// How it is written.
    pub format: MapFormat,
}

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
    #[must_use]
    pub fn new(files: &[MapFile], previous: Option<&Self>, today: Date) -> Self {
        let mut input = Input { complete: true, ..Input::default() };
        for file in files {
            input.read_more(&file.name, &file.text, file.format);
        }
        let Input { sources, raw, problems, complete, .. } = input;
        let names = match previous {
            Some(previous) if !complete => Arc::clone(&previous.names),
            _ => {
                let outlines = outlines(&sources, previous);
                Arc::new(NamesRead::new(&sources, outlines, EntryIndex::of(&raw)))
            }
        };
        let mut snapshot = Self {
            sources,
            diagnostics: problems,
            names,
            sound: None,
            is_complete: complete,
            is_sound: false,
            today,
        };
        if complete {
            snapshot.resolve(raw);
        } else {
            snapshot.keep_diagnostics(previous);
        }
        snapshot.diagnostics.sort_by_key(|one| one.place);
        if snapshot.sound.is_none() {
            snapshot.sound = previous.and_then(|previous| previous.sound.clone());
        }
        snapshot
    }

    /// Derives what follows from a map that could be read.
    fn resolve(&mut self, raw: input::RawMap) {
        match resolve(raw) {
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
    }

    /// Keeps what was known of the files that have no error now and did not change.
    fn keep_diagnostics(&mut self, previous: Option<&Self>) {
        let Some(previous) = previous.filter(|previous| self.has_files_of(previous)) else {
            return;
        };
        let is_kept = |file: FileId| {
            let text = |sources: &Sources| sources.file(file).text.clone();
            text(&self.sources) == text(&previous.sources)
        };
        let kept: Vec<Diagnostic> = previous
            .diagnostics
            .iter()
            .filter(|one| is_kept(one.place.file))
            .filter(|one| one.others.iter().all(|(place, _)| is_kept(place.file)))
            .filter(|one| !self.diagnostics.contains(one))
            .cloned()
            .collect();
        self.diagnostics.extend(kept);
    }

    /// Whether both have files of the same names.
    fn has_files_of(&self, other: &Self) -> bool {
        let names = |sources: &Sources| -> Vec<String> {
            sources.iter().map(|(_, file)| file.name.clone()).collect()
        };
        names(&self.sources) == names(&other.sources)
    }

    /// The number of the file with a name.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<FileId> {
        self.sources.iter().find(|(_, file)| file.name == name).map(|(id, _)| id)
    }

    /// The entry with a number.
    #[must_use]
    pub fn entry(&self, number: usize) -> IndexedEntry<'_> {
        self.names.index.entry(number)
    }

    /// The number of the entry with an id.
    #[must_use]
    pub fn entry_with_id(&self, id: &str) -> Option<usize> {
        self.names.index.entries().find(|entry| entry.id == id).map(|entry| entry.number)
    }

    /// The last state of the map that had no errors.
    #[must_use]
    pub fn sound(&self) -> Option<&Arc<Organisation>> {
        self.sound.as_ref()
    }

    /// Whether the map has no errors now.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.is_sound
    }

    /// The thing that an entry is in the last sound state.
    pub(super) fn subject(&self, entry: IndexedEntry<'_>) -> Option<Subject> {
        let organisation = self.sound.as_ref()?;
        organisation.subjects().find(|subject| organisation.id_of(*subject) == entry.id)
    }

    /// The outline of a file as it is now.
    pub(super) fn outline(&self, file: FileId) -> Arc<Outline> {
        let source = self.sources.file(file);
        let known = self.names.sources.iter().find(|(_, one)| one.name == source.name);
        match known {
            Some((id, one)) if one.text == source.text => {
                Arc::clone(&self.names.outlines[id.index()])
            }
            _ => Arc::new(Outline::of(file, &source.text)),
        }
    }
}

/// The outlines of all files; of one that did not change, the one that is known.
fn outlines(sources: &Sources, previous: Option<&Snapshot>) -> Vec<Arc<Outline>> {
    let known = |file: FileId| {
        let names = &previous?.names;
        let (old, source) = names.sources.iter().nth(file.index())?;
        let same = source.name == sources.file(file).name && source.text == sources.file(file).text;
        same.then(|| Arc::clone(&names.outlines[old.index()]))
    };
    let all = sources.iter().map(|(file, source)| {
        known(file).unwrap_or_else(|| Arc::new(Outline::of(file, &source.text)))
    });
    all.collect()
}
