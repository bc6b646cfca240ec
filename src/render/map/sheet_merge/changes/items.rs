//! The rows of recipients, payments and reasons: items of a key of an entry.

use super::{
    super::{
        matching::RowMatch,
        record::{ItemState, KeyChange, Path},
    },
    ChangeFinder, RowChange,
    additions::{ItemList, Owner},
    cells::changed_value,
    describe,
    row::RowOf,
    row_problem,
};
use crate::{
    diag::Place,
    id::fold_name,
    import::{
        List, Value,
        map_sheets::{ColumnRole, EMPTY_LIST, MapRow, MapSheet, SheetColumn, SheetTable, map_rows},
    },
    input::{PathStep, RawKind, RawValue, Text},
};

impl ChangeFinder<'_, '_> {
    /// Takes the rows of recipients, payments or reasons.
    pub(super) fn items(&mut self, table: &SheetTable, lists: &[&str]) {
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
                let words = changed_value(&subject, column, &change);
                let path = item_path(row.sheet, current, column);
                let place = row.row.place;
                self.changes.changed.push(RowChange { words, file: current.file, path, place });
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
        for (column, cell) in row.filled() {
            if matches!(column.role, ColumnRole::Id | ColumnRole::OwnerName) {
                continue;
            }
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
        let of = row.text_of("id").unwrap_or_default();
        let words = format!("{of}, {} ({})", text.value, row.sheet.name());
        let list = self.list(&owner, row.sheet);
        list.place = row.row.place;
        if &*text.value == EMPTY_LIST {
            list.is_empty_list = true;
            return;
        }
        let has_measurement =
            filled.iter().any(|(column, _)| column.role == ColumnRole::Measurement);
        let known = list.names.iter().rposition(|known| *known == name);
        let is_further = match &row.row.stamp {
            Some(stamp) if !is_merge => stamp.is_further,
            Some(_) | None => has_measurement,
        };
        let known = known.filter(|at| is_further && !list.states[*at].is_removed);
        if let Some(at) = known {
            add_measurement(&mut list.states[at], filled, short);
        } else {
            let mut state = ItemState { short: row.sheet.text_key(), ..ItemState::default() };
            add_changes(&mut state, None, filled, row.row.place);
            list.states.push(state);
            list.names.push(name);
        }
        let added = self.added(owner, row, words);
        self.changes.added.push(added);
    }

    /// A row that was added, with the place in the map where its owner has such items.
    fn added(&self, owner: Owner, row: RowOf<'_>, words: String) -> RowChange {
        let place = row.row.place;
        match owner {
            Owner::Known(file, mut path) => {
                path.push(PathStep::Key(row.sheet.item_key()));
                RowChange { words, file, path, place }
            }
            Owner::New(at) => {
                let file = self.input.home;
                let list = MapSheet::Entries(self.new[at].list);
                let path = vec![PathStep::Key(list.list_word(self.input.roots[file]))];
                RowChange { words, file, path, place }
            }
        }
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
}

/// Where in its file a cell of an item is.
fn item_path(sheet: MapSheet, current: &MapRow, column: &'static SheetColumn) -> Path {
    let mut path = current.entry.clone();
    path.push(PathStep::Key(sheet.item_key()));
    path.extend(current.item.map(PathStep::Item));
    if column.role == ColumnRole::Measurement {
        path.push(PathStep::Key("satisfaction"));
    }
    path.extend(column.path.iter().map(|key| PathStep::Key(key)));
    path
}

/// Adds a further measurement to an item that is there already, and to the item what else the row says of it but its name.
fn add_measurement(
    state: &mut ItemState,
    filled: Vec<(&'static SheetColumn, KeyChange)>,
    name: &str,
) {
    let (own, others): (Vec<_>, Vec<_>) =
        filled.into_iter().partition(|(column, _)| column.role == ColumnRole::Measurement);
    let changes = own.into_iter().map(|(_, change)| change).collect();
    state.measurements.push(ItemState { changes, ..ItemState::default() });
    let remaining = others.into_iter().filter(|(column, _)| *column.path != [name]);
    state.changes.extend(remaining.map(|(_, change)| change));
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
