//! What is wrong or worth knowing, as data: a code, a severity, a message, a place and a help.
//!
//! Errors of the file and findings about the organisation are the same
//! kind of thing: both stand at a place, both say what to do. [`Code`] is their one catalogue.

mod clean;
mod code;
mod file_identity;
mod place;
mod slice;
mod suggest;

pub use clean::clean;
pub use code::Code;
pub use file_identity::FileIdentity;
pub use place::{FileId, Place, Source, Sources};
pub use slice::Slice;
pub use suggest::Nearest;

/// How bad a diagnostic is, mildest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing to do at once.
    Note,
    /// Somebody should look at it.
    Warning,
    /// The map can't be used so, or a risk that can't wait.
    Error,
}

impl Severity {
    /// Every severity, mildest first.
    pub const ALL: [Self; 3] = [Self::Note, Self::Warning, Self::Error];

    /// The word for it in output and in `checks`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One thing that is wrong or worth knowing, at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of problem it is.
    pub code: Code,
    /// How bad it is here.
    pub severity: Severity,
    /// One sentence: what is so. No full stop.
    pub message: String,
    /// Where, if it has a place.
    pub place: Option<Place>,
    /// What is to be said right under the place.
    pub label: String,
    /// A second place that explains the first, with its label.
    pub other: Option<(Place, String)>,
    /// What to write or to do.
    pub help: String,
    /// The id of the thing that a finding is about; empty for an error of the file.
    pub subject: String,
}

impl Diagnostic {
    /// A diagnostic of `code` at its default severity.
    #[must_use]
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.level().unwrap_or(Severity::Note),
            message: message.into(),
            place: Some(place),
            label: String::new(),
            other: None,
            help: code.advice().to_owned(),
            subject: String::new(),
        }
    }

    /// The same with a label under its place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// The same with a help of its own.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// The same with a second place.
    #[must_use]
    pub fn other(mut self, place: Place, label: impl Into<String>) -> Self {
        self.other = Some((place, label.into()));
        self
    }

    /// The same about the thing with this id.
    #[must_use]
    pub fn subject(mut self, id: &str) -> Self {
        id.clone_into(&mut self.subject);
        self
    }
}
