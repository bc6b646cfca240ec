//! `custmap import usage`.

use super::{
    survey::{note_all, pairs, refuse},
    table::TableArgs,
};
use crate::cli::{
    Outcome,
    load::{self, ValidMap, path_or_default},
    output::{self, OutputArgs},
    screen::ScreenArgs,
    verbosity::Verbosity,
};
use clap::Args;
use custmap::{
    diag::{FileIdentity, Place, Sources, clean, count},
    id::ServiceId,
    import::{
        ImportJob, Value,
        usage::{Usage, UsageOptions, UsageOutcome, UsageResult, usage},
    },
    input::Text,
    model::Organisation,
    render::yaml::block_item,
    report::{Limits, UsageFinding, UsageRow, usages},
};
use std::{collections::BTreeMap, path::PathBuf};

#[derive(Debug, Args)]
#[command(after_help = "\
A row is one use: a ticket or a charge, with the service (or the team that did
the work) and the department that asked for it. Exports of ServiceNow and Jira
are recognised. Who asked, and what for, is never read. The map is never changed.

Examples:
  custmap import usage examples/import/tickets.csv --against examples/xyz.yaml
  custmap import usage examples/import/tickets.csv --merge examples/xyz.yaml
  custmap import usage examples/import/charges.csv --against examples/xyz.yaml --amount Amount")]
pub(super) struct UsageArgs {
    /// Tickets or charges: .csv, .tsv, .xlsx, .xls, .xlsb, .ods
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The map that they are compared with [default: org.yaml]
    #[arg(long, value_name = "MAP", conflicts_with = "merge")]
    against: Option<PathBuf>,
    /// The same, with the relationships that are missing, ready to be pasted
    #[arg(long, value_name = "MAP")]
    merge: Option<PathBuf>,
    /// The column of the service or of the team that did the work; =ID where all rows are about one
    #[arg(long, value_name = "COLUMN")]
    service: Option<String>,
    /// The column of the department or customer that used it; =ID where all rows are of one
    #[arg(long, value_name = "COLUMN")]
    by: Option<String>,
    /// The column of the amount that was charged
    #[arg(long, value_name = "COLUMN")]
    amount: Option<String>,
    /// Two names mean the same: write the second for the first (may be repeated)
    #[arg(long, value_name = "NAME=NAME")]
    same: Vec<String>,
    /// Leave out what is used less often than this and not declared
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    at_least: u32,
    #[command(flatten)]
    table: TableArgs,
    #[command(flatten)]
    output: OutputArgs,
}

impl UsageArgs {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let output = self.output.output()?;
        let is_pasted = self.merge.is_some();
        let path = self.merge.or(self.against);
        let options = UsageOptions {
            format: self.table.format()?,
            service: self.service,
            by: self.by,
            amount: self.amount,
            same: pairs("--same", "\"HR=Human Resources\"", &self.same)?,
        };
        let mut base = ValidMap::read(path_or_default(path.as_deref())?, screen)?;
        let read = self.files.iter().filter_map(|file| FileIdentity::of_path(file));
        base.sources.add_identities(read);
        let organisation = &base.organisation;
        let mut job = ImportJob::new(load::announce);
        let outcome = usage(&self.files, &options, organisation, &mut job)?;
        refuse(&job, screen)?;
        let least = usize::try_from(self.at_least).unwrap_or(usize::MAX);
        let (rows, rare) = split(outcome, least);
        note_all(&job.summary.notes, screen);
        if rare > 0 {
            let rare = count(rare, "relationship");
            note_all(&[format!("{rare} used less often than {least} times not listed")], screen);
        }
        let facts = rows.iter().map(|row| UsageRow {
            organisation,
            service: row.service,
            by: row.by,
            uses: row.uses,
            charged: row.charged,
            paid: row.paid,
            result: match row.result {
                UsageResult::NotDeclared => UsageFinding::NotDeclared,
                UsageResult::NotUsed => UsageFinding::NotUsed,
                UsageResult::Declared => UsageFinding::Declared,
                UsageResult::NotCharged => UsageFinding::NotCharged,
            },
        });
        let answer = usages(organisation, facts.collect());
        let limits = Limits { notes: screen.verbosity() == Verbosity::Normal, ..Limits::NONE };
        output.answer(&answer, &base.sources, limits, screen)?;
        if is_pasted && output.format().is_none() {
            output::write_text(&pasted(organisation, &base.sources, &rows))?;
        }
        Ok(Outcome::Fine)
    }
}

/// The rows to list, and how many are too rare for that.
fn split(outcome: UsageOutcome, least: usize) -> (Vec<Usage>, usize) {
    let all = outcome.rows.len();
    let is_listed = |row: &Usage| row.result != UsageResult::NotDeclared || row.uses >= least;
    let rows: Vec<Usage> = outcome.rows.into_iter().filter(is_listed).collect();
    let rare = all - rows.len();
    (rows, rare)
}

/// The recipients that services lack, as lines of their `serves`.
fn pasted(organisation: &Organisation, sources: &Sources, rows: &[Usage]) -> String {
    /// How far the items of `serves` are indented in the maps that custmap writes.
    const INDENT: usize = 6;
    let mut missing: BTreeMap<ServiceId, Vec<&Usage>> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.result == UsageResult::NotDeclared) {
        if let Some(service) = row.service.service() {
            missing.entry(service).or_default().push(row);
        }
    }
    let mut lines = Vec::new();
    for (service, rows) in missing {
        let header = &organisation.service(service).header;
        let location = sources.location(header.place);
        let (file, line) = (location.file, location.line);
        let id = clean(&header.id);
        lines.push(format!("\n# Below `serves` of `{id}`, {file}:{line}:"));
        lines.extend(rows.iter().map(|row| {
            let id = organisation.id_of(row.by).into();
            let item = Value::Text(Text { value: id, place: Place::default() });
            format!("{}  # {}", block_item("serves", &item, INDENT), count(row.uses, "use"))
        }));
    }
    lines.into_iter().map(|line| line + "\n").collect()
}
