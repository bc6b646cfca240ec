//! The impact of a party outside: what it pays for, who depends on that, and who contributes to it.

use super::{
    super::{
        Answer, Cell, Data, Document, Limits, Line, Listing,
        listing::Column,
        words::{count, names, steps},
    },
    hits::hits,
};
use crate::{
    analysis::{PaidService, PartyImpact},
    graph::Cost,
    id::{PartyId, UnitId},
    model::{Datum, Organisation, Recipient},
};

/// The columns that a screen shows.
const SHOWN: &[&str] = &["id", "provided_by", "amount", "share"];

/// What depends on a party.
pub(super) struct OutsideImpact<'org> {
    pub(super) organisation: &'org Organisation,
    pub(super) party: PartyId,
    pub(super) impact: PartyImpact,
}

impl Answer for OutsideImpact<'_> {
    fn document(&self, limits: Limits) -> Document {
        let name = &self.organisation.party(self.party).about.name;
        let mut document = Document::titled([match self.impact.pays_for.len() {
            0 => format!("{name} pays for nothing."),
            services => {
                format!(
                    "If {name} stopped paying, {} would lose money.",
                    count(services, "service")
                )
            }
        }]);
        document.table(self.paid_services().table(limits));
        document.text(self.dependence_lines(limits.names));
        for (steps, units) in contributors(&self.impact) {
            let units = units.iter().map(|unit| &*self.organisation.unit(*unit).about.name);
            document.text([format!(
                "Units that contribute to it, {steps} away: {}.",
                names(units, limits.names)
            )]);
        }
        document
    }

    fn data(&self) -> Data<'_> {
        let mut data = Data::default();
        data.field("of", Datum::name(self.organisation, self.party));
        data.rows(self.paid_services());
        data.rows(hits("depending", self.organisation, self.impact.depending.iter().copied()));
        let contributors =
            self.impact.contributors.iter().map(|(unit, cost)| (Recipient::Unit(*unit), *cost));
        data.rows(hits("contributors", self.organisation, contributors));
        data
    }
}

/// A service that the party pays for.
struct PaidRow<'org> {
    organisation: &'org Organisation,
    paid: PaidService,
}

impl<'org> OutsideImpact<'org> {
    fn paid_services(&self) -> Listing<PaidRow<'org>> {
        let column = Column::<PaidRow<'org>>::new;
        let columns = vec![
            column("id", |it| Datum::name(it.organisation, it.paid.service)).headed("Service", 3),
            column("provided_by", |it| {
                let service = it.organisation.service(it.paid.service);
                Datum::names(it.organisation, service.provided_by.iter().copied())
            })
            .headed("Provided by", 3)
            .shown(providers_cell),
            column("amount", |it| {
                it.paid.amount.map(|sum| Datum::money(it.organisation, sum)).into()
            })
            .headed("Pays a year", 2)
            .or("not known"),
            column("share", |it| it.paid.share.map(Datum::Share).into())
                .headed("Its share", 2)
                .or("not known"),
        ];
        let organisation = self.organisation;
        let rows =
            self.impact.pays_for.iter().map(|paid| PaidRow { organisation, paid: paid.clone() });
        Listing::new("pays_for", columns, SHOWN, rows.collect())
    }

    /// Who depends on what it pays for.
    fn dependence_lines(&self, most: usize) -> Vec<String> {
        if self.impact.pays_for.is_empty() {
            return Vec::new();
        }
        vec![self.dependence("Inside", false, most), self.dependence("Outside", true, most)]
    }

    fn dependence(&self, side: &str, is_outside: bool, most: usize) -> String {
        let list = |is_broad: bool| -> Line {
            let hit = self.impact.depending.iter().filter(|(to, cost)| {
                to.party().is_some() == is_outside && (cost.broad_steps > 0) == is_broad
            });
            names(hit.map(|(to, _)| self.organisation.name_of((*to).into())), most)
        };
        let (near, broad) = (list(false), list(true));
        let depending = match (near.is_empty(), broad.is_empty()) {
            (true, true) => return format!("{side}, nobody depends on what it pays for."),
            (false, true) => near.to_string(),
            (true, false) => format!("only broadly {broad}"),
            (false, false) => format!("{near}; broadly {broad}"),
        };
        format!("{side}, these depend on what it pays for: {depending}.")
    }
}

fn providers_cell(row: &PaidRow<'_>) -> Cell {
    let providers = row.organisation.service(row.paid.service).provided_by.iter();
    let names = providers.map(|provider| row.organisation.name_of((*provider).into()));
    names.collect::<Vec<_>>().join(", ").into()
}

/// The units that contribute to a party, those of one distance together, with the distance in words.
pub(in crate::report) fn contributors(impact: &PartyImpact) -> Vec<(String, Vec<UnitId>)> {
    let mut rows: Vec<(Cost, Vec<UnitId>)> = Vec::new();
    for &(unit, cost) in &impact.contributors {
        match rows.last_mut().filter(|(of, _)| *of == cost) {
            Some((_, units)) => units.push(unit),
            None => rows.push((cost, vec![unit])),
        }
    }
    rows.into_iter().map(|(cost, units)| (steps(cost), units)).collect()
}
