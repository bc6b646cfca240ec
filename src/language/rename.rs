//! Renaming an entry: its id or its name, and every place that uses it. The files with the change are read again, and
//! must name the same entries in the same places as before. So a new id or name is refused if another entry has it, or
//! if a reference elsewhere would then mean this entry.
//!
//! The files with the change are read again, and must name the same entries in the same places as before. A new id or
//! name that something else has, or that a reference elsewhere would be taken for, is refused so.

use super::{
    edits::{FileEdit, TextEdit, apply},
    lookup::{Located, located},
    map_file::MapFile,
    outline::{Item, Mention},
    snapshot::{NamesRead, Snapshot},
};
use crate::{
    diag::{FileId, ScalarPosition, scalar},
    id::own_service_id,
    input::MapFormat,
    resolve::{EntryIndex, IdOrigin, IndexedEntry},
};
use std::{collections::BTreeMap, fmt::Write as _, ops::Range, path::Path};

/// The changes that rename an entry.
#[derive(Clone, Debug)]
pub struct Renamed {
    /// The changes of each file.
    pub files: Vec<FileEdit>,
    /// How many places change.
    pub places: usize,
}

/// Why an entry can't be renamed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RenameError {
    /// A file of the map can't be read to its end.
    #[error(
        "a file of the map can't be read to its end: not every place that uses the name is known\nhelp: correct its errors first; `custmap check` shows them"
    )]
    Unreadable,
    /// Nothing is there that has an id or a name.
    #[error("nothing here can be renamed")]
    NothingHere,
    /// The new text can't be an id.
    #[error(
        "`{0}` can't be an id\nhelp: an id is a word without spaces, and none of everyone, organisation, recipients"
    )]
    NoId(String),
    /// The new text can't be a name.
    #[error("a name can't be blank")]
    NoName,
    /// Something else is called so.
    #[error("`{name}` is taken: {kind} `{id}` is called so already\nhelp: choose another name")]
    Taken {
        /// The new id or name.
        name: String,
        /// What has it.
        kind: &'static str,
        /// Its id.
        id: String,
    },
    /// The map would say something else.
    #[error(
        "with `{0}`, the references of the map would no longer name what they name now\nhelp: choose another name, or change it by hand"
    )]
    OtherMeaning(String),
}

/// Renames what is at a byte of a file: the id where the id is written, else the name.
///
/// # Errors
/// Where nothing can be renamed there, or the new text would clash.
pub fn rename_at(
    snapshot: &Snapshot,
    file: FileId,
    offset: usize,
    new: &str,
) -> Result<Renamed, RenameError> {
    let (entry, is_id) = match located(snapshot, file, offset) {
        Some(Located::Declaration { entry, is_id, .. }) => (entry, is_id),
        Some(Located::Mention { mention, entry: Some(entry) }) => {
            let named = snapshot.names.index.entry(entry);
            if named.id_origin == IdOrigin::FromUnit && *mention.word == *named.id {
                return Err(RenameError::NothingHere);
            }
            let entry = own_unit(snapshot, named).unwrap_or(named);
            let states_id = entry.id_origin == IdOrigin::Explicit;
            (entry.number, *mention.word == *entry.id && (states_id || entry.name != entry.id))
        }
        _ => return Err(RenameError::NothingHere),
    };
    if is_id { rename_id(snapshot, entry, new) } else { rename_name(snapshot, entry, new) }
}

/// The unit whose service without a name an entry is.
fn own_unit<'s>(snapshot: &'s Snapshot, entry: IndexedEntry<'_>) -> Option<IndexedEntry<'s>> {
    let index = &snapshot.names.index;
    let is_own = entry.id_origin == IdOrigin::FromUnit;
    is_own.then(|| {
        index.entries().find(|unit| index.own_service(unit.number) == Some(entry.number))
    })?
}

