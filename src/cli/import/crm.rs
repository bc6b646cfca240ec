//! `custmap import crm`.

use super::{finish::FinishArgs, table::TableArgs};
use crate::cli::{Outcome, args::TodayArg, load::ValidMap, screen::ScreenArgs};
use anyhow::bail;
use clap::Args;
use custmap::{
    id::{PartyId, Subject, fold_name, unit_of_own_service},
    import::{
        crm::{CrmImporter, CrmOptions, SoldService},
        mapping::column_pairs,
    },
    model::{Organisation, PaidBy},
    report::{TargetKind, named},
};
use std::{collections::HashMap, path::PathBuf};

#[derive(Debug, Args)]
#[command(after_help = "\
Accounts become business customers with their owner, since when, and status.
What they paid is the sum of their deals that were won in the 12 months before
--today; with --service it becomes what they pay for that service. Files of
Salesforce, HubSpot, Dynamics 365 and Pipedrive are recognised by their columns.

Examples:
  custmap import crm examples/import/accounts.csv
  custmap import crm examples/import/accounts.csv examples/import/deals.csv
  custmap import crm examples/import/deals.csv --top 1 --today 2026-05-31")]
pub(super) struct Crm {
    /// The exports: accounts (companies, organizations), deals (opportunities), users; .csv, .tsv, .xlsx, .xls, .xlsb,
    /// .ods, or - for standard input
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Which column is the id, name, owner, since or status of an account, or the account, account-id, amount,
    /// currency, date or stage of a deal; nothing behind = leaves it out (may be repeated)
    #[arg(long, value_name = "FIELD=COLUMN")]
    map: Vec<String>,
    /// The service for which the customers pay, by id or name; without it amounts are not used
    #[arg(long, value_name = "ID")]
    service: Option<String>,
    /// The currency of the amounts that count, such as EUR [default: that of the map, or the only one]
    #[arg(long, value_name = "CODE")]
    currency: Option<String>,
    /// Make one customer of all accounts with the same value in this column
    #[arg(long, value_name = "COLUMN")]
    group_by: Option<String>,
    /// Keep the N accounts that paid most by themselves; the others become one customer, or those of --group-by
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    top: Option<u32>,
    #[command(flatten)]
    today: TodayArg,
    #[command(flatten)]
    table: TableArgs,
    #[command(flatten)]
    finish: FinishArgs,
}

impl Crm {
    pub(super) fn run(self, screen: &ScreenArgs) -> anyhow::Result<Outcome> {
        let columns = column_pairs(&self.map)?;
        let base =
            self.finish.merge.as_deref().map(|path| ValidMap::read(path, screen)).transpose()?;
        let organisation = base.as_ref().map(|map| &map.organisation);
        let currency = self.currency.map(|code| code.trim().to_uppercase());
        let options = CrmOptions {
            service: self.service.map(|word| sold_service(word, organisation)).transpose()?,
            today: self.today.date().last_day().to_string(),
            currency: currency.or_else(|| {
                organisation.and_then(|map| map.currency.as_deref().map(str::to_owned))
            }),
            group_by: self.group_by,
            top: self.top.and_then(|top| usize::try_from(top).ok()),
            addresses: organisation.map_or_else(HashMap::new, addresses),
            since: organisation.map_or_else(HashMap::new, since),
        };
        let format = self.table.format()?;
        let importer = CrmImporter { files: self.files, format, columns, options };
        self.finish.run(&importer, screen)
    }
}

/// The service with an id or a name: one of the map, or a new one.
fn sold_service(word: String, map: Option<&Organisation>) -> anyhow::Result<SoldService> {
    let Some(map) = map else {
        let paid = HashMap::new();
        return Ok(SoldService { id: word.clone(), name: word, is_existing: false, paid });
    };
    let subject = named(map, &word, TargetKind::Any)?;
    let id = map.id_of(subject);
    let service = subject.service();
    let is_of_unit = map.subjects().any(|one| unit_of_own_service(id) == Some(map.id_of(one)));
    let Some(service) = service.filter(|_| !is_of_unit) else {
        bail!(
            "--service {word}: this is no entry under `services`\n\
             help: write the id of a service, or add one to the map"
        );
    };
    let payments = map.service(service).paid_by().unwrap_or_default().iter();
    let amounts = payments.filter_map(|payment| match payment.from {
        PaidBy::One(payer) => Some((payer.party()?, payment.amount?)),
        PaidBy::Recipients => None,
    });
    let name = map.name_of(subject).to_owned();
    Ok(SoldService {
        id: id.to_owned(),
        name,
        is_existing: true,
        paid: by_id_and_name(map, amounts),
    })
}

/// Since when each party is one.
fn since(map: &Organisation) -> HashMap<String, String> {
    let parties = map.subjects().filter_map(Subject::party);
    let dates =
        parties.filter_map(|id| Some((id, map.party(id).since.as_ref()?.as_str().to_owned())));
    by_id_and_name(map, dates)
}

/// What is known of parties, by the id and the folded name of each.
fn by_id_and_name<T: Clone>(
    map: &Organisation,
    known: impl Iterator<Item = (PartyId, T)>,
) -> HashMap<String, T> {
    let keys = known.flat_map(|(party, value)| {
        let subject = Subject::Party(party);
        let (id, name) = (map.id_of(subject).to_owned(), fold_name(map.name_of(subject)));
        [(name, value.clone()), (id, value)]
    });
    keys.collect()
}

/// The id of each person with an address.
fn addresses(map: &Organisation) -> HashMap<String, String> {
    let units = map.subjects().filter_map(Subject::unit);
    let people = units.filter_map(|unit| {
        let address = map.unit(unit).person()?.email()?.to_lowercase();
        Some((address, map.id_of(Subject::Unit(unit)).to_owned()))
    });
    people.collect()
}
