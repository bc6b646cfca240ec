//! What follows from the map, to be confirmed or rejected by the head of a unit.

use super::{
    fact::AskedFact,
    question::{AnswerChoice, Answering, Asked, FormQuestion},
    sentence::Sentences,
};
use crate::{
    analysis::{ChainDetail, Primaries, Primary, PrimaryQuery, Reach},
    graph::Graph,
    id::UnitId,
    model::Provider,
};

const CONFIRM: [AnswerChoice; 2] = [
    AnswerChoice { value: "yes", label: "yes", because: None, shows_fields: false },
    AnswerChoice { value: "no", label: "no", because: Some("Why not?"), shows_fields: false },
];

/// The questions about inferred customers without a verdict; those that are only shared where there are no others.
pub(super) fn questions<'org>(graph: &Graph<'org>, unit: UnitId) -> Vec<FormQuestion<'org>> {
    let organisation = graph.organisation();
    let query = PrimaryQuery { reaches: Vec::new(), parties: None, chains: ChainDetail::Whole };
    let rows = Primaries::new(graph, [unit], query).flat_map(|(_, own)| own.rows);
    let open = rows.filter(|row| {
        row.reach != Reach::Direct && organisation.verdict(unit, row.party).is_none()
    });
    let mut rows: Vec<Primary> = open.collect();
    if rows.iter().any(|row| row.reach != Reach::Shared) {
        rows.retain(|row| row.reach != Reach::Shared);
    }
    let sentences = Sentences::new(organisation);
    let question = |row: &Primary| {
        let way = match row.shared {
            Some(shared) if shared.with == Provider::Organisation => {
                "they are customers of the organisation as a whole".to_owned()
            }
            Some(shared) => {
                let with = organisation.name_of(shared.with.into());
                format!("they are customers of {with}, which you are part of")
            }
            None => sentences.chain(unit, &row.chain),
        };
        FormQuestion {
            before: String::new(),
            name: organisation.name_of(row.party.into()),
            after: format!(", because {way}."),
            detail: String::new(),
            answering: Answering::Choice {
                asked: Asked::new(graph, AskedFact::Customer(unit, row.party)),
                choices: CONFIRM.to_vec(),
            },
            fields: Vec::new(),
        }
    };
    rows.iter().map(question).collect()
}
