//! Parties: not served, not known, not looked after; payers that pay nothing.

use super::{Finder, and};
use crate::{
    analysis::{
        payers::paid,
        relations::{KnownFact, is_untested, unknown_facts},
    },
    diag::{Code, Diagnostic, Severity},
    id::{PartyId, Subject, UnitId},
    model::{Confidence, List, PaidBy, Party, PartyKind, Relationship, Status},
};

/// How many of the seven must be known.
const ENOUGH: usize = 3;

impl Finder<'_, '_> {
    pub(super) fn parties(&mut self) {
        let served = self.graph.served_parties();
        let pays = self.parties_that_pay();
        for (id, party) in self.organisation.parties() {
            let (name, subject) = (&party.about.name, Subject::Party(id));
            let active = party.status == Status::Active;
            let beneficiary = party.list == List::Beneficiary;
            if active && beneficiary && !served[id.index()] {
                let message = format!("no service reaches {name}");
                self.raise(Code::BeneficiaryNotServed, subject, message);
            }
            if !beneficiary && !pays[id.index()] {
                self.raise(Code::PayerPaysNothing, subject, format!("{name} pays for nothing"));
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
            let counted = paid(self.organisation, id).into_iter().map(|paid| paid.payer);
            for payer in named.chain(counted) {
                if let Some(party) = payer.party() {
                    pays[party.index()] = true;
                }
            }
        }
        pays
    }

    fn little_known(&mut self, id: PartyId, party: &Party) {
        let blanks: Vec<&str> = unknown_facts(party).into_iter().map(KnownFact::phrase).collect();
        let known = KnownFact::ALL.len() - blanks.len();
        if known < ENOUGH {
            let name = &party.about.name;
            let message = format!("{name}: known {known} of 7; not: {}", blanks.join(", "));
            self.raise(Code::LittleKnownCustomer, Subject::Party(id), message);
        }
    }

    fn looked_after(&mut self, id: PartyId, party: &Party) {
        let kept = party.relationship.as_ref();
        let owner = kept.and_then(|kept| kept.owner);
        let body = matches!(
            party.kind,
            PartyKind::Business | PartyKind::Government | PartyKind::Nonprofit
        );
        match (kept, owner) {
            (Some(kept), Some(owner)) => self.single(id, party, kept, owner),
            _ if body && party.status == Status::Active => {
                let message = format!("nobody looks after {}", party.about.name);
                self.raise(Code::NoRelationshipOwner, Subject::Party(id), message);
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
        let (owner_name, name) = (&unit.about.name, &party.about.name);
        let message = format!("only {owner_name} looks after {name}");
        let mut finding = Diagnostic::new(Code::SingleRelationship, kept.place, message);
        if let Some(leaving) = self.leaves(person) {
            finding.severity = Severity::Error;
            let more = format!(", and leaves {} without a successor", leaving.when());
            finding.message.push_str(&more);
        }
        self.raise_at(finding, &[Subject::Party(id), Subject::Unit(owner)]);
    }

    fn reasons(&mut self, id: PartyId, party: &Party) {
        let name = &party.about.name;
        let subject = Subject::Party(id);
        for reason in party.reasons.iter().filter(|reason| is_untested(reason)) {
            let claim = reason.claim.as_deref().unwrap_or("a reason");
            let message = match reason.confidence {
                Confidence::Assumed => format!("{name}: \"{claim}\" is assumed, not tested"),
                Confidence::Supported | Confidence::Refuted => {
                    format!("{name}: \"{claim}\" is called supported, without a source")
                }
            };
            let finding = Diagnostic::new(Code::UntestedAssumption, reason.place, message);
            self.raise_at(finding, &[subject]);
        }
        if let [only] = party.reasons.as_slice()
            && only.confidence == Confidence::Refuted
        {
            let claim = only.claim.as_deref().unwrap_or("the reason");
            let message = format!("{name}: \"{claim}\" is refuted, and there is no other reason");
            let finding = Diagnostic::new(Code::RefutedAssumption, only.place, message);
            self.raise_at(finding, &[subject]);
        }
    }
}

/// What hangs on somebody, in words.
pub(super) fn hangs_on(parts: &[String]) -> String {
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    and(&parts)
}
