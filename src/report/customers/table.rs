//! The answer to a question as a table: its columns, and the rows of each party.

use super::{
    super::{
        Cell, Table,
        anchor::link,
        table::columns,
        words::{amount, count, happy, happy_in_all, left_out},
    },
    CustomerFact, Question,
    cell::{could_use, keepers_cell, known_cell, or_not_known, turn, why_not},
};
use crate::{
    analysis::{self, UNHAPPY},
    id::Subject,
    model::{Date, Organisation, Party, Reason, Satisfaction},
};

/// The answer to a question as a table; `most` rows.
#[must_use]
pub fn customers_table(
    organisation: &Organisation,
    facts: &[CustomerFact<'_>],
    question: Question,
    most: usize,
) -> Table {
    let (title, heads) = title_and_heads(question);
    let shown = facts.iter().take(most);
    let rows = shown.flat_map(|fact| rows(organisation, fact, question));
    let none = facts.is_empty().then(|| "None.".to_owned());
    let all = count(facts.len(), "customer");
    Table {
        title: vec![format!("{}: {all}", organisation.about.name), title.to_owned()],
        columns: columns(if facts.is_empty() { &[] } else { heads }),
        rows: rows.collect(),
        notes: left_out(most, facts.len()).into_iter().chain(none).collect(),
        ..Table::default()
    }
}

fn title_and_heads(question: Question) -> (&'static str, &'static [(&'static str, u16)]) {
    match question {
        Question::Key => ("Key customers: by money, then by units that contribute.", &KEY),
        Question::New => ("New within 12 months.", &NEW),
        Question::Longest => ("With us longest.", &LONGEST),
        Question::Unhappy => ("Unhappy: a newest score under 6 of 10.", &HAPPINESS),
        Question::Unmeasured => ("Never asked, wholly or partly.", &HAPPINESS),
        Question::Prospects => {
            ("Who could be a customer and isn't, or isn't any more.", &PROSPECTS)
        }
        Question::Assumptions => ("Why they come, and whether anybody tested it.", &ASSUMPTIONS),
        Question::AtRisk => ("Who may be lost, and why.", &AT_RISK),
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
const NEW: [(&str, u16); 4] = [("CUSTOMER", 3), ("SINCE", 2), ("WHY IT CAME", 5), ("HAPPY?", 4)];
const LONGEST: [(&str, u16); 4] =
    [("CUSTOMER", 3), ("SINCE", 2), ("WHY IT STAYS", 5), ("HAPPY?", 4)];
const HAPPINESS: [(&str, u16); 4] =
    [("CUSTOMER", 3), ("SERVICE", 3), ("HAPPY?", 4), ("PAYS A YEAR", 2)];
const PROSPECTS: [(&str, u16); 5] =
    [("WHO", 3), ("STATUS", 2), ("USES INSTEAD", 3), ("COULD USE", 3), ("WHY NOT US", 5)];
const ASSUMPTIONS: [(&str, u16); 5] =
    [("CUSTOMER", 3), ("CLAIM", 5), ("TESTED?", 3), ("SOURCE", 3), ("DATE", 2)];
const AT_RISK: [(&str, u16); 4] =
    [("CUSTOMER", 3), ("WHY", 6), ("PAYS A YEAR", 2), ("LOOKED AFTER BY", 3)];

fn rows(
    organisation: &Organisation,
    fact: &CustomerFact<'_>,
    question: Question,
) -> Vec<Vec<Cell>> {
    let party = organisation.party(fact.party);
    let pays = pays_cell(organisation, fact);
    let name = || -> Cell { link(organisation, Subject::Party(fact.party)).into() };
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
        Question::New => vec![vec![name(), text(fact.since), turn(party.won_by.as_ref()), happy]],
        Question::Longest => {
            vec![vec![name(), text(fact.since), text(party.kept_by.as_deref()), happy]]
        }
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
        Question::Assumptions => claim_rows(fact, party),
        Question::AtRisk => {
            vec![vec![name(), fact.risks.clone().into(), pays, keepers_cell(organisation, party)]]
        }
    }
}

fn text(text: Option<&str>) -> Cell {
    text.unwrap_or("not known").into()
}

fn pays_cell(organisation: &Organisation, fact: &CustomerFact<'_>) -> Cell {
    match (fact.pays, fact.paying) {
        (Some(sum), _) => amount(organisation, sum).into(),
        (None, true) => "not known".into(),
        (None, false) => "nothing".into(),
    }
}

/// A row for each claim why it comes.
fn claim_rows(fact: &CustomerFact<'_>, party: &Party) -> Vec<Vec<Cell>> {
    let row = |reason: &Reason| {
        let tested = match (reason.confidence.word(), analysis::is_untested(reason)) {
            ("supported", true) => "called supported, no source",
            (word, _) => word,
        };
        vec![
            fact.name.into(),
            text(reason.claim.as_deref()),
            tested.into(),
            text(reason.source.as_deref()),
            text(reason.date.as_ref().map(Date::as_str)),
        ]
    };
    party.reasons.iter().map(row).collect()
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
                rows.push(vec![
                    fact.name.into(),
                    service.about.name.to_string().into(),
                    happy(relation).into(),
                    pays.clone(),
                ]);
            }
        }
    }
    rows
}
