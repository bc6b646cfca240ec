//! A mapping bound to the columns of a table.

use super::{
    FigureKind, FigureStyle,
    figure::heading_power,
    keys::{self, Kind},
    list::List,
    mapping::{ColumnMapping, ColumnMatching, OtherValues, TableMapping},
    marks::{MARKS, mark_columns},
    meaning,
    table::{Row, SourceTable, columns_in_words, find_column},
};
use crate::{
    diag::{Code, Diagnostic, Nearest, Place, Slice, excerpt},
    input::{RawKind, RawValue, Text},
};
use std::{borrow::Cow, collections::HashMap};

/// A mapping with the number of each column.
pub(super) struct BoundMapping<'m> {
    pub(super) mapping: &'m TableMapping,
    /// The columns of each key, in the order of the format.
    pub(super) keys: Vec<(&'static str, Kind, Vec<BoundColumn<'m>>)>,
    /// The columns that were matched by their names.
    pub(super) by_name: Vec<Slice>,
    /// The keys that were matched by what their columns mean, each with its column.
    pub(super) by_meaning: Vec<String>,
    /// The columns whose marks say whom a service serves.
    pub(super) by_mark: Vec<Slice>,
}

/// A column with its number.
pub(super) struct BoundColumn<'m> {
    pub(super) mapping: Cow<'m, ColumnMapping>,
    pub(super) at: usize,
    /// The meaning of each value.
    pub(super) values: HashMap<Slice, RawValue>,
    when: Vec<(usize, Vec<Slice>)>,
    /// The key that it fills.
    pub(super) path: &'static str,
    /// The kind of number or date that the key holds, and how the column writes it.
    pub(super) figure: Option<(FigureKind, FigureStyle)>,
    /// The power of ten by which its heading says that amounts are to be multiplied.
    pub(super) power: u32,
}

impl BoundColumn<'_> {
    /// A column that is taken as it is.
    fn plain(columns: &[Text], at: usize) -> Self {
        let mapping = Cow::Owned(ColumnMapping::plain(columns[at].clone()));
        let values = HashMap::new();
        Self { mapping, at, values, when: Vec::new(), path: "", figure: None, power: 0 }
    }

    /// Whether it holds amounts of money.
    pub(super) fn is_amount(&self) -> bool {
        is_last(self.path, "amount")
    }

    /// Whether the cell is taken as it is.
    pub(super) fn is_plain(&self) -> bool {
        let mapping = &self.mapping;
        mapping.split.is_none()
            && mapping.take.is_none()
            && mapping.trim.is_empty()
            && self.values.is_empty()
            && mapping.other == OtherValues::Keep
            && mapping.before.is_empty()
            && mapping.when.is_empty()
    }

    /// Whether the row is one of those that are taken.
    pub(super) fn holds(&self, row: &Row) -> bool {
        self.when.iter().all(|(column, wanted)| {
            let text = row.cell(*column);
            let cell = text.as_ref().map_or("", |text| &*text.value);
            // A condition holds where one of several values of the cell is wanted.
            let split = self.mapping.split.as_deref().unwrap_or(",");
            let mut parts = cell.split(split).map(str::trim);
            parts.any(|part| wanted.iter().any(|wanted| &**wanted == part))
                || wanted.iter().any(|wanted| &**wanted == cell)
        })
    }
}

impl<'m> BoundMapping<'m> {
    pub(super) fn new(
        mapping: &'m TableMapping,
        columns: &[Text],
        table: &SourceTable<'_>,
        figures: FigureStyle,
        problems: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut binder = Binder { columns, table, problems, nearest: Nearest::default() };
        let mut bound = Self {
            mapping,
            keys: Vec::new(),
            by_name: Vec::new(),
            by_meaning: Vec::new(),
            by_mark: Vec::new(),
        };
        for (path, kind) in keys::of(mapping.list) {
            let mapped: Vec<&ColumnMapping> = mapping
                .columns
                .iter()
                .filter(|(key, ..)| *key == path)
                .flat_map(|(.., columns)| columns)
                .collect();
            let mut all: Vec<BoundColumn<'m>> = Vec::new();
            if bound.may_match(path)
                && let Some(at) = binder.named_like(path)
            {
                bound.by_name.push(columns[at].value.clone());
                all.push(BoundColumn::plain(columns, at));
            }
            all.extend(mapped.into_iter().filter_map(|column| binder.bind(column)));
            bound.keys.push((path, kind, all));
        }
        bound.match_by_meaning(columns);
        bound.match_by_mark(columns, table);
        for (path, _, all) in &mut bound.keys {
            for column in all {
                let values = mapping
                    .values
                    .iter()
                    .filter(|(key, ..)| key == path)
                    .map(|(_, from, to)| (from.value.clone(), to.clone()));
                column.values.extend(values);
                column.path = path;
                column.figure = FigureKind::of(path).map(|kind| (kind, figures));
                if column.is_amount() {
                    column.power = heading_power(&columns[column.at].value);
                }
            }
        }
        if bound.is_open("name") && binder.problems.is_empty() {
            binder.report_no_name(mapping);
        }
        bound
    }

