//! Tables of markup: web pages that programs save under the name of a workbook, and workbooks as XML of 2003.
//!
//! ```text
//! <table><tr><th>name</th></tr>         <Table><Row><Cell><Data>name</Data></Cell></Row>
//!        <tr><td>Desk</td></tr></table>        <Row><Cell><Data>Desk</Data></Cell></Row></Table>
//! ```

use super::{
    budget::Budget,
    error::SheetError,
    sheet::{CellContent, Sheet, SheetBuilder, SheetName},
};
use crate::{diag::CellName, id::index32};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

/// Where a page says what it is.
const HEAD: usize = 64 << 10;
/// A cell covers no more columns or rows than this: pages state any number.
const WIDEST: u32 = 1 << 10;

/// Whether some bytes are markup with a table in it.
pub(super) fn is_markup(bytes: &[u8]) -> bool {
    let head = text_of(&bytes[..bytes.len().min(HEAD)]).to_lowercase();
    head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with('<')
        && (head.contains("<table") || head.contains(":table") || head.contains("<worksheet"))
}

/// The tables of a page, with their names.
pub(super) fn open(bytes: &[u8]) -> (Vec<SheetName>, Vec<MarkupTable>) {
    let tables = tables(&text_of(bytes));
    let names = (1..=tables.len())
        .map(|number| SheetName { name: format!("table {number}"), is_hidden: false });
    (names.collect(), tables)
}

/// A table of a page.
#[derive(Default)]
pub(super) struct MarkupTable {
    cells: Vec<(CellName, String)>,
    /// The first cell and the last row of cells that cover several rows.
    merged: Vec<(CellName, u32)>,
}

impl MarkupTable {
    /// The table as a sheet; `size` is that of the file.
    pub(super) fn sheet(&self, name: &str, size: usize) -> Result<Sheet, SheetError> {
        let mut builder = SheetBuilder::new(name, false, Budget::of(size));
        for (place, text) in &self.cells {
            builder.add(*place, &CellContent::Text(text.clone()))?;
        }
        for (first, last_row) in &self.merged {
            builder.merge(*first, *last_row);
        }
        builder.finish()
    }
}

/// The text of a page, in the encoding that its mark or its head states.
fn text_of(bytes: &[u8]) -> String {
    let declared = || {
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_lowercase();
        let (_, behind) = head.split_once("charset=").or_else(|| head.split_once("encoding="))?;
        let label = behind.trim_start_matches(['"', '\'']);
        let end = label.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
        Encoding::for_label(&label.as_bytes()[..end.unwrap_or(label.len())])
    };
    let usual = if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { WINDOWS_1252 };
    declared().unwrap_or(usual).decode(bytes).0.into_owned()
}

/// A table that is being read.
struct TableReader {
    table: MarkupTable,
    /// The place of the cell that was read last; in column 0 at the beginning of a row.
    place: CellName,
    /// The last row that a cell above covers, by column.
    covered: Vec<u32>,
    /// The text of the cell that is open.
    open: Option<String>,
    /// How many rows the open cell covers further down.
    down: u32,
}

fn tables(text: &str) -> Vec<MarkupTable> {
    let mut reader = Reader::from_str(text);
    // Pages leave out end tags and close others in any order.
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut stack: Vec<TableReader> = Vec::new();
    let mut done = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => match local_name(&tag).as_str() {
                "table" => stack.push(TableReader::new()),
                name => {
                    if let Some(table) = stack.last_mut() {
                        table.begin(name, &tag);
                    }
                }
            },
            Ok(Event::End(tag)) => {
                let name = tag.name().into_inner().to_lowercase();
                match (name.rsplit(':').next().unwrap_or(""), stack.last_mut()) {
                    ("table", Some(_)) => done.extend(stack.pop().map(TableReader::finish)),
                    ("td" | "th" | "cell" | "tr" | "row", Some(table)) => table.end_cell(),
                    _ => {}
                }
            }
            Ok(Event::Text(part)) => add(&mut stack, &part.xml10_content()),
            Ok(Event::CData(part)) => add(&mut stack, &part.xml10_content()),
            Ok(Event::GeneralRef(part)) => {
                let name = part.xml10_content();
                let letter = part.resolve_char_ref().ok().flatten().map(|c| c.to_string());
                add(&mut stack, &letter.unwrap_or_else(|| named_letter(&name)));
            }
            // What is behind markup that can't be read is no table.
            Ok(Event::Eof) | Err(_) => break,
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
        }
    }
    done.extend(stack.into_iter().rev().map(TableReader::finish));
    done.retain(|table| !table.cells.is_empty());
    done
}

fn add(stack: &mut [TableReader], text: &str) {
    if let Some(open) = stack.last_mut().and_then(|table| table.open.as_mut()) {
        open.push_str(text);
    }
}

