//! A flat table: named columns, and rows that are read one at a time, each cell with its place.

use super::{HeaderRows, TableFile};
use crate::{
    diag::{Code, Diagnostic, Nearest, Place, Source, Sources, count, excerpt, first_of},
    id::index32,
    input::Text,
};
use csv::{ReaderBuilder, StringRecord};
use std::collections::HashMap;

/// A table in the text of a source.
#[derive(Clone, Copy, Debug)]
pub struct SourceTable<'t> {
    /// The file, and where the columns are named in it.
    pub layout: &'t TableFile,
    /// The file's name and text.
    pub source: &'t Source,
}

impl TableFile {
    /// The table.
    pub fn table<'s>(&'s self, sources: &'s Sources) -> SourceTable<'s> {
        SourceTable { layout: self, source: sources.file(self.file) }
    }
}

/// Texts that usually mean an empty cell, and what workbooks write where a formula fails.
const BLANKS: &[&str] = &[
    "n/a",
    "n.a.",
    "n. a.",
    "-",
    "--",
    "\u{2013}",
    "\u{2014}",
    "none",
    "#n/a",
    "#ref!",
    "#value!",
    "#div/0!",
    "#name?",
    "#null!",
    "#num!",
    // German
    "k.a.",
    "k. a.",
    "k.a",
    "keine angabe",
    "entf\u{e4}llt",
    // French
    "n/c",
    "n.c.",
    "s.o.",
    "s/o",
    "n\u{e9}ant",
    "non renseign\u{e9}",
    // Spanish, Italian, Portuguese and Dutch
    "n/d",
    "n.d.",
    "s/d",
    "n.v.t.",
    "nvt",
];

/// Whether a text without blanks around it means an empty cell.
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
    /// Its number, from 1. Empty rows and line breaks within cells count as a spreadsheet counts them.
    number: u32,
    /// Texts that mean an empty cell, beside the usual ones.
    pub(super) blanks: Vec<String>,
    /// Cells that are empty and take the value above them.
    pub(super) filled: Vec<(usize, Text)>,
}

impl Row {
    /// The text and place of a cell; none where it is empty or a text such as `n/a` means that.
    pub fn cell(&self, column: usize) -> Option<Text> {
        self.text(column).filter(|text| !is_blank(&text.value, &self.blanks))
    }

    /// The text and place of a cell, whatever it says; none where it is empty.
    pub(super) fn text(&self, column: usize) -> Option<Text> {
        let value = self.record.get(column).unwrap_or_default().trim();
        if value.is_empty() {
            // A filled cell has the place of the cell that it repeats, so that a problem
            // points to what was written.
            let filled = self.filled.iter().find(|(filled, _)| *filled == column);
            return filled.map(|(_, text)| text.clone());
        }
        let place = *self.places.get(column)?;
        Some(Text { value: value.into(), place })
    }

    /// Whether the row is a sum of others: one of its first cells says so.
    pub(super) fn is_total(&self) -> bool {
        /// Before the word there may be the merged cell of a group, and a number.
        const FIRST_CELLS: usize = 3;
        const WORDS: [&str; 10] = [
            "total",
            "totals",
            "grand total",
            "sum",
            "summe",
            "gesamt",
            "gesamtsumme",
            "totaal",
            "totale",
            "total g\u{e9}n\u{e9}ral",
        ];
        /// The sum of a part is usually named with it: "Subtotal Cleaning".
        const OF_A_PART: [&str; 6] =
            ["subtotal", "sub-total", "sous-total", "zwischensumme", "subtotale", "subtotaal"];
        let filled = || self.record.iter().map(str::trim).filter(|cell| !cell.is_empty());
        filled().take(FIRST_CELLS).any(|cell| {
            let folded = cell.trim_end_matches(':').to_lowercase();
            let is_of_part = OF_A_PART.iter().any(|word| {
                folded
                    .strip_prefix(word)
                    .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
            });
            // "Total Cleaning" beside the merged cell "Cleaning".
            let is_of_group = folded.split_once(' ').is_some_and(|(word, group)| {
                let is_group = |other: &str| other.to_lowercase() == group;
                WORDS.contains(&word) && filled().any(is_group)
            });
            is_of_part || is_of_group || WORDS.contains(&&*folded)
        })
    }

    /// An empty cell.
    fn empty(&self, column: usize) -> Text {
        let place = self.places.get(column).copied().unwrap_or_default();
        Text { value: "".into(), place }
    }

    /// A cell as it is; none where it holds blanks at most.
    pub fn exact(&self, column: usize) -> Option<Text> {
        let value = self.record.get(column)?;
        let place = *self.places.get(column)?;
        (!value.trim().is_empty()).then(|| Text { value: value.into(), place })
    }

