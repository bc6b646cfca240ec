//! `custmap import workbook`.

use super::{finish::overwrite, target::existing};
use crate::cli::{
    InvalidMap, Outcome, diff,
    load::{self, ERRORS_SHOWN, ValidMap},
    map_files::{MapChange, MapFiles},
    output::{self, BackupArg},
    screen::ScreenArgs,
    verbosity::Verbosity,
};
use anyhow::{Context as _, anyhow, bail};
use clap::Args;
use custmap::{
    diag::{Diagnostic, Place, Severity, Sources, count},
    import::{
        Draft, EXPORT_ADVICE, ExistingEntry, Value, Workbook, first_names,
        map_sheets::{MapSheet, SheetTable, read_workbook},
        text_kind,
    },
    input::{self, MapFormat, Text, read_text},
    model::Date,
    render::{
        edit::MapEditor,
        map::{
            self, MODELINE,
            merge::Overwrite,
            sheet_merge::{SheetTarget, SheetsMerged, merge_sheets},
        },
        table::fill_hanging,
    },
    resolve::resolve,
};
use std::path::{Path, PathBuf};

/// What the import looks for.
const LOOKS_FOR: &str = "a workbook that custmap sheet wrote, with sheets such as departments, services and relationships";
/// How many bytes show what another file seems to be.
const LOOKED_AT: usize = 4 << 10;

#[derive(Debug, Args)]
#[command(after_help = "\
With --merge only the rows that were changed since the workbook was written are
taken, cell by cell; comments stay. A row that was changed in the map too is a
conflict and is shown with both sides. A row that is gone stays in the map and
is reported; --delete deletes it, unless something that stays still needs it.
What the workbook has no column for is never removed.

Examples:
  custmap import workbook map.xlsx -o new.yaml
  custmap import workbook map.xlsx --merge org.yaml --dry-run
  custmap import workbook map.xlsx --merge org.yaml")]
#[expect(clippy::struct_excessive_bools, reason = "one for each flag")]
pub(super) struct WorkbookArgs {
    /// The workbook that `custmap sheet` wrote: .xlsx, .xlsm, .xlsb, .xls or .ods
    file: PathBuf,
    /// The organisation's name [default: that of the workbook]
    #[arg(long, value_name = "NAME", conflicts_with = "merge")]
    organisation: Option<String>,
    /// Write nothing if any cell can't be taken; without it that cell is left out and shown
    #[arg(long)]
    strict: bool,
    /// Write to this file, which must not be there yet
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Take the changes back into this map: a file or a directory
    #[arg(long, value_name = "MAP")]
    merge: Option<PathBuf>,
    /// Where a row was changed in the map too, take the workbook's value of this key, or of all (may be repeated)
    #[arg(long, value_name = "KEY", requires = "merge")]
    overwrite: Vec<String>,
    /// Delete from the map what has no row in the workbook any more
    #[arg(long, requires = "merge")]
    delete: bool,
    /// Show what would change, and write nothing
    #[arg(long, requires = "merge")]
    dry_run: bool,
    /// Keep the previous version of each file that a merge changes beside it, such as org.yaml.bak
    #[arg(long, requires = "merge")]
    backup: bool,
}

