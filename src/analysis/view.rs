//! What is looked at: the whole organisation, or a division of it as an organisation of its own.
//!
//! Customers are derived for what is looked at; payers are always those of the whole.

use super::{Privacy, UnitPayer, findings, paid, payers};
use crate::{
    diag::Diagnostic,
    graph::Graph,
    id::{ServiceId, Subject, UnitId},
    model::{Date, Division, Organisation, Paid, Unit},
};
use rustc_hash::FxHashSet;

/// The whole organisation or a division of it.
#[derive(Clone, Copy, Debug)]
pub struct View<'g, 'org> {
    graph: &'g Graph<'org>,
    division: Option<(&'org Division, &'g Graph<'org>)>,
}

impl<'g, 'org> View<'g, 'org> {
    /// The whole organisation.
    #[must_use]
    pub fn whole(graph: &'g Graph<'org>) -> Self {
        Self { graph, division: None }
    }

    /// A division, by its own graph and that of the whole.
    #[must_use]
    pub fn division(
        division: &'org Division,
        graph: &'g Graph<'org>,
        whole: &'g Graph<'org>,
    ) -> Self {
        Self { graph, division: Some((division, whole)) }
    }

    /// The graph of what is looked at.
    #[must_use]
    pub fn graph(&self) -> &'g Graph<'org> {
        self.graph
    }

    /// What is looked at.
    #[must_use]
    pub fn organisation(&self) -> &'org Organisation {
        self.graph.organisation()
    }

    /// The graph of the whole organisation.
    #[must_use]
    pub fn whole_graph(&self) -> &'g Graph<'org> {
        self.division.map_or(self.graph, |(_, whole)| whole)
    }

    /// The department whose division is looked at; `None`: the whole.
    #[must_use]
    pub fn within(&self) -> Option<&'org Unit> {
        self.division.map(|(division, whole)| {
            let first = division.in_whole(UnitId::new(0));
            whole.organisation().unit(first)
        })
    }

    /// The same unit in the whole organisation.
    #[must_use]
    pub fn in_whole(&self, unit: UnitId) -> UnitId {
        self.division.map_or(unit, |(division, _)| division.in_whole(unit))
    }

    /// The unit that one of the whole organisation is here; `None` outside the division.
    #[must_use]
    pub fn inside(&self, unit: UnitId) -> Option<UnitId> {
        match self.division {
            None => Some(unit),
            Some((division, _)) => division.inside(unit),
        }
    }

    /// Who pays for a service, as things of the whole organisation.
    #[must_use]
    pub fn paid(&self, service: ServiceId) -> Vec<Paid> {
        let whole = self.whole_graph().organisation();
        let service =
            self.division.map_or(service, |(division, _)| division.service_in_whole(service));
        paid(whole, service)
    }

    /// The payers of a unit, as things of the whole organisation.
    #[must_use]
    pub fn payers(&self, unit: UnitId) -> Vec<UnitPayer> {
        payers(self.whole_graph(), self.in_whole(unit))
    }

    /// The findings about what is looked at, as of `today`: of a division those about its units and their services
    /// (SPEC 3.9).
    #[must_use]
    pub fn findings(&self, today: &Date, privacy: Privacy) -> Vec<Diagnostic> {
        let whole = self.whole_graph();
        let mut found = findings(whole, today, privacy);
        if self.division.is_some() {
            let root = self.in_whole(UnitId::new(0));
            let organisation = whole.organisation();
            let parts = organisation.parts(root).map(|at| Subject::Unit(UnitId::new(at)));
            let services = whole.services_of(root).into_iter().map(Subject::Service);
            let ids: FxHashSet<&str> =
                parts.chain(services).map(|subject| organisation.id_of(subject)).collect();
            found.retain(|one| ids.contains(&*one.subject));
        }
        found
    }
}
