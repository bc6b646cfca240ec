//! The rows of a map: a cell for each key, and the place of the record in its file.

use super::{ColumnRole, EMPTY_LIST, MapSheet, RowKind, SheetColumn, cell::cell_text};
use crate::{
    id::{fold_name, slug},
    import::{ExistingEntry, List},
    input::{PathStep, RawKind, RawValue},
};
use std::collections::{HashMap, HashSet};

/// A row of a map.
#[derive(Clone, Debug)]
pub struct MapRow {
    /// Its cells, in the order of the sheet's columns.
    pub cells: Vec<String>,
    /// The number of the file.
    pub file: usize,
    /// The path to the entry, or to the mapping of pairs.
    pub entry: Vec<PathStep<'static>>,
    /// The number of the item in the entry, or of the pair; none of an entry, or of an empty list of items.
    pub item: Option<usize>,
    /// The number of the measurement in the item.
    pub measurement: Option<usize>,
}

impl MapRow {
    /// Whether it shows a further measurement of the item of a row above.
    pub fn is_further(&self) -> bool {
        self.measurement.is_some_and(|at| at > 0)
    }
}

/// The rows of a sheet.
#[derive(Clone, Debug)]
pub struct SheetRows {
    /// The sheet.
    pub sheet: MapSheet,
    /// Its rows.
    pub rows: Vec<MapRow>,
}

/// The ids of the entries of a map.
#[derive(Debug)]
pub struct EntryIds<'e> {
    lists: HashMap<&'e str, List>,
    names: HashMap<String, Vec<&'e str>>,
    /// The ids that entries state.
    explicit: HashSet<String>,
}

impl<'e> EntryIds<'e> {
    /// The ids of some entries, whose files hold these values.
    pub fn new(existing: &'e [ExistingEntry], roots: &[&RawValue]) -> Self {
        let lists = existing.iter().map(|entry| (&*entry.id, entry.list)).collect();
        let mut names: HashMap<String, Vec<&str>> = HashMap::new();
        for entry in existing {
            names.entry(fold_name(&entry.name)).or_default().push(&entry.id);
        }
        let lists_of = |root| List::ALL.into_iter().flat_map(move |list| entries(root, list.key()));
        let all = roots.iter().flat_map(|root| lists_of(*root));
        // Stated ids are needed to know whether a prefixed id was made from a
        // name or written by somebody.
        let explicit = all.filter_map(|(_, entry)| Some(entry.get("id")?.text()?.to_owned()));
        Self { lists, names, explicit: explicit.collect() }
    }

    /// The list of the entry with an id.
    pub fn list(&self, id: &str) -> Option<List> {
        self.lists.get(id).copied()
    }

    /// The id of an entry of a list, which is made of its name where it states none (SPEC 2).
    pub fn id_of(&self, list: List, entry: &RawValue) -> String {
        if let Some(id) = entry.get("id").and_then(RawValue::text) {
            return id.to_owned();
        }
        let slug = slug(entry.get("name").and_then(RawValue::text).unwrap_or(""));
        // SPEC part 2: where the slug is taken, the entry without an id gets the
        // word of its list in front.
        let prefixed = format!("{}-{slug}", list.word());
        let is_prefixed = self.list(&prefixed) == Some(list) && !self.explicit.contains(&prefixed);
        if is_prefixed { prefixed } else { slug }
    }

    /// The id that a text names, by id or by name: the first of several. A text that names nothing is folded.
    pub fn canonical(&self, text: &str) -> String {
        if self.lists.contains_key(text.trim()) {
            return text.trim().to_owned();
        }
        let folded = fold_name(text);
        let found = self.names.get(&folded).and_then(|ids| ids.first());
        found.map_or(folded, |id| (*id).to_owned())
    }

    /// The ids of the entries with a name.
    pub fn named(&self, name: &str) -> &[&'e str] {
        self.names.get(&fold_name(name)).map_or(&[], Vec::as_slice)
    }
}

/// The entries of a list in a file with the paths to them; the organisation is the only one of its list.
fn entries<'r>(
    root: &'r RawValue,
    list: &'static str,
) -> Vec<(Vec<PathStep<'static>>, &'r RawValue)> {
    let words: &[&str] = match list {
        "organisation" => &["organisation", "organization"],
        "beneficiaries" => &["beneficiaries", "customers"],
        "payers" => &["payers", "funders"],
        _ => &[],
    };
    let words = if words.is_empty() { vec![list] } else { words.to_vec() };
    let mut all = Vec::new();
    for word in words {
        match root.get(word) {
            Some(one) if list == "organisation" => all.push((vec![PathStep::Key(word)], one)),
            Some(value) => {
                let items = value.items().iter().enumerate();
                let entries = items.filter(|(_, item)| matches!(item.kind, RawKind::Map(_)));
                all.extend(
                    entries.map(|(at, item)| (vec![PathStep::Key(word), PathStep::Item(at)], item)),
                );
            }
            None => {}
        }
    }
    all
}

