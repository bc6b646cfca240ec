//! Which column of a staff list is what: by what systems call it, or as the user says.

use super::{
    Field,
    member::{Member, common_name, department_path},
    status::{self, Attendance},
    system::System,
};
use crate::{
    diag::{Diagnostic, Slice, edit_distance},
    import::{
        Entry, FigureKind, FigureStyle, Row, SourceTable, Value,
        field_columns::{FieldColumns, plain},
        keys,
        names::name_and_id,
    },
    input::Text,
};
use std::collections::BTreeSet;

/// The columns of a staff list.
#[derive(Debug)]
pub(super) struct Columns {
    fields: FieldColumns<Field>,
    /// The system that wrote the file, if its columns show it.
    pub(super) system: Option<System>,
}

impl Columns {
    /// Finds the columns: as mapped, else by their usual names.
    pub(super) fn find(
        table: &SourceTable<'_>,
        mapped: &[(String, String)],
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut problems = Vec::new();
        let mut fields = FieldColumns::<Field>::new(table.columns());
        let system = System::of(&fields.plain);
        fields.take_mapped(mapped, table.first_place(), &mut problems);
        fields.take_usual(|_| true);
        // An organisation chart calls the manager the parent: rows with a job or an address are people.
        let is_of_people = [Field::Title, Field::Email, Field::Since, Field::Department]
            .into_iter()
            .any(|field| fields.has(field));
        let is_mapped = mapped.iter().any(|(word, column)| word == "parent" && !column.is_empty());
        if is_of_people && !is_mapped && !fields.has(Field::Manager) {
            for (field, _) in &mut fields.found {
                if *field == Field::Parent {
                    *field = Field::Manager;
                }
            }
        } else if is_of_people && !is_mapped {
            fields.found.retain(|(field, _)| *field != Field::Parent);
        }
        let has_name = [Field::Name, Field::Last, Field::First].map(|field| fields.has(field));
        if has_name == [false; 3] && problems.is_empty() {
            let message = "which column is the name?";
            problems.push(fields.missing(Field::Name, message, table.first_place()));
        }
        if problems.is_empty() { Ok(Self { fields, system }) } else { Err(problems) }
    }

    /// The names of all columns.
    pub(super) fn names(&self) -> &[Text] {
        &self.fields.names
    }

    fn columns(&self, field: Field) -> impl Iterator<Item = usize> {
        self.fields.columns(field)
    }

    /// What a row says of a field: the first cell that says anything.
    pub(super) fn cell(&self, field: Field, row: &Row) -> Option<Text> {
        self.fields.cell(field, row)
    }

    /// The field that names the parent of a row: a row with a parent is a department.
    pub(super) fn above(&self) -> Field {
        if self.fields.has(Field::Parent) { Field::Parent } else { Field::Manager }
    }

    /// Which system wrote the file, what is taken from which column, and what from none.
    pub(super) fn notes(&self) -> Vec<String> {
        let system =
            self.system.map(|system| format!("recognised as an export of {}", system.name));
        system.into_iter().chain(self.fields.notes(None)).collect()
    }

    /// Whether a row repeats the names of the columns, as the second row of some systems does.
    pub(super) fn is_label(&self, row: &Row) -> bool {
        /// No label is longer, and comparing takes its length squared.
        const LONGEST_LABEL: usize = 100;
        let alike = |(at, name): (usize, &Text)| {
            let cell = row.text(at)?;
            let (cell, name) = (plain(&cell.value), plain(&name.value));
            let is_alike = cell == name
                || cell.starts_with(&name)
                || name.starts_with(&cell)
                || cell.len() <= LONGEST_LABEL
                    && edit_distance(&cell, &name) * 2 <= name.chars().count();
            Some(is_alike)
        };
        let cells: Vec<bool> = self.names().iter().enumerate().filter_map(alike).collect();
        let count = cells.iter().filter(|alike| **alike).count();
        count > 2 && count * 2 > cells.len()
    }

