//! `custmap import workbook`.

use super::{finish::FinishArgs, target};
use crate::cli::{Outcome, load::ValidMap, screen::ScreenArgs, sheet::roots};
use clap::Args;
use custmap::{import::workbook_map::WorkbookImporter, render::map::sheets};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = "\
With --merge only the rows that were changed since the sheet was written are
taken. A row that was changed in the map too is a conflict and is shown with
both sides; a row that is gone stays in the map and is reported.

Examples:
  custmap import workbook map.xlsx -o new.yaml
  custmap import workbook map.xlsx --merge org.yaml
  custmap import workbook map.xlsx --merge org.yaml --dry-run")]
pub(super) struct WorkbookArgs {
    /// The workbook: .xlsx, .xlsm, .xlsb, .xls or .ods
    file: PathBuf,
    #[command(flatten)]
    finish: FinishArgs,
}

impl WorkbookArgs {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let mut finish = self.finish;
        let base = finish.merge.as_deref().map(|path| ValidMap::read(path, screen)).transpose()?;
        let current = base.map(|base| {
            let known = target::existing(&base.organisation);
            sheets::current_rows(sheets::sheet_rows(&roots(&base.sources), &known))
        });
        if current.is_some() && finish.overwrite.is_empty() {
            // Whoever changed a row meant it.
            finish.overwrite.push("all".to_owned());
        }
        finish.run(&WorkbookImporter { file: self.file, current }, screen)
    }
}
