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
    /// The services of its own for which alone the recipient uses it. An empty list: for nothing further. Only
    /// beside a department, a person, a group or everyone.
    "for" used_for: OneOrMany<Text>, holds Reference(SERVICE);
    /// How happy it is: one measurement or several, of which the newest counts.
    "satisfaction" satisfaction: OneOrMany<RawSatisfaction>;
    /// What was agreed with it.
    "agreed" agreed: RawAgreement;
}

record! {
    /// What was agreed with a recipient.
    RawAgreement is "an agreement (such as `{level: two working days}`)"
    /// What is promised.
    "level" level: Text;
    /// What counts as kept.
    "target" target: Text;
    /// When somebody last looked at it: 2026, 2026-05 or 2026-05-31.
    "reviewed" reviewed: Text, holds Date;
    /// The address of the agreement.
    "url" url: Text;
}

record! {
    /// One measurement of how happy a recipient is.
    RawSatisfaction is "a measurement (such as `{score: 7.5, n: 120}`)", with more: RawMore
    /// From the lowest possible score to the scale.
    "score" score: Text, holds Number;
    /// The lowest possible score. Left out: 0.
    "lowest" lowest: Text, holds Number;
    /// The highest possible score. Left out: 10.
    "scale" scale: Text, holds Number;
    /// `nps` for a net promoter score, from -100 to 100.
    "metric" metric: Text, holds Word(Metric);
    /// Of a net promoter score: how many would recommend.
    "promoters" promoters: Text, holds Count;
    /// Of a net promoter score: how many would advise against.
    "detractors" detractors: Text, holds Count;
    /// How many answered.
    "n" n: Text, holds Count;
    /// How many were asked.
    "asked" asked: Text, holds Count;
    /// The standard deviation of the answers, on the same scale as the score.
    "spread" spread: Text, holds Amount;
    /// When they were asked: 2026, 2026-05 or 2026-05-31.
    "measured" measured: Text, holds Date;
    /// How you know: a survey, a visit.
    "source" source: Text;
}

record! {
    /// One measurement, apart from its service: what a survey writes.
    RawMeasurement is "a measurement (such as `{service: ..., of: ..., score: 7.5}`)", with measured: RawSatisfaction
    /// The service.
    "service" service: Text, required "the service that was asked about", holds Reference(SERVICE);
    /// The recipient of the service who answered.
    "of" of: Text, required "the recipient that was asked", holds Reference(RECIPIENT);
    /// From the lowest possible score to the scale.
    "score" score: Text, required "the score", holds Number;
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
