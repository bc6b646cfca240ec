//! A staff list or a list of units, as HR systems export it: an id, and the id of the manager or parent.
//!
//! Rows with a manager are people. A department's lead is the one person of it who reports to somebody outside it,
//! and it is part of the department of that manager. Rows with a parent are departments.

mod columns;
mod field;
mod lines;
mod units;

pub use columns::Columns;
pub use field::Field;

use super::{
    Draft, Entry, List, Value, keys,
    table::{Shape, Table},
};
use crate::{
    diag::{Code, Diagnostic, Place},
    input::Text,
};
use lines::Lines;

/// One row: a person or a department.
struct Member {
    entry: Entry,
    /// The manager or parent, as the row names it.
    above: Option<Text>,
    department: Option<Text>,
}

/// What was read of a staff list and what was not.
#[derive(Debug, Default)]
pub struct Staff {
    /// How many rows.
    pub rows: usize,
    /// What was found out or left out.
    pub notes: Vec<String>,
    /// What is wrong with rows, each of which is left out.
    pub problems: Vec<Diagnostic>,
    /// What is doubtful.
    pub doubts: Vec<Diagnostic>,
}

/// Adds what the rows of a staff list make.
///
/// # Errors
/// What is wrong with the columns: no row is read then.
pub fn staff(
    table: &Table<'_>,
    said: &[(Text, Text)],
    draft: &mut Draft,
) -> Result<Staff, Vec<Diagnostic>> {
    let columns = Columns::find(table, said)?;
    let mut staff = Staff::default();
    staff.notes.extend(columns.notes());
    let members = members(table, &columns, &mut staff);
    let lines = Lines::of(&members, columns.above().word(), &mut staff);
    if columns.above() == Field::Parent {
        for (at, member) in members.iter().enumerate() {
            let mut entry = member.entry.clone();
            let above = lines.above(at).and_then(|above| members[above].entry.id.clone());
            entry.keys.insert(0, ("part_of", Value::List(Vec::new())));
            match above {
                Some(above) => entry.keys[0].1 = Value::Refer(above, keys::DEPARTMENTS),
                None => {
                    entry.keys.remove(0);
                }
            }
            draft.add(List::Departments, entry);
        }
    } else {
        units::add(&members, &lines, draft, &mut staff);
        for member in members {
            let mut entry = member.entry;
            if let Some(department) = member.department {
                let department = Value::Refer(department, keys::DEPARTMENTS);
                entry.keys.insert(0, ("department", department));
            }
            draft.add(List::People, entry);
        }
    }
    Ok(staff)
}

/// The rows that are sound.
fn members(table: &Table<'_>, columns: &Columns, staff: &mut Staff) -> Vec<Member> {
    let mut members = Vec::new();
    table.rows(|row, shape| {
        staff.rows += 1;
        if let Shape::Broken(problem) = shape {
            staff.problems.push(problem);
            return;
        }
        if row.is_empty() {
            return;
        }
        let Some(name) = columns.name(row) else {
            let problem = Diagnostic::new(Code::BadRow, row.place(), "this row has no name");
            staff
                .problems
                .push(problem.help("fill it in, or add --keep-going: the row is left out"));
            return;
        };
        let mut entry = Entry::new(name);
        entry.place = row.place();
        entry.id = columns.cell(Field::Id, row);
        columns.fill(row, &mut entry);
        members.push(Member {
            entry,
            above: columns.cell(columns.above(), row),
            department: columns.cell(Field::Department, row),
        });
    });
    members
}

/// A doubt about a row, at a place.
fn doubt(code: Code, place: Place, message: String) -> Diagnostic {
    Diagnostic::new(code, place, message)
}