/// Gives an entry another id. One that has none written gets one, and keeps its name.
///
/// # Errors
/// Where the new id is none, is taken, or would change what the map says.
pub fn rename_id(snapshot: &Snapshot, entry: usize, new: &str) -> Result<Renamed, RenameError> {
    let mut change = Change::of(snapshot, entry)?;
    let (index, old) = (&snapshot.names.index, change.entry);
    if !is_id(new) {
        return Err(RenameError::NoId(new.to_owned()));
    }
    if let Some(other) = index.entries().find(|one| one.id == new && one.number != entry) {
        return Err(taken(new, other));
    }
    let own = index.own_service(entry).map(|own| (index.entry(own).id, own_service_id(new)));
    change.mentions(|mention| {
        if *mention.word == *old.id {
            return Some(new.to_owned());
        }
        own.as_ref().filter(|(id, _)| *id == &*mention.word).map(|(_, new)| new.clone())
    });
    match change.item.id.clone() {
        Some(span) => change.replace(change.file, span, new),
        None => change.insert_id(new)?,
    }
    change.finish(new)
}

/// Gives an entry another name. Where other lines use its id, which was made of the name, the id is written down.
fn rename_name(snapshot: &Snapshot, entry: usize, new: &str) -> Result<Renamed, RenameError> {
    let mut change = Change::of(snapshot, entry)?;
    let (index, old) = (&snapshot.names.index, change.entry);
    if new.trim().is_empty() {
        return Err(RenameError::NoName);
    }
    let own = index.own_service(entry).map(|own| index.entry(own).id);
    let is_by_id = |mention: &Mention| {
        *mention.word == *old.id || own.is_some_and(|own| own == &*mention.word)
    };
    // Where a line uses the id that was made from the old name, the id is
    // written down, so that it stays.
    let mut keeps_id = false;
    change.mentions(|mention| {
        keeps_id |= is_by_id(mention);
        (!is_by_id(mention)).then(|| new.to_owned())
    });
    let (_, span) = change.item.name.clone().ok_or(RenameError::NothingHere)?;
    change.replace(change.file, span, new);
    if keeps_id && old.id_origin == IdOrigin::FromName {
        change.insert_id(old.id)?;
    }
    change.finish(new)
}

/// Whether a text can be an id.
fn is_id(text: &str) -> bool {
    const RESERVED: [&str; 4] = ["everyone", "organisation", "organization", "recipients"];
    let is_reserved = RESERVED.iter().any(|word| text.eq_ignore_ascii_case(word));
    !text.is_empty() && !is_reserved && !text.chars().any(|c| c.is_whitespace() || c.is_control())
}

fn taken(name: &str, other: IndexedEntry<'_>) -> RenameError {
    RenameError::Taken { name: name.to_owned(), kind: other.kind.word(), id: other.id.to_owned() }
}

/// The changes so far.
struct Change<'s> {
    snapshot: &'s Snapshot,
    names: &'s NamesRead,
    entry: IndexedEntry<'s>,
    file: FileId,
    item: &'s Item,
    edits: BTreeMap<usize, BTreeMap<usize, TextEdit>>,
}

impl<'s> Change<'s> {
    fn of(snapshot: &'s Snapshot, entry: usize) -> Result<Self, RenameError> {
        if !snapshot.is_complete {
            return Err(RenameError::Unreadable);
        }
        let names = &*snapshot.names;
        let entry = names.index.entry(entry);
        let (file, item) = names.item(entry).ok_or(RenameError::NothingHere)?;
        Ok(Self { snapshot, names, entry, file, item, edits: BTreeMap::new() })
    }

    /// Replaces what is written in the places that name the entry, or a unit's service without a name.
    fn mentions(&mut self, mut new: impl FnMut(&Mention) -> Option<String>) {
        let own = self.names.index.own_service(self.entry.number);
        for (file, mention) in self.names.mentions() {
            let named = self.names.named(mention);
            if named.is_none() || (named != Some(self.entry.number) && named != own) {
                continue;
            }
            if let Some(new) = new(mention) {
                self.replace(file, mention.span.clone(), &new);
            }
        }
    }

