//! What losing somebody would mean: how bad it would be, and why.

use crate::{
    id::{PartyId, ServiceId, UnitId},
    model::{Date, Organisation, Person, Unit},
};
use std::borrow::Cow;

/// How bad it would be to lose somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Risk {
    /// The person is leaving, and no successor is named.
    High,
    /// Something depends on the person alone.
    Some,
    /// Somebody could take over everything.
    Low,
}

impl Risk {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Some => "some",
            Self::Low => "low",
        }
    }
}

/// What would be lost with somebody.
pub(super) struct Departure<'org> {
    pub(super) organisation: &'org Organisation,
    pub(super) id: UnitId,
    /// Whether nothing may show that they are leaving.
    pub(super) is_public: bool,
    /// The parties whose relationship they own and for which there is no backup.
    pub(super) backups_missing: Vec<PartyId>,
    /// The active services that they alone provide.
    pub(super) sole_services: Vec<ServiceId>,
}

impl<'org> Departure<'org> {
    pub(super) fn unit(&self) -> &'org Unit {
        self.organisation.unit(self.id)
    }

    /// The person, where it may be shown that they are leaving.
    pub(super) fn confidential(&self) -> Option<&'org Person> {
        self.unit().person().filter(|_| !self.is_public)
    }

    pub(super) fn leaving(&self) -> Option<&'org Date> {
        self.confidential()?.leaving()
    }

    pub(super) fn successor(&self) -> Option<UnitId> {
        self.confidential()?.successor()
    }

    /// Whether something depends on a person alone.
    fn is_sole_holder(&self) -> bool {
        let something = !self.backups_missing.is_empty() || !self.sole_services.is_empty();
        self.unit().person().is_some() && something
    }

    /// How many others could do what they do: the successor, or else everybody who has part in all of it.
    pub(super) fn possible_successors(&self) -> usize {
        usize::from(!self.is_sole_holder() || self.successor().is_some())
    }

    pub(super) fn risk(&self) -> Risk {
        match (self.leaving(), self.successor()) {
            (Some(_), None) => Risk::High,
            (None, None) if self.is_sole_holder() => Risk::Some,
            // With a successor too: what depends on them alone will be taken over.
            _ => Risk::Low,
        }
    }

    /// The risk, unless it may depend on a departure that nothing may show. It is unknown of every person then: of those who
    /// leave alone it would show who they are.
    pub(super) fn known_risk(&self) -> Option<Risk> {
        // Only persons leave: of a department the risk never depends on a departure.
        let is_hidden = self.is_public && self.unit().person().is_some();
        (!is_hidden).then(|| self.risk())
    }

    /// Why the risk is what it is, a word each.
    pub(super) fn reasons(&self) -> Vec<&'static str> {
        let is_person = self.unit().person().is_some();
        // Words for the data; the names are in `because`.
        let reasons = [
            (self.leaving().is_some(), "leaving"),
            (is_person && !self.backups_missing.is_empty(), "no_backup"),
            (is_person && !self.sole_services.is_empty(), "sole_provider"),
        ];
        reasons.into_iter().filter(|(is_one, _)| *is_one).map(|(_, reason)| reason).collect()
    }

    /// Returns the loss in sentences.
    pub(super) fn because(&self) -> Vec<Cow<'org, str>> {
        let mut because = Vec::new();
        if let Some(leaving) = self.leaving() {
            let successor = match self.successor() {
                Some(successor) => {
                    format!("{} takes over", self.organisation.unit(successor).header.name)
                }
                None => "without a successor".to_owned(),
            };
            because.push(format!("leaves {}, {successor}", leaving.when()).into());
        }
        if self.unit().person().is_some() && !self.backups_missing.is_empty() {
            let parties = self.backups_missing.iter();
            let names = parties.map(|party| &*self.organisation.party(*party).header.name);
            because.push(format!("no backup for {}", names.collect::<Vec<_>>().join(", ")).into());
        }
        if self.unit().person().is_some() && !self.sole_services.is_empty() {
            let names = self.sole_services.iter().map(|service| self.service_name(*service));
            because.push(
                format!("nobody else provides {}", names.collect::<Vec<_>>().join(", ")).into(),
            );
        }
        because
    }

    fn service_name(&self, service: ServiceId) -> &'org str {
        let name = &self.organisation.service(service).header.name;
        // A unit's service without a name has that of the unit (SPEC part 2): the
        // person would be named twice.
        if *name == self.unit().header.name { "what they do" } else { name }
    }
}
