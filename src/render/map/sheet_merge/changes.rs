//! The changes that a workbook makes to a map, row by row.

use super::{
    super::remark,
    matching::{RowMatch, RowMatcher, stamps},
    needed::{GoneRow, NeededRows},
    record::{ItemState, KeyChange, Path, full_item, list_edits, record_edits, with_changes},
};
use crate::{
    diag::{Code, Diagnostic, Place, Severity, Slice, excerpt},
    id::{fold_name, slug},
    import::{
        List, Value,
        map_sheets::{
            ColumnRole, EMPTY_LIST, EntryIds, MapRow, MapSheet, RowKind, RowStamp, SheetColumn,
            SheetRow, SheetTable, is_same_cell, map_rows, parse_cell,
        },
    },
    input::{PathStep, Presence, RawKind, RawValue, Text},
    render::{edit::MapEdit, map::merge::Overwrite},
};
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

/// The changes that a workbook makes.
#[derive(Debug, Default)]
pub(super) struct SheetChanges {
    pub(super) edits: Vec<SheetEdit>,
    pub(super) problems: Vec<Diagnostic>,
    /// The changed values: `it: headcount`.
    pub(super) changed: Vec<String>,
    pub(super) added: Vec<String>,
    /// What has no row any more.
    pub(super) gone: Vec<GoneRow>,
    /// How many rows changed nothing.
    pub(super) unchanged: usize,
    /// The former names of entries, folded, with their ids: what refers to them by name is to follow.
    pub(super) renamed: Vec<(String, String)>,
}

/// An entry that a row adds.
struct NewEntry {
    list: List,
    id: Slice,
    name: String,
    value: Vec<KeyChange>,
    items: Vec<(&'static str, ItemList)>,
}

/// The items of a key of an entry, as they will be.
struct ItemList {
    states: Vec<ItemState>,
    /// What each item names, to find it again.
    names: Vec<String>,
    /// Whether an empty list is written where no item is left.
    is_empty_list: bool,
    place: Place,
}

/// Where items belong: an entry of the map, or one that a row adds.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    Known(usize, Path),
    New(usize),
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

/// A row with its sheet.
#[derive(Clone, Copy)]
struct RowOf<'r> {
    sheet: MapSheet,
    row: &'r SheetRow,
}

impl<'r> RowOf<'r> {
    fn cells(self) -> impl Iterator<Item = (&'static SheetColumn, &'r Text)> {
        let columns = self.sheet.columns().iter().zip(&self.row.cells);
        columns.filter_map(|(column, cell)| Some((column, cell.as_ref()?)))
    }

    /// The cells of a new row that say something.
    fn filled(self) -> impl Iterator<Item = (&'static SheetColumn, &'r Text)> {
        self.cells().filter(|(_, cell)| !cell.value.trim().is_empty())
    }

    /// The text of the column with a heading, if it says something.
    fn text_of(self, heading: &str) -> Option<String> {
        let text = self.row.text(self.sheet.column(heading)?);
        (!text.is_empty()).then(|| text.to_owned())
    }
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

