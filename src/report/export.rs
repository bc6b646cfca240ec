//! The answer of `export` and of `analyze` as data: everything that is derived, ids everywhere (SPEC 5).
//!
//! Units come one after the other and are never all in memory: what is derived of them can outgrow it.

mod base;
mod customer;
mod lines;
mod money;
mod party;
mod service;
mod unit;
mod unit_lists;
mod unit_table;

pub use unit::UnitRow;

use super::{
    Data, Filter, FindingFact, Listing, Rank, Rows, finding_listing,
    listing::{ColumnRow, Stream, indices},
    rows::{Labels, WriteRow},
};
use crate::{
    analysis::{ChainDetail, Primaries, PrimaryQuery, Privacy, View, funders_served, secondary},
    diag::{Diagnostic, Severity, Sources},
    id::UnitId,
    model::{Date, Datum, keys},
};
use base::ExportBase;
use customer::customers;
use lines::facts;
use party::PartyRow;
use service::ServiceRow;
use std::{cell::OnceCell, io};

/// Everything that is derived of an organisation or a division, as far as a filter lets it through.
pub struct Export<'e> {
    base: ExportBase<'e>,
    filter: Filter,
    sources: &'e Sources,
    today: Date,
    chains: ChainDetail,
    privacy: Privacy,
    findings: OnceCell<Vec<Diagnostic>>,
}

impl<'e> Export<'e> {
    /// What `filter` lets through of what is looked at.
    #[must_use]
    pub fn new(view: View<'e, 'e>, filter: Filter, sources: &'e Sources, today: Date) -> Self {
        Self {
            base: ExportBase::new(view),
            filter,
            sources,
            today,
            chains: ChainDetail::Whole,
            privacy: Privacy::Public,
            findings: OnceCell::new(),
        }
    }

    /// The same, with departures, successors and addresses where `privacy` lets it.
    #[must_use]
    pub fn with_privacy(self, privacy: Privacy) -> Self {
        Self { privacy, ..self }
    }

    /// The same with only the first step of each chain.
    #[must_use]
    pub fn with_first_steps(self) -> Self {
        Self { chains: ChainDetail::FirstStep, ..self }
    }

