//! With whom units share customers that they have no chain to: the `shared` rows of SPEC 3.4.

use crate::{
    graph::{CostSearch, Lanes},
    id::UnitId,
    model::{Organisation, Provider},
};

/// For each unit the nearest department around it with a chain in a lane in which the unit has none. Departments around
/// that one have more lanes still, so that no search for a sharer takes more steps than there are lanes, however deep the
/// organisation is.
#[derive(Debug)]
pub(in crate::analysis) struct Sharing {
    nearest: Vec<Option<UnitId>>,
}

impl Sharing {
    /// For the chains that a search has found.
    pub(in crate::analysis) fn new(
        organisation: &Organisation,
        costs: &CostSearch<'_, '_>,
    ) -> Self {
        let mut nearest: Vec<Option<UnitId>> = Vec::with_capacity(organisation.units().len());
        for (id, unit) in organisation.units() {
            let same = unit.part_of.filter(|up| costs.lanes_of(*up) == costs.lanes_of(id));
            nearest.push(same.map_or(unit.part_of, |up| nearest[up.index()]));
        }
        Self { nearest }
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

    /// With whom a unit shares the parties of lanes in which it has no chain: of those around it the nearest that has
    /// one, else the organisation as a whole.
    pub(in crate::analysis) fn of_unit(
        &self,
        costs: &CostSearch<'_, '_>,
        unit: UnitId,
    ) -> Vec<(Lanes, Provider)> {
        let mut missing = costs.lanes_of_organisation() & !costs.lanes_of(unit);
        let mut shared = Vec::new();
        let mut around = self.nearest[unit.index()];
        while missing != 0
            && let Some(department) = around
        {
            let lanes = missing & costs.lanes_of(department);
            if lanes != 0 {
                shared.push((lanes, Provider::Unit(department)));
                missing &= !lanes;
            }
            around = self.nearest[department.index()];
        }
        if missing != 0 {
            shared.push((missing, Provider::Organisation));
        }
        shared
    }
}