    /// The cells of a row that change its row of the map. Where both were changed, the map keeps its own.
    fn changed_cells<'r>(
        &mut self,
        row: RowOf<'r>,
        current: &MapRow,
    ) -> Vec<(&'static SheetColumn, &'r Text)> {
        let old_of = |column: &SheetColumn| {
            let at = row.sheet.column(&column.heading).unwrap_or(0);
            current.cells[at].as_str()
        };
        // A row that somebody added is known by its name once it is in the map.
        let is_without_id = row.row.stamp.is_none() && row.row.text(0).is_empty();
        let is_own = |column: &SheetColumn| match column.role {
            ColumnRole::Id => !is_without_id,
            ColumnRole::OwnerName => false,
            ColumnRole::Value | ColumnRole::Measurement => true,
        };
        let differs = |(column, cell): &(&'static SheetColumn, &'r Text)| {
            is_own(column) && !is_same_cell(column, &cell.value, old_of(column))
        };
        let differing: Vec<_> = row.cells().filter(differs).collect();
        if differing.is_empty() {
            return differing;
        }
        let Some(stamp) = row.row.stamp.filter(|_| self.input.is_merge) else {
            return differing;
        };
        if stamps(row.sheet, current).contains(&stamp.sum) {
            return differing;
        }
        // The checksum of the row as it is now tells whether somebody changed
        // it since it was written.
        let own = RowStamp::sum(row.cells().map(|(column, cell)| (column, &*cell.value)));
        if own == stamp.sum {
            // Only the map was changed.
            return Vec::new();
        }
        // Where the map has nothing, nothing is lost; a cell that was corrected after a first try looks the same.
        let is_taken = |column: &SheetColumn| {
            old_of(column).trim().is_empty()
                || self.input.overwrite.contains(&column.heading)
                || column.path.first().is_some_and(|key| self.input.overwrite.contains(key))
        };
        let (taken, kept): (Vec<_>, Vec<_>) =
            differing.into_iter().partition(|(column, _)| is_taken(column));
        if !kept.is_empty() {
            let sides = kept.iter().map(|(column, cell)| {
                let shown = |text: &str| match text.trim() {
                    "" => "nothing".to_owned(),
                    text => format!("`{}`", excerpt(text)),
                };
                let (sheet, map) = (shown(&cell.value), shown(old_of(column)));
                format!("{}: {sheet} in the sheet, {map} in the map", column.heading)
            });
            let both = sides.collect::<Vec<_>>().join("; ");
            let message = format!("this row was changed in the sheet and in the map: {both}");
            let help = "the map keeps its own; --overwrite KEY takes the value of the sheet";
            self.changes.problems.push(row_problem(kept[0].1.place, message, help));
        }
        taken
    }

    /// The change that a cell makes; none where it can't be made.
    fn change(
        &mut self,
        row: RowOf<'_>,
        column: &'static SheetColumn,
        cell: &Text,
    ) -> Option<KeyChange> {
        if cell.value.trim().is_empty() {
            if column.presence == Presence::Required || column.role == ColumnRole::Id {
                let message = format!("`{}` is required: the map keeps its own", column.heading);
                let help = "fill it in, or delete the whole row";
                self.changes.problems.push(row_problem(cell.place, message, help));
                return None;
            }
            return Some((column.path.clone(), None));
        }
        if column.role == ColumnRole::Id && row.sheet != MapSheet::Organisation {
            let message =
                format!("an id can't be changed in a sheet: `{}` is not used", cell.value.trim());
            let help = "for something new add a row; to give something another id, change the map";
            self.changes.problems.push(row_problem(cell.place, message, help));
            return None;
        }
        // Of a list with a wrong part the map keeps its own: the part may stand for one of its items.
        let value = parse_cell(cell, column);
        let is_wrong = match &value {
            Value::List(items) => items.iter().any(|item| self.is_rejected(item)),
            Value::Text(_) | Value::Refer(..) | Value::Map(_) => self.is_rejected(&value),
        };
        (!is_wrong).then(|| (column.path.clone(), Some(value)))
    }

    fn is_rejected(&self, value: &Value) -> bool {
        value.place().is_some_and(|place| self.input.rejected.contains(&place))
    }

    /// The value of a cell of a new row, without what was found wrong in it.
    fn value(&self, column: &SheetColumn, cell: &Text) -> Option<Value> {
        let value = parse_cell(cell, column);
        if let Value::List(items) = &value
            && !items.is_empty()
        {
            let left: Vec<Value> =
                items.iter().filter(|item| !self.is_rejected(item)).cloned().collect();
            return (!left.is_empty()).then_some(Value::List(left));
        }
        (!self.is_rejected(&value)).then_some(value)
    }

    /// The changes of a row of the map.
    fn changes_of(&mut self, row: RowOf<'_>, current: &MapRow, subject: &str) -> Vec<KeyChange> {
        let mut changes = Vec::new();
        for (column, cell) in self.changed_cells(row, current) {
            if let Some(change) = self.change(row, column, cell) {
                self.changes.changed.push(changed_value(subject, column, &change));
                changes.push(change);
            }
        }
        self.changes.unchanged += usize::from(changes.is_empty());
        changes
    }

    fn edit(&mut self, file: usize, place: Place, edits: Vec<MapEdit>) {
        let placed = edits.into_iter().map(|edit| SheetEdit { file, place, edit });
        self.changes.edits.extend(placed);
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
        self.changes.added.push(format!("{} ({})", name.value, list.key()));
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
        self.changes.added.push(format!("{} ({})", texts.join(", "), row.sheet.name()));
        let value = with_changes(None, &pairs);
        self.added.entry(row.sheet).or_default().push(value);
    }

    /// Takes the rows of recipients, payments or reasons.
    fn items(&mut self, table: &SheetTable, lists: &[&str]) {
        let current = map_rows(table.sheet, &self.input.roots, self.input.ids);
        let rows = self.matched(table, &current);
        let mut seen = vec![false; current.len()];
        for (row, found) in &rows {
            if let RowMatch::Known(at) = *found {
                seen[at] = true;
                self.known_item(*row, &current[at]);
            }
        }
        self.gone_items(table.sheet, &current, &seen);
        for (row, found) in rows {
            if found == RowMatch::New {
                self.new_item(row, lists);
            }
        }
    }

    /// The items of a key of an entry.
    fn list(&mut self, owner: &Owner, sheet: MapSheet) -> &mut ItemList {
        let key = sheet.item_key();
        let input = self.input;
        self.lists.entry((owner.clone(), sheet)).or_insert_with(|| {
            let old = match owner {
                Owner::Known(file, path) => input.roots[*file].at(path).and_then(|e| e.get(key)),
                Owner::New(_) => None,
            };
            let short = sheet.item_name_key();
            let name = |item: &RawValue| {
                let text = item.get(short).or(Some(item)).and_then(RawValue::text);
                input.ids.canonical(text.unwrap_or(""))
            };
            ItemList {
                states: ItemState::of_list(old, sheet.text_key()),
                names: old.map_or(&[][..], RawValue::items).iter().map(name).collect(),
                is_empty_list: old.is_some_and(
                    |old| matches!(&old.kind, RawKind::List(items) if items.is_empty()),
                ),
                place: Place::default(),
            }
        })
    }

    fn known_item(&mut self, row: RowOf<'_>, current: &MapRow) {
        let subject = describe(row.sheet, current);
        let mut changed = Vec::new();
        for (column, cell) in self.changed_cells(row, current) {
            if let Some(change) = self.change(row, column, cell) {
                self.changes.changed.push(changed_value(&subject, column, &change));
                changed.push((column, change));
            }
        }
        if changed.is_empty() {
            self.changes.unchanged += 1;
            return;
        }
        let owner = Owner::Known(current.file, current.entry.clone());
        let list = self.list(&owner, row.sheet);
        list.place = row.row.place;
        let Some(item) = current.item else {
            // The row of an empty list that got an item.
            let mut state = ItemState { short: row.sheet.text_key(), ..ItemState::default() };
            add_changes(&mut state, None, changed, row.row.place);
            list.states.push(state);
            list.names.push(String::new());
            return;
        };
        add_changes(&mut list.states[item], current.measurement, changed, row.row.place);
    }

    fn gone_items(&mut self, sheet: MapSheet, current: &[MapRow], seen: &[bool]) {
        for (at, row) in current.iter().enumerate().filter(|(at, _)| !seen[*at]) {
            if !self.is_deleted(sheet, row) {
                continue;
            }
            let is_same_item = |other: &MapRow| {
                other.file == row.file && other.entry == row.entry && other.item == row.item
            };
            let has_others = (0..current.len())
                .any(|other| other != at && seen[other] && is_same_item(&current[other]));
            let list = self.list(&Owner::Known(row.file, row.entry.clone()), sheet);
            match (row.item, row.measurement) {
                (None, _) => list.is_empty_list = false,
                (Some(item), Some(measurement)) if has_others => {
                    list.states[item].measurements[measurement].is_removed = true;
                }
                (Some(item), _) => list.states[item].is_removed = true,
            }
        }
    }

    fn new_item(&mut self, row: RowOf<'_>, lists: &[&str]) {
        let Some(owner) = self.owner(row, lists) else {
            return;
        };
        let mut filled = Vec::new();
        let own = row.filled();
        let own = own
            .filter(|(column, _)| !matches!(column.role, ColumnRole::Id | ColumnRole::OwnerName));
        for (column, cell) in own {
            let value = self.value(column, cell);
            filled.extend(value.map(|value| (column, (column.path.clone(), Some(value)))));
        }
        let short = row.sheet.item_name_key();
        let named = filled.iter().find(|(column, _)| *column.path == [short]);
        let text = match named {
            Some((_, (_, Some(Value::Text(text))))) => text.clone(),
            _ if short == "claim" => Text { value: "".into(), place: row.row.place },
            _ => {
                // A recipient that was found wrong is reported already.
                if row.text_of(short).is_none() {
                    let message = format!("this row has no `{short}`: not used");
                    let problem = row_problem(row.row.place, message, "fill it in");
                    self.changes.problems.push(problem);
                }
                return;
            }
        };
        let is_merge = self.input.is_merge;
        let name = self.input.ids.canonical(&text.value);
        let subject = format!("{}, {}", row.text_of("id").unwrap_or_default(), text.value);
        let list = self.list(&owner, row.sheet);
        list.place = row.row.place;
        if &*text.value == EMPTY_LIST {
            list.is_empty_list = true;
            return;
        }
        let has_measurement =
            filled.iter().any(|(column, _)| column.role == ColumnRole::Measurement);
        let known = list.names.iter().rposition(|known| *known == name);
        let is_further = match row.row.stamp {
            Some(stamp) if !is_merge => stamp.is_further,
            Some(_) | None => has_measurement,
        };
        let known = known.filter(|at| is_further && !list.states[*at].is_removed);
        if let Some(at) = known {
            let mut measurement = ItemState::default();
            let (own, others): (Vec<_>, Vec<_>) =
                filled.into_iter().partition(|(column, _)| column.role == ColumnRole::Measurement);
            measurement.changes = own.into_iter().map(|(_, change)| change).collect();
            list.states[at].measurements.push(measurement);
            let remaining = others.into_iter().filter(|(column, _)| *column.path != [short]);
            list.states[at].changes.extend(remaining.map(|(_, change)| change));
        } else {
            let mut state = ItemState { short: row.sheet.text_key(), ..ItemState::default() };
            add_changes(&mut state, None, filled, row.row.place);
            list.states.push(state);
            list.names.push(name);
        }
        self.changes.added.push(format!("{subject} ({})", row.sheet.name()));
    }

    /// The entry to which a new item belongs, by its id or name.
    fn owner(&mut self, row: RowOf<'_>, lists: &[&str]) -> Option<Owner> {
        let word = row.text_of("id").or_else(|| row.text_of("name")).unwrap_or_default();
        let is_allowed = |id: &str| match self.input.ids.list(id) {
            Some(list) => lists.contains(&list.key()),
            None => id == "organisation" && lists.contains(&"organisation"),
        };
        let position = |id: &&str| {
            let list = self.input.ids.list(id).map_or("", List::key);
            lists.iter().position(|known| *known == list)
        };
        let named = self.input.ids.named(&word).iter().copied().filter(|id| is_allowed(id));
        let known = Some(word.as_str()).filter(|id| is_allowed(id)).or(named.min_by_key(position));
        if let Some((file, path)) = known.and_then(|id| self.owners.get(id)) {
            return Some(Owner::Known(*file, path.clone()));
        }
        let folded = fold_name(&word);
        let new = self.new.iter().position(|new| {
            lists.contains(&new.list.key()) && (*new.id == *word || new.name == folded)
        });
        if new.is_none() {
            let place = row.filled().next().map_or(row.row.place, |(_, cell)| cell.place);
            let message = match word.as_str() {
                "" => "this row doesn't say whose it is: not used".to_owned(),
                word => format!("nothing in {} is called `{word}`: not used", lists.join(", ")),
            };
            let help = "write its id, or add a row for it to its own sheet";
            self.changes.problems.push(row_problem(place, message, help));
        }
        new.map(Owner::New)
    }

    /// Turns what was found into edits. What removes comes last: it changes the numbers of items.
    fn finish(mut self) -> SheetChanges {
        for ((owner, sheet), list) in std::mem::take(&mut self.lists) {
            let key = sheet.item_key();
            match owner {
                Owner::Known(file, path) => {
                    let old = self.input.roots[file].at(&path).and_then(|entry| entry.get(key));
                    let edits = list_edits(&path, key, old, &list.states, list.is_empty_list);
                    self.edit(file, list.place, edits);
                }
                Owner::New(at) => self.new[at].items.push((key, list)),
            }
        }
        for new in std::mem::take(&mut self.new) {
            let value = new_value(&new);
            self.added.entry(MapSheet::Entries(new.list)).or_default().push(value);
        }
        self.forget_removed();
        self.top_edits();
        let is_removal = |SheetEdit { edit, .. }: &SheetEdit| {
            // Edits first, then removals from the innermost out: each removal shifts the
            // numbers of what is behind it.
            edit.is_removal().then(|| usize::MAX - edit.path().len())
        };
        self.changes.edits.sort_by_key(is_removal);
        self.changes
    }

    /// Drops the edits of entries that are removed.
    fn forget_removed(&mut self) {
        let removed = &self.removed;
        self.changes.edits.retain(|SheetEdit { file, edit, .. }| {
            let Some((list, rest)) = edit.path().split_at_checked(1) else { return true };
            let of_list = removed.get(&(*file, list.to_vec()));
            !matches!((of_list, rest.first()), (Some(items), Some(PathStep::Item(at))) if items.contains(at))
        });
    }

    /// The edits of the lists at the top of the files.
    fn top_edits(&mut self) {
        let home = self.input.home;
        let mut added = std::mem::take(&mut self.added);
        let word = |sheet: MapSheet| sheet.list_word(self.input.roots[home]);
        for ((file, path), items) in std::mem::take(&mut self.removed) {
            let (Some(list), [PathStep::Key(key)]) = (self.input.roots[file].at(&path), &*path)
            else {
                continue;
            };
            let is_all = list.items().len().max(list.pairs().len()) == items.len();
            let sheet = added.keys().copied().find(|sheet| is_all && word(*sheet) == *key);
            let replaced = sheet.filter(|_| file == home);
            let again = replaced.and_then(|sheet| added.remove_entry(&sheet));
            let edit = match again {
                Some((sheet, new)) => {
                    let value = if sheet.row_kind() == RowKind::Pairs {
                        pairs_value(&new)
                    } else {
                        Value::List(new)
                    };
                    MapEdit::Set { path: Vec::new(), key: (*key).into(), value }
                }
                None if is_all => MapEdit::Remove { path: Vec::new(), keys: vec![(*key).into()] },
                None if list.pairs().is_empty() => {
                    MapEdit::RemoveItems { path: path.clone(), items }
                }
                None => {
                    let keys = items.iter().map(|at| list.pairs()[*at].0.value.clone()).collect();
                    MapEdit::Remove { path: path.clone(), keys }
                }
            };
            self.edit(file, Place::default(), vec![edit]);
        }
        for (sheet, items) in added {
            let key = sheet.list_word(self.input.roots[home]);
            let place = items.first().and_then(Value::place).unwrap_or_default();
            let comment = sheet.list().map(remark);
            let edits = if sheet.row_kind() == RowKind::Pairs {
                new_pairs(self.input.roots[home], key, &items)
            } else {
                vec![MapEdit::Insert { path: Vec::new(), key: key.into(), items, comment }]
            };
            self.edit(home, place, edits);
        }
    }
}

