//! Which column of a staff list is what: by what systems call it, or as the user says.

use super::{
    Field,
    member::{Member, common_name, department_path, name_and_id},
    status::{self, Attendance},
    system::System,
};
use crate::{
    diag::{Code, Diagnostic, Nearest, Slice, edit_distance},
    import::{
        Entry, FigureKind, FigureStyle, Row, SourceTable, Value, keys,
        table::{columns_in_words, find_column},
    },
    input::Text,
};

/// The columns of a staff list.
#[derive(Debug)]
pub struct Columns {
    names: Vec<Text>,
    /// Each field with its columns.
    found: Vec<(Field, Vec<usize>)>,
    /// The system that wrote the file, if its columns tell.
    pub(super) system: Option<System>,
}

impl Columns {
    /// Finds them: as mapped, else by their usual names.
    pub(super) fn find(
        table: &SourceTable<'_>,
        mapped: &[(String, String)],
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut problems = Vec::new();
        let names = table.columns();
        let plain: Vec<String> = names.iter().map(|name| plain(&name.value)).collect();
        let mut columns = Self { names, found: Vec::new(), system: System::of(&plain) };
        columns.take_mapped(table, mapped, &mut problems);
        for (field, _, usual) in Field::ALL {
            if columns.found.iter().any(|(known, _)| *known == field) {
                continue;
            }
            let is_free = |at: &usize| !columns.found.iter().any(|(_, taken)| taken.contains(at));
            let position = |name: &&str| plain.iter().position(|column| column == name);
            let mut all: Vec<usize> = usual.iter().filter_map(position).filter(is_free).collect();
            if !field.takes_several() {
                all.truncate(1);
            }
            if !all.is_empty() {
                columns.found.push((field, all));
            }
        }
        // An organisation chart calls the manager the parent: rows with a job or an address are people.
        let is_of_people = [Field::Title, Field::Email, Field::Since, Field::Department]
            .into_iter()
            .any(|field| columns.has(field));
        let is_mapped = mapped.iter().any(|(word, column)| word == "parent" && !column.is_empty());
        if is_of_people && !is_mapped && !columns.has(Field::Manager) {
            for (field, _) in &mut columns.found {
                if *field == Field::Parent {
                    *field = Field::Manager;
                }
            }
        } else if is_of_people && !is_mapped {
            columns.found.retain(|(field, _)| *field != Field::Parent);
        }
        columns.found.retain(|(_, columns)| !columns.is_empty());
        columns.require(table, &mut problems);
        if problems.is_empty() { Ok(columns) } else { Err(problems) }
    }

    /// Takes the columns of `--map`; none leaves the field unmapped.
    fn take_mapped(
        &mut self,
        table: &SourceTable<'_>,
        mapped: &[(String, String)],
        problems: &mut Vec<Diagnostic>,
    ) {
        let mut nearest = Nearest::default();
        let place = table.first_place();
        for (word, column) in mapped {
            let words = Field::ALL.map(|(_, word, _)| word);
            let Some(field) = Field::named(word) else {
                let all = format!("known here: {}", words.join(", "));
                let help = nearest.advice(word, words.into_iter(), &all);
                let message = format!("--map {word}={column}: a staff list has no `{word}`");
                problems.push(Diagnostic::new(Code::UnknownKey, place, message).help(help));
                continue;
            };
            if column.trim().is_empty() {
                self.found.push((field, Vec::new()));
                continue;
            }
            let flag = format!("--map {word}={column}");
            let wanted = Text { value: column.as_str().into(), place };
            match find_column(&self.names, &wanted, Some(&flag), &mut nearest) {
                Ok(at) => match self.found.iter_mut().find(|(known, _)| *known == field) {
                    Some((_, columns)) => columns.push(at),
                    None => self.found.push((field, vec![at])),
                },
                Err(problem) => problems.push(*problem),
            }
        }
    }

    /// Reports what no staff list can be without.
    fn require(&self, table: &SourceTable<'_>, problems: &mut Vec<Diagnostic>) {
        let has_name = self.has(Field::Name) || self.has(Field::Last) || self.has(Field::First);
        if !has_name && problems.is_empty() {
            let help = format!("say it with --map name=COLUMN; {}", columns_in_words(&self.names));
            let message = "which column is the name?";
            let problem = Diagnostic::new(Code::MissingKey, table.first_place(), message);
            problems.push(problem.help(help));
        }
    }

