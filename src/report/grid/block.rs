//! Those who serve and those who are served in a grid.

use crate::{id::Subject, model::Organisation};

/// Somebody who serves or is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// The name.
    pub name: String,
    /// The anchor of its own place; `None` for several in one.
    pub anchor: Option<String>,
}

/// The recipients of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridBlock {
    /// The kind of the recipients.
    pub kind: BlockKind,
    /// The heading.
    pub heading: String,
    /// The recipients.
    pub ends: Vec<End>,
}

/// What those who are served are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// Colleagues: departments and persons.
    Units,
    /// Groups of colleagues.
    Groups,
    /// Parties.
    Outside,
}

impl BlockKind {
    /// Every kind, nearest first.
    pub const ALL: [Self; 3] = [Self::Units, Self::Groups, Self::Outside];

    /// The kind of somebody who is served.
    pub(super) fn of(subject: Subject) -> Self {
        match subject {
            Subject::Group(_) | Subject::Everyone => Self::Groups,
            Subject::Party(_) => Self::Outside,
            Subject::Organisation | Subject::Unit(_) | Subject::Service(_) => Self::Units,
        }
    }

    /// Its word, as in a class of a picture.
    pub fn word(self) -> &'static str {
        match self {
            Self::Units => "unit",
            Self::Groups => "group",
            Self::Outside => "party",
        }
    }

    pub(super) fn heading(self, organisation: &Organisation) -> String {
        let called = organisation.customers_called.as_deref();
        match self {
            Self::Units => "Secondary (internal): departments".to_owned(),
            Self::Groups => "Secondary (internal): groups".to_owned(),
            Self::Outside => format!("Primary (external): {}", called.unwrap_or("customers")),
        }
    }

    /// What its members are counted as.
    pub(super) fn thing(self) -> &'static str {
        match self {
            Self::Units => "department",
            Self::Groups => "group",
            Self::Outside => "customer",
        }
    }
}
