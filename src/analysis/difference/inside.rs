//! Secondary customers that units gained or lost, or share with another department than before.

use super::{
    CauseKind, Causes, Difference, Fact, FactValue, MapPair, Reached, Section, Side, UnitPair,
    UnitPairs, blame::Blame, changed_units::ChangedUnits, keys, row::change,
};
use crate::{
    analysis::{Reach, Secondary, SecondaryCustomer, SecondaryReach, secondary, stands_for},
    id::{Subject, UnitId},
};
use std::collections::BTreeMap;

/// The secondary customers of a unit in one map, by id.
type SecondaryRows<'org> = BTreeMap<&'org str, Secondary>;

/// Adds the differences of all units.
pub(super) fn compare<'org>(
    both: &MapPair<'_, 'org>,
    pairs: &UnitPairs,
    rows: &mut Vec<Difference<'org>>,
) {
    let changed = ChangedUnits::by_recipients(both);
    for &pair in &pairs.all {
        if pair.new.is_some_and(|unit| !changed.may_share(both, unit)) {
            continue;
        }
        let old = customers(both, Side::Old, pair.old);
        let new = customers(both, Side::New, pair.new);
        for id in keys(old.keys().copied(), new.keys().copied()) {
            let (before, after) = (old.get(id), new.get(id));
            let value = |row: Option<&Secondary>, side| row.map(|row| reached(both, side, row));
            let values = (value(before, Side::Old), value(after, Side::New));
            if values.0 == values.1 {
                continue;
            }
            let customer = (after.map(|row| (Side::New, row)))
                .or(before.map(|row| (Side::Old, row)))
                .map(|(side, row)| both.named(side, row.customer));
            rows.push(Difference {
                section: Section::Customers,
                change: change(before.is_some(), after.is_some()),
                fact: Fact::Secondary,
                subject: pair.thing(both),
                object: customer,
                about: "",
                old: values.0,
                new: values.1,
                place: None,
                because: because(both, pair, before, after),
                at: pair.place,
            });
        }
    }
}

fn customers<'org>(
    both: &MapPair<'_, 'org>,
    side: Side,
    unit: Option<UnitId>,
) -> SecondaryRows<'org> {
    let all = unit.map_or(Vec::new(), |unit| secondary(both.graph(side), unit)).into_iter();
    all.map(|row| (both.named(side, row.customer).id, row)).collect()
}

fn reached<'org>(both: &MapPair<'_, 'org>, side: Side, row: &Secondary) -> FactValue<'org> {
    let with = match row.reach {
        SecondaryReach::Direct => None,
        SecondaryReach::Shared(with) => Some(both.named(side, Subject::Unit(with))),
    };
    FactValue::Reached(Reached {
        reach: with.map_or(Reach::Direct, |_| Reach::Shared),
        cost: None,
        through: Vec::new(),
        shared: with.map(|with| (with, Reach::Direct)),
    })
}

fn because<'org>(
    both: &MapPair<'_, 'org>,
    pair: UnitPair,
    old: Option<&Secondary>,
    new: Option<&Secondary>,
) -> Causes<'org> {
    let blamed = |side, unit: Option<UnitId>, row: Option<&Secondary>| {
        let there = unit.zip(row);
        there.map_or(Vec::new(), |(unit, row)| blame(both, side, unit, row))
    };
    // What was direct and is shared now has lost something.
    let worse = old.zip(new).is_some_and(|(old, new)| old.reach < new.reach);
    let sides = [(Side::New, pair.new, new), (Side::Old, pair.old, old)];
    let (first, then) = if worse { (sides[1], sides[0]) } else { (sides[0], sides[1]) };
    let mut causes = blamed(first.0, first.1, first.2);
    if causes.is_empty() {
        causes = blamed(then.0, then.1, then.2);
    }
    let nothing =
        if old.is_some() && new.is_some() { Causes::AnotherWay } else { Causes::NotFound };
    Causes::of(causes, nothing)
}

/// Names as cause the members of a customer that are outside a unit and were not in the other map: without them it
/// would be no customer.
fn outsider(
    both: &MapPair<'_, '_>,
    side: Side,
    unit: UnitId,
    customer: SecondaryCustomer,
    blame: &mut Blame<'_, '_, '_>,
) {
    let organisation = both.organisation(side);
    let displaced = both.displaced(side, customer.bounding_range(organisation)).iter().copied();
    let held = displaced.filter(|&id| {
        let is_held = match customer {
            SecondaryCustomer::Group(group) => organisation.group(group).held.holds(id),
            SecondaryCustomer::Unit(_)
            | SecondaryCustomer::Everyone
            | SecondaryCustomer::Organisation => true,
        };
        is_held && !organisation.is_part(id, unit)
    });
    for id in held {
        let new = both.other_unit(side, id).is_none() && blame.unit_is_new(id);
        if new || both.is_part_there(side, id, unit) && blame.moved(id) {
            return;
        }
    }
}

/// Returns the statements that make a customer inside one of a unit and that the other map lacks.
fn blame<'org>(
    both: &MapPair<'_, 'org>,
    side: Side,
    unit: UnitId,
    row: &Secondary,
) -> Vec<super::Cause<'org>> {
    let mut blame = Blame::new(both, side);
    if blame.unit_is_new(unit) {
        return blame.causes();
    }
    let graph = both.graph(side);
    let (by, services) = match row.reach {
        SecondaryReach::Direct => (unit, row.services.clone()),
        SecondaryReach::Shared(with) => (with, graph.services_of(with)),
    };
    let organisation = both.organisation(side);
    // SPEC 3.5: a shared customer depends on the department that has it: the unit leads it, or is part of it.
    if by != unit {
        blame.shares(unit, by);
    }
    for service in services {
        for relation in organisation.active_relations(service) {
            if stands_for(organisation, relation.to).any(|one| one == row.customer) {
                blame.provided(by, service);
                blame.served(service, relation.to);
                if let Some(served) = relation.to.service() {
                    blame.provided_by_customer(served, row.customer);
                }
            }
        }
    }
    match row.customer {
        SecondaryCustomer::Group(group) if both.is_regrouped(side, group) => {
            let place = organisation.group(group).header.place;
            blame.add(CauseKind::Members, place, Subject::Group(group));
        }
        SecondaryCustomer::Unit(customer) => {
            blame.moved(customer);
            blame.moved(unit);
        }
        SecondaryCustomer::Group(_)
        | SecondaryCustomer::Everyone
        | SecondaryCustomer::Organisation => {}
    }
    if blame.is_empty() {
        outsider(both, side, by, row.customer, &mut blame);
    }
    blame.causes()
}
