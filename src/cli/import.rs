//! `custmap import`: a map from what people have already.

mod answers;
mod archimate;
mod backstage;
mod crm;
mod csv;
mod directory;
mod finish;
mod hris;
mod survey;
mod table;
pub(super) mod target;
mod usage;
mod workbook;

use super::{Outcome, screen::ScreenArgs};
use anyhow::bail;
use clap::{Args, Subcommand};

#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
#[command(after_help = "\
Examples:
  custmap import csv examples/import/services.csv --as services --split \";\"
  custmap import csv examples/import/staff.csv --as people --map role=Title
  custmap import hris examples/import/staff.csv")]
pub(super) struct ImportCommand {
    #[command(subcommand)]
    source: ImportSource,
}

#[derive(Debug, Subcommand)]
enum ImportSource {
    /// A flat table with a row for each entry: CSV, or a sheet of an .xlsx workbook
    Csv(Box<csv::Csv>),
    /// A staff list or list of units of an HR system: id, manager or parent, name, title, department
    Hris(Box<hris::Hris>),
    /// Accounts and deals, as Salesforce, Dynamics 365, Pipedrive and others export them
    Crm(Box<crm::Crm>),
    /// A workbook that `custmap sheet` wrote
    Workbook(Box<workbook::WorkbookArgs>),
    /// Answers to a survey: how satisfied recipients are, as measurements
    Survey(Box<survey::SurveyArgs>),
    /// Tickets or cross-charges, compared with a map: what is used but not declared, or declared but not used
    Usage(Box<usage::UsageArgs>),
    /// What heads of departments answered to the forms of `custmap ask`
    Answers(answers::AnswersArgs),
    /// An architecture model: Open Exchange XML, or the CSV files of Archi
    Archimate(archimate::Archimate),
    /// A Backstage catalogue: groups, users, systems, components and APIs
    Backstage(backstage::Backstage),
}

impl ImportCommand {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        if screen.is_anonymous() {
            bail!("--anonymous hides nobody in an import: it writes what the source says");
        }
        match self.source {
            ImportSource::Csv(args) => args.run(screen),
            ImportSource::Hris(args) => args.run(screen),
            ImportSource::Crm(args) => args.run(screen),
            ImportSource::Workbook(args) => args.run(screen),
            ImportSource::Survey(args) => args.run(screen),
            ImportSource::Usage(args) => args.run(screen),
            ImportSource::Answers(args) => args.run(screen),
            ImportSource::Archimate(args) => args.run(screen),
            ImportSource::Backstage(args) => args.run(screen),
        }
    }
}
