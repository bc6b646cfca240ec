//! How much a command says besides its answer.

/// Whether notes are printed besides the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verbosity {
    /// Notes are printed.
    Normal,
    /// Only the answer and errors are printed.
    Quiet,
}
