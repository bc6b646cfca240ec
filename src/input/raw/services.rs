//! Services: whom they serve, how happy those are, and who pays.

use super::RawMore;
use crate::input::{
    lists::{OneOrMany, TextOr},
    record::record,
    text::Text,
};

record! {
    /// What somebody provides for somebody.
    RawService is "a service", with more: RawMore
    /// How other lines point to it. Left out, it is made from the name: lower case, with hyphens.
    "id" id: Text, holds Id;
    /// What people call it.
    "name" name: Text, required "what people call it";
    /// Departments, persons or organisation. With several, any of them provides it.
    "provided_by" provided_by: OneOrMany<Text>, required "who provides it",
        holds Reference(PROVIDER);
    /// What it is good for.
    "purpose" purpose: Text;
    /// When somebody last looked at this entry.
    "reviewed" reviewed: Box<Text>, holds Date;
    /// Only active services provide or receive. Left out: active.
    "status" status: Box<Text>, holds Word(ServiceStatus);
    /// Whom it serves: departments, persons, groups, everyone, beneficiaries, or other services.
    "serves" serves: OneOrMany<TextOr<RawRelation>>;
    /// Who pays for it. An empty list: nobody does.
    "paid_by" paid_by: OneOrMany<TextOr<RawPayment>>;
}

record! {
    /// What a service is to one recipient.
    RawRelation is "a recipient (its id, or `{to: ..., satisfaction: ...}`)", short to, with more: RawMore
    /// The recipient, by id or name.
    "to" to: Text, required "whom it serves", holds Reference(RECIPIENT);
    /// How happy it is: one measurement or several, of which the newest counts.
    "satisfaction" satisfaction: OneOrMany<RawSatisfaction>;
}

record! {
    /// One measurement of how happy a recipient is.
    RawSatisfaction is "a measurement (such as `{score: 7.5, n: 120}`)", with more: RawMore
    /// From 0 to the scale.
    "score" score: Text, holds Amount;
    /// The best possible score. Left out: 10.
    "scale" scale: Text, holds Scale;
    /// How many answered.
    "n" n: Text, holds Count;
    /// When they were asked: 2026, 2026-05 or 2026-05-31.
    "measured" measured: Text, holds Date;
    /// How you know: a survey, a visit.
    "source" source: Text;
}

record! {
    /// Who pays, how much and as what.
    RawPayment is "a payment (a payer's id, or `{from: ..., amount: ...}`)", short from, with more: RawMore
    /// Who pays, by id or name; organisation; or recipients: each party that the service serves.
    "from" from: Text, required "who pays", holds Reference(PAYER);
    /// How much a year, as a plain number.
    "amount" amount: Text, holds Amount;
    /// What it counts as.
    "as" paid_as: Text, holds Word(PaidAs);
}
