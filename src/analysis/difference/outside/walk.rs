//! The way of every unit to one party in one map, and what of it the other map doesn't have.

use super::super::{Both, Cause, Side, blame::Blame};
use crate::{
    analysis::Reach,
    graph::{Cost, Graph, Link, Tails},
    id::{PartyId, ServiceId, UnitId},
    model::{Organisation, Provider, Recipient},
};
use rustc_hash::FxHashMap;

/// The chains to one party in one map.
pub(super) struct Walk<'g, 'org> {
    organisation: &'org Organisation,
    tails: Tails<'g, 'org>,
    /// Whether anything reaches the party.
    pub(super) reaches: bool,
    /// For each unit the nearest around it that has a chain.
    nearest: Vec<Option<UnitId>>,
    /// Through whom the chains go that begin with a service.
    through: FxHashMap<ServiceId, Option<Recipient>>,
}

/// How a unit comes to a party, in the numbers of one map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Way {
    pub(super) reach: Reach,
    pub(super) cost: Option<Cost>,
    pub(super) via: Option<Recipient>,
    pub(super) shared: Option<(Provider, Reach)>,
}

impl<'g, 'org> Walk<'g, 'org> {
    pub(super) fn new(both: &Both<'g, 'org>, side: Side) -> Self {
        let graph = both.graph(side);
        Self {
            organisation: graph.organisation(),
            tails: Tails::new(graph),
            reaches: false,
            nearest: vec![None; graph.organisation().units().len()],
            through: FxHashMap::default(),
        }
    }

    /// Finds the chains to a party, if it is there and active.
    pub(super) fn find(&mut self, party: Option<PartyId>) {
        self.through.clear();
        let active = party.filter(|party| self.organisation.is_active_party(*party));
        self.tails.find_any(active);
        self.reaches = !self.tails.services().is_empty();
        if !self.reaches {
            return;
        }
        for (unit, about) in self.organisation.units() {
            let own = self.tails.first_of(unit).map(|_| unit);
            let around = about.part_of.and_then(|up| self.nearest[up.index()]);
            self.nearest[unit.index()] = own.or(around);
        }
    }

    /// How a unit comes to the party.
    pub(super) fn way(&mut self, graph: &Graph<'_>, unit: UnitId) -> Option<Way> {
        if !self.reaches {
            return None;
        }
        let Some(first) = self.tails.first_of(unit) else {
            return self.shared(unit);
        };
        let cost = self.tails.cost(first)?;
        let reach = Reach::of(cost);
        Some(Way {
            reach,
            cost: Some(cost),
            via: match reach {
                Reach::Through => self.tails.first_link(first).map(|link| link.to),
                Reach::Broad => self.blanket(graph, first),
                Reach::Direct | Reach::Shared => None,
            },
            shared: None,
        })
    }

    /// The first blanket recipient of the chain that begins with a service.
    fn blanket(&mut self, graph: &Graph<'_>, first: ServiceId) -> Option<Recipient> {
        let tails = &self.tails;
        *self.through.entry(first).or_insert_with(|| {
            let chain = tails.chain(first);
            let mut to = chain.iter().map(|link| link.to);
            to.find(|to| graph.is_broad(*to))
        })
    }

    fn shared(&self, unit: UnitId) -> Option<Way> {
        let around = self.nearest[unit.index()];
        let first = self.first_around(around)?;
        Some(Way {
            reach: Reach::Shared,
            cost: None,
            via: None,
            shared: Some((
                around.map_or(Provider::Organisation, Provider::Unit),
                Reach::of(self.tails.cost(first)?),
            )),
        })
    }

    /// The service with which a department, or the organisation, comes to the party.
    fn first_around(&self, around: Option<UnitId>) -> Option<ServiceId> {
        match around {
            Some(unit) => self.tails.first_of(unit),
            None => self.tails.services().first().copied(),
        }
    }

    /// What of a unit's way the other map doesn't have.
    pub(super) fn blame(
        &self,
        both: &Both<'g, 'org>,
        side: Side,
        unit: UnitId,
        way: Way,
    ) -> Vec<Cause<'org>> {
        let mut blame = Blame::new(both, side);
        let Some((with, _)) = way.shared else {
            blame.chain(Some(unit), &self.chain_of(Some(unit)));
            return blame.causes();
        };
        if blame.unit_is_new(unit) {
            return blame.causes();
        }
        let around = with.unit();
        if around.is_some_and(|around| !both.is_part_there(side, unit, around)) {
            blame.moved(unit);
        }
        blame.chain(around, &self.chain_of(around));
        blame.causes()
    }

    fn chain_of(&self, unit: Option<UnitId>) -> Vec<Link> {
        let first = self.first_around(unit);
        first.map_or(Vec::new(), |first| self.tails.chain(first))
    }
}