impl WorkbookArgs {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let mut notes = Vec::new();
        let (tables, sources) = self.read(&mut notes)?;
        match &self.merge {
            Some(path) => self.merge_into(path, &tables, &sources, notes, screen),
            None => self.new_map(&tables, &sources, notes, screen),
        }
    }

    /// Reads the sheets of the workbook.
    fn read(&self, notes: &mut Vec<String>) -> anyhow::Result<(Vec<SheetTable>, Sources)> {
        load::announce(&self.file);
        let bytes = input::read_bytes(&self.file)?;
        let name = input::display_name(&self.file);
        let mut sources = Sources::default();
        // Places in the map have the number of the first file.
        sources.add("the map", "");
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(LOOKED_AT)]).into_owned();
        let mut book = Workbook::open(bytes).map_err(|error| {
            let seen = text_kind(&head).and_then(|kind| kind.hint("workbook"));
            let hint = seen.map_or(String::new(), |hint| format!("; {hint}"));
            anyhow!("{name}: {error}\nhelp: this import looks for {LOOKS_FOR}{hint}")
        })?;
        // An export is for reading, and holds derived facts too.
        if book.is_export() {
            bail!("{name}: {EXPORT_ADVICE}");
        }
        let tables =
            read_workbook(&name, &mut book, &mut sources, notes).with_context(|| name.clone())?;
        if tables.is_empty() {
            bail!(
                "{name}: nothing to import was found\n\
                 help: this import looks for {LOOKS_FOR}; for other tables use custmap import csv"
            );
        }
        Ok((tables, sources))
    }

    /// Writes the map that the workbook holds.
    fn new_map(
        &self,
        tables: &[SheetTable],
        sources: &Sources,
        mut notes: Vec<String>,
        screen: &ScreenArgs,
    ) -> anyhow::Result<Outcome> {
        let file = self.output.as_deref().filter(|file| *file != Path::new("-"));
        let start = self.start(tables, file);
        // A new map is a merge into a map that has nothing but a name: there is
        // one way of reading sheets.
        let organisation = resolve(read_text("the map", &start, MapFormat::Yaml).raw);
        let existing = organisation.as_ref().map_or(Vec::new(), existing);
        let overwrite = overwrite(&self.overwrite)?;
        let target = self.target(&overwrite, &existing, 0, &[]);
        let open = || Ok(vec![MapEditor::new(&start)?]);
        let merged = merge_sheets(tables, &target, &open)?;
        self.show(&merged, sources, screen)?;
        refuse_errors(&merged, &[])?;
        let change = MapChange::of(merged.editors)?;
        let text = change.texts.into_iter().flatten().next().unwrap_or(start);
        notes.push(format!("{}: {}", input::display_name(&self.file), sizes(tables)));
        match file {
            Some(file) => {
                output::write_with_schema(file, &text)?;
                let name = file.display();
                notes.push(format!("{name}: written (next: custmap check {name})"));
            }
            None => output::write_text(&text)?,
        }
        print_notes(&notes, screen);
        Ok(Outcome::Fine)
    }

    /// The beginning of a new map: the organisation's name.
    fn start(&self, tables: &[SheetTable], file: Option<&Path>) -> String {
        let table = tables.iter().find(|table| table.sheet == MapSheet::Organisation);
        let column = MapSheet::Organisation.column("name").unwrap_or(0);
        let row = table.and_then(|table| table.rows.first());
        let own = row.map_or("", |row| row.text(column));
        let stem = self.file.file_stem().and_then(|stem| stem.to_str());
        // The option first, then the sheet of the organisation, then the name of the file.
        let stated = self.organisation.as_deref().or(Some(own).filter(|own| !own.is_empty()));
        let value = stated.or(stem).unwrap_or("Our organisation").into();
        let name = Text { value, place: Place::default() };
        let modeline = file.map(|_| MODELINE.trim_start_matches("# ").to_owned());
        let remark = "Made by custmap import workbook.".to_owned();
        map::map(&Draft {
            organisation: vec![("name".into(), Value::Text(name))],
            remarks: modeline.into_iter().chain([remark]).collect(),
            ..Draft::default()
        })
    }

    fn merge_into(
        &self,
        path: &Path,
        tables: &[SheetTable],
        sources: &Sources,
        mut notes: Vec<String>,
        screen: &ScreenArgs,
    ) -> anyhow::Result<Outcome> {
        let base = ValidMap::read(path, screen)?;
        let files = MapFiles::of(path, &base.sources)?;
        let output = self.output.as_deref();
        // The changes of a directory are several files, and `-o` names one.
        if output.is_some() && path.is_dir() {
            bail!("-o takes a map of one file\nhelp: copy the directory, and merge into the copy");
        }
        let existing = existing(&base.organisation);
        let others = files.others();
        let overwrite = overwrite(&self.overwrite)?;
        let target = self.target(&overwrite, &existing, files.home(), &others);
        let merged = merge_sheets(tables, &target, &|| files.editors())
            .with_context(|| format!("{}: this map can't be changed", path.display()))?;
        self.show(&merged, sources, screen)?;
        refuse_errors(&merged, &files.names())?;
        notes.extend(self.merge_notes(&merged));
        let failed = merged.failed;
        let change = MapChange::of(merged.editors)
            .with_context(|| format!("{}: this map can't be changed", path.display()))?;
        let is_changed = change.texts.iter().any(Option::is_some);
        if !is_changed && failed > 0 {
            bail!(
                "{}: nothing was written, since no change could be made\n\
                 help: change the map by hand where the warnings above say",
                path.display()
            );
        }
        // The changed map is read again before anything is written, so that no merge
        // leaves a map with errors.
        let new = files.changed(&change, screen)?;
        let name = output.unwrap_or(path).display();
        if self.dry_run {
            diff::show_changes(&base, &new, &Date::today(), screen)?;
            notes.push(format!("{name}: nothing was written (--dry-run)"));
        } else if let Some(output) = output {
            files.write_to(&change, output)?;
            notes.push(format!("{name}: written"));
        } else if is_changed {
            let previous = files.write(&change, BackupArg { backup: self.backup })?;
            notes.push(format!("{name}: changed"));
            notes.extend(previous);
        } else {
            notes.push(format!("{name}: unchanged"));
        }
        print_notes(&notes, screen);
        Ok(Outcome::Fine)
    }

    fn target<'t>(
        &self,
        overwrite: &'t Overwrite,
        existing: &'t [ExistingEntry],
        home: usize,
        others: &'t [input::RawValue],
    ) -> SheetTarget<'t> {
        SheetTarget {
            existing,
            others,
            home,
            is_merge: self.merge.is_some(),
            overwrite,
            is_deleting: self.delete,
        }
    }

    /// Shows what can't be taken. With `--strict` that ends the import.
    fn show(
        &self,
        merged: &SheetsMerged<'_>,
        sources: &Sources,
        screen: &ScreenArgs,
    ) -> anyhow::Result<()> {
        let severity = if self.strict { Severity::Error } else { Severity::Warning };
        let problems = merged.problems.iter().cloned();
        let problems: Vec<Diagnostic> =
            problems.map(|problem| Diagnostic { severity, ..problem }).collect();
        if !problems.is_empty() {
            output::show_errors(&problems, sources, screen.screen(), ERRORS_SHOWN)?;
        }
        if self.strict && !problems.is_empty() { Err(InvalidMap.into()) } else { Ok(()) }
    }

    /// What a merge took and left.
    fn merge_notes(&self, merged: &SheetsMerged<'_>) -> Vec<String> {
        let name = input::display_name(&self.file);
        let mut notes = vec![format!("{name}: {} unchanged", count(merged.unchanged, "row"))];
        let lists = [("changed", &merged.changed), ("added", &merged.added)];
        let filled = lists.into_iter().filter(|(_, all)| !all.is_empty());
        notes.extend(filled.map(|(what, all)| format!("{what}: {}", first_names(all))));
        let (rows, gone) = (count(merged.gone.len(), "row"), first_names(&merged.gone));
        if !merged.needed.is_empty() {
            let needed = first_names(&merged.needed);
            notes.push(format!(
                "gone from the workbook, but not deleted, since the map needs it: {needed}"
            ));
        }
        match &merged.not_deleted {
            // First of all: without a row that is gone none of the other lines has anything to say.
            _ if merged.gone.is_empty() => {}
            None if self.delete => notes.push(format!("deleted: {gone}")),
            None => notes.push(format!(
                "gone from the workbook, and kept in the map (--delete deletes it): {rows}: {gone}"
            )),
            Some(why) => notes.push(format!("{why}; gone from the workbook: {gone}")),
        }
        notes
    }
}

