//! Where an imported map goes: to a file or directory that isn't there yet, or into a map that is.

use super::summary;
use crate::cli::output;
use anyhow::{Context as _, bail};
use custmap::{
    diag::Sources,
    id::Subject,
    import::{Draft, Known, List},
    input::{self, Format, Input, RawValue},
    model::{self, Organisation},
    render::map::{
        self,
        merge::{self, Merged, Names},
    },
    resolve::resolve,
};
use std::{collections::BTreeMap, path::Path};

/// The file of a directory to which new entries go.
const ADDED: &str = "imported.yaml";

/// What a map has, so that an import names it too.
pub(super) fn known(organisation: &Organisation) -> Vec<Known> {
    let known = organisation.subjects().filter_map(|subject| {
        let list = match subject {
            Subject::Organisation | Subject::Everyone => return None,
            Subject::Unit(unit) if organisation.unit(unit).department().is_some() => {
                List::Departments
            }
            Subject::Unit(_) => List::People,
            Subject::Group(_) => List::Groups,
            Subject::Service(_) => List::Services,
            Subject::Party(party) => match organisation.party(party).list {
                model::List::Beneficiary => List::Beneficiaries,
                model::List::Payer => List::Payers,
                model::List::Inside(_) => return None,
            },
        };
        Some(Known {
            list,
            id: organisation.id_of(subject).into(),
            name: organisation.name_of(subject).into(),
        })
    });
    known.collect()
}

/// Merges a draft into a map and writes it, there or to another file; what was done.
pub(super) fn merge_into(
    path: &Path,
    sources: &Sources,
    draft: &Draft,
    known: &[Known],
    output: Option<&Path>,
) -> anyhow::Result<Vec<String>> {
    if path.is_dir() {
        return add_beside(path, draft, known, output);
    }
    if Format::of(path) == Format::Json || path == Path::new("-") {
        bail!(
            "{}: --merge keeps the text of a YAML file\nhelp: write another file with -o",
            path.display()
        );
    }
    let Some((file, source)) = sources.iter().next() else {
        bail!("{}: there is nothing to merge into", path.display());
    };
    let (documents, _) = input::read_documents(file, &source.text);
    let Some(there) = documents.first() else {
        bail!("{}: there is nothing to merge into", path.display());
    };
    let merged = merged(path, &source.text, there, draft, known)?;
    if let Some(output) = output {
        output::write_new(output, &merged.text)?;
    } else if merged.text != *source.text {
        output::write_over(path, &merged.text)?;
    }
    let name = output.unwrap_or(path);
    let mut notes = vec![format!("{}: {}", name.display(), added(&merged.added))];
    let told = [
        ("changed", &merged.changed),
        ("left as it is, though the source says otherwise", &merged.kept),
    ];
    let told = told.iter().filter(|(_, all)| !all.is_empty());
    notes.extend(told.map(|(what, all)| format!("{what}: {}", summary::some(all))));
    Ok(notes)
}

/// A draft in the text of a map, if that is a sound map with it.
fn merged(
    path: &Path,
    text: &str,
    there: &RawValue,
    draft: &Draft,
    known: &[Known],
) -> anyhow::Result<Merged> {
    // Where others refer to an entry by its name, a new name would cut them off.
    let mut sound = None;
    for names in [Names::Written, Names::Left] {
        let merged = merge::merge(draft, text, there, known, names).with_context(|| {
            let path = path.display();
            format!("{path}\nhelp: write it with a `-` before each entry")
        })?;
        let read = input::read_text("the map", &merged.text, Format::Yaml);
        let count = known.len() + merged.added.values().sum::<usize>();
        if sound.is_none() && is_sound(read, count) {
            sound = Some(merged);
        }
    }
    sound.with_context(|| {
        let path = path.display();
        format!(
            "{path}: its entries can't be changed by place, and it stays as it is\n\
             help: write another file with -o, without --merge"
        )
    })
}

fn added(added: &BTreeMap<List, usize>) -> String {
    let all: Vec<String> = added.iter().map(|(list, count)| list.count(*count)).collect();
    if all.is_empty() { "nothing added".to_owned() } else { format!("{} added", all.join(", ")) }
}

/// Whether a map is sound and holds so many things.
fn is_sound(input: Input, count: usize) -> bool {
    let whole = input.complete && input.problems.is_empty();
    whole && resolve(input.raw).is_ok_and(|organisation| self::known(&organisation).len() >= count)
}

/// Writes what a directory doesn't have to a second file in it.
fn add_beside(
    path: &Path,
    draft: &Draft,
    known: &[Known],
    output: Option<&Path>,
) -> anyhow::Result<Vec<String>> {
    let new = merge::new_entries(draft, known);
    let file = output.map_or_else(|| path.join(ADDED), Path::to_owned);
    let mut notes = Vec::new();
    let there = draft.entries().count() - new.len();
    if there > 0 {
        notes.push(format!(
            "in the directory already, and left as they are: {there} of the entries"
        ));
    }
    if new.is_empty() {
        notes.push("nothing added".to_owned());
        return Ok(notes);
    }
    let written = map::part("Added by custmap import.", &new);
    output::write_new(&file, &written.text)?;
    notes.push(format!(
        "{}: a second file beside those of the directory: {} added",
        file.display(),
        new.len()
    ));
    Ok(notes)
}
