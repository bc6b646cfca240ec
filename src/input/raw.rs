//! The records of the file as they are written: texts with places, nothing looked up or checked.

use super::{
    decode::{Decode, Decoder, OneOrMany, REQUIRED, record},
    document::push,
    node::{Node, Value},
};
use crate::diag::Place;

/// A text and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// As it is written.
    pub value: Box<str>,
    /// Where.
    pub place: Place,
}

/// Every record of a map, each list in the order of the files.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "README names each key")]
pub struct RawMap {
    /// Each `organisation` that a file states; a sound map has one.
    pub organisations: Vec<RawOrganisation>,
    pub departments: Vec<RawDepartment>,
    pub people: Vec<RawPerson>,
    pub groups: Vec<RawGroup>,
    pub services: Vec<RawService>,
    pub beneficiaries: Vec<RawParty>,
    pub payers: Vec<RawParty>,
    /// Finding and level.
    pub checks: Vec<(Text, Text)>,
    pub allow: Vec<RawAllow>,
}

/// A key at the top of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MapKey {
    Organisation,
    Departments,
    People,
    Groups,
    Services,
    Beneficiaries,
    Payers,
    Checks,
    Allow,
}

impl MapKey {
    /// The words, in the order of the variants.
    pub(super) const WORDS: &[&str] = &[
        "organisation",
        "departments",
        "people",
        "groups",
        "services",
        "beneficiaries",
        "payers",
        "checks",
        "allow",
    ];
    const ALL: [Self; 9] = [
        Self::Organisation,
        Self::Departments,
        Self::People,
        Self::Groups,
        Self::Services,
        Self::Beneficiaries,
        Self::Payers,
        Self::Checks,
        Self::Allow,
    ];

    pub(super) fn named(word: &str) -> Option<Self> {
        let word = if word == "organization" {
            "organisation"
        } else {
            word
        };
        Self::ALL.into_iter().find(|key| key.word() == word)
    }

    pub(super) fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }

    pub(super) fn is_list(self) -> bool {
        !matches!(self, Self::Organisation | Self::Checks)
    }
}

impl RawMap {
    /// Adds one item of the list `key`, or the value of a key that is no list.
    pub(super) fn take<'t>(&mut self, key: MapKey, node: Node<'t>, decoder: &mut Decoder<'t>) {
        match key {
            MapKey::Organisation => {
                let place = decoder.place(node.line, node.column);
                let before = decoder.problems.len();
                push(&mut self.organisations, node, decoder);
                let broken = decoder.problems.len() > before;
                if broken
                    && self
                        .organisations
                        .last()
                        .is_none_or(|last| last.place != place)
                {
                    self.organisations.push(RawOrganisation {
                        place,
                        broken,
                        ..RawOrganisation::default()
                    });
                }
            }
            MapKey::Departments => push(&mut self.departments, node, decoder),
            MapKey::People => push(&mut self.people, node, decoder),
            MapKey::Groups => push(&mut self.groups, node, decoder),
            MapKey::Services => push(&mut self.services, node, decoder),
            MapKey::Beneficiaries => push(&mut self.beneficiaries, node, decoder),
            MapKey::Payers => push(&mut self.payers, node, decoder),
            MapKey::Allow => push(&mut self.allow, node, decoder),
            MapKey::Checks => {
                if matches!(node.value, Value::Null) {
                    return;
                }
                let entries = decoder.entries(node, "a mapping of findings to levels");
                for (finding, level) in entries.unwrap_or_default() {
                    let level = Text::decode(level, decoder);
                    self.checks.extend(level.map(|level| (finding, level)));
                }
            }
        }
    }
}

record! {
    /// `organisation`.
    RawOrganisation is "an organisation"
    /// Its id.
    "id" id: Text;
    /// Its name.
    "name" name: Text;
    /// company, nonprofit or public.
    "kind" kind: Text;
    /// Its own word for whom it serves.
    "customers_called" customers_called: Text;
    /// The currency of every amount.
    "currency" currency: Text;
    /// Who pays for what serves a party.
    "paid_by" paid_by: Vec<RawPayment>, via one_or_many;
    /// Its sites.
    "sites" sites: Vec<Text>;
    /// What it is.
    "description" description: Text;
}

