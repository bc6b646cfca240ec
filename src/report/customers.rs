//! The parties outside, as `customers` shows them: key ones first, and what is not known of them.

mod cell;
mod columns;
mod details;
mod query;

pub(super) use cell::{or_not_known, owner_cell, transition};
pub use columns::CustomerFacts;
pub use query::CustomerQuery;

use super::{
    Answer, Data, Document, Limits, Line, Listing, ListingSort,
    size::{self, is_colleague, whose},
    words::{Intervals, count},
};
use crate::{
    analysis::{
        ChainDetail, PartyPayment, Primaries, PrimaryQuery, Reach, RelationsOfParties, View,
        contributors, owner_and_backup, roll_up,
    },
    id::{PartyId, Subject, UnitId},
    model::{Date, PartyList, Status},
};
use std::{cmp::Ordering, collections::BTreeSet};

/// The answer to a query: the customers, then the payers, and for some queries a list of their relationships or reasons.
pub struct Customers<'org> {
    listing: Listing<CustomerFacts<'org>>,
    /// The heading of the payers.
    payers_heading: &'static str,
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
        let mut data = self.listing.data();
        if let Some(details) = &self.details {
            // Data keeps the customers too; formats of one table take the details,
            // which answer the question.
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
            self.listing.rows.iter().cloned().partition(|row| row.party.list == PartyList::Payer);
        let mut document = Listing { rows: customers, ..self.listing.clone() }.document(limits);
        if !payers.is_empty() {
            document.text([Line::default(), self.payers_heading.into()]);
            let mut payers = Listing { rows: payers, ..self.listing.clone() };
            let of_name = payers.columns.iter_mut().filter(|it| it.labels.key == Some("id"));
            of_name.for_each(|column| column.labels.head = Some(("Payer", 4)));
            document.blocks.extend(payers.document(limits).blocks);
        }
        document
    }
}

/// Which customers are asked for, and in which order.
#[derive(Clone, Debug)]
pub struct CustomerChoice {
    /// The question.
    pub query: CustomerQuery,
    /// Only customers of these units; empty: all.
    pub units: Vec<UnitId>,
    /// The order; `None`: that of the question.
    pub sort: Option<ListingSort>,
}

/// The customers that are asked for; of a division its own.
pub fn customers<'org>(
    view: View<'_, 'org>,
    choice: &CustomerChoice,
    today: &Date,
    intervals: Intervals,
) -> Customers<'org> {
    let query = choice.query;
    let mut rows = found(view, query, today);
    if !choice.units.is_empty() {
        // After the question, so that the numbers of each customer are those of the whole map.
        let own = parties_of(view, &choice.units);
        rows.retain(|row| own.contains(&row.id));
    }
    if let Some(sort) = choice.sort {
        sort_rows(&mut rows, sort);
    }
    for row in &mut rows {
        row.intervals = intervals;
    }
    let counts = counts(view, &rows);
    let title: Vec<Line> =
        vec![format!("{}: {counts}", whose(view)).into(), query.title(choice.sort).into()];
    let blocks = details::details(view.organisation(), &rows, query, &title);
    let customers = Listing {
        title,
        none: "None.",
        ..Listing::new("customers", columns::columns(), query.shown(), rows)
    };
    let payers_heading = match choice.sort {
        None | Some(ListingSort::Money) => "Payers, by money:",
        Some(ListingSort::Name | ListingSort::Satisfaction) => "Payers:",
    };
    Customers { listing: customers, payers_heading, details: blocks }
}

/// How many customers and payers are listed. One way of counting: the customers of a division are those that it serves, its
/// payers those that pay for it or that it serves. It may own the relationship with others.
fn counts(view: View<'_, '_>, rows: &[CustomerFacts<'_>]) -> String {
    let is_payer = |row: &CustomerFacts<'_>| row.party.list == PartyList::Payer;
    let payers = rows.iter().filter(|row| is_payer(row)).count();
    let (mut unserved, mut unpaying) = (0, 0);
    if view.within().is_some() {
        let own_payers = size::payers(view);
        for row in rows.iter().filter(|row| row.party.status == Status::Active) {
            if is_payer(row) {
                unpaying += usize::from(!own_payers.contains(&row.id));
            } else {
                unserved += usize::from(row.contributors == 0);
            }
        }
    }
    let mut parts = vec![count(rows.len() - payers - unserved, "customer")];
    if unserved > 0 {
        parts.push(format!("and {unserved} that it doesn't serve"));
    }
    let others = "that it neither serves nor is paid by";
    match (payers - unpaying, unpaying) {
        (0, 0) => {}
        (own, 0) => parts.push(count(own, "payer")),
        (0, more) => parts.push(format!("{} {others}", count(more, "payer"))),
        (own, more) => {
            parts.extend([count(own, "payer"), format!("and {more} {others}")]);
        }
    }
    parts.join(", ")
}

/// The primary customers of some units but those that they only share, and those who pay for their services.
fn parties_of(view: View<'_, '_>, units: &[UnitId]) -> BTreeSet<PartyId> {
    let query = PrimaryQuery {
        reaches: vec![Reach::Direct, Reach::Through, Reach::Broad],
        parties: None,
        // Only the parties are needed, and whole chains cost more.
        chains: ChainDetail::FirstStep,
    };
    let primaries = Primaries::new(view.graph(), units.iter().copied(), query);
    let mut parties: BTreeSet<PartyId> =
        primaries.flat_map(|(_, own)| own.rows.into_iter().map(|row| row.party)).collect();
    for unit in units {
        let payers = view.payers_of_unit(*unit).into_iter();
        parties.extend(payers.filter_map(|payer| Subject::from(payer.payer).party()));
    }
    parties
}

/// Sorts customers; payers stay behind them.
fn sort_rows(rows: &mut [CustomerFacts<'_>], sort: ListingSort) {
    let lowest = |row: &CustomerFacts<'_>| row.rolled.lowest.unwrap_or(f64::INFINITY);
    let paid = |row: &CustomerFacts<'_>| row.payment.amount.unwrap_or(0.0);
    rows.sort_by(|a, b| match sort {
        ListingSort::Satisfaction => lowest(a).total_cmp(&lowest(b)),
        ListingSort::Money => paid(b).total_cmp(&paid(a)),
        ListingSort::Name => a.party.header.name.cmp(&b.party.header.name),
    });
    // The sort is stable: customers stay in the order found above, and
    // payers come behind in theirs.
    rows.sort_by_key(|row| row.party.list == PartyList::Payer);
}

/// The customers that answer a query, as a list.
pub(super) fn customer_listing<'org>(
    view: View<'_, 'org>,
    query: CustomerQuery,
    today: &Date,
) -> Listing<CustomerFacts<'org>> {
    let choice = CustomerChoice { query, units: Vec::new(), sort: None };
    customers(view, &choice, today, Intervals::Measured).listing
}

