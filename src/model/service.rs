//! Services: who provides them, whom they serve, who pays.

use super::{About, Date, PaidAs, ServiceStatus, relations::Span};
use crate::{
    diag::{Place, Slice},
    id::{GroupId, PartyId, ServiceId, Subject, UnitId},
};
use std::ops::Deref;

/// What one or more units provide. Whom it serves tells [`super::Organisation::serves`].
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// Id, name, place. A service that a unit's own `serves` makes bears the unit's name.
    pub about: About,
    /// Who provides it: any of them does.
    pub provided_by: Providers,
    /// Which of the organisation's relations are its own.
    pub(crate) relations: Span,
    /// What few services say.
    pub(crate) details: Option<Box<ServiceDetails>>,
}

/// What few services say, and none of it takes room in the others.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ServiceDetails {
    pub(crate) status: ServiceStatus,
    pub(crate) again: Vec<(Recipient, Place)>,
    pub(crate) paid_by: Option<Vec<Payment>>,
    pub(crate) purpose: Option<Slice>,
    pub(crate) reviewed: Option<Date>,
}

impl Default for ServiceDetails {
    fn default() -> Self {
        Self {
            status: ServiceStatus::Active,
            again: Vec::new(),
            paid_by: None,
            purpose: None,
            reviewed: None,
        }
    }
}

impl ServiceDetails {
    /// Itself, unless it says nothing.
    pub(crate) fn or_nothing(self) -> Option<Box<Self>> {
        (self != Self::default()).then(|| Box::new(self))
    }
}

impl Service {
    /// Only active services provide or receive.
    #[must_use]
    pub fn status(&self) -> ServiceStatus {
        let details = self.details.as_ref();
        details.map_or(ServiceStatus::Active, |it| it.status)
    }

    /// Where the file names a recipient again: its measurements are with the first.
    #[must_use]
    pub fn again(&self) -> &[(Recipient, Place)] {
        self.details.as_ref().map_or(&[], |it| &it.again)
    }

    /// Who pays; `None`: the file doesn't say, and a default does.
    #[must_use]
    pub fn paid_by(&self) -> Option<&[Payment]> {
        self.details.as_ref()?.paid_by.as_deref()
    }

    /// What it is for.
    #[must_use]
    pub fn purpose(&self) -> Option<&str> {
        self.details.as_ref()?.purpose.as_deref()
    }

    /// When somebody last looked at it.
    #[must_use]
    pub fn reviewed(&self) -> Option<&Date> {
        self.details.as_ref()?.reviewed.as_ref()
    }
}

/// Who provides a service. Most have one provider, who needs no list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Providers(Provided);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Provided {
    By(Provider),
    ByEach(Box<[Provider]>),
}

impl Deref for Providers {
    type Target = [Provider];

    fn deref(&self) -> &[Provider] {
        match &self.0 {
            Provided::By(one) => std::slice::from_ref(one),
            Provided::ByEach(all) => all,
        }
    }
}

impl<'all> IntoIterator for &'all Providers {
    type Item = &'all Provider;
    type IntoIter = std::slice::Iter<'all, Provider>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl FromIterator<Provider> for Providers {
    fn from_iter<I: IntoIterator<Item = Provider>>(all: I) -> Self {
        let mut all = all.into_iter();
        let (first, second) = (all.next(), all.next());
        Self(match (first, second) {
            (Some(one), None) => Provided::By(one),
            (first, second) => {
                Provided::ByEach(first.into_iter().chain(second).chain(all).collect())
            }
        })
    }
}

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

/// What was agreed with a recipient: a service level, or what an agreement promises.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// What is promised.
    pub level: Option<Slice>,
    /// What counts as kept.
    pub target: Option<Slice>,
    /// When somebody last looked at it.
    pub reviewed: Option<Date>,
    /// The address of the agreement.
    pub url: Option<Slice>,
}

/// Who pays for a service, how much and as what.
#[derive(Clone, Debug, PartialEq)]
pub struct Payment {
    /// Who.
    pub from: PaidBy,
    /// How much a year.
    pub amount: Option<f64>,
    /// As what.
    pub paid_as: Option<PaidAs>,
    /// Where the file says so.
    pub place: Place,
}

/// Who a `paid_by` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaidBy {
    /// One payer.
    One(Payer),
    /// Each party that the service serves.
    Recipients,
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
