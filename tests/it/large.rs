//! Chains in organisations large enough for every threshold of the search: more than 64 parties, layers of a few and of
//! many services, groups that use more than half of all services, services with many recipients, deep trees.
//!
//! The oracle is Dijkstra's algorithm of petgraph, one party at a time, on a graph in which each service has an edge to
//! every service that one of its recipients uses. Chains follow from its costs as SPEC 3.3 says, step by step.

mod draft;

use crate::judge::sound;
use custmap::{
    analysis::{
        self, AffectedParties, ChainDetail, Distance, Failing, FailureSums, Primaries, Primary,
        PrimaryQuery, Reach, View,
    },
    graph::{Cost, Graph, LANES, Link},
    id::{PartyId, ServiceId, Subject, UnitId},
    input::MapFormat,
    model::{Organisation, PaidBy, Payer, Provider, Recipient},
};
use draft::large_draft;
use petgraph::{
    algo::dijkstra,
    graph::{DiGraph, NodeIndex},
    visit::{EdgeRef as _, Reversed},
};
use std::collections::{BTreeMap, BTreeSet};

/// A cost is broad steps times this, plus steps times the next, plus one where the chain is not funded: chains are
/// compared by these in turn.
const BROAD: u64 = 1 << 32;
const STEP: u64 = 2;

struct Oracle<'org> {
    organisation: &'org Organisation,
    graph: DiGraph<(), u64>,
    /// What each recipient uses a service for.
    uses: BTreeMap<Recipient, BTreeSet<ServiceId>>,
    broad: BTreeSet<Recipient>,
    /// The services of each unit with its parts.
    own: Vec<BTreeSet<ServiceId>>,
}

/// The costs of chains to one party, by node.
type Costs = std::collections::HashMap<NodeIndex, u64>;

impl<'org> Oracle<'org> {
    fn new(organisation: &'org Organisation) -> Self {
        let mut oracle = Self {
            organisation,
            graph: DiGraph::new(),
            uses: BTreeMap::new(),
            broad: BTreeSet::new(),
            own: Vec::new(),
        };
        for (unit, _) in organisation.units() {
            let parts = oracle.parts(unit).into_iter().collect();
            oracle.own.push(oracle.provided_by(&parts));
        }
        for _ in organisation.services() {
            oracle.graph.add_node(());
        }
        for _ in organisation.parties() {
            oracle.graph.add_node(());
        }
        let all = oracle.used(Recipient::Everyone).len();
        for (id, _) in organisation.services() {
            for relation in organisation.active_relations(id) {
                oracle.add_relation(id, relation.to, all);
            }
        }
        for (id, party) in
            organisation.parties().filter(|(id, _)| organisation.is_active_party(*id))
        {
            for (to, _) in &party.reaches {
                let (from, to) = (oracle.party(id), oracle.party(*to));
                oracle.graph.update_edge(from, to, STEP);
            }
        }
        oracle
    }

    fn add_relation(&mut self, id: ServiceId, to: Recipient, all: usize) {
        let from = NodeIndex::new(id.index());
        if let Recipient::Party(party) = to {
            let (party, cost) = (self.party(party), self.cost_to_party(id));
            self.graph.update_edge(from, party, cost);
            return;
        }
        let used = self.used(to);
        let cost = if matches!(to, Recipient::Group(_) | Recipient::Everyone)
            && 2 * used.len() >= all
            && self.providers(&used).len() >= 2
        {
            self.broad.insert(to);
            BROAD + STEP
        } else {
            STEP
        };
        for service in &used {
            let next = NodeIndex::new(service.index());
            let known = self.graph.find_edge(from, next).map(|edge| self.graph[edge]);
            self.graph.update_edge(from, next, cost.min(known.unwrap_or(cost)));
        }
        self.uses.insert(to, used);
    }

    /// The cost of a step to a party: one more where no party pays for the service.
    fn cost_to_party(&self, service: ServiceId) -> u64 {
        let payments = self.organisation.service(service).paid_by().unwrap_or_default();
        let mut payers = payments.iter().map(|payment| payment.from);
        let is_funded = payers.any(|from| matches!(from, PaidBy::One(Payer::Party(_))));
        STEP + u64::from(!is_funded)
    }

    fn party(&self, party: PartyId) -> NodeIndex {
        NodeIndex::new(self.organisation.services().len() + party.index())
    }

