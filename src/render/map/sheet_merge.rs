//! Takes the workbook of a map back: what somebody changed in it becomes edits of the map's files.
//!
//! ```text
//! sheet                      map                     becomes
//! headcount 24, was 20       headcount 20            headcount: 24
//! headcount 20, was 20       headcount 30            nothing: the map was changed
//! headcount 24, was 20       headcount 30            nothing: a conflict, which is reported
//! no row any more            - name: IT              nothing, or with --delete no entry, if nothing else needs it
//! ```
//!
//! A cell that makes the map wrong is left out and reported, and so is a row that lacks something required.

mod changes;
mod failed;
mod matching;
mod needed;
mod record;

use super::merge::Overwrite;
use crate::{
    diag::{Code, Diagnostic, Place, Severity, excerpt},
    id::fold_name,
    import::{
        ExistingEntry, ValueProblem,
        map_sheets::{EntryIds, SheetTable},
        value_problems,
    },
    input::RawValue,
    render::edit::{EditError, MapEditor},
};
use changes::{RowChange, SheetChanges, SheetInput, sheet_changes};
use failed::FailedEdits;
use needed::{GoneRow, NeededRows, text_at};
use std::collections::BTreeSet;

/// What is left out because of something else that was left out is found in another round.
// Each round leaves out something more; after this many the rest is reported as it is.
const ROUNDS: usize = 30;

/// What is wrong with a row whose edit can't be made.
const CANT_CHANGE: &str = "this can't be changed in the map";

/// The map into which a workbook is taken back.
pub struct SheetTarget<'m> {
    /// The entries of the map.
    pub existing: &'m [ExistingEntry],
    /// The values of files that are not YAML, which can't be edited.
    pub others: &'m [RawValue],
    /// The file to which new entries go, by its number.
    pub home: usize,
    /// Whether the map is one that the workbook may have been written from.
    pub is_merge: bool,
    /// The keys whose values are taken from the workbook where both were changed.
    pub overwrite: &'m Overwrite,
    /// Whether what has no row any more is deleted.
    pub is_deleting: bool,
}

/// The outcome of taking a workbook back.
#[derive(Debug)]
pub struct SheetsMerged<'t> {
    /// The editors of the files with the changes.
    pub editors: Vec<MapEditor<'t>>,
    /// What was left out and why, each at its cell.
    pub problems: Vec<Diagnostic>,
    /// A reason why the map would be wrong that no cell holds: the number of the file, and the problem at its place there.
    pub errors: Vec<(Option<usize>, Diagnostic)>,
    /// The changed values.
    pub changed: Vec<String>,
    /// What was added.
    pub added: Vec<String>,
    /// What has no row any more, and was deleted where that was asked for.
    pub gone: Vec<String>,
    /// What has no row any more, but was not deleted since something else needs it: each with what needs it.
    pub needed: Vec<String>,
    /// How many rows changed nothing.
    pub unchanged: usize,
    /// How many edits could not be made in the files.
    pub failed: usize,
    /// The reason why nothing was deleted though that was asked for.
    pub not_deleted: Option<String>,
}

/// Takes the sheets of a workbook back into a map; `open` makes an editor for each of its files.
///
/// # Errors
/// Where a file can't be edited.
pub fn merge_sheets<'t>(
    tables: &[SheetTable],
    target: &SheetTarget<'_>,
    open: &dyn Fn() -> Result<Vec<MapEditor<'t>>, EditError>,
) -> Result<SheetsMerged<'t>, EditError> {
    let base = open()?;
    let roots: Vec<&RawValue> = base.iter().map(MapEditor::root).chain(target.others).collect();
    let ids = EntryIds::new(target.existing, &roots);
    let mut rounds = Rounds { is_deleting: target.is_deleting, ..Rounds::default() };
    loop {
        let input = SheetInput {
            tables,
            roots: roots.clone(),
            ids: &ids,
            home: target.home,
            is_merge: target.is_merge,
            overwrite: target.overwrite,
            is_deleting: rounds.is_deleting,
            rejected: &rounds.rejected,
            needed: &rounds.needed,
        };
        let changes = sheet_changes(&input);
        // A fresh start for each round: an edit can't be taken back.
        let mut attempt = Attempt { editors: open()?, failed: Vec::new() };
        attempt.apply(&changes);
        let problems = attempt.problems(&changes, target.others);
        let after = attempt.roots(target.others);
        // What was kept so far may need more; each such round keeps at least one row.
        if rounds.is_deleting && rounds.needed.add(&problems, &after, &ids, &changes.gone) {
            continue;
        }
        let (in_cells, elsewhere): (Vec<_>, Vec<_>) =
            problems.into_iter().partition(|problem| cell_of(problem).is_some());
        if rounds.reject(in_cells) {
            continue;
        }
        if let Some(problem) = elsewhere.first()
            && rounds.is_deleting
            && !changes.gone.is_empty()
        {
            // Something else still names what was to be deleted.
            rounds.is_deleting = false;
            rounds.not_deleted = Some(why_not_deleted(&base, problem));
            continue;
        }
        return Ok(rounds.result(tables, changes, attempt, elsewhere));
    }
}

