//! Parties: beneficiaries, then payers.

use super::{
    resolver::Resolver,
    values::{text, texts},
    words::won_by,
};
use crate::{
    diag::{Code, Diagnostic, Place},
    id::{PartyId, Subject},
    input::{EntryKind, RawMap, RawParty, RawReason, RawRelationship, RawWonOrLost, Text, targets},
    model::{
        ChangeReason, Confidence, Party, PartyKind, PartyList, Reason, Relationship, Status,
        WonOrLost,
    },
};

impl Resolver {
    /// All parties.
    pub(super) fn parties(&mut self, raw: &mut RawMap) -> Vec<Party> {
        let lists = [
            (PartyList::Beneficiary, std::mem::take(&mut raw.beneficiaries)),
            (PartyList::Payer, std::mem::take(&mut raw.payers)),
        ];
        let mut parties = Vec::new();
        // Beneficiaries before payers: a `PartyId` counts both in one list.
        for (list, all) in lists {
            parties.extend(all.into_iter().enumerate().map(|(at, raw)| self.party(list, at, raw)));
        }
        parties
    }

    fn party(&mut self, list: PartyList, at: usize, raw: RawParty) -> Party {
        let mut header = match list {
            PartyList::Beneficiary | PartyList::Inside(_) => {
                self.lookup.header(EntryKind::Beneficiary, at)
            }
            PartyList::Payer => {
                self.only_for_beneficiaries(&raw);
                self.lookup.header(EntryKind::Payer, at)
            }
        };
        header.texts = self.texts.add(raw.more);
        Party {
            header,
            list,
            // SPEC 2: people as individuals by default. A wrong word counts as
            // absent, after it was reported.
            kind: self.values.word(raw.kind, PartyKind::ALL).unwrap_or(PartyKind::Person),
            status: self.values.word(raw.status, Status::ALL).unwrap_or(Status::Active),
            size: None,
            since: self.values.date(raw.since),
            expects: texts(raw.expects),
            obligation: text(raw.obligation),
            drivers: texts(raw.drivers),
            pressures: texts(raw.pressures),
            reaches: self.reaches(raw.reaches),
            won_by: raw.won_by.map(|raw| self.won_or_lost(raw, won_by())),
            kept_by: text(raw.kept_by),
            lost_by: raw.lost_by.map(|raw| self.won_or_lost(raw, ChangeReason::ALL)),
            why_not_us: text(raw.why_not_us),
            could_use: self
                .subjects(raw.could_use, &targets::SERVICE, "what it could use")
                .into_iter()
                .filter_map(Subject::service)
                .collect(),
            relationship: raw.relationship.map(|raw| self.relationship(raw)),
            buys_from: texts(raw.buys_from),
            reasons: (raw.reasons.into_iter().flatten()).map(|raw| self.reason(raw)).collect(),
            reviewed: self.values.date(raw.reviewed),
        }
    }

    /// Reports keys that a payer, who receives nothing, can't have.
    fn only_for_beneficiaries(&mut self, raw: &RawParty) {
        let first = |list: &Option<Box<[Text]>>| {
            // Also an empty list is an error: the key itself is not known there.
            list.as_ref().map(|texts| texts.first().map_or(raw.place, |text| text.place))
        };
        let places: [Option<Place>; 3] = [
            first(&raw.reaches),
            first(&raw.could_use),
            raw.why_not_us.as_ref().map(|text| text.place),
        ];
        for (key, place) in RawParty::OF_BENEFICIARIES.into_iter().zip(places) {
            if let Some(place) = place {
                let message = format!("a payer has no key `{key}`: it receives nothing");
                let help = "one that receives too belongs under `beneficiaries`: move it there";
                let problem = Diagnostic::new(Code::UnknownKey, place, message);
                self.values.report(problem.help(help));
            }
        }
    }

    fn reaches(&mut self, raw: Option<Box<[Text]>>) -> Vec<(PartyId, Place)> {
        let texts = raw.into_iter().flatten();
        texts
            .filter_map(|text| {
                let role = "to whom a beneficiary passes on";
                let beneficiary = self.subject(&text, &targets::BENEFICIARY, role)?.party()?;
                Some((beneficiary, text.place))
            })
            .collect()
    }

    fn won_or_lost(&mut self, raw: RawWonOrLost, known: &[ChangeReason]) -> WonOrLost {
        WonOrLost {
            reason: self.values.word(raw.reason, known),
            note: text(raw.note),
            date: self.values.date(raw.date),
        }
    }

    fn relationship(&mut self, raw: RawRelationship) -> Relationship {
        Relationship {
            owner: self.unit_named(raw.owner, &targets::OWNER, "the owner of a relationship"),
            backup: self.unit_named(raw.backup, &targets::OWNER, "a backup"),
            since: self.values.date(raw.since),
            place: raw.place,
        }
    }

    fn reason(&mut self, raw: RawReason) -> Reason {
        Reason {
            claim: text(raw.claim),
            confidence: self
                .values
                .word(raw.confidence, Confidence::ALL)
                .unwrap_or(Confidence::Assumed),
            source: text(raw.source),
            date: self.values.date(raw.date),
            place: raw.place,
        }
    }
}
