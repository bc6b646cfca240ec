//! What leads to what without asking why: the rows that the closure reads.
//!
//! Units stand in tree order, so that a unit and its parts lie side by side. Services are left out unless
//! they receive something themselves: a unit leads straight to those whom its services serve.

use super::super::{Graph, Member, Steps};
use super::numbers::{Numbers, itselves, passing};
use crate::{
    id::{PartyId, ServiceId, UnitId},
    model::Recipient,
};
use std::ops::Range;

/// Where an edge leads.
pub(super) enum Target {
    /// A point that leads on.
    Point(u32),
    /// A party that passes nothing on.
    Party(PartyId),
}

/// A target in four bytes.
#[derive(Clone, Copy)]
pub(super) struct Packed(pub(super) u32);

/// Marks a party.
const PARTY: u32 = 1 << 31;

impl Packed {
    pub(super) fn decode(self) -> Target {
        if self.0 < PARTY {
            Target::Point(self.0)
        } else {
            Target::Party(PartyId::new((self.0 & !PARTY) as usize))
        }
    }

    fn party(party: PartyId) -> Self {
        Self(narrow(party.index()) | PARTY)
    }
}

/// The points with what they lead to: units with their parts, then whatever else leads on.
pub(super) struct Layout {
    from: Vec<u32>,
    targets: Vec<Packed>,
    steps: Steps,
    /// The points of departments by themselves, where a person or a group puts them to work without parts.
    itselves: Numbers<UnitId>,
    /// The points of services that receive something.
    services: Numbers<ServiceId>,
    /// The points of parties that pass something on.
    parties: Numbers<PartyId>,
    /// The point of the first group; behind the groups stands that of everyone.
    groups: u32,
    everyone: u32,
}

impl Layout {
    pub(super) fn new(graph: &Graph<'_>, steps: Steps) -> Self {
        let mut layout = Self::numbered(graph, steps);
        layout.units(graph);
        layout.others(graph);
        layout
    }

    /// How many points there are.
    pub(super) fn len(&self) -> u32 {
        narrow(self.from.len() - 1)
    }

    /// The point of everyone.
    pub(super) fn everyone(&self) -> u32 {
        self.everyone
    }

    /// The points that hold units or what these themselves provide: all but services and parties.
    pub(super) fn holding(&self) -> Range<u32> {
        0..self.itselves.end(self.everyone + 1)
    }

    /// What a point leads to.
    pub(super) fn row(&self, point: u32) -> &[Packed] {
        let [from, to] = [point, point + 1].map(|at| self.from[at as usize] as usize);
        &self.targets[from..to]
    }

    /// What the services lead to that a unit itself provides.
    pub(super) fn served_by(&self, graph: &Graph<'_>, unit: UnitId) -> Vec<Packed> {
        let services = graph.provided_by(unit).iter();
        let relations = services.flat_map(|&service| graph.organisation.relations(service));
        relations.filter_map(|relation| self.target(graph, relation.to)).collect()
    }

    /// Gives a number to whatever leads on.
    fn numbered(graph: &Graph<'_>, steps: Steps) -> Self {
        let organisation = graph.organisation;
        let groups = narrow(organisation.units().len());
        let everyone = groups + narrow(organisation.groups().len());
        let itselves = Numbers::new(itselves(graph), everyone + 1);
        let first = itselves.end(everyone + 1);
        let services = Numbers::new(graph.receiving(), first);
        let parties = Numbers::new(passing(organisation), services.end(first));
        Self {
            from: Vec::with_capacity(2 * organisation.units().len()),
            targets: Vec::with_capacity(4 * organisation.units().len()),
            steps,
            itselves,
            services,
            parties,
            groups,
            everyone,
        }
    }
}

impl Layout {
    /// The rows of the units: what each itself serves, its parts, and what a person in it puts to work besides.
    fn units(&mut self, graph: &Graph<'_>) {
        let organisation = graph.organisation;
        // Both in tree order: no unit is looked up.
        let itselves: Vec<(UnitId, Packed)> = self.itselves.iter().collect();
        let mut itselves = itselves.into_iter().peekable();
        for (unit, about) in organisation.units() {
            self.begin();
            match itselves.next_if(|(next, _)| *next == unit) {
                Some((_, itself)) => self.targets.push(itself),
                None => self.serve(graph, graph.provided_by(unit)),
            }
            let parts = organisation.children(Some(unit));
            self.targets.extend(parts.map(whole));
            if about.department().is_some() {
                continue;
            }
            let around = about.part_of.and_then(|around| self.itselves.point(around));
            self.targets.extend(around);
            self.targets.extend(about.leads().iter().copied().map(whole));
            if about.leads_all() {
                self.targets.push(Packed(self.everyone));
            }
        }
    }

    /// The rows of all others, in the order of their numbers.
    fn others(&mut self, graph: &Graph<'_>) {
        let organisation = graph.organisation;
        for (group, _) in organisation.groups() {
            self.begin();
            for member in graph.members(group) {
                self.targets.extend(match member {
                    Member::Whole(unit) => Some(whole(unit)),
                    Member::Itself(unit) => self.itselves.point(unit),
                });
            }
        }
        self.begin();
        self.targets.extend(organisation.children(None).map(whole));
        for unit in self.itselves.all.clone() {
            self.begin();
            self.serve(graph, graph.provided_by(unit));
        }
        for service in self.services.all.clone() {
            self.begin();
            self.serve(graph, &[service]);
        }
        for party in self.parties.all.clone() {
            self.begin();
            self.targets.push(Packed::party(party));
            for &(reached, _) in &organisation.party(party).reaches {
                let reached = self.target(graph, Recipient::Party(reached));
                self.targets.extend(reached);
            }
        }
        self.begin();
    }

    /// Begins the next row.
    fn begin(&mut self) {
        self.from.push(narrow(self.targets.len()));
    }

    fn serve(&mut self, graph: &Graph<'_>, services: &[ServiceId]) {
        for &service in services {
            for relation in graph.organisation.relations(service) {
                let target = self.target(graph, relation.to);
                self.targets.extend(target);
            }
        }
    }

    /// Where a step to a recipient leads; nowhere, if such steps are not taken or the party is not active.
    fn target(&self, graph: &Graph<'_>, to: Recipient) -> Option<Packed> {
        if self.steps == Steps::Named && graph.is_broad(to) {
            return None;
        }
        match to {
            Recipient::Unit(unit) => Some(whole(unit)),
            Recipient::Group(group) => Some(Packed(self.groups + narrow(group.index()))),
            Recipient::Everyone => Some(Packed(self.everyone)),
            Recipient::Service(service) => self.services.point(service),
            Recipient::Party(party) => {
                let active = graph.organisation.is_active_party(party);
                let party = || self.parties.point(party).unwrap_or(Packed::party(party));
                active.then(party)
            }
        }
    }
}

/// The point of a unit with its parts.
fn whole(unit: UnitId) -> Packed {
    Packed(narrow(unit.index()))
}

pub(super) fn narrow(wide: usize) -> u32 {
    u32::try_from(wide).unwrap_or(PARTY - 1)
}
