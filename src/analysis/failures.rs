//! What the failures of everything affect, for lists of many failures: the parties from one search backwards for 64
//! parties, the money from one search forwards for 64 failures, or backwards for 64 payments.

use super::{
    payers::{Basis, Paid, beneficiaries_served, payments_for_service},
    primary::lane_numbers,
};
use crate::{
    graph::{CostSearch, FailureSearch, Graph, LANES, LaneReach},
    id::{PartyId, ServiceId, UnitId},
    model::{Payer, Recipient},
};

/// What can fail inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failing {
    /// A department or a person.
    Unit(UnitId),
    /// A service.
    Service(ServiceId),
}

/// How many active beneficiaries a failure affects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AffectedParties {
    /// The parties affected without a broad step.
    pub near: u32,
    /// The parties affected by broad steps only.
    pub broad: u32,
}

impl AffectedParties {
    fn add(&mut self, reach: LaneReach) {
        self.near += reach.near.count_ones();
        // SPEC 3.8: a party counts once, at its least cost; who is reached both ways is near.
        self.broad += (reach.any & !reach.near).count_ones();
    }
}

/// Returns for each failure how many active parties it affects (SPEC 3.8), in the order of `failures`. Several services
/// fail at once where somebody who pays for them stops.
pub fn parties_affected_by_services(
    graph: &Graph<'_>,
    failures: &[Vec<ServiceId>],
) -> Vec<AffectedParties> {
    affected_parties(graph, failures.len(), |costs, at| {
        let reaches = failures[at].iter().map(|service| costs.reach_of_service(*service));
        reaches.fold(LaneReach::default(), LaneReach::or)
    })
}

/// Returns for each unit or service how many active parties its failure affects; a person's failure includes the
/// services that it merely weakens.
pub fn parties_affected_by(graph: &Graph<'_>, failures: &[Failing]) -> Vec<AffectedParties> {
    affected_parties(graph, failures.len(), |costs, at| {
        reach_of_failure(graph, costs, failures[at])
    })
}

fn affected_parties(
    graph: &Graph<'_>,
    count: usize,
    reach: impl Fn(&CostSearch<'_, '_>, usize) -> LaneReach,
) -> Vec<AffectedParties> {
    let organisation = graph.organisation();
    let parties: Vec<PartyId> = organisation
        .parties()
        .map(|(id, _)| id)
        // A payer that is served is no customer (SPEC 3.7).
        .filter(|id| organisation.is_active_beneficiary(*id))
        .collect();
    let mut affected = vec![AffectedParties::default(); count];
    let mut costs = graph.costs();
    // A search from 64 parties answers for every failure at once; one from each failure would be quadratic.
    for lanes in parties.chunks(LANES) {
        costs.find(lanes.iter().copied().enumerate());
        for (at, affected) in affected.iter_mut().enumerate() {
            affected.add(reach(&costs, at));
        }
    }
    affected
}

/// Returns for each unit the number of active services whose providers are all among its parts.
pub fn services_down(graph: &Graph<'_>) -> Vec<usize> {
    let organisation = graph.organisation();
    let mut down = vec![0; organisation.units().len()];
    for (_, service) in organisation.services().filter(|(id, _)| organisation.is_active(*id)) {
        let providers = service.provided_by.iter().map(|provider| provider.unit());
        // What the organisation itself provides is down with no unit.
        let Some(providers) = providers.collect::<Option<Vec<UnitId>>>() else { continue };
        // The least unit around all: units are numbered in tree order, so it is around the first and the last one.
        let (Some(first), Some(last)) = (providers.iter().min(), providers.iter().max()) else {
            continue;
        };
        let mut around = std::iter::once(*first).chain(organisation.containers(*first));
        if let Some(unit) = around.find(|unit| organisation.is_part(*last, *unit)) {
            down[unit.index()] += 1;
        }
    }
    for (id, unit) in organisation.units().rev() {
        if let Some(parent) = unit.part_of {
            // Backwards through the tree order, so that the parts of a unit are complete
            // before they are added to it.
            down[parent.index()] += down[id.index()];
        }
    }
    down
}

/// The money that is paid a year around a failure, each payment once; a sum is `None` where no amount is known.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FailureMoney {
    /// The payments for services that the failure affects without a broad step.
    pub affected: Option<f64>,
    /// The payments of parties for services that the failure does not affect, but that serve a beneficiary whom it
    /// affects without a broad step (`exposed`, SPEC 3.8).
    pub exposed: Option<f64>,
}

/// The payments of known amounts, to be summed for many failures.
#[derive(Debug)]
pub struct FailureSums<'g, 'org> {
    graph: &'g Graph<'org>,
    search: FailureSearch<'g, 'org>,
    /// The smallest first, so that sums do not depend on the order of the file.
    payments: Vec<KnownPayment>,
}

/// A payment of a known amount.
#[derive(Debug)]
struct KnownPayment {
    amount: f64,
    service: ServiceId,
    /// The beneficiaries whose failure exposes it: those that the service serves. Of a payment that is not stated, or
    /// not by a party, none.
    exposed_by: Vec<PartyId>,
}

impl<'g, 'org> FailureSums<'g, 'org> {
    /// Prepares the sums of what is paid for what is affected, and of what is exposed.
    pub fn new(graph: &'g Graph<'org>) -> Self {
        let services = graph.organisation().services().map(|(id, _)| id);
        let mut payments: Vec<KnownPayment> =
            services.flat_map(|service| known_payments(graph, service)).collect();
        // Sums of floating-point numbers depend on the order in which they are added.
        payments.sort_unstable_by(|a, b| a.amount.total_cmp(&b.amount));
        Self { graph, search: graph.failures(), payments }
    }

