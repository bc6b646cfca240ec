//! A mapping: which columns fill which keys of which list.

mod flags;

pub use flags::{MappingFlags, column_pairs};

use super::{
    List,
    keys::{self, Kind},
};
use crate::{
    diag::{Code, Diagnostic, Nearest, Place, Slice},
    input::{OneOrMany, Pairs, RawColumn, RawMapping, RawTable, RawValue, Text},
};

/// The mapping of a table to one list.
#[derive(Clone, Debug)]
pub struct TableMapping {
    /// The list that its rows fill.
    pub list: List,
    /// The columns of each key.
    pub columns: Vec<(&'static str, Kind, Vec<ColumnMapping>)>,
    /// The values of each key that are the same in every row.
    pub constants: Vec<(&'static str, Kind, Vec<Text>)>,
    /// The meaning of each value of a key, in any column.
    pub values: Vec<(&'static str, Text, RawValue)>,
    /// The signs between several values of a cell.
    pub split: Vec<Slice>,
    /// Whether columns fill the keys of their names.
    pub matching: ColumnMatching,
    /// Whether one score for several recipients is the score of each.
    pub same_score: bool,
}

/// Which columns fill a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnMatching {
    /// Those that are mapped to it, else the one with its name.
    ByName,
    /// Only those that are mapped to it.
    MappedOnly,
}

/// What a key takes from a column.
#[derive(Clone, Debug)]
pub struct ColumnMapping {
    /// The column's name.
    pub name: Text,
    /// The option that maps it, where no mapping file does.
    pub flag: Option<String>,
    /// The sign between several values of a cell.
    pub split: Option<Slice>,
    /// Only the part of this number, from 0.
    pub take: Option<usize>,
    /// Signs to take off both ends.
    pub trim: Vec<char>,
    /// The meaning of each value.
    pub values: Vec<(Text, RawValue)>,
    /// The meaning of any other value.
    pub other: OtherValues,
    /// The text to put before each value.
    pub before: Slice,
    /// Only rows in which these columns hold one of these values.
    pub when: Vec<(Text, Vec<Text>)>,
}

impl ColumnMapping {
    /// A column that is taken as it is.
    pub fn plain(name: Text) -> Self {
        Self {
            name,
            flag: None,
            split: None,
            take: None,
            trim: Vec::new(),
            values: Vec::new(),
            other: OtherValues::Keep,
            before: Slice::default(),
            when: Vec::new(),
        }
    }
}

/// What a value stands for that is not among those listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OtherValues {
    /// Itself.
    Keep,
    /// Nothing.
    Drop,
    /// This text.
    Text(Slice),
}

/// The tables of a mapping file, with what is wrong in it.
pub fn tables(raw: &RawMapping) -> (Vec<TableMapping>, Vec<Diagnostic>) {
    let mut reader = Reader::default();
    reader.same_score = reader.truth(raw.same_score.as_ref());
    // A mapping of one table is written without `tables`: it reads like an item of that list.
    let own = RawTable {
        place: raw.place,
        misread: Vec::new(),
        target: raw.target.clone(),
        map: raw.map.clone(),
        set: raw.set.clone(),
        split: raw.split.clone(),
    };
    let several = raw.tables.as_deref().unwrap_or_default();
    let tables = if several.is_empty() {
        reader.table(&own, None).into_iter().collect()
    } else {
        if let Some(target) = &raw.target {
            reader.problem(target.place, "`as` and `tables` exclude one another".to_owned());
        }
        let tables = several.iter();
        tables.filter_map(|table| reader.table(table, Some(&own))).collect()
    };
    (tables, reader.problems)
}

/// The most columns that fill one key: their texts are joined in every row.
const MOST_COLUMNS: usize = 100;

#[derive(Default)]
struct Reader {
    problems: Vec<Diagnostic>,
    nearest: Nearest,
    same_score: bool,
}

impl Reader {
    fn problem(&mut self, place: Place, message: String) {
        self.problems.push(Diagnostic::new(Code::WrongWord, place, message));
    }

    /// One table; `whole` is the mapping where it is one of several.
    fn table(&mut self, raw: &RawTable, whole: Option<&RawTable>) -> Option<TableMapping> {
        let list = self.list(raw)?;
        // The signs are those of the whole file, unless a table has some of its own.
        let split = raw.split.as_ref().or(whole.and_then(|whole| whole.split.as_ref()));
        let signs = split.iter().flat_map(|OneOrMany(signs)| signs);
        let mut table = TableMapping {
            list,
            columns: Vec::new(),
            constants: Vec::new(),
            values: Vec::new(),
            split: signs.map(|sign| split_sign(&sign.value)).collect(),
            matching: match whole {
                // With several tables a column `Name` would name the entries of all of them.
                Some(_) => ColumnMatching::MappedOnly,
                None => ColumnMatching::ByName,
            },
            same_score: self.same_score,
        };
        for (key, OneOrMany(columns)) in pairs(raw.map.as_ref()) {
            if columns.len() > MOST_COLUMNS {
                let message = format!("a key is filled from {MOST_COLUMNS} columns at most");
                self.problem(key.place, message);
            } else if let Some((path, kind)) = self.key(list, key) {
                let read = columns.iter().filter_map(|column| self.column(column)).collect();
                table.columns.push((path, kind, read));
            }
        }
        for (key, OneOrMany(values)) in pairs(raw.set.as_ref()) {
            if let Some((path, kind)) = self.key(list, key) {
                table.constants.push((path, kind, values.clone()));
            }
        }
        Some(table)
    }

