//! What a recipient uses a service for: `W(r)` of SPEC 3.2, written here and nowhere else.
//!
//! A use is made of a few parts, each the services of some units. The search takes each part as one edge of the
//! graph, so that a group of many units is never expanded into their services:
//!
//! ```text
//! Head of IT          uses   their own services, those of IT itself, and those of whatever they lead
//! Operations          uses   the services of its parts, and what persons among them lead elsewhere
//! Computer users      uses   the services of IT with its parts, of Sales itself, ...
//! ```

use super::{Graph, chain::Link};
use crate::{
    id::{ServiceId, UnitId},
    model::{Organisation, Recipient, Relation},
};
use fixedbitset::FixedBitSet;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// A part of what a recipient uses a service for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Use {
    /// The services of all units.
    Everyone,
    /// `W(u)` of a unit: the services of its parts, and what persons among these add.
    Unit(UnitId),
    /// The services that a department itself provides, not its parts.
    Department(UnitId),
}

impl Graph<'_> {
    /// `W(r)`: the services that a recipient uses a service for, by id, each once.
    pub fn services_used_by(&self, recipient: Recipient) -> Vec<ServiceId> {
        let mut services: Vec<ServiceId> = self.services_in_use(recipient).collect();
        self.sort_by_id(&mut services);
        services
    }

    /// Whether a service is one of `W(r)`.
    pub fn is_used_by(&self, recipient: Recipient, service: ServiceId) -> bool {
        if recipient == Recipient::Service(service) {
            // SPEC 3.2: a service as a recipient uses what it gets for itself alone.
            return true;
        }
        let organisation = self.organisation;
        let providers = &organisation.service(service).provided_by;
        let units = || providers.iter().filter_map(|provider| provider.unit());
        let mut parts = self.parts_of_use(recipient);
        organisation.is_active(service)
            && parts.any(|part| match part {
                // SPEC 3.2: the services of units, not those that only the organisation provides.
                Use::Everyone => units().next().is_some(),
                Use::Unit(whole) => units().any(|unit| organisation.is_part(unit, whole)),
                Use::Department(department) => units().any(|unit| unit == department),
            })
    }

    /// Whether the recipient of a relationship uses it for a service.
    pub fn is_used_for(&self, relation: &Relation<'_>, service: ServiceId) -> bool {
        let is_listed = restricted_use(relation).is_none_or(|listed| listed.contains(&service));
        is_listed && self.is_used_by(relation.to, service)
    }

    /// The services that the recipient of a relationship uses it for, each once: `W(r)`, or what of it is listed there.
    pub fn use_of(&self, relation: &Relation<'_>) -> Vec<ServiceId> {
        let Some(listed) = restricted_use(relation) else {
            return self.services_used_by(relation.to);
        };
        let mut used: Vec<ServiceId> = listed
            .iter()
            .filter(|service| self.is_used_by(relation.to, **service))
            .copied()
            .collect();
        self.sort_by_id(&mut used);
        used
    }

    /// The services that the recipient of a step uses it for.
    pub(super) fn use_of_step(&self, step: Link) -> Vec<ServiceId> {
        let mut relations = step
            .service
            .map(|service| self.organisation.active_relations(service))
            .into_iter()
            .flatten();
        let relation = relations.find(|relation| relation.to == step.to);
        relation.map_or(Vec::new(), |relation| self.use_of(&relation))
    }

    /// `W(r)` in no order, some services more than once.
    pub(super) fn services_in_use(&self, recipient: Recipient) -> impl Iterator<Item = ServiceId> {
        let service = match recipient {
            Recipient::Service(service) => Some(service),
            Recipient::Unit(_)
            | Recipient::Group(_)
            | Recipient::Everyone
            | Recipient::Party(_) => None,
        };
        let parts = self.parts_of_use(recipient);
        parts.flat_map(|part| self.services_of_part(part).iter().copied()).chain(service)
    }

    /// The parts that `W(r)` is made of, with those that persons among its units add.
    pub(super) fn parts_of_use(&self, recipient: Recipient) -> impl Iterator<Item = Use> {
        let mut open = self.uses_of(recipient);
        // Two persons may lead each other's departments: without this the walk would not end.
        let mut seen: FxHashSet<Use> = open.iter().copied().collect();
        std::iter::from_fn(move || {
            let part = open.pop()?;
            open.extend(self.brought_by(part).into_iter().filter(|brought| seen.insert(*brought)));
            Some(part)
        })
    }

    /// The services that a part of a use is made of; one with several providers may be there more than once.
    pub(super) fn services_of_part(&self, part: Use) -> &[ServiceId] {
        match part {
            Use::Everyone => &self.provided,
            Use::Unit(unit) => self.provided_in(self.organisation.parts(unit)),
            Use::Department(unit) => self.provided_by(unit),
        }
    }

    /// Finds the units among whose parts a person leads a department that is none of these parts.
    ///
    /// Only these use more than the services of their parts: a head of a department in it brings nothing new to it.
    pub(super) fn find_leading_elsewhere(&mut self) {
        let organisation = self.organisation;
        let count = organisation.units().len();
        let mut elsewhere = FixedBitSet::with_capacity(count);
        // For each unit the least range around all that persons among its parts lead.
        let mut led: Vec<Range<usize>> = vec![0..0; count];
        // Backwards through the tree order, so that all parts of a unit come before it.
        for (id, unit) in organisation.units().rev() {
            let at = id.index();
            let mut all = std::mem::take(&mut led[at]);
            for department in unit.leads() {
                all = bounding_range(all, organisation.parts(*department));
            }
            if unit.leads_enclosing() {
                all = 0..count;
            }
            let parts = organisation.parts(id);
            if !all.is_empty() && (all.start < parts.start || all.end > parts.end) {
                elsewhere.insert(at);
            }
            if let Some(parent) = unit.part_of {
                let parent = &mut led[parent.index()];
                *parent = bounding_range(std::mem::take(parent), all);
            }
        }
        self.leads_elsewhere = elsewhere;
    }

    /// The parts that `W(r)` is made of, without those that persons among its units add.
    pub(super) fn uses_of(&self, recipient: Recipient) -> Vec<Use> {
        match recipient {
            Recipient::Unit(unit) => vec![Use::Unit(unit)],
            Recipient::Everyone => vec![Use::Everyone],
            Recipient::Group(group) => {
                let held = self.organisation.group(group).held.ranges();
                // Everyone by another name is one part, not one for each unit at the top: as many such groups as units
                // would take the square of their number.
                if matches!(held, [all] if *all == (0..self.organisation.units().len())) {
                    return vec![Use::Everyone];
                }
                held.iter()
                    .flat_map(|range| uses_of_range(self.organisation, range.clone()))
                    .collect()
            }
            // A service uses itself, a party nothing: neither is made of units.
            Recipient::Service(_) | Recipient::Party(_) => Vec::new(),
        }
    }

    /// The parts that persons add to a part of a use: what their department itself provides, and the departments that
    /// they lead, each with what its persons add in turn.
    pub(super) fn brought_by(&self, part: Use) -> Vec<Use> {
        let organisation = self.organisation;
        let Use::Unit(id) = part else {
            return Vec::new();
        };
        let unit = organisation.unit(id);
        if unit.department().is_some() {
            if !self.leads_elsewhere.contains(id.index()) {
                return Vec::new();
            }
            let children = organisation.children(Some(id));
            let leading = children.filter(|child| self.leads_elsewhere.contains(child.index()));
            return leading.map(Use::Unit).collect();
        }
        // SPEC 3.2: a person uses what their department itself provides, and what they lead with
        // its parts.
        let department = unit.part_of.map(Use::Department);
        let all = unit.leads_enclosing().then_some(Use::Everyone);
        department
            .into_iter()
            .chain(all)
            .chain(unit.leads().iter().copied().map(Use::Unit))
            .collect()
    }
}

