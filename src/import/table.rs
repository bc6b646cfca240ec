//! A flat table: named columns, and rows that are read one at a time, each cell with its place.

use crate::{
    diag::{Code, Diagnostic, FileId, Place, Source},
    id::index32,
    input::Text,
};
use csv::{ReaderBuilder, StringRecord};

/// A table in the text of a file.
#[derive(Clone, Copy, Debug)]
pub struct Table<'t> {
    /// The file.
    pub file: FileId,
    /// Its name and text.
    pub source: &'t Source,
    /// The sign between two cells.
    pub delimiter: u8,
    /// How many rows stand above the names of the columns.
    pub header: usize,
    /// Texts that stand for an empty cell, beside the usual ones.
    pub blanks: &'t [String],
}

/// Texts that usually stand for an empty cell, and what workbooks write where a formula fails.
const BLANKS: [&str; 14] = [
    "n/a", "n.a.", "n. a.", "-", "\u{2013}", "\u{2014}", "none", "#n/a", "#ref!", "#value!",
    "#div/0!", "#name?", "#null!", "#num!",
];

/// Whether a text without blanks around it stands for an empty cell.
pub(super) fn is_blank(text: &str, blanks: &[String]) -> bool {
    let folded = text.to_lowercase();
    text.is_empty()
        || BLANKS.contains(&&*folded)
        || blanks.iter().any(|blank| blank.to_lowercase() == folded)
}

/// One row, with the place of each cell.
#[derive(Debug, Default)]
pub struct Row {
    record: StringRecord,
    places: Vec<Place>,
    /// Texts that stand for an empty cell, beside the usual ones.
    pub(super) blanks: Vec<String>,
    /// Cells that are empty and take the value above them.
    pub(super) filled: Vec<(usize, Text)>,
}

impl Row {
    /// The text and place of a cell; none where it is empty or a text such as `n/a` stands for that.
    #[must_use]
    pub fn cell(&self, column: usize) -> Option<Text> {
        self.text(column).filter(|text| !is_blank(&text.value, &self.blanks))
    }

    /// The text and place of a cell, whatever it says; none where it is empty.
    pub(super) fn text(&self, column: usize) -> Option<Text> {
        let value = self.record.get(column).unwrap_or_default().trim();
        if value.is_empty() {
            let filled = self.filled.iter().find(|(filled, _)| *filled == column);
            return filled.map(|(_, text)| text.clone());
        }
        let place = *self.places.get(column)?;
        Some(Text { value: value.into(), place })
    }

    /// Whether the row is a sum of others: the first of its cells says so.
    pub(super) fn is_total(&self) -> bool {
        const WORDS: [&str; 8] = [
            "total",
            "totals",
            "grand total",
            "subtotal",
            "sum",
            "summe",
            "gesamt",
            "total g\u{e9}n\u{e9}ral",
        ];
        let first = self.record.iter().map(str::trim).find(|cell| !cell.is_empty());
        first.is_some_and(|first| WORDS.contains(&&*first.trim_end_matches(':').to_lowercase()))
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

    /// Whether it is a sheet of a workbook: its rows end with their last cell.
    pub(super) fn is_sheet(&self) -> bool {
        self.source.sheet.is_some()
    }

    /// The row of a place in a sheet, the line in a text file.
    pub(super) fn row_number(&self, place: Place) -> u32 {
        self.source.position(place.offset as usize).0
    }

    /// The names in the first row, with what is wrong with them.
    #[must_use]
    pub fn columns(&self) -> (Vec<Text>, Vec<Diagnostic>) {
        let mut columns: Vec<Text> = Vec::new();
        let mut problems = Vec::new();
        let mut above = 0;
        self.records(&mut |row, _| {
            if above < self.header {
                above += 1;
                return Next::Go;
            }
            for at in 0..row.width() {
                let name = row.text(at).unwrap_or_else(|| Text {
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

    /// Calls `each` for every row behind the names of the columns.
    pub fn rows(&self, mut each: impl FnMut(&mut Row, RowShape)) {
        let (mut above, mut width) = (0, None);
        self.records(&mut |row, open| {
            if above < self.header {
                above += 1;
                return Next::Go;
            }
            let Some(width) = width else {
                width = Some(row.width());
                return Next::Go;
            };
            let shape = self.shape(row, width, open);
            each(row, shape);
            Next::Go
        });
    }

    /// Returns how many rows stand above the names of the columns: titles, which fill fewer than half of the cells that
    /// the fullest of the first rows fills.
    pub(super) fn find_header(&self) -> usize {
        /// A title, a subtitle, a date and some empty rows: more than this is no head of a table.
        const LOOKED_AT: usize = 12;
        let mut filled = Vec::new();
        self.records(&mut |row, _| {
            filled.push((0..row.width()).filter(|&column| row.text(column).is_some()).count());
            if filled.len() < LOOKED_AT { Next::Go } else { Next::Stop }
        });
        let fullest = filled.iter().copied().max().unwrap_or(0);
        let wanted = if fullest < 2 { 1 } else { fullest.div_ceil(2).max(2) };
        filled.iter().position(|&count| count >= wanted).unwrap_or(0)
    }

    /// Calls `each` for every row, with the place of a quote in it that is never closed.
    fn records(&self, each: &mut dyn FnMut(&mut Row, Option<Place>) -> Next) {
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .from_reader(self.source.text.as_bytes());
        let mut row = Row { blanks: self.blanks.to_vec(), ..Row::default() };
        let mut cursor = Cursor::new(*self);
        // Every text is a table, and memory takes it: nothing else can fail.
        while reader.read_record(&mut row.record).unwrap_or(false) {
            let end = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
            let open = cursor.places(end.min(self.source.text.len()), &mut row.places);
            row.filled.clear();
            if each(&mut row, open) == Next::Stop {
                return;
            }
        }
    }
}

/// The columns of a table in words.
pub(super) fn columns_in_words(columns: &[Text]) -> String {
    if columns.is_empty() {
        return "the table is empty: its first row names the columns".to_owned();
    }
    let names: Vec<&str> = columns.iter().map(|column| &*column.value).collect();
    format!("its columns: {}", names.join(", "))
}

/// Whether reading goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Go,
    Stop,
}

impl Table<'_> {
    fn shape(&self, row: &Row, width: usize, open: Option<Place>) -> RowShape {
        let broken = |place, message: String| Diagnostic::new(Code::BadRow, place, message);
        if let Some(place) = open {
            let message = "a quote is opened here and never closed".to_owned();
            return RowShape::Unclosed(broken(place, message));
        }
        let has_more = (width..row.width()).any(|column| row.text(column).is_some());
        let has_less = row.width() < width && !self.is_sheet();
        if row.is_empty() || !(has_more || has_less) {
            return RowShape::Valid;
        }
        let cells = if row.width() == 1 { "cell" } else { "cells" };
        let message = format!("this row has {} {cells}, the first row {width}", row.width());
        let help = if self.is_sheet() {
            "name the columns in the first row, or say where they are named with --header-row"
        } else {
            "put a cell that holds the delimiter in quotes"
        };
        RowShape::Broken(broken(row.place(), message).help(help))
    }
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
        let rest = &self.table.source.text[self.at..];
        let breaks = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        for c in rest[..breaks].chars() {
            self.step(c);
        }
        places.push(self.place());
        let (mut open, mut first) = (None, true);
        let text = &*self.table.source.text;
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