fn local_name(tag: &BytesStart<'_>) -> String {
    let name = tag.name().into_inner().to_lowercase();
    name.rsplit(':').next().unwrap_or("").to_owned()
}

/// The number of an attribute, by the name that pages or workbooks give it.
fn number(tag: &BytesStart<'_>, names: [&str; 2]) -> Option<u32> {
    let mut attributes = tag.html_attributes();
    let attributes = attributes.with_checks(false).filter_map(Result::ok);
    let mut found = attributes.filter(|one| {
        let name = one.key.into_inner().to_lowercase();
        names.contains(&name.rsplit(':').next().unwrap_or(""))
    });
    found.next()?.value.trim().parse().ok()
}

impl TableReader {
    fn new() -> Self {
        let place = CellName { row: 0, column: 0 };
        let table = MarkupTable::default();
        Self { table, place, covered: Vec::new(), open: None, down: 0 }
    }

    fn begin(&mut self, name: &str, tag: &BytesStart<'_>) {
        match name {
            "tr" | "row" => {
                self.end_cell();
                let next = self.place.row.saturating_add(1);
                // Workbooks leave out empty rows and say so.
                let row = number(tag, ["index", "index"]).filter(|row| *row > next).unwrap_or(next);
                self.place = CellName { row, column: 0 };
            }
            "td" | "th" | "cell" => {
                self.end_cell();
                self.place.row = self.place.row.max(1);
                let stated = number(tag, ["index", "index"]);
                self.place.column = match stated {
                    Some(column) if column > self.place.column => column,
                    _ => self.free_column(),
                };
                let down = number(tag, ["rowspan", "mergedown"]).unwrap_or(0);
                // A page counts the row of the cell itself, a workbook those below.
                self.down = if name == "cell" { down } else { down.saturating_sub(1) }.min(WIDEST);
                let across = number(tag, ["colspan", "mergeacross"]).unwrap_or(0);
                let across = if name == "cell" { across } else { across.saturating_sub(1) };
                self.cover(across.min(WIDEST));
                self.open = Some(String::new());
            }
            "br" | "p" | "div" | "li" => {
                if let Some(open) = &mut self.open {
                    open.push(' ');
                }
            }
            _ => {}
        }
    }

    /// The next column that no cell of a row above covers.
    fn free_column(&self) -> u32 {
        let is_covered = |column: u32| {
            let last = self.covered.get(column as usize);
            last.is_some_and(|last| *last >= self.place.row)
        };
        // No more columns are covered than `covered` has.
        let end = self.place.column.saturating_add(index32(self.covered.len())).saturating_add(1);
        (self.place.column + 1..=end).find(|column| !is_covered(*column)).unwrap_or(end)
    }

    /// Marks the columns of the cell in the rows that it covers.
    fn cover(&mut self, across: u32) {
        let last = self.place.row.saturating_add(self.down);
        let end = (self.place.column.saturating_add(across)).min(1 << 14) as usize;
        if self.covered.len() <= end {
            self.covered.resize(end + 1, 0);
        }
        for column in &mut self.covered[(self.place.column as usize).min(end)..=end] {
            *column = last.max(*column);
        }
    }

    fn end_cell(&mut self) {
        let Some(text) = self.open.take() else { return };
        let words: Vec<&str> = text.split_whitespace().collect();
        if !words.is_empty() {
            self.table.cells.push((self.place, words.join(" ")));
        }
        if self.down > 0 {
            self.table.merged.push((self.place, self.place.row.saturating_add(self.down)));
        }
    }

    fn finish(mut self) -> MarkupTable {
        self.end_cell();
        self.table
    }
}

/// The letter with a name; the name as it is written where no page of an office needs it.
fn named_letter(name: &str) -> String {
    const LETTERS: [(&str, &str); 17] = [
        ("nbsp", " "),
        ("euro", "\u{20ac}"),
        ("pound", "\u{a3}"),
        ("auml", "\u{e4}"),
        ("ouml", "\u{f6}"),
        ("uuml", "\u{fc}"),
        ("Auml", "\u{c4}"),
        ("Ouml", "\u{d6}"),
        ("Uuml", "\u{dc}"),
        ("szlig", "\u{df}"),
        ("eacute", "\u{e9}"),
        ("egrave", "\u{e8}"),
        ("agrave", "\u{e0}"),
        ("ccedil", "\u{e7}"),
        ("ndash", "\u{2013}"),
        ("mdash", "\u{2014}"),
        ("rsquo", "\u{2019}"),
    ];
    let known = quick_xml::escape::resolve_predefined_entity(name);
    let letter = known.or_else(|| {
        let found = LETTERS.into_iter().find(|(word, _)| *word == name);
        found.map(|(_, letter)| letter)
    });
    letter.map_or_else(|| format!("&{name};"), str::to_owned)
}
