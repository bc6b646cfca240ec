//! Units: nothing written down, no customer inside, no way to the outside.

use super::{Finder, Finding, Privacy, Statement};
use crate::{
    analysis::secondary::{stands_for, within},
    diag::{Code, Severity},
    graph::Graph,
    id::{Subject, UnitId},
    model::{Date, Recipient},
};
use std::ops::Range;

/// How many dead ends a message names.
const DEAD_ENDS: usize = 3;

/// What findings ask about each unit, by its number.
struct Answers {
    /// It or a part provides an active service.
    provides: Vec<bool>,
    /// It or a part provides a service that somebody receives.
    serves: Vec<bool>,
    /// It or a part serves an active party straight.
    serves_outside: Vec<bool>,
    /// It has a direct secondary customer.
    has_secondary: Vec<bool>,
    /// A department around it itself provides something to somebody outside that department.
    shares_secondary: Vec<bool>,
}

impl Finder<'_, '_> {
    pub(super) fn units(&mut self) {
        let answers = self.answers();
        let mut costs = self.graph.costs();
        let parties = self.organisation.parties().map(|(id, _)| id);
        let active = parties.filter(|id| self.organisation.is_active_party(*id));
        // One lane for all: whichever party is the nearest.
        costs.find(active.map(|party| (0, party)));
        // Units whose parts are spoken for by a finding about the whole, for two findings.
        let mut without = vec![false; self.organisation.units().len()];
        let mut no_secondary = vec![false; self.organisation.units().len()];
        for (unit, about) in self.organisation.units() {
            let at = unit.index();
            let up = about.part_of.map(UnitId::index);
            without[at] = up.is_some_and(|up| without[up]);
            no_secondary[at] = up.is_some_and(|up| no_secondary[up]);
            if without[at] {
                continue;
            }
            if !answers.provides[at] && (about.department().is_some() || up.is_none()) {
                without[at] = true;
                self.unit_without_service(unit);
                continue;
            }
            let idle = answers.provides[at] && !answers.serves[at];
            if !no_secondary[at] && !idle && !self.has_secondary(unit, &answers) {
                no_secondary[at] = true;
                self.no_secondary_customer(unit, answers.serves_outside[at]);
            }
            let cost = costs.cost(unit, 0);
            if up.is_none() && !idle && cost.is_none() {
                self.no_primary_chain(unit);
            }
            if cost.is_some_and(|cost| cost.broad_steps > 0) {
                let statement = Statement::about(Subject::Unit(unit))
                    .text(" reaches the outside only by blanket services");
                self.raise(Code::OnlyBroadChains, Subject::Unit(unit), statement);
            }
        }
    }

    fn answers(&self) -> Answers {
        let count = self.organisation.units().len();
        let mut answers = Answers {
            provides: vec![false; count],
            serves: vec![false; count],
            serves_outside: vec![false; count],
            has_secondary: vec![false; count],
            shares_secondary: vec![false; count],
        };
        let mut hulls: Vec<Option<Range<usize>>> = vec![None; count];
        for (unit, about) in self.organisation.units().rev() {
            let at = unit.index();
            let parts = self.organisation.parts(unit);
            let outside = |hull: &Option<Range<usize>>| {
                hull.as_ref().is_some_and(|hull| !within(hull, &parts))
            };
            let services = self.graph.provided_by(unit);
            answers.provides[at] |= !services.is_empty();
            let mut itself = None;
            for relation in services.iter().flat_map(|&id| self.organisation.relations(id)) {
                answers.serves[at] = true;
                answers.serves_outside[at] |= self.is_active_party(relation.to);
                itself = around(itself, self.hull_of_customers(relation.to));
            }
            answers.shares_secondary[at] = outside(&itself);
            hulls[at] = around(hulls[at].take(), itself);
            answers.has_secondary[at] = outside(&hulls[at]);
            if let Some(up) = about.part_of.map(UnitId::index) {
                answers.provides[up] |= answers.provides[at];
                answers.serves[up] |= answers.serves[at];
                answers.serves_outside[up] |= answers.serves_outside[at];
                hulls[up] = around(hulls[up].take(), hulls[at].take());
            }
        }
        let itself = answers.shares_secondary.clone();
        for (unit, about) in self.organisation.units() {
            let up = about.part_of.map(UnitId::index);
            answers.shares_secondary[unit.index()] =
                up.is_some_and(|up| itself[up] || answers.shares_secondary[up]);
        }
        answers
    }

