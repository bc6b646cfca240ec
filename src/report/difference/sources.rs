//! Two maps that were compared: their differences and their files.

use super::super::FileLine;
use crate::{
    analysis::{Compared, Difference, Side},
    diag::Sources,
    model::Organisation,
};

/// What two maps differ in.
#[derive(Debug)]
pub struct Differences<'d, 'org> {
    /// The differences.
    pub compared: &'d Compared<'org>,
    /// The new organisation.
    pub organisation: &'org Organisation,
    /// The files of both maps.
    pub sources: BothSources<'org>,
    /// What both maps are called.
    pub names: (&'d str, &'d str),
    /// Whether every unit of the organisations was compared.
    pub is_whole: bool,
}

/// The files of both maps.
#[derive(Clone, Copy, Debug)]
pub struct BothSources<'s> {
    /// The files of the old map.
    pub old: &'s Sources,
    /// The files of the new map.
    pub new: &'s Sources,
}

impl<'s> BothSources<'s> {
    /// The file and line of a difference: of its first cause, else of its own.
    pub(super) fn place(self, row: &Difference<'_>) -> Option<FileLine<'s>> {
        let (side, place) = row.place_or_cause()?;
        let sources = match side {
            Side::Old => self.old,
            Side::New => self.new,
        };
        Some(FileLine::of(sources, place))
    }
}
