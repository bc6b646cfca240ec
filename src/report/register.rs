//! The registers that an audit asks for: who has an interest and how that is watched, what goes in and out of each
//! unit, what was agreed, and which services there are. Each row names the line of the map that states it.

mod agreements;
mod blanks;
mod catalogue;
mod interested_parties;
mod processes;
mod scope;

use super::Answer;
use crate::{analysis::View, diag::Sources, id::UnitId, words::words};
use scope::Scope;

words! {
    /// What a register lists.
    pub RegisterKind {
        /// Parties outside and groups inside: needs, obligations, how satisfied, who owns it.
        InterestedParties "interested-parties",
        /// For each unit: suppliers, inputs, processes, outputs, customers.
        Sipoc "sipoc",
        /// What was agreed with whom, and what promises rest on without an agreement.
        Agreements "agreements",
        /// Every service: for whom, what for, who pays, how satisfied they are.
        Catalogue "catalogue" | "catalog",
    }
}

/// A register of what is looked at; with `units` of these units and their parts only.
pub fn register<'a>(
    view: View<'a, 'a>,
    kind: RegisterKind,
    units: &[UnitId],
    sources: &'a Sources,
) -> Box<dyn Answer + 'a> {
    let scope = Scope::new(view, units);
    match kind {
        RegisterKind::InterestedParties => {
            Box::new(interested_parties::listing(view, &scope, sources))
        }
        RegisterKind::Sipoc => Box::new(processes::listing(view, &scope, sources)),
        RegisterKind::Agreements => Box::new(agreements::listing(view, &scope, sources)),
        RegisterKind::Catalogue => Box::new(catalogue::listing(view, &scope, sources)),
    }
}
