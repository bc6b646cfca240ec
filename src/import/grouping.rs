//! Alike problems of one column as one problem: a sheet with a decimal comma in each row has one thing wrong.

use super::{ImportJob, table::one_line};
use crate::diag::{Code, Diagnostic, FileId, Place, Severity, first_of};
use std::collections::{BTreeMap, HashMap};

/// Alike problems are shown one by one up to this many.
const SHOWN: usize = 3;
/// The most cells that are named for a group.
const NAMED: usize = 6;

/// What problems that belong together have in common.
type ProblemGroup = (FileId, Code, Severity, String, Option<usize>);

/// Joins more than three problems of one kind and column to one.
pub fn group_by_column(problems: Vec<Diagnostic>, job: &ImportJob) -> Vec<Diagnostic> {
    let mut groups: BTreeMap<ProblemGroup, Vec<usize>> = BTreeMap::new();
    let columns = ColumnFinder::new(&problems, job);
    for (at, problem) in problems.iter().enumerate() {
        if problem.place == Place::default() {
            continue;
        }
        let column = columns.of(problem.place);
        let key =
            (problem.place.file, problem.code, problem.severity, problem.help.clone(), column);
        groups.entry(key).or_default().push(at);
    }
    let mut hidden = vec![false; problems.len()];
    let mut grouped = Vec::new();
    for ((file, _, _, _, column), members) in groups {
        if members.len() <= SHOWN {
            continue;
        }
        let mut first = problems[members[0]].clone();
        let cells = members.iter().map(|&at| cell_name(problems[at].place, job));
        let cells = first_of(cells, NAMED);
        let what = match column.and_then(|column| columns.name(file, column)) {
            Some(name) => format!("{name}: {} cells", members.len()),
            None => format!("{} rows", members.len()),
        };
        first.message = format!("{what} ({cells}), the first: {}", first.message);
        first.others.clear();
        for at in members {
            hidden[at] = true;
        }
        grouped.push(first);
    }
    let mut left: Vec<Diagnostic> = problems
        .into_iter()
        .zip(hidden)
        .filter(|(_, hidden)| !hidden)
        .map(|(problem, _)| problem)
        .collect();
    left.append(&mut grouped);
    left
}

/// A place in a list of places of one file: `H2` of a sheet, else `line 2`.
fn cell_name(place: Place, job: &ImportJob) -> String {
    let location = job.sources.location(place);
    match location.sheet {
        Some(_) => {
            crate::diag::CellName { row: location.line, column: location.column }.to_string()
        }
        None => format!("line {}", location.line),
    }
}

/// The column of each place in a table.
struct ColumnFinder {
    columns: HashMap<Place, usize>,
    names: HashMap<FileId, Vec<String>>,
}

impl ColumnFinder {
    fn new(problems: &[Diagnostic], job: &ImportJob) -> Self {
        let mut finder = Self { columns: HashMap::new(), names: HashMap::new() };
        for layout in &job.tables {
            let of_file = problems.iter().filter(|problem| problem.place.file == layout.file);
            let mut offsets: Vec<u32> = of_file.map(|problem| problem.place.offset).collect();
            if offsets.len() <= SHOWN {
                continue;
            }
            offsets.sort_unstable();
            offsets.dedup();
            let table = layout.table(&job.sources);
            let names = table.columns().into_iter().map(|name| one_line(&name).value.to_string());
            finder.names.insert(layout.file, names.collect());
            let mut at = 0;
            table.rows(|row, _| {
                while at < offsets.len() && offsets[at] < row.place().offset {
                    at += 1;
                }
                for column in 0..row.width() {
                    let Some(place) = row.place_of(column) else {
                        break;
                    };
                    if at < offsets.len() && offsets[at] == place.offset {
                        finder.columns.insert(place, column);
                        at += 1;
                    }
                }
            });
        }
        finder
    }

    fn of(&self, place: Place) -> Option<usize> {
        self.columns.get(&place).copied()
    }

    fn name(&self, file: FileId, column: usize) -> Option<&str> {
        let name = self.names.get(&file)?.get(column)?;
        (!name.is_empty()).then_some(name)
    }
}
