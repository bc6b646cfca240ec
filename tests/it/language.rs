//! What an editor asks of a map in memory. In the texts `|` marks the cursor.

mod actions;
mod completion;
mod edits;
mod names;

use custmap::{
    diag::FileId,
    input::MapFormat,
    language::{MapFile, Snapshot},
    model::Date,
};

/// A map with everything that the tests name.
pub const MAP: &str = "\
organisation: {name: Works}
departments:
  - id: it
    name: IT
    lead: head-of-it
  - {name: Sales}
  - {name: Logistics, part_of: Sales}
people:
  - {id: head-of-it, name: Head of IT, department: it}
  - {name: Clerk, department: Sales}
services:
  - name: Help desk
    provided_by: it
    serves: [Sales, everyone]
  - name: Shop
    provided_by: Sales
    serves:
      - {to: Buyers, satisfaction: {score: 4, measured: 2026-05}}
  - {name: Deliveries, provided_by: Logistics, serves: Buyers}
beneficiaries:
  - name: Buyers
    relationship: {owner: Clerk}
";

/// A text without its cursor mark, and where the cursor was.
pub fn marked(text: &str) -> (String, usize) {
    let at = text.find('|').expect("the text has a cursor mark");
    (format!("{}{}", &text[..at], &text[at + 1..]), at)
}

/// A state of some files of a map.
pub fn snapshot(files: &[(&str, &str)]) -> Snapshot {
    next(files, None)
}

/// The state after another one.
pub fn next(files: &[(&str, &str)], previous: Option<&Snapshot>) -> Snapshot {
    let file = |(name, text): &(&str, &str)| MapFile {
        name: (*name).to_owned(),
        text: (*text).into(),
        format: MapFormat::of(name.as_ref()),
    };
    let files: Vec<MapFile> = files.iter().map(file).collect();
    Snapshot::new(&files, previous, Date::parse("2026-11-29").unwrap())
}

/// The state of one file, and the file.
pub fn one(text: &str) -> (Snapshot, FileId) {
    let snapshot = snapshot(&[("org.yaml", text)]);
    let file = snapshot.file("org.yaml").unwrap();
    (snapshot, file)
}

/// The byte where a text is in another one.
#[track_caller]
pub fn at(text: &str, part: &str) -> usize {
    text.find(part).unwrap_or_else(|| panic!("{part} is not in the text"))
}
