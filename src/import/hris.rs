//! A staff list or a list of units, as HR systems export it: an id, and the id of the manager or parent.
//!
//! Rows with a manager are people. A department's lead is the one person of it who reports to somebody outside it,
//! and it is part of the department of that manager. Rows with a parent are departments. Of people only those who lead
//! come into the map unless all are wanted: a map names people on whom others depend.

mod columns;
mod field;
mod lines;
mod member;
mod status;
mod system;
mod units;

use super::{
    Draft, FigureKind, FigureStyle, ImportError, ImportJob, ImportSummary, Importer, List,
    TableFormat, Value,
    field_columns::TableField as _,
    filter::RowFilter,
    job::{file_name, first_names},
    keys, records,
    table::SourceTable,
};
use crate::diag::{Code, Diagnostic, Slice, count};
use columns::Columns;
use field::Field;
use lines::Lines;
use member::Member;
use status::Attendance;
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};
use units::StaffUnits;

/// A staff list as a source.
#[derive(Debug)]
pub struct HrisImporter {
    /// The file.
    pub file: PathBuf,
    /// Its format.
    pub format: TableFormat,
    /// The column of each field that has no usual name: field and column.
    pub columns: Vec<(String, String)>,
    /// The options that say what is imported.
    pub options: StaffOptions,
}

/// The choices for the import of a staff list.
#[derive(Clone, Debug, Default)]
pub struct StaffOptions {
    /// Whether people come in who lead no department.
    pub people: bool,
    /// How many levels of departments are kept; `None`: all.
    pub depth: Option<usize>,
    /// The day on which somebody must not have left, as `2026-05-31`.
    pub today: String,
}

impl Importer for HrisImporter {
    fn word(&self) -> &'static str {
        "hris"
    }

    fn file(&self) -> &Path {
        &self.file
    }

    fn looks_for(&self) -> &'static str {
        "a staff list with one row a person: an id, a name, and a manager or department"
    }

    fn import(&self, job: &mut ImportJob) -> Result<(), ImportError> {
        let read = match records::kind(&self.file) {
            Some(kind) => job.read_records(&self.file, kind)?,
            None => job.read_table(&self.file, &self.format)?,
        };
        if let Some(file) = read {
            let table = file.table(&job.sources);
            let name = file_name(&self.file);
            let list = StaffList {
                name: &name,
                table: &table,
                format: &self.format,
                options: &self.options,
            };
            list.add(&self.columns, &mut job.draft, &mut job.summary);
        }
        Ok(())
    }
}

/// A staff list.
#[derive(Clone, Copy, Debug)]
pub struct StaffList<'t> {
    /// The name of its file.
    pub name: &'t str,
    /// Its rows.
    pub table: &'t SourceTable<'t>,
    /// The format of the table.
    pub format: &'t TableFormat,
    /// The options that say what is imported.
    pub options: &'t StaffOptions,
}

