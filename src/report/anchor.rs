//! Where a thing is on the page: the fragment of its address.

use super::Line;
use crate::{
    id::Subject,
    model::{Name, Organisation},
};

/// The anchor of a thing: the word for what it is and its id. An id that can't be in an address as it
/// is gives way to the thing's number.
pub fn anchor(organisation: &Organisation, subject: Subject) -> String {
    anchor_of(&Name::of(organisation, subject))
}

/// The anchor of a thing by its name.
pub(super) fn anchor_of(name: &Name<'_>) -> String {
    let (what, number) = match name.subject {
        Subject::Organisation => return "overview".to_owned(),
        Subject::Everyone => return "group~everyone".to_owned(),
        Subject::Unit(id) => ("unit", id.index()),
        Subject::Group(id) => ("group", id.index()),
        Subject::Service(id) => ("service", id.index()),
        Subject::Party(id) => ("party", id.index()),
    };
    let id = name.id;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if id.chars().all(plain) { format!("{what}-{id}") } else { format!("{what}~{number}") }
}

/// The name of a thing, linked to its place.
pub(super) fn link(organisation: &Organisation, subject: Subject) -> Line {
    NameLink(organisation, subject).into()
}

/// The name of a thing, to be linked to its place where it is shown.
// Of long lists most names are only counted: to make them all took a fifth of the time of a large page.
#[derive(Clone, Copy, Debug)]
pub(super) struct NameLink<'org>(pub(super) &'org Organisation, pub(super) Subject);

impl From<NameLink<'_>> for Line {
    fn from(NameLink(organisation, subject): NameLink<'_>) -> Self {
        Self::link(organisation.name_of(subject), anchor(organisation, subject))
    }
}
