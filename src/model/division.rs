//! A division as an organisation of its own: its units are a department with its parts, and
//! colleagues outside it are customers outside.
//!
//! ```text
//! Town Council: Shared Services (IT), Adult Care, ...      IT serves Adult Care: a secondary customer of IT
//! within Shared Services:                                   Adult Care is a primary customer of IT
//! ```
//!
//! What the division makes is an [`Organisation`] again, so that it is derived by the same rules:
//! a recipient outside becomes a party, one on both sides becomes both.

use super::real_name::RealName;
use super::{
    Group, GroupKind, Header, Organisation, Party, Provider, Recipient, RelationDetails,
    RelationRow, Relations, Service, Span, Unit, UnitKind, UnitSet, Verdict, VerdictAuthor,
};
use crate::id::{GroupId, PartyId, ServiceId, Subject, UnitId, index32};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// A department with its parts, as an organisation.
#[derive(Clone, Debug)]
pub struct Division {
    /// The division as an organisation of its own.
    pub organisation: Organisation,
    /// The number of its first unit among those of the whole.
    start: usize,
    /// For each of its services the service of the whole.
    services: Vec<ServiceId>,
}

impl Division {
    /// Returns a unit of the division as a unit of the whole organisation.
    pub fn in_whole(&self, unit: UnitId) -> UnitId {
        UnitId::new(self.start + unit.index())
    }

    /// Returns a unit of the whole organisation as a unit of the division; `None` outside it.
    pub fn inside(&self, unit: UnitId) -> Option<UnitId> {
        let here = unit.index().checked_sub(self.start)?;
        (here < self.organisation.units.len()).then(|| UnitId::new(here))
    }

    /// Returns a service of the division as a service of the whole organisation.
    pub fn service_in_whole(&self, service: ServiceId) -> ServiceId {
        self.services[service.index()]
    }
}

/// Builds a division.
struct DivisionBuilder<'org> {
    whole: &'org Organisation,
    parts: Range<usize>,
    /// The services of the division, and those that it serves whose provider holds all of it.
    services: FxHashMap<ServiceId, ServiceId>,
    /// These services in the order of their numbers in the division.
    kept: Vec<ServiceId>,
    parties: Vec<Party>,
    outside: FxHashMap<Subject, PartyId>,
    groups: Vec<Group>,
    around: FxHashMap<UnitId, GroupId>,
}

impl Organisation {
    /// The division of a department: it with its parts.
    pub fn within(&self, department: UnitId) -> Division {
        let mut maker = DivisionBuilder::new(self, department);
        let mut relations = Relations::default();
        let services = maker.services(&mut relations);
        let units = maker.units();
        let verdicts = maker.verdicts();
        let real_names = self
            .real_names
            .iter()
            .filter_map(|real| {
                let unit = maker.inside(real.unit)?;
                Some(RealName { unit, ..real.clone() })
            })
            .collect();
        Division {
            start: maker.parts.start,
            services: maker.kept,
            organisation: Self {
                units,
                groups: maker.groups,
                services,
                relations,
                texts: self.texts.clone(),
                marks: self.marks.clone(),
                parties: maker.parties,
                header: self.header.clone(),
                kind: self.kind,
                customers_called: self.customers_called.clone(),
                currency: self.currency.clone(),
                sites: self.sites.clone(),
                paid_by: self.paid_by.clone(),
                checks: self.checks.clone(),
                verdicts,
                // Findings of a division are found in the whole map, where its
                // `allow`s apply (SPEC 3.9).
                allows: Vec::new(),
                real_names,
            },
        }
    }
}

impl<'org> DivisionBuilder<'org> {
    fn new(whole: &'org Organisation, department: UnitId) -> Self {
        let parts = whole.parts(department);
        let groups = whole
            .groups
            .iter()
            .map(|group| Group { held: group.held.within(&parts), ..group.clone() });
        Self {
            groups: groups.collect(),
            // All of them, in their order, so that a party has the same number in the division;
            // colleagues outside come behind.
            parties: whole.parties.iter().map(without_inside).collect(),
            services: FxHashMap::default(),
            kept: Vec::new(),
            outside: FxHashMap::default(),
            around: FxHashMap::default(),
            parts,
            whole,
        }
    }

    fn inside(&self, unit: UnitId) -> Option<UnitId> {
        let inside = self.parts.contains(&unit.index());
        inside.then(|| UnitId::new(unit.index() - self.parts.start))
    }