    /// Prepares only the sums of what is paid for what is affected, which takes half the time for many failures.
    pub fn without_exposed(graph: &'g Graph<'org>) -> Self {
        let mut sums = Self::new(graph);
        sums.payments.iter_mut().for_each(|payment| payment.exposed_by.clear());
        sums
    }

    /// How many searches the sums of all failures take, however many these are.
    pub fn searches_for_all(&self) -> usize {
        self.payments.len().div_ceil(LANES)
    }

    /// The sums of up to 64 failures, by one search forwards from them.
    pub fn of(&mut self, failures: &[Failing]) -> Vec<FailureMoney> {
        let graph = self.graph;
        self.search.find(failures.iter().map(|failing| services_affected_first(graph, *failing)));
        let mut sums = vec![FailureMoney::default(); failures.len()];
        for payment in &self.payments {
            let paid_for = self.search.reach_of_service(payment.service);
            let served = payment.exposed_by.iter().map(|party| self.search.reach_of_party(*party));
            // SPEC 3.8, `exposed`: any one beneficiary who is failed is enough to expose a payment.
            let failed = served.fold(LaneReach::default(), LaneReach::or);
            for lane in lane_numbers(paid_for.near) {
                add(&mut sums[lane].affected, payment.amount);
            }
            // What is affected, even behind a broad step, is in another sum already:
            // each payment counts once.
            for lane in lane_numbers(failed.near & !paid_for.any) {
                add(&mut sums[lane].exposed, payment.amount);
            }
        }
        sums
    }

    /// The sums of any number of failures, by two searches backwards for each 64 payments: from the services, and from
    /// the beneficiaries who are served by them.
    pub fn of_all(&self, failures: &[Failing]) -> Vec<FailureMoney> {
        let mut sums = vec![FailureMoney::default(); failures.len()];
        let (mut to_services, mut to_served) = (self.graph.costs(), self.graph.costs());
        for block in self.payments.chunks(LANES) {
            to_services.find_services(block.iter().map(|payment| payment.service).enumerate());
            // Most payments expose nobody: then the second search is saved.
            let exposed = block.iter().any(|payment| !payment.exposed_by.is_empty());
            if exposed {
                to_served.find(block.iter().enumerate().flat_map(|(lane, payment)| {
                    payment.exposed_by.iter().map(move |party| (lane, *party))
                }));
            }
            for (sum, failing) in sums.iter_mut().zip(failures) {
                let paid_for = reach_of_failure(self.graph, &to_services, *failing);
                for lane in lane_numbers(paid_for.near) {
                    add(&mut sum.affected, block[lane].amount);
                }
                if !exposed {
                    continue;
                }
                // SPEC 3.8: what is affected itself is in another sum already, even where only a broad step leads to
                // it.
                let failed = reach_of_failure(self.graph, &to_served, *failing);
                for lane in lane_numbers(failed.near & !paid_for.any) {
                    add(&mut sum.exposed, block[lane].amount);
                }
            }
        }
        sums
    }
}

/// The payments for a service whose amounts are known.
fn known_payments(graph: &Graph<'_>, service: ServiceId) -> Vec<KnownPayment> {
    let known = payments_for_service(graph, service)
        .into_iter()
        .filter_map(|paid| Some((paid.amount?, paid)));
    let payments = known.map(|(amount, paid)| {
        let exposed_by = match paid {
            // SPEC 3.8: only stated payments, and only those of parties, can be exposed.
            Paid { payer: Payer::Party(_), basis: Basis::Stated, .. } => {
                beneficiaries_served(graph.organisation(), service)
            }
            Paid { .. } => Vec::new(),
        };
        KnownPayment { amount, service, exposed_by }
    });
    payments.collect()
}

fn add(sum: &mut Option<f64>, amount: f64) {
    *sum = Some(sum.unwrap_or(0.0) + amount);
}

/// The lanes that a failure reaches.
fn reach_of_failure(graph: &Graph<'_>, costs: &CostSearch<'_, '_>, failing: Failing) -> LaneReach {
    let organisation = graph.organisation();
    match failing {
        Failing::Unit(unit) if organisation.unit(unit).person().is_some() => {
            // SPEC 3.8: a person weakens the other services of the rule in 3.2 too.
            costs.reach_of_use(Recipient::Unit(unit))
        }
        Failing::Unit(unit) => costs.reach_of(unit),
        Failing::Service(service) if organisation.is_active(service) => {
            costs.reach_of_service(service)
        }
        Failing::Service(_) => LaneReach::default(),
    }
}

/// Returns true if a failure takes down or weakens any service (SPEC 3.8).
pub fn has_services(graph: &Graph<'_>, failing: Failing) -> bool {
    match failing {
        Failing::Unit(unit) if graph.provides_any(unit) => true,
        Failing::Unit(_) | Failing::Service(_) => {
            !services_affected_first(graph, failing).is_empty()
        }
    }
}

/// The services that a failure begins with: those of a unit, of a person also those that it merely weakens, or one.
pub(super) fn services_affected_first(graph: &Graph<'_>, failing: Failing) -> Vec<ServiceId> {
    let organisation = graph.organisation();
    match failing {
        Failing::Unit(unit) if organisation.unit(unit).person().is_some() => {
            graph.services_used_by(Recipient::Unit(unit))
        }
        Failing::Unit(unit) => graph.services_of(unit),
        Failing::Service(service) if organisation.is_active(service) => vec![service],
        Failing::Service(_) => Vec::new(),
    }
}
