//! The impact of a failure inside: who is affected at which step, through what, and what is paid for it.

use super::{
    super::{
        Answer, Cell, Data, Document, Limits, Listing, Table,
        listing::Column,
        words::{amount, assumed, count, names},
    },
    affected::{affected_recipients, subject},
};
use crate::{
    analysis::{AffectedPayer, AffectedService, Distance, Failing, Impact},
    graph::Cost,
    id::PartyId,
    model::{Datum, Organisation, Recipient},
};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

const HEADS: [(&str, u16); 4] =
    [("Step", 2), ("Affected inside", 4), ("Affected outside", 4), ("Through", 4)];

/// What a failure inside affects.
pub(super) struct InsideImpact<'org> {
    pub(super) organisation: &'org Organisation,
    pub(super) failing: Failing,
    pub(super) impact: Impact,
}

impl Answer for InsideImpact<'_> {
    fn document(&self, limits: Limits) -> Document {
        let mut document = Document::titled(self.title(limits.names));
        let mut costs: Vec<Cost> = self.impact.recipients.iter().map(|(_, cost)| *cost).collect();
        costs.dedup();
        let rows = costs.iter().map(|cost| self.row(*cost, limits.names));
        document.table(Table::plain(&HEADS, rows.collect()));
        document.text(self.money_lines(limits.names));
        document.text(self.relationships_line(limits.names));
        document
    }

    /// The keys of SPEC 5, in its order.
    fn data(&self) -> Data<'_> {
        let (organisation, impact) = (self.organisation, &self.impact);
        let mut data = Data::default();
        data.field("of", Datum::name(organisation, subject(self.failing)));
        data.field("money", self.money());
        data.rows(services(organisation, &impact.services));
        data.rows(affected_recipients("hit", organisation, impact.recipients.iter().copied()));
        data.field("parties", self.parties(&impact.parties));
        data.rows(payers("payers", organisation, &impact.payers));
        data.rows(payers("exposed", organisation, &impact.exposed));
        data.field("relationships", self.parties(&impact.relationships));
        data.field("backups_missing", self.parties(&impact.backups_missing));
        data
    }
}

