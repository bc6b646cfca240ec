//! Units without a chain of their own to a customer outside, and verdicts about customers.

use super::{Finder, Finding, Statement, units::UnitOutput};
use crate::{
    analysis::primary::{LaneVerdicts, Sharing},
    diag::Code,
    graph::{Cost, CostSearch, LANES},
    id::{PartyId, Subject, UnitId},
    model::{Decision, Verdict},
};
use rustc_hash::FxHashMap;

/// How many dead ends a message names.
const DEAD_ENDS: usize = 3;

/// How a unit comes to its nearest customer outside by a chain of its own; the better, the greater.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum OwnChain {
    /// No chain leads outside.
    None,
    /// Verdicts say of each customer that is derived that it is none.
    Rejected,
    /// Every chain has a broad step.
    Broad,
    /// A chain has no broad step.
    Narrow,
}

impl OwnChain {
    fn of(cost: Option<Cost>) -> Self {
        match cost {
            None => Self::None,
            Some(Cost { broad_steps: 0, .. }) => Self::Narrow,
            Some(_) => Self::Broad,
        }
    }
}

impl<'org> Finder<'_, 'org> {
    pub(super) fn chains(&mut self, provision: &UnitOutput) {
        let chains = self.own_chains();
        for (id, unit) in self.organisation.units() {
            let chain = chains[id.index()];
            // A department has every chain of its parts, so the topmost unit without one is always directly under the
            // organisation. One without a service is `unit-without-service`.
            // SPEC 4: not where all its services serve nobody, which is a finding of its own.
            let is_topmost = unit.part_of.is_none() && provision.serves[id.index()];
            if is_topmost && chain <= OwnChain::Rejected {
                self.no_primary_chain(id, chain);
            }
            if chain == OwnChain::Broad {
                let statement = Statement::about(id)
                    .text(" reaches the outside only by services that serve nearly everybody");
                self.raise(Code::OnlyBroadChains, id, statement);
            }
        }
    }

    /// For each unit its best chain to a customer that no verdict rejects.
    fn own_chains(&self) -> Vec<OwnChain> {
        let parties = self.organisation.parties().map(|(id, _)| id);
        let customers: Vec<PartyId> =
            parties.filter(|id| self.organisation.is_active_beneficiary(*id)).collect();
        let mut costs = self.graph.costs();
        // One lane for all: whichever customer is the nearest.
        costs.find(customers.iter().map(|&party| (0, party)));
        let units = self.organisation.units();
        let mut chains: Vec<OwnChain> =
            units.map(|(unit, _)| OwnChain::of(costs.cost(unit, 0))).collect();
        let rejected = |verdict: &&Verdict| verdict.verdict == Decision::Rejected;
        let verdicts = self.organisation.verdicts.iter().filter(rejected);
        let mut judged: Vec<UnitId> = verdicts.map(|verdict| verdict.unit).collect();
        // Verdicts are in the order of units.
        judged.dedup();
        judged.retain(|unit| chains[unit.index()] > OwnChain::None);
        if judged.is_empty() {
            return chains;
        }
        for unit in &judged {
            // Units with verdicts are derived again, customer by customer: the
            // nearest may be a rejected one.
            chains[unit.index()] = OwnChain::Rejected;
        }
        for block in customers.chunks(LANES) {
            let lanes = || block.iter().copied().enumerate();
            costs.find(lanes());
            let verdicts = LaneVerdicts::new(self.organisation, lanes());
            for &unit in &judged {
                let kept = costs.lanes_of(unit) & !verdicts.rejected(&costs, unit);
                let lanes = (0..block.len()).filter(|lane| kept & (1 << lane) != 0);
                let best = lanes.map(|lane| OwnChain::of(costs.cost(unit, lane))).max();
                let chain = &mut chains[unit.index()];
                // The best over all blocks of 64 customers.
                *chain = best.unwrap_or(OwnChain::Rejected).max(*chain);
            }
        }
        chains
    }

    fn no_primary_chain(&mut self, unit: UnitId, chain: OwnChain) {
        if self.level(Code::NoPrimaryChain).is_none() {
            return;
        }
        let statement = Statement::default();
        let statement = if chain == OwnChain::Rejected {
            statement
                .text("no customer outside is left for ")
                .thing(unit)
                .text(": verdicts reject each one that a chain leads to")
        } else {
            let ends = self.graph.dead_ends(unit, DEAD_ENDS);
            let statement =
                statement.text("no chain leads from ").thing(unit).text(" to the outside: ");
            if ends.is_empty() {
                statement.text("it runs in a circle")
            } else {
                statement.text("it ends at ").things(ends.into_iter().map(Subject::from))
            }
        };
        self.raise(Code::NoPrimaryChain, unit, statement);
    }

    /// Verdicts about nobody, and those that a service contradicts.
    pub(super) fn verdicts(&mut self) {
        let mut verdicts: FxHashMap<PartyId, Vec<&'org Verdict>> = FxHashMap::default();
        for verdict in &self.organisation.verdicts {
            if self.organisation.is_active_beneficiary(verdict.customer) {
                verdicts.entry(verdict.customer).or_default().push(verdict);
            } else {
                self.verdict_unused(verdict);
            }
        }
        let mut judged: Vec<PartyId> = verdicts.keys().copied().collect();
        judged.sort_unstable();
        // A verdict on a shared customer is about a row too, so shared rows are derived here.
        let (mut costs, mut sharing) = (self.graph.costs(), Sharing::new(self.graph));
        for block in judged.chunks(LANES) {
            let lanes = || block.iter().copied().enumerate();
            costs.find(lanes());
            sharing.find(&costs, lanes(), self.organisation.units().map(|(id, _)| id));
            for (lane, party) in lanes() {
                for verdict in verdicts.get(&party).into_iter().flatten() {
                    self.verdict(verdict, &costs, &sharing, lane);
                }
            }
        }
    }

    fn verdict(
        &mut self,
        verdict: &'org Verdict,
        costs: &CostSearch<'_, '_>,
        sharing: &Sharing<'_, '_>,
        lane: usize,
    ) {
        let unit = verdict.unit;
        match costs.cost(unit, lane) {
            Some(cost) => {
                // SPEC 4, `verdict-contradicted`: a service serves the customer directly.
                if cost.steps == 1 && verdict.verdict == Decision::Rejected {
                    self.verdict_contradicted(verdict);
                }
            }
            None => {
                if sharing.in_lane(costs, unit, lane).is_none() {
                    self.verdict_unused(verdict);
                }
            }
        }
    }

    fn verdict_unused(&mut self, verdict: &'org Verdict) {
        let statement = Statement::default()
            .text("the verdict on ")
            .thing(verdict.customer)
            .text(" as a customer of ")
            .thing(verdict.unit)
            .text(" has no effect: nothing makes it one");
        self.raise_verdict(Code::VerdictUnused, verdict, statement);
    }

    fn verdict_contradicted(&mut self, verdict: &'org Verdict) {
        let services: Vec<Subject> = self
            .graph
            .services_of(verdict.unit)
            .into_iter()
            .filter(|&service| {
                let mut relations = self.organisation.active_relations(service);
                relations.any(|relation| relation.to.party() == Some(verdict.customer))
            })
            .map(Subject::Service)
            .collect();
        let statement = Statement::about(verdict.customer)
            .text(" is rejected as a customer of ")
            .thing(verdict.unit)
            .text(", which serves it directly by ");
        self.raise_verdict(Code::VerdictContradicted, verdict, statement.things(services));
    }

    fn raise_verdict(&mut self, code: Code, verdict: &Verdict, statement: Statement<'org>) {
        let finding = Finding::new(code, Subject::Unit(verdict.unit), verdict.place, statement);
        self.raise_finding(Finding { other: Some(Subject::Party(verdict.customer)), ..finding });
    }
}
