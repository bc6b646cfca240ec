//! The keys of the file format, each with the value that a thing of the model has for it.
//!
//! `input` declares what may be written; the same words here say how to read it back from the model. Export,
//! comparison and cards go through these tables, so that a new key of the file is one line here. A test holds the two
//! declarations together (`tests/it/keys.rs`).

use super::{
    Agreement, Datum, Group, Header, Organisation, PaidBy, Party, Payment, Reason, Record,
    Relation, Relationship, Satisfaction, Service, Unit, Verdict, VerdictAuthor, WonOrLost,
};
use crate::{
    diag::Slice,
    id::{Subject, UnitId},
};

/// A key of one kind of thing.
#[derive(Debug)]
pub struct FileKey<T> {
    /// The word in the file.
    pub word: &'static str,
    /// The readers who may see the value.
    pub visibility: Visibility,
    /// The value that a thing has; [`Datum::Empty`] where the file doesn't say.
    pub value: for<'org> fn(&'org T, &'org Organisation) -> Datum<'org>,
}

/// Who may see the value of a key (SPEC 5, Privacy).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Everybody.
    Public,
    /// Only who asks for confidential facts.
    Confidential,
}

/// The values of a thing under its keys, in the order of the table.
pub fn record<'org, T>(
    keys: &'static [FileKey<T>],
    thing: &'org T,
    organisation: &'org Organisation,
) -> Record<'org> {
    keys.iter().map(|key| (key.word, (key.value)(thing, organisation))).collect()
}

/// The value of a thing under one key of a table; [`Datum::Empty`] where the table lacks the word.
pub fn stated<'org, T>(
    keys: &[FileKey<T>],
    word: &str,
    thing: &'org T,
    organisation: &'org Organisation,
) -> Datum<'org> {
    let key = keys.iter().find(|key| key.word == word);
    key.map_or(Datum::Empty, |key| (key.value)(thing, organisation))
}

