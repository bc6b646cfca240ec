//! A map as a workbook to be filled in: a sheet for each list, with valid names to choose from and a note on each
//! column. `custmap import workbook` takes it back.

use crate::{
    import::{
        ExistingEntry, List,
        keys::Kind,
        map_sheets::{CHECKSUM, MapTable, ORGANISATION, SEPARATOR, checksum},
        workbook_map::{CurrentRows, headings, row_key},
    },
    input::{Key, RawKind, RawValue, Shape, ValueType, shape},
    resolve::words,
};
use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, Formula, Note, ProtectionOptions,
    Workbook, Worksheet, XlsxError,
};
use std::collections::HashMap;

/// Columns that hold what not everybody may know.
const CONFIDENTIAL: [&str; 3] = ["leaving", "successor", "email"];
/// The sheet with the names to choose from.
const NAMES: &str = "names";
/// As many rows below the last one can be filled in.
const FREE_ROWS: u32 = 500;

/// The rows of a table with their cells, in the order of [`headings`].
#[derive(Clone, Debug)]
pub struct SheetRows {
    /// Which table it is.
    pub table: MapTable,
    /// The cells of each row.
    pub rows: Vec<Vec<String>>,
}

/// Makes the tables of a map from the values of its files; `known` has the ids of its entries.
#[must_use]
pub fn sheet_rows(roots: &[RawValue], known: &[ExistingEntry]) -> Vec<SheetRows> {
    let reader = MapReader { roots, ids: ids(known) };
    MapTable::ALL.into_iter().map(|table| SheetRows { table, rows: reader.rows(table) }).collect()
}

/// The rows by sheet and key, as an import compares them.
#[must_use]
pub fn current_rows(tables: Vec<SheetRows>) -> CurrentRows {
    let rows = tables.into_iter().flat_map(|SheetRows { table, rows }| {
        rows.into_iter().map(move |row| ((table.name(), row_key(table, &row)), row))
    });
    rows.collect()
}

fn ids(known: &[ExistingEntry]) -> HashMap<(List, String), &str> {
    known.iter().map(|entry| ((entry.list, entry.name.to_lowercase()), &*entry.id)).collect()
}

struct MapReader<'m> {
    roots: &'m [RawValue],
    /// The id of each name.
    ids: HashMap<(List, String), &'m str>,
}

impl MapReader<'_> {
    fn entries(&self, list: List) -> impl Iterator<Item = &RawValue> {
        let keys: &[&str] = match list {
            List::Beneficiaries => &["beneficiaries", "customers"],
            List::Payers => &["payers", "funders"],
            List::Departments => &["departments"],
            List::People => &["people"],
            List::Groups => &["groups"],
            List::Services => &["services"],
        };
        let lists = self.roots.iter().flat_map(|root| keys.iter().filter_map(|key| root.get(key)));
        lists.flat_map(RawValue::items)
    }

    /// The id and the name of an entry.
    fn head(&self, list: List, entry: &RawValue) -> [String; 2] {
        let name = entry.get("name").and_then(RawValue::text).unwrap_or("").to_owned();
        let own = entry.get("id").and_then(RawValue::text);
        let found = || self.ids.get(&(list, name.to_lowercase())).copied();
        let id = own.or_else(found).unwrap_or("").to_owned();
        [id, name]
    }

    fn rows(&self, table: MapTable) -> Vec<Vec<String>> {
        let columns = table.columns();
        let Some(items) = table.items() else {
            let MapTable::Entries(list) = table else {
                return Vec::new();
            };
            let row = |entry: &RawValue| {
                let [id, name] = self.head(list, entry);
                let cells = columns.iter().map(|(path, _)| match *path {
                    "id" => id.clone(),
                    "name" => name.clone(),
                    path => cell(entry, path),
                });
                cells.collect()
            };
            return self.entries(list).map(row).collect();
        };
        let mut rows = Vec::new();
        for list in [List::Departments, List::People, List::Services] {
            for entry in self.entries(list) {
                let head = self.head(list, entry);
                let Some(value) = entry.get(items) else { continue };
                let all = match &value.kind {
                    RawKind::List(all) => all.as_slice(),
                    RawKind::Text(_) | RawKind::Map(_) | RawKind::Null => {
                        std::slice::from_ref(value)
                    }
                };
                for item in all {
                    for at in 0..measurements(item).max(1) {
                        let own = columns.iter().map(|(path, _)| item_cell(item, path, items, at));
                        let [id, name] = head.clone();
                        rows.push(
                            [list.key().to_owned(), id, name].into_iter().chain(own).collect(),
                        );
                    }
                }
            }
        }
        rows
    }
}