/// Ends the import where the map would be wrong for a reason that no cell holds.
fn refuse_errors(merged: &SheetsMerged<'_>, names: &[String]) -> anyhow::Result<()> {
    let Some((file, first)) = merged.errors.first() else {
        return Ok(());
    };
    let name = file.and_then(|file| names.get(file)).map_or("the map", String::as_str);
    bail!(
        "nothing was written, since {name} would be wrong: {}\nhelp: {}",
        first.message,
        first.help
    )
}

/// The number of rows of each sheet.
fn sizes(tables: &[SheetTable]) -> String {
    let is_list =
        |table: &&SheetTable| !table.rows.is_empty() && table.sheet != MapSheet::Organisation;
    let filled = tables.iter().filter(is_list);
    let size = |table: &SheetTable| {
        let (rows, name) = (table.rows.len(), table.sheet.name());
        match table.sheet.list() {
            Some(list) => list.count(rows),
            None if table.sheet == MapSheet::Allow => count(rows, "allowed finding"),
            None => count(rows, name.trim_end_matches('s')),
        }
    };
    let sizes: Vec<String> = filled.map(size).collect();
    if sizes.is_empty() { "no rows".to_owned() } else { sizes.join(", ") }
}

fn print_notes(notes: &[String], screen: &ScreenArgs) {
    if screen.verbosity() == Verbosity::Normal {
        let width = screen.screen().width.max(40).saturating_sub("note: ".len());
        for note in notes {
            output::note(&fill_hanging(note, width, "", "  "));
        }
    }
}
