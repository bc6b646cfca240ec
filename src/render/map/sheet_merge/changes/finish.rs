//! From what was found to the edits of the files.

use super::{
    super::{
        super::remark,
        record::{full_item, list_edits, with_changes},
    },
    ChangeFinder, SheetChanges, SheetEdit,
    additions::{NewEntry, Owner},
    pairs::{new_pairs, pairs_value},
};
use crate::{
    diag::Place,
    import::{
        Value,
        map_sheets::{MapSheet, RowKind},
    },
    input::PathStep,
    render::edit::MapEdit,
};

impl ChangeFinder<'_, '_> {
    /// Turns what was found into edits. What removes comes last: it changes the numbers of items.
    pub(super) fn finish(mut self) -> SheetChanges {
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