record! {
    /// A department.
    RawDepartment is "a department"
    /// Its id.
    "id" id: Text;
    /// Its name.
    "name" name: Text;
    /// The department that it is part of.
    "part_of" part_of: Text;
    /// What it is for.
    "purpose" purpose: Text;
    /// The person who leads it.
    "lead" lead: Text;
    /// Where it is.
    "site" site: Text;
    /// Its tags.
    "tags" tags: Vec<Text>;
    /// How many work there.
    "headcount" headcount: Text;
    /// Whom it serves, by a service without a name.
    "serves" serves: Vec<RawRelation>, via one_or_many;
    /// Who pays for that.
    "paid_by" paid_by: Vec<RawPayment>, via one_or_many;
    /// What it is.
    "description" description: Text;
    /// Its page.
    "url" url: Text;
    /// Anything else.
    "notes" notes: Text;
}

record! {
    /// A person.
    RawPerson is "a person"
    /// Its id.
    "id" id: Text;
    /// The name.
    "name" name: Text;
    /// The department.
    "department" department: Text;
    /// The role.
    "role" role: Text;
    /// Tags.
    "tags" tags: Vec<Text>;
    /// Where they are.
    "site" site: Text;
    /// The address.
    "email" email: Text;
    /// Since when.
    "since" since: Text;
    /// When they leave.
    "leaving" leaving: Text;
    /// Who takes over.
    "successor" successor: Text;
    /// Whom they serve, by a service without a name.
    "serves" serves: Vec<RawRelation>, via one_or_many;
    /// Who pays for that.
    "paid_by" paid_by: Vec<RawPayment>, via one_or_many;
    /// What they do.
    "description" description: Text;
    /// Their page.
    "url" url: Text;
    /// Anything else.
    "notes" notes: Text;
}

record! {
    /// A group of units.
    RawGroup is "a group"
    /// Its id.
    "id" id: Text;
    /// Its name.
    "name" name: Text;
    /// Units, groups, everyone.
    "members" members: Vec<Text>;
    /// Which units.
    "where" selector: RawWhere;
    /// Units that are taken away.
    "except" except: Vec<Text>;
    /// How many people.
    "size" size: Text;
    /// What it is.
    "description" description: Text;
    /// Its page.
    "url" url: Text;
    /// Anything else.
    "notes" notes: Text;
}

record! {
    /// A selector of units.
    RawWhere is "a selector (such as `{tag: computer}`)"
    /// Any of these tags.
    "tag" tag: Vec<Text>, via one_or_many;
    /// Any of these sites.
    "site" site: Vec<Text>, via one_or_many;
    /// department or person.
    "kind" kind: Vec<Text>, via one_or_many;
    /// Any of these roles.
    "role" role: Vec<Text>, via one_or_many;
    /// Persons who lead a department, or all other units.
    "leads" leads: Vec<Text>, via one_or_many;
}

record! {
    /// A service.
    RawService is "a service"
    /// Its id.
    "id" id: Text;
    /// Its name.
    "name" name: Text;
    /// Who provides it.
    "provided_by" provided_by: Vec<Text>, via one_or_many;
    /// Whom it serves.
    "serves" serves: Vec<RawRelation>, via one_or_many;
    /// Who pays for it.
    "paid_by" paid_by: Vec<RawPayment>, via one_or_many;
    /// What it is for.
    "purpose" purpose: Text;
    /// When somebody last looked at it.
    "reviewed" reviewed: Text;
    /// active, planned or retired.
    "status" status: Text;
    /// What it is.
    "description" description: Text;
    /// Its page.
    "url" url: Text;
    /// Anything else.
    "notes" notes: Text;
}

record! {
    /// What a service is to one recipient.
    RawRelation is "a recipient (its id, or `{to: ..., satisfaction: ...}`)", short to
    /// The recipient.
    "to" to: Text;
    /// How satisfied it is, one measurement or several.
    "satisfaction" satisfaction: Vec<RawSatisfaction>, via one_or_many;
    /// What it is.
    "description" description: Text;
    /// Its page.
    "url" url: Text;
    /// Anything else.
    "notes" notes: Text;
}

