//! Which column of an export holds which field: by what systems call it, or as the user says.

use super::{
    Row,
    table::{columns_in_words, find_column, first_columns},
};
use crate::{
    diag::{Code, Diagnostic, Nearest, Place},
    input::Text,
};

/// A field with its word, and what its columns are called: letters and digits only, the surest first, with blanks
/// between them.
pub(super) type FieldNames<F> = (F, &'static str, &'static str);

/// What a column of an export holds.
pub(super) trait TableField: Copy + Ord + 'static {
    /// Every field.
    const ALL: &'static [FieldNames<Self>];
    /// What the export is: `a staff list`.
    const EXPORT: &'static str;

    /// Whether several columns may hold it.
    fn takes_several(self) -> bool;

    /// Its word.
    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(field, ..)| *field == self).map_or("", |(_, word, _)| word)
    }

    /// The field with a word, as `--map FIELD=COLUMN` names it.
    ///
    /// # Errors
    /// Where there is none.
    fn named(word: &str, column: &str, place: Place) -> Result<Self, Box<Diagnostic>> {
        let mut all = Self::ALL.iter();
        if let Some((field, ..)) = all.find(|(_, known, _)| *known == word) {
            return Ok(*field);
        }
        let words: Vec<&str> = Self::ALL.iter().map(|(_, word, _)| *word).collect();
        let known = format!("known here: {}", words.join(", "));
        let help = Nearest::default().advice(word, words.into_iter(), &known);
        let message = format!("--map {word}={column}: {} has no `{word}`", Self::EXPORT);
        Err(Box::new(Diagnostic::new(Code::UnknownKey, place, message).help(help)))
    }
}

/// The columns of an export.
#[derive(Debug)]
pub(super) struct FieldColumns<F> {
    /// The names of all columns.
    pub(super) names: Vec<Text>,
    /// Their letters and digits, as [`TableField::ALL`] has them.
    pub(super) plain: Vec<String>,
    /// Each field with its columns; one without any is left out by the user.
    pub(super) found: Vec<(F, Vec<usize>)>,
}

impl<F: TableField> FieldColumns<F> {
    pub(super) fn new(names: Vec<Text>) -> Self {
        let plain = names.iter().map(|name| plain(&name.value)).collect();
        Self { names, plain, found: Vec::new() }
    }

    /// Takes the columns of `--map`; an empty one leaves the field out.
    pub(super) fn take_mapped(
        &mut self,
        mapped: &[(String, String)],
        place: Place,
        problems: &mut Vec<Diagnostic>,
    ) {
        let mut nearest = Nearest::default();
        for (word, column) in mapped {
            let field = match F::named(word, column, place) {
                Ok(field) => field,
                Err(problem) => {
                    problems.push(*problem);
                    continue;
                }
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

    /// Takes the columns with usual names for these fields, unless they have some.
    pub(super) fn take_usual(&mut self, is_wanted: impl Fn(F) -> bool) {
        for (field, _, usual) in F::ALL {
            if !is_wanted(*field) || self.found.iter().any(|(known, _)| known == field) {
                continue;
            }
            let is_free = |at: &usize| !self.found.iter().any(|(_, taken)| taken.contains(at));
            let position = |name: &str| self.plain.iter().position(|column| column == name);
            let mut all: Vec<usize> =
                usual.split_whitespace().filter_map(position).filter(is_free).collect();
            if !field.takes_several() {
                all.truncate(1);
            }
            if !all.is_empty() {
                self.found.push((*field, all));
            }
        }
    }

    /// Whether a field has a column.
    pub(super) fn has(&self, field: F) -> bool {
        self.columns(field).next().is_some()
    }

    /// The columns of a field.
    pub(super) fn columns(&self, field: F) -> impl Iterator<Item = usize> {
        let of_field = self.found.iter().filter(move |(known, _)| *known == field);
        of_field.flat_map(|(_, columns)| columns.iter().copied())
    }

    /// What a row says of a field: the first cell that says anything.
    pub(super) fn cell(&self, field: F, row: &Row) -> Option<Text> {
        self.columns(field).find_map(|at| row.cell(at))
    }

    /// A problem with the columns as a whole.
    pub(super) fn missing(&self, field: F, message: &str, place: Place) -> Diagnostic {
        let known = columns_in_words(&self.names);
        let help = format!("say it with --map {}=COLUMN; {known}", field.word());
        Diagnostic::new(Code::MissingKey, place, message).help(help)
    }

    /// What is taken from which column, and what from none; `used` is for something else.
    pub(super) fn notes(&self, used: Option<usize>) -> Vec<String> {
        let mut found = self.found.clone();
        found.retain(|(_, columns)| !columns.is_empty());
        found.sort();
        let taken: Vec<String> = found
            .iter()
            .map(|(field, columns)| {
                let names: Vec<&str> = columns.iter().map(|at| &*self.names[*at].value).collect();
                format!("{} from {}", field.word(), names.join(" and "))
            })
            .collect();
        let is_left =
            |at: usize| used != Some(at) && !found.iter().any(|(_, columns)| columns.contains(&at));
        let names = self.names.iter().enumerate();
        let left: Vec<&str> = names
            .filter(|(at, name)| !name.value.is_empty() && is_left(*at))
            .map(|(_, name)| &*name.value)
            .collect();
        let mut notes = vec![format!("columns: {}", taken.join(", "))];
        if !left.is_empty() {
            notes.push(format!("columns not used: {}", first_columns(&left)));
        }
        notes
    }
}

/// The letters and digits of a column's name in lower case, without brackets at its end: `First Name [Required]`
/// is `firstname`, `Employee #` is `employeenumber`. Of several associated things a system marks one as primary.
pub(super) fn plain(name: &str) -> String {
    let folded = name.to_lowercase().replace("(primary)", "primary").replace('#', "number");
    let end = folded.find(['[', '(']).filter(|end| !folded[..*end].trim().is_empty());
    let letters = folded[..end.unwrap_or(folded.len())].chars().map(|c| match c {
        'é' | 'è' | 'ê' => 'e',
        'à' | 'â' => 'a',
        c => c,
    });
    letters.filter(|c| c.is_alphanumeric()).collect()
}
