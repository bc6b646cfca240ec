//! What two maps differ in, as facts for programs and as a page for a review.

mod choice;
mod fact;
mod page;
mod words;

pub use choice::Choice;
pub use fact::DifferenceFact;
pub use page::{DifferenceSource, Names, difference_page};

use crate::{
    analysis::{Change, Difference, Side},
    diag::Sources,
};

/// `+`, `-` or `~`.
fn sign(change: Change) -> &'static str {
    match change {
        Change::Gained => "+",
        Change::Lost => "-",
        Change::Changed => "~",
    }
}

/// The files of both maps.
#[derive(Clone, Copy, Debug)]
pub struct BothSources<'s> {
    /// Those of the old one.
    pub old: &'s Sources,
    /// Those of the new one.
    pub new: &'s Sources,
}

impl<'s> BothSources<'s> {
    /// The file and line that tell of a difference: of its first cause, else where it is said itself.
    fn place(self, row: &Difference<'_>) -> Option<(&'s str, u32)> {
        let (side, place) = row.place_or_cause()?;
        let sources = match side {
            Side::Old => self.old,
            Side::New => self.new,
        };
        let location = sources.location(place);
        Some((location.file, location.line))
    }
}
