//! With whom units share customers that they have no chain to: the `shared` rows of SPEC 3.4.

use super::verdicts::LaneVerdicts;
use crate::{
    graph::{CostSearch, Lanes},
    id::{PartyId, UnitId},
    model::{Organisation, Provider},
};

/// With whom units share the customers of the parties of one search.
#[derive(Debug)]
pub(in crate::analysis) struct Sharing<'org> {
    organisation: &'org Organisation,
    pub(super) verdicts: LaneVerdicts,
    /// For each unit the nearest department around it that may decide about a lane in which the unit has no chain: it has
    /// one in more lanes than the unit, or a row of its own is rejected. So no search for a sharer takes more steps than
    /// there are lanes and verdicts, however deep the organisation is.
    nearest: Vec<Option<UnitId>>,
}

impl<'org> Sharing<'org> {
    /// For the chains to parties that a search has found.
    pub(in crate::analysis) fn new(
        organisation: &'org Organisation,
        costs: &CostSearch<'_, '_>,
        parties: impl IntoIterator<Item = (usize, PartyId)>,
    ) -> Self {
        let verdicts = LaneVerdicts::new(organisation, parties);
        let mut nearest: Vec<Option<UnitId>> = Vec::with_capacity(organisation.units().len());
        for (id, unit) in organisation.units() {
            let undecided = unit.part_of.filter(|up| {
                costs.lanes_of(*up) == costs.lanes_of(id) && verdicts.rejected(costs, *up) == 0
            });
            nearest.push(undecided.map_or(unit.part_of, |up| nearest[up.index()]));
        }
        Self { organisation, verdicts, nearest }
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

    /// With whom a unit shares the party of a lane in which it has no chain.
    pub(in crate::analysis) fn in_lane(
        &self,
        costs: &CostSearch<'_, '_>,
        unit: UnitId,
        lane: usize,
    ) -> Option<Provider> {
        let shared = self.of_unit(costs, unit).into_iter();
        shared.filter(|(lanes, _)| lanes & (1 << lane) != 0).map(|(_, with)| with).next()
    }

    /// With whom a unit shares the parties of lanes in which it has no chain: the departments that it leads, by id, then
    /// those around it, the nearest first, then the organisation as a whole. For a party that ends at the first whose own
    /// row is rejected.
    pub(in crate::analysis) fn of_unit(
        &self,
        costs: &CostSearch<'_, '_>,
        unit: UnitId,
    ) -> Vec<(Lanes, Provider)> {
        let mut missing = costs.lanes_of_organisation() & !costs.lanes_of(unit);
        let mut shared = Vec::new();
        for &led in self.organisation.unit(unit).leads() {
            let rejected = missing & self.verdicts.rejected(costs, led);
            let own = missing & costs.lanes_of(led);
            add(&mut shared, own & !rejected, Provider::Unit(led));
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
        add(&mut shared, missing, Provider::Organisation);
        shared
    }
}

fn add(shared: &mut Vec<(Lanes, Provider)>, lanes: Lanes, with: Provider) {
    if lanes != 0 {
        shared.push((lanes, with));
    }
}
