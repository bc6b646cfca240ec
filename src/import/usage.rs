//! Who uses what, by tickets or cross-charges: what is used but not declared in a map, what is declared but not used,
//! and what is charged against what the map says is paid.
//!
//! ```text
//! business_service,caller_id.department          helpdesk -> Packing    41 tickets, not declared
//! Helpdesk,Packing                       ->      helpdesk -> HR         declared, no ticket
//! ...
//! ```
//!
//! A row is one use. It names a service, or the team that did the work, and the department that asked for it. Who asked
//! and what for is never read.

mod columns;
mod outcome;

pub use columns::UsageOptions;
pub use outcome::{Usage, UsageOutcome, UsageResult};

use super::{
    FigureKind, FigureStyle, ImportError, ImportJob,
    filter::RowFilter,
    job::{file_name, first_names},
    survey::{
        column::SurveyColumn,
        names::{NameMatch, Names},
    },
    table::{Row, RowShape},
};
use crate::{
    diag::{count, excerpt},
    id::{Subject, fold_name},
    input::Text,
    model::Organisation,
};
use columns::UsageColumns;
use outcome::{Uses, usage_of};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// Reads tables of tickets or charges as what they say of a map.
///
/// # Errors
/// Where a file can't be read, or it isn't clear which column is what. Notes are in the summary of the job.
pub fn usage(
    files: &[PathBuf],
    options: &UsageOptions,
    organisation: &Organisation,
    job: &mut ImportJob,
) -> Result<UsageOutcome, ImportError> {
    let names = Names::new(organisation, &options.same);
    let mut reader = UsageReader {
        names: &names,
        options,
        uses: Uses::default(),
        unknown: BTreeMap::new(),
        unnamed: 0,
        unread: Vec::new(),
        has_amounts: false,
    };
    for path in files {
        reader.read(path, job)?;
    }
    if !job.summary.errors.is_empty() {
        return Ok(UsageOutcome::default());
    }
    job.summary.notes.extend(reader.notes());
    if reader.uses.is_empty() {
        let known =
            "the names of its columns, and --same \"NAME=ID\" for names that the map has otherwise";
        return Err(ImportError::Option(format!(
            "no row names a service and a department of the map\nhelp: check {known}"
        )));
    }
    Ok(usage_of(organisation, &reader.uses, reader.has_amounts))
}

