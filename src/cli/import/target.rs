//! Where an imported map goes: to a file or directory that isn't there yet, or into a map that is.

use crate::cli::{
    diff,
    load::ValidMap,
    map_files::{MapChange, MapFiles},
    output::BackupArg,
    screen::ScreenArgs,
};
use anyhow::{Context as _, bail};
use custmap::{
    id::Subject,
    import::{self, Draft, ExistingEntry, List},
    model::{self, Date, Organisation},
    render::map::merge::{self, Overwrite},
};
use std::{collections::BTreeMap, path::Path};

/// The entries of a map, to which an import may refer.
pub(in crate::cli) fn existing(organisation: &Organisation) -> Vec<ExistingEntry> {
    let entries = organisation.subjects().filter_map(|subject| {
        let list = match subject {
            Subject::Organisation | Subject::Everyone => return None,
            Subject::Unit(unit) if organisation.unit(unit).department().is_some() => {
                List::Departments
            }
            Subject::Unit(_) => List::People,
            Subject::Group(_) => List::Groups,
            Subject::Service(_) => List::Services,
            Subject::Party(party) => match organisation.party(party).list {
                model::PartyList::Beneficiary => List::Beneficiaries,
                model::PartyList::Payer => List::Payers,
                model::PartyList::Inside(_) => return None,
            },
        };
        Some(ExistingEntry {
            list,
            id: organisation.id_of(subject).into(),
            name: organisation.name_of(subject).into(),
        })
    });
    entries.collect()
}

/// How a draft is merged.
#[derive(Clone, Debug, Default)]
pub(super) struct MergeOptions {
    /// The keys whose values are replaced.
    pub(super) overwrite: Overwrite,
    /// Whether nothing is written, and the differences are shown instead.
    pub(super) dry_run: bool,
    /// Whether the previous versions of files stay.
    pub(super) backup: BackupArg,
}

/// Merges a draft into a map and writes it, there or to another file; returns what was done.
pub(super) fn merge_into(
    path: &Path,
    base: &ValidMap,
    draft: &Draft,
    output: Option<&Path>,
    options: &MergeOptions,
    screen: &ScreenArgs,
) -> anyhow::Result<Vec<String>> {
    let existing = existing(&base.organisation);
    let mut files = MapFiles::of(path, &base.sources)?;
    let other_file = output.filter(|_| path.is_dir());
    if let Some(output) = other_file {
        files.set_home(output.to_owned());
    }
    let home = files.home();
    let (home_file, is_made) = files.home_file();
    let home_name = home_file.display().to_string();
    let editors = files.editors().with_context(|| advice(path))?;
    let others = files.others();
    let mut merged = merge::merge(draft, editors, &others, &existing, home, &options.overwrite)
        .with_context(|| advice(path))?;
    let mut change = MapChange::of(merged.editors).with_context(|| advice(path))?;
    if other_file.is_some() {
        // The files of the directory stay as they are.
        let others = change.texts.iter_mut().enumerate().filter(|(file, _)| *file != home);
        others.for_each(|(_, text)| *text = None);
        merged.kept.append(&mut merged.changed);
    }
    let new = files.changed(&change, screen).with_context(|| advice(path))?;
    let count: usize = merged.added.values().sum();
    if self::existing(&new.organisation).len() < existing.len() + count {
        bail!("{}", advice(path));
    }
    let mut notes = if options.dry_run {
        diff::show_changes(base, &new, &Date::today(), screen)?;
        let added = added(&merged.added);
        vec![format!("{}: {added}; nothing was written (--dry-run)", path.display())]
    } else if path.is_dir() && is_made && count > 0 {
        vec![format!("{home_name}: a second file beside those of the directory: {count} added")]
    } else {
        let name = output.unwrap_or(path).display();
        vec![format!("{name}: {}", added(&merged.added))]
    };
    let mut previous = Vec::new();
    if !options.dry_run {
        match output.filter(|_| other_file.is_none()) {
            Some(output) => files.write_to(&change, output)?,
            None => previous = files.write(&change, options.backup)?,
        }
    }
    let lists = [
        ("changed", &merged.changed),
        ("not changed, though the source differs from the map (--overwrite KEY)", &merged.kept),
        ("not changed, since no YAML file has the entry (change it there)", &merged.fixed),
    ];
    let filled = lists.iter().filter(|(_, all)| !all.is_empty());
    notes.extend(filled.map(|(what, all)| format!("{what}: {}", import::first_names(all))));
    notes.extend(previous);
    Ok(notes)
}

fn advice(path: &Path) -> String {
    format!(
        "{}: its entries can't be changed by place, and it stays as it is\n\
         help: write another file with -o, without --merge",
        path.display()
    )
}

fn added(added: &BTreeMap<List, usize>) -> String {
    let all: Vec<String> = added.iter().map(|(list, count)| list.count(*count)).collect();
    if all.is_empty() { "nothing added".to_owned() } else { format!("{} added", all.join(", ")) }
}
