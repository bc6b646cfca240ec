//! The parties outside, as `customers` shows them: key ones first, and what is not known of them.

use super::{
    Cell, Column, ReasonFact, Table, TurnFact,
    facts::{reason_fact, turn_fact},
    words::{amount, count},
};
use crate::{
    analysis::{self, Rolled, keepers, known, pays, relations_with, roll_up},
    graph::{Graph, Tails},
    id::{PartyId, UnitId},
    model::{Date, List, Organisation, Party, Satisfaction, Status, Subject},
};
use serde::Serialize;

/// A score below this, of 10, is unhappy.
const UNHAPPY: f64 = 6.0;

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

/// A party with what is derived of it.
#[derive(Debug, Serialize)]
pub struct CustomerFact<'org> {
    /// Its id.
    pub id: &'org str,
    /// Its name.
    pub name: &'org str,
    /// beneficiary or payer.
    pub list: &'org str,
    /// active, prospect or former.
    pub status: &'org str,
    /// Since when.
    pub since: Option<&'org str>,
    /// What it pays a year, as far as known.
    pub pays: Option<f64>,
    /// How many units contribute to it.
    pub contributors: usize,
    /// How many relationships serve it straight.
    pub relationships: usize,
    /// How many of them were measured.
    pub measured: usize,
    /// Their newest scores in one, of 10.
    pub satisfaction: Option<f64>,
    /// How many answered, where all say so: then the scores are weighted by it.
    pub answers: Option<u64>,
    /// The lowest of the scores.
    pub lowest: Option<f64>,
    /// The newest date of a measurement.
    pub measured_last: Option<&'org str>,
    /// Who looks after it.
    pub owner: Option<&'org str>,
    /// Who stands in.
    pub backup: Option<&'org str>,
    /// How many of seven things are known.
    pub known: usize,
    /// Those that are not.
    pub blanks: Vec<&'static str>,
    /// What it uses instead.
    pub buys_from: Vec<&'org str>,
    /// Which services could have served it.
    pub could_use: Vec<&'org str>,
    /// Why it may be lost.
    pub risks: Vec<String>,
    /// Why it came.
    pub won_by: Option<TurnFact<'org>>,
    /// Why it stays.
    pub kept_by: Option<&'org str>,
    /// Why it went.
    pub lost_by: Option<TurnFact<'org>>,
    /// Why it isn't a customer.
    pub why_not_us: Option<&'org str>,
    /// Why it comes, as far as anybody knows.
    pub reasons: Vec<ReasonFact<'org>>,
    /// Whether it is among the payers of any service.
    #[serde(skip)]
    paying: bool,
    #[serde(skip)]
    party: PartyId,
    #[serde(skip)]
    rolled: Rolled,
}

/// The customers that a question asks for, in its order.
#[must_use]
pub fn customers<'org>(
    graph: &Graph<'org>,
    question: Question,
    today: &Date,
) -> Vec<CustomerFact<'org>> {
    let organisation = graph.organisation();
    let pays = pays(organisation);
    let mut tails = Tails::new(graph);
    let all = organisation
        .parties()
        .filter(|(_, party)| asked_for(party, question));
    let mut facts: Vec<CustomerFact<'org>> = all
        .map(|(id, party)| {
            tails.find(id);
            fact(
                organisation,
                id,
                party,
                pays[id.index()],
                tails.units().len(),
            )
        })
        .collect();
    facts.retain(|fact| answers(organisation, fact, question, today));
    let money = |fact: &CustomerFact<'_>| fact.pays.unwrap_or(0.0);
    facts.sort_by(|a, b| {
        let money = money(b).total_cmp(&money(a));
        let key = money.then(b.contributors.cmp(&a.contributors));
        let by_name = (a.name, a.id).cmp(&(b.name, b.id));
        let since = |fact: &CustomerFact<'_>| organisation.party(fact.party).since.clone();
        match question {
            Question::New => since(b).cmp(&since(a)),
            Question::Longest => since(a).cmp(&since(b)),
            Question::Unhappy => a.lowest.unwrap_or(0.0).total_cmp(&b.lowest.unwrap_or(0.0)),
            Question::Key
            | Question::Unmeasured
            | Question::Prospects
            | Question::Assumptions
            | Question::AtRisk => key,
        }
        .then(by_name)
    });
    facts
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