impl<'org> InsideImpact<'org> {
    fn parties(&self, parties: &[PartyId]) -> Datum<'org> {
        Datum::names(self.organisation, parties.iter().copied())
    }

    /// What is paid a year for what is affected, at each distance.
    fn money(&self) -> Datum<'org> {
        let mut sums: BTreeMap<Distance, f64> = BTreeMap::new();
        for (&(distance, ..), sum) in &self.impact.money {
            *sums.entry(distance).or_default() += sum;
        }
        let sum = |distance: Distance| {
            let sum = sums.get(&distance).map(|sum| Datum::money(self.organisation, *sum));
            (distance.word(), sum.into())
        };
        let exposed = self
            .impact
            .exposed
            .iter()
            .filter_map(|payer| payer.amount)
            .reduce(|a, b| a + b)
            .map(|sum| Datum::money(self.organisation, sum));
        let mut sums = [Distance::Own, Distance::Through, Distance::Broad].map(sum).to_vec();
        sums.push(("exposed", exposed.into()));
        Datum::Record(sums)
    }

    fn title(&self, most: usize) -> Vec<String> {
        let name = self.organisation.name_of(subject(self.failing));
        let inside = self.impact.recipients.iter().filter(|(to, _)| to.party().is_none());
        let is_customer = |party: &&PartyId| self.organisation.is_active_beneficiary(**party);
        let (customers, payers): (Vec<&PartyId>, Vec<&PartyId>) =
            self.impact.parties.iter().partition(is_customer);
        let inside = format!("{} inside", count(inside.count(), "recipient"));
        let outside = format!("{} outside", count(customers.len(), "customer"));
        // A payer that is served is no customer (SPEC 3.7).
        let affected = match payers.len() {
            0 => format!("If {name} fails: {inside} and {outside} are affected."),
            served => {
                let payers = count(served, "served payer");
                format!("If {name} fails: {inside}, {outside} and {payers} are affected.")
            }
        };
        std::iter::once(affected).chain(self.state(most)).collect()
    }

    /// Which of its services are down, and which go on weakened.
    fn state(&self, most: usize) -> Option<String> {
        let of = |down: bool| {
            let affected = self.impact.services.iter().filter(move |it| it.down == Some(down));
            names(
                affected.map(|affected| &*self.organisation.service(affected.service).header.name),
                most,
            )
        };
        let (down, weakened) = (of(true), of(false));
        match (down.is_empty(), weakened.is_empty()) {
            (true, true) => None,
            (false, true) => Some(format!("Down: {down}.")),
            (true, false) => Some(format!("Weakened: {weakened}.")),
            (false, false) => Some(format!("Down: {down}. Weakened: {weakened}.")),
        }
    }

    /// The recipients that are affected at one step.
    fn row(&self, cost: Cost, most: usize) -> Vec<Cell> {
        let (organisation, impact) = (self.organisation, &self.impact);
        let at = |outside: bool| {
            let affected = impact
                .recipients
                .iter()
                .filter(move |(to, at)| *at == cost && to.party().is_some() == outside);
            names(affected.map(|(to, _)| organisation.name_of((*to).into())), most)
        };
        let affected_now: FxHashSet<Recipient> =
            impact.recipients.iter().filter(|(_, at)| *at == cost).map(|(to, _)| *to).collect();
        // A step that ends broadly begins at a service one broad step nearer, or at one just before it.
        let through = impact.services.iter().filter(|it| {
            let mut relations = organisation.active_relations(it.service);
            it.cost.steps == cost.steps
                && relations.any(|relation| affected_now.contains(&relation.to))
        });
        let services = through.map(|affected| &*organisation.service(affected.service).header.name);
        vec![step(cost).into(), at(false).into(), at(true).into(), names(services, most).into()]
    }

    /// What is paid a year for what is affected, a line for each distance, and who pays an amount that is not known.
    fn money_lines(&self, most: usize) -> Vec<String> {
        let organisation = self.organisation;
        let mut by_distance: BTreeMap<Distance, (f64, Vec<String>)> = BTreeMap::new();
        for (&(distance, payer, paid_as), &sum) in &self.impact.money {
            let (all, payers) = by_distance.entry(distance).or_default();
            *all += sum;
            let kind = paid_as.map_or(String::new(), |word| format!(" as {}", word.word()));
            let name = organisation.name_of(payer.into());
            payers.push(format!("{name} {}{kind}", amount(organisation, sum)));
        }
        let mut lines = Vec::new();
        for (distance, (all, payers)) in by_distance {
            let payers = names(payers.iter().map(String::as_str), most);
            let all = amount(organisation, all);
            lines.push(format!(
                "Paid a year for affected services, {}: {all} ({payers}).",
                distance.word()
            ));
        }
        lines.extend(self.exposed_line(most));
        let unknown = self.impact.payers.iter().filter(|payer| payer.amount.is_none());
        let payer = |payer: &AffectedPayer| {
            format!("{}{}", organisation.name_of(payer.payer.into()), assumed(payer.basis))
        };
        let unknown = names(unknown.map(payer), most);
        if !unknown.is_empty() {
            lines.push(format!("Paid for affected services, the amount is not known: {unknown}."));
        }
        if !lines.is_empty() {
            lines.push("These are today's payments, not a forecast.".to_owned());
        }
        lines
    }

    /// The stated payments for other services by customers whom the failure affects, and by those who pay for these
    /// customers (`exposed`, SPEC 3.8).
    fn exposed_line(&self, most: usize) -> Option<String> {
        let organisation = self.organisation;
        let payers: Vec<String> = self
            .impact
            .exposed
            .iter()
            .map(|payer| {
                let name = organisation.name_of(payer.payer.into());
                let sum = payer.amount.map(|sum| format!(" {}", amount(organisation, sum)));
                format!("{name}{}", sum.unwrap_or_default())
            })
            .collect();
        if payers.is_empty() {
            return None;
        }
        let payers = names(payers.iter().map(String::as_str), most);
        Some(format!("Paid a year for other services to affected customers, exposed: {payers}."))
    }

    /// The relationships that a unit that fails owns, and those without a backup.
    fn relationships_line(&self, most: usize) -> Option<String> {
        if self.impact.relationships.is_empty() {
            return None;
        }
        let parties = |all: &[PartyId]| {
            names(all.iter().map(|party| &*self.organisation.party(*party).header.name), most)
        };
        let backups = match self.impact.backups_missing.as_slice() {
            [] => "each with a backup".to_owned(),
            missing => format!("no backup for {}", parties(missing)),
        };
        let owned = parties(&self.impact.relationships);
        Some(format!("Owns the relationship with {owned}: {backups}."))
    }
}

fn step(cost: Cost) -> String {
    match cost.broad_steps {
        0 => cost.steps.to_string(),
        broad => format!("{} ({broad} broad)", cost.steps),
    }
}

/// A service that is affected.
struct AffectedServiceRow<'org> {
    organisation: &'org Organisation,
    affected: AffectedService,
}

fn services<'org>(
    organisation: &'org Organisation,
    affected: &[AffectedService],
) -> Listing<AffectedServiceRow<'org>> {
    let column = Column::<AffectedServiceRow<'org>>::new;
    let columns = vec![
        column("id", |it| Datum::name(it.organisation, it.affected.service)),
        column("step", |it| Datum::Count(it.affected.cost.steps.into())),
        column("broad_steps", |it| Datum::Count(it.affected.cost.broad_steps.into())),
        column("down", |it| it.affected.down.map(Datum::Flag).into()),
    ];
    let rows = affected.iter().map(|it| AffectedServiceRow { organisation, affected: it.clone() });
    Listing::new("services", columns, &["id", "step", "broad_steps", "down"], rows.collect())
}

/// Somebody who pays for services that are affected.
struct PayerRow<'org> {
    organisation: &'org Organisation,
    payer: AffectedPayer,
}

fn payers<'org>(
    name: &'static str,
    organisation: &'org Organisation,
    all: &[AffectedPayer],
) -> Listing<PayerRow<'org>> {
    let column = Column::<PayerRow<'org>>::new;
    let columns = vec![
        column("id", |it| Datum::name(it.organisation, it.payer.payer)),
        column("amount", |it| it.payer.amount.map(|sum| Datum::money(it.organisation, sum)).into()),
        column("services", |it| Datum::names(it.organisation, it.payer.services.iter().copied())),
    ];
    let rows = all.iter().map(|payer| PayerRow { organisation, payer: payer.clone() });
    Listing::new(name, columns, &["id", "amount", "services"], rows.collect())
}
