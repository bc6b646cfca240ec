//! How a command ends.

/// What a command ends with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// All is well.
    Fine,
    /// There are findings at or above the level that is denied.
    Denied,
    /// The two maps differ.
    Different,
}

/// The map has errors, and they have been shown.
#[derive(Debug, thiserror::Error)]
#[error("the map has errors")]
pub(super) struct InvalidMap;
