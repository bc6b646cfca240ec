//! Customers outside that units gained, lost, or come to otherwise.
//!
//! One search in each map answers for 64 parties and all units, and only what differs is kept. So two large maps that
//! say nearly the same cost two searches for 64 parties, and no more memory than their differences.

mod route;

use self::route::{Lead, Route, Routes};
use super::{
    Cause, CauseKind, Causes, Compared, Difference, Fact, FactValue, MapPair, NamedId, Reached,
    Section, Side, UnitPair, UnitPairs, row::change,
};
use crate::{
    analysis::Reach,
    graph::{LANES, Lanes},
    id::{PartyId, ServiceId, UnitId},
    model::{Decision, Provider, Recipient},
};
use rustc_hash::FxHashMap;

/// How many differences are listed: beyond that the maps have little in common, and only a count is given.
const LISTED: usize = 500_000;

/// Adds the differences of all units.
pub(super) fn compare<'org>(
    both: &MapPair<'_, 'org>,
    pairs: &UnitPairs,
    compared: &mut Compared<'org>,
) {
    let mut routes = (Routes::new(both, Side::Old), Routes::new(both, Side::New));
    for parties in both.parties().chunks(LANES) {
        routes.0.find(parties.iter().map(|(old, _)| *old));
        routes.1.find(parties.iter().map(|(_, new)| *new));
        let mut compare = LaneComparison::default();
        let changed: Vec<(UnitPair, Lanes)> = (pairs.all.iter())
            .map(|pair| (*pair, compare.changed_lanes(both, &routes, *pair)))
            .filter(|(_, lanes)| *lanes != 0)
            .collect();
        for (lane, party) in parties.iter().enumerate() {
            for (pair, _) in changed.iter().filter(|(_, lanes)| lanes & (1 << lane) != 0) {
                compare_party(both, *pair, (*party, lane), &mut routes, compared);
            }
        }
    }
}

type RoutesOfBoth<'g, 'org> = (Routes<'g, 'org>, Routes<'g, 'org>);

/// In which lanes units may come to parties by another route. Most maps that are compared differ in little, and for what is the
/// same this is found for all lanes together.
#[derive(Default)]
struct LaneComparison {
    /// The lanes in which chains that begin with a service of the old map go elsewhere in the new one, as far as asked for.
    elsewhere: FxHashMap<ServiceId, Lanes>,
}

impl LaneComparison {
    /// The lanes in which a unit may come to parties by another route.
    fn changed_lanes(
        &mut self,
        both: &MapPair<'_, '_>,
        routes: &RoutesOfBoth<'_, '_>,
        pair: UnitPair,
    ) -> Lanes {
        let old = pair.old.map_or(Vec::new(), |unit| routes.0.leads(unit));
        let new = pair.new.map_or(Vec::new(), |unit| routes.1.leads(unit));
        let mut same = 0;
        for (before, old) in &old {
            for (after, new) in &new {
                let lanes = before & after;
                if lanes != 0 {
                    same |= lanes & self.same(both, routes, (*old, *new));
                }
            }
        }
        old.iter().chain(&new).fold(0, |all, (lanes, _)| all | lanes) & !same
    }

    /// The lanes in which two routes that are led by these are surely the same.
    fn same(
        &mut self,
        both: &MapPair<'_, '_>,
        routes: &RoutesOfBoth<'_, '_>,
        leads: (Lead, Lead),
    ) -> Lanes {
        match leads {
            (Lead::Chain(before, old), Lead::Chain(after, new)) => {
                if before != after || both.other_service(Side::Old, old) != Some(new) {
                    0
                } else if Reach::of(before) == Reach::Direct {
                    Lanes::MAX
                } else {
                    !self.elsewhere(both, routes, (old, new))
                }
            }
            (Lead::Shared(old), Lead::Shared(new)) if other_provider(both, old) == Some(new) => {
                let (before, after) = (routes.0.reach_of(old), routes.1.reach_of(new));
                before.iter().zip(after).fold(Lanes::MAX, |same, (old, new)| same & !(old ^ new))
            }
            _ => 0,
        }
    }

    /// The lanes in which chains that begin with a service go elsewhere.
    fn elsewhere(
        &mut self,
        both: &MapPair<'_, '_>,
        routes: &RoutesOfBoth<'_, '_>,
        (old, new): (ServiceId, ServiceId),
    ) -> Lanes {
        *self.elsewhere.entry(old).or_insert_with(|| {
            let after = routes.1.recipients(new);
            let mut same = 0;
            for (before, to) in routes.0.recipients(old) {
                let to = both.other_recipient(Side::Old, to);
                let still = after.iter().filter(|(_, after)| Some(*after) == to);
                same |= before & still.fold(0, |all, (lanes, _)| all | lanes);
            }
            !same
        })
    }
}

/// What somebody with whom a customer is shared is in the new map.
fn other_provider(both: &MapPair<'_, '_>, with: Provider) -> Option<Provider> {
    match with {
        Provider::Unit(unit) => both.other_unit(Side::Old, unit).map(Provider::Unit),
        Provider::Organisation | Provider::Around(_) => Some(with),
    }
}

