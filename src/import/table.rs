//! A flat table: named columns, and rows that are read one at a time, each cell with its place.

use crate::{
    diag::{Code, Diagnostic, FileId, Place},
    id::index32,
    input::Text,
};
use csv::{ReaderBuilder, StringRecord};

/// A table in the text of a file.
#[derive(Clone, Copy, Debug)]
pub struct Table<'t> {
    /// The file.
    pub file: FileId,
    /// Its text.
    pub text: &'t str,
    /// The sign between two cells.
    pub delimiter: u8,
}

/// One row, with the place of each cell.
#[derive(Debug, Default)]
pub struct Row {
    record: StringRecord,
    places: Vec<Place>,
}

impl Row {
    /// A cell without the blanks around it, and where it stands; none where it is empty.
    #[must_use]
    pub fn cell(&self, column: usize) -> Option<Text> {
        let value = self.record.get(column)?.trim();
        let place = *self.places.get(column)?;
        (!value.is_empty()).then(|| Text { value: value.into(), place })
    }

    /// A cell as it is; none where it holds blanks at most.
    #[must_use]
    pub fn exact(&self, column: usize) -> Option<Text> {
        let value = self.record.get(column)?;
        let place = *self.places.get(column)?;
        (!value.trim().is_empty()).then(|| Text { value: value.into(), place })
    }

    /// Where it begins.
    #[must_use]
    pub fn place(&self) -> Place {
        self.places.first().copied().unwrap_or_default()
    }

    /// How many cells it has.
    #[must_use]
    pub fn width(&self) -> usize {
        self.record.len()
    }

    /// Whether nothing stands in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.record.iter().all(|cell| cell.trim().is_empty())
    }
}

/// Whether a row can be read.
#[derive(Debug)]
pub enum RowShape {
    /// It is as wide as the first row.
    Valid,
    /// It has more cells, or fewer.
    Broken(Diagnostic),
    /// A quote in it is never closed: whatever stands behind it would be lost.
    Unclosed(Diagnostic),
}

impl Table<'_> {
    /// The place of its first cell.
    pub(super) fn first_place(&self) -> Place {
        Place { file: self.file, offset: 0 }
    }

    /// The names in the first row, with what is wrong with them.
    #[must_use]
    pub fn columns(&self) -> (Vec<Text>, Vec<Diagnostic>) {
        let mut columns: Vec<Text> = Vec::new();
        let mut problems = Vec::new();
        self.records(&mut |row, _| {
            for at in 0..row.width() {
                let name = row.cell(at).unwrap_or_else(|| Text {
                    value: "".into(),
                    place: row.places.get(at).copied().unwrap_or_default(),
                });
                let same = |known: &&Text| known.value == name.value && !name.value.is_empty();
                if let Some(first) = columns.iter().find(same) {
                    let message = format!("a second column is called `{}`", name.value);
                    let problem = Diagnostic::new(Code::DuplicateColumn, name.place, message);
                    problems.push(problem.other(first.place, "the first one"));
                }
                columns.push(name);
            }
            Next::Stop
        });
        (columns, problems)
    }

    /// Its columns in words, or why there is but one.
    pub(super) fn known(&self, columns: &[Text]) -> String {
        let names: Vec<&str> = columns.iter().map(|column| &*column.value).collect();
        let first = self.text.lines().next().unwrap_or("");
        let other = [(';', "';'"), ('\t', "tab"), ('|', "'|'"), (',', ",")];
        let other = other.iter().find(|(sign, _)| first.contains(*sign));
        match (names.as_slice(), other) {
            ([_], Some((_, word))) => {
                format!("the cells seem to be separated otherwise: add --delimiter {word}")
            }
            ([], _) => "the table is empty: its first row names the columns".to_owned(),
            _ => format!("its columns: {}", names.join(", ")),
        }
    }

    /// Calls `each` for every row but the first.
    pub fn rows(&self, mut each: impl FnMut(&Row, RowShape)) {
        let mut width = None;
        self.records(&mut |row, open| {
            let Some(width) = width else {
                width = Some(row.width());
                return Next::Go;
            };
            each(row, shape(row, width, open));
            Next::Go
        });
    }

    /// Calls `each` for every row, with the place of a quote in it that is never closed.
    fn records(&self, each: &mut dyn FnMut(&Row, Option<Place>) -> Next) {
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .from_reader(self.text.as_bytes());
        let mut row = Row::default();
        let mut cursor = Cursor::new(*self);
        // Every text is a table, and memory takes it: nothing else can fail.
        while reader.read_record(&mut row.record).unwrap_or(false) {
            let end = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
            let open = cursor.places(end.min(self.text.len()), &mut row.places);
            if each(&row, open) == Next::Stop {
                return;
            }
        }
    }
}

/// Whether reading goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Go,
    Stop,
}

fn shape(row: &Row, width: usize, open: Option<Place>) -> RowShape {
    let broken = |place, message: String| Diagnostic::new(Code::BadRow, place, message);
    if let Some(place) = open {
        let message = "a quote is opened here and never closed".to_owned();
        return RowShape::Unclosed(broken(place, message));
    }
    let more = (width..row.width()).any(|column| row.cell(column).is_some());
    if row.is_empty() || (row.width() >= width && !more) {
        return RowShape::Valid;
    }
    let cells = if row.width() == 1 { "cell" } else { "cells" };
    let message = format!("this row has {} {cells}, the first row {width}", row.width());
    let problem = broken(row.place(), message);
    RowShape::Broken(problem.help("put a cell that holds the delimiter in quotes"))
}

/// Walks over the text to find where each cell begins.
struct Cursor<'t> {
    table: Table<'t>,
    at: usize,
}

impl<'t> Cursor<'t> {
    fn new(table: Table<'t>) -> Self {
        Self { table, at: 0 }
    }

    fn place(&self) -> Place {
        Place { file: self.table.file, offset: index32(self.at) }
    }

    fn step(&mut self, c: char) {
        self.at += c.len_utf8();
    }

    /// The places of the cells of the record that ends at byte `end`; that of a quote left open.
    fn places(&mut self, end: usize, places: &mut Vec<Place>) -> Option<Place> {
        places.clear();
        let rest = &self.table.text[self.at..];
        let breaks = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        for c in rest[..breaks].chars() {
            self.step(c);
        }
        places.push(self.place());
        let (mut open, mut first) = (None, true);
        let text = self.table.text;
        let mut chars = text[self.at.min(end)..end].chars().peekable();
        while let Some(c) = chars.next() {
            let here = self.place();
            self.step(c);
            match (c, open) {
                ('"', None) if first => open = Some(here),
                ('"', Some(_)) if chars.peek() == Some(&'"') => {
                    chars.next();
                    self.step('"');
                }
                ('"', Some(_)) => open = None,
                (c, None) if c == char::from(self.table.delimiter) => {
                    places.push(self.place());
                    first = true;
                    continue;
                }
                _ => {}
            }
            first = false;
        }
        open
    }
}