/// The services that a relationship restricts its use to, if it does. Neither a service nor a party has a use that can be
/// restricted: a division makes parties of recipients that had one.
pub(super) fn restricted_use<'org>(relation: &Relation<'org>) -> Option<&'org [ServiceId]> {
    match relation.to {
        Recipient::Unit(_) | Recipient::Group(_) | Recipient::Everyone => relation.used_for,
        Recipient::Service(_) | Recipient::Party(_) => None,
    }
}

/// The units of a range as parts of a use: the topmost units whose parts are all in the range, and other departments
/// by themselves.
fn uses_of_range(organisation: &Organisation, range: Range<usize>) -> impl Iterator<Item = Use> {
    let mut next = range.start;
    std::iter::from_fn(move || {
        let unit = (next < range.end).then(|| UnitId::new(next))?;
        let end = organisation.parts(unit).end;
        let with_all_parts = end <= range.end;
        next = if with_all_parts { end } else { next + 1 };
        Some(if with_all_parts { Use::Unit(unit) } else { Use::Department(unit) })
    })
}

/// The least range around two; an empty one holds nothing.
pub(crate) fn bounding_range(a: Range<usize>, b: Range<usize>) -> Range<usize> {
    match (a.is_empty(), b.is_empty()) {
        (true, _) => b,
        (false, true) => a,
        (false, false) => a.start.min(b.start)..a.end.max(b.end),
    }
}
