//! The steps that all imports share: the files are read, the draft is completed and checked, and the map is written.

use super::{
    directory,
    target::{self, MergeOptions},
};
use crate::cli::{
    InvalidMap, Outcome,
    load::{self, ERRORS_SHOWN, ValidMap},
    output::{self, BackupArg},
    progress,
    screen::ScreenArgs,
    verbosity::Verbosity,
};
use anyhow::{anyhow, bail};
use clap::{Args, ValueEnum};
use custmap::{
    diag::{Code, Diagnostic, Nearest, Place, Severity, Slice, count, excerpt, first_of},
    id::Subject,
    import::{self, Completed, Draft, ImportJob, Importer, List, NameOptions, Value},
    input::{self, MapFormat, Text},
    model::Organisation,
    render::{
        map::{self, MODELINE, merge::Overwrite},
        table::fill_hanging,
    },
    resolve::resolve,
};
use std::{
    collections::BTreeSet,
    ffi::OsStr,
    path::{Path, PathBuf},
};

/// The options that all imports share.
#[derive(Debug, Args)]
#[command(next_help_heading = "The map")]
pub(super) struct FinishArgs {
    /// The organisation's name [default: what the source says, else the name of its file]
    #[arg(long, value_name = "NAME")]
    organisation: Option<String>,
    /// Refuse the import if any row or value can't be read; without it that row or value is left out and shown
    #[arg(long)]
    strict: bool,
    /// Write to this file, which must not be there yet
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Add to this map: new entries, and what entries lack: keys, recipients, payments, measurements; nothing is deleted
    /// and comments stay. In a directory new entries go to imported.yaml
    #[arg(long, value_name = "MAP")]
    pub(super) merge: Option<PathBuf>,
    /// Replace the values of this key where the source differs from the map, or of all (may be repeated)
    #[arg(long, value_name = "KEY", requires = "merge")]
    pub(super) overwrite: Vec<String>,
    /// Show what a merge would change, and write nothing
    #[arg(long, requires = "merge")]
    dry_run: bool,
    /// Keep the previous version of each file that a merge changes beside it, such as org.yaml.bak
    #[arg(long, requires = "merge")]
    backup: bool,
    /// Write a directory with a file for each department
    #[arg(long, value_name = "WHAT", requires = "output", conflicts_with = "merge")]
    split_by: Option<SplitBy>,
}

/// How a map is split into files.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum SplitBy {
    /// By department
    Department,
}

impl FinishArgs {
    /// Imports the files, and writes the map.
    pub(super) fn run(
        self,
        importer: &dyn Importer,
        screen: &ScreenArgs,
    ) -> anyhow::Result<Outcome> {
        let overwrite = overwrite(&self.overwrite)?;
        let mut job = ImportJob::new(load::announce);
        importer.import(&mut job)?;
        if let (Some(advice), Some(map)) = (&job.summary.advice, &self.merge) {
            // An answer repeats derived facts: as entries of a map they would count twice.
            bail!(
                "{advice}\nhelp: change the sheets of `custmap sheet {} -o map.xlsx` instead",
                map.display()
            );
        }
        show_notes(job.summary.advice.as_slice(), screen);
        name_the_kind(&mut job, importer);
        refuse(&job.summary.errors, &job, screen)?;
        if job.draft.entries().next().is_none()
            && job.summary.rejected.is_empty()
            && !importer.may_be_unchanged()
        {
            return Err(nothing_found(&job, importer));
        }
        progress::doing("Making the map");
        let notes = job.summary.notes.iter().map(|note| format!("  {note}"));
        let head = format!("Made by custmap import {}:", importer.word());
        job.draft.remarks = self.modeline().into_iter().chain([head]).chain(notes).collect();
        // After the source, so that what is wrong with a file is shown before
        // what is wrong with the map.
        let base = self.merge.as_deref().map(|path| ValidMap::read(path, screen)).transpose()?;
        let existing = base.as_ref().map_or(Vec::new(), |map| target::existing(&map.organisation));
        match &base {
            Some(base) => keep_organisation(&base.organisation, &mut job),
            None => self.name(&mut job.draft, importer.file()),
        }
        // What there was of each list, to see whether completing the draft lost all of one.
        let read: BTreeSet<&str> = job.draft.entries().map(|(list, _)| list.key()).collect();
        let completed = import::complete(&mut job.draft, &existing, &job.rules);
        let left_out = self.show(&completed, &job, screen)?;
        let left: BTreeSet<&str> = job.draft.entries().map(|(list, _)| list.key()).collect();
        let file = importer.file().display();
        if left.is_empty() && !importer.may_be_unchanged() {
            bail!("{file}: nothing is left to import without what is shown above");
        }
        // A map without a single one of the services that its rows describe is no import of them.
        if let Some(lost) = read.difference(&left).next() {
            bail!("{file}: none of its {lost} is left without what is shown above");
        }
        let more = completed_notes(&completed, &job, importer.word());
        job.summary.notes.extend(more);
        let rejected = job.summary.rejected.len() + completed.rejected.len();
        job.summary.notes.extend(left_out.note(rejected > 0));
        let notes = self.write(&job.draft, base.as_ref(), overwrite, screen)?;
        job.summary.notes.extend(notes);
        show_notes(&job.summary.notes, screen);
        Ok(Outcome::Fine)
    }

