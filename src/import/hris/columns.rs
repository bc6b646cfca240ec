//! Which column of a staff list is what: by what such columns are usually called, or as the user says.

use super::Field;
use crate::{
    diag::{Code, Diagnostic, Nearest},
    import::{Entry, FigureKind, FigureStyle, Row, Table, Value, keys, table::columns_in_words},
    input::Text,
};

/// The columns of a staff list.
#[derive(Debug)]
pub struct Columns {
    names: Vec<Text>,
    /// Each field with its columns.
    found: Vec<(Field, Vec<usize>)>,
}

impl Columns {
    /// Finds them: as mapped, else by their usual names.
    pub(super) fn find(
        table: &Table<'_>,
        mapped: &[(String, String)],
    ) -> Result<Self, Vec<Diagnostic>> {
        let (names, mut problems) = table.columns();
        let mut columns = Self { names, found: Vec::new() };
        columns.take_mapped(table, mapped, &mut problems);
        for (field, _, usual) in Field::ALL {
            let is_usual = |name: &Text| usual.contains(&&*plain(&name.value));
            if !columns.has(field)
                && let Some(at) = columns.names.iter().position(is_usual)
                && !columns.found.iter().any(|(_, taken)| taken.contains(&at))
            {
                columns.found.push((field, vec![at]));
            }
        }
        columns.require(table, &mut problems);
        if problems.is_empty() { Ok(columns) } else { Err(problems) }
    }

    /// Takes the columns of `--map`.
    fn take_mapped(
        &mut self,
        table: &Table<'_>,
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
            let wanted = plain(column);
            let Some(at) = self.names.iter().position(|name| plain(&name.value) == wanted) else {
                let known = self.names.iter().map(|name| &*name.value);
                let names: Vec<&str> = known.clone().collect();
                let all = format!("its columns: {}", names.join(", "));
                let help = nearest.advice(column, known, &all);
                let message = format!("--map {word}={column}: the table has no column `{column}`");
                problems.push(Diagnostic::new(Code::UnknownColumn, place, message).help(help));
                continue;
            };
            match self.found.iter_mut().find(|(known, _)| *known == field) {
                Some((_, columns)) => columns.push(at),
                None => self.found.push((field, vec![at])),
            }
        }
    }

    /// Reports what no staff list can be without.
    fn require(&self, table: &Table<'_>, problems: &mut Vec<Diagnostic>) {
        let place = table.first_place();
        for field in [Field::Id, Field::Name] {
            if !self.has(field) && problems.is_empty() {
                let word = field.word();
                let message = format!("which column is the {word}?");
                let known = columns_in_words(&self.names);
                let help = format!("say it with --map {word}=COLUMN; {known}");
                problems.push(Diagnostic::new(Code::MissingKey, place, message).help(help));
            }
        }
    }

    /// The names of all columns.
    pub(super) fn names(&self) -> &[Text] {
        &self.names
    }

    fn has(&self, field: Field) -> bool {
        self.found.iter().any(|(known, _)| *known == field)
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
        let taken = found.iter().map(|(field, columns)| {
            let names: Vec<&str> = columns.iter().map(|at| &*self.names[*at].value).collect();
            format!("{} from {}", field.word(), names.join(" and "))
        });
        let taken: Vec<String> = taken.collect();
        let left = self.names.iter().enumerate().filter(|(at, name)| {
            !name.value.is_empty() && !self.found.iter().any(|(_, columns)| columns.contains(at))
        });
        let left: Vec<&str> = left.map(|(_, name)| &*name.value).collect();
        let mut notes = vec![format!("columns: {}", taken.join(", "))];
        if !left.is_empty() {
            notes.push(format!("columns not used: {}", left.join(", ")));
        }
        notes
    }

    /// What a row says of a field.
    pub(super) fn cell(&self, field: Field, row: &Row) -> Option<Text> {
        let (_, columns) = self.found.iter().find(|(known, _)| *known == field)?;
        row.cell(*columns.first()?)
    }

    /// The name, of all its columns.
    pub(super) fn name(&self, row: &Row) -> Option<Text> {
        let (_, columns) = self.found.iter().find(|(known, _)| *known == Field::Name)?;
        let cells: Vec<Text> = columns.iter().filter_map(|at| row.cell(*at)).collect();
        let all: Vec<&str> = cells.iter().map(|cell| &*cell.value).collect();
        let place = cells.first()?.place;
        let value = all.join(" ").into();
        Some(Text { value, place })
    }

    /// Fills the keys that are plain texts.
    pub(super) fn fill(&self, row: &Row, dates: FigureStyle, entry: &mut Entry) {
        let units = self.above() == Field::Parent;
        if units {
            let lead = self.cell(Field::Manager, row);
            entry.set("lead", lead.map(|lead| Value::Refer(lead, keys::PERSONS)));
            entry.set("site", self.cell(Field::Site, row).map(Value::Text));
            return;
        }
        entry.set("role", self.cell(Field::Title, row).map(Value::Text));
        entry.set("site", self.cell(Field::Site, row).map(Value::Text));
        entry.set("email", self.cell(Field::Email, row).map(Value::Text));
        let since = self.cell(Field::Since, row).map(|cell| Text {
            value: dates.plain(FigureKind::Date, &cell.value).map_or(cell.value, Into::into),
            place: cell.place,
        });
        entry.set("since", since.map(Value::Text));
    }
}

/// The letters and digits of a column's name, small.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
