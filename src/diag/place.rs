//! Places in files, and the texts of the files.

mod cells;
mod lines;

pub use self::cells::CellName;
use self::{cells::RowIndex, lines::LineStarts};
use super::{FileIdentity, Slice};
use crate::id::index32;
use std::{fmt, sync::OnceLock};

/// The number of a file among [`Sources`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

impl FileId {
    /// Its index among the files, from 0.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A place in a file: [`Sources::location`] finds its line and column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The byte of the file's text, from 0.
    pub offset: u32,
}

/// A place as people read it, written `file:line:column`, or `file: sheet!cell` of a workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Location<'s> {
    /// The name of the file.
    pub file: &'s str,
    /// The sheet of a workbook.
    pub sheet: Option<&'s str>,
    /// The line, from 1; the row in a sheet.
    pub line: u32,
    /// The column in characters, from 1; that of the cell in a sheet.
    pub column: u32,
}

impl fmt::Display for Location<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.sheet {
            Some(sheet) => {
                let cell = CellName { row: self.line, column: self.column };
                write!(f, "{}: {sheet}!{cell}", self.file)
            }
            None => write!(f, "{}:{}:{}", self.file, self.line, self.column),
        }
    }
}

/// One file as it was read.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name that people know it by: the path as it was given, or `<stdin>`.
    pub name: String,
    /// Its whole text, of which names and ids are slices.
    pub text: Slice,
    /// The sheet of a workbook whose cells the text holds, as a table with commas.
    pub sheet: Option<String>,
    rows: OnceLock<RowIndex>,
    /// Made when the first place is shown: most runs show none.
    lines: OnceLock<LineStarts>,
}

impl Source {
    /// The line and column of a byte, both from 1, the column in characters; the row and column of the cell in a sheet.
    pub fn position(&self, offset: usize) -> (u32, u32) {
        if self.sheet.is_some() {
            return self
                .rows
                .get_or_init(|| RowIndex::new(&self.text))
                .position(&self.text, offset);
        }
        self.lines.get_or_init(|| LineStarts::new(&self.text)).position(&self.text, offset)
    }

    /// The bytes of a line, counted from 1, without its line break; `None` beyond the last line.
    pub fn line(&self, number: u32) -> Option<std::ops::Range<usize>> {
        self.lines.get_or_init(|| LineStarts::new(&self.text)).line(&self.text, number)
    }
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
        self.push(name.into(), text.into(), None)
    }

    /// Adds a sheet of a workbook, whose text is a table with commas, and gives its number.
    pub fn add_sheet(
        &mut self,
        name: impl Into<String>,
        sheet: impl Into<String>,
        text: impl Into<Slice>,
    ) -> FileId {
        self.push(name.into(), text.into(), Some(sheet.into()))
    }

    fn push(&mut self, name: String, text: Slice, sheet: Option<String>) -> FileId {
        let id = FileId(index32(self.files.len()));
        let (rows, lines) = (OnceLock::new(), OnceLock::new());
        self.files.push(Source { name, text, sheet, rows, lines });
        id
    }

    /// Notes which files on disk were read, so that output doesn't replace one of them.
    pub fn add_identities(&mut self, identities: impl IntoIterator<Item = FileIdentity>) {
        self.identities.extend(identities);
    }

    /// Whether this file on disk is one of those that were read.
    pub fn contains(&self, identity: &FileIdentity) -> bool {
        self.identities.contains(identity)
    }

    /// The file with this number.
    pub fn file(&self, id: FileId) -> &Source {
        &self.files[id.0 as usize]
    }

    /// A place as people read it.
    pub fn location(&self, place: Place) -> Location<'_> {
        let source = self.file(place.file);
        let (line, column) = source.position(place.offset as usize);
        Location { file: &source.name, sheet: source.sheet.as_deref(), line, column }
    }

    /// The end of a file.
    pub fn end(&self, file: FileId) -> Place {
        Place { file, offset: index32(self.file(file).text.len()) }
    }

    /// All files with their numbers, in the order in which they were read.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        (0..).map(FileId).zip(&self.files)
    }
}
