//! What a page is made from.

use crate::{
    analysis::{Finding, Privacy},
    diag::Sources,
    model::Date,
};

/// What a page is made from.
#[derive(Clone, Copy, Debug)]
pub struct SiteSource<'a> {
    /// The findings.
    pub findings: &'a [Finding<'a>],
    /// The files of the map.
    pub sources: &'a Sources,
    /// What the map is called.
    pub name: &'a str,
    /// The date that counts as today.
    pub today: &'a Date,
    /// Whether the page may show who is leaving.
    pub privacy: Privacy,
}
