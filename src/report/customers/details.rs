//! Details of customers, a row each: their relationships, and why they come.

use super::{
    super::{Answer, Line, Listing, listing::Column, words::happy},
    columns::{CustomerFacts, pays, pays_cell},
    query::CustomerQuery,
};
use crate::{
    analysis::{RelationsOfParties, is_unhappy, is_untested},
    model::{Datum, Name, Organisation, Reason, Relation, Satisfaction},
};

/// The columns that a screen shows.
const SERVED: &[&str] = &["customer", "service", "satisfaction", "pays"];
const CLAIM: &[&str] = &["customer", "claim", "confidence", "source", "date"];

/// The details that a query asks for, if it does.
pub(super) fn details<'org>(
    organisation: &'org Organisation,
    customers: &[CustomerFacts<'org>],
    query: CustomerQuery,
    title: &[Line],
) -> Option<Box<dyn Answer + 'org>> {
    let is_asked_for: fn(Option<&Satisfaction>) -> bool = match query {
        CustomerQuery::Unhappy => |newest| newest.is_some_and(is_unhappy),
        CustomerQuery::Unmeasured => |newest| newest.is_none(),
        CustomerQuery::Assumptions => {
            let rows = customers.iter().flat_map(|customer| {
                let reasons = customer.party.reasons.iter();
                reasons.map(|reason| Claim { customer: customer.name(), reason })
            });
            let listing = Listing::new("reasons", claim_columns(), CLAIM, rows.collect());
            return Some(Box::new(Listing { title: title.to_vec(), none: "None.", ..listing }));
        }
        CustomerQuery::Key
        | CustomerQuery::New
        | CustomerQuery::Longest
        | CustomerQuery::Prospects
        | CustomerQuery::AtRisk => return None,
    };
    let relations = RelationsOfParties::new(organisation);
    let rows = customers
        .iter()
        .flat_map(|customer| served(organisation, &relations, customer, is_asked_for));
    let listing = Listing::new("relationships", served_columns(), SERVED, rows.collect());
    Some(Box::new(Listing { title: title.to_vec(), none: "None.", ..listing }))
}

/// A relationship of a customer.
struct Served<'org> {
    customer: CustomerFacts<'org>,
    service: Name<'org>,
    relation: Relation<'org>,
}

/// The relationships of a customer whose newest measurement is asked for.
fn served<'org>(
    organisation: &'org Organisation,
    relations: &RelationsOfParties<'org>,
    customer: &CustomerFacts<'org>,
    is_asked_for: fn(Option<&Satisfaction>) -> bool,
) -> Vec<Served<'org>> {
    let own = relations.with_services(customer.id);
    let found = own.filter(|(_, relation)| is_asked_for(relation.newest()));
    let row = |(id, relation)| Served {
        customer: customer.clone(),
        service: Name::of(organisation, id),
        relation,
    };
    found.map(row).collect()
}

fn served_columns<'org>() -> Vec<Column<Served<'org>>> {
    let column = Column::<Served<'org>>::new;
    vec![
        column("customer", |it| Datum::Name(it.customer.name())).headed("Customer", 3),
        column("customer_name", |it| Datum::text(it.customer.name().name)),
        column("service", |it| Datum::Name(it.service)).headed("Service", 3),
        column("service_name", |it| Datum::text(it.service.name)),
        column("satisfaction", |it| {
            it.relation.newest().and_then(Satisfaction::of_ten).map(Datum::Score).into()
        })
        .headed("Satisfaction", 4)
        .or("not measured")
        .shown(|it| happy(it.customer.organisation, it.relation, it.customer.intervals).into()),
        column("n", |it| it.relation.newest().and_then(|newest| newest.n).map(Datum::Count).into()),
        column("measured", |it| {
            it.relation.newest().and_then(|newest| newest.measured.as_ref()).map(Datum::date).into()
        }),
        column("pays", |it| pays(&it.customer))
            .headed("Pays a year", 2)
            .shown(|it| pays_cell(&it.customer)),
    ]
}

/// A claim why a customer comes.
struct Claim<'org> {
    customer: Name<'org>,
    reason: &'org Reason,
}

fn claim_columns<'org>() -> Vec<Column<Claim<'org>>> {
    let column = Column::<Claim<'org>>::new;
    vec![
        column("customer", |it| Datum::Name(it.customer)).headed("Customer", 3),
        column("customer_name", |it| Datum::text(it.customer.name)),
        column("claim", |it| it.reason.claim.as_deref().map(Datum::text).into())
            .headed("Claim", 5)
            .or("not known"),
        column("confidence", |it| Datum::Word(it.reason.confidence.word()))
            .headed("Tested?", 3)
            .shown(|it| match (it.reason.confidence.word(), is_untested(it.reason)) {
                ("supported", true) => "called supported, no source".into(),
                (word, _) => word.into(),
            }),
        column("source", |it| it.reason.source.as_deref().map(Datum::text).into())
            .headed("Source", 3)
            .or("not known"),
        column("date", |it| it.reason.date.as_ref().map(Datum::date).into())
            .headed("Date", 2)
            .or("not known"),
    ]
}