    /// SPEC 3.2, unit by unit.
    fn used(&self, recipient: Recipient) -> BTreeSet<ServiceId> {
        let organisation = self.organisation;
        let held: Vec<UnitId> = match recipient {
            Recipient::Service(service) => return BTreeSet::from([service]),
            Recipient::Party(_) => return BTreeSet::new(),
            Recipient::Unit(unit) => self.parts(unit),
            Recipient::Group(group) => organisation.group(group).held.units().collect(),
            Recipient::Everyone => organisation.units().map(|(id, _)| id).collect(),
        };
        let mut open = held.clone();
        let mut providers: BTreeSet<UnitId> = held.into_iter().collect();
        let mut seen = BTreeSet::new();
        while let Some(unit) = open.pop() {
            if organisation.unit(unit).person().is_none() || !seen.insert(unit) {
                continue;
            }
            providers.extend(organisation.unit(unit).part_of);
            for led in organisation.unit(unit).leads() {
                providers.extend(self.parts(*led));
                open.extend(self.parts(*led));
            }
        }
        self.provided_by(&providers)
    }

    fn parts(&self, unit: UnitId) -> Vec<UnitId> {
        let all = self.organisation.units().map(|(id, _)| id);
        all.filter(|part| self.organisation.is_part(*part, unit)).collect()
    }

    fn provided_by(&self, units: &BTreeSet<UnitId>) -> BTreeSet<ServiceId> {
        let active = self.organisation.services();
        let active = active.filter(|(id, _)| self.organisation.is_active(*id));
        let provided = active.filter(|(_, service)| {
            let mut providers = service.provided_by.iter();
            providers.any(|one| matches!(one, Provider::Unit(unit) if units.contains(unit)))
        });
        provided.map(|(id, _)| id).collect()
    }

    fn providers(&self, services: &BTreeSet<ServiceId>) -> BTreeSet<UnitId> {
        let providers = services.iter().flat_map(|id| &self.organisation.service(*id).provided_by);
        providers.filter_map(|provider| provider.unit()).collect()
    }

    fn costs(&self, party: PartyId) -> Costs {
        dijkstra(Reversed(&self.graph), self.party(party), None, |edge| *edge.weight())
            .into_iter()
            .collect()
    }

    /// The best of some services, and its cost.
    fn first(&self, services: &BTreeSet<ServiceId>, costs: &Costs) -> Option<(u64, ServiceId)> {
        let known = services.iter().filter_map(|id| {
            let cost = costs.get(&NodeIndex::new(id.index()))?;
            Some((*cost, self.organisation.id_of(Subject::Service(*id)), *id))
        });
        known.min().map(|(cost, _, id)| (cost, id))
    }

    /// The least chain that begins with a service: at each step the smallest id of those that go on at the least cost.
    fn chain(&self, mut service: ServiceId, goal: PartyId, costs: &Costs) -> Vec<Link> {
        let organisation = self.organisation;
        let id = |to: &Recipient| organisation.id_of(Subject::from(*to));
        let mut chain = Vec::new();
        loop {
            let cost = costs[&NodeIndex::new(service.index())];
            let to = organisation.active_relations(service).map(|relation| relation.to);
            let to = to
                .filter(|to| self.cost_by_way_of(service, *to, costs) == Some(cost))
                .min_by_key(id);
            let mut to = to.expect("a recipient");
            chain.push(Link { service: Some(service), to });
            while let Recipient::Party(party) = to {
                if party == goal {
                    return chain;
                }
                let cost = costs[&self.party(party)];
                let reached = organisation.party(party).reaches.iter();
                let reached =
                    reached.filter(|(to, _)| costs.get(&self.party(*to)) == Some(&(cost - STEP)));
                to = reached.map(|(to, _)| Recipient::Party(*to)).min_by_key(id).expect("a party");
                chain.push(Link { service: None, to });
            }
            service = self.first(&self.uses[&to], costs).expect("a service").1;
        }
    }

    fn cost_by_way_of(&self, service: ServiceId, to: Recipient, costs: &Costs) -> Option<u64> {
        if let Recipient::Party(party) = to {
            return costs.get(&self.party(party)).map(|cost| cost + self.cost_to_party(service));
        }
        let step = if self.broad.contains(&to) { BROAD + STEP } else { STEP };
        self.first(&self.uses[&to], costs).map(|(cost, _)| cost + step)
    }

    /// What the rows of all units to a party must be: reach, cost, with whom, chain.
    fn rows(&self, party: PartyId) -> BTreeMap<UnitId, Row> {
        let costs = self.costs(party);
        let organisation = self.organisation;
        let all = organisation.services().map(|(id, _)| id).collect();
        let whole = self.first(&all, &costs);
        let own = |unit: UnitId| self.first(&self.own[unit.index()], &costs);
        let row = |(unit, _)| {
            if let Some((cost, first)) = own(unit) {
                return Some((unit, (Some(cost_of(cost)), None, self.chain(first, party, &costs))));
            }
            let led = organisation.unit(unit).leads().iter().copied();
            let mut candidates = led.chain(organisation.containers(unit));
            let around = candidates.find_map(|unit| Some((unit, own(unit)?.0)));
            let around = around.map(|(unit, cost)| (Provider::Unit(unit), cost));
            let with = around.or(whole.map(|(cost, _)| (Provider::Organisation, cost)))?;
            Some((unit, (None, Some((with.0, reach_of(with.1))), Vec::new())))
        };
        organisation.units().filter_map(row).collect()
    }
}