    /// Whether the person of a row works there `today`; the words that no system writes are added to `unknown`.
    pub(super) fn presence(
        &self,
        row: &Row,
        dates: FigureStyle,
        today: &str,
        unknown: &mut BTreeSet<Slice>,
    ) -> Attendance {
        let leaving = self.cell(Field::Leaving, row);
        let last_day = leaving.and_then(|cell| dates.plain(FigureKind::Date, &cell.value));
        // A month or year counts as its last day (SPEC 2).
        if last_day.is_some_and(|day| today.get(..day.len()).is_some_and(|today| *day < *today)) {
            return Attendance::Absent;
        }
        let is_nobody = |at: usize| {
            let cell = row.text(at);
            cell.is_some_and(|cell| status::of_name(&cell.value) == Attendance::Absent)
        };
        if self.above() == Field::Manager && self.columns(Field::Name).any(is_nobody) {
            return Attendance::Absent;
        }
        for at in self.columns(Field::Status) {
            let Some(cell) = row.text(at) else { continue };
            match status::of_status(&cell.value) {
                Attendance::Absent => return Attendance::Absent,
                Attendance::Unknown => drop(unknown.insert(cell.value)),
                Attendance::Present => {}
            }
        }
        let kinds = self.columns(Field::Kind).filter_map(|at| row.text(at));
        let is_absent = |cell: Text| status::of_kind(&cell.value) == Attendance::Absent;
        if kinds.into_iter().any(is_absent) { Attendance::Absent } else { Attendance::Present }
    }

    /// The member of a row; none where it has no name.
    pub(super) fn member(&self, row: &Row, dates: FigureStyle) -> Option<Member> {
        let (name, id_in_name) = self.name(row)?;
        let mut entry = Entry::new(name);
        entry.place = row.place();
        let place = entry.name.place;
        // Exactly as written: an id is compared as a text.
        let id = self.columns(Field::Id).find_map(|at| row.exact(at));
        entry.id = id.or_else(|| id_in_name.map(|id| Text { value: id.into(), place }));
        let units = self.above() == Field::Parent;
        let cell = |field| self.cell(field, row);
        if units {
            let lead = cell(Field::Manager);
            entry.set("lead", lead.map(|lead| Value::Refer(lead, keys::PERSONS)));
            entry.set("site", cell(Field::Site).map(Value::Text));
        } else {
            entry.set("role", cell(Field::Title).map(Value::Text));
            entry.set("site", cell(Field::Site).map(Value::Text));
            entry.set("email", cell(Field::Email).map(Value::Text));
            let date = |field| {
                let cell = self.cell(field, row)?;
                let plain = dates.plain(FigureKind::Date, &cell.value);
                let value = plain.map_or(cell.value, Into::into);
                Some(Value::Text(Text { value, place: cell.place }))
            };
            entry.set("since", date(Field::Since));
            entry.set("leaving", date(Field::Leaving));
            let other = cell(Field::OtherManager).map(|other| Text {
                value: format!("Also reports to {}", other.value).into(),
                place: other.place,
            });
            entry.set("notes", other.map(Value::Text));
        }
        let aliases = [Field::Email, Field::DirectoryName].into_iter().filter_map(cell);
        let department = cell(Field::Department).or_else(|| cell(Field::UnitPath));
        Some(Member {
            above: self.columns(self.above()).filter_map(|at| row.cell(at)).collect(),
            department: department.map_or_else(Vec::new, |cell| department_path(&cell)),
            aliases: aliases.map(|alias| alias.value.to_lowercase()).collect(),
            entry,
        })
    }

    /// The name, joined from all its columns, and the id that it holds.
    fn name(&self, row: &Row) -> Option<(Text, Option<String>)> {
        let of =
            |field| -> Vec<Text> { self.columns(field).filter_map(|at| row.text(at)).collect() };
        let whole = of(Field::Name);
        let cells = if whole.is_empty() {
            of(Field::First).into_iter().chain(of(Field::Last)).collect()
        } else {
            whole
        };
        let all: Vec<&str> = cells.iter().map(|cell| &*cell.value).collect();
        let place = cells.first()?.place;
        let joined = all.join(" ");
        if self.above() == Field::Parent {
            return Some((Text { value: joined.into(), place }, None));
        }
        let joined = common_name(&joined).unwrap_or(joined);
        let (name, id) = name_and_id(status::in_name(&joined).map_or(&joined, |(name, _)| name));
        Some((Text { value: name.into(), place }, id))
    }
}
