//! How every unit comes to some parties in one map, and what of it the other map doesn't have.

use super::super::{Both, Cause, Side, blame::Blame};
use crate::{
    analysis::{Reach, primary::Sharing},
    graph::{ChainSearch, Cost, Graph, Lanes, Link},
    id::{PartyId, ServiceId, UnitId},
    model::{Provider, Recipient},
};
use rustc_hash::FxHashMap;

/// The routes of all units of one map to up to 64 parties, each a lane.
pub(super) struct Routes<'g, 'org> {
    graph: &'g Graph<'org>,
    chains: ChainSearch<'g, 'org>,
    sharing: Sharing<'org>,
    /// The first broad recipient of the chain that begins with a service, as far as it was asked for.
    first_broad: FxHashMap<(ServiceId, usize), Option<Recipient>>,
}

/// How a unit comes to a party, in the numbers of one map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Route {
    pub(super) reach: Reach,
    pub(super) cost: Option<Cost>,
    pub(super) via: Option<Recipient>,
    pub(super) shared: Option<(Provider, Reach)>,
}

impl<'g, 'org> Routes<'g, 'org> {
    pub(super) fn new(both: &Both<'g, 'org>, side: Side) -> Self {
        let graph = both.graph(side);
        let chains = graph.chains();
        let sharing = Sharing::new(graph.organisation(), &chains, []);
        Self { graph, chains, sharing, first_broad: FxHashMap::default() }
    }

    /// Finds the routes to parties, each in its lane, if it is there and active.
    pub(super) fn find(&mut self, parties: impl IntoIterator<Item = Option<PartyId>>) {
        let organisation = self.graph.organisation();
        let there = parties.into_iter().enumerate().filter_map(|(lane, party)| {
            let party = party.filter(|party| organisation.is_active_beneficiary(*party))?;
            Some((lane, party))
        });
        let there: Vec<(usize, PartyId)> = there.collect();
        self.chains.find(there.iter().copied());
        self.sharing = Sharing::new(organisation, &self.chains, there);
        self.first_broad.clear();
    }

    /// The lanes of the parties that anything reaches.
    pub(super) fn lanes(&self) -> Lanes {
        self.chains.lanes_of_organisation()
    }

    /// How a unit comes to the party of a lane.
    pub(super) fn route(&mut self, unit: UnitId, lane: usize) -> Option<Route> {
        if self.sharing.is_rejected(&self.chains, unit, lane) {
            return None;
        }
        let Some(cost) = self.chains.cost(unit, lane) else {
            return self.shared(unit, lane);
        };
        let reach = Reach::of(cost);
        let first = self.chains.first_of(unit, lane)?;
        let via = match reach {
            Reach::Through => self.chains.first_step(first, lane).map(|link| link.to),
            Reach::Broad => self.first_broad(first, lane),
            Reach::Direct | Reach::Shared => None,
        };
        Some(Route { reach, cost: Some(cost), via, shared: None })
    }

    /// The first broad recipient of the chain that begins with a service.
    fn first_broad(&mut self, first: ServiceId, lane: usize) -> Option<Recipient> {
        let (graph, chains) = (self.graph, &self.chains);
        *self.first_broad.entry((first, lane)).or_insert_with(|| {
            let chain = chains.chain(first, lane);
            chain.into_iter().find(|step| graph.is_broad_step(*step)).map(|step| step.to)
        })
    }

    fn shared(&self, unit: UnitId, lane: usize) -> Option<Route> {
        let with = self.sharing.in_lane(&self.chains, unit, lane)?;
        let reach = Reach::of(self.chains.cost_of_provider(with, lane)?);
        let shared = Some((with, reach));
        Some(Route { reach: Reach::Shared, cost: None, via: None, shared })
    }

    /// What of a unit's route the other map doesn't have.
    pub(super) fn blame(
        &self,
        both: &Both<'g, 'org>,
        side: Side,
        (unit, lane): (UnitId, usize),
        route: Route,
    ) -> Vec<Cause<'org>> {
        let mut blame = Blame::new(both, side);
        let Some((with, _)) = route.shared else {
            let first = self.chains.first_of(unit, lane);
            blame.chain(Some(unit), &self.chain(first, lane));
            return blame.causes();
        };
        if blame.unit_is_new(unit) {
            return blame.causes();
        }
        let around = with.unit();
        if around.is_some_and(|around| !both.is_part_there(side, unit, around)) {
            blame.moved(unit);
        }
        blame.chain(around, &self.chain(self.chains.first_of_provider(with, lane), lane));
        blame.causes()
    }

    fn chain(&self, first: Option<ServiceId>, lane: usize) -> Vec<Link> {
        first.map_or(Vec::new(), |first| self.chains.chain(first, lane))
    }
}
