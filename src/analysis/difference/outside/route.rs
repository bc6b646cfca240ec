//! The routes by which units reach parties in one map, and what of them the other map lacks.

use super::super::{Cause, MapPair, Side, blame::Blame};
use crate::{
    analysis::{
        Reach,
        primary::{Sharing, through},
    },
    graph::{ChainSearch, Cost, Graph, LaneReach, Lanes, Link},
    id::{PartyId, ServiceId, UnitId},
    model::{Provider, Recipient},
};
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// The routes of all units of one map to up to 64 parties, each a lane.
pub(super) struct Routes<'g, 'org> {
    graph: &'g Graph<'org>,
    chains: ChainSearch<'g, 'org>,
    sharing: Sharing<'g, 'org>,
    /// The recipients of the first steps of all least chains from a unit, as far as they were asked for.
    through: FxHashMap<UnitId, Vec<(Lanes, Recipient)>>,
}

/// The routes of the old and of the new map.
pub(super) type RoutesOfBoth<'g, 'org> = (Routes<'g, 'org>, Routes<'g, 'org>);

/// How a unit comes to a party, in the numbers of one map.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Route {
    pub(super) reach: Reach,
    pub(super) cost: Option<Cost>,
    /// The recipients of the first steps of all chains that are equally good, by id; none where direct or shared.
    pub(super) through: Vec<Recipient>,
    pub(super) shared: Option<(Provider, Reach)>,
}

impl<'g, 'org> Routes<'g, 'org> {
    pub(super) fn new(both: &MapPair<'g, 'org>, side: Side) -> Self {
        let graph = both.graph(side);
        let chains = graph.chains();
        Self { graph, chains, sharing: Sharing::new(graph), through: FxHashMap::default() }
    }

    /// Finds the routes to parties, each in its lane, if it is there and active.
    pub(super) fn find(&mut self, parties: impl IntoIterator<Item = Option<PartyId>>) {
        let organisation = self.graph.organisation();
        let there: Vec<(usize, PartyId)> = parties
            .into_iter()
            .enumerate()
            .filter_map(|(lane, party)| {
                let is_there = |party: &PartyId| organisation.is_active_beneficiary(*party);
                party.filter(is_there).map(|party| (lane, party))
            })
            .collect();
        self.chains.find(there.iter().copied());
        let units = organisation.units().map(|(id, _)| id);
        self.sharing.find(&self.chains, there, units);
        self.through.clear();
    }

    /// The recipients of the first steps of all chains from a unit to the party of a lane that are equally good, by id.
    fn through(&mut self, unit: UnitId, lane: usize) -> Vec<Recipient> {
        let chains = &self.chains;
        let all = self.through.entry(unit).or_insert_with(|| through(chains, unit)).iter();
        all.filter(|(lanes, _)| lanes & (1 << lane) != 0).map(|(_, to)| *to).collect()
    }

    /// How a unit comes to the party of a lane.
    pub(super) fn route(&mut self, unit: UnitId, lane: usize) -> Option<Route> {
        if self.sharing.is_rejected(&self.chains, unit, lane) {
            return None;
        }
        let Some(cost) = self.chains.cost(unit, lane) else {
            return self.shared(unit, lane);
        };
        let through = self.through(unit, lane);
        // That a chain is funded decides between chains; it is no route of its own.
        let cost = Cost { is_unfunded: false, ..cost };
        Some(Route { reach: Reach::of(cost), cost: Some(cost), through, shared: None })
    }

    /// The lanes in which a unit has a chain, and no verdict rejects the party as its customer.
    pub(super) fn lanes_of_chains(&self, unit: UnitId) -> Lanes {
        self.chains.lanes_of(unit) & !self.sharing.verdicts.rejected(&self.chains, unit)
    }

    /// With whom a unit shares parties, each with its lanes.
    pub(super) fn shared_lanes(&self, unit: UnitId) -> Vec<(Lanes, Provider)> {
        let rejected = self.sharing.verdicts.rejected(&self.chains, unit);
        let mut shared = self.sharing.of_unit(&self.chains, unit);
        for (lanes, _) in &mut shared {
            *lanes &= !rejected;
        }
        shared
    }

    /// The costs of the least chains that begin with a service, each with its lanes.
    pub(super) fn costs(&self, first: ServiceId) -> impl Iterator<Item = (Lanes, Cost)> {
        self.chains.costs_of_service(first)
    }

    /// The costs of the least chains from a recipient on, each with its lanes.
    pub(super) fn costs_onwards(&self, from: Recipient) -> impl Iterator<Item = (Lanes, Cost)> {
        self.chains.costs_onwards(from)
    }

    /// The recipients of the first steps of the least chains that begin with a service, each with its lanes.
    pub(super) fn recipients(&self, first: ServiceId) -> Rc<[(Lanes, Recipient)]> {
        self.chains.first_recipients_of_service(first)
    }

    /// The lanes in which somebody with whom customers are shared has them directly, without a broad step, and at all.
    pub(super) fn reach_of(&self, with: Provider) -> [Lanes; 3] {
        match with {
            Provider::Unit(unit) => {
                let LaneReach { near, any } = self.chains.reach_of(unit);
                [self.chains.direct_lanes_of(unit), near, any]
            }
            Provider::Organisation | Provider::Around(_) => {
                let LaneReach { near: direct, any } = self.sharing.served;
                [direct, any, any]
            }
        }
    }

    fn shared(&self, unit: UnitId, lane: usize) -> Option<Route> {
        let shared = self.sharing.in_lane(&self.chains, unit, lane)?;
        let shared = Some((shared.with, shared.reach));
        Some(Route { reach: Reach::Shared, cost: None, through: Vec::new(), shared })
    }

    /// Adds as causes the statements along a unit's route that the other map lacks.
    pub(super) fn blame(
        &self,
        both: &MapPair<'g, 'org>,
        side: Side,
        (unit, lane): (UnitId, usize),
        route: &Route,
    ) -> Vec<Cause<'org>> {
        let mut blame = Blame::new(both, side);
        let Some((with, _)) = route.shared else {
            let first = self.chains.first_of(Provider::Unit(unit), lane);
            blame.chain(Some(unit), &self.chain(first, lane));
            return blame.causes();
        };
        if blame.unit_is_new(unit) {
            return blame.causes();
        }
        let around = with.unit();
        if let Some(department) = around {
            blame.shares(unit, department);
        }
        blame.chain(around, &self.chain(self.chains.first_of(with, lane), lane));
        blame.causes()
    }

    /// The unit whose verdict is why a unit does not have the party of a lane as a customer.
    pub(super) fn rejecting(&self, unit: UnitId, lane: usize) -> Option<UnitId> {
        self.sharing.rejecting(&self.chains, unit, lane)
    }

    fn chain(&self, first: Option<ServiceId>, lane: usize) -> Vec<Link> {
        first.into_iter().flat_map(|first| self.chains.chain(first, lane)).collect()
    }
}
