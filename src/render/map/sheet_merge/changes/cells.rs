//! What the cells of a row change.

use super::{
    super::{matching::stamps, record::KeyChange},
    ChangeFinder, RowChange,
    row::RowOf,
    row_problem,
    sides::{ChangedSide, conflict},
};
use crate::{
    import::{
        Value,
        map_sheets::{
            ColumnRole, MapRow, MapSheet, RowKind, RowStamp, SheetColumn, is_same_cell, parse_cell,
        },
    },
    input::{PathStep, Presence, Text},
};

impl ChangeFinder<'_, '_> {
    /// The cells of a row that change its row of the map. Where both were changed, the map keeps its own.
    pub(super) fn changed_cells<'r>(
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
        let Some(stamp) = row.row.stamp.as_ref().filter(|_| self.input.is_merge) else {
            return differing;
        };
        if stamps(row.sheet, current).contains(&stamp.sum) {
            return differing;
        }
        // The checksum of the row as it is now shows whether somebody changed
        // it since it was written.
        let own = RowStamp::sum(row.cells().map(|(column, cell)| (column, &*cell.value)));
        let is_overwritten = |column: &SheetColumn| {
            self.input.overwrite.contains(&column.heading)
                || column.path.first().is_some_and(|key| self.input.overwrite.contains(key))
        };
        let mut taken = Vec::new();
        let mut kept = Vec::new();
        for (column, cell) in differing {
            let old = old_of(column);
            match ChangedSide::of(stamp, own, column, &cell.value, old) {
                ChangedSide::Map => {}
                ChangedSide::Both if !is_overwritten(column) => kept.push((column, cell, old)),
                ChangedSide::Sheet | ChangedSide::Both => taken.push((column, cell)),
            }
        }
        self.changes.problems.extend(conflict(&kept));
        taken
    }

    /// The change that a cell makes; none where it can't be made.
    pub(super) fn change(
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
        // Of a list with a wrong part the map keeps its own: the part may be one of its items.
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
    pub(super) fn value(&self, column: &SheetColumn, cell: &Text) -> Option<Value> {
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
    pub(super) fn changes_of(
        &mut self,
        row: RowOf<'_>,
        current: &MapRow,
        subject: &str,
    ) -> Vec<KeyChange> {
        let mut changes = Vec::new();
        for (column, cell) in self.changed_cells(row, current) {
            if let Some(change) = self.change(row, column, cell) {
                let mut path = current.entry.clone();
                // A pair has no keys of its own below the mapping.
                if row.sheet.row_kind() != RowKind::Pairs {
                    path.extend(column.path.iter().map(|key| PathStep::Key(key)));
                }
                let words = changed_value(subject, column, &change);
                let place = row.row.place;
                self.changes.changed.push(RowChange { words, file: current.file, path, place });
                changes.push(change);
            }
        }
        self.changes.unchanged += usize::from(changes.is_empty());
        changes
    }
}

/// What a cell changed, in words.
pub(super) fn changed_value(subject: &str, column: &SheetColumn, (_, value): &KeyChange) -> String {
    let removed = if value.is_none() { " removed" } else { "" };
    format!("{subject}: {}{removed}", column.heading)
}
