//! `custmap import csv`.

use super::{finish::FinishArgs, table::TableArgs};
use crate::cli::{Outcome, screen::ScreenArgs};
use anyhow::anyhow;
use clap::{Args, ValueEnum};
use custmap::import::{
    ReferenceRules, UnknownNames,
    csv::{CsvImporter, MappingSource},
    mapping::MappingFlags,
};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = "\
A column with the name of a key fills it; --map is for the others. Keys
within other keys have a dot: paid_by.amount, relationship.owner.

Examples:
  custmap import csv examples/import/services.csv --as services --split \";\"
  custmap import csv examples/import/staff.csv --as people --map role=Title
  custmap import csv examples/import/gc.csv --mapping examples/import/gc.yaml")]
pub(super) struct Csv {
    /// The tables: .csv, .tsv, .xlsx, .xls, .xlsb, .ods, or - for standard input
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
    /// The sign between several values of one cell, whose lines are several values in any case (may be repeated)
    #[arg(long, value_name = "SIGN")]
    split: Vec<String>,
    /// One score for several recipients of a row is the score of each
    #[arg(long)]
    same_score: bool,
    /// Take all of this from a mapping file
    #[arg(long, value_name = "FILE", conflicts_with_all = ["target", "map", "set", "values", "split", "same_score"])]
    mapping: Option<PathBuf>,
    /// A recipient or payer with this name is a department, whatever else has it too (may be repeated)
    #[arg(long, value_name = "NAME")]
    inside: Vec<String>,
    /// A recipient or payer with this name is external (may be repeated)
    #[arg(long, value_name = "NAME")]
    outside: Vec<String>,
    /// What recipients and payers are that no row or entry describes [default: outside]
    #[arg(long, value_enum)]
    unknown: Option<UnknownArg>,
    /// Two names mean the same: write the second for the first (may be repeated)
    #[arg(long, value_name = "NAME=NAME")]
    same: Vec<String>,
    #[command(flatten)]
    table: TableArgs,
    #[command(flatten)]
    finish: FinishArgs,
}

/// What unknown recipients and payers are.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum UnknownArg {
    /// Departments
    Inside,
    /// External customers and payers
    Outside,
    /// An error
    Error,
}

impl From<UnknownArg> for UnknownNames {
    fn from(arg: UnknownArg) -> Self {
        match arg {
            UnknownArg::Inside => Self::Inside,
            UnknownArg::Outside => Self::Outside,
            UnknownArg::Error => Self::Error,
        }
    }
}

impl Csv {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let mapping = match self.mapping {
            Some(path) => MappingSource::File(path),
            None => MappingSource::Flags(MappingFlags {
                target: self.target,
                map: self.map,
                set: self.set,
                values: self.values,
                split: self.split,
                same_score: self.same_score,
            }),
        };
        let same = self.same.iter().map(|word| match word.split_once('=') {
            Some((from, to)) if !from.trim().is_empty() && !to.trim().is_empty() => {
                Ok((from.trim().to_owned(), to.trim().to_owned()))
            }
            _ => Err(anyhow!("--same {word}: write --same \"HR=Human Resources\"")),
        });
        let rules = ReferenceRules {
            same: same.collect::<anyhow::Result<_>>()?,
            inside: self.inside,
            outside: self.outside,
            unknown: self.unknown.map(Into::into),
            ..ReferenceRules::default()
        };
        let format = self.table.format()?;
        let importer = CsvImporter { files: self.files, mapping, format, rules };
        self.finish.run(&importer, screen)
    }
}
