//! A mapping bound to the columns of a table.

use super::{
    keys::{self, Kind},
    mapping::{Column, Named, Other, TableMap},
    table::{Row, Table},
};
use crate::{
    diag::{Code, Diagnostic, Nearest, Place, Slice},
    input::{RawValue, Text},
};
use std::{borrow::Cow, collections::HashMap};

/// A table's mapping with the number of each column.
pub(super) struct Bound<'m> {
    pub(super) map: &'m TableMap,
    /// The columns of each key, in the order of the format.
    pub(super) keys: Vec<(&'static str, Kind, Vec<BoundColumn<'m>>)>,
    /// The columns that were taken by their names.
    pub(super) by_name: Vec<Slice>,
}

/// A column with its number.
pub(super) struct BoundColumn<'m> {
    pub(super) said: Cow<'m, Column>,
    pub(super) at: usize,
    /// What each value stands for.
    pub(super) values: HashMap<Slice, RawValue>,
    when: Vec<(usize, Vec<Slice>)>,
}

impl BoundColumn<'_> {
    /// Whether the cell is taken as it is.
    pub(super) fn is_plain(&self) -> bool {
        let said = &self.said;
        said.split.is_none()
            && said.take.is_none()
            && said.trim.is_empty()
            && said.values.is_empty()
            && said.other == Other::Keep
            && said.before.is_empty()
            && said.when.is_empty()
    }

    /// Whether the row is one of those that are taken.
    pub(super) fn holds(&self, row: &Row) -> bool {
        self.when.iter().all(|(column, wanted)| {
            let cell = row.cell(*column);
            let cell = cell.as_ref().map_or("", |cell| &*cell.value);
            let split = self.said.split.as_deref().unwrap_or(",");
            let mut parts = cell.split(split).map(str::trim);
            parts.any(|part| wanted.iter().any(|wanted| &**wanted == part))
                || wanted.iter().any(|wanted| &**wanted == cell)
        })
    }
}

impl<'m> Bound<'m> {
    pub(super) fn new(
        map: &'m TableMap,
        columns: &[Text],
        table: &Table<'_>,
        problems: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut binder = Binder { columns, table, problems, nearest: Nearest::default() };
        let mut bound = Self { map, keys: Vec::new(), by_name: Vec::new() };
        for (path, kind) in keys::of(map.list) {
            let said = map.columns.iter().filter(|(key, ..)| *key == path);
            let said: Vec<&Column> = said.flat_map(|(_, _, columns)| columns).collect();
            let named = (said.is_empty()
                && map.named == Named::Taken
                && bound.constant(path).next().is_none())
            .then(|| columns.iter().position(|column| is_key(&column.value, path)))
            .flatten();
            let mut all: Vec<BoundColumn<'m>> = Vec::new();
            if let Some(at) = named {
                bound.by_name.push(columns[at].value.clone());
                all.push(plain(&columns[at], at));
            }
            all.extend(said.into_iter().filter_map(|column| binder.bind(column)));
            bound.keys.push((path, kind, all));
        }
        let named =
            |(path, _, columns): &(&str, Kind, Vec<_>)| *path == "name" && !columns.is_empty();
        if !bound.keys.iter().any(named) && binder.problems.is_empty() {
            binder.no_name(map);
        }
        bound
    }

    /// What is the same in every row.
    pub(super) fn constant(&self, path: &str) -> impl Iterator<Item = &'m Text> {
        let of_key = self.map.constants.iter().filter(move |(key, ..)| *key == path);
        of_key.flat_map(|(_, _, values)| values)
    }

    /// Whether some key takes a column.
    pub(super) fn uses(&self, at: usize) -> bool {
        let mut columns = self.keys.iter().flat_map(|(_, _, columns)| columns);
        columns.any(|column| column.at == at || column.when.iter().any(|(when, _)| *when == at))
    }
}

/// A column that is taken as it is.
fn plain<'m>(name: &Text, at: usize) -> BoundColumn<'m> {
    let said = Column {
        name: name.clone(),
        split: None,
        take: None,
        trim: Vec::new(),
        values: Vec::new(),
        other: Other::Keep,
        before: "".into(),
        when: Vec::new(),
    };
    BoundColumn { said: Cow::Owned(said), at, values: HashMap::new(), when: Vec::new() }
}

/// Whether a column's name is that of a key: `Provided by` is `provided_by`.
fn is_key(column: &str, path: &str) -> bool {
    let word = column.trim().to_lowercase();
    word.replace([' ', '-'], "_") == path
}

struct Binder<'b, 't> {
    columns: &'b [Text],
    table: &'b Table<'t>,
    problems: &'b mut Vec<Diagnostic>,
    nearest: Nearest,
}

impl Binder<'_, '_> {
    fn bind<'m>(&mut self, said: &'m Column) -> Option<BoundColumn<'m>> {
        let at = self.find(&said.name);
        let when = said.when.iter();
        let when: Vec<Option<_>> = when
            .map(|(column, wanted)| {
                let wanted = wanted.iter().map(|text| text.value.clone()).collect();
                Some((self.find(column)?, wanted))
            })
            .collect();
        let values = said.values.iter();
        Some(BoundColumn {
            at: at?,
            when: when.into_iter().collect::<Option<_>>()?,
            values: values.map(|(key, value)| (key.value.clone(), value.clone())).collect(),
            said: Cow::Borrowed(said),
        })
    }

    /// The number of a column; one that isn't there is reported.
    fn find(&mut self, name: &Text) -> Option<usize> {
        let wanted = name.value.trim();
        let exact = self.columns.iter().position(|column| &*column.value == wanted);
        let folded = |column: &Text| column.value.to_lowercase() == wanted.to_lowercase();
        let found = exact.or_else(|| self.columns.iter().position(folded));
        if found.is_none() {
            let message = format!("the table has no column `{wanted}`");
            let known = self.columns.iter().map(|column| &*column.value);
            let help = self.nearest.advice(wanted, known, &self.known());
            let problem = Diagnostic::new(Code::UnknownColumn, name.place, message);
            self.problems.push(problem.help(help));
        }
        found
    }

    fn known(&self) -> String {
        self.table.known(self.columns)
    }

    fn no_name(&mut self, map: &TableMap) {
        let place = Place { file: self.table.file, line: 1, column: 1 };
        let message = format!("which column names a {}?", map.list.word());
        let help = match self.known() {
            known if known.starts_with("its") => {
                format!("map it, as in --map name=COLUMN; {known}")
            }
            known => known,
        };
        self.problems.push(Diagnostic::new(Code::MissingKey, place, message).help(help));
    }
}