    /// Its number, from 1, as a spreadsheet counts.
    pub(super) fn number(&self) -> u32 {
        self.number
    }

    /// The place of a cell.
    pub(super) fn place_of(&self, column: usize) -> Option<Place> {
        self.places.get(column).copied()
    }

    /// Where it begins.
    pub fn place(&self) -> Place {
        self.places.first().copied().unwrap_or_default()
    }

    /// How many cells it has.
    pub fn width(&self) -> usize {
        self.record.len()
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.record.iter().all(|cell| cell.trim().is_empty())
    }
}

/// Whether a row can be read.
#[derive(Debug)]
pub enum RowShape {
    /// A row as wide as the first.
    Valid,
    /// A row with more cells than the first, or fewer.
    Broken(Diagnostic),
    /// A quote in it is never closed: the rest of the file would be lost.
    Unclosed(Diagnostic),
}

impl SourceTable<'_> {
    /// The place of its first cell.
    pub(super) fn first_place(&self) -> Place {
        Place { file: self.layout.file, offset: 0 }
    }

    /// Whether it is a sheet of a workbook: its rows end with their last cell.
    pub(super) fn is_sheet(&self) -> bool {
        self.source.sheet.is_some()
    }

    /// The row of a place in a sheet, the line in a text file.
    pub(super) fn row_number(&self, place: Place) -> u32 {
        self.source.position(place.offset as usize).0
    }

    /// The names of its columns. A line break in a name is a blank. Where two rows name them, a column has the name of
    /// the second row, with that of the first in front where several columns would have the same.
    pub fn columns(&self) -> Vec<Text> {
        let header = self.layout.header;
        let mut rows: Vec<Vec<Text>> = Vec::new();
        self.records(&mut |row, _| {
            if header.contains(row.number) {
                let cells = (0..row.width())
                    .map(|column| row.text(column).unwrap_or_else(|| row.empty(column)));
                rows.push(cells.map(|cell| one_line(&cell)).collect());
            }
            if row.number < header.last { NextRow::Go } else { NextRow::Stop }
        });
        rows.into_iter().reduce(|upper, lower| two_rows(&upper, &lower)).unwrap_or_default()
    }

    /// The cells of the first rows, from a row on, those that name the columns included. A line break is a blank.
    pub(super) fn first_rows(&self, from: u32, count: usize) -> Vec<Vec<Text>> {
        let mut rows: Vec<Vec<Text>> = Vec::new();
        self.records(&mut |row, _| {
            if row.number >= from {
                let cells = (0..row.width())
                    .map(|column| row.text(column).unwrap_or_else(|| row.empty(column)));
                rows.push(cells.map(|cell| one_line(&cell)).collect());
            }
            if rows.len() < count { NextRow::Go } else { NextRow::Stop }
        });
        rows
    }

    /// Calls `each` for every row behind the names of the columns.
    pub fn rows(&self, mut each: impl FnMut(&mut Row, RowShape)) {
        let header = self.layout.header;
        let mut width = 0;
        self.records(&mut |row, open| {
            if header.contains(row.number) {
                width = width.max(row.width());
            }
            if row.number > header.last {
                let shape = self.shape(row, width, open);
                each(row, shape);
            }
            NextRow::Go
        });
    }

    /// Finds the rows that name the columns, from a row on. The rows above are titles, which fill fewer than half of
    /// the cells that the fullest of the first rows fills. A second row is found where it names columns that the first
    /// leaves open:
    ///
    /// ```text
    /// Service | Provided by | Satisfaction |
    ///         |             | Score        | Asked
    /// ```
    pub(super) fn find_header(&self, from: u32) -> HeaderRows {
        /// A title, a subtitle, a date and some empty rows: more than this is no head of a table.
        const LOOKED_AT: usize = 12;
        let mut rows: Vec<(u32, Vec<String>)> = Vec::new();
        self.records(&mut |row, _| {
            if row.number >= from {
                let cells = (0..row.width()).map(|column| row.text(column));
                let cells =
                    cells.map(|cell| cell.map_or_else(String::new, |cell| cell.value.to_string()));
                rows.push((row.number, cells.collect()));
            }
            if rows.len() < LOOKED_AT { NextRow::Go } else { NextRow::Stop }
        });
        let filled = |cells: &[String]| cells.iter().filter(|cell| !cell.is_empty()).count();
        let fullest = rows.iter().map(|(_, cells)| filled(cells)).max().unwrap_or(0);
        // A title fills one cell, so two are wanted wherever the table has several columns.
        let wanted = if fullest < 2 { 1 } else { fullest.div_ceil(2).max(2) };
        let Some(at) = rows.iter().position(|(_, cells)| filled(cells) >= wanted) else {
            return HeaderRows::one(from);
        };
        let first = rows[at].0;
        match rows.get(at + 1) {
            Some((second, cells))
                if *second == first + 1 && is_second_row(&rows[at].1, cells, &rows[at + 2..]) =>
            {
                HeaderRows { first, last: *second }
            }
            Some(_) | None => HeaderRows::one(first),
        }
    }

    /// Calls `each` for every row, with the place of a quote in it that is never closed.
    fn records(&self, each: &mut dyn FnMut(&mut Row, Option<Place>) -> NextRow) {
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            // Rows of other widths are reported with their place instead of ending the file.
            .flexible(true)
            .delimiter(self.layout.delimiter)
            .from_reader(self.source.text.as_bytes());
        let mut row = Row { blanks: self.layout.blanks.clone(), ..Row::default() };
        let mut cursor = TextCursor::new(*self);
        // Every text is a table, and memory takes it: nothing else can fail.
        while reader.read_record(&mut row.record).unwrap_or(false) {
            // The reader knows where a record ends and not where its cells begin:
            // `TextCursor` finds these.
            let end = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
            let open = cursor.places(end.min(self.source.text.len()), &mut row.places);
            row.number = cursor.row;
            row.filled.clear();
            if each(&mut row, open) == NextRow::Stop {
                return;
            }
        }
    }
}