/// How many measurements an item has.
fn measurements(item: &RawValue) -> usize {
    match item.get("satisfaction").map(|value| &value.kind) {
        Some(RawKind::List(all)) => all.len(),
        Some(RawKind::Map(_) | RawKind::Text(_)) => 1,
        Some(RawKind::Null) | None => 0,
    }
}

/// The cell of an item in the row of its measurement with a number. What is no measurement stands in the first row.
fn item_cell(item: &RawValue, path: &str, key: &str, at: usize) -> String {
    let short = if key == "serves" { "to" } else { "from" };
    if path == key {
        let named = item.get(short).and_then(RawValue::text);
        return named.or_else(|| item.text()).unwrap_or("").to_owned();
    }
    match path.strip_prefix("satisfaction.") {
        Some(rest) => {
            let value = item.get("satisfaction");
            let measurement = match value.map(|value| &value.kind) {
                Some(RawKind::List(all)) => all.get(at),
                Some(RawKind::Map(_)) if at == 0 => value,
                Some(_) | None => None,
            };
            measurement.map_or_else(String::new, |value| cell(value, rest))
        }
        None if at == 0 => cell(item, path),
        None => String::new(),
    }
}

/// The text of a value at a path with dots; several are separated.
fn cell(value: &RawValue, path: &str) -> String {
    let found = path.split('.').try_fold(value, |value, key| value.get(key));
    match found.map(|found| &found.kind) {
        Some(RawKind::Text(text)) => text.to_string(),
        Some(RawKind::List(items)) => {
            let texts: Vec<&str> = items.iter().filter_map(RawValue::text).collect();
            texts.join(&format!("{SEPARATOR} "))
        }
        Some(RawKind::Null | RawKind::Map(_)) | None => String::new(),
    }
}

/// Writes the tables of a map as a workbook.
///
/// # Errors
/// Where there is more than a sheet or a cell holds.
pub fn workbook(
    tables: &[SheetRows],
    roots: &[RawValue],
    is_confidential: bool,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    // The same bytes every time: the day of making is not the day of writing.
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    organisation_sheet(&mut book, roots)?;
    let names = NamesSheet::new(tables);
    for table in tables {
        let sheet = book.add_worksheet().set_name(table.table.name())?;
        write_table(sheet, table, &names, is_confidential)?;
    }
    names.write(&mut book)?;
    book.save_to_buffer()
}

/// The texts of the organisation, a key in each row.
fn organisation_sheet(book: &mut Workbook, roots: &[RawValue]) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet().set_name(ORGANISATION)?;
    let bold = Format::new().set_bold();
    sheet.write_with_format(0, 0, "key", &bold)?.write_with_format(0, 1, "value", &bold)?;
    let pairs =
        roots.iter().filter_map(|root| root.get(ORGANISATION).or_else(|| root.get("organization")));
    let pairs = pairs
        .flat_map(RawValue::pairs)
        .filter_map(|(key, value)| Some((&key.value, value.text()?)));
    for (row, (key, value)) in (1..).zip(pairs) {
        sheet.write(row, 0, &**key)?.write(row, 1, value)?;
    }
    sheet.set_column_width(1, 40)?;
    Ok(())
}

fn write_table(
    sheet: &mut Worksheet,
    table: &SheetRows,
    names: &NamesSheet,
    is_confidential: bool,
) -> Result<(), XlsxError> {
    let kind = table.table;
    let headings = headings(kind);
    let shown: Vec<usize> = (0..headings.len())
        .filter(|&at| is_confidential || !CONFIDENTIAL.contains(&headings[at]))
        .collect();
    let (bold, open) = (Format::new().set_bold().set_text_wrap(), Format::new().set_unlocked());
    let last = u32::try_from(table.rows.len()).unwrap_or(u32::MAX).saturating_add(FREE_ROWS);
    for (column, &at) in (0..).zip(&shown) {
        let heading = headings[at];
        if !matches!(heading, "id" | "list") {
            sheet.set_column_format(column, &open)?;
        }
        sheet.write_with_format(0, column, heading, &bold)?;
        sheet.set_column_width(column, if heading == "name" { 30 } else { 16 })?;
        if let Some(key) = key_at(kind, heading) {
            sheet.insert_note(0, column, &Note::new(&key.about))?;
            if let Some(choice) = names.choice(kind, heading, &key) {
                sheet.add_data_validation(1, column, last.min(1_048_575), column, &choice)?;
            }
        }
    }
    let end = u16::try_from(shown.len()).unwrap_or(u16::MAX);
    sheet.write_with_format(0, end, CHECKSUM, &bold)?;
    sheet.set_column_hidden(end)?;
    for (row, cells) in (1..).zip(&table.rows) {
        for (column, &at) in (0..).zip(&shown) {
            write_cell(
                sheet,
                row,
                column,
                &cells[at],
                matches!(headings[at], "id" | "list"),
                &open,
            )?;
        }
        // Of cells that are not shown the import sees none.
        let cells = cells.iter().enumerate();
        let seen = cells.map(|(at, cell)| if shown.contains(&at) { cell.as_str() } else { "" });
        sheet.write(row, end, checksum(seen))?;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        insert_rows: true,
        delete_rows: true,
        sort: true,
        use_autofilter: true,
        ..ProtectionOptions::new()
    });
    Ok(())
}