impl StaffList<'_> {
    /// Adds what the rows make, with the column of each field that has no usual name. Where columns are wrong no row is
    /// read.
    pub fn add(self, mapped: &[(String, String)], draft: &mut Draft, summary: &mut ImportSummary) {
        let columns = match Columns::find(self.table, mapped) {
            Ok(columns) => columns,
            Err(problems) => {
                summary.errors.extend(problems);
                return;
            }
        };
        let (members, absent) = self.members(&columns, summary);
        let lines = Lines::of(&members, &absent, columns.above().word(), summary);
        if columns.above() == Field::Parent {
            add_departments(members, &lines, draft);
            return;
        }
        let has_managers = members.iter().any(|member| !member.above.is_empty());
        let is_warned = columns.system.is_some_and(|system| system.warning.is_some());
        if !has_managers && !is_warned && members.iter().any(|it| !it.department.is_empty()) {
            summary.notes.push(
                "nobody names a manager, so departments have no leads and no levels (--map manager=COLUMN)"
                    .to_owned(),
            );
        }
        let units = StaffUnits::of(&members, &lines, self.options.depth, summary);
        let leads = units.add(&members, draft, summary);
        let has_departments = !draft.list(List::Departments).is_empty();
        let takes_all = self.options.people || !has_departments;
        let count_all = members.len();
        for (at, member) in members.into_iter().enumerate() {
            if !takes_all && !leads.contains(&at) {
                continue;
            }
            let mut entry = member.entry;
            let department = units.of_member(at).map(|department| ("department", department));
            entry.keys.splice(0..0, department);
            draft.add(List::People, entry);
        }
        if takes_all || leads.len() == count_all {
            return;
        }
        let left = count_all - leads.len();
        summary.notes.push(format!(
            "{left} of {} came in as headcount only, since they lead no department (--people takes all)",
            count(count_all, "person").replace("persons", "people")
        ));
    }

    /// How the dates of the list are written.
    fn dates(self, columns: &Columns) -> FigureStyle {
        let mut dates = self.format.figures;
        self.table.rows(|row, _| {
            for field in [Field::Since, Field::Leaving] {
                if let Some(cell) = columns.cell(field, row) {
                    dates.learn(FigureKind::Date, &cell.value);
                }
            }
        });
        dates
    }

    /// The rows that can be read, and apart from them those who have left.
    fn members(self, columns: &Columns, summary: &mut ImportSummary) -> (Vec<Member>, Vec<Member>) {
        let filter = RowFilter::new(self.table, columns.names(), self.format, &mut summary.errors);
        let dates = self.dates(columns);
        let first_row = self.table.layout.header.last + 1;
        let mut members = Vec::new();
        let mut labels = None;
        let (mut absent, mut absent_rows, mut unknown) = (Vec::new(), Vec::new(), BTreeSet::new());
        filter.rows(self.name, self.table, summary, |row, summary| {
            if row.number() == first_row && columns.is_label(row) {
                labels = Some(row.number());
            } else if columns.presence(row, dates, &self.options.today, &mut unknown)
                == Attendance::Absent
            {
                absent_rows.push(row.number().to_string());
                absent.extend(columns.member(row, dates));
            } else if let Some(member) = columns.member(row, dates) {
                members.push(member);
            } else {
                let problem = Diagnostic::new(Code::BadRow, row.place(), "this row has no name");
                summary.rejected.push(problem.help("fill it in"));
            }
        });
        let shown = labels
            .map(|row| format!("row {row} repeats the names of the columns and was left out"));
        summary.notes.extend(shown);
        summary.notes.extend(columns.notes());
        if !absent_rows.is_empty() {
            let (rows, listed) = (count(absent_rows.len(), "row"), first_names(&absent_rows));
            summary.notes.push(format!(
                "{rows} left out, of people who have left, guests, groups or vacant posts: {listed}"
            ));
        }
        if !unknown.is_empty() {
            let words: Vec<Slice> = unknown.into_iter().collect();
            let words = first_names(&words);
            summary.notes.push(format!("unknown words for a status, taken as present: {words}"));
        }
        summary.notes.extend(columns.system.and_then(|system| system.warning).map(str::to_owned));
        (members, absent)
    }
}

/// Adds rows that are departments themselves.
fn add_departments(members: Vec<Member>, lines: &Lines, draft: &mut Draft) {
    let ids: Vec<_> = members
        .iter()
        .map(|member| member.entry.id.clone().unwrap_or_else(|| member.entry.name.clone()))
        .collect();
    for (at, member) in members.into_iter().enumerate() {
        let mut entry = member.entry;
        let above = lines.above(at).map(|above| ids[above].clone());
        let part_of = above.map(|above| ("part_of", Value::Refer(above, keys::DEPARTMENTS)));
        entry.keys.splice(0..0, part_of);
        draft.add(List::Departments, entry);
    }
}
