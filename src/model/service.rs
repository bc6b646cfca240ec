//! Services: who provides them, whom they serve, who pays.

use super::{Date, Header, PaidAs, Payer, Provider, Recipient, ServiceStatus, relations::Span};
use crate::diag::{Place, Slice};
use std::ops::Deref;

/// What one or more units provide. Its recipients are in [`super::Organisation::all_relations`].
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// Id, name, place. A service that a unit's own `serves` makes has the unit's name.
    pub header: Header,
    /// The providers: any of them provides the service.
    pub provided_by: Providers,
    /// Which of the organisation's relations are its own.
    pub(crate) relations: Span,
    /// The facts that few services state.
    pub(crate) details: Option<Box<ServiceDetails>>,
}

/// The facts that few services state, boxed so that they take no room in the others.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ServiceDetails {
    pub(crate) status: ServiceStatus,
    pub(crate) duplicate_recipients: Vec<(Recipient, Place)>,
    pub(crate) paid_by: Option<Vec<Payment>>,
    pub(crate) purpose: Option<Slice>,
    pub(crate) reviewed: Option<Date>,
}

impl Default for ServiceDetails {
    fn default() -> Self {
        Self {
            // SPEC 2: active by default.
            status: ServiceStatus::Active,
            duplicate_recipients: Vec::new(),
            paid_by: None,
            purpose: None,
            reviewed: None,
        }
    }
}

impl ServiceDetails {
    /// Returns the details in a box; `None` if they are the default.
    pub(crate) fn or_nothing(self) -> Option<Box<Self>> {
        (self != Self::default()).then(|| Box::new(self))
    }
}

impl Service {
    /// Only active services provide or receive.
    pub fn status(&self) -> ServiceStatus {
        let details = self.details.as_ref();
        details.map_or(ServiceStatus::Active, |it| it.status)
    }

    /// Where the file names a recipient again: its measurements are with the first.
    pub fn duplicate_recipients(&self) -> &[(Recipient, Place)] {
        self.details.as_ref().map_or(&[], |it| &it.duplicate_recipients)
    }

    /// The payments of the service's own `paid_by`; `None` where there is no such key, and a default holds.
    pub fn paid_by(&self) -> Option<&[Payment]> {
        self.details.as_ref()?.paid_by.as_deref()
    }

    /// The purpose.
    pub fn purpose(&self) -> Option<&str> {
        self.details.as_ref()?.purpose.as_deref()
    }

    /// When somebody last looked at it.
    pub fn reviewed(&self) -> Option<&Date> {
        self.details.as_ref()?.reviewed.as_ref()
    }
}

/// The providers of a service. Most services have one, which needs no list.
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
        let mut rest = all.into_iter();
        let (first, second) = (rest.next(), rest.next());
        Self(match (first, second) {
            (Some(one), None) => Provided::By(one),
            (first, second) => {
                Provided::ByEach(first.into_iter().chain(second).chain(rest).collect())
            }
        })
    }
}

/// A payment for a service.
#[derive(Clone, Debug, PartialEq)]
pub struct Payment {
    /// The payer.
    pub from: PaidBy,
    /// The amount a year.
    pub amount: Option<f64>,
    /// The kind of payment.
    pub paid_as: Option<PaidAs>,
    /// Where the file says so.
    pub place: Place,
}

/// The payer that an item of a `paid_by` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaidBy {
    /// A payer.
    One(Payer),
    /// Each party that the service serves.
    Recipients,
}
