//! What every import ends with: a draft is settled, written, read back, and only then put where it belongs.

use super::{directory, made::Made, summary, target};
use crate::cli::{
    InvalidMap, Outcome,
    load::{ERRORS_SHOWN, ValidMap},
    output, progress,
    screen::ScreenArgs,
    verbosity::Verbosity,
};
use clap::{Args, ValueEnum};
use custmap::{
    diag::{Diagnostic, Place, Severity, Sources},
    id::Subject,
    import::{Draft, Known, Value},
    input::Text,
    render::{map::MODELINE, table::fill_hanging},
};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// How often entries are left out until the rest is a map.
const ROUNDS: usize = 20;

/// A map in the making, with its sources and what was found on the way.
#[derive(Default)]
pub(super) struct Making {
    pub(super) sources: Sources,
    pub(super) draft: Draft,
    /// What is wrong with the whole: there will be no map.
    pub(super) problems: Vec<Diagnostic>,
    /// What is wrong with rows that were left out.
    pub(super) left_out: Vec<Diagnostic>,
    /// What is doubtful, and was taken over.
    pub(super) doubts: Vec<Diagnostic>,
    pub(super) notes: Vec<String>,
}

impl Making {
    /// Shows what is wrong so far, and ends the command if anything is.
    pub(super) fn refuse(&mut self, screen: &ScreenArgs) -> anyhow::Result<()> {
        if self.problems.is_empty() {
            return Ok(());
        }
        let problems: Vec<Diagnostic> = std::mem::take(&mut self.problems);
        output::show_errors(&problems, &self.sources, screen.screen(), ERRORS_SHOWN)?;
        Err(InvalidMap.into())
    }
}

/// What every import is asked.
#[derive(Debug, Args)]
#[command(next_help_heading = "The map")]
pub(super) struct FinishArgs {
    /// The organisation's name [default: what the source says, else the name of its file]
    #[arg(long, value_name = "NAME")]
    organisation: Option<String>,
    /// Leave out rows that are wrong, and say which
    #[arg(long)]
    keep_going: bool,
    /// Write to this file, which must not be there yet
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Add to this map: new entries, and by id what entries say anew; nothing is deleted and remarks stay. In a
    /// directory new entries go to imported.yaml
    #[arg(long, value_name = "MAP")]
    merge: Option<PathBuf>,
    /// Write a directory with a file for each department
    #[arg(long, value_name = "WHAT", requires = "output", conflicts_with = "merge")]
    split_by: Option<SplitBy>,
}

/// By what a map is split into files.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum SplitBy {
    /// By department
    Department,
}

impl FinishArgs {
    /// Makes the map of a draft and writes it.
    pub(super) fn run(
        self,
        mut making: Making,
        command: &str,
        files: &[PathBuf],
        screen: &ScreenArgs,
    ) -> anyhow::Result<Outcome> {
        progress::doing("Making the map");
        let told = making.notes.iter().map(|note| format!("  {note}"));
        let head = format!("Made by custmap import {command}:");
        making.draft.remarks = self.modeline().into_iter().chain([head]).chain(told).collect();
        let base = self.merge.as_deref().map(|path| ValidMap::read(path, screen)).transpose()?;
        let known = base.as_ref().map_or(Vec::new(), |map| target::known(&map.organisation));
        if let Some(base) = &base {
            let name = base.organisation.name_of(Subject::Organisation);
            making.draft.organisation = vec![("name".into(), text(name))];
        } else {
            self.name(&mut making.draft, files);
        }
        let Some(made) = self.sound(&mut making, &known, screen)? else {
            return Err(InvalidMap.into());
        };
        making.notes.extend(summary::settled(&made.settled));
        if !making.left_out.is_empty() {
            let rows = summary::count(making.left_out.len(), "problem");
            making.notes.push(format!("left out what has {rows} shown above (--keep-going)"));
        }
        let notes = self.write(&made, &known, base.as_ref())?;
        making.notes.extend(notes);
        if screen.verbosity() == Verbosity::Normal {
            let width = screen.screen().width.max(40);
            for note in &making.notes {
                let lines = fill_hanging(note, width.saturating_sub("note: ".len()), "", "  ");
                output::note(&lines);
            }
        }
        Ok(Outcome::Fine)
    }

