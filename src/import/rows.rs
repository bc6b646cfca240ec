//! The rows of a table become entries of a draft, as a mapping says.

use super::{
    Draft, Entry, ImportSummary, List, TableFormat, Value,
    bound::{BoundColumn, BoundMapping},
    cell::{self, CellSplit},
    currencies::Currencies,
    filter::RowFilter,
    items::{Attribute, Items},
    job::first_names,
    keys::Kind,
    mapping::{ColumnMatching, TableMapping},
    meaning,
    score_scale::ScoreScale,
    table::{Row, SourceTable, first_columns, one_line},
};
use crate::{
    diag::{Code, Diagnostic, Slice, count, excerpt},
    input::Text,
};

/// Adds the entries that the rows of a table make; `name` is that of its file. Where columns are wrong no row is read.
pub fn rows(
    name: &str,
    table: &SourceTable<'_>,
    mappings: &[TableMapping],
    format: &TableFormat,
    draft: &mut Draft,
    summary: &mut ImportSummary,
) {
    let columns = table.columns();
    let mut problems = Vec::new();
    let bound = bind(table, &columns, mappings, format, &mut problems);
    let filter = RowFilter::new(table, &columns, format, &mut problems);
    if !problems.is_empty() {
        summary.errors.extend(problems);
        return;
    }
    let makers: Vec<EntryMaker<'_, '_>> = bound.iter().map(|bound| EntryMaker { bound }).collect();
    let mut usage = ColumnUsage::of(&columns, &bound);
    let (mut currencies, mut scale) = (Currencies::default(), ScoreScale::default());
    let amounts: Vec<usize> = bound.iter().flat_map(BoundMapping::amounts).collect();
    let mut left = table.source.text.len().saturating_mul(RATIO).clamp(LEAST, MOST);
    let mut is_full = false;
    filter.rows(name, table, summary, |row, summary| {
        // The walk over the rows can't end early; those behind the limit are skipped.
        if is_full {
            return;
        }
        let mut is_taken = false;
        for maker in &makers {
            if let Some(size) = maker.take(row, draft, summary) {
                is_taken = true;
                is_full |= left < size;
                left = left.saturating_sub(size);
            }
        }
        if is_full {
            summary.errors.push(too_much(row));
        }
        if !is_taken && mappings.len() > 1 {
            summary.rejected.push(taken_by_none(row));
        }
        for (column, usage) in usage.iter_mut().enumerate() {
            usage.count(row, column, &bound);
        }
        scale.note_row(row, &bound);
        for column in &amounts {
            row.cell(*column).into_iter().for_each(|cell| currencies.note(&cell));
        }
    });
    summary.warnings.extend(currencies.settle(draft));
    draft.provider_column = bound.iter().find_map(|bound| bound.only_column("provided_by"));
    let notes = &mut summary.notes;
    notes.extend(matched_notes(&bound));
    notes.extend(scale.question());
    notes.extend(list_notes(&columns, &usage));
    notes.extend(unused_notes(&columns, &usage));
    let is_answer = summary.advice.is_some();
    summary.notes.extend(figure_note(mappings, &bound, &columns, &usage, is_answer));
}

/// The mappings with the columns of the table, and how these write numbers and dates.
fn bind<'m>(
    table: &SourceTable<'_>,
    columns: &[Text],
    mappings: &'m [TableMapping],
    format: &TableFormat,
    problems: &mut Vec<Diagnostic>,
) -> Vec<BoundMapping<'m>> {
    let mut bound: Vec<BoundMapping<'m>> = mappings
        .iter()
        .map(|mapping| BoundMapping::new(mapping, columns, table, format.figures, problems))
        .collect();
    table.rows(|row, _| {
        for mapping in &mut bound {
            // A first pass: one cell with a day over 12 shows the order of all dates of its column.
            mapping.learn(row, table.is_sheet());
        }
    });
    bound
}

