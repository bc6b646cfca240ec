//! Who provides a service, who receives it and who pays for it.

use crate::id::{GroupId, PartyId, ServiceId, Subject, UnitId, variants_of_ids};

/// The provider of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Provider {
    /// A unit.
    Unit(UnitId),
    /// The organisation as a whole.
    Organisation,
    /// A department around the division that is looked at, as the group that holds all of it.
    Around(GroupId),
}

variants_of_ids!(Provider: UnitId Unit unit);

/// The recipient of a service.
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

variants_of_ids!(Recipient: UnitId Unit unit, GroupId Group group, ServiceId Service service, PartyId Party party);

/// The payer of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Payer {
    /// The organisation itself.
    Organisation,
    /// A unit.
    Unit(UnitId),
    /// Somebody outside.
    Party(PartyId),
}

variants_of_ids!(Payer: UnitId Unit unit, PartyId Party party);

impl From<Subject> for Recipient {
    /// The same thing as a recipient; the organisation receives as everyone in it.
    fn from(subject: Subject) -> Self {
        match subject {
            Subject::Unit(unit) => Self::Unit(unit),
            Subject::Group(group) => Self::Group(group),
            // SPEC 2: whom a service serves inside is named as `everyone`; a file can't
            // name the organisation here.
            Subject::Everyone | Subject::Organisation => Self::Everyone,
            Subject::Service(service) => Self::Service(service),
            Subject::Party(party) => Self::Party(party),
        }
    }
}
