//! The older version that a brief is compared with.

use crate::analysis::View;

/// The older version that a brief is compared with.
#[derive(Clone, Copy, Debug)]
pub struct Since<'a, 'org> {
    /// What it says.
    pub view: View<'a, 'org>,
    /// What it is called in data: as it was asked for.
    pub name: &'a str,
    /// What it is called in a sentence: `the version of 2026-08-10`.
    pub called: &'a str,
}
