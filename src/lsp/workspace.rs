//! The maps that are open in the editor: their files on disk, and the buffers that count before these.

use super::{
    files::{map_of, same},
    uri,
};
use crate::{
    input::{self, MapFormat, yaml_and_json_files},
    language::{MapFile, Position, PositionEncoding, Snapshot, replace},
};
use std::{
    collections::BTreeMap,
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};

/// A text that is open in the editor.
#[derive(Debug)]
pub(super) struct Buffer {
    /// Its text, with the changes so far.
    pub(super) text: String,
    /// The version that the editor gave it.
    pub(super) version: i32,
    /// The map that it belongs to.
    pub(super) map: PathBuf,
}

impl Buffer {
    /// Replaces a range of positions, or the whole text.
    pub(super) fn change(
        &mut self,
        range: Option<Range<Position>>,
        new: &str,
        encoding: PositionEncoding,
    ) {
        match range {
            Some(range) => replace(&mut self.text, range, new, encoding),
            None => new.clone_into(&mut self.text),
        }
    }
}

/// A map of which a file is open.
#[derive(Debug, Default)]
pub(super) struct OpenMap {
    /// The files as they are on disk, by the names under which the snapshot has them: path and text.
    files: BTreeMap<String, (PathBuf, String)>,
    /// The addresses by which the editor named open files.
    uris: BTreeMap<String, String>,
    /// What follows from the texts, as far as it is known.
    pub(super) snapshot: Option<Arc<Snapshot>>,
    /// The number of the last change.
    pub(super) changed: u64,
    /// The number of the change that the snapshot includes.
    pub(super) derived: u64,
    /// The files for which diagnostics were sent.
    pub(super) published: BTreeMap<String, Vec<gen_lsp_types::Diagnostic>>,
}

/// Every open map and buffer.
#[derive(Debug, Default)]
pub(super) struct Workspace {
    /// The folder or file that was named as the map, if any.
    pub(super) named: Option<PathBuf>,
    /// The folder that the editor has open.
    pub(super) folder: Option<PathBuf>,
    /// The buffers by their addresses.
    pub(super) buffers: BTreeMap<String, Buffer>,
    /// The maps by their paths.
    pub(super) maps: BTreeMap<PathBuf, OpenMap>,
}

impl OpenMap {
    /// The address of a file of the snapshot.
    pub(super) fn uri_of(&self, name: &str) -> String {
        let known = self.uris.get(name).cloned();
        let by_path = || self.files.get(name).map(|(path, _)| uri::of_path(path));
        known.or_else(by_path).unwrap_or_else(|| name.to_owned())
    }

    /// Whether the snapshot includes every change.
    pub(super) fn is_current(&self) -> bool {
        self.snapshot.is_some() && self.derived == self.changed
    }
}

impl Workspace {
    /// Opens a buffer.
    pub(super) fn open(&mut self, address: &str, text: String, version: i32) {
        let path = uri::to_path(address);
        let map = match (&path, &self.named) {
            // The map that was named at the start counts for its files, others are
            // found by where they are.
            (Some(path), Some(named)) if path.starts_with(named) || same(path, named) => {
                named.clone()
            }
            (Some(path), _) => map_of(path, &text, self.folder.as_deref()),
            // A text that was never saved is a map of its own, under its address.
            (None, _) => PathBuf::from(address),
        };
        let open = self.maps.entry(map.clone()).or_default();
        open.uris.insert(name_of(address), address.to_owned());
        self.buffers.insert(address.to_owned(), Buffer { text, version, map: map.clone() });
        self.reload(&map);
    }

    /// Closes a buffer. A map without an open buffer is forgotten: its path is returned with the addresses for which
    /// diagnostics were sent.
    pub(super) fn close(&mut self, address: &str) -> Vec<String> {
        let Some(buffer) = self.buffers.remove(address) else {
            return Vec::new();
        };
        if self.buffers.values().any(|other| other.map == buffer.map) {
            // The closed file counts as it is on disk now: changes that were not saved are gone.
            self.reload(&buffer.map);
            return Vec::new();
        }
        let map = self.maps.remove(&buffer.map);
        map.map(|map| map.published.into_keys().collect()).unwrap_or_default()
    }

    /// Reads the files of a map from disk again.
    pub(super) fn reload(&mut self, path: &Path) {
        let Some(map) = self.maps.get_mut(path) else { return };
        map.changed += 1;
        map.files.clear();
        let files = if path.is_dir() {
            yaml_and_json_files(path).unwrap_or_default()
        } else {
            vec![path.to_owned()]
        };
        for file in files {
            // A file that can't be read is empty: an error here would end
            // the work on all the others.
            let bytes = input::read_bytes(&file).unwrap_or_default();
            let text = String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').to_owned();
            map.files.insert(input::display_name(&file), (file, text));
        }
    }

    /// Reads the files of every map from disk again.
    pub(super) fn reload_all(&mut self) {
        let paths: Vec<PathBuf> = self.maps.keys().cloned().collect();
        for path in paths {
            self.reload(&path);
        }
    }

    /// The files of a map with the texts of its buffers, and under which name each buffer is one of them.
    pub(super) fn map_files(&self, path: &Path) -> Vec<MapFile> {
        let Some(map) = self.maps.get(path) else {
            return Vec::new();
        };
        let mut texts: BTreeMap<String, String> =
            map.files.iter().map(|(name, (_, text))| (name.clone(), text.clone())).collect();
        for (address, buffer) in &self.buffers {
            if buffer.map == path {
                // The text of an open file counts, not what is on disk (language server protocol).
                texts.insert(name_of(address), buffer.text.clone());
            }
        }
        let file = |(name, text): (String, String)| MapFile {
            format: MapFormat::of(Path::new(&name)),
            text: text.into(),
            name,
        };
        texts.into_iter().map(file).collect()
    }
}

/// The name under which a snapshot has the file with an address.
pub(super) fn name_of(address: &str) -> String {
    let path = uri::to_path(address);
    path.as_deref().map_or_else(|| address.to_owned(), input::display_name)
}
