//! The lists of words that a file may choose from, as resolving reads them and the schema tells them.

use crate::{
    diag::{Code, Severity},
    input::Words,
    model::{
        Confidence, Decision, Metric, OrganisationKind, PaidAs, PartyKind, ServiceStatus, Status,
        TurnReason,
    },
};

/// The levels that `checks` may set.
pub(super) const LEVELS: &[(&str, Option<Severity>)] = &[
    ("off", None),
    ("note", Some(Severity::Note)),
    ("warning", Some(Severity::Warning)),
    ("error", Some(Severity::Error)),
];

/// The kinds of units that a selector may name.
pub(super) const UNIT_KINDS: &[(&str, &str)] =
    &[("department", "department"), ("person", "person")];

/// What a selector may say about leading.
pub(super) const LEADS: &[(&str, &str)] = &[("true", "true"), ("false", "false")];

/// Why a party may have come: not for the price, which is why one goes.
pub(super) fn won_by() -> &'static [(&'static str, TurnReason)] {
    &TurnReason::ALL[..TurnReason::ALL.len() - 1]
}

/// The words of a list, in its order.
#[must_use]
pub fn words(list: Words) -> Vec<&'static str> {
    fn of<T>(known: &[(&'static str, T)]) -> Vec<&'static str> {
        known.iter().map(|(word, _)| *word).collect()
    }
    match list {
        Words::OrganisationKind => of(OrganisationKind::ALL),
        Words::PartyKind => of(PartyKind::ALL),
        Words::Status => of(Status::ALL),
        Words::ServiceStatus => of(ServiceStatus::ALL),
        Words::PaidAs => of(PaidAs::ALL),
        Words::Confidence => of(Confidence::ALL),
        Words::Decision => of(Decision::ALL),
        Words::Metric => of(Metric::ALL),
        Words::WonBy => of(won_by()),
        Words::LostBy => of(TurnReason::ALL),
        Words::UnitKind => of(UNIT_KINDS),
        Words::Leads => of(LEADS),
        Words::Finding => Code::findings().map(Code::word).collect(),
        Words::Level => of(LEVELS),
    }
}
