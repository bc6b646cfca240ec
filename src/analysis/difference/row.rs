//! A difference between two maps: its subject, the fact that differs, and both values.

use super::{Causes, NamedId, Side};
use crate::{
    analysis::Reach,
    diag::{Place, Severity},
    graph::Cost,
    model::PaidAs,
    words::words,
};

/// The result of a comparison of two maps.
#[derive(Debug, Default)]
pub struct Compared<'org> {
    /// The differences: by section, then in the order of the new map, what is only in the old one last.
    pub rows: Vec<Difference<'org>>,
    /// How many more primary customers were gained, lost or changed than can be listed.
    pub unlisted: usize,
    /// How many departments are in both maps.
    pub departments: usize,
}

words! {
    /// What became of a fact.
    pub Change {
        /// Only the new map has it.
        Gained "gained",
        /// Only the old map has it.
        Lost "lost",
        /// Both have it, with another value.
        Changed "changed",
    }
    /// What a quarterly review goes through, one after the other.
    pub Section {
        /// Who serves whom, and who pays.
        Customers "customers",
        /// Services, who provides them, whom they serve.
        Services "services",
        /// How happy those served are.
        Satisfaction "satisfaction",
        /// The owners of relationships, the leads and the successors.
        Relationships "relationships",
        /// Those outside.
        Parties "parties",
        /// Why they come.
        Assumptions "assumptions",
        /// The organisation, its departments, people and groups.
        Units "units",
        /// What is worth finding.
        Findings "findings",
    }
    /// What differs.
    pub Fact {
        /// A customer outside.
        Primary "primary-customer",
        /// A customer inside.
        Secondary "secondary-customer",
        /// Who pays a unit.
        Payer "payer",
        /// A service.
        Service "service",
        /// Who provides a service.
        Provider "provider",
        /// Whom a service serves.
        Recipient "recipient",
        /// Who pays for a service.
        PaidBy "paid-by",
        /// How happy somebody is with a service.
        Satisfaction "satisfaction",
        /// The owner of the relationship with somebody outside.
        Owner "owner",
        /// The backup of who owns the relationship.
        Backup "backup",
        /// Since when somebody owns the relationship.
        OwnerSince "owner-since",
        /// Who leads a department.
        Lead "lead",
        /// When somebody leaves.
        Leaving "leaving",
        /// Who follows.
        Successor "successor",
        /// Somebody outside.
        Party "party",
        /// To whom somebody outside passes on.
        Reaches "reaches",
        /// Why somebody outside comes.
        Reason "reason",
        /// A department or a person.
        Unit "unit",
        /// The department that a unit is part of.
        PartOf "part-of",
        /// A group.
        Group "group",
        /// Whom a group holds.
        Members "members",
        /// A finding.
        Finding "finding",
        /// Any other value that a file gives for a thing.
        Detail "detail",
    }
}

/// One difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference<'org> {
    /// The section that it belongs to.
    pub section: Section,
    /// What became of the fact.
    pub change: Change,
    /// What differs.
    pub fact: Fact,
    /// The thing that differs.
    pub subject: NamedId<'org>,
    /// The other thing of the fact, such as the customer.
    pub object: Option<NamedId<'org>>,
    /// Which detail, finding or kind of thing; empty where the fact says it.
    pub about: &'org str,
    /// What the old map has.
    pub old: Option<FactValue<'org>>,
    /// What the new map has.
    pub new: Option<FactValue<'org>>,
    /// Where a file says so.
    pub place: Option<(Side, Place)>,
    /// The causes of a derived difference.
    pub because: Causes<'org>,
    /// The subject's place in its section.
    pub(super) at: usize,
}

/// What a map has.
#[derive(Clone, Debug, PartialEq)]
pub enum FactValue<'org> {
    /// How a customer outside is reached.
    Reached(Reached<'org>),
    /// The entry exists; there is no other value.
    There,
    /// A score of 10, how many answered, and when.
    Score(Option<f64>, Option<u64>, Option<&'org str>),
    /// An amount a year, `None` where it isn't known, and as what.
    Amount(Option<f64>, Vec<PaidAs>),
    /// An entry of the map.
    Entry(NamedId<'org>),
    /// A finding: its level and what it says.
    Finding(Severity, String),
    /// Text.
    Text(String),
}

/// How a unit comes to a customer.
#[derive(Clone, Debug, PartialEq)]
pub struct Reached<'org> {
    /// The reach.
    pub reach: Reach,
    /// The steps of the least chain; `None` where shared, and inside.
    pub cost: Option<Cost>,
    /// The recipients of the first steps of all chains that are equally good, by id (SPEC 3.3); none where direct or shared.
    pub through: Vec<NamedId<'org>>,
    /// With whom it is shared, and how that one reaches it.
    pub shared: Option<(NamedId<'org>, Reach)>,
}

impl<'org> Difference<'org> {
    /// Returns true for a unit that only the new map has.
    pub fn is_added_unit(&self) -> bool {
        self.fact == Fact::Unit && self.change == Change::Gained
    }

    /// The place of its first cause, else where a file says it itself.
    pub fn place_or_cause(&self) -> Option<(Side, Place)> {
        match &self.because {
            Causes::Stated { first, .. } => Some((first.side, first.place)),
            Causes::Itself | Causes::BroadSteps | Causes::AnotherWay | Causes::NotFound => {
                self.place
            }
        }
    }

    /// Sets the other thing of the fact.
    pub(super) fn with(mut self, object: NamedId<'org>) -> Self {
        self.object = Some(object);
        self
    }

    /// Sets the detail, finding or kind of thing that differs.
    pub(super) fn about(mut self, about: &'org str) -> Self {
        self.about = about;
        self
    }

    /// The sort key of a difference.
    pub(super) fn order(&self) -> impl Ord + use<'org> {
        let object = self.object.map(|object| (object.name, object.id));
        // Section first: a review goes through one kind of change after the other.
        (self.section, self.at, self.fact, object, self.change)
    }
}

/// What became of a fact that the old map and the new one have or don't.
pub(super) fn change(old: bool, new: bool) -> Change {
    match (old, new) {
        (false, true) => Change::Gained,
        (true, false) => Change::Lost,
        _ => Change::Changed,
    }
}
