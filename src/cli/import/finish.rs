//! What every import ends with: a draft is settled, written, read back, and only then put where it belongs.

use super::{sound, summary};
use crate::cli::{
    InvalidMap, Outcome,
    args::{ScreenArgs, Talk},
    load::MOST,
    output,
};
use clap::Args;
use custmap::{
    diag::{Code, Diagnostic, Place, Severity, Sources},
    import::{Draft, List, Settled, Value, Wrong, settle},
    input::Text,
    render::map::{self, Written},
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
        output::show_errors(&problems, &self.sources, screen.screen(), MOST)?;
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
        self.name(&mut making.draft, files);
        let told = making.notes.iter().map(|note| format!("  {note}"));
        let head = format!("Made by custmap import {command}:");
        making.draft.remarks = std::iter::once(head).chain(told).collect();
        let Some(made) = self.sound(&mut making, screen)? else {
            return Err(InvalidMap.into());
        };
        let Made {
            draft,
            settled,
            written,
        } = made;
        making.notes.extend(summary::settled(&settled));
        if !making.left_out.is_empty() {
            let rows = summary::count(making.left_out.len(), "problem");
            making.notes.push(format!(
                "left out what has {rows} shown above (--keep-going)"
            ));
        }
        match self
            .output
            .as_deref()
            .filter(|file| *file != Path::new("-"))
        {
            None => {
                output::write_text(&written.text)?;
                making.notes.push(format!("the map: {}", draft.size()));
            }
            Some(file) => {
                output::write_new(file, &written.text)?;
                let name = file.display();
                making.notes.push(format!(
                    "{name}: {} (next: custmap check {name})",
                    draft.size()
                ));
            }
        }
        if screen.talk() == Talk::Notes {
            making.notes.iter().for_each(|note| output::note(note));
        }
        Ok(Outcome::Fine)
    }

    /// The draft as a sound map. What is wrong is shown, and there is none then, unless it may be left out.
    fn sound(&self, making: &mut Making, screen: &ScreenArgs) -> anyhow::Result<Option<Made>> {
        let mut skipped = BTreeSet::new();
        let mut sound = None;
        for _ in 0..ROUNDS {
            let (made, wrong) = Made::new(making.draft.clone(), &skipped);
            if wrong.is_empty() {
                sound = Some(made);
                break;
            }
            let before = skipped.len();
            skipped.extend(wrong.iter().filter_map(|wrong| wrong.entry));
            making
                .left_out
                .extend(wrong.into_iter().map(|wrong| wrong.diagnostic));
            if !self.keep_going || skipped.len() == before {
                break;
            }
        }
        self.show(making, screen)?;
        Ok(sound.filter(|_| self.keep_going || making.left_out.is_empty()))
    }
}

/// A draft that became a map.
struct Made {
    draft: Draft,
    settled: Settled,
    written: Written,
}

impl Made {
    /// Makes it without some entries, and says what is wrong with it.
    fn new(mut draft: Draft, skipped: &BTreeSet<(List, Place)>) -> (Self, Vec<Wrong>) {
        for list in List::ALL.into_iter().filter(|_| !skipped.is_empty()) {
            draft.lists[list as usize].retain(|entry| !skipped.contains(&(list, entry.place)));
        }
        let mut settled = settle(&mut draft, &[]);
        let written = map::map(&draft);
        let mut wrong = std::mem::take(&mut settled.problems);
        let told = [Code::DuplicateId, Code::AmbiguousReference];
        let known = wrong.len();
        let more = sound::problems(&written).into_iter();
        wrong.extend(more.filter(|one| known == 0 || !told.contains(&one.diagnostic.code)));
        let made = Self {
            draft,
            settled,
            written,
        };
        (made, wrong)
    }
}

impl FinishArgs {
    /// Names the organisation where its source doesn't.
    fn name(&self, draft: &mut Draft, files: &[PathBuf]) {
        let named = draft.organisation.iter().any(|(key, _)| &**key == "name");
        let stem = files.first().and_then(|file| file.file_stem()?.to_str());
        let stem = stem
            .filter(|stem| *stem != "-")
            .unwrap_or("Our organisation");
        let name = match (&self.organisation, named) {
            (Some(name), _) => name,
            (None, false) => stem,
            (None, true) => return,
        };
        draft.organisation.retain(|(key, _)| &**key != "name");
        let place = Place::default();
        let value = Value::Text(Text {
            value: name.into(),
            place,
        });
        draft.organisation.insert(0, ("name".into(), value));
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
            output::show_errors(&all, &making.sources, screen.screen(), MOST)?;
        }
        Ok(())
    }
}