    /// Whether a key may be filled from a column that nobody names: what is mapped or set by hand is never overruled.
    pub(super) fn may_match(&self, path: &str) -> bool {
        let is_mapped = self.mapping.columns.iter().any(|(key, ..)| *key == path);
        !is_mapped
            && self.mapping.matching == ColumnMatching::ByName
            && self.constant(path).next().is_none()
    }

    /// The name of the column that fills a key, where that is one.
    pub(super) fn only_column(&self, path: &str) -> Option<Slice> {
        let (.., columns) = self.keys.iter().find(|(known, ..)| *known == path)?;
        match columns.as_slice() {
            [only] => Some(only.mapping.name.value.clone()),
            [] | [_, _, ..] => None,
        }
    }

    /// Whether no column fills a key.
    fn is_open(&self, path: &str) -> bool {
        !self.keys.iter().any(|(known, _, columns)| *known == path && !columns.is_empty())
    }

    /// Fills the keys that tables call by other words, from columns that fill nothing else.
    fn match_by_meaning(&mut self, columns: &[Text]) {
        for (path, words) in meaning::words(self.mapping.list) {
            if !self.may_match(path) || !self.is_open(path) {
                continue;
            }
            let used: Vec<usize> = self.used_columns().collect();
            let is_meant = |(at, column): &(usize, &Text)| {
                !used.contains(at) && meaning::is_meant(&column.value, words)
            };
            let mut meant = columns.iter().enumerate().filter(is_meant);
            // Of two columns with such a name nobody knows which is meant.
            let (Some((at, column)), None) = (meant.next(), meant.next()) else {
                continue;
            };
            if let Some((.., all)) = self.keys.iter_mut().find(|(known, ..)| *known == path) {
                all.push(BoundColumn::plain(columns, at));
                self.by_meaning.push(format!("{path} from {}", column.value));
            }
        }
    }

    /// Takes the columns of a cross table as recipients, where no column names recipients.
    fn match_by_mark(&mut self, columns: &[Text], table: &SourceTable<'_>) {
        const KEY: &str = "serves";
        if self.mapping.list != List::Services || !self.may_match(KEY) || !self.is_open(KEY) {
            return;
        }
        let used: Vec<usize> = self.used_columns().collect();
        let marked = mark_columns(table).into_iter().filter(|at| !used.contains(at));
        let named = marked.map(|at| {
            let name = &columns[at];
            let mut column = BoundColumn::plain(columns, at);
            // Only the marks mean the recipient; other signs are reported as not used.
            let value =
                RawValue { place: name.place, span: 0..0, kind: RawKind::Text(name.value.clone()) };
            column.values = MARKS.into_iter().map(|mark| (mark.into(), value.clone())).collect();
            column.mapping.to_mut().other = OtherValues::Drop;
            column
        });
        let recipients: Vec<BoundColumn<'m>> = named.collect();
        self.by_mark = recipients.iter().map(|column| column.mapping.name.value.clone()).collect();
        if let Some((.., all)) = self.keys.iter_mut().find(|(known, ..)| *known == KEY) {
            all.extend(recipients);
        }
    }

    /// Learns from a row how numbers and dates are written.
    pub(super) fn learn(&mut self, row: &Row, is_sheet: bool) {
        let columns = self.keys.iter_mut().flat_map(|(.., columns)| columns);
        for column in columns {
            if let (Some((kind, style)), Some(cell)) = (&mut column.figure, row.cell(column.at)) {
                if is_sheet {
                    style.learn_cell(*kind, &cell.value);
                } else {
                    style.learn(*kind, &cell.value);
                }
            }
        }
    }

