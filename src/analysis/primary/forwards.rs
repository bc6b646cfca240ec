//! Unit by unit, forwards: for few units and any number of parties.

use super::{Ask, Chains, Primary, Reach, Rows, Shared};
use crate::{
    analysis::satisfaction::lowest,
    graph::{Closure, Cost, Graph, Heads, Link, Steps},
    id::{PartyId, ServiceId, UnitId},
    model::{Provider, Recipient},
};
use rustc_hash::FxHashMap;
use std::{ops::Range, rc::Rc};

/// How many reaches are held at a time, a byte each.
const HELD_AT_A_TIME: usize = 100_000_000;

/// For each party that is asked for how somebody reaches it, if they do.
type Reaches = Rc<[Option<Reach>]>;

/// Collects the rows of one unit after the other.
#[derive(Debug)]
pub(super) struct Forwards<'g, 'org> {
    graph: &'g Graph<'org>,
    heads: Heads<'g, 'org>,
    closure: &'g Closure,
    /// How the departments around a unit reach the parties, as far as somebody asked.
    around: FxHashMap<UnitId, Reaches>,
}

impl<'g, 'org> Forwards<'g, 'org> {
    pub(super) fn new(graph: &'g Graph<'org>) -> Self {
        Self {
            graph,
            heads: Heads::new(graph),
            closure: graph.closure(Steps::Any),
            around: FxHashMap::default(),
        }
    }

    /// The rows of the next unit from `first` on that is asked for, and up to which unit that is all.
    pub(super) fn unit(&mut self, ask: &Ask, first: usize) -> (Range<usize>, Rows) {
        let next = ask.units[first..].iter().position(|wanted| *wanted);
        let Some(next) = next else {
            return (first..ask.units.len(), Rows::new());
        };
        let unit = UnitId::new(first + next);
        (first..unit.index() + 1, self.rows(ask, unit))
    }

    /// The rows of a unit.
    pub(super) fn rows(&mut self, ask: &Ask, unit: UnitId) -> Rows {
        let services = self.graph.services_of(unit);
        self.walk(ask, unit);
        let mut direct = self.direct(&services);
        let (mut rows, mut left) = (Rows::new(), Vec::new());
        for (at, &party) in ask.parties.iter().enumerate() {
            match self.heads.cost(party) {
                None => left.push(at),
                Some(cost) if ask.wanted.reach(Reach::of(cost)) => {
                    let row = self.row(ask, (party, cost), direct.remove(&party));
                    rows.push((unit, row));
                }
                Some(_) => {}
            }
        }
        if ask.wanted.reach(Reach::Shared) {
            self.share(ask, unit, left, &mut rows);
        }
        rows
    }

    /// The walk of the last unit: of the one with whom the last row is shared, where that is a unit.
    pub(super) fn last(&self) -> &Heads<'g, 'org> {
        &self.heads
    }

    /// The row of the unit that was walked from to a party, with its services that serve the party straight.
    fn row(
        &self,
        ask: &Ask,
        (party, cost): (PartyId, Cost),
        own: Option<Vec<ServiceId>>,
    ) -> Primary {
        let mut chain: Vec<Link> = self.heads.chain(party);
        let first = chain.first().and_then(|link| link.service);
        if ask.wanted.chains == Chains::FirstStep {
            chain.truncate(1);
        }
        let to_party = |to| to == Recipient::Party(party);
        let satisfaction = own.as_ref().and_then(|services| lowest(self.graph, services, to_party));
        Primary {
            party,
            reach: Reach::of(cost),
            cost: Some(cost),
            shared: None,
            services: own.unwrap_or_else(|| first.into_iter().collect()),
            chain,
            satisfaction,
        }
    }

    /// Adds a row for each party that is left: it is shared with the nearest around the unit that reaches it.
    fn share(&mut self, ask: &Ask, unit: UnitId, mut left: Vec<usize>, rows: &mut Rows) {
        let containers = self.graph.organisation().containers(unit);
        for around in containers {
            if left.is_empty() {
                return;
            }
            let reaches = self.reaches(ask, around);
            left.retain(|&at| {
                let with = Provider::Unit(around);
                let row = reaches[at]
                    .map(|reach| Primary::shared(ask.parties[at], Shared { with, reach }));
                let none = row.is_none();
                rows.extend(row.map(|row| (unit, row)));
                none
            });
        }
        let whole = self.graph.reached_parties();
        rows.extend(left.into_iter().filter_map(|at| {
            let party = ask.parties[at];
            let reach = match whole[party.index()]? {
                1 => Reach::Direct,
                _ => Reach::Through,
            };
            let with = Provider::Organisation;
            Some((unit, Primary::shared(party, Shared { with, reach })))
        }));
    }

    /// How a department reaches each party.
    fn reaches(&mut self, ask: &Ask, around: UnitId) -> Reaches {
        if let Some(known) = self.around.get(&around) {
            return Rc::clone(known);
        }
        if self.around.len() * ask.parties.len() > HELD_AT_A_TIME {
            // Units come in the order of the tree: most of those are around none of the next.
            self.around.clear();
        }
        self.walk(ask, around);
        let parties = ask.parties.iter();
        let reaches: Reaches =
            parties.map(|&party| self.heads.cost(party).map(Reach::of)).collect();
        self.around.insert(around, Rc::clone(&reaches));
        reaches
    }

    /// Walks from the services of a unit to those asked for that it reaches.
    fn walk(&mut self, ask: &Ask, unit: UnitId) {
        let mut reached = self.closure.parties(unit);
        reached.retain(|party| ask.parties.binary_search(party).is_ok());
        self.heads.find(unit, reached);
    }

    /// For parties those of some services that serve them straight.
    fn direct(&self, services: &[ServiceId]) -> FxHashMap<PartyId, Vec<ServiceId>> {
        let mut direct: FxHashMap<PartyId, Vec<ServiceId>> = FxHashMap::default();
        for &service in services {
            for relation in self.graph.organisation().relations(service) {
                if let Recipient::Party(party) = relation.to {
                    direct.entry(party).or_default().push(service);
                }
            }
        }
        direct
    }
}
