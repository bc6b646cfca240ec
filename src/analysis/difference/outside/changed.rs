//! In which lanes units may come to parties by another route than in the other map. Most maps that are compared differ in
//! little; what is the same is found for all lanes together, and only the rest is compared party by party.
//!
//! The chains of a unit are those that begin with a service of it or of its parts. So they are the same where each of these
//! services is there in both maps, costs the same, and has the same first steps on its least chains. It has the same first
//! steps where its relationships are the same, and it costs as much to go on from each recipient.

use super::{
    super::{MapPair, Side, UnitPair},
    route::{Routes, RoutesOfBoth},
};
use crate::{
    graph::{Cost, Lanes},
    id::{ServiceId, UnitId},
    model::{Provider, Recipient},
};

/// The lanes in which routes differ, for the units of both maps.
pub(super) struct ChangedLanes {
    old: Vec<Lanes>,
    new: Vec<Lanes>,
}

impl ChangedLanes {
    /// Compares the routes of both maps. `unchanged` is about the services of the new map, as [`unchanged_services`] finds it.
    pub(super) fn new(
        both: &MapPair<'_, '_>,
        routes: &RoutesOfBoth<'_, '_>,
        unchanged: &[bool],
    ) -> Self {
        let onwards = ChangedCosts::new(both, routes);
        // For each service of the new map the lanes in which it differs, found once for both maps.
        let services = both.organisation(Side::New).services();
        let differ: Vec<Lanes> = services
            .map(|(id, _)| {
                let Some(old) = both.other_service(Side::New, id) else { return Lanes::MAX };
                let mut relations = both.organisation(Side::New).active_relations(id);
                let has_same_steps = unchanged[id.index()]
                    && routes.0.costs(old).eq(routes.1.costs(id))
                    && !relations.any(|relation| onwards.is_changed(relation.to));
                if has_same_steps { 0 } else { differ(both, (&routes.0, old), (&routes.1, id)) }
            })
            .collect();
        Self {
            old: of_units(both, Side::Old, &routes.0, &differ),
            new: of_units(both, Side::New, &routes.1, &differ),
        }
    }

    /// The lanes in which a unit may come to parties by another route.
    pub(super) fn of(
        &self,
        both: &MapPair<'_, '_>,
        routes: &RoutesOfBoth<'_, '_>,
        pair: UnitPair,
    ) -> Lanes {
        let chains = |routes: &Routes<'_, '_>, unit: Option<UnitId>| {
            unit.map_or(0, |unit| routes.lanes_of_chains(unit))
        };
        let changed =
            |all: &[Lanes], unit: Option<UnitId>| unit.map_or(0, |unit| all[unit.index()]);
        let (before, after) = (chains(&routes.0, pair.old), chains(&routes.1, pair.new));
        let differ = changed(&self.old, pair.old) | changed(&self.new, pair.new);
        (before ^ after) | ((before | after) & differ) | shared(both, routes, pair)
    }
}

/// For each unit of one map the lanes in which the other map's routes from it differ.
fn of_units(
    both: &MapPair<'_, '_>,
    side: Side,
    routes: &Routes<'_, '_>,
    differ: &[Lanes],
) -> Vec<Lanes> {
    let organisation = both.organisation(side);
    let (mut changed, mut reached) =
        (vec![0; organisation.units().len()], vec![0; organisation.units().len()]);
    for (id, service) in organisation.services().filter(|(id, _)| organisation.is_active(*id)) {
        let all = routes.costs(id).fold(0, |all, (lanes, _)| all | lanes);
        let other = both.other_service(side, id);
        let in_new = match side {
            Side::Old => other,
            Side::New => Some(id),
        };
        let differ = in_new.map_or(Lanes::MAX, |service| differ[service.index()]);
        for unit in service.provided_by.iter().filter_map(|provider| provider.unit()) {
            let is_same = other.is_some_and(|other| {
                let there = both.other_unit(side, unit).map(Provider::Unit);
                let organisation = both.organisation(side.other());
                let providers = &organisation.service(other).provided_by;
                organisation.is_active(other) && there.is_some_and(|one| providers.contains(&one))
            });
            changed[unit.index()] |= if is_same { differ & all } else { all };
            reached[unit.index()] |= all;
        }
    }
    for (id, unit) in organisation.units().rev() {
        let Some(around) = unit.part_of else { continue };
        let there = both.other_unit(side, id);
        let now = there.and_then(|there| both.organisation(side.other()).unit(there).part_of);
        let is_same = now.is_some() && now == both.other_unit(side, around);
        let lanes = if is_same { changed[id.index()] } else { reached[id.index()] };
        changed[around.index()] |= lanes;
        reached[around.index()] |= reached[id.index()];
    }
    changed
}

