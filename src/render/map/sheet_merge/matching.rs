//! Which row of a workbook is which row of the map.
//!
//! A row is found by its checksum, which is that of the map's row when the workbook was written, or by its id and what
//! else distinguishes it from others, as it is or as it was then.

use crate::{
    import::map_sheets::{
        ColumnRole, EntryIds, MapRow, MapSheet, RowKind, RowStamp, SheetColumn, SheetRow,
        SheetTable, is_same_cell,
    },
    input::ValueType,
};
use std::collections::HashMap;

/// What a row of a workbook is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowMatch {
    /// The row of the map with this number.
    Known(usize),
    /// A row that the map doesn't have.
    New,
    /// The row of something that has left the map since the workbook was written.
    Left,
    /// A repetition of the row above with this number, from 1.
    Duplicate(u32),
}

/// The checksums that a row of the map has with and without confidential columns.
pub(super) fn stamps(sheet: MapSheet, row: &MapRow) -> [u64; 2] {
    let cells = || sheet.columns().iter().zip(row.cells.iter().map(String::as_str));
    // The workbook may have been written without confidential columns.
    let open = cells().filter(|(column, _)| !column.is_confidential());
    [RowStamp::sum(cells()), RowStamp::sum(open)]
}

/// The rows of a map, to be found by the rows of a workbook.
pub(super) struct RowMatcher<'r> {
    sheet: MapSheet,
    ids: &'r EntryIds<'r>,
    current: &'r [MapRow],
    /// Whether the rows of the workbook are to be compared with those of the map that it was written from.
    is_merge: bool,
    taken: Vec<bool>,
    by_stamp: HashMap<u64, Vec<usize>>,
    by_key: HashMap<Vec<String>, Vec<usize>>,
    /// By the checksums of what distinguishes a row from others.
    by_key_stamp: HashMap<Vec<u64>, Vec<usize>>,
}

impl<'r> RowMatcher<'r> {
    pub(super) fn new(
        sheet: MapSheet,
        ids: &'r EntryIds<'r>,
        current: &'r [MapRow],
        is_merge: bool,
    ) -> Self {
        let taken = vec![false; current.len()];
        let (by_stamp, by_key, by_key_stamp) = (HashMap::new(), HashMap::new(), HashMap::new());
        let mut matcher =
            Self { sheet, ids, current, is_merge, taken, by_stamp, by_key, by_key_stamp };
        for (at, row) in current.iter().enumerate() {
            for stamp in stamps(sheet, row) {
                matcher.by_stamp.entry(stamp).or_default().push(at);
            }
            let key = matcher.key(&|column| row.cells[column].clone());
            matcher.by_key.entry(key).or_default().push(at);
            let key_cells = matcher.key_columns().map(|(at, column)| (column, &*row.cells[at]));
            let stamp = RowStamp::of_cells(key_cells);
            matcher.by_key_stamp.entry(stamp).or_default().push(at);
        }
        matcher
    }

    /// Finds what each row is.
    pub(super) fn matches(mut self, table: &SheetTable) -> Vec<RowMatch> {
        let keys: Vec<Vec<String>> = table.rows.iter().map(|row| self.row_key(row)).collect();
        let mut found: Vec<Option<usize>> = vec![None; table.rows.len()];
        // The surest first, over all rows: a copied row must not take the place of the original.
        for way in RowLookup::ALL {
            for ((row, key), found) in table.rows.iter().zip(&keys).zip(&mut found) {
                if found.is_none() {
                    *found = self.find(row, key, way);
                }
            }
        }
        let mut first: HashMap<&[String], &SheetRow> = HashMap::new();
        let mut matches = Vec::with_capacity(found.len());
        for ((row, key), found) in table.rows.iter().zip(&keys).zip(found) {
            let earlier = first.get(key.as_slice()).copied();
            matches.push(match (found, earlier) {
                (Some(at), _) => RowMatch::Known(at),
                (None, Some(earlier)) if self.is_duplicate(row, earlier) => {
                    RowMatch::Duplicate(earlier.number)
                }
                (None, _) if self.has_left(row) => RowMatch::Left,
                (None, _) => RowMatch::New,
            });
            first.entry(key).or_insert(row);
        }
        matches
    }

