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
    listing::{LazyRows, write_rows},
    rows::WriteRow,
    words::Intervals,
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
use rustc_hash::FxHashMap;
use service::ServiceRow;
use std::cell::OnceCell;

/// Everything that is derived of an organisation or a division, as far as a filter lets it through.
pub struct Export<'e> {
    base: ExportBase<'e>,
    filter: Filter,
    sources: &'e Sources,
    today: Date,
    chains: ChainDetail,
    privacy: Privacy,
    intervals: Intervals,
    findings: OnceCell<Vec<Diagnostic>>,
}

impl<'e> Export<'e> {
    /// What `filter` lets through of what is looked at.
    pub fn new(view: View<'e, 'e>, filter: Filter, sources: &'e Sources, today: Date) -> Self {
        Self {
            base: ExportBase::new(view),
            filter,
            sources,
            today,
            chains: ChainDetail::Whole,
            privacy: Privacy::Public,
            intervals: Intervals::Measured,
            findings: OnceCell::new(),
        }
    }

    /// Returns the export with departures, successors and addresses where `privacy` lets it.
    pub fn with_privacy(self, privacy: Privacy) -> Self {
        Self { privacy, ..self }
    }

    /// Returns the export with these intervals of its measurements.
    pub fn with_intervals(self, intervals: Intervals) -> Self {
        Self { intervals, ..self }
    }

    /// Returns the export with only the first step of each chain.
    pub fn with_first_steps(self) -> Self {
        Self { chains: ChainDetail::FirstStep, ..self }
    }

    /// The name of what is looked at.
    pub fn title(&self) -> &'e str {
        &self.base.organisation().header.name
    }

    /// The units, each with its customers and payers: in tree order, unless the filter has another.
    pub fn units(&self) -> Box<dyn Iterator<Item = UnitRow<'_>> + '_> {
        let units = self.filter.units_shown(self.base.organisation());
        // In tree order each unit is found, written and forgotten before the next.
        if !self.filter.is_sorted() {
            return Box::new(self.unit_rows_of(units));
        }
        let place: FxHashMap<UnitId, usize> = units.iter().copied().zip(0..).collect();
        // An order by what is derived needs all units at once: primaries are
        // found in tree order only.
        let mut rows: Vec<UnitRow<'_>> = self.unit_rows_of(units).collect();
        rows.sort_by_key(|row| place.get(&row.id).copied());
        Box::new(rows.into_iter())
    }

    /// Some units in tree order.
    fn unit_rows_of(&self, units: Vec<UnitId>) -> impl Iterator<Item = UnitRow<'_>> {
        let (graph, filter) = (self.base.view.graph(), &self.filter);
        let organisation = self.base.organisation();
        Primaries::new(graph, units, self.query()).map(move |(id, own)| {
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
                payers: self.base.view.payers_of_unit(id),
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
            // A list without parties: nothing is searched, and the lists of
            // primary customers stay empty.
            Some(Vec::new())
        };
        PrimaryQuery { reaches: self.filter.reaches.clone(), parties, chains: self.chains }
    }

    /// The units as JSON and cards have them: with lists of their customers and payers.
    pub fn unit_rows(&self) -> LazyRows<'_> {
        let columns = unit_lists::columns(self.privacy);
        LazyRows::of("units", columns, unit_lists::SHOWN, || self.units())
    }

    /// The units as one table has them: with the numbers of their customers and payers.
    pub fn unit_table(&self) -> LazyRows<'_> {
        LazyRows::of("units", unit_table::columns(self.privacy), &[], || self.units())
    }

    /// The units as one table has them, with the ids and names of their customers and payers. It is made to be passed
    /// on: nothing in it is confidential.
    pub fn wide_unit_table(&self) -> LazyRows<'_> {
        let mut columns = unit_table::columns(Privacy::Public);
        columns.extend(unit_table::name_columns());
        LazyRows::of("units", columns, &[], || self.units())
    }

    /// A row for each unit and customer: outside, inside, then payers that are served.
    pub fn customers(&self) -> LazyRows<'_> {
        LazyRows::new("customers", &customer::columns(), &[], |write| {
            // A row borrows from its unit, so each unit needs columns of its own.
            self.units()
                .try_for_each(|unit| write_rows(&customer::columns(), customers(&unit), write))
        })
    }

    /// A row for each fact about a unit.
    fn facts(&self) -> LazyRows<'_> {
        LazyRows::new("facts", &lines::columns(), lines::SHOWN, |write| {
            self.units().try_for_each(|unit| write_rows(&lines::columns(), facts(&unit), write))
        })
    }

    /// The parties, in the order of the file.
    pub fn parties(&self) -> Listing<PartyRow<'e>> {
        Listing::new(
            "parties",
            party::columns(),
            party::SHOWN,
            party::rows(self.base.view, &self.filter),
        )
    }

    /// The parties as one table has them.
    pub fn party_table(&self) -> Listing<PartyRow<'e>> {
        Listing { columns: party::table_columns(), ..self.parties() }
    }

    /// The services, active or not, in the order of the file.
    pub fn services(&self) -> Listing<ServiceRow<'e>> {
        Listing::new(
            "services",
            service::columns(),
            &[],
            service::rows(self.base.view, &self.filter, self.intervals),
        )
    }

    /// The services as one table has them.
    pub fn service_table(&self) -> Listing<ServiceRow<'e>> {
        Listing { columns: service::table_columns(), ..self.services() }
    }

    /// The findings.
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
    pub fn data(&self) -> Data<'_> {
        let mut organisation =
            keys::record(keys::ORGANISATION, self.base.whole(), self.base.whole());
        if let Some(within) = self.base.view.within() {
            let here = self.base.organisation();
            for (key, datum) in &mut organisation {
                match *key {
                    // SPEC 5: of a division the id and name are its own, the rest is that
                    // of the whole organisation.
                    "id" => *datum = Datum::Id(&here.header.id),
                    "name" => *datum = Datum::text(&here.header.name),
                    _ => {}
                }
            }
            organisation.push(("within", Datum::Id(&within.header.id)));
        }
        let mut data = Data::default();
        data.field("organisation", Datum::Record(organisation));
        data.rows(self.unit_rows());
        data.rows(self.services());
        data.rows(self.parties());
        // Most formats have no findings, and finding them takes long.
        let columns = finding_listing([], self.sources).columns;
        // Found when the first row is written, and then kept for the summary.
        let each = |write: &mut WriteRow<'_>| self.findings().each(write);
        data.rows(LazyRows::new("findings", &columns, &[], each));
        data.table = Some(Box::new(self.customers()));
        data.lines = Some(Box::new(self.facts()));
        data
    }
}
