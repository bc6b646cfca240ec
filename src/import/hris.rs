//! A staff list or a list of units, as HR systems export it: an id, and the id of the manager or parent.
//!
//! Rows with a manager are people. A department's lead is the one person of it who reports to somebody outside it,
//! and it is part of the department of that manager. Rows with a parent are departments.

mod columns;
mod field;
mod lines;
mod member;
mod units;

pub use columns::Columns;
pub use field::Field;

use super::{
    Draft, Entry, FigureKind, ImportError, ImportJob, ImportSummary, Importer, List, TableFormat,
    Value,
    filter::RowFilter,
    job::{count, file_name},
    keys,
    table::{RowShape, Table},
};
use crate::diag::{Code, Diagnostic};
use lines::Lines;
use member::Member;
use std::path::{Path, PathBuf};

/// A staff list as a source.
#[derive(Debug)]
pub struct HrisImporter {
    /// The file.
    pub file: PathBuf,
    /// Its format.
    pub format: TableFormat,
    /// The column of each field that has no usual name: field and column.
    pub columns: Vec<(String, String)>,
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
        if let Some(file) = job.read_table(&self.file, &self.format)? {
            let table = file.table(&job.sources);
            let name = file_name(&self.file);
            staff(&name, &table, &self.columns, &self.format, &mut job.draft, &mut job.summary);
        }
        Ok(())
    }
}

/// Adds what the rows of a staff list make; `name` is that of its file. Where columns are wrong no row is read.
pub fn staff(
    name: &str,
    table: &Table<'_>,
    mapped: &[(String, String)],
    format: &TableFormat,
    draft: &mut Draft,
    summary: &mut ImportSummary,
) {
    let columns = match Columns::find(table, mapped) {
        Ok(columns) => columns,
        Err(problems) => {
            summary.errors.extend(problems);
            return;
        }
    };
    let members = members(name, table, &columns, format, summary);
    let lines = Lines::of(&members, columns.above().word(), summary);
    if columns.above() == Field::Parent {
        for (at, member) in members.iter().enumerate() {
            let mut entry = member.entry.clone();
            let above = lines.above(at).and_then(|above| members[above].entry.id.clone());
            let part_of = above.map(|above| ("part_of", Value::Refer(above, keys::DEPARTMENTS)));
            entry.keys.splice(0..0, part_of);
            draft.add(List::Departments, entry);
        }
    } else {
        units::add(&members, &lines, draft, summary);
        for member in members {
            let mut entry = member.entry;
            if let Some(department) = member.department {
                let department = Value::Refer(department, keys::DEPARTMENTS);
                entry.keys.insert(0, ("department", department));
            }
            draft.add(List::People, entry);
        }
    }
}

/// The rows that can be read.
fn members(
    name: &str,
    table: &Table<'_>,
    columns: &Columns,
    format: &TableFormat,
    summary: &mut ImportSummary,
) -> Vec<Member> {
    let mut members = Vec::new();
    let mut rows = 0;
    let mut filter = RowFilter::new(table, columns.names(), format, &mut summary.errors);
    let mut dates = format.figures;
    table.rows(|row, _| {
        if let Some(cell) = columns.cell(Field::Since, row) {
            dates.learn(FigureKind::Date, &cell.value);
        }
    });
    table.rows(|row, shape| {
        rows += 1;
        let is_taken = filter.take(row);
        match shape {
            RowShape::Unclosed(problem) => return summary.errors.push(problem),
            RowShape::Broken(problem) => return summary.rejected.push(problem),
            RowShape::Valid if row.is_empty() || !is_taken => return,
            RowShape::Valid => {}
        }
        let Some(name) = columns.name(row) else {
            let problem = Diagnostic::new(Code::BadRow, row.place(), "this row has no name");
            summary.rejected.push(problem.help("fill it in"));
            return;
        };
        let mut entry = Entry::new(name);
        entry.place = row.place();
        entry.id = columns.cell(Field::Id, row);
        columns.fill(row, dates, &mut entry);
        members.push(Member {
            entry,
            above: columns.cell(columns.above(), row),
            department: columns.cell(Field::Department, row),
        });
    });
    summary.notes.push(format!("{name}: {}", count(rows, "row")));
    summary.notes.extend(filter.notes(table));
    summary.notes.extend(columns.notes());
    members
}
