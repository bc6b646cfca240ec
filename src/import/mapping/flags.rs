//! The mapping that command-line options make.

use super::{ColumnMapping, ColumnMatching, TableMapping, split_sign, unknown_key, unknown_list};
use crate::{
    diag::{Nearest, Place},
    import::{
        ImportError, List,
        keys::{self, Kind},
    },
    input::{RawKind, RawValue, Text},
};

/// The options that map the columns of a table, as they were written.
#[derive(Clone, Debug, Default)]
pub struct MappingFlags {
    /// `--as LIST`.
    pub target: Option<String>,
    /// `--map KEY=COLUMN`.
    pub map: Vec<String>,
    /// `--set KEY=VALUE`.
    pub set: Vec<String>,
    /// `--values KEY:FROM=TO`.
    pub values: Vec<String>,
    /// `--split SIGN`.
    pub split: Vec<String>,
    /// `--same-score`.
    pub same_score: bool,
}

impl MappingFlags {
    /// The mapping of the table.
    ///
    /// # Errors
    /// Every option that makes no sense, by its name.
    pub fn table(&self) -> Result<TableMapping, ImportError> {
        let list = self.list()?;
        let mut table = TableMapping {
            list,
            columns: Vec::new(),
            constants: Vec::new(),
            values: Vec::new(),
            split: self.split.iter().map(|sign| split_sign(sign)).collect(),
            matching: ColumnMatching::ByName,
            same_score: self.same_score,
        };
        let mut errors = Vec::new();
        let read = [
            self.read_columns(&mut table, &mut errors),
            self.read_values(&mut table, &mut errors),
            self.read_constants(&mut table, &mut errors),
        ];
        errors.extend(read.into_iter().filter_map(Result::err));
        if errors.is_empty() { Ok(table) } else { Err(ImportError::Option(errors.join("\n"))) }
    }

    fn list(&self) -> Result<List, ImportError> {
        let Some(word) = &self.target else {
            let known = List::ALL.map(List::key).join(", ");
            let message = format!("what is a row?\nhelp: add --as with one of: {known}");
            return Err(ImportError::Option(message));
        };
        List::named(word).ok_or_else(|| {
            let (message, help) = unknown_list(word, &mut Nearest::default());
            ImportError::Option(format!("--as {word}: {message}\nhelp: {help}"))
        })
    }

    fn read_columns(
        &self,
        table: &mut TableMapping,
        errors: &mut Vec<String>,
    ) -> Result<(), String> {
        for word in &self.map {
            let (key, column) = pair("map", "KEY=COLUMN", word)?;
            if let Some((path, kind)) = key_of(table.list, key, &format!("--map {word}"), errors) {
                if column.trim().is_empty() {
                    table.columns.push((path, kind, Vec::new()));
                    continue;
                }
                let mut mapping = ColumnMapping::plain(text(column));
                mapping.flag = Some(format!("--map {word}"));
                match table.columns.iter_mut().find(|(known, ..)| *known == path) {
                    Some((.., columns)) => columns.push(mapping),
                    None => table.columns.push((path, kind, vec![mapping])),
                }
            }
        }
        Ok(())
    }

    fn read_values(
        &self,
        table: &mut TableMapping,
        errors: &mut Vec<String>,
    ) -> Result<(), String> {
        for word in &self.values {
            let Some((key, value)) = word.split_once(':').filter(|(_, rest)| rest.contains('='))
            else {
                return Err(format!("--values {word}: write --values KEY:FROM=TO"));
            };
            let (from, to) = pair("values", "KEY:FROM=TO", value)?;
            if let Some((path, _)) = key_of(table.list, key, &format!("--values {word}"), errors) {
                let kind = if to.is_empty() { RawKind::Null } else { RawKind::Text(to.into()) };
                let to = RawValue { place: Place::default(), span: 0..0, kind };
                table.values.push((path, text(from), to));
            }
        }
        Ok(())
    }

    fn read_constants(
        &self,
        table: &mut TableMapping,
        errors: &mut Vec<String>,
    ) -> Result<(), String> {
        for word in &self.set {
            let (key, value) = pair("set", "KEY=VALUE", word)?;
            if let Some((path, kind)) = key_of(table.list, key, &format!("--set {word}"), errors) {
                match table.constants.iter_mut().find(|(known, ..)| *known == path) {
                    Some((.., values)) => values.push(text(value)),
                    None => table.constants.push((path, kind, vec![text(value)])),
                }
            }
        }
        Ok(())
    }
}

/// The pairs of `--map FIELD=COLUMN`.
///
/// # Errors
/// Where one is no pair.
pub fn column_pairs(words: &[String]) -> Result<Vec<(String, String)>, ImportError> {
    let pairs = words.iter().map(|word| {
        let (field, column) = pair("map", "FIELD=COLUMN", word).map_err(ImportError::Option)?;
        Ok((field.to_owned(), column.to_owned()))
    });
    pairs.collect()
}

fn key_of(
    list: List,
    key: &str,
    flag: &str,
    errors: &mut Vec<String>,
) -> Option<(&'static str, Kind)> {
    let found = keys::of(list).find(|(path, _)| *path == key);
    if found.is_none() {
        let (message, help) = unknown_key(list, key, &mut Nearest::default());
        errors.push(format!("{flag}: {message}\nhelp: {help}"));
    }
    found
}

fn pair<'w>(flag: &str, shape: &str, word: &'w str) -> Result<(&'w str, &'w str), String> {
    match word.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.trim(), value)),
        _ => Err(format!("--{flag} {word}: write --{flag} {shape}")),
    }
}

/// A text that comes from no file.
fn text(value: &str) -> Text {
    Text { value: value.into(), place: Place::default() }
}
