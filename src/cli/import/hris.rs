//! `custmap import hris`.

use super::{
    finish::{FinishArgs, Making},
    flags,
    source::TableArgs,
    summary,
};
use crate::cli::{Outcome, screen::ScreenArgs};
use clap::Args;
use custmap::import::hris;
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
        let mut making = Making::default();
        let said = flags::pairs(&self.map, &mut making.sources)?;
        let source = self.table.read(&self.file, None, &mut making)?;
        if let Some(table) = &source {
            match hris::staff(&table.table(&making.sources), &said, &mut making.draft) {
                Ok(staff) => {
                    let name = summary::name(&self.file);
                    making.notes.push(format!("{name}: {}", summary::count(staff.rows, "row")));
                    making.notes.extend(staff.notes);
                    making.left_out.extend(staff.problems);
                    making.doubts.extend(staff.doubts);
                }
                Err(problems) => making.problems.extend(problems),
            }
        }
        making.refuse(screen)?;
        self.finish.run(making, "hris", &[self.file], screen)
    }
}
