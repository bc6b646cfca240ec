//! What the failures of everything hit, for lists of many failures: the parties from one search backwards for 64 parties,
//! the money from one search forwards for 64 failures, or backwards for 64 payments.

use super::{payers::paid, primary::lane_numbers};
use crate::{
    graph::{CostSearch, FailureSearch, Graph, LANES, LaneReach},
    id::{PartyId, ServiceId, UnitId},
    model::Recipient,
};

/// What can fail inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failing {
    /// A department or a person.
    Unit(UnitId),
    /// A service.
    Service(ServiceId),
}

/// How many active parties a failure hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PartiesHit {
    /// Without a broad step.
    pub near: u32,
    /// Only by broad steps.
    pub broad: u32,
}

impl PartiesHit {
    fn add(&mut self, reach: LaneReach) {
        self.near += reach.near.count_ones();
        self.broad += (reach.any & !reach.near).count_ones();
    }
}

/// How many active parties each of some failures hits (SPEC 3.8), in their order. A failure of several services at once is
/// that of somebody who pays for them.
#[must_use]
pub fn parties_hit(graph: &Graph<'_>, failures: &[Vec<ServiceId>]) -> Vec<PartiesHit> {
    hits(graph, failures.len(), |costs, at| {
        let reaches = failures[at].iter().map(|service| costs.reach_of_service(*service));
        reaches.fold(LaneReach::default(), LaneReach::or)
    })
}

/// The same of one thing each; of persons with the services that their failure weakens.
#[must_use]
pub fn parties_hit_by(graph: &Graph<'_>, failures: &[Failing]) -> Vec<PartiesHit> {
    hits(graph, failures.len(), |costs, at| reach_of_failure(graph, costs, failures[at]))
}

fn hits(
    graph: &Graph<'_>,
    count: usize,
    reach: impl Fn(&CostSearch<'_, '_>, usize) -> LaneReach,
) -> Vec<PartiesHit> {
    let organisation = graph.organisation();
    let parties: Vec<PartyId> = organisation
        .parties()
        .map(|(id, _)| id)
        .filter(|id| organisation.is_active_party(*id))
        .collect();
    let mut hits = vec![PartiesHit::default(); count];
    let mut costs = graph.costs();
    for lanes in parties.chunks(LANES) {
        costs.find(lanes.iter().copied().enumerate());
        for (at, hit) in hits.iter_mut().enumerate() {
            hit.add(reach(&costs, at));
        }
    }
    hits
}

/// For each unit how many active services nobody provides who is not among its parts.
#[must_use]
pub fn services_down(graph: &Graph<'_>) -> Vec<usize> {
    let organisation = graph.organisation();
    let mut down = vec![0; organisation.units().len()];
    for (_, service) in organisation.services().filter(|(id, _)| organisation.is_active(*id)) {
        let providers = service.provided_by.iter().map(|provider| provider.unit());
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
            down[parent.index()] += down[id.index()];
        }
    }
    down
}

/// What is paid a year for what failures hit without a broad step, each payment once.
#[derive(Debug)]
pub struct FailureSums<'g, 'org> {
    graph: &'g Graph<'org>,
    search: FailureSearch<'g, 'org>,
    /// The known amounts, the smallest first, so that sums do not depend on the order of the file.
    amounts: Vec<(f64, ServiceId)>,
}

impl<'g, 'org> FailureSums<'g, 'org> {
    /// Ready to sum.
    #[must_use]
    pub fn new(graph: &'g Graph<'org>) -> Self {
        let services = graph.organisation().services();
        let paid = services.flat_map(|(id, _)| {
            paid(graph, id).into_iter().filter_map(move |paid| Some((paid.amount?, id)))
        });
        let mut amounts: Vec<(f64, ServiceId)> = paid.collect();
        amounts.sort_unstable_by(|(a, _), (b, _)| a.total_cmp(b));
        Self { graph, search: graph.failures(), amounts }
    }

    /// How many searches the sums of all failures take, however many these are.
    #[must_use]
    pub fn searches_for_all(&self) -> usize {
        self.amounts.len().div_ceil(LANES)
    }

    /// The sums of up to 64 failures, by one search forwards from them; `None` where no amount is known.
    pub fn of(&mut self, failures: &[Failing]) -> Vec<Option<f64>> {
        let graph = self.graph;
        self.search.find(failures.iter().map(|failing| services_hit_first(graph, *failing)));
        let mut sums = vec![None; failures.len()];
        for (amount, service) in &self.amounts {
            for lane in lane_numbers(self.search.near_lanes_of(*service)) {
                add(&mut sums[lane], *amount);
            }
        }
        sums
    }

    /// The sums of any number of failures, by one search backwards for each 64 payments.
    #[must_use]
    pub fn of_all(&self, failures: &[Failing]) -> Vec<Option<f64>> {
        let mut sums = vec![None; failures.len()];
        let mut costs = self.graph.costs();
        for block in self.amounts.chunks(LANES) {
            costs.find_services(block.iter().map(|(_, service)| *service).enumerate());
            for (sum, failing) in sums.iter_mut().zip(failures) {
                for lane in lane_numbers(reach_of_failure(self.graph, &costs, *failing).near) {
                    add(sum, block[lane].0);
                }
            }
        }
        sums
    }
}

fn add(sum: &mut Option<f64>, amount: f64) {
    *sum = Some(sum.unwrap_or(0.0) + amount);
}

/// The lanes that a failure reaches.
fn reach_of_failure(graph: &Graph<'_>, costs: &CostSearch<'_, '_>, failing: Failing) -> LaneReach {
    let organisation = graph.organisation();
    match failing {
        Failing::Unit(unit) if organisation.unit(unit).person().is_some() => {
            costs.reach_of_use(Recipient::Unit(unit))
        }
        Failing::Unit(unit) => costs.reach_of(unit),
        Failing::Service(service) if organisation.is_active(service) => {
            costs.reach_of_service(service)
        }
        Failing::Service(_) => LaneReach::default(),
    }
}

/// The services that a failure begins with: those of a unit, of a person also those that it merely weakens, or one.
pub(super) fn services_hit_first(graph: &Graph<'_>, failing: Failing) -> Vec<ServiceId> {
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