/// For each service of the new map whether its relationships are steps of the same kind to the same recipients in the old
/// one. Those with a restricted use (`for`) are left to be compared.
pub(super) fn unchanged_services(both: &MapPair<'_, '_>) -> Vec<bool> {
    let steps = |side: Side, service: ServiceId| {
        let graph = both.graph(side);
        let relations = graph.organisation().active_relations(service);
        relations.map(move |relation| {
            let is_whole = relation.used_for.is_none();
            (is_whole.then_some(relation.to), graph.is_broad(&relation))
        })
    };
    let is_unchanged = |new: ServiceId| {
        let old = both.other_service(Side::New, new)?;
        let before = steps(Side::Old, old)
            .map(|(to, is_broad)| Some((both.other_recipient(Side::Old, to?)?, is_broad)));
        let after = steps(Side::New, new).map(|(to, is_broad)| Some((to?, is_broad)));
        let is_funded = |side: Side, service| both.graph(side).is_funded(service);
        let is_same = before.eq(after) && is_funded(Side::Old, old) == is_funded(Side::New, new);
        Some(is_same && steps(Side::New, new).all(|(to, _)| to.is_some()))
    };
    let services = both.organisation(Side::New).services();
    services.map(|(id, _)| is_unchanged(id).unwrap_or(false)).collect()
}

/// The recipients of the new map from which it costs something else to go on than in the old one.
struct ChangedCosts {
    units: Vec<bool>,
    groups: Vec<bool>,
    services: Vec<bool>,
    parties: Vec<bool>,
    everyone: bool,
}

impl ChangedCosts {
    fn new(both: &MapPair<'_, '_>, (old, new): &RoutesOfBoth<'_, '_>) -> Self {
        let organisation = both.organisation(Side::New);
        let is_changed = |to: Recipient| {
            let before = both.other_recipient(Side::New, to);
            before.is_none_or(|before| !old.costs_onwards(before).eq(new.costs_onwards(to)))
        };
        Self {
            units: organisation.units().map(|(id, _)| is_changed(Recipient::Unit(id))).collect(),
            groups: organisation.groups().map(|(id, _)| is_changed(Recipient::Group(id))).collect(),
            services: organisation
                .services()
                .map(|(id, _)| is_changed(Recipient::Service(id)))
                .collect(),
            parties: organisation
                .parties()
                .map(|(id, _)| is_changed(Recipient::Party(id)))
                .collect(),
            everyone: is_changed(Recipient::Everyone),
        }
    }

    fn is_changed(&self, recipient: Recipient) -> bool {
        match recipient {
            Recipient::Unit(unit) => self.units[unit.index()],
            Recipient::Group(group) => self.groups[group.index()],
            Recipient::Everyone => self.everyone,
            Recipient::Service(service) => self.services[service.index()],
            Recipient::Party(party) => self.parties[party.index()],
        }
    }
}

/// The lanes in which the least chains that begin with a service do not cost the same in both maps, or do not have the
/// same first steps.
fn differ(
    both: &MapPair<'_, '_>,
    (routes, old): (&Routes<'_, '_>, ServiceId),
    (others, new): (&Routes<'_, '_>, ServiceId),
) -> Lanes {
    let before: Vec<(Lanes, Option<Recipient>)> = routes
        .recipients(old)
        .iter()
        .map(|(lanes, to)| (*lanes, both.other_recipient(Side::Old, *to)))
        .collect();
    let after: Vec<(Lanes, Option<Recipient>)> =
        others.recipients(new).iter().map(|(lanes, to)| (*lanes, Some(*to))).collect();
    let mut same = 0;
    let costs: Vec<(Lanes, Cost)> = others.costs(new).collect();
    for (lanes, cost) in routes.costs(old) {
        let alike = costs.iter().filter(|(_, other)| *other == cost);
        same |= lanes & alike.fold(0, |all, (lanes, _)| all | lanes);
    }
    // Both ways: a step that was added is a difference as well.
    for (some, others) in [(&before, &after), (&after, &before)] {
        for (lanes, to) in some {
            let still = others.iter().filter(|(_, other)| to.is_some() && other == to);
            same &= !lanes | still.fold(0, |all, (lanes, _)| all | lanes);
        }
    }
    !same
}

/// The lanes in which a unit may share parties with somebody else than in the other map, or share them in one map only.
fn shared(both: &MapPair<'_, '_>, routes: &RoutesOfBoth<'_, '_>, pair: UnitPair) -> Lanes {
    let old = pair.old.map_or(Vec::new(), |unit| routes.0.shared_lanes(unit));
    let new = pair.new.map_or(Vec::new(), |unit| routes.1.shared_lanes(unit));
    let mut same = 0;
    for (before, old) in &old {
        for (after, new) in &new {
            let lanes = before & after;
            if lanes != 0 && other_provider(both, *old) == Some(*new) {
                let reaches = routes.0.reach_of(*old).into_iter().zip(routes.1.reach_of(*new));
                same |= reaches.fold(lanes, |same, (old, new)| same & !(old ^ new));
            }
        }
    }
    old.iter().chain(&new).fold(0, |all, (lanes, _)| all | lanes) & !same
}

/// Returns the unit or organisation with which a customer is shared as that of the new map.
pub(super) fn other_provider(both: &MapPair<'_, '_>, with: Provider) -> Option<Provider> {
    match with {
        Provider::Unit(unit) => both.other_unit(Side::Old, unit).map(Provider::Unit),
        Provider::Organisation | Provider::Around(_) => Some(with),
    }
}