/// A text on one line: several blanks, of any kind, are one.
pub(super) fn one_line(text: &Text) -> Text {
    let words: Vec<&str> = text.value.split_whitespace().collect();
    let value = words.join(" ").into();
    Text { value, place: text.place }
}

/// The names of columns that two rows name.
fn two_rows(upper: &[Text], lower: &[Text]) -> Vec<Text> {
    let mut above = "";
    let names = (0..upper.len().max(lower.len())).map(|column| {
        let own = upper.get(column).map_or("", |text| &*text.value);
        let below = lower.get(column).map_or("", |text| &*text.value);
        // A heading also covers the columns to its right that have none of their own.
        if !own.is_empty() || below.is_empty() {
            above = own;
        }
        (above, below)
    });
    let pairs: Vec<(&str, &str)> = names.collect();
    let mut columns_named: HashMap<&str, usize> = HashMap::new();
    for (_, below) in &pairs {
        *columns_named.entry(below).or_default() += 1;
    }
    let is_double = |name: &str| columns_named.get(name).is_some_and(|count| *count > 1);
    let texts = pairs.iter().enumerate().map(|(column, (above, below))| {
        let value = match (*above, *below) {
            (above, "") => above.to_owned(),
            ("", below) => below.to_owned(),
            (above, below) if above == below || !is_double(below) => below.to_owned(),
            (above, below) => format!("{above} {below}"),
        };
        let text = lower.get(column).filter(|_| !below.is_empty()).or_else(|| upper.get(column));
        let place =
            text.or_else(|| lower.get(column)).map_or_else(Place::default, |text| text.place);
        Text { value: value.into(), place }
    });
    texts.collect()
}

/// Whether a row goes on naming the columns: it fills gaps of the row above, leaves the first column open and others
/// that the rows below fill, and holds no numbers.
fn is_second_row(first: &[String], second: &[String], below: &[(u32, Vec<String>)]) -> bool {
    let cell = |cells: &[String], column: usize| cells.get(column).cloned().unwrap_or_default();
    let width = first.len().max(second.len());
    let is_named = |column: usize| {
        let (upper, lower) = (cell(first, column), cell(second, column));
        // Of cells that are merged downwards both rows have the text.
        (!upper.is_empty(), !lower.is_empty() && lower != upper)
    };
    let fills_gap = (0..width).any(|column| is_named(column) == (false, true));
    let open: Vec<usize> = (0..width).filter(|column| is_named(*column) == (true, false)).collect();
    let is_filled = |column: usize| {
        below.iter().filter(|(_, cells)| !cell(cells, column).is_empty()).count() * 2 >= below.len()
    };
    let has_number = second.iter().any(|cell| cell.starts_with(|c: char| c.is_ascii_digit()));
    // Names of rows are on the left, where no heading covers several columns.
    let begins_open =
        open.first().is_some_and(|first| (0..*first).all(|at| is_named(at) == (false, false)));
    let filled = open.iter().filter(|column| is_filled(**column)).count();
    fills_gap && begins_open && !below.is_empty() && filled * 2 >= open.len() && !has_number
}

/// The columns of a table in words.
pub(super) fn columns_in_words(columns: &[Text]) -> String {
    let names: Vec<&str> =
        columns.iter().map(|column| &*column.value).filter(|name| !name.is_empty()).collect();
    if names.is_empty() {
        return "the table is empty: its first row names the columns".to_owned();
    }
    format!("its columns: {}", first_columns(&names))
}

