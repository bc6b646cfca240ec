//! `custmap import hris`.

use super::{finish::FinishArgs, table::TableArgs};
use crate::cli::{Outcome, args::TodayArg, screen::ScreenArgs};
use clap::Args;
use custmap::import::{
    hris::{HrisImporter, StaffOptions},
    mapping::column_pairs,
};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = "\
Rows with a manager are people; rows with a parent are departments. A department
is led by the one person of it who reports to somebody outside it, and is part
of that manager's department. Departments, their leads and headcounts come in;
--people takes everybody. Files of BambooHR, Workday, SAP SuccessFactors, ADP,
Paylocity, Google Workspace, Microsoft Entra and Graph, Active Directory, SCIM,
LDIF, OrgPlus, Visio and organisation charts are recognised by their columns.

Examples:
  custmap import hris examples/import/staff.csv
  custmap import hris examples/import/staff.csv --organisation Theatre
  custmap import hris examples/import/staff.csv --people --map title=Title -q")]
pub(super) struct Hris {
    /// The export: .csv, .tsv, .xlsx, .xls, .xlsb, .ods, .json, .ldif, or - for standard input
    file: PathBuf,
    /// Which column is the id, name, first, last, manager, other-manager, parent, title, department, email, site,
    /// since, leaving, status or kind; nothing behind = leaves it out (may be repeated)
    #[arg(long, value_name = "FIELD=COLUMN")]
    map: Vec<String>,
    /// Take all people, not only those who lead a department
    #[arg(long)]
    people: bool,
    /// Count departments deeper than this with those above them
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    depth: Option<u32>,
    #[command(flatten)]
    today: TodayArg,
    #[command(flatten)]
    table: TableArgs,
    #[command(flatten)]
    finish: FinishArgs,
}

impl Hris {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let columns = column_pairs(&self.map)?;
        let depth = self.depth.and_then(|depth| usize::try_from(depth).ok());
        let today = self.today.date().last_day().to_string();
        let options = StaffOptions { people: self.people, depth, today };
        let format = self.table.format()?;
        let importer = HrisImporter { file: self.file, format, columns, options };
        self.finish.run(&importer, screen)
    }
}