record! {
    /// One measurement of satisfaction.
    RawSatisfaction is "a measurement (such as `{score: 7.5, n: 120}`)"
    /// The score.
    "score" score: Text;
    /// The best possible score.
    "scale" scale: Text;
    /// How many answered.
    "n" n: Text;
    /// When.
    "measured" measured: Text;
    /// By what.
    "source" source: Text;
    /// What it is.
    "description" description: Text;
    /// Its page.
    "url" url: Text;
    /// Anything else.
    "notes" notes: Text;
}

record! {
    /// Who pays, how much and as what.
    RawPayment is "a payment (a payer's id, or `{from: ..., amount: ...}`)", short from
    /// The payer.
    "from" from: Text;
    /// How much a year.
    "amount" amount: Text;
    /// fee, grant, donation, budget or tax.
    "as" paid_as: Text;
    /// What it is.
    "description" description: Text;
    /// Its page.
    "url" url: Text;
    /// Anything else.
    "notes" notes: Text;
}

record! {
    /// Who looks after a party.
    RawRelationship is "a relationship (such as `{owner: ..., backup: ...}`)"
    /// Who does.
    "owner" owner: Text;
    /// Who stands in.
    "backup" backup: Text;
    /// Since when.
    "since" since: Text;
}

record! {
    /// Why a party came or went.
    RawTurn is "a reason (such as `{reason: product, note: ...}`)"
    /// product, market, relationship, referral, need (or price).
    "reason" reason: Text;
    /// In words.
    "note" note: Text;
    /// When.
    "date" date: Text;
}

record! {
    /// A claim why a party comes.
    RawReason is "a reason (such as `{claim: ..., confidence: assumed}`)"
    /// The claim.
    "claim" claim: Text;
    /// assumed, supported or refuted.
    "confidence" confidence: Text;
    /// Who says so.
    "source" source: Text;
    /// When.
    "date" date: Text;
    /// What it is.
    "description" description: Text;
    /// Its page.
    "url" url: Text;
    /// Anything else.
    "notes" notes: Text;
}

record! {
    /// Somebody outside: a beneficiary or a payer. (`reaches`, `why_not_us` and `could_use` are a
    /// beneficiary's alone.)
    RawParty is "a beneficiary or payer"
    /// Its id.
    "id" id: Text;
    /// Its name.
    "name" name: Text;
    /// person, business, government, nonprofit or society.
    "kind" kind: Text;
    /// active, prospect or former.
    "status" status: Text;
    /// Since when.
    "since" since: Text;
    /// What drives it.
    "drivers" drivers: Vec<Text>;
    /// What presses it.
    "pressures" pressures: Vec<Text>;
    /// To whom it passes on.
    "reaches" reaches: Vec<Text>;
    /// Why it came.
    "won_by" won_by: RawTurn;
    /// Why it stays.
    "kept_by" kept_by: Text;
    /// Why it went.
    "lost_by" lost_by: RawTurn;
    /// Why it isn't a customer.
    "why_not_us" why_not_us: Text;
    /// The services that could have served it.
    "could_use" could_use: Vec<Text>;
    /// Who looks after it.
    "relationship" relationship: RawRelationship;
    /// What it uses instead.
    "buys_from" buys_from: Vec<Text>;
    /// Why it comes.
    "reasons" reasons: Vec<RawReason>;
    /// What it is.
    "description" description: Text;
    /// Its page.
    "url" url: Text;
    /// Anything else.
    "notes" notes: Text;
}

record! {
    /// A finding that is silenced for a thing.
    RawAllow is "an `allow` (such as `{finding: ..., of: ..., because: ...}`)"
    /// The finding.
    "finding" finding: Text;
    /// The thing.
    "of" of: Text;
    /// Why.
    "because" because: Text;
    /// What it is.
    "description" description: Text;
    /// Its page.
    "url" url: Text;
    /// Anything else.
    "notes" notes: Text;
}