    fn list(&mut self, raw: &RawTable) -> Option<List> {
        let known = List::ALL.map(List::key);
        let Some(word) = &raw.target else {
            let message = "what is a row? `as` is missing";
            let help = format!("write `as:` with one of: {}", known.join(", "));
            let problem = Diagnostic::new(Code::MissingKey, raw.place, message);
            self.problems.push(problem.help(help));
            return None;
        };
        let list = List::named(&word.value);
        if list.is_none() {
            let (message, help) = unknown_list(&word.value, &mut self.nearest);
            let problem = Diagnostic::new(Code::WrongWord, word.place, message);
            self.problems.push(problem.help(help));
        }
        list
    }

    fn key(&mut self, list: List, key: &Text) -> Option<(&'static str, Kind)> {
        let found = keys::of(list).find(|(path, _)| *path == &*key.value);
        if found.is_none() {
            let (message, help) = unknown_key(list, &key.value, &mut self.nearest);
            let problem = Diagnostic::new(Code::UnknownKey, key.place, message);
            self.problems.push(problem.help(help));
        }
        found
    }

    fn column(&mut self, raw: &RawColumn) -> Option<ColumnMapping> {
        let Some(name) = raw.column.clone() else {
            let message = "which column? `column` is missing";
            let problem = Diagnostic::new(Code::MissingKey, raw.place, message);
            self.problems.push(problem.help("write `column: ...`"));
            return None;
        };
        let other = raw.other.as_ref().map(|other| match &*other.value {
            "keep" => OtherValues::Keep,
            "drop" => OtherValues::Drop,
            text => OtherValues::Text(text.into()),
        });
        let plain = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
        let when = pairs(raw.when.as_ref()).iter();
        Some(ColumnMapping {
            name,
            flag: None,
            split: raw.split.as_ref().map(|sign| split_sign(&sign.value)),
            take: self.number(raw.take.as_ref()),
            trim: plain(&raw.trim).map_or(Vec::new(), |trim| trim.chars().collect()),
            values: pairs(raw.values.as_ref()).to_vec(),
            other: other.unwrap_or(OtherValues::Keep),
            before: plain(&raw.before).unwrap_or_default(),
            when: when.map(|(column, OneOrMany(all))| (column.clone(), all.clone())).collect(),
        })
    }

    fn truth(&mut self, text: Option<&Text>) -> bool {
        match text.map(|text| (&*text.value, text.place)) {
            Some(("true", _)) => true,
            Some(("false", _)) | None => false,
            Some((_, place)) => {
                let problem =
                    Diagnostic::new(Code::WrongWord, place, "this is neither true nor false");
                self.problems.push(problem.help("write true or false"));
                false
            }
        }
    }

    fn number(&mut self, stated: Option<&Text>) -> Option<usize> {
        let text = stated?;
        // People count from 1, so 0 is none of the parts.
        let number = text.value.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        if number.is_none() {
            let problem =
                Diagnostic::new(Code::WrongNumber, text.place, "`take` is not a part's number");
            self.problems.push(problem.help("write 1 for the first part"));
        }
        number
    }
}

/// A sign between values as it is written on a command line or in quotes: `\\n` is the end of a line, `\\t` a tab.
fn split_sign(written: &str) -> Slice {
    written.replace("\\n", "\n").replace("\\t", "\t").into()
}

/// The message and the help for a list that a map doesn't have.
fn unknown_list(word: &str, nearest: &mut Nearest) -> (String, String) {
    let known = List::ALL.map(List::key);
    let all = format!("write one of: {}", known.join(", "));
    (format!("a map has no list `{word}`"), nearest.advice(word, known.into_iter(), &all))
}

/// The message and the help for a key that an entry of a list doesn't have.
fn unknown_key(list: List, key: &str, nearest: &mut Nearest) -> (String, String) {
    let known: Vec<&str> = keys::of(list).map(|(path, _)| path).collect();
    let all = format!("known here: {}", known.join(", "));
    let help = nearest.advice(key, known.iter().copied(), &all);
    (format!("a {} has no key `{key}`", list.word()), help)
}

/// The pairs of a mapping that may be left out.
fn pairs<T>(pairs: Option<&Pairs<T>>) -> &[(Text, T)] {
    pairs.map_or(&[], |pairs| &pairs.0)
}
