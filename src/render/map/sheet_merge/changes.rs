//! The changes that a workbook makes to a map, row by row.

mod additions;
mod cells;
mod finish;
mod items;
mod pairs;
mod row;
mod sides;

use super::{
    matching::{RowMatch, RowMatcher},
    needed::{GoneRow, NeededRows},
    record::{KeyChange, Path, record_edits, with_changes},
};
use crate::{
    diag::{Code, Diagnostic, Place, Severity, Slice},
    id::{fold_name, slug},
    import::{
        List, Value,
        map_sheets::{EntryIds, MapRow, MapSheet, RowKind, SheetColumn, SheetTable, map_rows},
    },
    input::{PathStep, RawValue, Text},
    render::{edit::MapEdit, map::merge::Overwrite},
};
use additions::{ItemList, NewEntry, Owner};
use pairs::pair_edits;
use row::RowOf;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The sheets, and the map that takes them back.
pub(super) struct SheetInput<'m> {
    pub(super) tables: &'m [SheetTable],
    /// The values of the files of the map.
    pub(super) roots: Vec<&'m RawValue>,
    pub(super) ids: &'m EntryIds<'m>,
    /// The file to which new entries go, by its number.
    pub(super) home: usize,
    /// Whether the map is one that the workbook may have been written from.
    pub(super) is_merge: bool,
    pub(super) overwrite: &'m Overwrite,
    /// Whether what has no row any more is deleted.
    pub(super) is_deleting: bool,
    /// The places of cells and rows that were found wrong.
    pub(super) rejected: &'m BTreeSet<Place>,
    /// The gone rows that something else needs: they are not deleted.
    pub(super) needed: &'m NeededRows,
}

/// A change of a file, with the place of the row that makes it.
#[derive(Debug)]
pub(super) struct SheetEdit {
    pub(super) file: usize,
    pub(super) place: Place,
    pub(super) edit: MapEdit,
}

/// A value or an entry that a row of a workbook changes or adds.
#[derive(Debug)]
pub(super) struct RowChange {
    /// In words: `it: headcount`.
    pub(super) words: String,
    /// The file, by its number.
    pub(super) file: usize,
    /// Where in the file.
    pub(super) path: Path,
    /// The row of the workbook.
    pub(super) place: Place,
}

/// The changes that a workbook makes.
#[derive(Debug, Default)]
pub(super) struct SheetChanges {
    pub(super) edits: Vec<SheetEdit>,
    pub(super) problems: Vec<Diagnostic>,
    /// The changed values: `it: headcount`.
    pub(super) changed: Vec<RowChange>,
    pub(super) added: Vec<RowChange>,
    /// What has no row any more.
    pub(super) gone: Vec<GoneRow>,
    /// How many rows changed nothing.
    pub(super) unchanged: usize,
    /// The former names of entries, folded, with their ids: what refers to them by name is to follow.
    pub(super) renamed: Vec<(String, String)>,
}

/// Finds the changes.
pub(super) fn sheet_changes(input: &SheetInput<'_>) -> SheetChanges {
    let mut finder = ChangeFinder {
        input,
        changes: SheetChanges::default(),
        new: Vec::new(),
        taken: HashSet::new(),
        owners: HashMap::new(),
        lists: BTreeMap::new(),
        removed: BTreeMap::new(),
        added: BTreeMap::new(),
    };
    finder.find_owners();
    for table in input.tables {
        match table.sheet.row_kind() {
            RowKind::Entries => finder.entries(table),
            RowKind::Records | RowKind::Pairs => finder.records(table),
            RowKind::Items(..) => {}
        }
    }
    for table in input.tables {
        // After all entries: items belong to entries, which may be new ones.
        if let RowKind::Items(_, lists) = table.sheet.row_kind() {
            finder.items(table, lists);
        }
    }
    finder.finish()
}

struct ChangeFinder<'i, 'm> {
    input: &'i SheetInput<'m>,
    changes: SheetChanges,
    new: Vec<NewEntry>,
    /// The ids that new entries have got.
    taken: HashSet<String>,
    /// The place of each entry, by its id.
    owners: HashMap<String, (usize, Path)>,
    /// The items of each entry, by the sheet that shows them.
    lists: BTreeMap<(Owner, MapSheet), ItemList>,
    /// The items of top lists that are removed, by file and list.
    removed: BTreeMap<(usize, Path), Vec<usize>>,
    /// The entries that are added to top lists.
    added: BTreeMap<MapSheet, Vec<Value>>,
}

impl ChangeFinder<'_, '_> {
    fn find_owners(&mut self) {
        let entry_sheets = MapSheet::ALL.into_iter().filter(|s| s.row_kind() == RowKind::Entries);
        for sheet in entry_sheets {
            for row in map_rows(sheet, &self.input.roots, self.input.ids) {
                let id = entry_id(sheet, &row).to_owned();
                self.owners.insert(id, (row.file, row.entry));
            }
        }
    }

