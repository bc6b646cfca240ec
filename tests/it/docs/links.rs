//! Links between the pages lead somewhere.

use super::{file, pages};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Component, Path, PathBuf},
};

/// Every relative link leads to a file of the repository, and its fragment to a heading of that page.
#[test]
fn docs_links() {
    let pages = pages();
    let anchors: BTreeMap<PathBuf, BTreeSet<String>> =
        pages.iter().map(|(path, text)| (PathBuf::from(path), anchors(text))).collect();
    let mut broken = Vec::new();
    for (path, text) in &pages {
        for link in links(text) {
            let (target, fragment) = link.split_once('#').unwrap_or((link, ""));
            let folder = Path::new(path).parent().unwrap();
            let target =
                if target.is_empty() { PathBuf::from(path) } else { tidy(&folder.join(target)) };
            let exists = file(target.to_str().unwrap()).exists();
            let found = fragment.is_empty()
                || anchors.get(&target).is_some_and(|anchors| anchors.contains(fragment));
            if !exists || !found {
                broken.push(format!("{path}: {link}"));
            }
        }
    }
    assert!(broken.is_empty(), "broken links:\n{}", broken.join("\n"));
}

/// Every page under `docs/` can be reached from README.md.
#[test]
fn docs_are_linked() {
    let pages = pages();
    let mut reached = BTreeSet::new();
    let mut open = vec![PathBuf::from("README.md")];
    while let Some(path) = open.pop() {
        let Some(text) = pages.get(path.to_str().unwrap()) else { continue };
        if reached.insert(path.clone()) {
            let folder = path.parent().unwrap();
            let targets = links(text).filter_map(|link| link.split('#').next());
            open.extend(targets.map(|target| tidy(&folder.join(target))));
        }
    }
    let lost = pages.keys().filter(|path| !reached.contains(Path::new(path)));
    assert_eq!(lost.collect::<Vec<_>>(), Vec::<&String>::new(), "pages that no link leads to");
}

/// The links of a text that stay in the repository. Blocks of code have none.
fn links(text: &str) -> impl Iterator<Item = &str> {
    let prose = text.split("\n```").step_by(2);
    let targets = prose.flat_map(|part| part.split("](").skip(1));
    let targets = targets.filter_map(|rest| rest.split([')', ' ']).next());
    targets.filter(|target| !target.contains("://"))
}

/// The fragments by which the headings of a page are reached, as GitHub makes them.
fn anchors(text: &str) -> BTreeSet<String> {
    let prose = text.split("\n```").step_by(2);
    let headings = prose.flat_map(str::lines).filter(|line| line.starts_with('#'));
    headings
        .map(|line| {
            let title = line.trim_start_matches('#').trim().to_lowercase();
            let kept = title.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
            kept.map(|c| if c == ' ' { '-' } else { c }).collect()
        })
        .collect()
}

/// A path without `.` and `..`.
fn tidy(path: &Path) -> PathBuf {
    let mut tidied = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                assert!(tidied.pop(), "{} leaves the repository", path.display());
            }
            Component::CurDir => {}
            part => tidied.push(part),
        }
    }
    tidied
}