/// What the rounds so far have found, each of which tries the changes that the rounds before it left.
#[derive(Default)]
struct Rounds {
    count: usize,
    /// The places of cells and rows that were found wrong, and what is wrong with them.
    rejected: BTreeSet<Place>,
    found: Vec<Diagnostic>,
    needed: NeededRows,
    is_deleting: bool,
    not_deleted: Option<String>,
}

impl Rounds {
    /// Leaves out cells that were found wrong; returns whether another round without them is worth it.
    fn reject(&mut self, in_cells: Vec<ValueProblem>) -> bool {
        let before = self.rejected.len();
        for problem in in_cells {
            self.rejected.extend(cell_of(&problem));
            self.found.push(at_cell(problem));
        }
        self.count += 1;
        self.rejected.len() > before && self.count < ROUNDS
    }

    /// The result of the last round; `errors` are the problems that no cell holds.
    fn result<'t>(
        mut self,
        tables: &[SheetTable],
        changes: SheetChanges,
        attempt: Attempt<'t>,
        errors: Vec<ValueProblem>,
    ) -> SheetsMerged<'t> {
        let mut problems = changes.problems.clone();
        problems.extend(tables.iter().flat_map(|table| table.problems.iter().cloned()));
        problems.append(&mut self.found);
        let failed = attempt.failed.iter();
        problems.extend(failed.flat_map(|one| self.problems_of(one, tables, &changes)));
        problems.sort_by_key(|problem| problem.place);
        problems.dedup();
        let is_kept = |row: &&GoneRow| self.is_deleting && self.needed.contains(&row.place);
        let failed_edits =
            FailedEdits::of(attempt.failed.iter().filter_map(|it| changes.edits.get(it.edit)));
        let is_changed = |change: &RowChange| !failed_edits.concern(change.file, &change.path);
        let is_added = |change: &RowChange| !failed_edits.hold(change.file, &change.path);
        // What can't be deleted is among the problems.
        let is_deletable = |row: &&GoneRow| {
            !self.is_deleting || !row.is_in(|file, at| failed_edits.hold(file, at))
        };
        let (kept, gone): (Vec<_>, Vec<_>) =
            changes.gone.iter().filter(is_deletable).partition(is_kept);
        let words = |all: Vec<RowChange>, is_made: &dyn Fn(&RowChange) -> bool| {
            all.into_iter().filter(is_made).map(|change| change.words).collect()
        };
        let errors = errors.into_iter().map(|problem| (problem.file, problem.diagnostic));
        SheetsMerged {
            editors: attempt.editors,
            problems,
            errors: errors.collect(),
            changed: words(changes.changed, &is_changed),
            added: words(changes.added, &is_added),
            gone: gone.into_iter().map(|row| row.words.clone()).collect(),
            needed: kept.into_iter().map(|row| self.needed.describe(row)).collect(),
            unchanged: changes.unchanged,
            failed: attempt.failed.len(),
            not_deleted: self.not_deleted,
        }
    }

    /// The problems of an edit that can't be made: one for each row of the workbook that makes it, and for each row that is
    /// gone and can't be deleted.
    fn problems_of(
        &self,
        failed: &FailedEdit,
        tables: &[SheetTable],
        all: &SheetChanges,
    ) -> Vec<Diagnostic> {
        let edits = FailedEdits::of(all.edits.get(failed.edit));
        let changed = all.changed.iter().filter(|it| edits.concern(it.file, &it.path));
        let added = all.added.iter().filter(|it| edits.hold(it.file, &it.path));
        let places: BTreeSet<Place> = changed.chain(added).map(|it| it.place).collect();
        let gone = all.gone.iter().filter(|row| {
            self.is_deleting
                && !self.needed.contains(&row.place)
                && row.is_in(|file, at| edits.hold(file, at))
        });
        let in_rows = places.into_iter().map(|place| failed.at(place, CANT_CHANGE));
        // What is gone has no row of its own.
        let sheet_of = |row: &GoneRow| tables.iter().find(|table| table.sheet == row.sheet);
        let of_gone = gone.map(|row| {
            let place = sheet_of(row).map_or(failed.place, |table| table.place);
            failed.at(
                place,
                &format!("this has no row any more, but can't be deleted: {}", row.words),
            )
        });
        let problems: Vec<Diagnostic> = in_rows.chain(of_gone).collect();
        if problems.is_empty() { vec![failed.at(failed.place, CANT_CHANGE)] } else { problems }
    }
}