/// The first columns, and how many more.
pub(super) fn first_columns<T: AsRef<str>>(names: &[T]) -> String {
    /// As many fill a screen.
    const SHOWN: usize = 60;
    first_of(names.iter().map(|name| excerpt(name.as_ref())), SHOWN)
}

/// Finds a column by its name, exactly or else without regard to case; `flag` is the option that names it, if any.
///
/// # Errors
/// Where there is none, or several have the name.
pub(super) fn find_column(
    columns: &[Text],
    wanted: &Text,
    flag: Option<&str>,
    nearest: &mut Nearest,
) -> Result<usize, Box<Diagnostic>> {
    let name = one_line(wanted).value;
    let before = flag.map_or_else(String::new, |flag| format!("{flag}: "));
    let folded = |column: &Text| column.value.to_lowercase() == name.to_lowercase();
    let exact = columns.iter().position(|column| column.value == name);
    let Some(at) = exact.or_else(|| columns.iter().position(folded)) else {
        let message = format!("{before}the table has no column `{}`", excerpt(&name));
        let known = columns.iter().map(|column| &*column.value);
        let help = nearest.advice(&name, known, &columns_in_words(columns));
        return Err(Box::new(
            Diagnostic::new(Code::UnknownColumn, wanted.place, message).help(help),
        ));
    };
    let same = |column: &&Text| column.value == columns[at].value;
    match columns[at + 1..].iter().find(same) {
        Some(second) => {
            let message = format!("{before}two columns are called `{}`", excerpt(&name));
            let problem = Diagnostic::new(Code::DuplicateColumn, second.place, message);
            Err(Box::new(problem.other(columns[at].place, "the first one")))
        }
        None => Ok(at),
    }
}

/// Whether reading goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NextRow {
    Go,
    Stop,
}

impl SourceTable<'_> {
    fn shape(&self, row: &Row, width: usize, open: Option<Place>) -> RowShape {
        let broken = |place, message: String| Diagnostic::new(Code::BadRow, place, message);
        if let Some(place) = open {
            let message = "a quote is opened here and never closed".to_owned();
            return RowShape::Unclosed(broken(place, message));
        }
        let has_more = (width..row.width()).any(|column| row.text(column).is_some());
        // A sheet drops empty cells at the end of a row; in a text file a missing
        // cell is a missing delimiter.
        let has_less = row.width() < width && !self.is_sheet();
        if row.is_empty() || !(has_more || has_less) {
            return RowShape::Valid;
        }
        let cells = count(row.width(), "cell");
        let message = format!("this row has {cells}, the first row {width}");
        let help = if self.is_sheet() {
            "name the columns in the first row, or say which row names them with --header-row"
        } else {
            "put a cell that holds the delimiter in quotes"
        };
        RowShape::Broken(broken(row.place(), message).help(help))
    }
}

/// Walks over the text to find where each cell begins.
struct TextCursor<'t> {
    table: SourceTable<'t>,
    at: usize,
    /// The number of the row that was read last.
    row: u32,
    /// How many line breaks were passed, but for those within quotes.
    breaks: u32,
}

impl<'t> TextCursor<'t> {
    fn new(table: SourceTable<'t>) -> Self {
        Self { table, at: 0, row: 0, breaks: 0 }
    }

    fn place(&self) -> Place {
        Place { file: self.table.layout.file, offset: index32(self.at) }
    }

    fn step(&mut self, c: char) {
        self.at += c.len_utf8();
    }

    /// Counts the character that was passed last if it ends a line: CR LF is one line break.
    fn count_break(&mut self, c: char) {
        let is_pair = c == '\r' && self.table.source.text[self.at..].starts_with('\n');
        self.breaks += u32::from(matches!(c, '\r' | '\n') && !is_pair);
    }

    /// The places of the cells of the record that ends at byte `end`; that of a quote left open.
    fn places(&mut self, end: usize, places: &mut Vec<Place>) -> Option<Place> {
        places.clear();
        let rest = &self.table.source.text[self.at..];
        let breaks = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        for c in rest[..breaks].chars() {
            self.step(c);
            self.count_break(c);
        }
        self.row = self.breaks + 1;
        places.push(self.place());
        let (mut open, mut first) = (None, true);
        let text = &*self.table.source.text;
        let mut chars = text[self.at.min(end)..end].chars().peekable();
        while let Some(c) = chars.next() {
            let here = self.place();
            self.step(c);
            if open.is_none() {
                self.count_break(c);
            }
            match (c, open) {
                // A quote opens a cell only at its start; elsewhere it is a letter.
                ('"', None) if first => open = Some(here),
                ('"', Some(_)) if chars.peek() == Some(&'"') => {
                    chars.next();
                    self.step('"');
                }
                ('"', Some(_)) => open = None,
                (c, None) if c == char::from(self.table.layout.delimiter) => {
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
