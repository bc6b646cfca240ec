//! The answer of `export` and of `analyze` as data: everything that is derived, ids everywhere (SPEC 5).
//!
//! Units come one after the other and are never all in memory: what is derived of them can outgrow it.

mod customer;
mod money;
mod party;
mod service;
mod unit;

pub use customer::{CustomerRow, CustomerRows};
pub use unit::UnitRow;

use super::{
    Data, Filter, FindingFact, Listing, Rank, Rows, finding_listing,
    listing::Stream,
    rows::{Labels, WriteRow},
};
use crate::{
    analysis::{
        Basis, ChainDetail, Primaries, PrimaryQuery, Privacy, View, funders_served, secondary,
    },
    diag::{Diagnostic, Severity, Sources},
    id::{ServiceId, Subject, UnitId},
    model::{Date, Datum, Organisation, Payer, keys},
};
use party::PartyRow;
use service::ServiceRow;
use std::{cell::OnceCell, io};

/// Everything that is derived of an organisation or a division, as far as a filter lets it through.
pub struct Export<'e> {
    view: View<'e, 'e>,
    filter: Filter,
    sources: &'e Sources,
    today: Date,
    chains: ChainDetail,
    privacy: Privacy,
    /// The stated and default payers of each service, by id, as far as a row asked for them.
    payers: Vec<OnceCell<Box<[Payer]>>>,
    /// For each unit of the whole organisation its level, and the unit at the top that it is part of.
    tops: OnceCell<Vec<(usize, UnitId)>>,
    findings: OnceCell<Vec<Diagnostic>>,
}

impl<'e> Export<'e> {
    /// What `filter` lets through of what is looked at.
    #[must_use]
    pub fn new(view: View<'e, 'e>, filter: Filter, sources: &'e Sources, today: Date) -> Self {
        let services = view.organisation().services().len();
        Self {
            view,
            filter,
            sources,
            today,
            chains: ChainDetail::Whole,
            privacy: Privacy::Public,
            payers: vec![OnceCell::new(); services],
            tops: OnceCell::new(),
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

    /// What is looked at.
    fn organisation(&self) -> &'e Organisation {
        self.view.organisation()
    }

    /// The whole organisation.
    fn whole(&self) -> &'e Organisation {
        self.view.whole_graph().organisation()
    }

    /// The name of what is looked at.
    #[must_use]
    pub fn title(&self) -> &'e str {
        &self.organisation().about.name
    }

    /// The ids of the units that the filter lets through, in the order of the tree.
    fn unit_ids(&self) -> impl Iterator<Item = UnitId> {
        let (organisation, filter) = (self.organisation(), &self.filter);
        let all = organisation.units().map(|(id, _)| id);
        all.filter(move |id| filter.shows_unit(organisation, *id))
    }

    /// How many units there are.
    #[must_use]
    pub fn unit_count(&self) -> usize {
        self.unit_ids().count()
    }

    /// The units in tree order, each with its customers and payers.
    pub fn units(&self) -> impl Iterator<Item = UnitRow<'_>> {
        let (graph, filter) = (self.view.graph(), &self.filter);
        let organisation = self.organisation();
        Primaries::new(graph, self.unit_ids(), self.query()).map(move |(id, own)| {
            let mut secondary =
                if filter.shows_rank(Rank::Secondary) { secondary(graph, id) } else { Vec::new() };
            secondary.retain(|row| filter.shows_secondary(row));
            let mut funders_served = funders_served(graph, id);
            funders_served.retain(|row| filter.shows_funder(row.party));
            UnitRow {
                export: self,
                organisation,
                id,
                primary: own.rows,
                rejected: own.rejected,
                secondary,
                funders_served,
                payers: self.view.payers(id),
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
            columns: unit::columns(self.privacy),
            shown: unit::SHOWN,
            rows: Box::new(|| Box::new(self.units())),
        }
    }

    /// The units as one table has them: with the numbers of their customers and payers, and `with_names` with the
    /// ids and names of these.
    #[must_use]
    pub fn unit_table(&self, with_names: bool) -> impl Rows {
        Stream {
            name: "units",
            columns: unit::table_columns(self.privacy, with_names),
            shown: &[],
            rows: Box::new(|| Box::new(self.units())),
        }
    }

    /// A row for each unit and customer.
    #[must_use]
    pub fn customers(&self) -> CustomerRows<'_> {
        CustomerRows { export: self }
    }

    /// The parties, in the order of the file.
    #[must_use]
    pub fn parties(&self) -> Listing<PartyRow<'e>> {
        Listing::new(
            "parties",
            party::columns(),
            party::SHOWN,
            party::rows(self.view, &self.filter),
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
        Listing::new("services", service::columns(), &[], service::rows(self.view, &self.filter))
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
        self.findings
            .get_or_init(|| self.view.diagnostics(&self.view.findings(&self.today, self.privacy)))
    }

    /// All of it as data. One table holds a row for each unit and customer.
    #[must_use]
    pub fn data(&self) -> Data<'_> {
        let mut organisation = keys::record(keys::ORGANISATION, self.whole(), self.whole());
        if let Some(within) = self.view.within() {
            let here = self.organisation();
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
        data
    }

    /// The stated and default payers of a service, by id.
    fn payers_of(&self, service: ServiceId) -> &[Payer] {
        self.payers[service.index()].get_or_init(|| {
            let paid = self.view.paid(service);
            let known =
                paid.iter().filter(|paid| paid.basis != Basis::Assumed).map(|paid| paid.payer);
            let mut payers: Vec<Payer> = known.collect();
            payers.sort_by_key(|payer| self.whole().id_of(Subject::from(*payer)));
            payers.dedup();
            payers.into_boxed_slice()
        })
    }

    /// The level of a unit of the whole organisation, 1 at the top, and the unit at the top that it is part of.
    fn top(&self, unit: UnitId) -> (usize, UnitId) {
        let tops = self.tops.get_or_init(|| {
            let mut tops: Vec<(usize, UnitId)> = Vec::with_capacity(self.whole().units().len());
            for (id, unit) in self.whole().units() {
                let around = unit.part_of.map(|up| tops[up.index()]);
                tops.push(around.map_or((1, id), |(level, top)| (level + 1, top)));
            }
            tops
        });
        tops[unit.index()]
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