fn fact<'org>(
    organisation: &'org Organisation,
    id: PartyId,
    party: &'org Party,
    pays: Option<f64>,
    contributors: usize,
) -> CustomerFact<'org> {
    let rolled = roll_up(relations_with(organisation, id));
    let known = known(party);
    let (owner, backup) = keepers(party);
    let id_of = |unit: UnitId| &*organisation.unit(unit).about.id;
    let newest = relations_with(organisation, id).filter_map(|relation| relation.newest());
    let newest = newest.filter_map(|newest| newest.measured.as_ref()).max();
    CustomerFact {
        id: &party.about.id,
        name: &party.about.name,
        list: party.list.word(),
        status: party.status.word(),
        since: party.since.as_ref().map(Date::as_str),
        pays,
        contributors,
        relationships: rolled.relationships,
        measured: rolled.measured,
        satisfaction: rolled.score,
        answers: rolled.answers,
        lowest: rolled.lowest,
        measured_last: newest.map(Date::as_str),
        owner: owner.map(id_of),
        backup: backup.map(id_of),
        known: known.iter().filter(|(known, _)| *known).count(),
        blanks: known
            .iter()
            .filter(|(known, _)| !known)
            .map(|(_, what)| *what)
            .collect(),
        buys_from: party.buys_from.iter().map(|from| &**from).collect(),
        could_use: (party.could_use.iter())
            .map(|service| &*organisation.service(*service).about.id)
            .collect(),
        risks: risks(organisation, party, &rolled),
        won_by: party.won_by.as_ref().map(turn_fact),
        kept_by: party.kept_by.as_deref(),
        lost_by: party.lost_by.as_ref().map(turn_fact),
        why_not_us: party.why_not_us.as_deref(),
        reasons: party.reasons.iter().map(reason_fact).collect(),
        paying: analysis::pays_for_something(organisation, id),
        party: id,
        rolled,
    }
}

/// Why a party may be lost. Nothing here tells who is leaving.
fn risks(organisation: &Organisation, party: &Party, rolled: &Rolled) -> Vec<String> {
    let mut risks = Vec::new();
    if let Some(lowest) = rolled.lowest.filter(|lowest| *lowest < UNHAPPY) {
        risks.push(format!("unhappy: {lowest:.1} of 10"));
    }
    match keepers(party) {
        (Some(owner), None) if organisation.unit(owner).person().is_some() => {
            let owner = &organisation.unit(owner).about.name;
            risks.push(format!("only {owner} looks after it"));
        }
        _ => {}
    }
    let reasons = &party.reasons;
    let refuted =
        |reason: &crate::model::Reason| reason.confidence == crate::model::Confidence::Refuted;
    if !reasons.is_empty() && reasons.iter().all(refuted) {
        risks.push("why it comes is refuted".to_owned());
    }
    if !party.buys_from.is_empty() {
        let from: Vec<&str> = party.buys_from.iter().map(|from| &**from).collect();
        risks.push(format!("uses {} too", from.join(", ")));
    }
    risks
}

/// How happy in words; not measured is never shown as good.
pub(super) fn happy_in_all(rolled: &Rolled) -> String {
    let Some(score) = rolled.score else {
        return "not measured".to_owned();
    };
    let word = if score < UNHAPPY { "unhappy: " } else { "" };
    let mut about = Vec::new();
    match rolled.answers {
        Some(answers) => about.push(format!("n {answers}")),
        None if rolled.measured > 1 => about.push("not weighted: n unknown".to_owned()),
        None => about.push("n unknown".to_owned()),
    }
    about.push(
        rolled
            .newest
            .as_ref()
            .map_or("no date".to_owned(), |date| date.as_str().to_owned()),
    );
    if rolled.measured > 1 {
        let lowest = rolled.lowest.unwrap_or_default();
        let unhappy = if lowest < UNHAPPY { ", unhappy" } else { "" };
        about.push(format!("lowest {lowest:.1}{unhappy}"));
    }
    if rolled.measured < rolled.relationships {
        about.push(format!(
            "{} of {} measured",
            rolled.measured, rolled.relationships
        ));
    }
    if rolled.scales_differ {
        about.push("different scales brought to 10".to_owned());
    }
    format!("{word}{score:.1} of 10 ({})", about.join(", "))
}

