//! The causes of a derived difference: the statements along a chain of one map that the other map lacks. A chain
//! consists of statements: a unit provides a service, the service serves a recipient, the recipient uses it for the
//! next service. Each statement is looked for in the other map, from the first to the last; one that is not there is a
//! cause.
//!
//! A way is a chain: a unit provides a service, that serves a recipient, who uses it for the next service.
//! Each of these is looked for in the other map, from the first to the last; what isn't there is a cause.

mod structure;

use super::{Cause, MapPair, NamedId, Side, cause::CauseKind};
use crate::{
    analysis::SecondaryCustomer,
    diag::Place,
    graph::{Graph, Link},
    id::{PartyId, ServiceId, Subject, UnitId},
    model::{Organisation, Party, Provider, Recipient, Relation},
};

/// Collects the statements along a chain of one map that the other map lacks.
pub(super) struct Blame<'b, 'g, 'org> {
    both: &'b MapPair<'g, 'org>,
    /// The map that has the chain.
    side: Side,
    here: &'org Organisation,
    there: &'g Graph<'org>,
    causes: Vec<Cause<'org>>,
}

impl<'b, 'g, 'org> Blame<'b, 'g, 'org> {
    pub(super) fn new(both: &'b MapPair<'g, 'org>, side: Side) -> Self {
        Self {
            both,
            side,
            here: both.organisation(side),
            there: both.graph(side.other()),
            causes: Vec::new(),
        }
    }