/// Declares a table of keys.
macro_rules! keys {
    ($($(#[doc = $doc:literal])+ $table:ident of $thing:ty {
        $($word:literal $(($visibility:ident))? => $value:expr;)+
    })+) => {$(
        $(#[doc = $doc])+
        pub const $table: &[FileKey<$thing>] = &[$(FileKey {
            word: $word,
            visibility: keys!(@visibility $($visibility)?),
            value: $value,
        }),+];
    )+};
    (@visibility confidential) => { Visibility::Confidential };
    (@visibility) => { Visibility::Public };
}

keys! {
    /// The keys of the organisation. Its `paid_by` are payments: see [`PAYMENT`].
    ORGANISATION of Organisation {
        "id" => |it, _| Datum::Id(&it.header.id);
        "name" => |it, _| Datum::text(&it.header.name);
        "kind" => |it, _| Datum::Word(it.kind.word());
        "customers_called" => |it, _| text(it.customers_called.as_ref());
        "currency" => |it, _| text(it.currency.as_ref());
        "paid_by" => |it, organisation| payments(it.paid_by.as_deref(), organisation);
        "sites" => |it, _| Datum::texts(&it.sites);
        "description" => |it, organisation| description(&it.header, organisation);
    }
    /// The keys of a department.
    DEPARTMENT of Unit {
        "id" => |it, _| Datum::Id(&it.header.id);
        "name" => |it, _| Datum::text(&it.header.name);
        "part_of" => |it, organisation| unit(it.part_of, organisation);
        "purpose" => |it, _| text(it.department().and_then(|it| it.purpose.as_ref()));
        "lead" => |it, organisation| unit(it.department().and_then(|it| it.lead), organisation);
        "site" => |it, organisation| organisation.site(it).map(Datum::text).into();
        "tags" => |it, organisation| Datum::texts(organisation.tags(it));
        "headcount" => |it, _| count(it.department().and_then(super::Department::headcount));
        "description" => |it, organisation| description(&it.header, organisation);
        "url" => |it, organisation| url(&it.header, organisation);
        "notes" => |it, organisation| notes(&it.header, organisation);
    }
    /// The keys of a person.
    PERSON of Unit {
        "id" => |it, _| Datum::Id(&it.header.id);
        "name" => |it, _| Datum::text(&it.header.name);
        "department" => |it, organisation| unit(it.part_of, organisation);
        "role" => |it, _| text(it.person().and_then(|it| it.role.as_ref()));
        "tags" => |it, organisation| Datum::texts(organisation.tags(it));
        "site" => |it, organisation| organisation.site(it).map(Datum::text).into();
        "email" (confidential) => |it, _| {
            it.person().and_then(super::Person::email).map(Datum::text).into()
        };
        "since" => |it, _| it.person().and_then(super::Person::since).map(Datum::date).into();
        "leaving" (confidential) => |it, _| {
            it.person().and_then(super::Person::leaving).map(Datum::date).into()
        };
        "successor" (confidential) => |it, organisation| {
            unit(it.person().and_then(super::Person::successor), organisation)
        };
        "description" => |it, organisation| description(&it.header, organisation);
        "url" => |it, organisation| url(&it.header, organisation);
        "notes" => |it, organisation| notes(&it.header, organisation);
    }
    /// The keys of a group, but for those that say which units it holds.
    GROUP of Group {
        "id" => |it, _| Datum::Id(&it.header.id);
        "name" => |it, _| Datum::text(&it.header.name);
        "size" => |it, _| count(it.size);
        "expects" => |it, _| Datum::texts(&it.expects);
        "obligation" => |it, _| text(it.obligation.as_ref());
        "reviewed" => |it, _| it.reviewed.as_ref().map(Datum::date).into();
        "description" => |it, organisation| description(&it.header, organisation);
        "url" => |it, organisation| url(&it.header, organisation);
        "notes" => |it, organisation| notes(&it.header, organisation);
    }
    /// The keys of a service. Its `serves` are relationships: see [`RELATIONSHIP`].
    SERVICE of Service {
        "id" => |it, _| Datum::Id(&it.header.id);
        "name" => |it, _| Datum::text(&it.header.name);
        "provided_by" => |it, organisation| {
            Datum::names(organisation, it.provided_by.iter().map(|one| Subject::from(*one)))
        };
        "purpose" => |it, _| it.purpose().map(Datum::text).into();
        "reviewed" => |it, _| it.reviewed().map(Datum::date).into();
        "status" => |it, _| Datum::Word(it.status().word());
        "serves" => |it, organisation| relationships(it, organisation);
        "paid_by" => |it, organisation| payments(it.paid_by(), organisation);
        "description" => |it, organisation| description(&it.header, organisation);
        "url" => |it, organisation| url(&it.header, organisation);
        "notes" => |it, organisation| notes(&it.header, organisation);
    }
    /// The keys of a payment.
    PAYMENT of Payment {
        "from" => |it, organisation| match it.from {
            PaidBy::One(payer) => Datum::name(organisation, payer),
            PaidBy::Recipients => Datum::Id("recipients"),
        };
        "amount" => |it, organisation| {
            it.amount.map(|amount| Datum::money(organisation, amount)).into()
        };
        "as" => |it, _| it.paid_as.map(|it| Datum::Word(it.word())).into();
    }
    /// The keys of one measurement of satisfaction.
    SATISFACTION of Satisfaction {
        "score" => |it, _| it.score.map(Datum::Number).into();
        "lowest" => |it, _| Datum::Number(it.lowest);
        "scale" => |it, _| Datum::Number(it.scale);
        "metric" => |it, _| it.metric.map(|it| Datum::Word(it.word())).into();
        "promoters" => |it, _| count(it.promoters);
        "detractors" => |it, _| count(it.detractors);
        "n" => |it, _| count(it.n);
        "asked" => |it, _| count(it.asked);
        "spread" => |it, _| it.spread.map(Datum::Number).into();
        "measured" => |it, _| it.measured.as_ref().map(Datum::date).into();
        "source" => |it, _| text(it.source.as_ref());
    }
    /// The keys of what was agreed with a recipient.
    AGREEMENT of Agreement {
        "level" => |it, _| text(it.level.as_ref());
        "target" => |it, _| text(it.target.as_ref());
        "reviewed" => |it, _| it.reviewed.as_ref().map(Datum::date).into();
        "url" => |it, _| text(it.url.as_ref());
    }
    /// The keys of a verdict.
    VERDICT of Verdict {
        "unit" => |it, organisation| Datum::name(organisation, Subject::Unit(it.unit));
        "customer" => |it, organisation| Datum::name(organisation, Subject::Party(it.customer));
        "verdict" => |it, _| Datum::Word(it.verdict.word());
        "because" => |it, _| text(it.because.as_ref());
        "by" => |it, organisation| match &it.by {
            Some(VerdictAuthor::Unit(unit)) => Datum::name(organisation, Subject::Unit(*unit)),
            Some(VerdictAuthor::Text(text)) => Datum::text(text),
            None => Datum::Empty,
        };
        "date" => |it, _| it.date.as_ref().map(Datum::date).into();
    }
    /// The keys of a beneficiary or payer.
    PARTY of Party {
        "id" => |it, _| Datum::Id(&it.header.id);
        "name" => |it, _| Datum::text(&it.header.name);
        "kind" => |it, _| Datum::Word(it.kind_word());
        "status" => |it, _| Datum::Word(it.status.word());
        "since" => |it, _| it.since.as_ref().map(Datum::date).into();
        "expects" => |it, _| Datum::texts(&it.expects);
        "obligation" => |it, _| text(it.obligation.as_ref());
        "drivers" => |it, _| Datum::texts(&it.drivers);
        "pressures" => |it, _| Datum::texts(&it.pressures);
        "reaches" => |it, organisation| {
            Datum::names(organisation, it.reaches.iter().map(|(to, _)| Subject::Party(*to)))
        };
        "won_by" => |it, organisation| optional(WON_OR_LOST, it.won_by.as_ref(), organisation);
        "kept_by" => |it, _| text(it.kept_by.as_ref());
        "lost_by" => |it, organisation| optional(WON_OR_LOST, it.lost_by.as_ref(), organisation);
        "why_not_us" => |it, _| text(it.why_not_us.as_ref());
        "could_use" => |it, organisation| {
            Datum::names(organisation, it.could_use.iter().map(|one| Subject::Service(*one)))
        };
        "relationship" => |it, organisation| {
            optional(RELATIONSHIP_OWNER, it.relationship.as_ref(), organisation)
        };
        "buys_from" => |it, _| Datum::texts(&it.buys_from);
        "reasons" => |it, organisation| {
            let all = it.reasons.iter().map(|reason| record(REASON, reason, organisation));
            Datum::Records(all.collect())
        };
        "reviewed" => |it, _| it.reviewed.as_ref().map(Datum::date).into();
        "description" => |it, organisation| description(&it.header, organisation);
        "url" => |it, organisation| url(&it.header, organisation);
        "notes" => |it, organisation| notes(&it.header, organisation);
    }
    /// The keys of why a party was won or lost.
    WON_OR_LOST of WonOrLost {
        "reason" => |it, _| it.reason.map(|it| Datum::Word(it.word())).into();
        "note" => |it, _| text(it.note.as_ref());
        "date" => |it, _| it.date.as_ref().map(Datum::date).into();
    }
    /// The keys of the relationship with a party: its owner and backup.
    RELATIONSHIP_OWNER of Relationship {
        "owner" => |it, organisation| unit(it.owner, organisation);
        "backup" => |it, organisation| unit(it.backup, organisation);
        "since" => |it, _| it.since.as_ref().map(Datum::date).into();
    }
    /// The keys of a claim why a party comes.
    REASON of Reason {
        "claim" => |it, _| text(it.claim.as_ref());
        "confidence" => |it, _| Datum::Word(it.confidence.word());
        "source" => |it, _| text(it.source.as_ref());
        "date" => |it, _| it.date.as_ref().map(Datum::date).into();
    }
}

/// The words of the keys of a relationship, in the order of [`relationship`].
// Not a table of `FileKey`: a `Relation` is put together on demand, so there is
// no value to borrow from.
pub const RELATIONSHIP: &[&str] = &["to", "for", "satisfaction", "agreed"];

/// One relationship of a service, under the keys of the file.
pub fn relationship<'org>(
    relation: Relation<'org>,
    organisation: &'org Organisation,
) -> Record<'org> {
    let measured = relation.satisfaction.iter().map(|one| record(SATISFACTION, one, organisation));
    let used_for = relation.used_for.map(|services| {
        Datum::names(organisation, services.iter().map(|service| Subject::Service(*service)))
    });
    let values = [
        Datum::name(organisation, relation.to),
        used_for.into(),
        Datum::Records(measured.collect()),
        optional(AGREEMENT, relation.agreed, organisation),
    ];
    RELATIONSHIP.iter().copied().zip(values).collect()
}