    /// The least range around those inside whom a recipient stands for.
    fn hull_of_customers(&self, to: Recipient) -> Option<Range<usize>> {
        let customers = stands_for(self.organisation, to);
        let hulls = customers.map(|customer| customer.hull(self.organisation));
        hulls.filter(|hull| !hull.is_empty()).fold(None, |all, hull| around(all, Some(hull)))
    }

    fn is_active_party(&self, recipient: Recipient) -> bool {
        recipient.party().is_some_and(|party| self.organisation.is_active_party(party))
    }

    /// Whether a unit has a secondary customer, direct or shared.
    fn has_secondary(&self, unit: UnitId, answers: &Answers) -> bool {
        let at = unit.index();
        if answers.has_secondary[at] || answers.shares_secondary[at] {
            return true;
        }
        let parts = self.organisation.parts(unit);
        self.organisation.unit(unit).leads().iter().any(|&led| {
            let theirs = self.organisation.parts(led);
            let units = theirs.clone().map(UnitId::new);
            let services = units.flat_map(|unit| self.graph.provided_by(unit));
            let mut relations = services.flat_map(|&service| self.organisation.relations(service));
            relations.any(|relation| {
                stands_for(self.organisation, relation.to).any(|customer| {
                    let hull = customer.hull(self.organisation);
                    !within(&hull, &theirs) && !within(&hull, &parts)
                })
            })
        })
    }

    fn unit_without_service(&mut self, unit: UnitId) {
        let has_parts = self.organisation.parts(unit).len() > 1;
        let statement = Statement::about(Subject::Unit(unit)).text(if has_parts {
            " and its parts provide no service"
        } else {
            " provides no service"
        });
        self.raise(Code::UnitWithoutService, Subject::Unit(unit), statement);
    }

    fn no_secondary_customer(&mut self, unit: UnitId, serves_outside: bool) {
        let (unit, place) = (Subject::Unit(unit), self.organisation.unit(unit).about.place);
        let statement = Statement::about(unit).text(" has no secondary customer");
        let mut finding = Finding::new(Code::NoSecondaryCustomer, unit, place, statement);
        if serves_outside {
            finding.severity = Severity::Note;
            finding.statement = finding.statement.text(" (it serves the outside directly)");
        }
        self.raise_finding(finding);
    }

    fn no_primary_chain(&mut self, unit: UnitId) {
        if self.level(Code::NoPrimaryChain).is_none() {
            return;
        }
        let ends = self.graph.dead_ends(unit, DEAD_ENDS);
        let unit = Subject::Unit(unit);
        let statement = Statement::default().text("no chain leads from ").thing(unit);
        let statement = statement.text(" to the outside: ");
        let statement = if ends.is_empty() {
            statement.text("it runs in a circle")
        } else {
            statement.text("it ends at ").things(ends.into_iter().map(Subject::from))
        };
        self.raise(Code::NoPrimaryChain, unit, statement);
    }
}

/// The least range around two.
fn around(a: Option<Range<usize>>, b: Option<Range<usize>>) -> Option<Range<usize>> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.start.min(b.start)..a.end.max(b.end)),
        (a, b) => a.or(b),
    }
}

/// For each unit whether it has a secondary customer, direct or shared.
#[must_use]
pub fn has_secondary(graph: &Graph<'_>) -> Vec<bool> {
    let today = Date::today();
    let finder = Finder::new(graph, &today, Privacy::Public);
    let answers = finder.answers();
    let units = finder.organisation.units();
    units.map(|(unit, _)| finder.has_secondary(unit, &answers)).collect()
}
