//! Customers outside that units gained, lost, or come to otherwise.
//!
//! Party by party: one walk in each map answers for all units, and only what differs is kept. So two large
//! maps that say nearly the same cost two walks a party, and no more memory than their differences.

mod walk;

use self::walk::{Walk, Way};
use super::{
    Because, Both, Cause, Compared, Difference, Fact, Pair, Pairs, Reached, Section, Side, Thing,
    Value, row::change,
};
use crate::{
    analysis::Reach,
    id::PartyId,
    model::{Provider, Recipient},
};

/// How many differences are listed: beyond that the maps have little in common, and only a count is told.
const LISTED: usize = 500_000;

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
        let before = pair.old.and_then(|unit| walks.0.way(both.graph(Side::Old), unit));
        let after = pair.new.and_then(|unit| walks.1.way(both.graph(Side::New), unit));
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
    let worse = old.zip(new).is_some_and(|(old, new)| order(old) < order(new));
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
