//! Which rows of a listing are wanted.

use crate::{
    analysis::{Primary, Reach, Secondary, SecondaryReach},
    id::{PartyId, Subject, UnitId},
    model::{Organisation, PartyList, Provider, Recipient, Service},
    words::words,
};
use rustc_hash::FxHashSet;

/// A filter of a listing. What is empty or `None` lets everything through.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only these units.
    pub units: Vec<UnitId>,
    /// Only these customers.
    pub customers: Vec<Subject>,
    /// Only these reaches.
    pub reaches: Vec<Reach>,
    /// Only customers of this rank.
    pub rank: Option<Rank>,
    /// Whether persons are among the units.
    pub people: People,
    /// The units chosen by what is derived of them, in their order; `None`: all, in the order of the tree.
    pub selection: Option<UnitSelection>,
}

/// Units chosen by what is derived of them, in an order.
#[derive(Clone, Debug)]
pub struct UnitSelection {
    units: Vec<UnitId>,
    chosen: FxHashSet<UnitId>,
    is_sorted: bool,
}

impl UnitSelection {
    /// Returns the selection of these units, in another order than that of the tree if `is_sorted`.
    pub(super) fn new(units: Vec<UnitId>, is_sorted: bool) -> Self {
        Self { chosen: units.iter().copied().collect(), units, is_sorted }
    }
}

words! {
    /// Primary or secondary customers, or funders that are served.
    pub Rank {
        /// Outside.
        Primary "primary" | "external",
        /// Inside.
        Secondary "secondary" | "internal",
        /// Payers that are served.
        Funder "funder",
    }
    /// Whether persons are among the units of a listing.
    pub People {
        /// Departments and persons.
        With "with",
        /// Persons only.
        Only "only",
        /// Departments only.
        Without "without",
    }
}

impl Rank {
    /// The rank of a recipient: parties are outside, and payers among them are funders (SPEC 3.7). `None` for a
    /// prospect or a former customer, who is nobody's customer (SPEC 3.4).
    pub fn of(organisation: &Organisation, recipient: Recipient) -> Option<Self> {
        if !organisation.is_served(recipient) {
            return None;
        }
        Some(match recipient.party() {
            Some(party) if organisation.party(party).list == PartyList::Payer => Self::Funder,
            Some(_) => Self::Primary,
            None => Self::Secondary,
        })
    }
}

#[expect(clippy::derivable_impls, reason = "the macro that declares the words derives no default")]
impl Default for People {
    fn default() -> Self {
        Self::With
    }
}

impl Filter {
    /// Whether it lets everything through.
    pub fn is_all(&self) -> bool {
        let Self { units, customers, reaches, rank, people, selection } = self;
        let names_none = units.is_empty() && customers.is_empty() && reaches.is_empty();
        names_none && rank.is_none() && *people == People::With && selection.is_none()
    }

    /// Whether a listing shows this unit.
    pub fn shows_unit(&self, organisation: &Organisation, unit: UnitId) -> bool {
        if self.selection.as_ref().is_some_and(|selection| !selection.chosen.contains(&unit)) {
            return false;
        }
        // A unit that is asked for by name is shown whatever its kind.
        if self.units.is_empty() {
            self.shows_kind(organisation, unit)
        } else {
            self.units.contains(&unit)
        }
    }

    /// The units that a listing shows, in its order.
    pub fn units_shown(&self, organisation: &Organisation) -> Vec<UnitId> {
        if let Some(selection) = &self.selection {
            // The choice was made among the units of the filter, so nothing
            // has to be left out again.
            return selection.units.clone();
        }
        let all = organisation.units().map(|(id, _)| id);
        all.filter(|id| self.shows_unit(organisation, *id)).collect()
    }

    /// Whether units are shown in another order than that of the tree.
    pub fn is_sorted(&self) -> bool {
        self.selection.as_ref().is_some_and(|selection| selection.is_sorted)
    }

    /// Whether a listing shows units like this: departments, or persons.
    pub fn shows_kind(&self, organisation: &Organisation, unit: UnitId) -> bool {
        let person = organisation.unit(unit).person().is_some();
        match self.people {
            People::With => true,
            People::Only => person,
            People::Without => !person,
        }
    }

    /// Whether a listing shows a service, by who provides it: a unit that is shown, or a part of one that is
    /// asked for.
    pub fn shows_service(&self, organisation: &Organisation, service: &Service) -> bool {
        let mut providers = service.provided_by.iter();
        providers.any(|provider| match *provider {
            Provider::Unit(provider) if self.units.is_empty() => {
                self.shows_kind(organisation, provider)
            }
            Provider::Unit(provider) => {
                let mut units = self.units.iter();
                // SPEC 3.1: the services of a unit are those of its parts as well.
                units.any(|&unit| organisation.is_part(provider, unit))
            }
            // No filter names the organisation, and it is no person.
            Provider::Organisation | Provider::Around(_) => {
                self.units.is_empty() && self.people != People::Only
            }
        })
    }

    /// Whether a listing shows that a service serves this recipient, however far a reach is asked for.
    pub fn shows_recipient(&self, organisation: &Organisation, recipient: Recipient) -> bool {
        let is_ranked = |wanted| Rank::of(organisation, recipient) == Some(wanted);
        self.rank.is_none_or(is_ranked) && self.shows_customer(recipient.into())
    }

    /// Whether it leaves out some recipients of services.
    pub fn picks_recipients(&self) -> bool {
        !self.customers.is_empty() || self.rank.is_some()
    }

    /// Whether a listing shows customers of this rank.
    pub fn shows_rank(&self, rank: Rank) -> bool {
        self.rank.is_none_or(|wanted| wanted == rank)
    }

    /// Whether a listing shows rows of this reach.
    pub fn shows_reach(&self, reach: Reach) -> bool {
        self.reaches.is_empty() || self.reaches.contains(&reach)
    }

    /// Whether it leaves out some customers of a unit that it shows.
    pub fn picks_customers(&self) -> bool {
        !self.customers.is_empty() || !self.reaches.is_empty()
    }

    /// Whether a listing shows this customer.
    pub fn shows_customer(&self, customer: Subject) -> bool {
        self.customers.is_empty() || self.customers.contains(&customer)
    }

    /// Whether a listing shows this primary customer.
    pub fn shows_primary(&self, row: &Primary) -> bool {
        self.shows_rank(Rank::Primary)
            && self.shows_reach(row.reach)
            && self.shows_customer(Subject::Party(row.party))
    }

    /// Whether a listing shows a payer that is served.
    pub fn shows_funder(&self, party: PartyId) -> bool {
        self.shows_rank(Rank::Funder)
            // SPEC 3.7: a service serves a funder directly or not at all.
            && self.shows_reach(Reach::Direct)
            && self.shows_customer(Subject::Party(party))
    }

    /// Whether a listing shows this secondary customer.
    pub fn shows_secondary(&self, row: &Secondary) -> bool {
        let reach = match row.reach {
            SecondaryReach::Direct => Reach::Direct,
            SecondaryReach::Shared(_) => Reach::Shared,
        };
        self.shows_rank(Rank::Secondary)
            && self.shows_reach(reach)
            && self.shows_customer(row.customer.into())
    }
}
