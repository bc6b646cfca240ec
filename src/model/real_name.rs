//! The real names of persons who are shown by pseudonyms.

use crate::{diag::Slice, id::UnitId};

/// What a person is really called: understood on the command line, never shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RealName {
    pub(crate) unit: UnitId,
    pub(crate) id: Slice,
    pub(crate) name: Slice,
}
