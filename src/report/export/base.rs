//! What the rows of an export are made from, and what several of them need.

use crate::{
    analysis::{Basis, View},
    id::{ServiceId, Subject, UnitId},
    model::{Organisation, Payer},
};
use std::cell::OnceCell;

/// What is looked at, with what is found once for all rows.
pub(super) struct ExportBase<'e> {
    pub(super) view: View<'e, 'e>,
    /// The stated and default payers of each service, by id, as far as a row asked for them.
    payers: Vec<OnceCell<Box<[Payer]>>>,
    /// For each unit of the whole organisation its level, and the unit at the top that it is part of.
    tops: OnceCell<Vec<(usize, UnitId)>>,
}

impl<'e> ExportBase<'e> {
    pub(super) fn new(view: View<'e, 'e>) -> Self {
        // Empty until asked for: JSON never asks, and the table of customers asks for
        // one service at many units.
        let payers = vec![OnceCell::new(); view.organisation().services().len()];
        Self { view, payers, tops: OnceCell::new() }
    }

    /// The organisation or division that is looked at.
    pub(super) fn organisation(&self) -> &'e Organisation {
        self.view.organisation()
    }

    /// The whole organisation.
    pub(super) fn whole(&self) -> &'e Organisation {
        self.view.whole_graph().organisation()
    }

    /// The stated and default payers of a service, by id.
    pub(super) fn payers_of(&self, service: ServiceId) -> &[Payer] {
        self.payers[service.index()].get_or_init(|| {
            let paid = self.view.payments_for_service(service);
            // SPEC 3.6: assumed payers are not shown as paying.
            let known = paid.iter().filter(|paid| paid.basis != Basis::Assumed);
            let mut payers: Vec<Payer> = known.map(|paid| paid.payer).collect();
            payers.sort_by_key(|payer| self.whole().id_of(Subject::from(*payer)));
            payers.dedup();
            payers.into_boxed_slice()
        })
    }

    /// The level of a unit of the whole organisation, 1 at the top, and the unit at the top that it is part of.
    pub(super) fn top(&self, unit: UnitId) -> (usize, UnitId) {
        let tops = self.tops.get_or_init(|| {
            self.whole()
                .from_above(|unit, up| up.map_or((1, unit), |(_, (level, top))| (level + 1, *top)))
        });
        tops[unit.index()]
    }
}