/// The answer to a question as a table; `most` rows.
#[must_use]
pub fn customers_table(
    organisation: &Organisation,
    facts: &[CustomerFact<'_>],
    question: Question,
    most: usize,
) -> Table {
    let (title, heads): (&str, &[(&str, u16)]) = match question {
        Question::Key => (
            "Key customers: by money, then by units that contribute.",
            &KEY,
        ),
        Question::New => ("New within 12 months.", &NEW),
        Question::Longest => ("With us longest.", &LONGEST),
        Question::Unhappy => ("Unhappy: a newest score under 6 of 10.", &HAPPINESS),
        Question::Unmeasured => ("Never asked, wholly or partly.", &HAPPINESS),
        Question::Prospects => (
            "Who could be a customer and isn't, or isn't any more.",
            &PROSPECTS,
        ),
        Question::Assumptions => (
            "Why they come, and whether anybody tested it.",
            &ASSUMPTIONS,
        ),
        Question::AtRisk => ("Who may be lost, and why.", &AT_RISK),
    };
    let shown = facts.iter().take(most);
    let rows = shown
        .flat_map(|fact| rows(organisation, fact, question))
        .collect();
    let mut notes = Vec::new();
    if facts.len() > most {
        notes.push(format!(
            "Showing {most} of {}: --all shows them all.",
            facts.len()
        ));
    }
    if facts.is_empty() {
        notes.push("None.".to_owned());
    }
    Table {
        title: vec![
            format!(
                "{}: {}",
                organisation.about.name,
                count(facts.len(), "customer")
            ),
            title.to_owned(),
        ],
        columns: if facts.is_empty() {
            Vec::new()
        } else {
            heads
                .iter()
                .map(|(head, weight)| Column::new(head, *weight))
                .collect()
        },
        rows,
        notes,
    }
}

const KEY: [(&str, u16); 7] = [
    ("CUSTOMER", 4),
    ("SINCE", 2),
    ("PAYS A YEAR", 2),
    ("UNITS", 1),
    ("HAPPY?", 4),
    ("LOOKED AFTER BY", 3),
    ("KNOWN", 4),
];
const NEW: [(&str, u16); 4] = [
    ("CUSTOMER", 3),
    ("SINCE", 2),
    ("WHY IT CAME", 5),
    ("HAPPY?", 4),
];
const LONGEST: [(&str, u16); 4] = [
    ("CUSTOMER", 3),
    ("SINCE", 2),
    ("WHY IT STAYS", 5),
    ("HAPPY?", 4),
];
const HAPPINESS: [(&str, u16); 4] = [
    ("CUSTOMER", 3),
    ("SERVICE", 3),
    ("HAPPY?", 4),
    ("PAYS A YEAR", 2),
];
const PROSPECTS: [(&str, u16); 5] = [
    ("WHO", 3),
    ("STATUS", 2),
    ("USES INSTEAD", 3),
    ("COULD USE", 3),
    ("WHY NOT US", 5),
];
const ASSUMPTIONS: [(&str, u16); 5] = [
    ("CUSTOMER", 3),
    ("CLAIM", 5),
    ("TESTED?", 3),
    ("SOURCE", 3),
    ("DATE", 2),
];
const AT_RISK: [(&str, u16); 4] = [
    ("CUSTOMER", 3),
    ("WHY", 6),
    ("PAYS A YEAR", 2),
    ("LOOKED AFTER BY", 3),
];

fn rows(
    organisation: &Organisation,
    fact: &CustomerFact<'_>,
    question: Question,
) -> Vec<Vec<Cell>> {
    let party = organisation.party(fact.party);
    let text = |text: Option<&str>| -> Cell { text.unwrap_or("not known").into() };
    let pays: Cell = match (fact.pays, fact.paying) {
        (Some(sum), _) => amount(organisation, sum).into(),
        (None, true) => "not known".into(),
        (None, false) => "nothing".into(),
    };
    let name = || -> Cell { fact.name.into() };
    let happy: Cell = happy_in_all(&fact.rolled).into();
    match question {
        Question::Key => vec![vec![
            name(),
            text(fact.since),
            pays,
            fact.contributors.to_string().into(),
            happy,
            keepers_cell(organisation, party),
            known_cell(fact),
        ]],
        Question::New => vec![vec![
            name(),
            text(fact.since),
            turn(party.won_by.as_ref()),
            happy,
        ]],
        Question::Longest => vec![vec![
            name(),
            text(fact.since),
            text(party.kept_by.as_deref()),
            happy,
        ]],
        Question::Unhappy | Question::Unmeasured => {
            measured_rows(organisation, fact, question, &pays)
        }
        Question::Prospects => vec![vec![
            name(),
            fact.status.into(),
            or_not_known(&fact.buys_from),
            could_use(organisation, party),
            why_not(party),
        ]],
        Question::Assumptions => (party.reasons.iter())
            .map(|reason| {
                vec![
                    name(),
                    text(reason.claim.as_deref()),
                    match (reason.confidence.word(), analysis::is_untested(reason)) {
                        ("supported", true) => "called supported, no source".into(),
                        (word, _) => word.into(),
                    },
                    text(reason.source.as_deref()),
                    text(reason.date.as_ref().map(Date::as_str)),
                ]
            })
            .collect(),
        Question::AtRisk => {
            vec![vec![
                name(),
                fact.risks.clone().into(),
                pays,
                keepers_cell(organisation, party),
            ]]
        }
    }
}

/// A row for each relationship that answers.
fn measured_rows(
    organisation: &Organisation,
    fact: &CustomerFact<'_>,
    question: Question,
    pays: &Cell,
) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for (id, service) in organisation.services() {
        for relation in organisation.relations(id) {
            let score = relation.newest().and_then(Satisfaction::of_ten);
            let wanted = if question == Question::Unhappy {
                score.is_some_and(|score| score < UNHAPPY)
            } else {
                score.is_none()
            };
            if Subject::from(relation.to) == Subject::Party(fact.party) && wanted {
                let (service, happy) = (
                    service.about.name.to_string(),
                    super::words::happy(relation),
                );
                rows.push(vec![
                    fact.name.into(),
                    service.into(),
                    happy.into(),
                    pays.clone(),
                ]);
            }
        }
    }
    rows
}