fn compare_party<'g, 'org>(
    both: &MapPair<'g, 'org>,
    pair: UnitPair,
    ((old, new), lane): ((Option<PartyId>, Option<PartyId>), usize),
    routes: &mut RoutesOfBoth<'g, 'org>,
    compared: &mut Compared<'org>,
) {
    let party = match (old, new) {
        (_, Some(new)) => NamedId::of(both.organisation(Side::New), Recipient::Party(new)),
        (Some(old), None) => NamedId::of(both.organisation(Side::Old), Recipient::Party(old)),
        (None, None) => return,
    };
    let before = pair.old.and_then(|unit| routes.0.route(unit, lane));
    let after = pair.new.and_then(|unit| routes.1.route(unit, lane));
    if same(both, before.as_ref(), after.as_ref()) {
        return;
    }
    if compared.rows.len() >= LISTED {
        compared.unlisted += 1;
        return;
    }
    let because = match verdict(both, pair, (old, new), party) {
        Some(first) => Causes::Stated { first, more: 0 },
        None => because(both, routes, (pair, lane), (before.as_ref(), after.as_ref())),
    };
    let old = before.as_ref().map(|route| reached(both, Side::Old, route));
    let new = after.as_ref().map(|route| reached(both, Side::New, route));
    compared.rows.push(Difference {
        section: Section::Customers,
        change: change(before.is_some(), after.is_some()),
        fact: Fact::Primary,
        subject: pair.thing(both),
        object: Some(party),
        about: "",
        old,
        new,
        place: None,
        because,
        at: pair.place,
    });
}

/// Whether a unit comes to a party by the same route in both maps.
fn same(both: &MapPair<'_, '_>, old: Option<&Route>, new: Option<&Route>) -> bool {
    let (Some(old), Some(new)) = (old, new) else {
        return old.is_none() && new.is_none();
    };
    let with = |(with, reach): (Provider, Reach)| Some((other_provider(both, with)?, reach));
    let through = old.through.iter().map(|to| both.other_recipient(Side::Old, *to));
    (old.reach, old.cost) == (new.reach, new.cost)
        && through.eq(new.through.iter().copied().map(Some))
        && old.shared.map(with) == new.shared.map(Some)
}

fn reached<'org>(both: &MapPair<'_, 'org>, side: Side, route: &Route) -> FactValue<'org> {
    FactValue::Reached(Reached {
        reach: route.reach,
        cost: route.cost,
        through: route.through.iter().map(|to| both.named(side, *to)).collect(),
        shared: (route.shared).map(|(with, reach)| (both.named(side, with), reach)),
    })
}

/// The verdict that rejects a customer of a unit in one map only.
fn verdict<'org>(
    both: &MapPair<'_, 'org>,
    pair: UnitPair,
    (old, new): (Option<PartyId>, Option<PartyId>),
    party: NamedId<'org>,
) -> Option<Cause<'org>> {
    let rejected = |side, unit: Option<UnitId>, party: Option<PartyId>| {
        let verdict = both.organisation(side).verdict(unit?, party?)?;
        (verdict.verdict == Decision::Rejected).then_some(verdict.place)
    };
    let was = rejected(Side::Old, pair.old, old);
    let is = rejected(Side::New, pair.new, new);
    let (side, place) = match (was, is) {
        (None, Some(place)) => (Side::New, place),
        (Some(place), None) => (Side::Old, place),
        (None, None) | (Some(_), Some(_)) => return None,
    };
    let object = Some(party);
    Some(Cause { kind: CauseKind::Verdict, side, place, subject: pair.thing(both), object })
}

/// The causes of a difference: what the better route uses and the other map lacks; if nothing, the reverse.
fn because<'org>(
    both: &MapPair<'_, 'org>,
    routes: &RoutesOfBoth<'_, 'org>,
    (pair, lane): (UnitPair, usize),
    (old, new): (Option<&Route>, Option<&Route>),
) -> Causes<'org> {
    let blamed = |side| {
        let (routes, unit, route) = match side {
            Side::Old => (&routes.0, pair.old, old),
            Side::New => (&routes.1, pair.new, new),
        };
        let there = unit.zip(route);
        there.map_or(Vec::new(), |(unit, route)| routes.blame(both, side, (unit, lane), route))
    };
    let order = |route: &Route| (route.reach, route.cost);
    let worse = old.zip(new).is_some_and(|(old, new)| order(old) < order(new));
    let better = if worse { Side::Old } else { Side::New };
    let mut causes: Vec<Cause<'org>> = blamed(better);
    if causes.is_empty() {
        causes = blamed(better.other());
    }
    let broad =
        |route: Option<&Route>| route.and_then(|route| route.cost).map(|cost| cost.broad_steps);
    let broad_steps = broad(old).zip(broad(new));
    let nothing = if broad_steps.is_some_and(|(old, new)| old != new) {
        Causes::BroadSteps
    } else {
        Causes::AnotherWay
    };
    Causes::of(causes, nothing)
}
