//! `custmap rename`.

use super::{
    Outcome,
    completions::words,
    load::ValidMap,
    names::{entry, map_and_words, paths, snapshot},
    output::{self, BackupArg, Output, SingleFormat, TextChange},
    screen::ScreenArgs,
    verbosity::Verbosity,
};
use anyhow::bail;
use clap::Args;
use custmap::{
    diag::{Source, count},
    language::{TextEdit, apply, rename_id},
    report::TargetKind,
};
use std::{fmt::Write as _, path::Path};

#[derive(Debug, Args)]
#[command(after_help = "\
It changes the id and every reference by id. An entry without an id gets one; its name stays, and so do references by
name. Comments and the order of the files stay. A new id that would clash is refused, and nothing is written.

Examples:
  custmap rename examples/xyz.yaml it information-technology --dry-run
  custmap rename examples/we-care.yaml \"Shelter guests\" guests --dry-run
  custmap rename examples/council.yaml \"Shared services\" services --dry-run")]
pub(super) struct RenameCommand {
    /// The map (default: org.yaml), the id or name of an entry, and its new id
    #[arg(value_names = ["MAP", "OLD", "NEW"], num_args = 2..=3, required = true, add = words::behind_map(&[TargetKind::Any]))]
    words: Vec<String>,
    /// Show the lines that would change, and write nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    backup: BackupArg,
}

impl RenameCommand {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let usage = "which entry gets which new id?\nhelp: custmap rename MAP OLD NEW";
        let (path, [old, new]) = map_and_words(&self.words, usage)?;
        if path == Path::new("-") || screen.is_anonymous() {
            bail!(
                "a rename changes the files of a map\nhelp: name a file or a directory, without --anonymous"
            );
        }
        let map = ValidMap::read(&path, screen)?;
        let names = snapshot(&map.sources);
        let number = entry(&names, &map.organisation, &old)?;
        let renamed = rename_id(&names, number, &new)?;
        if self.dry_run {
            let files = map.sources.iter().filter_map(|(id, source)| {
                let edits = renamed.files.iter().find(|file| file.file == id.index())?;
                Some(changed_lines(source, &edits.edits))
            });
            let lines: String = files.collect();
            let output = Output::new(Some(SingleFormat), None)?;
            output.write(&map.sources, |out| out.write_all(lines.as_bytes()))?;
            return Ok(Outcome::Fine);
        }
        let texts: Vec<Option<String>> = map
            .sources
            .iter()
            .map(|(id, source)| {
                let edits = renamed.files.iter().find(|file| file.file == id.index())?;
                Some(apply(&source.text, &edits.edits))
            })
            .collect();
        let paths = paths(&path, &map.sources)?;
        let sources = map.sources.iter().zip(&texts).zip(&paths);
        let changes: Vec<TextChange<'_>> = sources
            .filter_map(|(((_, source), text), file)| {
                Some(TextChange { file, read: Some(&source.text), text: text.as_deref()? })
            })
            .collect();
        let notes = output::replace_with_notes(&changes, self.backup)?;
        if screen.verbosity() == Verbosity::Normal {
            let was = names.entry(number);
            output::note(&format!(
                "{} `{}` is `{new}` now: {} changed in {}",
                was.kind.word(),
                was.id,
                count(renamed.places, "place"),
                count(changes.len(), "file")
            ));
            for note in &notes {
                output::note(note);
            }
        }
        Ok(Outcome::Fine)
    }
}

/// The lines that some edits change, each with its number: the old one with `-`, what replaces it with `+`.
fn changed_lines(source: &Source, edits: &[TextEdit]) -> String {
    let mut shown = String::new();
    let mut rest = edits;
    while let Some(first) = rest.first() {
        let (number, _) = source.position(first.range.start);
        let Some(line) = source.line(number) else { break };
        let on_line = rest.iter().take_while(|edit| edit.range.start <= line.end).count();
        let within = rest[..on_line].iter().map(|edit| TextEdit {
            range: edit.range.start - line.start..edit.range.end.min(line.end) - line.start,
            new: edit.new.clone(),
        });
        let edits_within: Vec<TextEdit> = within.collect();
        let old = &source.text[line];
        let new = apply(old, &edits_within).replace('\n', "\n+ ");
        // Writing to a string can't fail.
        let _ = writeln!(shown, "{}:{number}\n- {old}\n+ {new}", source.name);
        rest = &rest[on_line..];
    }
    shown
}
