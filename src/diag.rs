//! What is wrong or worth knowing, as data: a code, a severity, a message, a place and a help.
//!
//! An error of the file is made as a [`Diagnostic`] where it is found. A finding about the organisation is a
//! value of its own (`analysis::Finding`) until it is shown beside errors. [`Code`] is the one catalogue of both.

mod clean;
mod code;
mod file_identity;
mod place;
mod scalar;
mod slice;
mod suggest;
mod words;

pub use clean::clean;
pub use code::Code;
pub use file_identity::FileIdentity;
pub use place::{CellName, FileId, Location, Place, Source, Sources};
pub use scalar::{ScalarPosition, scalar};
pub use slice::Slice;
pub use suggest::{Nearest, edit_distance, write_one_of};
pub use words::{LONGEST_LIST, and, count, excerpt, first_of, plural};

use crate::words::words;

words! {
    /// How bad a diagnostic is, mildest first.
    pub Severity {
        /// Worth knowing; nothing needs to be done at once.
        Note "note",
        /// Somebody should look at it.
        Warning "warning",
        /// The map can't be used, or a risk can't wait.
        Error "error",
    }
}

/// One thing that is wrong or worth knowing, at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind of problem.
    pub code: Code,
    /// The severity here.
    pub severity: Severity,
    /// One sentence without a full stop.
    pub message: String,
    /// The place that it points to.
    pub place: Place,
    /// What an excerpt of the file says under the place.
    pub label: Option<String>,
    /// Other places that explain the first, each with its label.
    pub others: Vec<(Place, String)>,
    /// What to write or to do.
    pub help: String,
    /// The id of the thing that a finding is about; `None` for an error of the file.
    pub subject: Option<String>,
}

impl Diagnostic {
    /// A diagnostic of `code` at its default severity.
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.level().unwrap_or(Severity::Note),
            message: message.into(),
            place,
            label: None,
            others: Vec::new(),
            help: code.advice().to_owned(),
            subject: None,
        }
    }

    /// Returns the diagnostic with a label under its place.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Returns the diagnostic with a help of its own.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Returns the diagnostic with another place.
    pub fn other(mut self, place: Place, label: impl Into<String>) -> Self {
        self.others.push((place, label.into()));
        self
    }
}
