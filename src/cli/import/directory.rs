//! A map as a directory: a file for each department, and one for the rest.

use super::summary;
use crate::cli::output;
use anyhow::{Context as _, bail};
use custmap::{
    id::slug,
    import::{Draft, Entry, List, Value},
    render::map,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::Path,
};

/// The file of what belongs to no department.
const REST: &str = "organisation.yaml";

/// Writes a directory with a file for each department, and one for the rest.
pub(super) fn write(folder: &Path, draft: &Draft) -> anyhow::Result<String> {
    if folder.exists() {
        bail!(
            "{}: it is there already, and stays as it is\nhelp: name another with -o",
            folder.display()
        );
    }
    let (rest, parts) = split(draft);
    let above = folder.parent().unwrap_or(folder);
    let done = output::make_folder(above, || put(folder, &rest, &parts));
    done.with_context(|| format!("can't write {}", folder.display()))?;
    Ok(summary::count(parts.len() + 1, "file"))
}

/// Writes the files into a folder that gets its name when all are there.
fn put(folder: &Path, rest: &Draft, parts: &[(String, Part<'_>)]) -> io::Result<()> {
    let written = output::folder_beside(folder)?;
    let write = || {
        fs::write(written.join(REST), map::map(rest).text)?;
        for (name, part) in parts {
            let title = format!("{} and what belongs to it.", part.title);
            fs::write(written.join(name), map::part(&title, &part.entries).text)?;
        }
        output::without_interruption(|| fs::rename(&written, folder))
    };
    write().inspect_err(|_| {
        // What is left of it is nobody's map; where even that fails, the first error says more.
        let _ = fs::remove_dir_all(&written);
    })
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
    for (list, entry) in draft.entries().filter(|(list, _)| *list != List::Departments) {
        let key = if list == List::People { "department" } else { "provided_by" };
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
    let base = if slug.is_empty() { "department".to_owned() } else { slug };
    let mut name = format!("{base}.yaml");
    let mut next = 2;
    while !names.insert(name.clone()) {
        name = format!("{base}-{next}.yaml");
        next += 1;
    }
    name
}