    /// Shows what was left out and what is doubtful; returns how many that are. With `--strict` whatever was left out
    /// ends the import.
    fn show(
        &self,
        completed: &Completed,
        job: &ImportJob,
        screen: &ScreenArgs,
    ) -> anyhow::Result<ShownProblems> {
        let severity = if self.strict { Severity::Error } else { Severity::Warning };
        let rejected = (job.summary.rejected.iter())
            .chain(&completed.rejected)
            .map(|problem| Diagnostic { severity, ..problem.clone() });
        let doubts = job.summary.doubts.iter().chain(&completed.doubts).cloned();
        let warnings = job.summary.warnings.iter().cloned();
        let mut all: Vec<Diagnostic> = doubts.chain(rejected).chain(warnings).collect();
        all.extend(completed.errors.iter().cloned());
        // In the order of the rows: equal problems become neighbours, and readers go
        // through their table from above.
        all.sort_by_key(|problem| problem.place);
        all.dedup();
        let shown = all.len();
        let mut grouped = import::group_by_column(all, job);
        // Grouping may have changed the order.
        grouped.sort_by_key(|problem| problem.place);
        if !grouped.is_empty() {
            output::show_errors(&grouped, &job.sources, screen.screen(), ERRORS_SHOWN)?;
        }
        let is_invalid = grouped.iter().any(|problem| problem.severity == Severity::Error);
        let taken = job.summary.warnings.len();
        if is_invalid { Err(InvalidMap.into()) } else { Ok(ShownProblems { shown, taken }) }
    }

    /// The comment by which an editor finds the schema, which is written beside a new map that is one file.
    fn modeline(&self) -> Option<String> {
        let file = self.output.as_deref()?;
        // The schema lies beside one new file; on standard output and in a
        // directory there is no such place.
        let one = file != Path::new("-") && self.split_by.is_none() && self.merge.is_none();
        let line = MODELINE.trim_start_matches("# ");
        one.then(|| line.to_owned())
    }

    /// Writes a map to where it belongs; returns what was written.
    fn write(
        &self,
        draft: &Draft,
        base: Option<&ValidMap>,
        overwrite: Overwrite,
        screen: &ScreenArgs,
    ) -> anyhow::Result<Vec<String>> {
        let output = self.output.as_deref().filter(|file| *file != Path::new("-"));
        if let (Some(base), Some(path)) = (base, &self.merge) {
            let options = MergeOptions {
                overwrite,
                dry_run: self.dry_run,
                backup: BackupArg { backup: self.backup },
            };
            return target::merge_into(path, base, draft, output, &options, screen);
        }
        let written = map::map(draft);
        // Before anything is written: a map that can't be read would be no use to anybody.
        check_written(&written)?;
        let Some(file) = output else {
            output::write_text(&written)?;
            return Ok(vec![format!("the map: {}", draft.size())]);
        };
        let name = file.display();
        let size = match self.split_by {
            Some(SplitBy::Department) => {
                let files = directory::write(file, draft)?;
                format!("{} in {files}", draft.size())
            }
            None => {
                output::write_with_schema(file, &written)?;
                draft.size()
            }
        };
        Ok(vec![format!("{name}: {size} (next: custmap check {name})")])
    }

