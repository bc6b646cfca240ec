//! Departments and persons.

use super::{
    Resolver,
    heads::List,
    lookup::{Named, Wanted},
    tree::Tree,
    values::{free_texts, text, texts},
};
use crate::{
    id::UnitId,
    input::{RawDepartment, RawMap, RawPerson, Text},
    model::{Department, Person, Subject, Unit, UnitKind},
};

/// Where only a person may stand.
const PERSON: Wanted = Wanted {
    lists: &[List::Person],
    words: &[],
    what: "a person",
};

/// Where any unit may stand.
pub(super) const UNIT: Wanted = Wanted {
    lists: &[List::Department, List::Person],
    words: &[],
    what: "a department or a person",
};

impl Resolver {
    /// The units in tree order. Their own `serves` and `paid_by` stay in `raw`.
    pub(super) fn units(&mut self, raw: &mut RawMap, tree: &Tree) -> Vec<Unit> {
        let departments = raw.departments.len();
        let mut units: Vec<Unit> = Vec::with_capacity(tree.order.len());
        for (number, &at) in tree.order.iter().enumerate() {
            let part_of = tree.parents[at].map(|parent| self.lookup.unit_number(parent));
            let unit = match at.checked_sub(departments) {
                None => self.department(at, &mut raw.departments[at]),
                Some(person) => self.person(person, &mut raw.people[person]),
            };
            units.push(Unit {
                part_of,
                end: number + 1,
                ..unit
            });
        }
        for at in (0..units.len()).rev() {
            if let Some(parent) = units[at].part_of {
                let end = units[at].end;
                let parent = &mut units[parent.index()];
                parent.end = parent.end.max(end);
            }
        }
        note_leads(&mut units);
        units
    }

    fn department(&mut self, at: usize, raw: &mut RawDepartment) -> Unit {
        let mut about = self.lookup.about(List::Department, at);
        about.texts = free_texts(raw.description.take(), raw.url.take(), raw.notes.take());
        Unit {
            about,
            part_of: None,
            end: 0,
            site: text(raw.site.take()),
            tags: texts(raw.tags.take()),
            kind: UnitKind::Department(Department {
                purpose: text(raw.purpose.take()),
                lead: self.unit_named(raw.lead.take(), PERSON, "the lead of a department"),
                headcount: self.values.count(raw.headcount.take(), "a headcount"),
            }),
        }
    }

    fn person(&mut self, at: usize, raw: &mut RawPerson) -> Unit {
        let mut about = self.lookup.about(List::Person, at);
        about.texts = free_texts(raw.description.take(), raw.url.take(), raw.notes.take());
        Unit {
            about,
            part_of: None,
            end: 0,
            site: text(raw.site.take()),
            tags: texts(raw.tags.take()),
            kind: UnitKind::Person(Box::new(Person {
                role: text(raw.role.take()),
                email: text(raw.email.take()),
                since: self.values.date(raw.since.take()),
                leaving: self.values.date(raw.leaving.take()),
                successor: self.unit_named(raw.successor.take(), PERSON, "a successor"),
                leads: Vec::new(),
                leads_all: false,
            })),
        }
    }

    /// The unit that a reference names, if any.
    pub(super) fn unit_named(
        &mut self,
        text: Option<Text>,
        wanted: Wanted,
        role: &str,
    ) -> Option<UnitId> {
        match self.lookup.find(&text?, wanted, role, &mut self.values)? {
            Named::Thing(Subject::Unit(unit)) => Some(unit),
            Named::Thing(_) | Named::Recipients => None,
        }
    }
}

/// Tells each person which departments they lead, by id.
fn note_leads(units: &mut [Unit]) {
    let led: Vec<(usize, UnitId)> = (units.iter().enumerate())
        .filter_map(|(at, unit)| Some((unit.department()?.lead?.index(), UnitId::new(at))))
        .collect();
    for &(lead, department) in &led {
        if let UnitKind::Person(person) = &mut units[lead].kind {
            person.leads.push(department);
        }
    }
    for &(lead, _) in &led {
        let leads = match &mut units[lead].kind {
            UnitKind::Person(person) => std::mem::take(&mut person.leads),
            UnitKind::Department(_) => continue,
        };
        let mut leads = leads;
        leads.sort_by(|a, b| units[a.index()].about.id.cmp(&units[b.index()].about.id));
        if let UnitKind::Person(person) = &mut units[lead].kind {
            person.leads = leads;
        }
    }
}