fn relationships<'org>(service: &'org Service, organisation: &'org Organisation) -> Datum<'org> {
    let relations = organisation.relations_of(service);
    Datum::Records(relations.map(|relation| relationship(relation, organisation)).collect())
}

/// The payments of a `paid_by`. An empty list (nobody pays) is not the same as no key.
fn payments<'org>(
    payments: Option<&'org [Payment]>,
    organisation: &'org Organisation,
) -> Datum<'org> {
    let all = |all: &'org [Payment]| {
        Datum::Records(all.iter().map(|one| record(PAYMENT, one, organisation)).collect())
    };
    payments.map(all).into()
}

/// A record that may not be there.
fn optional<'org, T>(
    keys: &'static [FileKey<T>],
    thing: Option<&'org T>,
    organisation: &'org Organisation,
) -> Datum<'org> {
    thing.map(|thing| Datum::Record(record(keys, thing, organisation))).into()
}

fn text(text: Option<&Slice>) -> Datum<'_> {
    text.map(|text| Datum::text(text)).into()
}

fn count<'org>(count: Option<u64>) -> Datum<'org> {
    count.map(Datum::Count).into()
}

fn unit(unit: Option<UnitId>, organisation: &Organisation) -> Datum<'_> {
    unit.map(|unit| Datum::name(organisation, Subject::Unit(unit))).into()
}

fn description<'org>(header: &'org Header, organisation: &'org Organisation) -> Datum<'org> {
    text(organisation.texts(header).and_then(|free| free.description.as_ref()))
}

fn url<'org>(header: &'org Header, organisation: &'org Organisation) -> Datum<'org> {
    text(organisation.texts(header).and_then(|free| free.url.as_ref()))
}

fn notes<'org>(header: &'org Header, organisation: &'org Organisation) -> Datum<'org> {
    text(organisation.texts(header).and_then(|free| free.notes.as_ref()))
}
