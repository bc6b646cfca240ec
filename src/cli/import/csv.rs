//! `custmap import csv`.

use super::{
    finish::{FinishArgs, Making},
    flags::Flags,
    source::TableArgs,
    summary,
};
use crate::cli::{Outcome, load, screen::ScreenArgs};
use clap::Args;
use custmap::{
    import::{self, Letters, mapping::TableMap},
    input::{self, RawMapping},
};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
#[command(after_help = "\
A column that bears the name of a key fills it; --map is for the others. Keys
that stand deeper have a dot: paid_by.amount, relationship.owner.

Examples:
  custmap import csv examples/import/services.csv --as services --split \";\"
  custmap import csv examples/import/staff.csv --as people --map role=Title
  custmap import csv examples/import/gc.csv --mapping examples/import/gc.yaml")]
pub(super) struct Csv {
    /// The tables: .csv, .tsv, .xlsx, or - for standard input
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// What a row is: departments, people, groups, services, beneficiaries or payers
    #[arg(long = "as", value_name = "LIST")]
    target: Option<String>,
    /// Fill a key from a column (may be repeated)
    #[arg(long, value_name = "KEY=COLUMN")]
    map: Vec<String>,
    /// Write the same in every row, or where the column of the key is empty (may be repeated)
    #[arg(long, value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// Write TO for FROM in a key's column; nothing behind = leaves it out (may be repeated)
    #[arg(long, value_name = "KEY:FROM=TO")]
    values: Vec<String>,
    /// What stands between several values of one cell
    #[arg(long, value_name = "SIGN")]
    split: Option<String>,
    /// Take all of this from a mapping file
    #[arg(long, value_name = "FILE", conflicts_with_all = ["target", "map", "set", "values", "split"])]
    mapping: Option<PathBuf>,
    #[command(flatten)]
    table: TableArgs,
    #[command(flatten)]
    finish: FinishArgs,
}

impl Csv {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let mut making = Making::default();
        let raw = self.mapping(&mut making)?;
        let (maps, problems) = import::mapping::tables(&raw);
        making.problems.extend(problems);
        making.refuse(screen)?;
        making.draft.begin(&raw, &mut making.problems);
        for file in &self.files {
            self.table(file, &raw, &maps, &mut making)?;
        }
        making.refuse(screen)?;
        self.finish.run(making, "csv", &self.files, screen)
    }

    /// The mapping: of its file, or of the flags.
    fn mapping(&self, making: &mut Making) -> anyhow::Result<RawMapping> {
        let Some(path) = &self.mapping else {
            let mut flags = Flags::new(&mut making.sources);
            flags.target(self.target.as_deref());
            flags.split(self.split.as_deref());
            flags.map(&self.map)?;
            flags.values(&self.values)?;
            flags.set(&self.set)?;
            return Ok(flags.mapping());
        };
        let name = input::display_name(path);
        let bytes = load::read_bytes(path)?;
        let text = match import::text(&name, bytes, Letters::Utf8, &mut making.sources) {
            Ok(text) => text,
            Err(problem) => {
                making.problems.push(*problem);
                return Ok(RawMapping::default());
            }
        };
        let file = making.sources.add(name, text);
        let (raw, problems) = input::read_mapping(file, &making.sources.file(file).text);
        making.problems.extend(problems);
        Ok(raw)
    }

    /// Reads one table.
    fn table(
        &self,
        path: &Path,
        raw: &RawMapping,
        maps: &[TableMap],
        making: &mut Making,
    ) -> anyhow::Result<()> {
        let Some(source) = self.table.read(path, Some(raw), making)? else {
            return Ok(());
        };
        let table = source.table(&making.sources);
        match import::rows(&table, maps, &mut making.draft) {
            Ok(read) => {
                making.notes.extend(summary::read(&summary::name(path), &read));
                making.left_out.extend(read.problems);
                making.doubts.extend(read.doubts);
            }
            Err(problems) => making.problems.extend(problems),
        }
        Ok(())
    }
}