    /// Matches the rows of a sheet, and reports those that are gone or repeat others; the rest with what they are.
    fn matched<'t>(
        &mut self,
        table: &'t SheetTable,
        current: &[MapRow],
    ) -> Vec<(RowOf<'t>, RowMatch)> {
        let matcher = RowMatcher::new(table.sheet, self.input.ids, current, self.input.is_merge);
        let found_rows = matcher.matches(table);
        let mut rows = Vec::new();
        for (row, found) in table.rows.iter().zip(found_rows) {
            let row = RowOf { sheet: table.sheet, row };
            match found {
                RowMatch::Duplicate(number) => {
                    let message = format!("this row is about the same as row {number}: not used");
                    let help = "delete one of them, or give this row an id of its own if it is something else";
                    self.changes.problems.push(row_problem(row.row.place, message, help));
                }
                RowMatch::Left => {
                    let message =
                        "this row is no longer in the map, or its id was changed: not used"
                            .to_owned();
                    let help = "if it belongs in the map again, copy it to a new row without the hidden last column";
                    self.changes.problems.push(row_problem(row.row.place, message, help));
                }
                RowMatch::Known(_) | RowMatch::New => rows.push((row, found)),
            }
        }
        rows
    }

    fn edit(&mut self, file: usize, place: Place, edits: Vec<MapEdit>) {
        let placed = edits.into_iter().map(|edit| SheetEdit { file, place, edit });
        self.changes.edits.extend(placed);
    }

    /// Notes an entry that is added to the list of its sheet.
    fn note_added(&mut self, words: String, sheet: MapSheet, place: Place) {
        let file = self.input.home;
        let path = vec![PathStep::Key(sheet.list_word(self.input.roots[file]))];
        self.changes.added.push(RowChange { words, file, path, place });
    }

    /// Takes the rows of entries with ids.
    fn entries(&mut self, table: &SheetTable) {
        let current = map_rows(table.sheet, &self.input.roots, self.input.ids);
        let rows = self.matched(table, &current);
        let mut seen = vec![false; current.len()];
        for (row, found) in rows {
            match (found, table.sheet) {
                (RowMatch::Known(at), _) => {
                    seen[at] = true;
                    self.known_entry(row, &current[at]);
                }
                (_, MapSheet::Entries(list)) => self.new_entry(row, list),
                (_, _) => {}
            }
        }
        self.report_gone(table.sheet, &current, &seen);
    }

    fn known_entry(&mut self, row: RowOf<'_>, current: &MapRow) {
        let id = entry_id(row.sheet, current);
        let mut changes = self.changes_of(row, current, id);
        let record = self.input.roots[current.file].at(&current.entry);
        let Some(record) = record.filter(|_| !changes.is_empty()) else {
            return;
        };
        let is_renamed = changes.iter().any(|(path, _)| *path == ["name"]);
        if is_renamed && row.sheet != MapSheet::Organisation {
            // An id that was made of the name must not follow it: others refer to it.
            if record.get("id").is_none() {
                let id = Text { value: id.into(), place: row.row.place };
                changes.push((vec!["id"], Some(Value::Text(id))));
            }
            let name = record.get("name").and_then(RawValue::text).unwrap_or("");
            self.changes.renamed.push((fold_name(name), id.to_owned()));
        }
        let edits = record_edits(&current.entry, record, &changes);
        self.edit(current.file, row.row.place, edits);
    }

    fn new_entry(&mut self, row: RowOf<'_>, list: List) {
        let mut value: Vec<KeyChange> = Vec::new();
        for (column, cell) in row.filled() {
            value.extend(self.value(column, cell).map(|v| (column.path.clone(), Some(v))));
        }
        let text = |key: &str| {
            let found = value.iter().find(|(path, _)| path.as_slice() == [key]);
            found.and_then(|(_, value)| match value {
                Some(Value::Text(text)) => Some(text.clone()),
                _ => None,
            })
        };
        let Some(name) = text("name") else {
            if row.text_of("name").is_some() {
                // The name was found wrong.
                return;
            }
            let message = format!("this {} has no name: not used", list.word());
            let problem = row_problem(row.row.place, message, "fill in the name");
            self.changes.problems.push(problem);
            return;
        };
        if text("id").is_none() && row.text_of("id").is_some() {
            // The id was found wrong.
            return;
        }
        let id = text("id").map_or_else(|| self.make_id(list, &name), |id| id.value);
        self.taken.insert(id.to_string());
        if text("id").is_none() {
            let id = Text { value: id.clone(), place: name.place };
            value.insert(0, (vec!["id"], Some(Value::Text(id))));
        }
        let words = format!("{} ({})", name.value, list.key());
        self.note_added(words, MapSheet::Entries(list), row.row.place);
        let name = fold_name(&name.value);
        self.new.push(NewEntry { list, id, name, value, items: Vec::new() });
    }

    /// An id for a new entry. It is written out, so that no other id changes because of it.
    fn make_id(&self, list: List, name: &Text) -> Slice {
        let own = slug(&name.value);
        let own = if own.is_empty() { list.word().to_owned() } else { own };
        let is_free = |id: &str| {
            self.input.ids.list(id).is_none()
                && !self.taken.contains(id)
                && !matches!(id, "everyone" | "organisation" | "organization" | "recipients")
        };
        let prefixed = format!("{}-{own}", list.word());
        let numbered = (2..).map(|number: usize| format!("{prefixed}-{number}"));
        let mut candidates = [own, prefixed.clone()].into_iter().chain(numbered);
        candidates.find(|id| is_free(id)).unwrap_or(prefixed).into()
    }

    /// Reports the rows of the map that are gone from a sheet, and deletes them where that is asked for.
    fn report_gone(&mut self, sheet: MapSheet, current: &[MapRow], seen: &[bool]) {
        for (row, _) in current.iter().zip(seen).filter(|(_, seen)| !**seen) {
            if sheet == MapSheet::Organisation {
                continue;
            }
            if self.is_deleted(sheet, row) {
                let (list, at) = match (row.entry.split_last(), row.item) {
                    (Some((PathStep::Item(at), list)), None) => (list.to_vec(), *at),
                    (_, Some(at)) => (row.entry.clone(), at),
                    (_, None) => continue,
                };
                self.removed.entry((row.file, list)).or_default().push(at);
            }
        }
    }

    /// Notes a gone row; returns whether it is deleted.
    fn is_deleted(&mut self, sheet: MapSheet, row: &MapRow) -> bool {
        let place = (row.file, row.entry.clone(), row.item);
        let is_needed = self.input.needed.contains(&place);
        let cell = |heading| sheet.column(heading).map_or("", |column| &*row.cells[column]);
        let recipient = self.input.ids.canonical(cell(sheet.item_name_key()));
        let (id, words) = (cell("id").to_owned(), describe(sheet, row));
        self.changes.gone.push(GoneRow { sheet, place, id, recipient, words });
        self.input.is_deleting && !is_needed
    }

    /// Takes the rows of a list without ids, or of pairs.
    fn records(&mut self, table: &SheetTable) {
        let current = map_rows(table.sheet, &self.input.roots, self.input.ids);
        let rows = self.matched(table, &current);
        let mut seen = vec![false; current.len()];
        for (row, found) in rows {
            let RowMatch::Known(at) = found else {
                self.new_record(row);
                continue;
            };
            seen[at] = true;
            let current = &current[at];
            let changes = self.changes_of(row, current, &describe(table.sheet, current));
            let Some(record) = self.input.roots[current.file].at(&current.entry) else {
                continue;
            };
            let edits = match current.item {
                None => record_edits(&current.entry, record, &changes),
                Some(pair) => pair_edits(&current.entry, record, pair, &changes),
            };
            self.edit(current.file, row.row.place, edits);
        }
        self.report_gone(table.sheet, &current, &seen);
    }

    fn new_record(&mut self, row: RowOf<'_>) {
        let first = row.filled().next().map(|(_, cell)| cell.place);
        if first.is_some_and(|place| self.input.rejected.contains(&place)) {
            return;
        }
        let mut pairs = Vec::new();
        for (column, cell) in row.filled() {
            pairs.extend(self.value(column, cell).map(|v| (column.path.clone(), Some(v))));
        }
        if row.sheet.row_kind() == RowKind::Pairs && pairs.len() < row.sheet.columns().len() {
            let lacks = |column: &&SheetColumn| row.text_of(&column.heading).is_none();
            // A value that was found wrong is reported already.
            if let Some(column) = row.sheet.columns().iter().find(lacks) {
                let message = format!("this row has no `{}`: not used", column.heading);
                let problem = row_problem(first.unwrap_or(row.row.place), message, "fill it in");
                self.changes.problems.push(problem);
            }
            return;
        }
        let texts: Vec<&str> = row.filled().map(|(_, cell)| &*cell.value).take(2).collect();
        let words = format!("{} ({})", texts.join(", "), row.sheet.name());
        self.note_added(words, row.sheet, row.row.place);
        let value = with_changes(None, &pairs);
        self.added.entry(row.sheet).or_default().push(value);
    }
}

/// The id of the entry of a row.
fn entry_id(sheet: MapSheet, row: &MapRow) -> &str {
    if sheet == MapSheet::Organisation { sheet.name() } else { &row.cells[0] }
}

fn row_problem(place: Place, message: String, help: &str) -> Diagnostic {
    let mut problem = Diagnostic::new(Code::BadRow, place, message);
    problem.severity = Severity::Warning;
    problem.help(help)
}

/// What distinguishes a row of the map from others, in words.
fn describe(sheet: MapSheet, row: &MapRow) -> String {
    let cells = sheet.key_columns().into_iter().map(|column| row.cells[column].as_str());
    let filled: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
    match sheet.row_kind() {
        RowKind::Entries => filled.join(", "),
        RowKind::Items(..) | RowKind::Records | RowKind::Pairs => {
            format!("{} ({})", filled.join(", "), sheet.name())
        }
    }
}