    fn units(&self) -> Vec<Unit> {
        let units = self.whole.units[self.parts.clone()].iter();
        let inside = |unit: UnitId| self.inside(unit);
        let start = index32(self.parts.start);
        units
            .map(|unit| Unit {
                part_of: unit.part_of.and_then(inside),
                end: unit.end - start,
                kind: match &unit.kind {
                    UnitKind::Department(department) => {
                        let mut copy = department.clone();
                        copy.lead = department.lead.and_then(inside);
                        UnitKind::Department(copy)
                    }
                    UnitKind::Person(person) => {
                        let mut copy = person.clone();
                        if let Some(it) = &mut copy.details {
                            // SPEC 3.9: of a led department around the division only the part
                            // inside counts, which is all of the division.
                            it.leads_enclosing = it.leads.iter().any(|led| self.is_around(*led));
                            it.leads = it.leads.iter().filter_map(|led| inside(*led)).collect();
                            it.successor = it.successor.and_then(inside);
                        }
                        UnitKind::Person(copy)
                    }
                },
                ..unit.clone()
            })
            .collect()
    }

    /// Whether a department holds the division and more.
    fn is_around(&self, unit: UnitId) -> bool {
        let parts = self.whole.parts(unit);
        parts != self.parts && parts.start <= self.parts.start && parts.end >= self.parts.end
    }

    /// The services with a provider in the division, then those served whose provider holds all of it.
    fn services(&mut self, relations: &mut Relations) -> Vec<Service> {
        let whole = self.whole;
        let provides = |service: &Service| {
            let mut providers = service.provided_by.iter();
            providers
                // SPEC 3.9: the services are those with a provider among the division's units.
                .any(|provider| provider.unit().is_some_and(|unit| self.inside(unit).is_some()))
        };
        let own: Vec<ServiceId> =
            whole.services().filter(|(_, service)| provides(service)).map(|(id, _)| id).collect();
        let mut kept = own.clone();
        let mut seen: FxHashSet<ServiceId> = own.iter().copied().collect();
        for &service in &own {
            for relation in whole.active_relations(service) {
                if let Some(served) = relation.to.service() {
                    let mut by = whole.service(served).provided_by.iter();
                    let by_whole =
                        by.any(|provider| provider.unit().is_none_or(|unit| self.is_around(unit)));
                    if by_whole && seen.insert(served) {
                        kept.push(served);
                    }
                }
            }
        }
        let numbers = kept.iter().enumerate();
        self.services = numbers.map(|(at, id)| (*id, ServiceId::new(at))).collect();
        self.kept.clone_from(&kept);
        let services = kept.iter().enumerate();
        services
            .map(|(at, id)| {
                let mut service = self.service(*id);
                if at < own.len() {
                    // What is only served by the division has no relations here: nothing is derived
                    // from whom it serves itself.
                    service.relations = relations.add(self.relations(*id));
                }
                service
            })
            .collect()
    }

    /// A service of the whole, by whom of the division it is provided; as yet without relations.
    fn service(&mut self, id: ServiceId) -> Service {
        let service = self.whole.service(id);
        let mut provided_by = Vec::with_capacity(service.provided_by.len());
        for provider in &service.provided_by {
            match *provider {
                Provider::Unit(unit) => match self.inside(unit) {
                    Some(inside) => provided_by.push(Provider::Unit(inside)),
                    None if self.is_around(unit) => {
                        provided_by.push(Provider::Around(self.around(unit)));
                    }
                    None => {}
                },
                Provider::Organisation | Provider::Around(_) => provided_by.push(*provider),
            }
        }
        Service {
            provided_by: provided_by.into_iter().collect(),
            relations: Span::default(),
            ..service.clone()
        }
    }

    /// The relations of a service, one for each recipient that its recipient is in the division: a unit or group
    /// inside, a party outside, or both.
    fn relations(&mut self, id: ServiceId) -> Vec<RelationRow> {
        let mut relations = Vec::new();
        for relation in self.whole.all_relations(id) {
            // SPEC 3.9: of the services of a use only those of the division count.
            let used_for = relation.used_for.map(|services| {
                services.iter().filter_map(|service| self.services.get(service).copied()).collect()
            });
            let details = RelationDetails {
                used_for,
                satisfaction: relation.satisfaction.to_vec(),
                pooled: relation.pooled.to_vec(),
                agreed: relation.agreed.cloned(),
            };
            for to in self.recipients(relation.to) {
                relations.push(RelationRow {
                    to,
                    place: relation.place,
                    details: details.clone().or_nothing(),
                });
            }
        }
        relations
    }

