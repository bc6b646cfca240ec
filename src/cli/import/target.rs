//! Where an imported map goes: to a file or directory that isn't there yet, or into a map that is.

use crate::cli::output::{self, TextChange};
use anyhow::{Context as _, bail};
use custmap::{
    diag::Sources,
    id::Subject,
    import::{self, Draft, ExistingEntry, List},
    input::{self, Input, MapFormat},
    model::{self, Organisation},
    render::map::{
        self,
        merge::{self, Merged, Overwrite},
    },
    resolve::resolve,
};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// The file of a directory to which new entries go.
const ADDED: &str = "imported.yaml";

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
    /// Whether nothing is written.
    pub(super) dry_run: bool,
}

/// Merges a draft into a map and writes it, there or to another file; returns what was done.
pub(super) fn merge_into(
    path: &Path,
    sources: &Sources,
    draft: &Draft,
    existing: &[ExistingEntry],
    output: Option<&Path>,
    options: &MergeOptions,
) -> anyhow::Result<Vec<String>> {
    if !path.is_dir() && (MapFormat::of(path) == MapFormat::Json || path == Path::new("-")) {
        bail!(
            "{}: --merge keeps the text of a YAML file\nhelp: write another file with -o",
            path.display()
        );
    }
    let target = MergeTarget::of(path, sources)?;
    let merged = target.merge(draft, existing, output.is_some(), &options.overwrite)?;
    let mut notes = if options.dry_run {
        vec![format!(
            "{}: {}; nothing was written (--dry-run)",
            path.display(),
            added(&merged.added)
        )]
    } else {
        target.write(draft, existing, &merged, output)?
    };
    let lists = [
        ("changed", &merged.changed),
        ("not changed, though the source differs from the map (--overwrite KEY)", &merged.kept),
    ];
    let lists = lists.iter().filter(|(_, all)| !all.is_empty());
    notes.extend(lists.map(|(what, all)| format!("{what}: {}", import::first_names(all))));
    Ok(notes)
}

/// The files of a map into which an import is merged.
struct MergeTarget<'s> {
    path: &'s Path,
    is_folder: bool,
    /// Each YAML file with its text.
    files: Vec<(PathBuf, &'s str)>,
    /// The files of a directory that are not YAML, with their texts.
    others: Vec<(&'s str, &'s str)>,
    /// The file to which new entries go, by its number; none where a directory doesn't have it yet.
    home: Option<usize>,
}

impl<'s> MergeTarget<'s> {
    fn of(path: &'s Path, sources: &'s Sources) -> anyhow::Result<Self> {
        let is_folder = path.is_dir();
        let paths = if is_folder { input::yaml_files(path)? } else { vec![path.to_owned()] };
        let mut target =
            Self { path, is_folder, files: Vec::new(), others: Vec::new(), home: None };
        for (_, source) in sources.iter() {
            let mut named = paths.iter().filter(|path| input::display_name(path) == source.name);
            match named.next() {
                Some(path) => target.files.push((path.clone(), &source.text)),
                None => target.others.push((&source.name, &source.text)),
            }
        }
        let home = if is_folder { path.join(ADDED) } else { path.to_owned() };
        target.home = target.files.iter().position(|(path, _)| *path == home);
        Ok(target)
    }

    /// The merged texts, if the map is valid with them. Where the result goes `elsewhere`, no file of a directory is
    /// changed.
    fn merge(
        &self,
        draft: &Draft,
        existing: &[ExistingEntry],
        elsewhere: bool,
        overwrite: &Overwrite,
    ) -> anyhow::Result<Merged> {
        let texts: Vec<&str> = self.files.iter().map(|(_, text)| *text).collect();
        let is_added_beside = self.is_folder && elsewhere;
        let home = self.home.filter(|_| !is_added_beside);
        let mut merged = merge::merge(draft, &texts, existing, home, overwrite)
            .with_context(|| self.advice())?;
        if is_added_beside {
            merged.texts.clear();
            merged.kept.append(&mut merged.changed);
        }
        let mut input = Input { complete: true, ..Input::default() };
        for (at, (path, old)) in self.files.iter().enumerate() {
            let text = merged.texts.get(at).and_then(Option::as_deref).unwrap_or(old);
            input.read_more(&input::display_name(path), text, MapFormat::Yaml);
        }
        for (name, text) in &self.others {
            input.read_more(name, text, MapFormat::of(Path::new(name)));
        }
        let new = merge::new_entries(draft, existing);
        if home.is_none() {
            input.read_more(ADDED, &map::part("", &new), MapFormat::Yaml);
        }
        if !is_valid(input, existing.len() + new.len()) {
            bail!("{}", self.advice());
        }
        Ok(merged)
    }

    fn advice(&self) -> String {
        let path = self.path.display();
        format!(
            "{path}: its entries can't be changed by place, and it stays as it is\n\
             help: write another file with -o, without --merge"
        )
    }

    /// Writes what was merged; returns what was added where.
    fn write(
        &self,
        draft: &Draft,
        existing: &[ExistingEntry],
        merged: &Merged,
        output: Option<&Path>,
    ) -> anyhow::Result<Vec<String>> {
        let new = merge::new_entries(draft, existing);
        let mut notes = Vec::new();
        let mut changes = self.changes(merged, output);
        let part = map::part("Added by custmap import.", &new);
        let beside = output.map_or_else(|| self.path.join(ADDED), Path::to_owned);
        if !self.is_folder || new.is_empty() || (self.home.is_some() && output.is_none()) {
            let name = output.unwrap_or(self.path).display();
            notes.push(format!("{name}: {}", added(&merged.added)));
        } else {
            changes.push(TextChange { file: &beside, read: None, text: &part });
            let (file, count) = (beside.display(), new.len());
            notes.push(format!(
                "{file}: a second file beside those of the directory: {count} added"
            ));
        }
        output::replace_if_unchanged(&changes)?;
        Ok(notes)
    }

    /// The files that change; where a single file goes to `output`, that one.
    fn changes<'t>(&'t self, merged: &'t Merged, output: Option<&'t Path>) -> Vec<TextChange<'t>> {
        if let (Some(file), false) = (output, self.is_folder) {
            let text = merged.texts.first().and_then(Option::as_deref);
            let text = text.unwrap_or(self.files[0].1);
            return vec![TextChange { file, read: None, text }];
        }
        let changed = merged.texts.iter().zip(&self.files).filter_map(|(text, (file, read))| {
            Some(TextChange { file, read: Some(read), text: text.as_deref()? })
        });
        changed.collect()
    }
}

fn added(added: &BTreeMap<List, usize>) -> String {
    let all: Vec<String> = added.iter().map(|(list, count)| list.count(*count)).collect();
    if all.is_empty() { "nothing added".to_owned() } else { format!("{} added", all.join(", ")) }
}

/// Returns whether a map has no errors and at least this many entries.
fn is_valid(input: Input, count: usize) -> bool {
    let is_read = input.complete && input.problems.is_empty();
    is_read
        && resolve(input.raw).is_ok_and(|organisation| self::existing(&organisation).len() >= count)
}
