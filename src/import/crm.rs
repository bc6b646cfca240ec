//! Accounts and deals, as systems that look after customers export them: an account is a beneficiary, and what it paid
//! in the last 12 months is the sum of its deals that were won.
//!
//! ```text
//! Account Name, Account Owner, Type          ->  {name: Acme, kind: business, relationship: {owner: Ada Ng}}
//! Account Name, Stage, Amount, Close Date    ->  paid_by: [{from: Acme, amount: 1200, as: fee}]
//! ```

mod account;
mod customers;
mod field;
mod money;
mod options;
mod sales;
mod status;
mod system;
mod table;

use super::{
    Draft, ImportError, ImportJob, ImportSummary, Importer, SourceTable, TableFile, TableFormat,
    field_columns::TableField as _, job::file_name,
};
use crate::{
    diag::{Diagnostic, Place, Sources},
    input::Text,
};
pub use options::{CrmOptions, SoldService};

use account::Accounts;
use customers::Beneficiaries;
use field::CrmField;
use sales::Sales;
use std::path::{Path, PathBuf};
use table::CrmTable;

/// Exports of accounts, deals and users as a source.
#[derive(Debug)]
pub struct CrmImporter {
    /// The files; at least one.
    pub files: Vec<PathBuf>,
    /// Their format.
    pub format: TableFormat,
    /// The column of each field that has no usual name: field and column.
    pub columns: Vec<(String, String)>,
    /// What becomes of the accounts and deals.
    pub options: CrmOptions,
}

impl Importer for CrmImporter {
    fn word(&self) -> &'static str {
        "crm"
    }

    fn file(&self) -> &Path {
        self.files.first().map_or(Path::new("-"), PathBuf::as_path)
    }

    fn looks_for(&self) -> &'static str {
        "exported accounts (companies, organizations), with one row for each, or deals (opportunities)"
    }

    fn import(&self, job: &mut ImportJob) -> Result<(), ImportError> {
        let mut tables: Vec<(String, TableFile)> = Vec::new();
        for path in &self.files {
            let table = job.read_table(path, &self.format)?;
            tables.extend(table.map(|table| (file_name(path), table)));
        }
        self.add(&tables, &job.sources, &mut job.draft, &mut job.summary)
    }
}

impl CrmImporter {
    /// Adds what the tables say, each with the name of its file.
    ///
    /// # Errors
    /// Where an option makes no sense.
    pub fn add(
        &self,
        files: &[(String, TableFile)],
        sources: &Sources,
        draft: &mut Draft,
        summary: &mut ImportSummary,
    ) -> Result<(), ImportError> {
        let mut accounts = Accounts::default();
        let mut tables = Vec::new();
        let columns: Vec<Vec<Text>> =
            files.iter().map(|(_, file)| file.table(sources).columns()).collect();
        for (at, (name, file)) in files.iter().enumerate() {
            let table = file.table(sources);
            match CrmTable::find(name, &table, &self.mapped(at, &columns)) {
                Ok(found) => tables.push((found, table)),
                Err(problems) => summary.errors.extend(problems),
            }
        }
        self.find_groups(&mut tables, &mut summary.errors);
        for (crm, table) in &tables {
            crm.read(table, &self.format, &mut accounts, summary);
        }
        if !summary.errors.is_empty() {
            return Ok(());
        }
        let sales = Sales::of(&mut accounts, &self.options, summary);
        if !summary.errors.is_empty() {
            return Ok(());
        }
        if self.options.top.is_some() && sales.count() == 0 {
            return Err(ImportError::Option(
                "--top keeps the accounts that paid most, and no amount was found\n\
                 help: name the file of the deals too, or the column with --map amount=COLUMN"
                    .to_owned(),
            ));
        }
        let customers = Beneficiaries::of(&accounts, &sales, &self.options, summary);
        customers.add(&accounts, &sales, &self.options, draft, summary);
        Ok(())
    }

    /// The columns of `--map` that the table with this number has. One that no table has is left to the first, which
    /// reports it.
    fn mapped(&self, at: usize, columns: &[Vec<Text>]) -> Vec<(String, String)> {
        let has = |table: &[Text], wanted: &str| {
            let name = wanted.trim().to_lowercase();
            name.is_empty() || table.iter().any(|column| column.value.to_lowercase() == name)
        };
        let is_of_table = |pair: &&(String, String)| {
            let of_any = columns.iter().any(|table| has(table, &pair.1));
            let is_field = CrmField::named(&pair.0, &pair.1, Place::default()).is_ok();
            if of_any && is_field { has(&columns[at], &pair.1) } else { at == 0 }
        };
        self.columns.iter().filter(is_of_table).cloned().collect()
    }

    /// Finds the column of `--group-by` in the tables of accounts.
    fn find_groups(
        &self,
        tables: &mut [(CrmTable<'_>, SourceTable<'_>)],
        errors: &mut Vec<Diagnostic>,
    ) {
        let Some(column) = &self.options.group_by else {
            return;
        };
        let mut problem = None;
        let mut is_found = false;
        for (crm, table) in tables {
            match crm.find_group(column, table) {
                Ok(()) => is_found = true,
                Err(of_table) if crm.is_of_accounts() || problem.is_none() => {
                    problem = Some(*of_table);
                }
                Err(_) => {}
            }
        }
        errors.extend(problem.filter(|_| !is_found));
    }
}
