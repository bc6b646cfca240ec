//! `custmap import hris`.

use super::{finish::FinishArgs, table::TableArgs};
use crate::cli::{Outcome, screen::ScreenArgs};
use clap::Args;
use custmap::import::{hris::HrisImporter, mapping::column_pairs};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = "\
Rows with a manager are people; rows with a parent are departments. A department
is led by the one person of it who reports to somebody outside it, and is part
of that manager's department.

Examples:
  custmap import hris examples/import/staff.csv
  custmap import hris examples/import/staff.csv --organisation Theatre
  custmap import hris examples/import/staff.csv --map title=Title -q")]
pub(super) struct Hris {
    /// The export: .csv, .tsv, .xlsx, or - for standard input
    file: PathBuf,
    /// Which column is the id, name, manager, parent, title, department, email, site or since (may be repeated)
    #[arg(long, value_name = "FIELD=COLUMN")]
    map: Vec<String>,
    #[command(flatten)]
    table: TableArgs,
    #[command(flatten)]
    finish: FinishArgs,
}

impl Hris {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let columns = column_pairs(&self.map)?;
        let importer = HrisImporter { file: self.file, format: self.table.format()?, columns };
        self.finish.run(&importer, screen)
    }
}
