//! A map as a directory: a file for each department, and one for the rest.

use crate::cli::output;
use custmap::{
    diag::count,
    id::slug,
    import::{Draft, Entry, List, Value},
    render::map,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

/// The file of what belongs to no department.
const REST: &str = "organisation.yaml";

/// Writes a directory with a file for each department, and one for the rest.
pub(super) fn write(folder: &Path, draft: &Draft) -> anyhow::Result<String> {
    let (rest, parts) = split(draft);
    let mut files = vec![(REST, map::map(&rest))];
    files.extend(parts.iter().map(|(name, part)| {
        let title = format!("{} and what belongs to it.", part.title);
        (&**name, map::part(&title, &part.entries))
    }));
    output::write_new_folder(folder, &files)?;
    Ok(count(files.len(), "file"))
}

/// A file of a directory.
struct DirectoryFile<'d> {
    title: String,
    entries: Vec<(List, &'d Entry)>,
}

/// The entries by their department: it, its people and the services that it provides first of all.
fn split(draft: &Draft) -> (Draft, Vec<(String, DirectoryFile<'_>)>) {
    let mut rest = Draft {
        organisation: draft.organisation.clone(),
        remarks: draft.remarks.clone(),
        ..Draft::default()
    };
    let mut parts: Vec<(String, DirectoryFile<'_>)> = Vec::new();
    let mut names = BTreeSet::from([REST.to_owned()]);
    let mut part_of: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in draft.list(List::Departments) {
        let id = entry.id.as_ref().map_or("", |id| &id.value);
        let entries = vec![(List::Departments, entry)];
        let title = entry.name.value.to_string();
        part_of.insert(id, parts.len());
        parts.push((file_name(id, &mut names), DirectoryFile { title, entries }));
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
    let slug: String = slug(id).chars().take(60).collect();
    let base = if slug.is_empty() { "department".to_owned() } else { slug };
    let mut name = format!("{base}.yaml");
    let mut next = 2;
    while !names.insert(name.clone()) {
        name = format!("{base}-{next}.yaml");
        next += 1;
    }
    name
}
