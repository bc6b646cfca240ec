//! Units whose customers inside or payers may differ between two maps.
//!
//! Most maps that are compared differ in a few services. Where every unit is where it was and every group holds whom it
//! held, only these units are compared: those that provide one of the services, are around one of them, lead a department
//! that is, or are part of the department that provides it. Anything else has the same rows in both maps.

use super::{MapPair, Side};
use crate::{
    analysis::payments_for_service,
    id::{ServiceId, Subject, UnitId},
    model::{Provider, Recipient, Unit},
};

/// Units of the new map for which something that an answer follows from has changed.
pub(super) struct ChangedUnits {
    /// For each unit the number of units before it that provide a service which has changed; the last element is the
    /// number of all. `None` where departments or groups have changed, and so any unit may be concerned.
    providers_before: Option<Vec<u32>>,
}

impl ChangedUnits {
    /// The units that may have other customers inside.
    pub(super) fn by_recipients(both: &MapPair<'_, '_>) -> Self {
        Self::of(both, |old, new| has_same_recipients(both, old, new))
    }

    /// The units that may have other payers.
    pub(super) fn by_payers(whole: &MapPair<'_, '_>) -> Self {
        Self::of(whole, |old, new| has_same_payers(whole, old, new))
    }

    fn of(both: &MapPair<'_, '_>, is_same: impl Fn(ServiceId, ServiceId) -> bool) -> Self {
        if !has_same_structure(both) {
            return Self { providers_before: None };
        }
        let mut provides = vec![false; both.organisation(Side::New).units().len()];
        for (old, new) in both.services() {
            if old.zip(new).is_some_and(|(old, new)| is_same(old, new)) {
                continue;
            }
            for (side, service) in [(Side::Old, old), (Side::New, new)] {
                let Some(service) = service else { continue };
                let entry = both.organisation(side).service(service);
                for unit in entry.provided_by.iter().filter_map(|provider| provider.unit()) {
                    let here = match side {
                        Side::Old => both.other_unit(Side::Old, unit),
                        Side::New => Some(unit),
                    };
                    if let Some(here) = here {
                        provides[here.index()] = true;
                    }
                }
            }
        }
        let mut count = 0;
        let mut before = vec![0];
        before.extend(provides.into_iter().map(|provides| {
            count += u32::from(provides);
            count
        }));
        Self { providers_before: Some(before) }
    }

    /// Whether a unit or one of its parts provides something that has changed.
    pub(super) fn has_provider(&self, both: &MapPair<'_, '_>, unit: UnitId) -> bool {
        let parts = both.organisation(Side::New).parts(unit);
        self.is_changed(parts.start, parts.end)
    }

    /// Whether that holds for the unit itself, for a department that it leads, or for what a department around it
    /// provides itself: the unit may have or share the customers of each of these (SPEC 3.5).
    pub(super) fn may_share(&self, both: &MapPair<'_, '_>, unit: UnitId) -> bool {
        let organisation = both.organisation(Side::New);
        let mut led = organisation.unit(unit).leads().iter();
        let mut around = organisation.containers(unit);
        self.has_provider(both, unit)
            || led.any(|led| self.has_provider(both, *led))
            || around.any(|around| self.is_changed(around.index(), around.index() + 1))
    }

    fn is_changed(&self, start: usize, end: usize) -> bool {
        self.providers_before.as_ref().is_none_or(|before| before[start] != before[end])
    }
}

/// Whether both maps have the same units, with the same parts and the same departments to lead, and the same groups.
fn has_same_structure(both: &MapPair<'_, '_>) -> bool {
    let is_placed = |side: Side| {
        let units = both.organisation(side).units().len();
        both.displaced(side, 0..units).is_empty()
    };
    let is_grouped = |side: Side| {
        let mut groups = both.organisation(side).groups();
        !groups.any(|(group, _)| both.is_regrouped(side, group))
    };
    let (old, new) = (both.organisation(Side::Old), both.organisation(Side::New));
    let leads_same = |(id, unit): (UnitId, &Unit)| {
        let there = both.other_unit(Side::Old, id).map(|there| new.unit(there).leads());
        let led = unit.leads().iter().map(|led| both.other_unit(Side::Old, *led));
        there.is_some_and(|there| led.eq(there.iter().copied().map(Some)))
    };
    [Side::Old, Side::New].into_iter().all(|side| is_placed(side) && is_grouped(side))
        && old.units().all(leads_same)
}

/// Whether a service has the same providers and recipients in both maps.
fn has_same_recipients(both: &MapPair<'_, '_>, old: ServiceId, new: ServiceId) -> bool {
    let before = || both.organisation(Side::Old).active_relations(old).map(|relation| relation.to);
    let after =
        both.organisation(Side::New).active_relations(new).map(|relation| Some(relation.to));
    let other = |to| both.other_recipient(Side::Old, to);
    // SPEC 3.5: a service that is served means those who provide it.
    let is_same = |was| {
        let is = both.other_service(Side::Old, was);
        is.is_some_and(|is| has_same_providers(both, was, is))
    };
    has_same_providers(both, old, new)
        && before().map(other).eq(after)
        && before().filter_map(Recipient::service).all(is_same)
}

/// Whether a service is active in both maps or in none, and has the same providers.
fn has_same_providers(both: &MapPair<'_, '_>, old: ServiceId, new: ServiceId) -> bool {
    let (before, after) = (both.organisation(Side::Old), both.organisation(Side::New));
    let other = |provider: &Provider| match *provider {
        Provider::Unit(unit) => both.other_unit(Side::Old, unit).map(Provider::Unit),
        Provider::Organisation => Some(Provider::Organisation),
        Provider::Around(group) => both.other_group(Side::Old, group).map(Provider::Around),
    };
    let providers = before.service(old).provided_by.iter().map(other);
    before.is_active(old) == after.is_active(new)
        && providers.eq(after.service(new).provided_by.iter().copied().map(Some))
}

/// Whether a service has the same providers and the same payments in both maps.
fn has_same_payers(whole: &MapPair<'_, '_>, old: ServiceId, new: ServiceId) -> bool {
    let before = payments_for_service(whole.graph(Side::Old), old).into_iter().map(|paid| {
        let payer = whole.other_subject(Side::Old, paid.payer.into());
        (payer, paid.amount.map(f64::to_bits), paid.paid_as)
    });
    let after = payments_for_service(whole.graph(Side::New), new)
        .into_iter()
        .map(|paid| (Some(Subject::from(paid.payer)), paid.amount.map(f64::to_bits), paid.paid_as));
    has_same_providers(whole, old, new) && before.eq(after)
}
