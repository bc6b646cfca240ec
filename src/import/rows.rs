//! The rows of a table to entries of a draft, as a mapping says.

use super::{
    Draft, Entry, List, Value,
    bound::{Bound, BoundColumn},
    cell,
    items::Items,
    keys::Kind,
    mapping::{Repeats, TableMap},
    table::{Row, Shape, Table},
};
use crate::{
    diag::{Code, Diagnostic, Slice},
    input::Text,
};
use std::collections::HashMap;

/// What was read of a table and what was not.
#[derive(Debug, Default)]
pub struct Read {
    /// How many rows.
    pub rows: usize,
    /// How many of them are empty.
    pub empty: usize,
    /// How many say what an earlier one says, for each list.
    pub repeats: Vec<(List, usize)>,
    /// The columns that nothing takes.
    pub left_out: Vec<Slice>,
    /// The columns that were taken by their names alone.
    pub by_name: Vec<Slice>,
    /// What is wrong with rows, each of which is left out.
    pub problems: Vec<Diagnostic>,
    /// What can't be told, and was left out of its row.
    pub doubts: Vec<Diagnostic>,
}

/// Adds the entries that the rows of a table make.
///
/// # Errors
/// What is wrong with the columns: no row is read then.
pub fn rows(
    table: &Table<'_>,
    maps: &[TableMap],
    draft: &mut Draft,
) -> Result<Read, Vec<Diagnostic>> {
    let (columns, mut problems) = table.columns();
    let bound: Vec<Bound<'_>> =
        maps.iter().map(|map| Bound::new(map, &columns, table, &mut problems)).collect();
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut read = Read::default();
    let used = |at: usize| bound.iter().any(|bound| bound.uses(at));
    let names =
        columns.iter().enumerate().filter(|(at, name)| !used(*at) && !name.value.is_empty());
    read.left_out = names.map(|(_, name)| name.value.clone()).collect();
    read.by_name = bound.iter().flat_map(|bound| bound.by_name.clone()).collect();
    let mut makers: Vec<Maker<'_, '_>> = bound.iter().map(Maker::new).collect();
    table.rows(|row, shape| {
        read.rows += 1;
        if let Shape::Broken(problem) = shape {
            read.problems.push(problem);
        } else if row.is_empty() {
            read.empty += 1;
        } else {
            for maker in &mut makers {
                maker.take(row, draft, &mut read);
            }
        }
    });
    let repeats = makers.iter().map(|maker| (maker.bound.map.list, maker.repeats));
    read.repeats = repeats.filter(|(_, count)| *count > 0).collect();
    Ok(read)
}

/// Makes the entries of one list.
struct Maker<'b, 'm> {
    bound: &'b Bound<'m>,
    /// Where each entry stands that a later row may say again, by its id or name.
    seen: HashMap<Slice, usize>,
    repeats: usize,
}

impl<'b, 'm> Maker<'b, 'm> {
    fn new(bound: &'b Bound<'m>) -> Self {
        Self { bound, seen: HashMap::new(), repeats: 0 }
    }

    /// Takes one row.
    fn take(&mut self, row: &Row, draft: &mut Draft, read: &mut Read) {
        let map = self.bound.map;
        let id = self.first("id", row);
        let Some(name) = self.first("name", row) else {
            // Where a row fills several lists it need not name something for each.
            if map.repeats == Repeats::Another || id.is_some() {
                read.problems.push(nameless(map.list, row));
            }
            return;
        };
        let mut entry = Entry::new(name);
        entry.place = row.place();
        entry.id = id;
        self.keys(row, &mut entry, &mut read.doubts);
        let key = match (&entry.id, map.repeats) {
            (Some(id), _) => Some(id.value.clone()),
            (None, Repeats::Same) => Some(entry.name.value.to_lowercase().into()),
            (None, Repeats::Another) => None,
        };
        let entries = &mut draft.lists[map.list as usize];
        if let Some(key) = key {
            let first = *self.seen.entry(key).or_insert(entries.len());
            if entries.get(first).is_some_and(|first| first.says_the_same(&entry)) {
                self.repeats += 1;
                return;
            }
        }
        entries.push(entry);
    }

    /// The text of a key that is one for the whole row.
    fn first(&self, path: &str, row: &Row) -> Option<Text> {
        let (_, _, columns) = self.bound.keys.iter().find(|(known, ..)| *known == path)?;
        let read = |column: &BoundColumn<'_>| -> Vec<Text> {
            if path == "id" && column.is_plain() {
                return row.exact(column.at).into_iter().collect();
            }
            let values = cell::values(row, column, None).into_iter();
            values.filter_map(cell::text).collect()
        };
        let texts: Vec<Text> = columns.iter().flat_map(read).collect();
        cell::joined(texts)
    }

    /// Fills the keys of an entry, in the order of the format.
    fn keys(&self, row: &Row, entry: &mut Entry, doubts: &mut Vec<Diagnostic>) {
        let mut items: Option<Items> = None;
        for (path, kind, columns) in &self.bound.keys {
            let top = path.split('.').next().unwrap_or(path);
            if let Some(done) = items.take_if(|items| items.key != top) {
                entry.set(done.key, done.value(doubts));
            }
            if let Some(items) = items.as_mut() {
                let parts = self.parts(path, columns, row);
                items.said.extend((!parts.is_empty()).then_some((*path, parts)));
                continue;
            }
            let is_head = matches!(*path, "id" | "name");
            let Some(value) = cell::value(*kind, self.values(path, *kind, columns, row)) else {
                continue;
            };
            match (path.split_once('.'), value) {
                _ if is_head || (*path != top && takes_items(top)) => {}
                (None, Value::List(all)) if takes_items(top) => {
                    let (key, said) = (*path, Vec::new());
                    items = Some(Items { key, all, said });
                }
                (None, value) => entry.set(path, value),
                (Some((_, rest)), value) => cell::deepen(entry, path, rest, value),
            }
        }
        if let Some(done) = items {
            entry.set(done.key, done.value(doubts));
        }
    }

    /// The values of a key, or what is the same in every row where it has none.
    fn values(&self, path: &str, kind: Kind, columns: &[BoundColumn<'_>], row: &Row) -> Vec<Value> {
        let split = self.bound.map.split.as_deref().filter(|_| kind.is_many());
        let columns = columns.iter();
        let mut values: Vec<Value> =
            columns.flat_map(|column| cell::values(row, column, split)).collect();
        if kind.is_many() || values.is_empty() {
            let constants = self.bound.constant(path);
            values.extend(constants.map(|text| Value::Text(text.clone())));
        }
        values
    }

    /// What a key says of items, part by part.
    fn parts(&self, path: &str, columns: &[BoundColumn<'_>], row: &Row) -> Vec<Vec<Value>> {
        let split = self.bound.map.split.as_deref();
        let columns = columns.iter();
        let mut parts: Vec<Vec<Value>> =
            columns.flat_map(|column| cell::parts(row, column, split)).collect();
        if parts.is_empty() {
            let constants = self.bound.constant(path);
            parts.extend(constants.map(|text| vec![Value::Text(text.clone())]));
        }
        parts
    }
}

/// Whether what stands below a key is said of the items of a list.
fn takes_items(top: &str) -> bool {
    matches!(top, "serves" | "paid_by")
}

fn nameless(list: List, row: &Row) -> Diagnostic {
    let message = format!("this {} has no name", list.word());
    let help = "fill in the name, or add --keep-going: the row is left out";
    Diagnostic::new(Code::BadRow, row.place(), message).help(help)
}