/// The id of the entry of a row.
fn entry_id(sheet: MapSheet, row: &MapRow) -> &str {
    if sheet == MapSheet::Organisation { sheet.name() } else { &row.cells[0] }
}

/// What a cell changed, in words.
fn changed_value(subject: &str, column: &SheetColumn, (_, value): &KeyChange) -> String {
    let removed = if value.is_none() { " removed" } else { "" };
    format!("{subject}: {}{removed}", column.heading)
}

fn row_problem(place: Place, message: String, help: &str) -> Diagnostic {
    let mut problem = Diagnostic::new(Code::BadRow, place, message);
    problem.severity = Severity::Warning;
    problem.help(help)
}

/// What tells a row of the map from others, in words.
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

/// Adds the changes of a row to its item, and to the measurement that it shows.
fn add_changes(
    state: &mut ItemState,
    measurement: Option<usize>,
    changes: Vec<(&'static SheetColumn, KeyChange)>,
    place: Place,
) {
    state.place = place;
    for (column, change) in changes {
        if column.role != ColumnRole::Measurement {
            state.changes.push(change);
            continue;
        }
        if state.measurements.is_empty() {
            state.measurements.push(ItemState::default());
        }
        let last = state.measurements.len() - 1;
        state.measurements[measurement.unwrap_or(last)].changes.push(change);
    }
}

/// The value of a new entry with its items.
fn new_value(new: &NewEntry) -> Value {
    let mut value = with_changes(None, &new.value);
    if let Value::Map(pairs) = &mut value {
        for (key, list) in &new.items {
            let items = list.states.iter().map(|state| full_item(&[], state)).collect();
            pairs.push(((*key).into(), Value::List(items)));
        }
    }
    value
}

/// The edits of a pair of a mapping.
fn pair_edits(path: &Path, record: &RawValue, pair: usize, changes: &[KeyChange]) -> Vec<MapEdit> {
    let (key, old) = &record.pairs()[pair];
    let change = |wanted: &str| {
        let found = changes.iter().find(|(path, _)| path.as_slice() == [wanted]);
        found.and_then(|(_, value)| value.clone())
    };
    let level = change("level").unwrap_or_else(|| Value::of(old));
    match change("finding") {
        Some(Value::Text(finding)) if finding.value != key.value => {
            let all = record.pairs().iter().enumerate().map(|(at, (key, value))| {
                if at == pair {
                    (finding.value.clone(), level.clone())
                } else {
                    (key.value.clone(), Value::of(value))
                }
            });
            let value = Value::Map(all.collect());
            let key = path.last().map_or("checks", |step| match step {
                PathStep::Key(key) => key,
                PathStep::Item(_) => "checks",
            });
            vec![MapEdit::Set { path: Vec::new(), key: key.into(), value }]
        }
        _ if change("level").is_some() => {
            vec![MapEdit::Set { path: path.clone(), key: key.value.clone(), value: level }]
        }
        _ => Vec::new(),
    }
}

/// Pairs from the records of a sheet of pairs.
fn pairs_of(items: &[Value]) -> Vec<(Slice, Value)> {
    let pair = |item: &Value| {
        let Value::Map(pairs) = item else { return None };
        let text = |wanted: &str| {
            let found = pairs.iter().find(|(key, _)| &**key == wanted);
            found.map(|(_, value)| value.clone())
        };
        match (text("finding")?, text("level")?) {
            (Value::Text(finding), level) => Some((finding.value, level)),
            _ => None,
        }
    };
    items.iter().filter_map(pair).collect()
}

fn pairs_value(items: &[Value]) -> Value {
    Value::Map(pairs_of(items))
}

/// The edits that add pairs to a mapping of a file, which may not be there yet.
fn new_pairs(root: &RawValue, key: &'static str, items: &[Value]) -> Vec<MapEdit> {
    if root.get(key).is_none_or(|known| known.pairs().is_empty()) {
        let value = pairs_value(items);
        return vec![MapEdit::Set { path: Vec::new(), key: key.into(), value }];
    }
    let pairs = pairs_of(items).into_iter();
    let path = vec![PathStep::Key(key)];
    pairs.map(|(key, value)| MapEdit::Set { path: path.clone(), key, value }).collect()
}
