//! The older version that a brief is compared with.

use crate::analysis::View;

/// The older version that a brief is compared with.
#[derive(Clone, Copy, Debug)]
pub struct Since<'a, 'org> {
    /// The view of the older map.
    pub view: View<'a, 'org>,
    /// The name in data: as it was asked for.
    pub name: &'a str,
    /// The name in a sentence: `the version of 2026-08-10`.
    pub called: &'a str,
}
