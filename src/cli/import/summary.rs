//! What an import says of itself: what was read, what was left out and why.

use custmap::import::{List, Read, Settled};
use std::path::Path;

/// How many names a note tells.
const MOST: usize = 8;

/// How a source is called: a map tells no path of somebody's machine.
pub(super) fn name(path: &Path) -> String {
    let name = path.file_name().and_then(|name| name.to_str());
    name.filter(|name| *name != "-").unwrap_or("standard input").to_owned()
}

/// What was read of a table.
pub(super) fn read(name: &str, read: &Read) -> Vec<String> {
    let rows = count(read.rows, "row");
    let mut notes = vec![match read.empty {
        0 => format!("{name}: {rows}"),
        empty => format!("{name}: {rows}, {empty} empty"),
    }];
    if !read.by_name.is_empty() {
        notes.push(format!("columns taken by their names: {}", some(&read.by_name)));
    }
    if !read.left_out.is_empty() {
        notes.push(format!("columns left out: {}", some(&read.left_out)));
    }
    for (list, repeats) in &read.repeats {
        let rows = count(*repeats, "row");
        let word = if *repeats == 1 { "says" } else { "say" };
        notes.push(format!("{}: {rows} {word} again what an earlier one says", list.key()));
    }
    notes
}

/// What was made and numbered so that every reference names one thing.
pub(super) fn settled(settled: &Settled) -> Vec<String> {
    let made = settled.made.iter().map(|(list, names)| {
        let why = match list {
            List::Beneficiaries => "nothing inside is called so",
            List::Departments | List::People | List::Groups | List::Services | List::Payers => {
                "others name them"
            }
        };
        format!("{} added, for {why}: {}", list.count(names.len()), some(names))
    });
    let mut notes: Vec<String> = made.collect();
    if !settled.again.is_empty() {
        let again = settled.again.iter().map(|(name, id)| format!("{name} (id {id})"));
        let again: Vec<String> = again.collect();
        notes.push(format!("names that several bear, told apart by their ids: {}", some(&again)));
    }
    notes
}

/// "1 row", "20 rows".
pub(super) fn count(count: usize, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {word}{plural}")
}

/// The first names, and how many more.
pub(super) fn some<T: AsRef<str>>(names: &[T]) -> String {
    let told: Vec<&str> = names.iter().take(MOST).map(AsRef::as_ref).collect();
    let more = names.len().saturating_sub(MOST);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{rest}", told.join(", "))
}
