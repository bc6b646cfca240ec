//! With whom units share customers that they have no chain to: the `shared` rows of SPEC 3.4.

use super::{
    customer::{Reach, Shared},
    verdicts::LaneVerdicts,
};
use crate::{
    graph::{CostSearch, Graph, LaneReach, Lanes},
    id::{PartyId, UnitId},
    model::Provider,
};

/// With whom units share the customers of the parties of one search. One value is used for one search after the other.
#[derive(Debug)]
pub(in crate::analysis) struct Sharing<'g, 'org> {
    graph: &'g Graph<'org>,
    pub(in crate::analysis) verdicts: LaneVerdicts,
    /// The lanes of parties that any service reaches (`any`), and of those that one serves directly (`near`).
    pub(in crate::analysis) served: LaneReach,
    /// For each unit the nearest department around it that may decide about a lane in which the unit has no chain: it has
    /// one in more lanes than the unit, or a row of its own is rejected. So no search for a sharer takes more steps than
    /// there are lanes and verdicts, however deep the organisation is.
    nearest: Vec<Option<UnitId>>,
}

impl<'g, 'org> Sharing<'g, 'org> {
    /// Creates a value that serves for any number of searches.
    pub(in crate::analysis) fn new(graph: &'g Graph<'org>) -> Self {
        Self {
            graph,
            verdicts: LaneVerdicts::default(),
            served: LaneReach::default(),
            nearest: vec![None; graph.organisation().units().len()],
        }
    }

    /// Prepares the answers for the parties of a search that has run. `units` must be in tree order, and hold with each unit
    /// all departments around it and all that it leads.
    pub(in crate::analysis) fn find(
        &mut self,
        costs: &CostSearch<'_, '_>,
        parties: impl IntoIterator<Item = (usize, PartyId)>,
        units: impl IntoIterator<Item = UnitId>,
    ) {
        let organisation = self.graph.organisation();
        let numbered: Vec<(usize, PartyId)> = parties.into_iter().collect();
        self.served = LaneReach::default();
        for (lane, party) in &numbered {
            let steps = self.graph.steps_to_parties()[party.index()];
            self.served.any |= Lanes::from(steps.is_some()) << lane;
            // The organisation as a whole serves a party directly if any service does.
            self.served.near |= Lanes::from(steps == Some(1)) << lane;
        }
        self.verdicts = LaneVerdicts::new(organisation, numbered);
        for id in units {
            let undecided = organisation.unit(id).part_of.filter(|up| {
                // A department has the chains of all its parts, so equal lanes
                // mean that it adds nothing.
                costs.lanes_of(*up) == costs.lanes_of(id) && self.verdicts.rejected(costs, *up) == 0
            });
            let around = organisation.unit(id).part_of;
            self.nearest[id.index()] = undecided.map_or(around, |up| self.nearest[up.index()]);
        }
    }

    /// Whether a verdict removes the row of a unit to the party of a lane, if it has one.
    pub(in crate::analysis) fn is_rejected(
        &self,
        costs: &CostSearch<'_, '_>,
        unit: UnitId,
        lane: usize,
    ) -> bool {
        self.verdicts.rejected(costs, unit) & (1 << lane) != 0
    }

    /// Returns with whom a unit shares the party of a lane in which it has no chain.
    pub(in crate::analysis) fn in_lane(
        &self,
        costs: &CostSearch<'_, '_>,
        unit: UnitId,
        lane: usize,
    ) -> Option<Shared> {
        let shared = self.of_unit(costs, unit).into_iter();
        let with =
            shared.filter(|(lanes, _)| lanes & (1 << lane) != 0).map(|(_, with)| with).next()?;
        self.shared(costs, with, lane)
    }

    /// How somebody with whom the party of a lane is shared reaches it.
    pub(super) fn shared(
        &self,
        costs: &CostSearch<'_, '_>,
        with: Provider,
        lane: usize,
    ) -> Option<Shared> {
        let reach =
            match with {
                Provider::Unit(unit) => Reach::of(costs.cost(unit, lane)?),
                // No step to a party is broad, and the last service before the party is one of the organisation's.
                Provider::Organisation | Provider::Around(_) => {
                    if self.served.near & (1 << lane) != 0 { Reach::Direct } else { Reach::Through }
                }
            };
        Some(Shared { with, reach })
    }

    /// Returns with whom a unit shares the parties of lanes in which it has no chain: the departments that it leads, by id, then
    /// those around it, the nearest first, then the organisation as a whole. For a party that ends at the first whose own
    /// row is rejected.
    pub(in crate::analysis) fn of_unit(
        &self,
        costs: &CostSearch<'_, '_>,
        unit: UnitId,
    ) -> Vec<(Lanes, Provider)> {
        let mut missing = self.served.any & !costs.lanes_of(unit);
        let mut shared = Vec::new();
        // SPEC 3.4: departments that the unit leads come first, in the order of their ids.
        for &led in self.graph.organisation().unit(unit).leads() {
            let rejected = missing & self.verdicts.rejected(costs, led);
            let own = missing & costs.lanes_of(led);
            add(&mut shared, own & !rejected, Provider::Unit(led));
            // Each party is shared with the first that has a chain to it: later ones are not asked.
            missing &= !own;
            // What it has no chain to may still be a row of its own: one that it shares.
            let of_others = rejected & missing;
            if of_others != 0 {
                let rows = self.around(costs, led, of_others).into_iter();
                missing &= !rows.fold(0, |all, (lanes, _)| all | lanes);
            }
        }
        shared.extend(self.around(costs, unit, missing));
        shared
    }

    /// Returns the unit whose verdict is why a unit has no row to the party of a lane: itself, a department that it
    /// leads, or one around it.
    pub(in crate::analysis) fn rejecting(
        &self,
        costs: &CostSearch<'_, '_>,
        unit: UnitId,
        lane: usize,
    ) -> Option<UnitId> {
        let party = 1 << lane;
        if self.served.any & party == 0 {
            return None;
        }
        // SPEC 3.4: a verdict on a row that is not there removes nothing.
        let has_row = |candidate| {
            let shared = || self.of_unit(costs, candidate).into_iter();
            costs.lanes_of(candidate) & party != 0 || shared().any(|(lanes, _)| lanes & party != 0)
        };
        let organisation = self.graph.organisation();
        let led = organisation.unit(unit).leads().iter().copied();
        // SPEC 3.4: in the order in which candidates for `shared` are gone through.
        let mut order = std::iter::once(unit).chain(led).chain(organisation.containers(unit));
        order.find(|one| self.is_rejected(costs, *one, lane) && has_row(*one))
    }

    /// With whom around it a unit shares the parties of some lanes.
    fn around(
        &self,
        costs: &CostSearch<'_, '_>,
        unit: UnitId,
        mut missing: Lanes,
    ) -> Vec<(Lanes, Provider)> {
        let mut shared = Vec::new();
        let mut next = self.nearest[unit.index()];
        while missing != 0
            && let Some(department) = next
        {
            let rejected = self.verdicts.rejected(costs, department);
            let lanes = missing & costs.lanes_of(department);
            add(&mut shared, lanes & !rejected, Provider::Unit(department));
            // A rejected row ends it, and where there is none, what would follow has ended before.
            missing &= !(lanes | rejected);
            next = self.nearest[department.index()];
        }
        // SPEC 3.4: what no department around has a chain to, the organisation has.
        add(&mut shared, missing, Provider::Organisation);
        shared
    }
}

fn add(shared: &mut Vec<(Lanes, Provider)>, lanes: Lanes, with: Provider) {
    if lanes != 0 {
        shared.push((lanes, with));
    }
}