    fn find(&mut self, row: &SheetRow, key: &[String], way: RowLookup) -> Option<usize> {
        let stamp = row.stamp.as_ref().filter(|_| self.is_merge);
        let candidates = match (way, stamp) {
            (RowLookup::StampAndKey | RowLookup::Stamp, Some(stamp)) => {
                self.by_stamp.get(&stamp.sum)?
            }
            (RowLookup::StampAndKey | RowLookup::Stamp, None)
            | (RowLookup::UndatedKey, Some(_)) => {
                return None;
            }
            (RowLookup::Key, _) => self.by_key.get(key)?,
            (RowLookup::UndatedKey, None) => self.by_key.get(&self.undated_key(row)?)?,
            (RowLookup::FormerKey, stamp) => {
                let columns = self.key_columns().map(|(_, column)| column);
                self.by_key_stamp.get(&stamp?.held_cells(columns)?)?
            }
        };
        let is_completed =
            |at: usize| way != RowLookup::UndatedKey || self.is_completed(row, &self.current[at]);
        let has_key = |at: usize| self.key(&|column| self.current[at].cells[column].clone()) == key;
        let fits = |at: &&usize| {
            let has_wanted_key = way != RowLookup::StampAndKey || has_key(**at);
            !self.taken[**at] && has_wanted_key && is_completed(**at)
        };
        let found = candidates.iter().find(fits).copied()?;
        self.taken[found] = true;
        Some(found)
    }

    /// The columns that distinguish a row from others, with their numbers.
    fn key_columns(&self) -> impl Iterator<Item = (usize, &'static SheetColumn)> + use<> {
        let columns = self.sheet.columns();
        self.sheet.key_columns().into_iter().map(|at| (at, &columns[at]))
    }

    /// Whether a row without a row of the map repeats a row above it.
    fn is_duplicate(&self, row: &SheetRow, earlier: &SheetRow) -> bool {
        let says_same = || (0..row.cells.len()).all(|at| row.text(at) == earlier.text(at));
        match self.sheet.row_kind() {
            RowKind::Entries | RowKind::Pairs => true,
            // A map may hold a measurement or recipient twice, and comes back with both.
            RowKind::Items(..) | RowKind::Records => {
                (self.is_merge || row.stamp.is_none()) && says_same()
            }
        }
    }

    /// Whether a row was one of the map when the workbook was written. A copy of a row has the checksum of a row that
    /// is still there.
    fn has_left(&self, row: &SheetRow) -> bool {
        row.stamp
            .as_ref()
            .is_some_and(|stamp| self.is_merge && !self.by_stamp.contains_key(&stamp.sum))
    }

    /// What distinguishes a row from others: ids where cells name something.
    fn key(&self, cell: &dyn Fn(usize) -> String) -> Vec<String> {
        let columns = self.sheet.key_columns().into_iter();
        columns.map(|column| self.ids.canonical(&cell(column))).collect()
    }

    /// What distinguishes a row without its date; none where it has no such cell.
    fn undated_key(&self, row: &SheetRow) -> Option<Vec<String>> {
        let mut key = self.row_key(row);
        let (at, _) = self.key_columns().enumerate().find_map(|(at, (_, column))| {
            (column.value_type == ValueType::Date).then_some((at, column))
        })?;
        key.get_mut(at)?.clear();
        Some(key)
    }

    /// Whether a row says what a row of the map says, or more.
    fn is_completed(&self, row: &SheetRow, current: &MapRow) -> bool {
        let columns = self.sheet.columns().iter().enumerate();
        columns.filter(|(_, column)| column.role != ColumnRole::OwnerName).all(|(at, column)| {
            let (cell, old) = (row.text(at), current.cells[at].as_str());
            old.is_empty()
                || is_same_cell(column, cell, old)
                || self.ids.canonical(cell) == self.ids.canonical(old)
        })
    }

    fn row_key(&self, row: &SheetRow) -> Vec<String> {
        if let (MapSheet::Entries(list), "") = (self.sheet, row.text(0)) {
            // A row without an id is the entry with its name.
            let name = row.text(1);
            let ids = self.ids.named(name).iter();
            let of_list = ids.copied().find(|id| self.ids.list(id) == Some(list));
            return vec![of_list.map_or_else(|| format!("\n{name}"), str::to_owned)];
        }
        let name = match self.sheet.row_kind() {
            // An item without an id belongs to the entry with the name beside it.
            RowKind::Items(..) if row.text(0).is_empty() => self.sheet.column("name"),
            RowKind::Items(..) | RowKind::Entries | RowKind::Records | RowKind::Pairs => None,
        };
        self.key(&|column| row.text(name.filter(|_| column == 0).unwrap_or(column)).to_owned())
    }
}

/// How a row of the map is looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RowLookup {
    StampAndKey,
    Stamp,
    Key,
    /// By what distinguished it from others when the workbook was written.
    FormerKey,
    /// A new row as it was added before, when its date could not be read.
    UndatedKey,
}

impl RowLookup {
    /// The surest first.
    const ALL: [Self; 5] =
        [Self::StampAndKey, Self::Stamp, Self::Key, Self::FormerKey, Self::UndatedKey];
}