/// Cost, with whom it is shared and how that one reaches the party, chain.
type Row = (Option<Cost>, Option<(Provider, Reach)>, Vec<Link>);

fn cost_of(cost: u64) -> Cost {
    let half = |part: u64| u32::try_from(part).expect("a small cost");
    let (broad_steps, steps) = (half(cost / BROAD), half(cost % BROAD / STEP));
    Cost { broad_steps, steps, is_unfunded: cost % STEP == 1 }
}

fn reach_of(cost: u64) -> Reach {
    match cost {
        STEP | 3 => Reach::Direct,
        _ if cost < BROAD => Reach::Through,
        _ => Reach::Broad,
    }
}

fn row_of(row: &Primary) -> Row {
    (row.cost, row.shared.map(|shared| (shared.with, shared.reach)), row.chain.clone())
}

fn query() -> PrimaryQuery {
    PrimaryQuery { reaches: Vec::new(), parties: None, chains: ChainDetail::Whole }
}

/// What of the thresholds a draft has passed, so that a test can see that all of them are.
#[derive(Debug, Default)]
struct Met {
    parties_over_64: usize,
    broad_rows: usize,
    through_rows: usize,
    shared_with_department: usize,
    many_recipients: usize,
    deep: usize,
}

fn check(seed: u64, met: &mut Met) {
    let text = large_draft(seed, 220);
    let organisation = sound(&text, MapFormat::Yaml);
    let graph = Graph::build(&organisation);
    let oracle = Oracle::new(&organisation);
    let mut rows: BTreeMap<PartyId, BTreeMap<UnitId, Row>> = BTreeMap::new();
    for (unit, own) in Primaries::new(&graph, organisation.units().map(|(id, _)| id), query()) {
        for row in own.rows {
            met.broad_rows += usize::from(row.reach == Reach::Broad);
            met.through_rows += usize::from(row.reach == Reach::Through);
            let department = row.shared.is_some_and(|shared| shared.with.unit().is_some());
            met.shared_with_department += usize::from(department);
            rows.entry(row.party).or_default().insert(unit, row_of(&row));
        }
    }
    met.parties_over_64 += usize::from(organisation.parties().len() > 64);
    let mut services = organisation.services();
    met.many_recipients +=
        usize::from(services.any(|(id, _)| organisation.active_relations(id).count() > 16));
    let deepest = organisation.units().map(|(id, _)| organisation.containers(id).count()).max();
    met.deep += usize::from(deepest > Some(10));
    let active = organisation.parties().map(|(id, _)| id);
    for party in active.filter(|id| organisation.is_active_beneficiary(*id)) {
        let (expected, found) = (oracle.rows(party), rows.remove(&party).unwrap_or_default());
        for (unit, expected) in &expected {
            let id = (&*organisation.unit(*unit).header.id, &*organisation.party(party).header.id);
            assert_eq!(found.get(unit), Some(expected), "seed {seed}: {id:?}");
        }
        assert_eq!(found.len(), expected.len(), "seed {seed}");
    }
}

/// Every row of every unit, in drafts that pass the thresholds.
#[test]
fn chains_are_those_of_dijkstra() {
    let mut met = Met::default();
    for seed in 0..24 {
        check(seed, &mut met);
    }
    let Met { parties_over_64, broad_rows, through_rows, .. } = met;
    assert!(parties_over_64 > 3 && broad_rows > 300 && through_rows > 1_000, "{met:?}");
    assert!(met.shared_with_department > 100, "{met:?}");
    assert!(met.many_recipients > 3 && met.deep > 2, "{met:?}");
}

/// With little memory the same rows come in blocks of a few units.
#[test]
fn rows_in_blocks_are_the_same() {
    for seed in 0..10 {
        let organisation = sound(&large_draft(seed, 100), MapFormat::Yaml);
        let graph = Graph::build(&organisation);
        let units = || organisation.units().map(|(id, _)| id);
        let at_once: Vec<_> = Primaries::new(&graph, units(), query()).collect();
        for bytes in [1, 20_000] {
            let in_blocks = Primaries::new(&graph, units(), query()).within_bytes(bytes);
            assert_eq!(in_blocks.collect::<Vec<_>>(), at_once, "seed {seed}, {bytes} bytes");
        }
    }
}