fn or_not_known(texts: &[&str]) -> Cell {
    if texts.is_empty() {
        "not known".into()
    } else {
        texts.join(", ").into()
    }
}

pub(super) fn keepers_cell(organisation: &Organisation, party: &Party) -> Cell {
    let name = |unit: UnitId| &*organisation.unit(unit).about.name;
    match keepers(party) {
        (Some(owner), Some(backup)) => {
            format!("{} (stand-in {})", name(owner), name(backup)).into()
        }
        (Some(owner), None) => format!("{} (no stand-in)", name(owner)).into(),
        (None, Some(backup)) => format!("nobody (stand-in {})", name(backup)).into(),
        (None, None) => "nobody".into(),
    }
}

fn known_cell(fact: &CustomerFact<'_>) -> Cell {
    match fact.blanks.as_slice() {
        [] => "7 of 7".into(),
        blanks => format!("{} of 7; not: {}", fact.known, blanks.join(", ")).into(),
    }
}

pub(super) fn turn(turn: Option<&crate::model::Turn>) -> Cell {
    let Some(turn) = turn else {
        return "not known".into();
    };
    let reason = turn.reason.map(|reason| reason.word().to_owned());
    let note = turn.note.as_ref().map(ToString::to_string);
    let date = turn.date.as_ref().map(Date::when);
    let texts: Vec<String> = reason.into_iter().chain(note).chain(date).collect();
    texts.join(", ").into()
}

fn could_use(organisation: &Organisation, party: &Party) -> Cell {
    let names = party
        .could_use
        .iter()
        .map(|service| &*organisation.service(*service).about.name);
    or_not_known(&names.collect::<Vec<_>>())
}

fn why_not(party: &Party) -> Cell {
    match (&party.why_not_us, &party.lost_by) {
        (Some(why), _) if party.status == Status::Prospect => why.to_string().into(),
        (_, lost_by) => turn(lost_by.as_ref()),
    }
}
