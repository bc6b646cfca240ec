//! Customers outside that units gained, lost, or reach by another route. One search in each map answers for 64 parties
//! and all units, and only what differs is kept. So two large maps that are nearly the same cost two searches for each
//! 64 parties, and no more memory than their differences.
//!
//! One search in each map answers for 64 parties and all units, and only what differs is kept. So two large maps that
//! say nearly the same cost two searches for 64 parties, and no more memory than their differences.

mod changed;
mod route;

use self::{
    changed::{ChangedLanes, other_provider, unchanged_services},
    route::{Route, Routes, RoutesOfBoth},
};
use super::{
    Cause, CauseKind, Causes, Compared, Difference, Fact, FactValue, MapPair, NamedId, Reached,
    Section, Side, UnitPair, UnitPairs, blame::Blame, row::change,
};
use crate::{
    analysis::Reach,
    graph::{LANES, Lanes},
    id::{PartyId, UnitId},
    model::{Decision, Provider, Recipient},
};

/// How many differences are listed: beyond that the maps have little in common, and only a count is given.
const LISTED: usize = 500_000;

/// Adds the differences of all units.
pub(super) fn compare<'org>(
    both: &MapPair<'_, 'org>,
    pairs: &UnitPairs,
    compared: &mut Compared<'org>,
) {
    let mut routes = (Routes::new(both, Side::Old), Routes::new(both, Side::New));
    let unchanged = unchanged_services(both);
    for parties in both.parties().chunks(LANES) {
        routes.0.find(parties.iter().map(|(old, _)| *old));
        routes.1.find(parties.iter().map(|(_, new)| *new));
        let lanes = ChangedLanes::new(both, &routes, &unchanged);
        let changed: Vec<(UnitPair, Lanes)> = (pairs.all.iter())
            .map(|pair| (*pair, lanes.of(both, &routes, *pair)))
            .filter(|(_, lanes)| *lanes != 0)
            .collect();
        for (lane, party) in parties.iter().enumerate() {
            for (pair, _) in changed.iter().filter(|(_, lanes)| lanes & (1 << lane) != 0) {
                compare_party(both, *pair, (*party, lane), &mut routes, compared);
            }
        }
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
    let ways = (before.as_ref(), after.as_ref());
    let rejected = verdict(both, pair, (old, new), party)
        .or_else(|| verdict_around(both, routes, (pair, lane), ways, party));
    let because = match rejected {
        Some(first) => Causes::Stated { first, more: 0 },
        None => because(both, routes, (pair, lane), ways),
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

/// The verdict of another unit that ends, in one map only, the search for somebody with whom a unit shares a customer
/// (SPEC 3.4). Where both maps have it, another department has come to decide: it is led by somebody else.
fn verdict_around<'org>(
    both: &MapPair<'_, 'org>,
    routes: &RoutesOfBoth<'_, 'org>,
    (pair, lane): (UnitPair, usize),
    (old, new): (Option<&Route>, Option<&Route>),
    party: NamedId<'org>,
) -> Option<Cause<'org>> {
    let (side, unit, there, route) = match (old, new) {
        (Some(old), None) => (Side::New, pair.new?, &routes.1, old),
        (None, Some(new)) => (Side::Old, pair.old?, &routes.0, new),
        (None, None) | (Some(_), Some(_)) => return None,
    };
    // What a unit comes to by itself depends on its own chain.
    route.shared?;
    let by = there.rejecting(unit, lane)?;
    let rejection = |side, unit: UnitId| {
        let all = both.organisation(side).verdicts.iter().filter(move |one| one.unit == unit);
        let mut rejected = all.filter(|one| one.verdict == Decision::Rejected);
        rejected.find(|one| both.named(side, one.customer).id == party.id)
    };
    let verdict = rejection(side, by)?;
    let is_in_both =
        both.other_unit(side, by).is_some_and(|other| rejection(side.other(), other).is_some());
    if is_in_both {
        let mut blame = Blame::new(both, side);
        blame.shares(unit, by);
        return blame.causes().into_iter().next();
    }
    let (subject, object) = (both.named(side, by), Some(party));
    Some(Cause { kind: CauseKind::Verdict, side, place: verdict.place, subject, object })
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
    let broad = |route: &Route| {
        // A shared route has no cost of its own, only whether that of the department around is broad.
        let is_shared_broadly = route.shared.is_some_and(|(_, reach)| reach == Reach::Broad);
        route.cost.map_or(u32::from(is_shared_broadly), |cost| cost.broad_steps)
    };
    let nothing = match old.zip(new) {
        Some((old, new)) if broad(old) != broad(new) => Causes::BroadSteps,
        Some(_) => Causes::AnotherWay,
        None => Causes::NotFound,
    };
    Causes::of(causes, nothing)
}