    /// The values of a key that are the same in every row.
    pub(super) fn constant(&self, path: &str) -> impl Iterator<Item = &'m Text> {
        let of_key = self.mapping.constants.iter().filter(move |(key, ..)| *key == path);
        of_key.flat_map(|(_, _, values)| values)
    }

    /// Whether a column or constant fills one of some keys.
    pub(super) fn fills_any(&self, paths: &[&str]) -> bool {
        paths.iter().any(|path| !self.is_open(path) || self.constant(path).next().is_some())
    }

    /// The columns that fill its keys.
    pub(super) fn columns(&self) -> impl Iterator<Item = &BoundColumn<'m>> {
        self.keys.iter().flat_map(|(_, _, columns)| columns)
    }

    /// The numbers of the columns that hold amounts of money.
    pub(super) fn amounts(&self) -> impl Iterator<Item = usize> {
        self.columns().filter(|column| column.is_amount()).map(|column| column.at)
    }

    /// The numbers of the columns that fill a key or say which rows are taken.
    pub(super) fn used_columns(&self) -> impl Iterator<Item = usize> {
        self.columns().flat_map(|column| {
            std::iter::once(column.at).chain(column.when.iter().map(|(when, _)| *when))
        })
    }

    /// Whether the lines of a column's cells are values of a key that has several, as no sign of its own splits them.
    pub(super) fn splits_lines(&self, at: usize) -> bool {
        let mut several = self.keys.iter().filter(|(_, kind, _)| kind.is_many());
        several.any(|(_, _, columns)| {
            columns.iter().any(|column| column.at == at && column.mapping.split.is_none())
        })
    }

    /// Whether a column says which rows are taken.
    pub(super) fn is_condition(&self, at: usize) -> bool {
        self.columns().any(|column| column.when.iter().any(|(when, _)| *when == at))
    }
}

/// Whether a path ends with a key.
fn is_last(path: &str, key: &str) -> bool {
    path.rsplit('.').next() == Some(key)
}

/// Whether a column's name is that of a key: `Provided by` is `provided_by`.
fn is_key(column: &str, path: &str) -> bool {
    let word = column.trim().to_lowercase();
    word.replace([' ', '-'], "_") == path
}

struct Binder<'b, 't> {
    columns: &'b [Text],
    table: &'b SourceTable<'t>,
    problems: &'b mut Vec<Diagnostic>,
    nearest: Nearest,
}

impl Binder<'_, '_> {
    /// The column with the name of a key; a second one is reported.
    fn named_like(&mut self, path: &str) -> Option<usize> {
        let at = self.columns.iter().position(|column| is_key(&column.value, path))?;
        let second = self.columns[at + 1..].iter().find(|name| is_key(&name.value, path));
        if let Some(second) = second {
            let message = format!("a second column is called `{}`", excerpt(&second.value));
            let problem = Diagnostic::new(Code::DuplicateColumn, second.place, message);
            self.problems.push(problem.other(self.columns[at].place, "the first one"));
        }
        Some(at)
    }

    fn bind<'m>(&mut self, mapping: &'m ColumnMapping) -> Option<BoundColumn<'m>> {
        let at = self.find(&mapping.name, mapping.flag.as_deref());
        let when: Vec<Option<_>> = mapping
            .when
            .iter()
            .map(|(column, wanted)| {
                let names = wanted.iter().map(|text| text.value.clone()).collect();
                Some((self.find(column, None)?, names))
            })
            .collect();
        let values = mapping.values.iter();
        Some(BoundColumn {
            at: at?,
            when: when.into_iter().collect::<Option<_>>()?,
            values: values.map(|(key, value)| (key.value.clone(), value.clone())).collect(),
            mapping: Cow::Borrowed(mapping),
            path: "",
            figure: None,
            power: 0,
        })
    }

    /// The number of a column. A problem with it is reported at the mapping file, or else at the columns.
    fn find(&mut self, name: &Text, flag: Option<&str>) -> Option<usize> {
        // The name in an option has the default place.
        let is_flag = name.place == Place::default();
        let place = if is_flag { self.table.first_place() } else { name.place };
        let wanted = Text { value: name.value.clone(), place };
        let found = find_column(self.columns, &wanted, flag, &mut self.nearest);
        found.map_err(|problem| self.problems.push(*problem)).ok()
    }

    fn known(&self) -> String {
        columns_in_words(self.columns)
    }

    /// Reports that no column names the entries, at the header, with the column that seems to.
    fn report_no_name(&mut self, mapping: &TableMapping) {
        let mut filled = self.columns.iter().filter(|column| !column.value.is_empty());
        let word = mapping.list.word();
        let has_word = |column: &&Text| {
            let name = column.value.to_lowercase();
            name.split(|c: char| !c.is_alphanumeric())
                .any(|part| part == word || part == mapping.list.key() || part == "name")
        };
        let likely = filled.clone().find(has_word).map_or("COLUMN", |column| &*column.value);
        let quote = if likely.contains(' ') { "\"" } else { "" };
        let place = filled.next().map_or(self.table.first_place(), |column| column.place);
        let message = format!("which column names a {word}?");
        let help = match self.known() {
            known if known.starts_with("its") => {
                format!("map it, as in --map name={quote}{likely}{quote}; {known}")
            }
            known => known,
        };
        self.problems.push(Diagnostic::new(Code::MissingKey, place, message).help(help));
    }
}