    /// The name of what is looked at.
    #[must_use]
    pub fn title(&self) -> &'e str {
        &self.base.organisation().about.name
    }

    /// The ids of the units that the filter lets through, in the order of the tree.
    fn unit_ids(&self) -> impl Iterator<Item = UnitId> {
        let (organisation, filter) = (self.base.organisation(), &self.filter);
        let all = organisation.units().map(|(id, _)| id);
        all.filter(move |id| filter.shows_unit(organisation, *id))
    }

    /// The units in tree order, each with its customers and payers.
    pub fn units(&self) -> impl Iterator<Item = UnitRow<'_>> {
        let (graph, filter) = (self.base.view.graph(), &self.filter);
        let organisation = self.base.organisation();
        Primaries::new(graph, self.unit_ids(), self.query()).map(move |(id, own)| {
            let mut secondary =
                if filter.shows_rank(Rank::Secondary) { secondary(graph, id) } else { Vec::new() };
            secondary.retain(|row| filter.shows_secondary(row));
            let mut funders_served = funders_served(graph, id);
            funders_served.retain(|row| filter.shows_funder(row.party));
            UnitRow {
                base: &self.base,
                organisation,
                id,
                primary: own.rows,
                rejected: own.rejected,
                secondary,
                funders_served,
                payers: self.base.view.payers(id),
            }
        })
    }

    /// The primary customers that are worth finding: none where only secondary ones are shown.
    fn query(&self) -> PrimaryQuery {
        let picked = &self.filter.customers;
        let parties = if self.filter.shows_rank(Rank::Primary) {
            let parties = picked.iter().filter_map(|customer| customer.party());
            (!picked.is_empty()).then(|| parties.collect())
        } else {
            Some(Vec::new())
        };
        PrimaryQuery { reaches: self.filter.reaches.clone(), parties, chains: self.chains }
    }

    /// The units as JSON and cards have them: with lists of their customers and payers.
    #[must_use]
    pub fn unit_rows(&self) -> impl Rows {
        Stream {
            name: "units",
            columns: unit_lists::columns(self.privacy),
            shown: unit_lists::SHOWN,
            rows: Box::new(|| Box::new(self.units())),
        }
    }

    /// The units as one table has them: with the numbers of their customers and payers.
    #[must_use]
    pub fn unit_table(&self) -> impl Rows {
        Stream {
            name: "units",
            columns: unit_table::columns(self.privacy),
            shown: &[],
            rows: Box::new(|| Box::new(self.units())),
        }
    }

    /// The same with the ids and names of these. It is made to be passed on: nothing in it is confidential.
    #[must_use]
    pub fn wide_unit_table(&self) -> impl Rows {
        let mut columns = unit_table::columns(Privacy::Public);
        columns.extend(unit_table::name_columns());
        Stream { name: "units", columns, shown: &[], rows: Box::new(|| Box::new(self.units())) }
    }

    /// A row for each unit and customer.
    #[must_use]
    pub fn customers(&self) -> impl Rows {
        CustomerRows { export: self }
    }

    /// The parties, in the order of the file.
    #[must_use]
    pub fn parties(&self) -> Listing<PartyRow<'e>> {
        Listing::new(
            "parties",
            party::columns(),
            party::SHOWN,
            party::rows(self.base.view, &self.filter),
        )
    }

    /// The parties as one table has them.
    #[must_use]
    pub fn party_table(&self) -> Listing<PartyRow<'e>> {
        Listing { columns: party::table_columns(), ..self.parties() }
    }

    /// The services, active or not, in the order of the file.
    #[must_use]
    pub fn services(&self) -> Listing<ServiceRow<'e>> {
        Listing::new(
            "services",
            service::columns(),
            &[],
            service::rows(self.base.view, &self.filter),
        )
    }

    /// The services as one table has them.
    #[must_use]
    pub fn service_table(&self) -> Listing<ServiceRow<'e>> {
        Listing { columns: service::table_columns(), ..self.services() }
    }

    /// The findings.
    #[must_use]
    pub fn findings(&self) -> Listing<FindingFact<'_>> {
        finding_listing(self.found(), self.sources)
    }

    /// How many findings of each level there are.
    pub(super) fn severities(&self) -> [(Severity, usize); 3] {
        [Severity::Error, Severity::Warning, Severity::Note].map(|severity| {
            (severity, self.found().iter().filter(|one| one.severity == severity).count())
        })
    }

    fn found(&self) -> &[Diagnostic] {
        self.findings.get_or_init(|| {
            self.base.view.diagnostics(&self.base.view.findings(&self.today, self.privacy))
        })
    }

    /// All of it as data. One table holds a row for each unit and customer, plain text
    /// a line for each fact about a unit.
    #[must_use]
    pub fn data(&self) -> Data<'_> {
        let mut organisation =
            keys::record(keys::ORGANISATION, self.base.whole(), self.base.whole());
        if let Some(within) = self.base.view.within() {
            let here = self.base.organisation();
            for (key, datum) in &mut organisation {
                match *key {
                    "id" => *datum = Datum::Id(&here.about.id),
                    "name" => *datum = Datum::text(&here.about.name),
                    _ => {}
                }
            }
            organisation.push(("within", Datum::Id(&within.about.id)));
        }
        let mut data = Data::default();
        data.field("organisation", Datum::Record(organisation));
        data.rows(self.unit_rows());
        data.rows(self.services());
        data.rows(self.parties());
        data.rows(FindingRows { export: self });
        data.table = Some(Box::new(self.customers()));
        data.lines = Some(Box::new(FactRows { export: self }));
        data
    }
}

/// A row for each unit and customer: outside, inside, then payers that are served.
struct CustomerRows<'a> {
    export: &'a Export<'a>,
}

impl Rows for CustomerRows<'_> {
    fn name(&self) -> &'static str {
        "customers"
    }

    fn labels(&self) -> Vec<Labels> {
        customer::columns().iter().map(|column| column.labels).collect()
    }

    fn on_screen(&self) -> Vec<usize> {
        Vec::new()
    }

    fn each(&self, write: &mut WriteRow<'_>) -> io::Result<()> {
        for unit in self.export.units() {
            let columns = customer::columns();
            for row in customers(&unit) {
                write(&ColumnRow { columns: &columns, row: &row })?;
            }
        }
        Ok(())
    }
}

/// A row for each fact about a unit.
struct FactRows<'a> {
    export: &'a Export<'a>,
}

impl Rows for FactRows<'_> {
    fn name(&self) -> &'static str {
        "facts"
    }

    fn labels(&self) -> Vec<Labels> {
        lines::columns().iter().map(|column| column.labels).collect()
    }

    fn on_screen(&self) -> Vec<usize> {
        indices(&lines::columns(), lines::SHOWN)
    }

    fn each(&self, write: &mut WriteRow<'_>) -> io::Result<()> {
        for unit in self.export.units() {
            let columns = lines::columns();
            for row in facts(&unit) {
                write(&ColumnRow { columns: &columns, row: &row })?;
            }
        }
        Ok(())
    }
}

/// The findings, which are made only for formats that have them.
struct FindingRows<'a, 'e> {
    export: &'a Export<'e>,
}

impl Rows for FindingRows<'_, '_> {
    fn name(&self) -> &'static str {
        "findings"
    }

    fn labels(&self) -> Vec<Labels> {
        finding_listing([], self.export.sources).labels()
    }

    fn on_screen(&self) -> Vec<usize> {
        finding_listing([], self.export.sources).on_screen()
    }

    fn each(&self, write: &mut WriteRow<'_>) -> io::Result<()> {
        self.export.findings().each(write)
    }
}
