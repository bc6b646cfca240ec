//! An entry of a map, by its id and name.

use crate::{
    id::Subject,
    model::{Header, Organisation},
};

/// Something that has an id and a name.
/// Two of them are equal if their ids are: a name may have changed between two maps.
#[derive(Clone, Copy, Debug)]
pub struct NamedId<'org> {
    /// The name.
    pub name: &'org str,
    /// The id.
    pub id: &'org str,
}

impl PartialEq for NamedId<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl<'org> NamedId<'org> {
    /// The value for something that is in neither map.
    pub(super) const NONE: Self = Self { name: "", id: "" };

    pub(super) fn from_header(header: &'org Header) -> Self {
        Self { name: &header.name, id: &header.id }
    }

    pub(super) fn of(organisation: &'org Organisation, of: impl Into<Subject>) -> Self {
        let subject = of.into();
        Self { name: organisation.name_of(subject), id: organisation.id_of(subject) }
    }
}
