//! Services that came and went, who provides them, whom they serve, who pays.

use super::{Both, Difference, Fact, Section, Side, Thing, Value, details, spot::Spot};
use crate::{
    diag::Place,
    id::ServiceId,
    model::{Organisation, PaidBy, Payment, Subject},
};

/// Adds the differences of all services.
pub(super) fn compare<'org>(both: &Both<'_, 'org>, rows: &mut Vec<Difference<'org>>) {
    for (at, (old, new)) in both.services().into_iter().enumerate() {
        let subjects = (old.map(Subject::Service), new.map(Subject::Service));
        let spot = Spot::new(both, Section::Services, subjects, at);
        let there = |id: Option<ServiceId>| id.map(|_| Value::There);
        rows.extend(spot.told(Fact::Service, there(old), there(new)));
        let told = |side, id: Option<ServiceId>| {
            id.map(|id| details::service(both.organisation(side).service(id)))
        };
        rows.extend(spot.details(told(Side::Old, old), told(Side::New, new)));
        let (was, is) = (
            providers(both, Side::Old, old),
            providers(both, Side::New, new),
        );
        rows.extend(spot.others(Fact::Provider, &was, &is));
        let (was, is) = (
            recipients(both, Side::Old, old),
            recipients(both, Side::New, new),
        );
        rows.extend(spot.others(Fact::Recipient, &was, &is));
        let (was, is) = (paid_by(both, Side::Old, old), paid_by(both, Side::New, new));
        rows.extend(spot.told(Fact::PaidBy, was, is));
    }
    // The organisation's own `paid_by` stands where its services stand, before them.
    let spot = Spot::new(
        both,
        Section::Services,
        (Some(Subject::Organisation), Some(Subject::Organisation)),
        0,
    );
    let default = |side| {
        let whole = both.view(side).whole_graph().organisation();
        let payments = whole.paid_by.as_deref();
        payments.map(|payments| Value::Text(payments_text(whole, payments)))
    };
    rows.extend(spot.told(Fact::PaidBy, default(Side::Old), default(Side::New)));
}

type Others<'org> = Vec<(Thing<'org>, Option<Place>)>;

fn providers<'org>(both: &Both<'_, 'org>, side: Side, id: Option<ServiceId>) -> Others<'org> {
    let organisation = both.organisation(side);
    let providers = id.map(|id| &organisation.service(id).provided_by);
    let providers = providers.into_iter().flatten();
    providers
        .map(|one| (Thing::of(organisation, *one), None))
        .collect()
}

fn recipients<'org>(both: &Both<'_, 'org>, side: Side, id: Option<ServiceId>) -> Others<'org> {
    let organisation = both.organisation(side);
    let relations = id.map(|id| &organisation.service(id).serves);
    let relations = relations.into_iter().flatten();
    let others = relations.map(|one| (Thing::of(organisation, one.to), Some(one.place)));
    others.collect()
}

/// Who pays according to the file, in an order that can be compared.
fn paid_by<'org>(both: &Both<'_, 'org>, side: Side, id: Option<ServiceId>) -> Option<Value<'org>> {
    let service = both.organisation(side).service(id?);
    let whole = both.view(side).whole_graph().organisation();
    let payments = service.paid_by.as_deref()?;
    Some(Value::Text(payments_text(whole, payments)))
}

fn payments_text(whole: &Organisation, payments: &[Payment]) -> String {
    let text = |payment: &Payment| {
        let from = match payment.from {
            PaidBy::One(payer) => whole.name_of(payer.into()),
            PaidBy::Recipients => "recipients",
        };
        let amount = payment.amount.map(|amount| format!(" {amount}"));
        let paid_as = payment
            .paid_as
            .map(|paid_as| format!(" as {}", paid_as.word()));
        let (amount, paid_as) = (amount.unwrap_or_default(), paid_as.unwrap_or_default());
        format!("{from}{amount}{paid_as}")
    };
    let mut texts: Vec<String> = payments.iter().map(text).collect();
    texts.sort_unstable();
    if texts.is_empty() {
        texts.push("nobody".to_owned());
    }
    texts.join(", ")
}
