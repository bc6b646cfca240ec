//! Where something stands: a file, a line and a column; and the texts of the files.

use super::{FileIdentity, Slice};
use crate::id::index32;

/// The number of a file among [`Sources`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A place in a file. Lines and columns count from 1, columns in characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// One file as it was read.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name that people know it by: the path as it was given, or `<stdin>`.
    pub name: String,
    /// Its whole text, of which names and ids are slices.
    pub text: Slice,
}

/// The files that a map was read from.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
    identities: Vec<FileIdentity>,
}

impl Sources {
    /// Adds a file and gives its number.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Slice>) -> FileId {
        let id = FileId(index32(self.files.len()));
        self.files.push(Source { name: name.into(), text: text.into() });
        id
    }

    /// Notes which files on disk were read, so that output doesn't replace one of them.
    pub fn add_identities(&mut self, identities: impl IntoIterator<Item = FileIdentity>) {
        self.identities.extend(identities);
    }

    /// Whether this file on disk is one of those that were read.
    #[must_use]
    pub fn contains(&self, identity: &FileIdentity) -> bool {
        self.identities.contains(identity)
    }

    /// The file with this number.
    #[must_use]
    pub fn file(&self, id: FileId) -> &Source {
        &self.files[id.0 as usize]
    }

    /// All files with their numbers, in the order in which they were read.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        (0..).map(FileId).zip(&self.files)
    }
}
