//! The verdicts on customers of the parties of one search, as sets of lanes.

use crate::{
    graph::{CostSearch, Lanes},
    id::{PartyId, UnitId},
    model::{Decision, Organisation},
};
use rustc_hash::FxHashMap;

/// For each unit with verdicts the lanes of the parties that they are about.
#[derive(Debug, Default)]
pub(in crate::analysis) struct LaneVerdicts {
    rejected: FxHashMap<UnitId, Lanes>,
    confirmed: FxHashMap<UnitId, Lanes>,
}

impl LaneVerdicts {
    /// The verdicts about the parties of some lanes.
    pub(in crate::analysis) fn new(
        organisation: &Organisation,
        parties: impl IntoIterator<Item = (usize, PartyId)>,
    ) -> Self {
        let mut verdicts = Self::default();
        if organisation.verdicts.is_empty() {
            return verdicts;
        }
        let lanes: FxHashMap<PartyId, usize> =
            parties.into_iter().map(|(lane, party)| (party, lane)).collect();
        for verdict in &organisation.verdicts {
            let Some(lane) = lanes.get(&verdict.customer) else { continue };
            let all = match verdict.verdict {
                Decision::Rejected => &mut verdicts.rejected,
                Decision::Confirmed => &mut verdicts.confirmed,
            };
            *all.entry(verdict.unit).or_default() |= 1 << lane;
        }
        verdicts
    }

    /// The lanes in which the row of a unit is rejected, if it has one there. A direct row can't be.
    pub(in crate::analysis) fn rejected(&self, costs: &CostSearch<'_, '_>, unit: UnitId) -> Lanes {
        let rejected = self.rejected.get(&unit);
        // SPEC 3.4: a direct row cannot be removed.
        rejected.map_or(0, |lanes| lanes & !costs.direct_lanes_of(unit))
    }

    /// The lanes in which a verdict confirms the row of a unit.
    pub(in crate::analysis) fn confirmed(&self, unit: UnitId) -> Lanes {
        self.confirmed.get(&unit).copied().unwrap_or(0)
    }
}
