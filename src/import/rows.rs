//! The rows of a table become entries of a draft, as a mapping says.

use super::{
    Draft, Entry, ImportSummary, List, TableFormat, Value,
    bound::{BoundColumn, BoundMapping},
    cell,
    filter::RowFilter,
    items::Items,
    job::{count, first_names},
    keys::Kind,
    mapping::{DuplicateRows, TableMapping},
    table::{Row, RowShape, Table},
};
use crate::{
    diag::{Code, Diagnostic, Slice},
    input::Text,
};
use std::collections::HashMap;

/// Adds the entries that the rows of a table make; `name` is that of its file. Where columns are wrong no row is read.
pub fn rows(
    name: &str,
    table: &Table<'_>,
    mappings: &[TableMapping],
    format: &TableFormat,
    draft: &mut Draft,
    summary: &mut ImportSummary,
) {
    let (columns, mut problems) = table.columns();
    let mut bound: Vec<BoundMapping<'_>> = mappings
        .iter()
        .map(|mapping| BoundMapping::new(mapping, &columns, table, format.figures, &mut problems))
        .collect();
    let mut filter = RowFilter::new(table, &columns, format, &mut problems);
    if !problems.is_empty() {
        summary.errors.extend(problems);
        return;
    }
    table.rows(|row, _| {
        for mapping in &mut bound {
            mapping.learn(row);
        }
    });
    let mut makers: Vec<EntryMaker<'_, '_>> = bound.iter().map(EntryMaker::new).collect();
    let (mut all, mut empty) = (0, 0);
    table.rows(|row, shape| {
        all += 1;
        let is_taken = filter.take(row);
        match shape {
            RowShape::Unclosed(problem) => summary.errors.push(problem),
            RowShape::Broken(problem) => summary.rejected.push(problem),
            RowShape::Valid if row.is_empty() => empty += 1,
            RowShape::Valid if !is_taken => {}
            RowShape::Valid => {
                for maker in &mut makers {
                    maker.take(row, draft, summary);
                }
            }
        }
    });
    summary.notes.push(match empty {
        0 => format!("{name}: {}", count(all, "row")),
        empty => format!("{name}: {}, {empty} empty", count(all, "row")),
    });
    let duplicates: Vec<(List, usize)> =
        makers.iter().map(|maker| (maker.bound.mapping.list, maker.duplicates)).collect();
    summary.notes.extend(filter.notes(table));
    summary.notes.extend(column_notes(&columns, &bound));
    for (list, duplicates) in duplicates.into_iter().filter(|(_, duplicates)| *duplicates > 0) {
        let rows = count(duplicates, "duplicate row");
        summary.notes.push(format!("{}: {rows} merged", list.key()));
    }
}

