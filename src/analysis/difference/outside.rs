//! Customers outside that units gained, lost, or come to otherwise.
//!
//! One search in each map answers for 64 parties and all units, and only what differs is kept. So two large maps that
//! say nearly the same cost two searches for 64 parties, and no more memory than their differences.

mod route;

use self::route::{Route, Routes};
use super::{
    Because, Both, Cause, Compared, Difference, Fact, Pair, Pairs, Reached, Section, Side, Thing,
    Value, row::change,
};
use crate::{
    analysis::Reach,
    graph::LANES,
    id::PartyId,
    model::{Provider, Recipient},
};

/// How many differences are listed: beyond that the maps have little in common, and only a count is told.
const LISTED: usize = 500_000;

/// Adds the differences of all units.
pub(super) fn compare<'org>(both: &Both<'_, 'org>, pairs: &Pairs, compared: &mut Compared<'org>) {
    let mut routes = (Routes::new(both, Side::Old), Routes::new(both, Side::New));
    for parties in both.parties().chunks(LANES) {
        routes.0.find(parties.iter().map(|(old, _)| *old));
        routes.1.find(parties.iter().map(|(_, new)| *new));
        let reached = routes.0.lanes() | routes.1.lanes();
        for (lane, party) in parties.iter().enumerate() {
            if reached & (1 << lane) != 0 {
                compare_party(both, pairs, (*party, lane), &mut routes, compared);
            }
        }
    }
}

type RoutesOfBoth<'g, 'org> = (Routes<'g, 'org>, Routes<'g, 'org>);

fn compare_party<'g, 'org>(
    both: &Both<'g, 'org>,
    pairs: &Pairs,
    ((old, new), lane): ((Option<PartyId>, Option<PartyId>), usize),
    routes: &mut RoutesOfBoth<'g, 'org>,
    compared: &mut Compared<'org>,
) {
    let party = match (old, new) {
        (_, Some(new)) => Thing::of(both.organisation(Side::New), Recipient::Party(new)),
        (Some(old), None) => Thing::of(both.organisation(Side::Old), Recipient::Party(old)),
        (None, None) => return,
    };
    for &pair in &pairs.all {
        let before = pair.old.and_then(|unit| routes.0.route(unit, lane));
        let after = pair.new.and_then(|unit| routes.1.route(unit, lane));
        if same(both, before, after) {
            continue;
        }
        if compared.rows.len() >= LISTED {
            compared.unlisted += 1;
            continue;
        }
        let reached = |route: Option<Route>, side| route.map(|route| reached(both, side, route));
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
            because: because(both, routes, (pair, lane), (before, after)),
            at: pair.place,
        });
    }
}

/// Whether a unit comes to a party by the same route in both maps.
fn same(both: &Both<'_, '_>, old: Option<Route>, new: Option<Route>) -> bool {
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

fn reached<'org>(both: &Both<'_, 'org>, side: Side, route: Route) -> Value<'org> {
    Value::Reached(Reached {
        reach: route.reach,
        cost: route.cost,
        via: route.via.map(|via| both.thing(side, via)),
        shared: (route.shared).map(|(with, reach)| (both.thing(side, with), reach)),
    })
}

/// The causes of a difference: what the better route uses and the other map lacks; if nothing, the reverse.
fn because<'org>(
    both: &Both<'_, 'org>,
    routes: &RoutesOfBoth<'_, 'org>,
    (pair, lane): (Pair, usize),
    (old, new): (Option<Route>, Option<Route>),
) -> Because<'org> {
    let blamed = |side| {
        let (routes, unit, route) = match side {
            Side::Old => (&routes.0, pair.old, old),
            Side::New => (&routes.1, pair.new, new),
        };
        let there = unit.zip(route);
        there.map_or(Vec::new(), |(unit, route)| routes.blame(both, side, (unit, lane), route))
    };
    let order = |route: Route| (route.reach, route.cost);
    let worse = old.zip(new).is_some_and(|(old, new)| order(old) < order(new));
    let better = if worse { Side::Old } else { Side::New };
    let mut causes: Vec<Cause<'org>> = blamed(better);
    if causes.is_empty() {
        causes = blamed(better.other());
    }
    let broad =
        |route: Option<Route>| route.and_then(|route| route.cost).map(|cost| cost.broad_steps);
    let blankets = broad(old).zip(broad(new));
    let nothing = if blankets.is_some_and(|(old, new)| old != new) {
        Because::Blankets
    } else {
        Because::AnotherWay
    };
    Because::of(causes, nothing)
}
