//! Units that provide nothing, and units that nobody inside uses.

use super::{Finder, Finding, Statement};
use crate::{
    analysis::secondary::has_secondary,
    diag::{Code, Severity},
    graph::Graph,
    id::{Subject, UnitId},
};

/// What each unit provides with its parts, by its number.
pub(super) struct UnitOutput {
    /// The units that provide an active service.
    pub(super) provides: Vec<bool>,
    /// The units whose services somebody receives.
    pub(super) serves: Vec<bool>,
    /// The units that serve an active party directly.
    serves_outside: Vec<bool>,
}

impl UnitOutput {
    pub(super) fn new(graph: &Graph<'_>) -> Self {
        let organisation = graph.organisation();
        let no = || vec![false; organisation.units().len()];
        let mut all = Self { provides: no(), serves: no(), serves_outside: no() };
        for (id, unit) in organisation.units().rev() {
            let at = id.index();
            let services = graph.provided_by(id);
            all.provides[at] |= !services.is_empty();
            for relation in services.iter().flat_map(|&id| organisation.active_relations(id)) {
                all.serves[at] = true;
                let party = relation.to.party();
                all.serves_outside[at] |=
                    party.is_some_and(|party| organisation.is_active_party(party));
            }
            if let Some(up) = unit.part_of.map(UnitId::index) {
                // Backwards through the tree order, so that a unit is complete before it is
                // added to the one around it.
                for list in [&mut all.provides, &mut all.serves, &mut all.serves_outside] {
                    list[up] |= list[at];
                }
            }
        }
        all
    }

    /// Whether all services of a unit serve nobody: `service-serves-nobody` says so already.
    pub(super) fn serves_nobody(&self, unit: UnitId) -> bool {
        self.provides[unit.index()] && !self.serves[unit.index()]
    }
}

impl Finder<'_, '_> {
    /// Of a unit and its parts only the topmost is named. Nothing more is found about those that provide nothing.
    pub(super) fn units(&mut self) {
        let provision = UnitOutput::new(self.graph);
        let has_secondary = has_secondary(self.graph);
        let count = self.organisation.units().len();
        // The units that are covered by a finding about themselves or a department around them.
        let mut without_service = vec![false; count];
        let mut without_secondary = vec![false; count];
        // In tree order, so that a department is decided before its parts: only the
        // topmost is named (SPEC 4).
        for (id, unit) in self.organisation.units() {
            let at = id.index();
            let up = unit.part_of.map(UnitId::index);
            without_service[at] = up.is_some_and(|up| without_service[up]);
            without_secondary[at] = up.is_some_and(|up| without_secondary[up]);
            if without_service[at] {
                continue;
            }
            // A person within a department may have no service of their own (SPEC 4).
            if !provision.provides[at] && (unit.department().is_some() || up.is_none()) {
                without_service[at] = true;
                self.unit_without_service(id);
            } else if !without_secondary[at] && !has_secondary[at] {
                without_secondary[at] = true;
                if !provision.serves_nobody(id) {
                    self.no_secondary_customer(id, provision.serves_outside[at]);
                }
            }
        }
        self.chains(&provision);
    }

    fn unit_without_service(&mut self, unit: UnitId) {
        let has_parts = self.organisation.parts(unit).len() > 1;
        let statement = Statement::about(unit).text(if has_parts {
            " and its parts provide no service"
        } else {
            " provides no service"
        });
        self.raise(Code::UnitWithoutService, unit, statement);
    }

    fn no_secondary_customer(&mut self, unit: UnitId, serves_outside: bool) {
        let place = self.organisation.unit(unit).header.place;
        let statement = Statement::about(unit).text(" has no secondary customer");
        let subject = Subject::Unit(unit);
        let mut finding = Finding::new(Code::NoSecondaryCustomer, subject, place, statement);
        if serves_outside {
            // SPEC 4: a note if it serves a party directly.
            finding.severity = Severity::Note;
            finding.statement = finding.statement.text(" (it serves the outside directly)");
        }
        self.raise_finding(finding);
    }
}
