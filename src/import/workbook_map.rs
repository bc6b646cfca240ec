//! The workbook that `custmap sheet` writes, taken back: a sheet for each list.

use super::{
    ImportError, ImportJob, Importer, List, TableFile, TableFormat, Value, Workbook,
    job::{file_name, first_names},
    keys,
    map_sheets::{CHECKSUM, MapTable, ORGANISATION, SEPARATOR, checksum},
    mapping::{ColumnMapping, ColumnMatching, TableMapping},
    rows,
    table::{Row, SourceTable},
};
use crate::{
    diag::{Code, Diagnostic, Severity, Slice, count},
    input::{self, Text},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

/// The rows that a map has now, by sheet and key: their cells in the order of the columns.
pub type CurrentRows = BTreeMap<(&'static str, String), Vec<String>>;

/// A workbook of a map as a source.
#[derive(Debug)]
pub struct WorkbookImporter {
    /// The file.
    pub file: PathBuf,
    /// The rows of the map into which it is merged; none where a map is made.
    pub current: Option<CurrentRows>,
}

impl Importer for WorkbookImporter {
    fn word(&self) -> &'static str {
        "workbook"
    }

    fn file(&self) -> &Path {
        &self.file
    }

    fn looks_for(&self) -> &'static str {
        "a workbook that `custmap sheet` wrote: sheets such as departments, services and relationships"
    }

    fn may_be_unchanged(&self) -> bool {
        self.current.is_some()
    }

    fn import(&self, job: &mut ImportJob) -> Result<(), ImportError> {
        let bytes = job.read_bytes(&self.file)?;
        let name = input::display_name(&self.file);
        let wrong = |source| ImportError::Sheet { file: name.clone(), source };
        let mut book = Workbook::open(bytes).map_err(wrong)?;
        let sheets: Vec<String> = book.sheets().iter().map(|sheet| sheet.name.clone()).collect();
        let (mut unknown, mut seen) = (Vec::new(), BTreeSet::new());
        for sheet_name in &sheets {
            let table = MapTable::named(sheet_name);
            if table.is_none() && sheet_name != ORGANISATION {
                if sheet_name != "names" {
                    unknown.push(sheet_name.clone());
                }
                continue;
            }
            let sheet = book.sheet(sheet_name).map_err(wrong)?;
            let file = job.sources.add_sheet(&*name, sheet.name, sheet.text);
            let layout = TableFile::new(file, b',');
            job.tables.push(layout.clone());
            match table {
                Some(table) => self.read(table, &layout, job, &mut seen),
                None => organisation(&layout, job),
            }
        }
        if !unknown.is_empty() && unknown.len() < sheets.len() {
            job.summary.notes.push(format!("sheets not used: {}", first_names(&unknown)));
        }
        self.report_gone(&seen, job);
        Ok(())
    }
}

impl WorkbookImporter {
    /// Reads a sheet with the table of a map.
    fn read(
        &self,
        kind: MapTable,
        layout: &TableFile,
        job: &mut ImportJob,
        seen: &mut BTreeSet<(&'static str, String)>,
    ) {
        let table = layout.table(&job.sources);
        let columns = table.columns();
        let mut changes = RowChanges { kind, columns: &columns, unchanged: Vec::new(), seen };
        let conflicts = changes.find(&table, self.current.as_ref());
        let unchanged = changes.unchanged;
        let mappings = mappings(kind, &columns);
        let format = TableFormat { unchanged, keeps_totals: true, ..TableFormat::default() };
        let name = format!("{}: {}", file_name(&self.file), kind.name());
        let before = job.summary.notes.len();
        rows(&name, &table, &mappings, &format, &mut job.draft, &mut job.summary);
        // The checksum fills no key.
        let is_checksum =
            |note: &str| note.starts_with("columns not used: checksum (") && !note.contains("), ");
        let is_of_interest = |note: &String| !is_checksum(note);
        let notes = job.summary.notes.split_off(before);
        job.summary.notes.extend(notes.into_iter().filter(is_of_interest));
        job.summary.rejected.extend(conflicts);
    }

    /// Reports the entries of the map that have no row any more.
    fn report_gone(&self, seen: &BTreeSet<(&'static str, String)>, job: &mut ImportJob) {
        let current = self.current.iter().flat_map(BTreeMap::keys);
        let gone: Vec<String> = current
            .filter(|key| !seen.contains(*key) && seen.iter().any(|(sheet, _)| *sheet == key.0))
            .map(|(sheet, key)| format!("{} ({sheet})", key.replace('\n', " ").trim_end()))
            .collect();
        if !gone.is_empty() {
            let (rows, names) = (count(gone.len(), "row"), first_names(&gone));
            job.summary.notes.push(format!(
                "{rows} of the map gone from the workbook, and kept in the map: {names}"
            ));
        }
    }
}

/// The changes of the rows of a sheet.
struct RowChanges<'c> {
    kind: MapTable,
    columns: &'c [Text],
    /// The rows that say what they said when the sheet was written, and those that are in conflict.
    unchanged: Vec<u32>,
    seen: &'c mut BTreeSet<(&'static str, String)>,
}

