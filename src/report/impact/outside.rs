//! The impact of a party outside: what it pays for, who depends on that, and who contributes to it.

use super::{
    super::{
        Answer, Cell, Data, Document, Limits, Line, Listing,
        listing::Column,
        words::{amount_if_known, assumed, count, names, steps},
    },
    affected::affected_recipients,
};
use crate::{
    analysis::{Basis, PaidService, PartyImpact},
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
    /// The recipients that depend on the services that it pays for, each with its broad steps and steps.
    pub(super) depending: Vec<(Recipient, Cost)>,
}

impl Answer for OutsideImpact<'_> {
    fn document(&self, limits: Limits) -> Document {
        let mut document = Document::titled([self.title()]);
        document.table(self.paid_services().table(limits));
        document.text(self.dependence_lines(limits.names));
        for (cost, units) in contributors(&self.impact) {
            let called = units.iter().map(|unit| &*self.organisation.unit(*unit).header.name);
            document.text([format!(
                "Units that contribute to it, {}: {}.",
                steps(cost, " away"),
                names(called, limits.names)
            )]);
        }
        document.text(self.rejected_line(limits.names));
        document
    }

    fn data(&self) -> Data<'_> {
        let mut data = Data::default();
        data.field("of", Datum::name(self.organisation, self.party));
        data.rows(self.paid_services());
        let depending = self.depending.iter().copied();
        data.rows(affected_recipients("depending", self.organisation, depending));
        let contributors =
            self.impact.contributors.iter().map(|(unit, cost)| (Recipient::Unit(*unit), *cost));
        data.rows(affected_recipients("contributors", self.organisation, contributors));
        let rejected = self.impact.rejected.iter().copied();
        data.field("rejected", Datum::names(self.organisation, rejected));
        data
    }
}

/// A service that the party pays for.
struct PaidRow<'org> {
    organisation: &'org Organisation,
    paid: PaidService,
}

impl<'org> OutsideImpact<'org> {
    /// What the party pays for, those payments apart that are only assumed.
    fn title(&self) -> String {
        let name = &self.organisation.party(self.party).header.name;
        let services = self.impact.pays_for.len();
        let is_assumed = |paid: &&PaidService| paid.basis == Basis::Assumed;
        let assumed = self.impact.pays_for.iter().filter(is_assumed).count();
        match (services, assumed) {
            (0, _) => format!("{name} pays for nothing that the map states."),
            (_, 0) => {
                format!(
                    "If {name} stopped paying, {} would lose money.",
                    count(services, "service")
                )
            }
            _ if services == assumed => format!(
                "{name} is only assumed to pay, for {}: nobody states it.",
                count(services, "service")
            ),
            _ => format!(
                "If {name} stopped paying, {} would lose money ({assumed} only assumed).",
                count(services, "service")
            ),
        }
    }

    /// The units that would contribute, but for a verdict.
    fn rejected_line(&self, most: usize) -> Option<String> {
        let units = self.impact.rejected.iter();
        let units = names(units.map(|unit| &*self.organisation.unit(*unit).header.name), most);
        (!units.is_empty()).then(|| format!("A verdict rejects it as a customer of: {units}."))
    }

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
            .shown(|it| pays_cell(it.organisation, &it.paid).into()),
            column("basis", |it| Datum::Word(it.paid.basis.word())),
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
            let affected = self.depending.iter().filter(|(to, cost)| {
                to.party().is_some() == is_outside && (cost.broad_steps > 0) == is_broad
            });
            names(affected.map(|(to, _)| self.organisation.name_of((*to).into())), most)
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

/// What a party pays a year for a service, and whether that it pays at all is only assumed.
pub(in crate::report) fn pays_cell(organisation: &Organisation, paid: &PaidService) -> String {
    format!("{}{}", amount_if_known(organisation, paid.amount), assumed(paid.basis))
}

fn providers_cell(row: &PaidRow<'_>) -> Cell {
    let providers = row.organisation.service(row.paid.service).provided_by.iter();
    let names = providers.map(|provider| row.organisation.name_of((*provider).into()));
    names.collect::<Vec<_>>().join(", ").into()
}

/// The units that contribute to a party, those of one distance together, with the distance in words.
pub(in crate::report) fn contributors(impact: &PartyImpact) -> Vec<(Cost, Vec<UnitId>)> {
    let mut rows: Vec<(Cost, Vec<UnitId>)> = Vec::new();
    for &(unit, cost) in &impact.contributors {
        match rows.last_mut().filter(|(of, _)| *of == cost) {
            Some((_, units)) => units.push(unit),
            None => rows.push((cost, vec![unit])),
        }
    }
    rows
}