    /// The verdicts on customers of units of the division (SPEC 3.9).
    fn verdicts(&self) -> Vec<Verdict> {
        let all = self.whole.verdicts.iter().filter_map(|verdict| {
            let unit = self.inside(verdict.unit)?;
            let by = match &verdict.by {
                Some(VerdictAuthor::Unit(unit)) => Some(match self.inside(*unit) {
                    Some(unit) => VerdictAuthor::Unit(unit),
                    // The author has no number in the division, so the name is
                    // all that is left of them.
                    None => VerdictAuthor::Text(self.whole.unit(*unit).header.name.clone()),
                }),
                by @ (Some(VerdictAuthor::Text(_)) | None) => by.clone(),
            };
            Some(Verdict { unit, by, ..verdict.clone() })
        });
        all.collect()
    }

    /// What a recipient is in the division: inside, outside, or both.
    fn recipients(&mut self, to: Recipient) -> Vec<Recipient> {
        let mut all = Vec::new();
        match to {
            Recipient::Party(_) => all.push(to),
            Recipient::Service(service) => {
                let inside = self.services.get(&service).copied();
                all.extend(inside.map(Recipient::Service));
                // SPEC 2: only active services receive.
                if self.whole.is_active(service) {
                    for provider in &self.whole.service(service).provided_by {
                        if let Provider::Unit(unit) = *provider
                            && self.inside(unit).is_none()
                        {
                            all.push(self.party(Subject::Unit(unit)));
                        }
                    }
                }
            }
            Recipient::Unit(unit) => {
                if let Some(inside) = self.inside(unit) {
                    return vec![Recipient::Unit(inside)];
                }
                // SPEC 3.9: a department above is a group inside that holds all of the
                // division, and a party outside.
                if self.is_around(unit) {
                    all.push(Recipient::Group(self.around(unit)));
                }
                all.push(self.party(Subject::Unit(unit)));
            }
            Recipient::Group(group) => {
                let (here, all_over) =
                    (self.groups[group.index()].held.len(), self.whole.group(group).held.len());
                all.extend((here > 0).then_some(to));
                // SPEC 3.9: a group on both sides is both.
                if all_over > here {
                    all.push(self.party(Subject::Group(group)));
                }
            }
            Recipient::Everyone => {
                all.push(to);
                if self.whole.units.len() > self.parts.len() {
                    all.push(self.party(Subject::Everyone));
                }
            }
        }
        all
    }

    /// The party that somebody of the whole organisation is for the division.
    fn party(&mut self, subject: Subject) -> Recipient {
        let whole = self.whole;
        let next = PartyId::new(self.parties.len());
        let party = *self.outside.entry(subject).or_insert(next);
        if party == next {
            let header = whole.header(subject).cloned().unwrap_or(Header {
                id: whole.id_of(subject).into(),
                name: whole.name_of(subject).into(),
                place: whole.header.place,
                texts: None,
            });
            // SPEC 3.9: a party of kind department, person or group.
            let kind = subject.unit().map_or("group", |unit| whole.unit(unit).kind_word());
            let size = self.size(subject);
            self.parties.push(Party { size, ..Party::inside(header, kind) });
        }
        Recipient::Party(party)
    }

    /// How many people a department or group of the whole has, if it says so.
    fn size(&self, subject: Subject) -> Option<u64> {
        match subject {
            Subject::Unit(unit) => self.whole.unit(unit).department()?.headcount(),
            Subject::Group(group) => self.whole.group(group).size,
            Subject::Organisation | Subject::Everyone | Subject::Service(_) | Subject::Party(_) => {
                None
            }
        }
    }

    /// A department around the division, as the recipient inside that holds all of it.
    fn around(&mut self, unit: UnitId) -> GroupId {
        let next = GroupId::new(self.groups.len());
        let group = *self.around.entry(unit).or_insert(next);
        if group == next {
            self.groups.push(Group {
                header: self.whole.unit(unit).header.clone(),
                held: UnitSet::all(self.parts.len()),
                size: None,
                headcount: self.size(Subject::Unit(unit)),
                expects: Vec::new(),
                obligation: None,
                reviewed: None,
                named: true,
                kind: GroupKind::Department,
            });
        }
        group
    }
}

/// Returns a party without its references to units and services, whose numbers are those of the whole.
fn without_inside(party: &Party) -> Party {
    Party { relationship: None, could_use: Vec::new(), ..party.clone() }
}
