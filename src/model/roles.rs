//! Who provides a service, who receives it and who pays for it.

use crate::id::{GroupId, PartyId, ServiceId, Subject, UnitId};

/// Who provides a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Provider {
    /// A unit.
    Unit(UnitId),
    /// The organisation as a whole.
    Organisation,
    /// A department around the division that is looked at, as the group that holds all of it.
    Around(GroupId),
}

impl Provider {
    /// The unit, if this is one.
    #[must_use]
    pub fn unit(self) -> Option<UnitId> {
        if let Self::Unit(id) = self { Some(id) } else { None }
    }
}

/// Whom a service serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recipient {
    /// A unit with its parts.
    Unit(UnitId),
    /// A group.
    Group(GroupId),
    /// Every unit.
    Everyone,
    /// Another service.
    Service(ServiceId),
    /// Somebody outside.
    Party(PartyId),
}

impl Recipient {
    /// The unit, if this is one.
    #[must_use]
    pub fn unit(self) -> Option<UnitId> {
        if let Self::Unit(id) = self { Some(id) } else { None }
    }

    /// The group, if this is one; `None` for `everyone`.
    #[must_use]
    pub fn group(self) -> Option<GroupId> {
        if let Self::Group(id) = self { Some(id) } else { None }
    }

    /// The service, if this is one.
    #[must_use]
    pub fn service(self) -> Option<ServiceId> {
        if let Self::Service(id) = self { Some(id) } else { None }
    }

    /// The party, if this is one.
    #[must_use]
    pub fn party(self) -> Option<PartyId> {
        if let Self::Party(id) = self { Some(id) } else { None }
    }
}

/// Who pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Payer {
    /// The organisation itself.
    Organisation,
    /// A unit.
    Unit(UnitId),
    /// Somebody outside.
    Party(PartyId),
}

impl Payer {
    /// The unit, if this is one.
    #[must_use]
    pub fn unit(self) -> Option<UnitId> {
        if let Self::Unit(id) = self { Some(id) } else { None }
    }

    /// The party, if this is one.
    #[must_use]
    pub fn party(self) -> Option<PartyId> {
        if let Self::Party(id) = self { Some(id) } else { None }
    }
}

impl From<Subject> for Recipient {
    /// The same thing as a recipient; the organisation receives as everyone in it.
    fn from(subject: Subject) -> Self {
        match subject {
            Subject::Unit(unit) => Self::Unit(unit),
            Subject::Group(group) => Self::Group(group),
            Subject::Everyone | Subject::Organisation => Self::Everyone,
            Subject::Service(service) => Self::Service(service),
            Subject::Party(party) => Self::Party(party),
        }
    }
}