    /// Returns the causes in the order of the chain, each once.
    pub(super) fn causes(self) -> Vec<Cause<'org>> {
        self.causes
    }

    /// Returns true if no cause was found so far.
    pub(super) fn is_empty(&self) -> bool {
        self.causes.is_empty()
    }

    /// Adds a statement about one thing as a cause.
    pub(super) fn add(&mut self, kind: CauseKind, place: Place, subject: impl Into<Subject>) {
        self.cause(kind, place, subject.into(), None);
    }

    fn cause(&mut self, kind: CauseKind, place: Place, subject: Subject, object: Option<Subject>) {
        let cause = Cause {
            kind,
            side: self.side,
            place,
            subject: NamedId::of(self.here, subject),
            object: object.map(|object| NamedId::of(self.here, object)),
        };
        if !self.causes.contains(&cause) {
            self.causes.push(cause);
        }
    }

    fn place(&self, subject: impl Into<Subject>) -> Place {
        let header = self.here.header(subject.into());
        header.unwrap_or(&self.here.header).place
    }

    /// Adds the causes along a chain that begins with a service of a unit, or of anybody.
    pub(super) fn chain(&mut self, unit: Option<UnitId>, links: &[Link]) {
        // A new unit explains its whole chain; causes further on would be noise.
        if unit.is_some_and(|unit| self.unit_is_new(unit)) {
            return;
        }
        let mut previous: Option<&Link> = None;
        for link in links {
            match (link.service, previous) {
                (Some(service), previous) => {
                    if let Some(previous) = previous {
                        self.used(previous, service);
                    } else if let Some(unit) = unit {
                        self.provided(unit, service);
                    }
                    self.served(service, link.to);
                }
                (None, Some(Link { to: Recipient::Party(by), .. })) => {
                    self.passed_on(*by, link.to);
                }
                (None, _) => {}
            }
            previous = Some(link);
        }
    }

    /// Returns true, and adds the unit as a cause, if it is in this map only: that alone explains all that it does.
    pub(super) fn unit_is_new(&mut self, unit: UnitId) -> bool {
        let new = self.both.other_unit(self.side, unit).is_none();
        if new {
            self.add(CauseKind::Unit, self.place(Subject::Unit(unit)), Subject::Unit(unit));
        }
        new
    }

    /// Returns true, and adds the service as a cause, if it is in this map only, or active in this map only.
    pub(super) fn service_is_new(&mut self, service: ServiceId) -> bool {
        let place = self.place(Subject::Service(service));
        let what = match self.both.other_service(self.side, service) {
            None => CauseKind::Service,
            Some(other) if !self.there.organisation().is_active(other) => CauseKind::ServiceStatus,
            Some(_) => return false,
        };
        self.add(what, place, Subject::Service(service));
        true
    }

    /// Adds the cause if the other map lacks that a service serves a recipient.
    pub(super) fn served(&mut self, service: ServiceId, to: Recipient) {
        // A new service explains that its recipients are new.
        if !self.service_is_new(service) {
            let there = self.both.other_service(self.side, service);
            let other = self.both.other_recipient(self.side, to);
            let serves = |service| {
                let mut all = self.there.organisation().all_relations(service);
                all.any(|relation| Some(relation.to) == other)
            };
            if !there.is_some_and(serves) {
                let mut all = self.here.active_relations(service);
                let subject = Subject::Service(service);
                let place = all
                    .find(|one: &Relation<'_>| one.to == to)
                    .map_or_else(|| self.place(subject), |one| one.place);
                self.cause(CauseKind::Recipient, place, subject, Some(to.into()));
            }
        }
        match to {
            Recipient::Party(party) => self.active(party),
            Recipient::Service(service) => {
                self.service_is_new(service);
            }
            Recipient::Unit(_) | Recipient::Group(_) | Recipient::Everyone => {}
        }
    }

    /// Adds the cause if a party is missing or inactive in the other map.
    fn active(&mut self, party: PartyId) {
        let place = self.place(Subject::Party(party));
        match self.both.other_party(self.side, party) {
            None => self.add(CauseKind::Party, place, Subject::Party(party)),
            Some(other) if !self.there.organisation().is_active_party(other) => {
                self.add(CauseKind::PartyStatus, place, Subject::Party(party));
            }
            Some(_) => {}
        }
    }

    /// Adds the cause if the other map lacks that a party passes on to another.
    fn passed_on(&mut self, by: PartyId, to: Recipient) {
        let Some(to) = to.party() else { return };
        let reaches = |party: &'org Party, to| {
            let mut all = party.reaches.iter();
            all.find(|(reached, _)| *reached == to).map(|(_, place)| *place)
        };
        let there = self.both.organisation(self.side.other());
        let other = self.both.other_party(self.side, by);
        let other_to = self.both.other_party(self.side, to);
        let known = other.zip(other_to);
        if known.is_none_or(|(by, to)| reaches(there.party(by), to).is_none()) {
            let place =
                reaches(self.here.party(by), to).unwrap_or_else(|| self.place(Subject::Party(by)));
            let (by, to) = (Subject::Party(by), Subject::Party(to));
            self.cause(CauseKind::Reaches, place, by, Some(to));
        }
        self.active(to);
    }

    /// Adds the cause if a unit and its parts do not provide a service in the other map.
    pub(super) fn provided(&mut self, unit: UnitId, service: ServiceId) {
        let there = self.both.other_service(self.side, service);
        let Some((there, other)) = there.zip(self.both.other_unit(self.side, unit)) else {
            return;
        };
        let organisation = self.there.organisation();
        let mut all = organisation.service(there).provided_by.iter();
        if all.any(|one| one.unit().is_some_and(|by| organisation.is_part(by, other))) {
            return;
        }
        let mut providers = self.here.service(service).provided_by.iter();
        let is_of_unit = |one: &&Provider| one.unit().is_some_and(|by| self.here.is_part(by, unit));
        if let Some(provider) = providers.find(is_of_unit) {
            self.provider(service, *provider);
        }
    }

    /// Adds the cause if a customer does not provide the service that is served in the other map: a service that is served
    /// counts as each of its providers (SPEC 3.5).
    pub(super) fn provided_by_customer(&mut self, service: ServiceId, customer: SecondaryCustomer) {
        let all = self.here.service(service).provided_by.iter().copied();
        let mut own = all.filter(|one| Subject::from(*one) == Subject::from(customer));
        if let Some(provider) = own.next() {
            self.provider(service, provider);
        }
    }

    /// Adds the cause if the recipient of a step does not use it for a service in the other map (SPEC 3.2).
    fn used(&mut self, step: &Link, service: ServiceId) {
        let from = step.to;
        let there = self.both.other_service(self.side, service);
        let Some((there, other)) = there.zip(self.both.other_recipient(self.side, from)) else {
            return;
        };
        // An inactive service is a cause of its own, which is added elsewhere.
        if !self.there.organisation().is_active(there) {
            return;
        }
        // The recipient could use it there too, so only a `for` can be the reason.
        if self.there.is_used_by(other, there) {
            self.used_for(step, (other, there));
            return;
        }
        if let Some(group) = from.group()
            // SPEC 3.2: a group uses what its members provide, so other members are another use.
            && self.both.is_regrouped(self.side, group)
        {
            self.add(CauseKind::Members, self.place(Subject::Group(group)), Subject::Group(group));
            return;
        }
        if let Some(unit) = from.unit()
            && self.here.unit(unit).person().is_some()
            // SPEC 3.2: a person uses what their department provides, and what they lead.
            && (self.moved(unit) || self.leads(unit))
        {
            return;
        }
        // Cloned, because blaming a provider changes `self`.
        let providers = self.here.service(service).provided_by.clone();
        for provider in &providers {
            if self.provider(service, *provider) {
                return;
            }
        }
        self.any_lead(service);
    }

    /// Adds the cause if a `for` of the other map leaves out a service that the recipient of a step uses this one for.
    fn used_for(&mut self, step: &Link, (other, used): (Recipient, ServiceId)) {
        let Some(service) = step.service else { return };
        let Some(there) = self.both.other_service(self.side, service) else { return };
        let mut relations = self.there.organisation().active_relations(there);
        let relation = relations.find(|relation| relation.to == other);
        if relation.is_some_and(|relation| !self.there.is_used_for(&relation, used)) {
            let mut relations = self.here.active_relations(service);
            let subject = Subject::Service(service);
            let place = relations
                .find(|relation| relation.to == step.to)
                .map_or_else(|| self.place(subject), |one| one.place);
            self.cause(CauseKind::UsedFor, place, subject, Some(step.to.into()));
        }
    }
}
