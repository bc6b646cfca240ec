//! Customers outside that units gained, lost, or come to otherwise.
//!
//! Party by party: one walk in each map answers for all units, and only what differs is kept. So two large
//! maps that say nearly the same cost two walks a party, and no more memory than their differences.

use super::{
    Because, Both, Compared, Difference, Fact, Pair, Pairs, Reached, Section, Side, Thing, Value,
    blame::Blame, cause::Cause, row::change,
};
use crate::{
    analysis::Reach,
    graph::{Cost, Graph, Link, Tails},
    id::{PartyId, ServiceId, UnitId},
    model::{Organisation, Provider, Recipient},
};
use rustc_hash::FxHashMap;

/// How many differences are listed: beyond that the maps have little in common, and only a count is told.
const LISTED: usize = 500_000;

/// The chains to one party in one map.
struct Walk<'g, 'org> {
    organisation: &'org Organisation,
    tails: Tails<'g, 'org>,
    /// Whether anything reaches the party.
    reaches: bool,
    /// For each unit the nearest around it that has a chain.
    nearest: Vec<Option<UnitId>>,
    /// Through whom the chains go that begin with a service.
    through: FxHashMap<ServiceId, Option<Recipient>>,
}

/// How a unit comes to a party, in the numbers of one map.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Way {
    reach: Reach,
    cost: Option<Cost>,
    via: Option<Recipient>,
    shared: Option<(Provider, Reach)>,
}

/// Adds the differences of all units.
pub(super) fn compare<'org>(both: &Both<'_, 'org>, pairs: &Pairs, compared: &mut Compared<'org>) {
    let mut walks = (Walk::new(both, Side::Old), Walk::new(both, Side::New));
    for (old, new) in both.parties() {
        walks.0.find(old);
        walks.1.find(new);
        if walks.0.reaches || walks.1.reaches {
            let subject = (old, new);
            compare_party(both, pairs, subject, &mut walks, compared);
        }
    }
}

type Walks<'g, 'org> = (Walk<'g, 'org>, Walk<'g, 'org>);

fn compare_party<'g, 'org>(
    both: &Both<'g, 'org>,
    pairs: &Pairs,
    (old, new): (Option<PartyId>, Option<PartyId>),
    walks: &mut Walks<'g, 'org>,
    compared: &mut Compared<'org>,
) {
    let party = match (old, new) {
        (_, Some(new)) => Thing::of(both.organisation(Side::New), Recipient::Party(new)),
        (Some(old), None) => Thing::of(both.organisation(Side::Old), Recipient::Party(old)),
        (None, None) => return,
    };
    for &pair in &pairs.all {
        let before = pair
            .old
            .and_then(|unit| walks.0.way(both.graph(Side::Old), unit));
        let after = pair
            .new
            .and_then(|unit| walks.1.way(both.graph(Side::New), unit));
        if same(both, before, after) {
            continue;
        }
        if compared.rows.len() >= LISTED {
            compared.unlisted += 1;
            continue;
        }
        let reached = |way: Option<Way>, side| way.map(|way| reached(both, side, way));
        compared.rows.push(Difference {
            section: Section::Customers,
            change: change(before.is_some(), after.is_some()),
            fact: Fact::Primary,
            subject: pair.thing(both),
            object: Some(party),
            about: "",
            old: reached(before, Side::Old),
            new: reached(after, Side::New),
            place: None,
            because: because(both, walks, pair, (before, after)),
            at: pair.place,
        });
    }
}

/// Whether a unit comes to a party in the same way in both maps.
fn same(both: &Both<'_, '_>, old: Option<Way>, new: Option<Way>) -> bool {
    let (Some(old), Some(new)) = (old, new) else {
        return old.is_none() && new.is_none();
    };
    let via = |via: Recipient| both.other_recipient(Side::Old, via);
    let with = |(with, reach): (Provider, Reach)| match with {
        Provider::Unit(unit) => Some((Provider::Unit(both.other_unit(Side::Old, unit)?), reach)),
        Provider::Organisation | Provider::Around(_) => Some((with, reach)),
    };
    (old.reach, old.cost) == (new.reach, new.cost)
        && old.via.map(via) == new.via.map(Some)
        && old.shared.map(with) == new.shared.map(Some)
}

fn reached<'org>(both: &Both<'_, 'org>, side: Side, way: Way) -> Value<'org> {
    Value::Reached(Reached {
        reach: way.reach,
        cost: way.cost,
        via: way.via.map(|via| both.thing(side, via)),
        shared: (way.shared).map(|(with, reach)| (both.thing(side, with), reach)),
    })
}

/// What of the better way the other map doesn't have: it came or went. Else what of the other way.
fn because<'org>(
    both: &Both<'_, 'org>,
    walks: &Walks<'_, 'org>,
    pair: Pair,
    (old, new): (Option<Way>, Option<Way>),
) -> Because<'org> {
    let blamed = |side| {
        let (walk, unit, way) = match side {
            Side::Old => (&walks.0, pair.old, old),
            Side::New => (&walks.1, pair.new, new),
        };
        let there = unit.zip(way);
        there.map_or(Vec::new(), |(unit, way)| walk.blame(both, side, unit, way))
    };
    let order = |way: Way| (way.reach, way.cost);
    let worse = old
        .zip(new)
        .is_some_and(|(old, new)| order(old) < order(new));
    let better = if worse { Side::Old } else { Side::New };
    let mut causes: Vec<Cause<'org>> = blamed(better);
    if causes.is_empty() {
        causes = blamed(better.other());
    }
    let broad = |way: Option<Way>| way.and_then(|way| way.cost).map(|cost| cost.broad_steps);
    let blankets = broad(old).zip(broad(new));
    let nothing = if blankets.is_some_and(|(old, new)| old != new) {
        Because::Blankets
    } else {
        Because::AnotherWay
    };
    Because::of(causes, nothing)
}

impl<'g, 'org> Walk<'g, 'org> {
    fn new(both: &Both<'g, 'org>, side: Side) -> Self {
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
    fn find(&mut self, party: Option<PartyId>) {
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
    fn way(&mut self, graph: &Graph<'_>, unit: UnitId) -> Option<Way> {
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
    fn blame(&self, both: &Both<'g, 'org>, side: Side, unit: UnitId, way: Way) -> Vec<Cause<'org>> {
        let mut blame = Blame::new(both, side);
        let Some((with, _)) = way.shared else {
            blame.chain(Some(unit), &self.chain_of(Some(unit)));
            return blame.causes();
        };
        if blame.unit_is_new(unit) {
            return blame.causes();
        }
        let around = match with {
            Provider::Unit(around) => Some(around),
            Provider::Organisation | Provider::Around(_) => None,
        };
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
