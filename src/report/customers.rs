//! The parties outside, as `customers` shows them: key ones first, and what is not known of them.

mod cell;
mod fact;
mod table;

pub(super) use cell::{keepers_cell, or_not_known, turn};
pub use fact::CustomerFact;
pub use table::customers_table;

use self::fact::fact;
use crate::{
    analysis::{UNHAPPY, contributors, paying, pays},
    graph::Graph,
    id::PartyId,
    model::{Date, List, Organisation, Party, Status},
};
use std::cmp::Ordering;

/// Which customers are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// All that are active, key ones first.
    Key,
    /// Those who came within the last 12 months.
    New,
    /// Those known to have been there longest.
    Longest,
    /// Those whose lowest newest score is under 6 of 10.
    Unhappy,
    /// Those whom nobody has asked.
    Unmeasured,
    /// Those who could be customers, and those who were.
    Prospects,
    /// Why they come, as far as anybody knows.
    Assumptions,
    /// Those who may be lost, and why.
    AtRisk,
}

/// The customers that a question asks for, in its order.
#[must_use]
pub fn customers<'org>(
    graph: &Graph<'org>,
    question: Question,
    today: &Date,
) -> Vec<CustomerFact<'org>> {
    let organisation = graph.organisation();
    let (pays, paying) = (pays(organisation), paying(organisation));
    let all = organisation.parties().filter(|(_, party)| asked_for(party, question));
    let all: Vec<(PartyId, &Party)> = all.collect();
    let contributors = contributors(graph, all.iter().map(|(id, _)| *id));
    let facts = all.into_iter().zip(contributors).map(|((id, party), contributors)| {
        fact(organisation, id, party, pays[id.index()], paying.contains(&id), contributors)
    });
    let mut facts: Vec<CustomerFact<'org>> = facts.collect();
    facts.retain(|fact| answers(organisation, fact, question, today));
    facts.sort_by(|a, b| {
        let by_name = (a.name, a.id).cmp(&(b.name, b.id));
        order(organisation, question, a, b).then(by_name)
    });
    facts
}

/// Which of two comes first in the answer to a question.
fn order(
    organisation: &Organisation,
    question: Question,
    a: &CustomerFact<'_>,
    b: &CustomerFact<'_>,
) -> Ordering {
    let since = |fact: &CustomerFact<'_>| &organisation.party(fact.party).since;
    let lowest = |fact: &CustomerFact<'_>| fact.lowest.unwrap_or(0.0);
    let money = |fact: &CustomerFact<'_>| fact.pays.unwrap_or(0.0);
    match question {
        Question::New => since(b).cmp(since(a)),
        Question::Longest => since(a).cmp(since(b)),
        Question::Unhappy => lowest(a).total_cmp(&lowest(b)),
        Question::Key
        | Question::Unmeasured
        | Question::Prospects
        | Question::Assumptions
        | Question::AtRisk => {
            let money = money(b).total_cmp(&money(a));
            money.then(b.contributors.cmp(&a.contributors))
        }
    }
}

/// Whether a question is about parties of this status at all.
fn asked_for(party: &Party, question: Question) -> bool {
    match question {
        Question::Prospects => party.status != Status::Active,
        Question::Assumptions => !party.reasons.is_empty(),
        Question::Key | Question::AtRisk => party.status == Status::Active,
        Question::New | Question::Longest | Question::Unhappy | Question::Unmeasured => {
            party.status == Status::Active && party.list == List::Beneficiary
        }
    }
}

/// Whether a party answers a question.
fn answers(
    organisation: &Organisation,
    fact: &CustomerFact<'_>,
    question: Question,
    today: &Date,
) -> bool {
    let since = organisation.party(fact.party).since.as_ref();
    match question {
        Question::Key | Question::Prospects | Question::Assumptions => true,
        Question::New => since.is_some_and(|since| !since.is_over_a_year_before(today)),
        Question::Longest => since.is_some(),
        Question::Unhappy => fact.lowest.is_some_and(|score| score < UNHAPPY),
        Question::Unmeasured => fact.measured < fact.relationships,
        Question::AtRisk => !fact.risks.is_empty(),
    }
}