/// Texts that the map doesn't have: what kind they are of, folded, with the first spelling and the number of rows.
type Unknown = BTreeMap<(&'static str, String), (String, usize)>;

struct UsageReader<'o, 'org> {
    names: &'o Names<'org>,
    options: &'o UsageOptions,
    uses: Uses,
    unknown: Unknown,
    /// How many rows name no service or no department.
    unnamed: usize,
    /// Places of amounts that can't be read.
    unread: Vec<String>,
    has_amounts: bool,
}

impl UsageReader<'_, '_> {
    fn read(&mut self, path: &Path, job: &mut ImportJob) -> Result<(), ImportError> {
        let Some(file) = job.read_table(path, &self.options.format)? else {
            return Ok(());
        };
        let name = file_name(path);
        let table = file.table(&job.sources);
        let headers = table.columns();
        let columns = SurveyColumn::plain(&headers);
        let wrong = |error: String| ImportError::Option(format!("{name}: {error}"));
        let columns = UsageColumns::find(&columns, self.options, self.names).map_err(wrong)?;
        self.has_amounts |= columns.amount.is_some();
        let mut style = self.options.format.figures;
        if let Some(amount) = columns.amount {
            table.rows(|row, _| {
                if let Some(cell) = row.cell(amount) {
                    style.learn(FigureKind::Number, &cell.value);
                }
            });
        }
        let mut problems = Vec::new();
        let mut filter = RowFilter::new(&table, &headers, &self.options.format, &mut problems);
        let (mut rows, mut broken) = (0, Vec::new());
        table.rows(|row, shape| {
            let is_taken = filter.take(row);
            match shape {
                RowShape::Unclosed(problem) | RowShape::Broken(problem) => broken.push(problem),
                RowShape::Valid if row.is_empty() || !is_taken => {}
                RowShape::Valid => {
                    rows += 1;
                    self.row(row, &columns, style);
                }
            }
        });
        job.summary.errors.extend(problems);
        let notes = &mut job.summary.notes;
        notes.push(format!("{name}: {}{}", columns.tool, count(rows, "row")));
        notes.push(columns.in_words());
        notes.extend(filter.notes(&table));
        for problem in broken {
            let place = job.sources.location(problem.place);
            notes.push(format!("{place}: {}; left out", problem.message));
        }
        Ok(())
    }

    fn row(&mut self, row: &Row, columns: &UsageColumns, style: FigureStyle) {
        let what = self.subject(row, columns.fixed_service, &columns.services, "service or team");
        let by = self.subject(row, columns.fixed_by, &columns.by, "department");
        let (Some(what), Some(by)) = (what, by) else {
            return;
        };
        let amount = columns.amount.and_then(|at| row.cell(at)).and_then(|cell| {
            let amount = style.plain(FigureKind::Number, &cell.value);
            let sum = amount.and_then(|amount| amount.parse::<f64>().ok());
            if sum.is_none() {
                self.unread.push(row.number().to_string());
            }
            sum
        });
        self.uses.add(what, by, amount);
    }

    /// What the first filled cell of some columns names; what the map doesn't have is counted.
    fn subject(
        &mut self,
        row: &Row,
        fixed: Option<Subject>,
        columns: &[usize],
        kind: &'static str,
    ) -> Option<Subject> {
        if fixed.is_some() {
            return fixed;
        }
        let cells: Vec<Text> = columns.iter().filter_map(|at| row.cell(*at)).collect();
        let Some(first) = cells.first() else {
            self.unnamed += 1;
            return None;
        };
        let is_service = kind != "department";
        let found = cells.iter().find_map(|cell| {
            let service = match self.names.service(&cell.value) {
                NameMatch::One(service) if is_service => Some(Subject::Service(service)),
                NameMatch::One(_) | NameMatch::Several | NameMatch::Nothing => None,
            };
            service.or_else(|| match self.names.respondent(&cell.value) {
                NameMatch::One(subject) => Some(subject),
                NameMatch::Several | NameMatch::Nothing => None,
            })
        });
        if found.is_none() {
            let entry = self.unknown.entry((kind, fold_name(&first.value)));
            entry.or_insert_with(|| (first.value.trim().to_owned(), 0)).1 += 1;
        }
        found
    }

    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        for kind in ["service or team", "department"] {
            let unknown = self.unknown.iter().filter(|((of, _), _)| *of == kind);
            let mut names: Vec<&(String, usize)> = unknown.map(|(_, name)| name).collect();
            names.sort_by_key(|(name, rows)| (std::cmp::Reverse(*rows), name));
            let rows: usize = names.iter().map(|(_, rows)| rows).sum();
            if rows > 0 {
                let shown: Vec<String> = names
                    .iter()
                    .map(|(name, rows)| format!("{} ({rows})", excerpt(name)))
                    .collect();
                notes.push(format!(
                    "{} left out: the map has no such {kind}: {} (--same \"NAME=ID\" says what is meant)",
                    count(rows, "row"),
                    first_names(&shown)
                ));
            }
        }
        if self.unnamed > 0 {
            let rows = count(self.unnamed, "row");
            notes.push(format!("{rows} left out: no service or no department is named"));
        }
        if !self.unread.is_empty() {
            let rows = first_names(&self.unread);
            notes.push(format!(
                "{} that can't be read, counted as a use without one: rows {rows} (--decimal)",
                count(self.unread.len(), "amount")
            ));
        }
        notes
    }
}
