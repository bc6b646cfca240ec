//! The lists of words that a file may choose from, as resolving reads them and the schema lists them.

use crate::{
    diag::{Code, Severity},
    input::Words,
    model::{
        ChangeReason, Confidence, Decision, Metric, OrganisationKind, PaidAs, PartyKind,
        ServiceStatus, Status,
    },
    words::{Word, words as declare},
};

declare! {
    /// The levels that `checks` may set.
    pub(super) Level {
        /// The finding is not raised.
        Off "off",
        /// Worth knowing.
        Note "note",
        /// Somebody should look at it.
        Warning "warning",
        /// A risk that can't wait.
        Error "error",
    }
    /// The kinds of units that a selector may name.
    pub(super) SelectedKind {
        /// A department.
        Department "department",
        /// A person.
        Person "person",
    }
    /// What a selector may say about leading.
    pub(super) Leading {
        /// Leads a department.
        Leads "true",
        /// Leads none.
        LeadsNone "false",
    }
}

impl Level {
    /// The severity; `None`: the finding is not raised.
    pub(super) fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Note => Some(Severity::Note),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

/// Why a party may have come: not for the price, which is why one goes.
pub(super) fn won_by() -> &'static [ChangeReason] {
    // `price` is the last one.
    &ChangeReason::ALL[..ChangeReason::ALL.len() - 1]
}

/// The words of a list, in its order.
pub fn words(list: Words) -> Vec<&'static str> {
    fn of<T: Word>(known: &[T]) -> Vec<&'static str> {
        known.iter().map(|one| one.word()).collect()
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
        Words::LostBy => of(ChangeReason::ALL),
        Words::UnitKind => of(SelectedKind::ALL),
        Words::Leads => of(Leading::ALL),
        Words::Finding => Code::findings().map(Code::word).collect(),
        Words::Level => of(Level::ALL),
    }
}