    /// Names the organisation where its source doesn't.
    fn name(&self, draft: &mut Draft, file: &Path) {
        let is_named = draft.organisation.iter().any(|(key, _)| &**key == "name");
        let stem = file.file_stem().and_then(OsStr::to_str).filter(|stem| *stem != "-");
        let name = match (&self.organisation, is_named) {
            // An option counts for more than what the source says.
            (Some(name), _) => name,
            (None, false) => stem.unwrap_or("Our organisation"),
            (None, true) => return,
        };
        draft.organisation.retain(|(key, _)| &**key != "name");
        draft.organisation.insert(0, ("name".into(), text(name)));
    }
}

/// The keys of `--overwrite`.
pub(super) fn overwrite(words: &[String]) -> anyhow::Result<Overwrite> {
    Overwrite::of(words).map_err(|word| {
        anyhow!("--overwrite {word}: a map has no such key\nhelp: write a key such as headcount, amount or satisfaction, or all")
    })
}

/// Shows notes, unless they are not wanted.
fn show_notes(notes: &[String], screen: &ScreenArgs) {
    if screen.verbosity() == Verbosity::Normal {
        let width = screen.screen().width.max(40);
        for note in notes {
            let lines = fill_hanging(note, width.saturating_sub("note: ".len()), "", "  ");
            output::note(&lines);
        }
    }
}

/// Completes the errors about files of another kind with what the import looks for, and with what they seem to be.
fn name_the_kind(job: &mut ImportJob, importer: &dyn Importer) {
    let wanted = importer.looks_for();
    for error in &mut job.summary.errors {
        let is_other = error.help == import::OTHER_FILE;
        // Of a file that another command reads no place is to be corrected.
        if !is_other && error.code != Code::Syntax {
            continue;
        }
        let seen = import::text_kind(&job.sources.file(error.place.file).text);
        match seen.and_then(|kind| kind.hint(importer.word())) {
            Some(hint) => error.help = format!("this import looks for {wanted}; {hint}"),
            None if is_other => error.help = format!("this import looks for {wanted}"),
            None => {}
        }
    }
}

/// The error where a source holds nothing to import.
fn nothing_found(job: &ImportJob, importer: &dyn Importer) -> anyhow::Error {
    let (file, wanted) = (importer.file().display(), importer.looks_for());
    let seen = job.sources.iter().find_map(|(_, file)| import::text_kind(&file.text));
    let command = seen.and_then(|kind| kind.hint(importer.word()));
    let hint = command.map_or(String::new(), |hint| format!("; {hint}"));
    anyhow!("{file}: nothing to import was found\nhelp: this import looks for {wanted}{hint}")
}

/// Shows errors, and ends the command if there are any.
fn refuse(errors: &[Diagnostic], job: &ImportJob, screen: &ScreenArgs) -> anyhow::Result<()> {
    if errors.is_empty() {
        return Ok(());
    }
    output::show_errors(errors, &job.sources, screen.screen(), ERRORS_SHOWN)?;
    Err(InvalidMap.into())
}

/// Reads a written map back: whatever is wrong with it is a fault of ours.
fn check_written(text: &str) -> anyhow::Result<()> {
    let read = input::read_text("the map", text, MapFormat::Yaml);
    let more = resolve(read.raw).err().unwrap_or_default();
    match read.problems.into_iter().chain(more).next() {
        None => Ok(()),
        Some(problem) => bail!(
            "the map that was made can't be read back, and nothing was written: {}\n\
             help: this is a fault of custmap; please report it with the file",
            problem.message
        ),
    }
}

