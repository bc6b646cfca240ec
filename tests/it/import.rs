//! `import`: what people have becomes a map that reads back, and nothing is guessed, overwritten or lost in silence.

mod archimate;
mod backstage;
mod binary_workbooks;
mod both_ways;
mod cells;
mod cells_of_workbooks;
mod crm;
mod cross_tables;
mod csv;
mod documents;
mod federal;
mod hris;
mod limits;
mod meaning;
mod merge;
mod messages;
mod names;
mod random;
mod rows;
mod sheets;
mod sheets_back;
mod split;
mod survey;
mod systems;
mod usage;
mod workbook;
mod written;

use crate::run::{Ran, Run};
use custmap::{
    input::{self, MapFormat, RawMap},
    resolve::resolve,
};
use serde_json::Value;

/// The records of a map that an import wrote; it must be a sound one.
#[track_caller]
pub fn map(text: &str) -> RawMap {
    let input = input::read_text("map.yaml", text, MapFormat::Yaml);
    assert_eq!(input.problems, [], "{text}");
    let errors = resolve(input.raw.clone()).err().unwrap_or_default();
    assert_eq!(errors, [], "{text}");
    input.raw
}

/// The facts of a map, as `export` writes them.
#[track_caller]
pub fn facts(text: &str) -> Value {
    let run = Run::yaml(text).line("export org.yaml --format json");
    run.fine().json()
}

/// A run of `import csv` on a table `t.csv`.
pub fn table(text: impl AsRef<[u8]>, line: &str) -> Run {
    Run::empty().file("t.csv", text).line("import csv t.csv").line(line).line("--width 1000")
}

/// What such a run prints, where it is to be a map; standard error holds notes at most.
#[track_caller]
pub fn printed(run: Run) -> Ran {
    let ran = run.ran().ends(0);
    assert!(!ran.stderr.contains("error"), "{ran}");
    map(&ran.stdout);
    ran
}
