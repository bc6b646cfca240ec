//! The format of commands that have only one, for programs: schema, manual pages, completions, the page.

use super::{ContentKind, OutputFormat};

/// The only format of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) struct SingleFormat;

impl OutputFormat for SingleFormat {
    fn endings() -> String {
        "anything".to_owned()
    }

    fn of_ending(_: &str) -> Option<Self> {
        Some(Self)
    }

    fn content_kind(self) -> ContentKind {
        ContentKind::Machine
    }
}
