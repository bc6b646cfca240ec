//! Services: whom they serve, how happy those are, and who pays.

use super::Text;
use crate::input::{
    lists::{Items, TextOr},
    record::record,
};

record! {
    /// What somebody provides for somebody.
    RawService is "a service", and more
    /// How other lines point to it. Left out, it is made from the name: lower case, with hyphens.
    "id" id: Text, holds Id;
    /// What people call it.
    "name" name: Text;
    /// Departments, persons or organisation. With several, any of them provides it.
    "provided_by" provided_by: Items<Text>, via one_or_many;
    /// Whom it serves: departments, persons, groups, everyone, beneficiaries, or other services.
    "serves" serves: Items<TextOr<RawRelation>>, via one_or_many;
    /// Who pays for it. An empty list: nobody does.
    "paid_by" paid_by: Items<TextOr<RawPayment>>, via one_or_many;
    /// What it is good for.
    "purpose" purpose: Text;
    /// When somebody last looked at this entry.
    "reviewed" reviewed: Box<Text>, holds Date;
    /// Only active services provide or receive. Left out: active.
    "status" status: Box<Text>, holds Word(ServiceStatus);
}

record! {
    /// What a service is to one recipient.
    RawRelation is "a recipient (its id, or `{to: ..., satisfaction: ...}`)", short to, and more
    /// The recipient, by id or name.
    "to" to: Text;
    /// How happy it is: one measurement or several, of which the newest counts.
    "satisfaction" satisfaction: Items<RawSatisfaction>, via one_or_many;
}

record! {
    /// One measurement of how happy a recipient is.
    RawSatisfaction is "a measurement (such as `{score: 7.5, n: 120}`)", and more
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
    RawPayment is "a payment (a payer's id, or `{from: ..., amount: ...}`)", short from, and more
    /// Who pays, by id or name; organisation; or recipients: each party that the service serves.
    "from" from: Text;
    /// How much a year, as a plain number.
    "amount" amount: Text, holds Amount;
    /// What it counts as.
    "as" paid_as: Text, holds Word(PaidAs);
}
