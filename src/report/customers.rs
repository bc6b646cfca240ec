//! The parties outside, as `customers` shows them: key ones first, and what is not known of them.

mod cell;
mod columns;
mod details;
mod query;

pub(super) use cell::{or_not_known, owner_cell, turn};
pub use columns::CustomerFacts;
pub use query::CustomerQuery;

use super::{Answer, Data, Document, Limits, Line, Listing, words::count};
use crate::{
    analysis::{RelationsOfParties, contributors, paying, pays, roll_up},
    graph::Graph,
    id::PartyId,
    model::{Date, Party, PartyList, Status},
};
use std::cmp::Ordering;

/// The answer to a query: the customers, then the payers, and for some queries a list of their relationships or reasons.
pub struct Customers<'org> {
    customers: Listing<CustomerFacts<'org>>,
    details: Option<Box<dyn Answer + 'org>>,
}

impl Answer for Customers<'_> {
    fn document(&self, limits: Limits) -> Document {
        match &self.details {
            Some(details) => details.document(limits),
            None => self.tables(limits),
        }
    }

    fn data(&self) -> Data<'_> {
        let mut data = self.customers.data();
        if let Some(details) = &self.details {
            data.main = Some(data.entries.len());
            data.entries.extend(details.data().entries);
        }
        data
    }
}

impl Customers<'_> {
    /// The customers as a table, and the payers as another one: they pay, and are no customers.
    fn tables(&self, limits: Limits) -> Document {
        let (payers, customers): (Vec<_>, Vec<_>) =
            self.customers.rows.iter().cloned().partition(|row| row.party.list == PartyList::Payer);
        let mut document = Listing { rows: customers, ..self.customers.clone() }.document(limits);
        if !payers.is_empty() {
            document.text([Line::default(), "Payers, by money:".into()]);
            let mut payers = Listing { rows: payers, ..self.customers.clone() };
            let of_name = payers.columns.iter_mut().filter(|it| it.labels.key == Some("id"));
            of_name.for_each(|column| column.labels.head = Some(("Payer", 4)));
            document.blocks.extend(payers.document(limits).blocks);
        }
        document
    }
}

/// The customers that a query asks for, in its order.
#[must_use]
pub fn customers<'org>(graph: &Graph<'org>, query: CustomerQuery, today: &Date) -> Customers<'org> {
    let organisation = graph.organisation();
    let rows = found(graph, query, today);
    let payers = rows.iter().filter(|row| row.party.list == PartyList::Payer).count();
    let mut counts = count(rows.len() - payers, "customer");
    if payers > 0 {
        counts = format!("{counts}, {}", count(payers, "payer"));
    }
    let title: Vec<Line> =
        vec![format!("{}: {counts}", organisation.about.name).into(), query.title().into()];
    let details = details::details(organisation, &rows, query, &title);
    let customers = Listing {
        title,
        none: "None.",
        ..Listing::new("customers", columns::columns(), query.shown(), rows)
    };
    Customers { customers, details }
}

/// The same as a list.
pub(super) fn customer_listing<'org>(
    graph: &Graph<'org>,
    query: CustomerQuery,
    today: &Date,
) -> Listing<CustomerFacts<'org>> {
    customers(graph, query, today).customers
}

fn found<'org>(
    graph: &Graph<'org>,
    query: CustomerQuery,
    today: &Date,
) -> Vec<CustomerFacts<'org>> {
    let organisation = graph.organisation();
    let (pays, paying) = (pays(graph), paying(graph));
    let asked: Vec<(PartyId, &Party)> =
        organisation.parties().filter(|(_, party)| is_asked_for(party, query)).collect();
    let relations = RelationsOfParties::new(organisation);
    let contributors = contributors(graph, asked.iter().map(|(id, _)| *id));
    let mut found: Vec<CustomerFacts<'org>> = asked
        .into_iter()
        .zip(contributors)
        .map(|((id, party), contributors)| CustomerFacts {
            organisation,
            id,
            party,
            pays: pays[id.index()],
            is_paying: paying.contains(&id),
            contributors,
            rolled: roll_up(relations.of(id)),
        })
        .collect();
    found.retain(|customer| is_answer(customer, query, today));
    found.sort_by(|a, b| {
        let name =
            |customer: &CustomerFacts<'org>| (&customer.party.about.name, &customer.party.about.id);
        let is_payer = |customer: &CustomerFacts<'org>| customer.party.list == PartyList::Payer;
        let by_list = is_payer(a).cmp(&is_payer(b));
        by_list.then_with(|| order(query, a, b)).then_with(|| name(a).cmp(&name(b)))
    });
    found
}

/// Which of two customers comes first in the answer to a query.
fn order(query: CustomerQuery, a: &CustomerFacts<'_>, b: &CustomerFacts<'_>) -> Ordering {
    let lowest = |customer: &CustomerFacts<'_>| customer.rolled.lowest.unwrap_or(0.0);
    let money = |customer: &CustomerFacts<'_>| customer.pays.unwrap_or(0.0);
    match query {
        CustomerQuery::New => b.party.since.cmp(&a.party.since),
        CustomerQuery::Longest => a.party.since.cmp(&b.party.since),
        CustomerQuery::Unhappy => lowest(a).total_cmp(&lowest(b)),
        CustomerQuery::Key
        | CustomerQuery::Unmeasured
        | CustomerQuery::Prospects
        | CustomerQuery::Assumptions
        | CustomerQuery::AtRisk => {
            money(b).total_cmp(&money(a)).then(b.contributors.cmp(&a.contributors))
        }
    }
}

/// Whether a query is about parties of this status at all.
fn is_asked_for(party: &Party, query: CustomerQuery) -> bool {
    match query {
        CustomerQuery::Prospects => party.status != Status::Active,
        CustomerQuery::Assumptions => !party.reasons.is_empty(),
        CustomerQuery::Key | CustomerQuery::AtRisk => party.status == Status::Active,
        CustomerQuery::New
        | CustomerQuery::Longest
        | CustomerQuery::Unhappy
        | CustomerQuery::Unmeasured => {
            party.status == Status::Active && party.list == PartyList::Beneficiary
        }
    }
}

/// Whether a customer answers a query.
fn is_answer(customer: &CustomerFacts<'_>, query: CustomerQuery, today: &Date) -> bool {
    let since = customer.party.since.as_ref();
    let rolled = &customer.rolled;
    match query {
        CustomerQuery::Key | CustomerQuery::Prospects | CustomerQuery::Assumptions => true,
        CustomerQuery::New => since.is_some_and(|since| !since.is_over_a_year_before(today)),
        CustomerQuery::Longest => since.is_some(),
        CustomerQuery::Unhappy => rolled.lowest_unhappy.is_some(),
        CustomerQuery::Unmeasured => rolled.measured < rolled.relationships,
        CustomerQuery::AtRisk => !customer.risks().is_empty(),
    }
}
