//! Parties: not served, little known, without somebody who owns the relationship.

use super::{Finder, Finding, Statement};
use crate::{
    analysis::relations::{KnownFact, is_untested, owner_and_backup, unknown_facts},
    diag::{Code, Severity},
    id::{PartyId, Subject, UnitId},
    model::{Confidence, Party, PartyKind, PartyList, Status},
};

/// How many of the seven must be known.
// SPEC 4, `little-known-customer`.
const ENOUGH: usize = 3;

impl<'org> Finder<'_, 'org> {
    pub(super) fn parties(&mut self) {
        let steps = self.graph.steps_to_parties();
        for (id, party) in self.organisation.parties() {
            let subject = Subject::Party(id);
            // SPEC 3.4: a prospect or a former customer is nobody's customer, so nobody
            // has to serve or know it.
            let active = party.status == Status::Active;
            let beneficiary = party.list == PartyList::Beneficiary;
            if active && beneficiary && steps[id.index()].is_none() {
                let statement = Statement::default().text("no service reaches ").thing(subject);
                self.raise(Code::BeneficiaryNotServed, subject, statement);
            }
            // Society has no owner, and no day on which it came (SPEC 4).
            if active && beneficiary && party.kind != PartyKind::Society {
                self.little_known(id, party);
            }
            self.relationship(id, party);
            self.reasons(id, party);
        }
    }

    fn little_known(&mut self, id: PartyId, party: &'org Party) {
        let blanks = unknown_facts(party);
        let known = KnownFact::ALL.len() - blanks.len();
        if known < ENOUGH {
            let mut statement = Statement::about(Subject::Party(id)).text(": ").number(known);
            statement = statement.text(" of 7 facts known; missing: ");
            for (at, blank) in blanks.into_iter().enumerate() {
                statement = statement.text(if at > 0 { ", " } else { "" }).text(blank.phrase());
            }
            self.raise(Code::LittleKnownCustomer, Subject::Party(id), statement);
        }
    }

    fn relationship(&mut self, id: PartyId, party: &'org Party) {
        let kind = party.kind;
        // Persons, and society, are too many for somebody to own the relationship with each (SPEC 4).
        let wants_owner =
            matches!(kind, PartyKind::Business | PartyKind::Government | PartyKind::Nonprofit);
        match owner_and_backup(party) {
            (Some(owner), None) => self.single_relationship(id, party, owner),
            (None, _) if wants_owner && party.status == Status::Active => {
                let statement = Statement::default().text("nobody owns the relationship with ");
                self.raise(Code::NoRelationshipOwner, id, statement.thing(id));
            }
            _ => {}
        }
    }

    /// One person, without a backup, owns the relationship with the party.
    fn single_relationship(&mut self, id: PartyId, party: &Party, owner: UnitId) {
        let person = self.organisation.unit(owner).person();
        let (Some(person), Some(relationship)) = (person, &party.relationship) else {
            return;
        };
        // Nobody has to keep up the relationship with a customer who has left.
        if party.status == Status::Former {
            return;
        }
        let leaving = self.leaves(person);
        let statement = Statement::default()
            .text("only ")
            .thing(owner)
            .text(" owns the relationship with ")
            .thing(id);
        let statement = match leaving {
            None => statement,
            Some(date) => statement.text(", and leaves ").when(date).text(" without a successor"),
        };
        let code = Code::SingleRelationship;
        let finding = Finding::new(code, Subject::Party(id), relationship.place, statement);
        // SPEC 4, `single-relationship`: error when that person is leaving and has no successor.
        let severity = if leaving.is_some() { Severity::Error } else { finding.severity };
        self.raise_finding(Finding { severity, other: Some(Subject::Unit(owner)), ..finding });
    }

    fn reasons(&mut self, id: PartyId, party: &'org Party) {
        let subject = Subject::Party(id);
        let statement = |claim: Option<&'org str>, otherwise, what| {
            let about = Statement::about(subject).text(": ");
            let about = match claim {
                Some(claim) => about.text("\"").quote(claim).text("\""),
                None => about.text(otherwise),
            };
            about.text(what)
        };
        for reason in party.reasons.iter().filter(|reason| is_untested(reason)) {
            let what = match reason.confidence {
                Confidence::Assumed => " is assumed, not tested",
                Confidence::Supported | Confidence::Refuted => {
                    " is called supported, without a source"
                }
            };
            let statement = statement(reason.claim.as_deref(), "a reason", what);
            let code = Code::UntestedAssumption;
            self.raise_finding(Finding::new(code, subject, reason.place, statement));
        }
        // SPEC 4: a refuted reason is no gap while another one is left.
        if let [only] = party.reasons.as_slice()
            && only.confidence == Confidence::Refuted
        {
            let what = " is refuted, and there is no other reason";
            let statement = statement(only.claim.as_deref(), "the reason", what);
            let code = Code::RefutedAssumption;
            self.raise_finding(Finding::new(code, subject, only.place, statement));
        }
    }
}