/// Writes a cell; a number that reads the same is one.
fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    text: &str,
    is_locked: bool,
    open: &Format,
) -> Result<(), XlsxError> {
    let locked = Format::new();
    let format = if is_locked { &locked } else { open };
    let number = text.parse::<f64>().ok().filter(|number| number.to_string() == text && !is_locked);
    match number {
        Some(number) => sheet.write_with_format(row, column, number, format)?,
        None if text.is_empty() => sheet,
        None => sheet.write_string_with_format(row, column, text, format)?,
    };
    Ok(())
}

/// The key that a column holds.
fn key_at(kind: MapTable, heading: &str) -> Option<Key> {
    let map = shape();
    let list = match kind {
        MapTable::Entries(list) => list.key(),
        MapTable::Relationships | MapTable::Payments => List::Services.key(),
    };
    let mut record = map.keys.iter().find(|key| key.word == list)?.shape.record()?;
    if let Some(items) = kind.items()
        && !matches!(heading, "id" | "name" | "list")
    {
        record = record.keys.iter().find(|key| key.word == items)?.shape.record()?;
    }
    let mut found = None;
    for word in heading.split('.') {
        let key = record.keys.iter().find(|key| key.word == word)?;
        record = key.shape.record().unwrap_or(record);
        found = Some(key.clone());
    }
    found
}

/// The ids of a map, a column for each list, from which cells choose.
struct NamesSheet {
    lists: Vec<(List, Vec<String>)>,
}

impl NamesSheet {
    fn new(tables: &[SheetRows]) -> Self {
        let lists = tables.iter().filter_map(|table| match table.table {
            MapTable::Entries(list) => {
                let ids = table.rows.iter().filter_map(|row| row.first().cloned());
                Some((list, ids.collect()))
            }
            MapTable::Relationships | MapTable::Payments => None,
        });
        Self { lists: lists.collect() }
    }

    /// The rule by which a cell of a column chooses. A name that is not there yet may be written too.
    fn choice(&self, table: MapTable, heading: &str, key: &Key) -> Option<DataValidation> {
        let rule = DataValidation::new().ignore_blank(true);
        if let Shape::Text(ValueType::Word(list)) = key.shape {
            let words = words(list);
            // A rule holds at most 255 letters.
            let is_short = words.iter().map(|word| word.len() + 1).sum::<usize>() < 255;
            return is_short.then(|| rule.clone().allow_list_strings(&words).ok()).flatten();
        }
        let path = match heading {
            "to" => "serves",
            "from" => "paid_by",
            heading => heading,
        };
        let columns = table.columns();
        let (_, kind) = columns.iter().find(|(known, _)| *known == path)?;
        let lists = match kind {
            Kind::Refer(lists) | Kind::Items(_, lists) => *lists,
            Kind::One | Kind::Many | Kind::Refers(_) => return None,
        };
        // A rule has one range: that of the only list.
        let [list] = lists else {
            return None;
        };
        let at = self.lists.iter().position(|(known, _)| known == list)?;
        let count = self.lists[at].1.len();
        let letter = char::from(b'A' + u8::try_from(at).ok()?);
        (count > 0).then(|| {
            rule.allow_list_formula(Formula::new(format!(
                "={NAMES}!${letter}$2:${letter}${}",
                count + 1
            )))
            .set_error_style(rust_xlsxwriter::DataValidationErrorStyle::Warning)
        })
    }

    fn write(&self, book: &mut Workbook) -> Result<(), XlsxError> {
        let sheet = book.add_worksheet().set_name(NAMES)?;
        for (column, (list, ids)) in (0..).zip(&self.lists) {
            sheet.write(0, column, list.key())?;
            for (row, id) in (1..).zip(ids) {
                sheet.write_string(row, column, id)?;
            }
        }
        sheet.set_hidden(true);
        Ok(())
    }
}
