//! Those outside: who receives, who pays, and what is known of them.

use super::RawMore;
use crate::input::{record::record, text::Text};

record! {
    /// Somebody outside: a beneficiary, who receives and may pay too, or a payer, who only pays.
    RawParty is "a beneficiary or payer", with more: RawMore
    /// How other lines point to it. Left out, it is made from the name: lower case, with hyphens.
    "id" id: Text, holds Id;
    /// What people call them: a kind of customer, not an individual.
    "name" name: Text, required "what people call it";
    /// What they are: `person` for people as individuals. Left out: `person`.
    "kind" kind: Text, holds Word(PartyKind);
    /// Whether they are served, could be, or were. Left out: active.
    "status" status: Text, holds Word(Status);
    /// Since when they have been a customer: 2009, 2009-04 or 2009-04-30.
    "since" since: Text, holds Date;
    /// Their needs and expectations.
    "expects" expects: Box<[Text]>;
    /// What makes meeting them a duty, if anything does.
    "obligation" obligation: Text;
    /// What drives them.
    "drivers" drivers: Box<[Text]>;
    /// The economic and market forces they are under.
    "pressures" pressures: Box<[Text]>;
    /// Beneficiaries to whom they pass on what they get.
    "reaches" reaches: Box<[Text]>, holds Reference(BENEFICIARY);
    /// Why they came.
    "won_by" won_by: RawWonOrLost, holds Word(WonBy);
    /// How you have kept them.
    "kept_by" kept_by: Text;
    /// Why they left, of former ones.
    "lost_by" lost_by: RawWonOrLost, holds Word(LostBy);
    /// Of a prospect: what is in the way.
    "why_not_us" why_not_us: Text;
    /// Of a prospect: which of your services would suit.
    "could_use" could_use: Box<[Text]>, holds Reference(SERVICE);
    /// Who owns the relationship with them.
    "relationship" relationship: RawRelationship;
    /// What they use instead of you, or beside you.
    "buys_from" buys_from: Box<[Text]>;
    /// Why you believe they come, and whether anybody has tested it.
    "reasons" reasons: Box<[RawReason]>;
    /// When somebody last checked this entry.
    "reviewed" reviewed: Text, holds Date;
}

impl RawParty {
    /// The keys that a payer, who receives nothing, can't have.
    pub(crate) const OF_BENEFICIARIES: [&str; 3] = ["reaches", "could_use", "why_not_us"];
}

record! {
    /// Who owns the relationship with somebody outside.
    RawRelationship is "a relationship (such as `{owner: ..., backup: ...}`)"
    /// The department or person who owns it.
    "owner" owner: Text, holds Reference(OWNER);
    /// The deputy of the owner, who knows them too.
    "backup" backup: Text, holds Reference(OWNER);
    /// Since when: 2018, 2018-04 or 2018-04-30.
    "since" since: Text, holds Date;
}

record! {
    /// Why somebody came or went.
    RawWonOrLost is "a reason (such as `{reason: product, note: ...}`)"
    /// The kind of reason.
    "reason" reason: Text, holds Given;
    /// What happened, in words.
    "note" note: Text;
    /// When: 2025, 2025-04 or 2025-04-30.
    "date" date: Text, holds Date;
}

record! {
    /// Why you believe they come.
    RawReason is "a reason (such as `{claim: ..., confidence: assumed}`)", with more: RawMore
    /// The reason, in a sentence.
    "claim" claim: Text;
    /// Whether anybody has tested it. Left out: assumed.
    "confidence" confidence: Text, holds Word(Confidence);
    /// How you know.
    "source" source: Text;
    /// Since when.
    "date" date: Text, holds Date;
}
