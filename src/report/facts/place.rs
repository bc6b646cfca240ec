//! Where a unit stands in the organisation: how deep, and under which department at the top.

use super::Facts;
use crate::{
    id::UnitId,
    model::{About, Organisation},
};

/// Where a unit stands.
#[derive(Debug)]
pub struct UnitPlaceFact<'org> {
    /// 1 for a unit straight under the organisation, 2 for its parts, and so on.
    pub level: usize,
    /// Id and name of the unit straight under the organisation that it is part of: itself at level 1.
    pub top: (&'org str, &'org str),
    /// The name of the department that it is part of.
    pub part_of_name: Option<&'org str>,
    /// The name of who leads it.
    pub lead_name: Option<&'org str>,
    /// How many active services it provides with its parts.
    pub services: usize,
}

impl<'g, 'org> Facts<'g, 'org> {
    /// Where the units stand in the whole organisation; the same units as [`Facts::units`], one for one.
    pub fn places(&self) -> impl Iterator<Item = UnitPlaceFact<'org>> + 'g {
        let (view, filter) = (self.view, self.filter);
        let organisation = view.organisation();
        let whole = view.whole_graph().organisation();
        let tops = tops(whole);
        let units = organisation.units().map(|(id, _)| id);
        let shown = units.filter(move |id| filter.shows_unit(organisation, *id));
        shown.map(move |id| {
            let in_whole = view.in_whole(id);
            let unit = whole.unit(in_whole);
            let (level, top) = tops[in_whole.index()];
            let about = |unit: UnitId| -> &'org About { &whole.unit(unit).about };
            let lead = unit.department().and_then(|it| it.lead);
            UnitPlaceFact {
                level,
                top: (&about(top).id, &about(top).name),
                part_of_name: unit.part_of.map(|up| &*about(up).name),
                lead_name: lead.map(|lead| &*about(lead).name),
                services: view.graph().services_of(id).len(),
            }
        })
    }

    /// How many units there are to show.
    #[must_use]
    pub fn unit_count(&self) -> usize {
        let organisation = self.view.organisation();
        let units = organisation.units().map(|(id, _)| id);
        let shown = units.filter(|id| self.filter.shows_unit(organisation, *id));
        shown.count()
    }
}

/// For each unit its level, and the unit at the top that it is part of.
fn tops(organisation: &Organisation) -> Vec<(usize, UnitId)> {
    let mut tops: Vec<(usize, UnitId)> = Vec::with_capacity(organisation.units().len());
    for (id, unit) in organisation.units() {
        let around = unit.part_of.map(|up| tops[up.index()]);
        tops.push(around.map_or((1, id), |(level, top)| (level + 1, top)));
    }
    tops
}