/// A unit asked about alone has the rows that it has among all, where a search forwards leaves most of the map out.
#[test]
fn rows_of_one_unit_are_those_among_all() {
    for seed in 0..10 {
        let organisation = sound(&large_draft(seed, 120), MapFormat::Yaml);
        let graph = Graph::build(&organisation);
        let units: Vec<UnitId> = organisation.units().map(|(id, _)| id).collect();
        let all: Vec<_> = Primaries::new(&graph, units.iter().copied(), query()).collect();
        for at in (0..units.len()).step_by(7) {
            let alone: Vec<_> = Primaries::new(&graph, [units[at]], query()).collect();
            assert_eq!(alone[0], all[at], "seed {seed}: {:?}", units[at]);
        }
    }
}

/// What the failures of everything affect, found together, is what each affects alone: parties, money, services that
/// are down.
#[test]
fn failures_together_are_those_of_each_alone() {
    let mut seen_exposed = false;
    for seed in 0..8 {
        let organisation = sound(&large_draft(seed, 90), MapFormat::Yaml);
        let graph = Graph::build(&organisation);
        let units: Vec<UnitId> = organisation.units().map(|(id, _)| id).collect();
        let services = organisation.services().map(|(id, _)| id);
        let services: Vec<ServiceId> = services.filter(|id| organisation.is_active(*id)).collect();
        let failing = units.iter().copied().map(Failing::Unit);
        let failing: Vec<Failing> =
            failing.chain(services.into_iter().map(Failing::Service)).collect();
        let affected = analysis::parties_affected_by(&graph, &failing);
        let down = analysis::services_down(&graph);
        let mut sums = FailureSums::new(&graph);
        let together = sums.of_all(&failing);
        for (first, some) in failing.chunks(LANES).enumerate() {
            for (at, sum) in sums.of(some).into_iter().enumerate() {
                assert_eq!(together[LANES * first + at], sum, "seed {seed}: {:?}", some[at]);
                let alone = analysis::impact(&graph, some[at]);
                let broad = |broad: bool| {
                    let affected = alone.recipients.iter();
                    let affected = affected.filter(|(to, cost)| {
                        let party = to.party();
                        let customer = party.filter(|id| organisation.is_active_beneficiary(*id));
                        customer.is_some() && (cost.broad_steps > 0) == broad
                    });
                    u32::try_from(affected.count()).unwrap()
                };
                let expected = AffectedParties { near: broad(false), broad: broad(true) };
                assert_eq!(affected[LANES * first + at], expected, "seed {seed}: {:?}", some[at]);
                let near =
                    alone.money.iter().filter(|((distance, ..), _)| *distance != Distance::Broad);
                let near: f64 = near.map(|(_, sum)| sum).sum();
                assert!(
                    (sum.affected.unwrap_or(0.0) - near).abs() < 1e-6,
                    "seed {seed}: {:?}",
                    some[at]
                );
                let exposed: f64 = alone.exposed.iter().filter_map(|payer| payer.amount).sum();
                assert!(
                    (sum.exposed.unwrap_or(0.0) - exposed).abs() < 1e-6,
                    "seed {seed}: {:?}",
                    some[at]
                );
                seen_exposed |= exposed > 0.0;
                if let Failing::Unit(unit) = some[at] {
                    let is_down =
                        alone.services.iter().filter(|affected| affected.down == Some(true));
                    assert_eq!(down[unit.index()], is_down.count(), "seed {seed}: {unit:?}");
                }
            }
        }
    }
    assert!(seen_exposed, "no draft exposes anything");
}

/// How many units contribute to each of many parties, and the impact of these found together, is what each has alone.
#[test]
fn units_that_contribute_are_those_with_a_chain() {
    for seed in 0..10 {
        let organisation = sound(&large_draft(seed, 150), MapFormat::Yaml);
        let graph = Graph::build(&organisation);
        let parties: Vec<PartyId> = organisation.parties().map(|(id, _)| id).collect();
        let counts = analysis::contributors(&graph, parties.iter().copied());
        let view = View::whole(&graph);
        let together: Vec<_> = analysis::PartyImpacts::new(view, parties.clone()).collect();
        assert_eq!(together.len(), parties.len());
        for ((party, count), (same, impact)) in parties.into_iter().zip(counts).zip(together) {
            let alone = analysis::party_impact(view, party);
            assert_eq!((party, count), (same, alone.contributors.len()));
            assert_eq!(impact, alone, "seed {seed}: {party:?}");
        }
    }
}
