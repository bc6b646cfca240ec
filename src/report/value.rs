//! Values of the map that are records.

use crate::model::{Datum, Reason, Record, Turn};

/// Why and when a customer came or went.
pub(super) fn turn(turn: Option<&Turn>) -> Datum<'_> {
    turn.map(|turn| {
        Datum::Record(vec![
            ("reason", turn.reason.map(|reason| Datum::Word(reason.word())).into()),
            ("note", turn.note.as_deref().map(Datum::text).into()),
            ("date", turn.date.as_ref().map(Datum::date).into()),
        ])
    })
    .into()
}

/// Why a customer comes, as far as anybody knows.
pub(super) fn reasons(reasons: &[Reason]) -> Datum<'_> {
    Datum::Records(reasons.iter().map(reason).collect())
}

fn reason(reason: &Reason) -> Record<'_> {
    vec![
        ("claim", reason.claim.as_deref().map(Datum::text).into()),
        ("confidence", Datum::Word(reason.confidence.word())),
        ("source", reason.source.as_deref().map(Datum::text).into()),
        ("date", reason.date.as_ref().map(Datum::date).into()),
    ]
}