/// Which columns were matched by their names, and which were not used.
fn column_notes(columns: &[Text], bound: &[BoundMapping<'_>]) -> Vec<String> {
    let by_name: Vec<Slice> = bound.iter().flat_map(|bound| bound.by_name.clone()).collect();
    let is_unused = |(at, name): &(usize, &Text)| {
        !name.value.is_empty() && !bound.iter().any(|bound| bound.uses(*at))
    };
    let unused = columns.iter().enumerate().filter(is_unused);
    let unused: Vec<Slice> = unused.map(|(_, name)| name.value.clone()).collect();
    let notes = [("columns matched by name", by_name), ("columns not used", unused)];
    let notes = notes.iter().filter(|(_, names)| !names.is_empty());
    notes.map(|(what, names)| format!("{what}: {}", first_names(names))).collect()
}

/// Makes the entries of one list.
struct EntryMaker<'b, 'm> {
    bound: &'b BoundMapping<'m>,
    /// The position in the draft of each entry that a later row may repeat, by its id or name.
    seen: HashMap<Slice, usize>,
    duplicates: usize,
}

impl<'b, 'm> EntryMaker<'b, 'm> {
    fn new(bound: &'b BoundMapping<'m>) -> Self {
        Self { bound, seen: HashMap::new(), duplicates: 0 }
    }

    /// Takes one row.
    fn take(&mut self, row: &Row, draft: &mut Draft, summary: &mut ImportSummary) {
        let mapping = self.bound.mapping;
        let id = self.first("id", row);
        let Some(name) = self.first("name", row) else {
            // Where a row fills several lists it need not name something for each.
            if mapping.duplicates == DuplicateRows::Separate || id.is_some() {
                summary.rejected.push(nameless(mapping.list, row));
            }
            return;
        };
        let mut entry = Entry::new(name);
        entry.place = row.place();
        entry.id = id;
        self.fill(row, &mut entry, &mut summary.doubts);
        let key = match (&entry.id, mapping.duplicates) {
            (Some(id), _) => Some(id.value.clone()),
            (None, DuplicateRows::Merge) => Some(entry.name.value.to_lowercase().into()),
            (None, DuplicateRows::Separate) => None,
        };
        let entries = &mut draft.lists[mapping.list as usize];
        if let Some(key) = key {
            let first = *self.seen.entry(key).or_insert(entries.len());
            if entries.get(first).is_some_and(|first| first.says_the_same(&entry)) {
                self.duplicates += 1;
                return;
            }
        }
        entries.push(entry);
    }

    /// The text of `id` or `name`.
    fn first(&self, path: &str, row: &Row) -> Option<Text> {
        let (_, _, columns) = self.bound.keys.iter().find(|(known, ..)| *known == path)?;
        let texts_of = |column: &BoundColumn<'_>| -> Vec<Text> {
            if path == "id" && column.is_plain() {
                return row.exact(column.at).into_iter().collect();
            }
            let values = cell::values(row, column, None).into_iter();
            values.filter_map(cell::text).collect()
        };
        let texts: Vec<Text> = columns.iter().flat_map(texts_of).collect();
        cell::joined(texts)
    }

    /// Fills the keys of an entry, in the order of the format.
    fn fill(&self, row: &Row, entry: &mut Entry, doubts: &mut Vec<Diagnostic>) {
        let mut items: Option<Items> = None;
        for (path, kind, columns) in &self.bound.keys {
            let top = path.split('.').next().unwrap_or(path);
            if let Some(done) = items.take_if(|items| items.key != top) {
                entry.set(done.key, done.value(doubts));
            }
            if let Some(items) = items.as_mut() {
                let parts = self.parts(path, columns, row);
                items.attributes.extend((!parts.is_empty()).then_some((*path, parts)));
                continue;
            }
            let is_head = matches!(*path, "id" | "name");
            let Some(value) = cell::value(*kind, self.values(path, *kind, columns, row)) else {
                continue;
            };
            match (path.split_once('.'), value) {
                _ if is_head || (*path != top && takes_items(top)) => {}
                (None, Value::List(all)) if takes_items(top) => {
                    items = Some(Items { key: path, all, attributes: Vec::new() });
                }
                (None, value) => entry.set(path, value),
                (Some((_, rest)), value) => cell::set_nested(entry, path, rest, value),
            }
        }
        if let Some(done) = items {
            entry.set(done.key, done.value(doubts));
        }
    }

    /// The values of a key, or the constants where it has none.
    fn values(&self, path: &str, kind: Kind, columns: &[BoundColumn<'_>], row: &Row) -> Vec<Value> {
        let split = self.bound.mapping.split.as_deref().filter(|_| kind.is_many());
        let mut values: Vec<Value> =
            columns.iter().flat_map(|column| cell::values(row, column, split)).collect();
        if kind.is_many() || values.is_empty() {
            let constants = self.bound.constant(path);
            values.extend(constants.map(|text| Value::Text(text.clone())));
        }
        values
    }

    /// The attributes of items, part by part.
    fn parts(&self, path: &str, columns: &[BoundColumn<'_>], row: &Row) -> Vec<Vec<Value>> {
        let split = self.bound.mapping.split.as_deref();
        let mut parts: Vec<Vec<Value>> =
            columns.iter().flat_map(|column| cell::parts(row, column, split)).collect();
        if parts.is_empty() {
            let constants = self.bound.constant(path);
            parts.extend(constants.map(|text| vec![Value::Text(text.clone())]));
        }
        parts
    }
}

/// Whether the keys below a key are attributes of its items.
fn takes_items(top: &str) -> bool {
    matches!(top, "serves" | "paid_by")
}

fn nameless(list: List, row: &Row) -> Diagnostic {
    let message = format!("this {} has no name", list.word());
    Diagnostic::new(Code::BadRow, row.place(), message).help("fill in the name")
}