    /// Replaces a text.
    fn replace(&mut self, file: FileId, span: Range<usize>, new: &str) {
        let source = self.snapshot.sources.file(file);
        let new = match MapFormat::of(Path::new(&source.name)) {
            MapFormat::Json => json(new),
            // What is safe within brackets is safe everywhere.
            MapFormat::Yaml => scalar(new, ScalarPosition::Flow).into_owned(),
        };
        let edits = self.edits.entry(file.index()).or_default();
        // By place: an anchor and its alias are one text, which is replaced once.
        edits.insert(span.start, TextEdit { range: span, new });
    }

    /// Writes an id before the name of the entry.
    fn insert_id(&mut self, id: &str) -> Result<(), RenameError> {
        let (at, _) = self.item.name.clone().ok_or(RenameError::NothingHere)?;
        let source = self.snapshot.sources.file(self.file);
        let text = &source.text;
        let line = text[..at].rfind('\n').map_or(0, |line| line + 1);
        let before = &text[line..at];
        let is_block = before.chars().all(|c| matches!(c, ' ' | '-'));
        let new = match MapFormat::of(Path::new(&source.name)) {
            MapFormat::Json => format!("\"id\": {}, ", json(id)),
            MapFormat::Yaml => {
                let id = scalar(id, ScalarPosition::Flow);
                if is_block {
                    let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
                    format!("id: {id}{line_break}{}", " ".repeat(before.len()))
                } else {
                    format!("id: {id}, ")
                }
            }
        };
        let edits = self.edits.entry(self.file.index()).or_default();
        edits.insert(at, TextEdit::insert(at, new));
        Ok(())
    }

    /// The changes, if with them every reference still names what it names now.
    fn finish(self, new: &str) -> Result<Renamed, RenameError> {
        let files: Vec<FileEdit> = self
            .edits
            .into_iter()
            .map(|(file, edits)| FileEdit { file, edits: edits.into_values().collect() })
            .collect();
        let edited: Vec<MapFile> = self
            .snapshot
            .sources
            .iter()
            .map(|(id, source)| {
                let edits = files.iter().find(|one| one.file == id.index());
                let text = edits.map_or_else(
                    || source.text.clone(),
                    |one| apply(&source.text, &one.edits).into(),
                );
                let format = MapFormat::of(Path::new(&source.name));
                MapFile { name: source.name.clone(), text, format }
            })
            .collect();
        let after = Snapshot::new(&edited, None, self.snapshot.today.clone());
        // The whole map is read again: a new name can make a reference elsewhere ambiguous.
        let same = after.is_complete
            && after.is_sound() == self.snapshot.is_sound()
            && named_everywhere(&after.names) == named_everywhere(self.names)
            && unchanged_ids(&after.names.index, &self.names.index, self.entry.number);
        if !same {
            return Err(RenameError::OtherMeaning(new.to_owned()));
        }
        let places = files.iter().map(|file| file.edits.len()).sum();
        Ok(Renamed { files, places })
    }
}

/// What every reference of a map names, in the order of the files.
fn named_everywhere(names: &NamesRead) -> Vec<Option<usize>> {
    // A text that may be anything names nobody for certain.
    let mentions = names.mentions().filter(|(_, mention)| !mention.is_free);
    mentions.map(|(_, mention)| names.named(mention)).collect()
}

/// Whether the other entries have the ids that they had.
fn unchanged_ids(after: &EntryIndex, before: &EntryIndex, renamed: usize) -> bool {
    let own = before.own_service(renamed);
    let (old, new) = (before.entries(), after.entries());
    let mut pairs =
        old.zip(new).filter(|(old, _)| old.number != renamed && Some(old.number) != own);
    pairs.all(|(old, new)| old.id == new.id) && before.entries().count() == after.entries().count()
}

/// A text as JSON writes it.
fn json(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            c if c.is_control() => {
                // Writing to a string can't fail.
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted + "\""
}