fn found<'org>(
    view: View<'_, 'org>,
    query: CustomerQuery,
    today: &Date,
) -> Vec<CustomerFacts<'org>> {
    let organisation = view.organisation();
    let payments = view.payments_by_party();
    let asked: Vec<PartyId> = organisation
        .parties()
        .map(|(id, _)| id)
        .filter(|id| is_asked_for(view, *id, query) && is_own(view, *id, &payments))
        .collect();
    let relations = RelationsOfParties::new(organisation);
    let contributors = contributors(view.graph(), asked.iter().copied());
    let mut found: Vec<CustomerFacts<'org>> = asked
        .into_iter()
        .zip(contributors)
        .map(|(id, contributors)| {
            let (declared_in, party) = view.declared(id);
            CustomerFacts {
                organisation: declared_in,
                id,
                party,
                payment: payments.get(id.index()).copied().unwrap_or_default(),
                contributors,
                is_colleague: is_colleague(view, id),
                rolled: roll_up(organisation, relations.of(id)),
                intervals: Intervals::Measured,
            }
        })
        .collect();
    found.retain(|customer| is_answer(customer, query, today));
    found.sort_by(|a, b| {
        let name = |customer: &CustomerFacts<'org>| {
            (&customer.party.header.name, &customer.party.header.id)
        };
        let is_payer = |customer: &CustomerFacts<'org>| customer.party.list == PartyList::Payer;
        let by_list = is_payer(a).cmp(&is_payer(b));
        // Nothing derived depends on the order of the file (SPEC 3), so equal ones go by name, and
        // by id if they share that.
        by_list.then_with(|| order(query, a, b)).then_with(|| name(a).cmp(&name(b)))
    });
    found
}

/// Which of two customers comes first in the answer to a query.
fn order(query: CustomerQuery, a: &CustomerFacts<'_>, b: &CustomerFacts<'_>) -> Ordering {
    let lowest = |customer: &CustomerFacts<'_>| customer.rolled.lowest.unwrap_or(0.0);
    let money = |customer: &CustomerFacts<'_>| customer.payment.amount.unwrap_or(0.0);
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

/// Whether a party is one of what is looked at. Of a division these are the parties that one of its services reaches, that
/// pay for one, that could use one, or whose relationship one of its units owns.
fn is_own(view: View<'_, '_>, id: PartyId, payments: &[PartyPayment]) -> bool {
    if view.within().is_none() || view.graph().steps_to_parties()[id.index()].is_some() {
        return true;
    }
    // A colleague is a party only because a service reaches them; those that
    // no step reaches are none.
    if is_colleague(view, id) {
        return false;
    }
    let (_, party) = view.declared(id);
    let is_inside = |unit: UnitId| view.inside(unit).is_some();
    payments[id.index()].basis.is_some()
        || owner_and_backup(party).0.is_some_and(is_inside)
        || view.services_in_whole().any(|(whole, _)| party.could_use.contains(&whole))
}

/// Whether a query is about parties like this one at all.
fn is_asked_for(view: View<'_, '_>, id: PartyId, query: CustomerQuery) -> bool {
    let (_, party) = view.declared(id);
    // A colleague outside a division is a customer of it, though on no list of the map.
    let is_customer = party.list == PartyList::Beneficiary || is_colleague(view, id);
    match query {
        CustomerQuery::Prospects => party.status != Status::Active,
        CustomerQuery::Assumptions => !party.reasons.is_empty(),
        // SPEC 3.7: a payer may be served, and so be unhappy or never asked, too.
        CustomerQuery::Key
        | CustomerQuery::AtRisk
        | CustomerQuery::Unhappy
        | CustomerQuery::Unmeasured => party.status == Status::Active,
        CustomerQuery::New | CustomerQuery::Longest => {
            party.status == Status::Active && is_customer
        }
    }
}

/// Whether a customer answers a query.
fn is_answer(customer: &CustomerFacts<'_>, query: CustomerQuery, today: &Date) -> bool {
    let since = customer.party.since.as_ref();
    let rolled = &customer.rolled;
    match query {
        CustomerQuery::Key | CustomerQuery::Prospects | CustomerQuery::Assumptions => true,
        CustomerQuery::New => {
            since.is_some_and(|it| !it.is_over_a_year_before(today) && !it.is_after(today))
        }
        CustomerQuery::Longest => since.is_some(),
        CustomerQuery::Unhappy => rolled.lowest_unhappy.is_some(),
        CustomerQuery::Unmeasured => rolled.measured < rolled.relationships,
        CustomerQuery::AtRisk => !customer.risks().is_empty(),
    }
}