/// How references were resolved, and what was left out.
fn completed_notes(completed: &Completed, job: &ImportJob, word: &str) -> Vec<String> {
    let added = completed.resolution.added.iter().map(|(list, names)| {
        let (added, names_shown) = (names.len(), import::first_names(names));
        match list {
            List::Beneficiaries => added_outside(names, word),
            List::Departments | List::People | List::Groups | List::Services | List::Payers => {
                let verb = if added == 1 { "was" } else { "were" };
                format!(
                    "{} {verb} created because rows refer to them: {names_shown}",
                    list.count(added)
                )
            }
        }
    });
    let mut notes: Vec<String> = added.collect();
    let everyone: Vec<&Slice> = completed.resolution.everyone.iter().collect();
    if !everyone.is_empty() {
        let option = match job.rules.options {
            NameOptions::Offered => " (else: --inside NAME or --outside NAME)",
            NameOptions::Missing => "",
        };
        let names = first_of(everyone.into_iter(), EVERYONE_SHOWN);
        notes.push(format!("read as everyone inside: {names}{option}"));
    }
    let joined = completed.joined.iter().map(|(list, count)| {
        let rows = if *count == 1 {
            "1 row describes something that an earlier row describes, and was added to it".to_owned()
        } else {
            format!("{count} rows describe something that an earlier row describes, and were added to it")
        };
        format!("{}: {rows}", list.key())
    });
    // The rows of a map's workbook belong together by its design.
    notes.extend(joined.filter(|_| word != "workbook"));
    if let Some(first) = completed.paid_inside.first() {
        let count = completed.paid_inside.len();
        let (plural, verb) = if count == 1 { ("", "is") } else { ("s", "are") };
        notes.push(format!(
            "{count} amount{plural} without a payer {verb} paid by the organisation, since all recipients are inside; the first: {}",
            job.sources.location(*first)
        ));
    }
    notes.extend(unused_names(completed, &job.draft));
    notes.extend(completed.suspects.iter().cloned());
    let same_names = completed.resolution.same_names.iter();
    let same_names: Vec<String> =
        same_names.map(|(name, id)| format!("{name} (id {id})")).collect();
    if !same_names.is_empty() {
        let names = import::first_names(&same_names);
        notes.push(format!("duplicate names, distinguished by id: {names}"));
    }
    if !completed.dropped.is_empty() {
        let names = import::first_names(&completed.dropped);
        notes.push(format!("left out because something that they need was left out: {names}"));
    }
    notes
}

/// The names of options that no cell has, each with the nearest name that there is.
fn unused_names(completed: &Completed, draft: &Draft) -> Option<String> {
    let known: Vec<&str> = draft.entries().map(|(_, entry)| &*entry.name.value).collect();
    let mut nearest = Nearest::default();
    let quoted = completed.unused_names.iter().map(|name| {
        let near = nearest.to(name, known.iter().copied());
        match near.first() {
            Some(near) => format!("`{}` (is it `{}`?)", excerpt(name), excerpt(near)),
            None => format!("`{}`", excerpt(name)),
        }
    });
    let names: Vec<String> = quoted.collect();
    (!names.is_empty()).then(|| {
        let listed = import::first_names(&names);
        format!("no recipient or payer has these names of --inside, --outside or --same: {listed}")
    })
}

/// How many words for everyone a note lists.
const EVERYONE_SHOWN: usize = 8;

/// The names that became customers. Somebody has to look at each of them, so all that fit on a screen are shown.
fn added_outside(names: &[Slice], word: &str) -> String {
    /// The most names that are shown: some ten lines.
    const SHOWN: usize = 40;
    // Of the imports that make customers of unknown names this one has the option.
    let option = if word == "csv" { " (--inside NAME for a department)" } else { "" };
    let listed = format!("{}{option}", first_of(names.iter(), SHOWN));
    match names.len() {
        1 => format!(
            "1 name matches no department, person or group and was added as an external customer: {listed}"
        ),
        count => format!(
            "{count} names match no department, person or group and were added as external customers: {listed}"
        ),
    }
}

/// The name and currency of the map count: an import adds to it, renames and converts nothing.
fn keep_organisation(organisation: &Organisation, job: &mut ImportJob) {
    let name = ("name".into(), text(organisation.name_of(Subject::Organisation)));
    let draft = std::mem::replace(&mut job.draft.organisation, vec![name]);
    let stated = draft.iter().find(|(key, _)| &**key == "currency").map(|(_, value)| value);
    if let (Some(Value::Text(new)), Some(old)) = (stated, organisation.currency.as_deref())
        && *new.value != *old
    {
        let new = &new.value;
        job.summary.notes.push(format!(
            "the amounts are in {new}, and the map counts in {old}: taken as they are, nothing is converted"
        ));
    }
}

/// The problems that were shown.
struct ShownProblems {
    shown: usize,
    /// Of how many the value was taken all the same.
    taken: usize,
}

impl ShownProblems {
    /// The note on what was left out.
    fn note(&self, is_refusable: bool) -> Option<String> {
        let strict = if is_refusable { " (--strict refuses)" } else { "" };
        let shown = count(self.shown, "problem");
        match self.shown.saturating_sub(self.taken) {
            0 => None,
            all if all == self.shown => {
                Some(format!("left out what has the {shown} shown above{strict}"))
            }
            some => Some(format!("left out what has {some} of the {shown} shown above{strict}")),
        }
    }
}

/// A text that comes from no file.
fn text(value: &str) -> Value {
    let (value, place) = (value.into(), Place::default());
    Value::Text(Text { value, place })
}