    /// What tells an editor of the schema, which is written beside a new map that is one file.
    fn modeline(&self) -> Option<String> {
        let file = self.output.as_deref()?;
        let one = file != Path::new("-") && self.split_by.is_none() && self.merge.is_none();
        let line = MODELINE.trim_start_matches("# ");
        one.then(|| line.to_owned())
    }

    /// Writes a map to where it belongs; what was written.
    fn write(
        &self,
        made: &Made,
        known: &[Known],
        base: Option<&ValidMap>,
    ) -> anyhow::Result<Vec<String>> {
        let output = self.output.as_deref().filter(|file| *file != Path::new("-"));
        let draft = &made.draft;
        if let (Some(base), Some(path)) = (base, &self.merge) {
            return target::merge_into(path, &base.sources, draft, known, output);
        }
        let Some(file) = output else {
            output::write_text(&made.written.text)?;
            return Ok(vec![format!("the map: {}", draft.size())]);
        };
        let name = file.display();
        let size = match self.split_by {
            Some(SplitBy::Department) => {
                let files = directory::write(file, draft)?;
                format!("{} in {files}", draft.size())
            }
            None => {
                output::write_with_schema(file, &made.written.text)?;
                draft.size()
            }
        };
        Ok(vec![format!("{name}: {size} (next: custmap check {name})")])
    }

    /// The draft as a sound map. What is wrong is shown, and there is none then, unless it may be left out.
    fn sound(
        &self,
        making: &mut Making,
        known: &[Known],
        screen: &ScreenArgs,
    ) -> anyhow::Result<Option<Made>> {
        let mut skipped = BTreeSet::new();
        let mut sound = None;
        for _ in 0..ROUNDS {
            // It is needed again only where something may be left out of it.
            let draft = if self.keep_going {
                making.draft.clone()
            } else {
                std::mem::take(&mut making.draft)
            };
            let (made, wrong) = Made::new(draft, known, &skipped);
            if wrong.is_empty() {
                sound = Some(made);
                break;
            }
            let before = skipped.len();
            skipped.extend(wrong.iter().filter_map(|wrong| wrong.entry));
            making.left_out.extend(wrong.into_iter().map(|wrong| wrong.diagnostic));
            if !self.keep_going || skipped.len() == before {
                break;
            }
        }
        self.show(making, screen)?;
        Ok(sound.filter(|_| self.keep_going || making.left_out.is_empty()))
    }
}

impl FinishArgs {
    /// Names the organisation where its source doesn't.
    fn name(&self, draft: &mut Draft, files: &[PathBuf]) {
        let named = draft.organisation.iter().any(|(key, _)| &**key == "name");
        let stem = files.first().and_then(|file| file.file_stem()?.to_str());
        let stem = stem.filter(|stem| *stem != "-").unwrap_or("Our organisation");
        let name = match (&self.organisation, named) {
            (Some(name), _) => name,
            (None, false) => stem,
            (None, true) => return,
        };
        draft.organisation.retain(|(key, _)| &**key != "name");
        draft.organisation.insert(0, ("name".into(), text(name)));
    }

    /// Shows what is wrong and what is doubtful.
    fn show(&self, making: &mut Making, screen: &ScreenArgs) -> anyhow::Result<()> {
        let mut all = making.doubts.clone();
        all.extend(making.left_out.iter().cloned().map(|mut one| {
            if self.keep_going {
                one.severity = Severity::Warning;
            }
            one
        }));
        all.sort_by_key(|one| one.place);
        all.dedup();
        if !all.is_empty() {
            output::show_errors(&all, &making.sources, screen.screen(), ERRORS_SHOWN)?;
        }
        Ok(())
    }
}

/// A text that stands in no source.
fn text(value: &str) -> Value {
    let (value, place) = (value.into(), Place::default());
    Value::Text(Text { value, place })
}