/// The rows of a sheet, in the order of the files.
pub fn map_rows(sheet: MapSheet, roots: &[&RawValue], ids: &EntryIds<'_>) -> Vec<MapRow> {
    let mut rows = Vec::new();
    let lists: &[&str] = match sheet.row_kind() {
        RowKind::Entries | RowKind::Records | RowKind::Pairs => &[sheet.name()],
        RowKind::Items(_, owners) => owners,
    };
    for &list in lists {
        for (file, root) in roots.iter().enumerate() {
            if sheet.row_kind() == RowKind::Pairs {
                rows.extend(
                    root.get(list).into_iter().flat_map(|pairs| pair_rows(file, list, pairs)),
                );
                continue;
            }
            for (path, entry) in entries(root, list) {
                let id = match List::named(list) {
                    Some(list) => ids.id_of(list, entry),
                    None => "organisation".to_owned(),
                };
                let row = RowMaker { sheet, file, path, entry, id };
                match sheet.row_kind() {
                    RowKind::Items(key, _) => row.items(key, &mut rows),
                    RowKind::Entries | RowKind::Records | RowKind::Pairs => rows.push(row.entry()),
                }
            }
        }
    }
    rows
}

/// The rows of a mapping, one for each pair.
fn pair_rows(file: usize, list: &'static str, pairs: &RawValue) -> Vec<MapRow> {
    let entries = pairs.pairs().iter().enumerate();
    let row = |(at, (key, value)): (usize, &(crate::input::Text, RawValue))| MapRow {
        cells: vec![key.value.to_string(), value.text().unwrap_or("").to_owned()],
        file,
        entry: vec![PathStep::Key(list)],
        item: Some(at),
        measurement: None,
    };
    entries.map(row).collect()
}

/// Makes the rows of an entry.
struct RowMaker<'r> {
    sheet: MapSheet,
    file: usize,
    path: Vec<PathStep<'static>>,
    entry: &'r RawValue,
    id: String,
}

impl RowMaker<'_> {
    fn entry(&self) -> MapRow {
        let cell = |column: &SheetColumn| {
            // The organisation's id is nobody's key.
            if column.role == ColumnRole::Id && self.sheet != MapSheet::Organisation {
                self.id.clone()
            } else {
                cell_text(at_path(self.entry, &column.path), column)
            }
        };
        self.row(self.sheet.columns().iter().map(cell).collect(), None, None)
    }

    fn items(&self, key: &'static str, rows: &mut Vec<MapRow>) {
        let Some(value) = self.entry.get(key) else {
            return;
        };
        let is_empty = matches!(&value.kind, RawKind::List(items) if items.is_empty());
        // An empty `serves` or `paid_by` is a statement (nobody pays, SPEC 3.6); an empty list
        // of reasons says nothing.
        if is_empty && self.sheet != MapSheet::Reasons {
            rows.push(self.row(self.item_cells(None, None), None, None));
        }
        for (at, item) in value.items().iter().enumerate() {
            let measured = item.get("satisfaction").map_or(&[][..], RawValue::items);
            // A dash with nothing behind it: the item is an error of the map
            // and has nothing to show.
            if matches!(item.kind, RawKind::Null) {
                continue;
            }
            if measured.is_empty() {
                rows.push(self.row(self.item_cells(Some(item), None), Some(at), None));
            }
            for measurement in measured.iter().enumerate() {
                let cells = self.item_cells(Some(item), Some(measurement));
                rows.push(self.row(cells, Some(at), Some(measurement.0)));
            }
        }
    }

    /// The cells of an item, or of an empty list; of a further measurement only its own, and those that say whose it is.
    fn item_cells(
        &self,
        item: Option<&RawValue>,
        measurement: Option<(usize, &RawValue)>,
    ) -> Vec<String> {
        let is_first = measurement.is_none_or(|(number, _)| number == 0);
        let name = || self.entry.get("name").and_then(RawValue::text).unwrap_or("").to_owned();
        let cell = |column: &SheetColumn| match (column.role, item) {
            (ColumnRole::Id, _) => self.id.clone(),
            (ColumnRole::OwnerName, _) => name(),
            (ColumnRole::Value, None) if is_short(&column.path) => EMPTY_LIST.to_owned(),
            (ColumnRole::Value, Some(item)) if is_short(&column.path) => {
                // An item can be the bare name of a recipient or payer instead of a mapping.
                let text = item.get(column.path[0]).or(Some(item));
                cell_text(text.filter(|value| value.text().is_some()), column)
            }
            (ColumnRole::Value, Some(item)) if is_first => {
                cell_text(at_path(item, &column.path), column)
            }
            (ColumnRole::Value, _) => String::new(),
            (ColumnRole::Measurement, _) => {
                let value = measurement.and_then(|(_, one)| at_path(one, &column.path));
                cell_text(value, column)
            }
        };
        self.sheet.columns().iter().map(cell).collect()
    }

    fn row(&self, cells: Vec<String>, item: Option<usize>, measurement: Option<usize>) -> MapRow {
        let entry = self.path.clone();
        MapRow { cells, file: self.file, entry, item, measurement }
    }
}

/// Whether a text may be written for the whole record of a key.
fn is_short(path: &[&str]) -> bool {
    matches!(path, ["to" | "from"])
}

/// The value at a path of keys.
fn at_path<'r>(record: &'r RawValue, path: &[&str]) -> Option<&'r RawValue> {
    path.iter().try_fold(record, |value, key| value.get(key))
}