    /// The names of all columns.
    pub(super) fn names(&self) -> &[Text] {
        &self.names
    }

    /// Whether a field has a column.
    pub(super) fn has(&self, field: Field) -> bool {
        self.columns(field).next().is_some()
    }

    fn columns(&self, field: Field) -> impl Iterator<Item = usize> {
        let of_field = self.found.iter().filter(move |(known, _)| *known == field);
        of_field.flat_map(|(_, columns)| columns.iter().copied())
    }

    /// The field that says what a row stands under: a row with a parent is a department.
    #[must_use]
    pub fn above(&self) -> Field {
        if self.has(Field::Parent) { Field::Parent } else { Field::Manager }
    }

    /// What is taken from which column, and what from none.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut found = self.found.clone();
        found.sort();
        let taken: Vec<String> = found
            .iter()
            .map(|(field, columns)| {
                let names: Vec<&str> = columns.iter().map(|at| &*self.names[*at].value).collect();
                format!("{} from {}", field.word(), names.join(" and "))
            })
            .collect();
        let left: Vec<&str> = self
            .names
            .iter()
            .enumerate()
            .filter(|(at, name)| {
                !name.value.is_empty()
                    && !self.found.iter().any(|(_, columns)| columns.contains(at))
            })
            .map(|(_, name)| &*name.value)
            .collect();
        let system =
            self.system.map(|system| format!("recognised as an export of {}", system.name));
        let mut notes: Vec<String> = system.into_iter().collect();
        notes.push(format!("columns: {}", taken.join(", ")));
        if !left.is_empty() {
            notes.push(format!("columns not used: {}", left.join(", ")));
        }
        notes
    }

    /// What a row says of a field: the first cell that says anything.
    pub(super) fn cell(&self, field: Field, row: &Row) -> Option<Text> {
        self.columns(field).find_map(|at| row.cell(at))
    }

    /// Whether a row repeats the names of the columns, as the second row of some systems does.
    pub(super) fn is_label(&self, row: &Row) -> bool {
        let alike = |(at, name): (usize, &Text)| {
            let cell = row.text(at)?;
            let (cell, name) = (plain(&cell.value), plain(&name.value));
            let is_alike = cell == name
                || cell.starts_with(&name)
                || name.starts_with(&cell)
                || edit_distance(&cell, &name) * 2 <= name.chars().count();
            Some(is_alike)
        };
        let cells: Vec<bool> = self.names.iter().enumerate().filter_map(alike).collect();
        let count = cells.iter().filter(|alike| **alike).count();
        count > 2 && count * 2 > cells.len()
    }

    /// Whether the person of a row works there; the words that no system writes are added to `unknown`.
    pub(super) fn presence(&self, row: &Row, unknown: &mut Vec<Slice>) -> Attendance {
        for at in self.columns(Field::Status) {
            let Some(cell) = row.text(at) else { continue };
            match status::of_status(&cell.value) {
                Attendance::Absent => return Attendance::Absent,
                Attendance::Unknown if !unknown.contains(&cell.value) => unknown.push(cell.value),
                Attendance::Present | Attendance::Unknown => {}
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
        let department = cell(Field::Department);
        Some(Member {
            above: self.columns(self.above()).filter_map(|at| row.cell(at)).collect(),
            department: department.map_or_else(Vec::new, |cell| department_path(&cell)),
            aliases: aliases.map(|alias| alias.value.to_lowercase()).collect(),
            entry,
        })
    }

    /// The name, of all its columns, and the id that stands in it.
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
        let from_directory = common_name(&joined).map(str::to_owned);
        let (name, id) = name_and_id(from_directory.as_deref().unwrap_or(&joined));
        Some((Text { value: name.into(), place }, id))
    }
}

/// The letters and digits of a column's name, small, without what stands in brackets behind it: `First Name [Required]`
/// is `firstname`, `Employee #` is `employeenumber`.
fn plain(name: &str) -> String {
    let end = name.find(['[', '(']).filter(|end| !name[..*end].trim().is_empty());
    let name = name[..end.unwrap_or(name.len())].replace('#', "number");
    let small = name.to_lowercase();
    let letters = small.chars().map(|c| match c {
        'é' | 'è' | 'ê' => 'e',
        'à' | 'â' => 'a',
        c => c,
    });
    letters.filter(|c| c.is_alphanumeric()).collect()
}
