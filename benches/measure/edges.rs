//! The organisation as others take it: a list of edges between numbers, with services left out.
//!
//! ```text
//! department -> department    a part of it, or one that a service of it serves
//! department -> group, party  that a service of it serves
//! group -> department         the topmost that it holds
//! party -> party              to whom it passes on what it gets
//! ```
//!
//! Departments come first, parties last: whatever party can be reached from a department is a customer of it. People
//! are left out, as those of the measured organisations only lead.

use custmap::{
    id::UnitId,
    model::{Organisation, Provider, Recipient},
};
use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
};

/// The numbers of nodes.
struct Numbers<'org> {
    organisation: &'org Organisation,
    /// For each unit the number of its department, if it is one.
    departments: Vec<Option<usize>>,
    first_group: usize,
    everyone: usize,
    first_party: usize,
}

/// Writes the edges, each once, one a line; the first line says how many departments there are, the first party and
/// how many nodes there are.
pub(crate) fn write(organisation: &Organisation, path: &Path) -> io::Result<()> {
    let numbers = Numbers::new(organisation);
    let mut edges = Edges::new();
    numbers.containment(&mut edges);
    numbers.services(&mut edges);
    numbers.parties(&mut edges);
    edges.sort_unstable();
    edges.dedup();
    let mut out = BufWriter::new(File::create(path)?);
    for (from, to) in edges {
        writeln!(out, "{from} {to}")?;
    }
    out.flush()?;
    let nodes = numbers.first_party + organisation.parties().len();
    let (departments, party) = (numbers.first_group, numbers.first_party);
    std::fs::write(path.with_extension("nodes"), format!("{departments} {party} {nodes}\n"))
}

type Edges = Vec<(usize, usize)>;

impl<'org> Numbers<'org> {
    fn new(organisation: &'org Organisation) -> Self {
        let mut count = 0..;
        let departments = organisation.units().map(|(_, unit)| {
            let is_department = unit.department().is_some();
            is_department.then(|| count.next()).flatten()
        });
        let departments: Vec<Option<usize>> = departments.collect();
        let first_group = count.start;
        let everyone = first_group + organisation.groups().len();
        Self { organisation, departments, first_group, everyone, first_party: everyone + 1 }
    }

    fn department(&self, unit: UnitId) -> Option<usize> {
        self.departments[unit.index()]
    }

    fn recipient(&self, recipient: Recipient) -> Option<usize> {
        match recipient {
            Recipient::Unit(unit) => self.department(unit),
            Recipient::Group(group) => Some(self.first_group + group.index()),
            Recipient::Everyone => Some(self.everyone),
            Recipient::Party(party) => Some(self.first_party + party.index()),
            Recipient::Service(_) => None,
        }
    }

    fn containment(&self, edges: &mut Edges) {
        for (unit, about) in self.organisation.units() {
            let around = about.part_of.map_or(Some(self.everyone), |up| self.department(up));
            edges.extend(around.zip(self.department(unit)));
        }
        for (group, about) in self.organisation.groups() {
            for unit in about.held.units() {
                let around = self.organisation.unit(unit).part_of;
                if !around.is_some_and(|up| about.held.holds(up)) {
                    let member = self.department(unit);
                    edges.extend(Some(self.first_group + group.index()).zip(member));
                }
            }
        }
    }

    fn services(&self, edges: &mut Edges) {
        for (id, service) in self.organisation.services() {
            if !self.organisation.is_active(id) {
                continue;
            }
            for provider in &service.provided_by {
                let Provider::Unit(unit) = *provider else {
                    continue;
                };
                for relation in self.organisation.active_relations(id) {
                    edges.extend(self.department(unit).zip(self.recipient(relation.to)));
                }
            }
        }
    }

    fn parties(&self, edges: &mut Edges) {
        for (id, party) in self.organisation.parties() {
            let from = self.first_party + id.index();
            let to = party.reaches.iter().map(|(to, _)| self.first_party + to.index());
            edges.extend(to.map(|to| (from, to)));
        }
    }
}
