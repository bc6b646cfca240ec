//! Where an imported map goes: to a file or directory that isn't there yet, or into a map that is.

use super::summary;
use crate::cli::output;
use anyhow::{Context as _, bail};
use custmap::{
    diag::Sources,
    id::slug,
    import::{Draft, Entry, Known, List, Value},
    input::{self, Format, Input},
    model::{self, Organisation, Subject},
    render::map::{
        self,
        merge::{self, Names},
    },
    resolve::resolve,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// What the entries of a directory without a department are in.
const REST: &str = "organisation.yaml";
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
    // Where others refer to an entry by its name, a new name would cut them off.
    let mut sound = None;
    for names in [Names::Written, Names::Left] {
        let merged = merge::merge(draft, &source.text, there, known, names).with_context(|| {
            let path = path.display();
            format!("{path}\nhelp: write it with a `-` before each entry")
        })?;
        let read = input::read_text("the map", &merged.text, Format::Yaml);
        let count = known.len() + merged.added.values().sum::<usize>();
        if sound.is_none() && is_sound(read, count) {
            sound = Some(merged);
        }
    }
    let Some(merged) = sound else {
        bail!(
            "{}: its entries can't be changed by place, and it stays as it is\nhelp: write another file with -o, \
             without --merge",
            path.display()
        );
    };
    if let Some(output) = output {
        output::write_new(output, &merged.text)?;
    } else if merged.text != source.text {
        output::write_over(path, &merged.text)?;
    }
    let name = output.unwrap_or(path);
    let mut notes = vec![format!("{}: {}", name.display(), added(&merged.added))];
    let told = [
        ("changed", &merged.changed),
        (
            "left as it is, though the source says otherwise",
            &merged.kept,
        ),
    ];
    let told = told.iter().filter(|(_, all)| !all.is_empty());
    notes.extend(told.map(|(what, all)| format!("{what}: {}", summary::some(all))));
    Ok(notes)
}

fn added(added: &BTreeMap<List, usize>) -> String {
    let all: Vec<String> = added
        .iter()
        .map(|(list, count)| list.count(*count))
        .collect();
    if all.is_empty() {
        "nothing added".to_owned()
    } else {
        format!("{} added", all.join(", "))
    }
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
            "{there} entries are in the directory already, and its files stay as they are"
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

/// Writes a directory with a file for each department, and one for the rest.
pub(super) fn write_directory(folder: &Path, draft: &Draft) -> anyhow::Result<String> {
    if folder.exists() {
        bail!(
            "{}: it is there already, and stays as it is\nhelp: name another with -o",
            folder.display()
        );
    }
    let (rest, parts) = split(draft);
    let written = folder.with_file_name(format!(".custmap-{}", std::process::id()));
    let write = || -> std::io::Result<()> {
        fs::create_dir_all(&written)?;
        fs::write(written.join(REST), map::map(&rest).text)?;
        for (name, part) in &parts {
            let title = format!("{} and what belongs to it.", part.title);
            fs::write(written.join(name), map::part(&title, &part.entries).text)?;
        }
        fs::rename(&written, folder)
    };
    let done = write();
    if done.is_err() {
        // What is left of it is nobody's map.
        let _ = fs::remove_dir_all(&written);
    }
    done.with_context(|| format!("can't write {}", folder.display()))?;
    Ok(summary::count(parts.len() + 1, "file"))
}

/// A file of a directory.
struct Part<'d> {
    title: String,
    entries: Vec<(List, &'d Entry)>,
}

/// The entries by their department: it, its people and the services that it provides first of all.
fn split(draft: &Draft) -> (Draft, Vec<(String, Part<'_>)>) {
    let mut rest = Draft {
        organisation: draft.organisation.clone(),
        remarks: draft.remarks.clone(),
        ..Draft::default()
    };
    let mut parts: Vec<(String, Part<'_>)> = Vec::new();
    let mut names = BTreeSet::from([REST.to_owned()]);
    let mut part_of: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in draft.list(List::Departments) {
        let id = entry.id.as_ref().map_or("", |id| &id.value);
        let entries = vec![(List::Departments, entry)];
        let title = entry.name.value.to_string();
        part_of.insert(id, parts.len());
        parts.push((file_name(id, &mut names), Part { title, entries }));
    }
    for (list, entry) in draft
        .entries()
        .filter(|(list, _)| *list != List::Departments)
    {
        let key = if list == List::People {
            "department"
        } else {
            "provided_by"
        };
        let first = entry.get(key).and_then(first_text);
        let at = first.and_then(|id| part_of.get(id)).copied();
        match at {
            Some(at) if matches!(list, List::People | List::Services) => {
                parts[at].1.entries.push((list, entry));
                let id = entry.id.as_ref().map_or("", |id| &id.value);
                part_of.entry(id).or_insert(at);
            }
            _ => rest.add(list, entry.clone()),
        }
    }
    (rest, parts)
}

/// The first text of a value.
fn first_text(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) | Value::Refer(text, _) => Some(&text.value),
        Value::List(items) => items.first().and_then(first_text),
        Value::Map(_) => None,
    }
}

/// A file name of an id, another than those so far.
fn file_name(id: &str, names: &mut BTreeSet<String>) -> String {
    let slug = slug(id);
    let slug: String = slug.chars().take(60).collect();
    let base = if slug.is_empty() {
        "department".to_owned()
    } else {
        slug
    };
    let mut name = format!("{base}.yaml");
    let mut next = 2;
    while !names.insert(name.clone()) {
        name = format!("{base}-{next}.yaml");
        next += 1;
    }
    name
}