/// One attempt to make all changes.
struct Attempt<'t> {
    editors: Vec<MapEditor<'t>>,
    /// The changes that can't be made at their place.
    failed: Vec<FailedEdit>,
}

/// An edit that can't be made.
struct FailedEdit {
    /// Its number among the edits.
    edit: usize,
    /// A row that makes it.
    place: Place,
    why: String,
}

impl FailedEdit {
    /// Its problem at a row; `what` can't be done there.
    fn at(&self, place: Place, what: &str) -> Diagnostic {
        let message = format!("{what}: {}", self.why);
        let mut problem =
            Diagnostic::new(Code::BadRow, place, message).help("change the map by hand");
        problem.severity = Severity::Warning;
        problem
    }
}

impl Attempt<'_> {
    fn apply(&mut self, changes: &SheetChanges) {
        for (edit, change) in changes.edits.iter().enumerate() {
            let why = match self.editors.get_mut(change.file) {
                Some(editor) => match editor.edit(&change.edit) {
                    Ok(()) => continue,
                    Err(error) => error.to_string(),
                },
                None => "it is in a JSON file".to_owned(),
            };
            self.failed.push(FailedEdit { edit, place: change.place, why });
        }
    }

    /// What is wrong with the map after the changes. References by a name that has changed follow it first.
    fn problems(&mut self, changes: &SheetChanges, others: &[RawValue]) -> Vec<ValueProblem> {
        let mut problems = self.check(others);
        if changes.renamed.is_empty() {
            return problems;
        }
        for ValueProblem { diagnostic, file } in &problems {
            let Some(editor) = file.and_then(|file| self.editors.get_mut(file)) else { continue };
            let text = text_at(editor.root(), diagnostic.place).map(fold_name);
            let new = changes.renamed.iter().find(|(old, _)| Some(old) == text.as_ref());
            if let (Code::UnknownReference, Some((_, id))) = (diagnostic.code, new) {
                // One that can't be renamed stays a problem.
                let _ = editor.rename(&[diagnostic.place], id);
            }
        }
        problems = self.check(others);
        problems
    }

    fn check(&self, others: &[RawValue]) -> Vec<ValueProblem> {
        value_problems(&self.roots(others))
    }

    /// The values of the files after the changes.
    fn roots<'r>(&'r self, others: &'r [RawValue]) -> Vec<&'r RawValue> {
        self.editors.iter().map(MapEditor::edited).chain(others).collect()
    }
}

/// The cell that a problem is about: its own place, or one of those that explain it. Places of the map have the number
/// of the first file.
fn cell_of(problem: &ValueProblem) -> Option<Place> {
    let others = problem.diagnostic.others.iter().map(|(place, _)| *place);
    let places = std::iter::once(problem.diagnostic.place).chain(others);
    places.into_iter().find(|place| place.file != Place::default().file)
}

/// A problem at its cell.
fn at_cell(problem: ValueProblem) -> Diagnostic {
    let cell = cell_of(&problem).unwrap_or_default();
    let mut diagnostic = problem.diagnostic;
    diagnostic.others.retain(|(place, _)| place.file != Place::default().file && *place != cell);
    diagnostic.place = cell;
    diagnostic.severity = Severity::Warning;
    match cell_help(diagnostic.code) {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// The help of problems whose usual help is about lines of a file.
fn cell_help(code: Code) -> Option<&'static str> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the usual help fits every other code")]
    match code {
        Code::AmbiguousReference => Some("write the id of the one that is meant"),
        Code::DuplicateId => Some("give it another id"),
        Code::MissingKey => Some("fill in the cell of this column"),
        _ => None,
    }
}

/// The reason why nothing was deleted.
fn why_not_deleted(base: &[MapEditor<'_>], problem: &ValueProblem) -> String {
    let editor = problem.file.and_then(|file| base.get(file));
    let named = editor.and_then(|editor| text_at(editor.root(), problem.diagnostic.place));
    let shown = named.map_or(String::new(), |text| format!(" (`{}`)", excerpt(text)));
    format!(
        "nothing was deleted, since something else needs it: {}{shown}",
        problem.diagnostic.message
    )
}