/// Which columns nobody named and fill a key all the same.
fn matched_notes(bound: &[BoundMapping<'_>]) -> Vec<String> {
    let by_name: Vec<Slice> = bound.iter().flat_map(|bound| bound.by_name.clone()).collect();
    let by_meaning: Vec<String> = bound.iter().flat_map(|bound| bound.by_meaning.clone()).collect();
    let mut notes = Vec::new();
    if !by_name.is_empty() {
        notes.push(format!("columns matched by name: {}", first_names(&by_name)));
    }
    if !by_meaning.is_empty() {
        notes.push(format!(
            "columns taken by what their names mean: {} (else: --map KEY=COLUMN, or --map KEY= for none)",
            by_meaning.join(", ")
        ));
    }
    let by_mark: Vec<Slice> = bound.iter().flat_map(|bound| bound.by_mark.clone()).collect();
    if !by_mark.is_empty() {
        notes.push(format!(
            "columns with marks such as x, each taken as a recipient of the rows that it marks: {} (else: --map serves=)",
            first_names(&by_mark)
        ));
    }
    notes.extend(bound.iter().flat_map(multiplied_notes));
    notes
}

/// Which amounts were multiplied, as their heading says.
fn multiplied_notes(bound: &BoundMapping<'_>) -> Vec<String> {
    let multiplied = bound.columns().filter(|column| column.power > 0);
    let notes = multiplied.map(|column| {
        let factor = if column.power == 3 { "1,000" } else { "1,000,000" };
        let name = excerpt(&column.mapping.name.value);
        format!("{name}: amounts were multiplied by {factor}, as the heading says")
    });
    notes.collect()
}

/// The options for unused columns that seem to hold amounts or scores. Only their names tell, so they are not taken.
fn figure_note(
    mappings: &[TableMapping],
    bound: &[BoundMapping<'_>],
    columns: &[Text],
    usage: &[ColumnUsage],
    is_answer: bool,
) -> Option<String> {
    let ([mapping], [bound]) = (mappings, bound) else { return None };
    // What an answer of custmap shows is derived, and none of it is to be taken.
    if mapping.list != List::Services || is_answer {
        return None;
    }
    let mut options: Vec<String> = Vec::new();
    let mut keys: Vec<&str> = Vec::new();
    for (column, usage) in columns.iter().zip(usage) {
        let key = meaning::figure(&column.value).filter(|key| {
            usage.filled > 0 && usage.used == 0 && bound.may_match(key) && !keys.contains(key)
        });
        let Some(key) = key else { continue };
        keys.push(key);
        let quote = if column.value.contains(' ') { "\"" } else { "" };
        options.push(format!("--map {key}={quote}{}{quote}", excerpt(&column.value)));
        if key == "serves.satisfaction.score" {
            options
                .push("--same-score (one score for several recipients is that of each)".to_owned());
        }
    }
    (!options.is_empty()).then(|| {
        format!("to use such columns, if that is what they hold, add {}", options.join(", "))
    })
}

/// How many bytes the entries of a table may take for each byte of it: a mapping repeats texts in every row.
const RATIO: usize = 100;
/// The bytes that are free for any table, and the most for the largest.
const LEAST: usize = 64 << 20;
const MOST: usize = 1 << 30;

fn too_much(row: &Row) -> Diagnostic {
    let message = "up to this row the table became more than 100 times as large as it is";
    let help = "shorten the texts that the mapping writes in every row";
    Diagnostic::new(Code::BadRow, row.place(), message).help(help)
}

/// How many cells of a column hold something, and how many of these fill a key.
#[derive(Clone, Debug, Default)]
struct ColumnUsage {
    filled: usize,
    used: usize,
    /// Whether a mapping names the column.
    is_mapped: bool,
    /// The first cell that fills nothing.
    example: Option<Slice>,
    /// How many cells were split into their lines.
    lists: usize,
    /// The first of them.
    list_example: Option<Slice>,
}

impl ColumnUsage {
    /// Of each column, before any row.
    fn of(columns: &[Text], bound: &[BoundMapping<'_>]) -> Vec<Self> {
        let mut usage = vec![Self::default(); columns.len()];
        for column in bound.iter().flat_map(BoundMapping::used_columns) {
            usage[column].is_mapped = true;
        }
        usage
    }

    /// Counts the cell of a row.
    fn count(&mut self, row: &Row, column: usize, bound: &[BoundMapping<'_>]) {
        let Some(cell) = row.cell(column) else {
            return;
        };
        self.filled += 1;
        let is_used = |bound: &BoundMapping<'_>| {
            bound.is_condition(column)
                || bound.columns().any(|one| {
                    one.at == column
                        && (one.is_plain() || !cell::values(row, one, CellSplit::Whole).is_empty())
                })
        };
        if bound.iter().any(|bound| bound.splits_lines(column))
            && row.text(column).is_some_and(|cell| cell::has_lines(&cell.value))
        {
            self.lists += 1;
            let example = row.text(column).map(|cell| lines_of(&cell.value));
            self.list_example = self.list_example.take().or(example);
        }
        if self.is_mapped && bound.iter().any(is_used) {
            self.used += 1;
        } else if self.example.is_none() {
            self.example = Some(excerpt(&one_line(&cell).value).into());
        }
    }
}

/// The lines of a cell on one line.
fn lines_of(cell: &str) -> Slice {
    let lines = cell.lines().map(str::trim).filter(|line| !line.is_empty());
    let quoted: Vec<String> = lines.map(|line| format!("`{}`", excerpt(line))).collect();
    first_names(&quoted).into()
}

/// Which cells were split into their lines, by column.
fn list_notes(columns: &[Text], usage: &[ColumnUsage]) -> Vec<String> {
    let named = columns.iter().zip(usage);
    let notes = named.filter_map(|(column, usage)| {
        let example = usage.list_example.as_deref()?;
        let cells = count(usage.lists, "cell");
        let verb = if usage.lists == 1 { "has" } else { "have" };
        Some(format!(
            "{}: {cells} {verb} several lines, each of which was read as a name, such as {example}",
            column.value
        ))
    });
    notes.collect()
}

/// Which cells filled no key, by column.
fn unused_notes(columns: &[Text], usage: &[ColumnUsage]) -> Vec<String> {
    let mut whole = Vec::new();
    let mut notes = Vec::new();
    for (column, usage) in columns.iter().zip(usage) {
        let Some(example) = usage.example.as_deref() else {
            continue;
        };
        let name = if column.value.is_empty() { "a column without a name" } else { &*column.value };
        let left = usage.filled - usage.used;
        if usage.used == 0 {
            whole.push(format!("{name} ({}, such as `{example}`)", count(left, "cell")));
        } else {
            notes.push(format!(
                "{name}: {left} of {} not used, such as `{example}`",
                count(usage.filled, "cell")
            ));
        }
    }
    if !whole.is_empty() {
        notes.insert(0, format!("columns not used: {}", first_columns(&whole)));
    }
    notes
}

fn taken_by_none(row: &Row) -> Diagnostic {
    let message = "no table of the mapping takes this row";
    let help = "add a table for it, or leave such rows out with skip_where";
    Diagnostic::new(Code::BadRow, row.place(), message).help(help)
}

/// Makes the entries of one list.
struct EntryMaker<'b, 'm> {
    bound: &'b BoundMapping<'m>,
}

impl EntryMaker<'_, '_> {
    /// Takes one row; returns the size of its entry in bytes, which is 0 where it is reported instead, and none where it
    /// makes no entry.
    fn take(&self, row: &Row, draft: &mut Draft, summary: &mut ImportSummary) -> Option<usize> {
        let mapping = self.bound.mapping;
        let id = self.first("id", row);
        let Some(name) = self.first("name", row) else {
            // Where a row fills several lists it need not name something for each.
            let is_wrong = mapping.matching == ColumnMatching::ByName || id.is_some();
            if is_wrong {
                summary.rejected.push(nameless(mapping.list, row));
            }
            return is_wrong.then_some(0);
        };
        let mut entry = Entry::new(name);
        entry.place = row.place();
        entry.id = id;
        self.fill(row, &mut entry, &mut summary.doubts);
        let size = entry.size();
        draft.add(mapping.list, entry);
        Some(size)
    }

    /// The text of `id` or `name`.
    fn first(&self, path: &str, row: &Row) -> Option<Text> {
        let (_, _, columns) = self.bound.keys.iter().find(|(known, ..)| *known == path)?;
        let texts_of = |column: &BoundColumn<'_>| -> Vec<Text> {
            if path == "id" && column.is_plain() {
                return row.exact(column.at).into_iter().collect();
            }
            let values = cell::values(row, column, CellSplit::Whole).into_iter();
            // A name that was broken into lines to fit its column is the same name.
            values.filter_map(cell::text).map(|text| one_line(&text)).collect()
        };
        let texts: Vec<Text> = columns.iter().flat_map(texts_of).collect();
        cell::joined(texts)
    }

    /// Fills the keys of an entry, in the order of the format.
    fn fill(&self, row: &Row, entry: &mut Entry, doubts: &mut Vec<Diagnostic>) {
        let same_score = self.bound.mapping.same_score;
        let mut items: Option<Items> = None;
        for (path, kind, columns) in &self.bound.keys {
            let top = path.split('.').next().unwrap_or(path);
            if let Some(done) = items.take_if(|items| items.key != top) {
                entry.set(done.key, done.value(same_score, doubts));
            }
            if let Some(items) = items.as_mut() {
                let count = items.all.len();
                items.attributes.extend(self.attribute(path, *kind, columns, row, count));
                continue;
            }
            if *path != top && takes_items(top) {
                let values: Vec<Value> = columns
                    .iter()
                    .flat_map(|column| cell::values(row, column, CellSplit::Whole))
                    .collect();
                entry.unassigned.extend((!values.is_empty()).then_some((*path, values)));
                continue;
            }
            if matches!(*path, "id" | "name") {
                continue;
            }
            let values = self.values(path, *kind, columns, row);
            let Some(value) = cell::value(path, *kind, values, doubts) else {
                continue;
            };
            match (path.split_once('.'), value) {
                (None, Value::List(all)) if takes_items(top) => {
                    items = Some(Items { key: path, all, attributes: Vec::new() });
                }
                (None, value) => entry.set(path, value),
                (Some((_, rest)), value) => cell::set_nested(entry, path, rest, value),
            }
        }
        if let Some(done) = items {
            entry.set(done.key, done.value(same_score, doubts));
        }
    }

    /// The values of a key, or the constants where it has none.
    fn values(&self, path: &str, kind: Kind, columns: &[BoundColumn<'_>], row: &Row) -> Vec<Value> {
        let split = self.split(kind);
        let mut values: Vec<Value> =
            columns.iter().flat_map(|column| cell::values(row, column, split)).collect();
        if kind.is_many() || values.is_empty() {
            let constants = self.bound.constant(path);
            values.extend(constants.map(|text| Value::Text(text.clone())));
        }
        values
    }

    /// How the cells of a key are split.
    fn split(&self, kind: Kind) -> CellSplit<'_> {
        if kind.is_many() {
            CellSplit::Several(&self.bound.mapping.split)
        } else {
            CellSplit::Whole
        }
    }

    /// An attribute of `count` items, part by part; the constant where the cells are empty.
    fn attribute(
        &self,
        path: &'static str,
        kind: Kind,
        columns: &[BoundColumn<'_>],
        row: &Row,
        count: usize,
    ) -> Option<Attribute> {
        let split = CellSplit::Several(&self.bound.mapping.split);
        let parts_of = |column: &BoundColumn<'_>| {
            let parts = cell::parts(row, column, split);
            // A decimal comma is no separator.
            // What can't be read is one wrong figure of one item, not several.
            let is_whole = parts.len() != count
                && (cell::is_figure(row, column) || (count == 1 && column.figure.is_some()));
            if is_whole { cell::parts(row, column, CellSplit::Whole) } else { parts }
        };
        let parts: Vec<Vec<Value>> = columns.iter().flat_map(parts_of).collect();
        if parts.iter().any(|part| !part.is_empty()) {
            return Some(Attribute {
                path,
                parts: cell::referring(kind, parts),
                is_constant: false,
                is_list: kind.is_many(),
            });
        }
        let constant = self.bound.constant(path).next()?;
        let parts = vec![vec![Value::Text(constant.clone())]];
        Some(Attribute {
            path,
            parts: cell::referring(kind, parts),
            is_constant: true,
            is_list: kind.is_many(),
        })
    }
}

/// Whether the keys below a key are attributes of its items.
fn takes_items(top: &str) -> bool {
    matches!(top, "serves" | "paid_by")
}

fn nameless(list: List, row: &Row) -> Diagnostic {
    let message = format!("this {} has no name", list.word());
    Diagnostic::new(Code::BadRow, row.place(), message).help("fill in the name")
}
