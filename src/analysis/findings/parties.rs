//! Parties: not served, not known, not looked after; payers that pay nothing.

use super::{Finder, Finding, Statement};
use crate::{
    analysis::{
        payers::paid,
        relations::{KnownFact, is_untested, unknown_facts},
    },
    diag::{Code, Severity},
    id::{PartyId, Subject, UnitId},
    model::{Confidence, List, PaidBy, Party, PartyKind, Relationship, Status},
};

/// How many of the seven must be known.
const ENOUGH: usize = 3;

impl<'org> Finder<'_, 'org> {
    pub(super) fn parties(&mut self) {
        let served = self.graph.served_parties();
        let pays = self.parties_that_pay();
        for (id, party) in self.organisation.parties() {
            let subject = Subject::Party(id);
            let active = party.status == Status::Active;
            let beneficiary = party.list == List::Beneficiary;
            if active && beneficiary && !served[id.index()] {
                let statement = Statement::default().text("no service reaches ").thing(subject);
                self.raise(Code::BeneficiaryNotServed, subject, statement);
            }
            if !beneficiary && !pays[id.index()] {
                let statement = Statement::about(subject).text(" pays for nothing");
                self.raise(Code::PayerPaysNothing, subject, statement);
            }
            if active && beneficiary && party.kind != PartyKind::Society {
                self.little_known(id, party);
            }
            self.looked_after(id, party);
            self.reasons(id, party);
        }
    }

    /// For each party whether a service names it as a payer or a default reaches it.
    fn parties_that_pay(&self) -> Vec<bool> {
        let mut pays = vec![false; self.organisation.parties().len()];
        for (id, service) in self.organisation.services() {
            let named =
                service.paid_by().into_iter().flatten().filter_map(|payment| match payment.from {
                    PaidBy::One(payer) => Some(payer),
                    PaidBy::Recipients => None,
                });
            let counted = paid(self.graph, id).into_iter().map(|paid| paid.payer);
            for payer in named.chain(counted) {
                if let Some(party) = payer.party() {
                    pays[party.index()] = true;
                }
            }
        }
        pays
    }

    fn little_known(&mut self, id: PartyId, party: &'org Party) {
        let blanks = unknown_facts(party);
        let known = KnownFact::ALL.len() - blanks.len();
        if known < ENOUGH {
            let mut statement = Statement::about(Subject::Party(id)).text(": known ").number(known);
            statement = statement.text(" of 7; not: ");
            for (at, blank) in blanks.into_iter().enumerate() {
                statement = statement.text(if at > 0 { ", " } else { "" }).text(blank.phrase());
            }
            self.raise(Code::LittleKnownCustomer, Subject::Party(id), statement);
        }
    }

    fn looked_after(&mut self, id: PartyId, party: &'org Party) {
        let kept = party.relationship.as_ref();
        let owner = kept.and_then(|kept| kept.owner);
        let body = matches!(
            party.kind,
            PartyKind::Business | PartyKind::Government | PartyKind::Nonprofit
        );
        match (kept, owner) {
            (Some(kept), Some(owner)) => self.single(id, party, kept, owner),
            _ if body && party.status == Status::Active => {
                let statement =
                    Statement::default().text("nobody looks after ").thing(Subject::Party(id));
                self.raise(Code::NoRelationshipOwner, Subject::Party(id), statement);
            }
            _ => {}
        }
    }

    /// One person, without a stand-in, looks after the party.
    fn single(&mut self, id: PartyId, party: &Party, kept: &Relationship, owner: UnitId) {
        let unit = self.organisation.unit(owner);
        let alone = kept.backup.is_none_or(|backup| backup == owner);
        let Some(person) = unit.person().filter(|_| alone && party.status != Status::Former) else {
            return;
        };
        let leaving = self.leaves(person);
        let mut statement = Statement::default().text("only ").thing(Subject::Unit(owner));
        statement = statement.text(" looks after ").thing(Subject::Party(id));
        if let Some(leaving) = leaving {
            statement = statement.text(", and leaves ").when(leaving).text(" without a successor");
        }
        let code = Code::SingleRelationship;
        let mut finding = Finding::new(code, Subject::Party(id), kept.place, statement);
        finding.other = Some(Subject::Unit(owner));
        if leaving.is_some() {
            finding.severity = Severity::Error;
        }
        self.raise_finding(finding);
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