impl RowChanges<'_> {
    /// Finds the rows that are unchanged, or were changed in the map too, which are the conflicts that it returns.
    fn find(&mut self, table: &SourceTable<'_>, current: Option<&CurrentRows>) -> Vec<Diagnostic> {
        let mut conflicts = Vec::new();
        let Some(current) = current else {
            return conflicts;
        };
        let checksum_column = self.columns.iter().position(|column| &*column.value == CHECKSUM);
        table.rows(|row, _| {
            let cells = self.cells(row);
            let key = (self.kind.name(), row_key(self.kind, &cells));
            self.seen.insert(key.clone());
            let stored = checksum_column.and_then(|column| row.text(column));
            let Some(stored) = stored else {
                return;
            };
            let mask = |now: &Vec<String>| self.masked(now);
            if *stored.value == checksum(cells.iter().map(String::as_str)) {
                self.unchanged.push(row.number());
            } else if let Some(now) = current.get(&key).map(mask)
                && *stored.value != checksum(now.iter().map(String::as_str))
                && now != cells
            {
                conflicts.push(conflict(self.kind, row, &cells, &now));
                self.unchanged.push(row.number());
            }
        });
        conflicts
    }

    /// The cells of the map without those for which the sheet has no column.
    fn masked(&self, now: &[String]) -> Vec<String> {
        let has = |heading: &str| self.columns.iter().any(|column| &*column.value == heading);
        let cells = headings(self.kind).into_iter().zip(now);
        cells
            .map(|(heading, cell)| if has(heading) { cell.clone() } else { String::new() })
            .collect()
    }

    /// The cells of a row in the order of the columns of the table.
    fn cells(&self, row: &Row) -> Vec<String> {
        let cell = |heading: &str| {
            let column = self.columns.iter().position(|column| &*column.value == heading)?;
            Some(row.text(column)?.value.to_string())
        };
        headings(self.kind).iter().map(|heading| cell(heading).unwrap_or_default()).collect()
    }
}

/// A row that was changed in the sheet and in the map.
fn conflict(kind: MapTable, row: &Row, sheet: &[String], map: &[String]) -> Diagnostic {
    let headings = headings(kind);
    let differing =
        headings.iter().zip(sheet.iter().zip(map)).filter(|(_, (sheet, map))| sheet != map);
    let sides: Vec<String> = differing
        .map(|(heading, (sheet, map))| {
            let shown = |text: &str| {
                if text.is_empty() { "nothing".to_owned() } else { format!("`{text}`") }
            };
            format!("{heading}: {} in the sheet, {} in the map", shown(sheet), shown(map))
        })
        .collect();
    let message = format!("this row was changed in the sheet and in the map: {}", sides.join("; "));
    let mut problem = Diagnostic::new(Code::BadRow, row.place(), message);
    problem.severity = Severity::Warning;
    problem.help("change the map by hand, or write a new sheet with custmap sheet and change that")
}

/// The headings of a table without the checksum.
#[must_use]
pub fn headings(kind: MapTable) -> Vec<&'static str> {
    let columns = kind.columns();
    let own = columns.iter().map(|(path, _)| match *path {
        "serves" => "to",
        "paid_by" => "from",
        path => path,
    });
    match kind {
        MapTable::Entries(_) => own.collect(),
        MapTable::Relationships | MapTable::Payments => {
            ["list", "id", "name"].into_iter().chain(own).collect()
        }
    }
}

/// What tells a row of a table from the others: the id, or the id with the recipient or payer and the date.
#[must_use]
pub fn row_key(kind: MapTable, cells: &[String]) -> String {
    let headings = headings(kind);
    let parts = ["id", "to", "from", "satisfaction.measured"].iter().filter_map(|wanted| {
        let at = headings.iter().position(|heading| heading == wanted)?;
        cells.get(at).cloned()
    });
    parts.collect::<Vec<_>>().join("\n")
}

/// How the columns of a sheet fill the keys of a list.
fn mappings(kind: MapTable, columns: &[Text]) -> Vec<TableMapping> {
    let lists = match kind {
        MapTable::Entries(list) => vec![list],
        MapTable::Relationships | MapTable::Payments => {
            vec![List::Departments, List::People, List::Services]
        }
    };
    lists.into_iter().map(|list| mapping(kind, list, columns)).collect()
}

fn mapping(kind: MapTable, list: List, columns: &[Text]) -> TableMapping {
    let find = |heading: &str| columns.iter().find(|column| &*column.value == heading).cloned();
    let mut mapping = TableMapping {
        list,
        columns: Vec::new(),
        constants: Vec::new(),
        values: Vec::new(),
        split: Some(SEPARATOR.into()),
        same_score: false,
        matching: ColumnMatching::MappedOnly,
    };
    for (path, key_kind) in keys::of(list) {
        let heading = match kind.items() {
            None => Some(path),
            Some(top) if path == top => Some(if top == "serves" { "to" } else { "from" }),
            Some(_) if matches!(path, "id" | "name") => Some(path),
            Some(top) => {
                path.split_once('.').filter(|(first, _)| *first == top).map(|(_, rest)| rest)
            }
        };
        let Some(column) = heading.and_then(find) else {
            continue;
        };
        let mut column = ColumnMapping::plain(column);
        if kind.items().is_some()
            && let Some(of) = find("list")
        {
            let word = Text { value: list.key().into(), place: of.place };
            column.when = vec![(of, vec![word])];
        }
        mapping.columns.push((path, key_kind, vec![column]));
    }
    mapping
}

/// Reads what the workbook says of the organisation.
fn organisation(layout: &TableFile, job: &mut ImportJob) {
    let table = layout.table(&job.sources);
    let mut pairs: Vec<(Slice, Value)> = Vec::new();
    table.rows(|row, _| {
        if let (Some(key), Some(value)) = (row.text(0), row.text(1)) {
            pairs.push((key.value, Value::Text(value)));
        }
    });
    job.draft.organisation.extend(pairs);
}
