//! Departments and persons.

use super::{
    lookup::ReferenceTarget,
    resolver::Resolver,
    tree::UnitTree,
    values::{text, unboxed},
};
use crate::{
    diag::{Code, Diagnostic, Place},
    id::{Subject, UnitId, index32},
    input::{
        EntryKind, OneOrMany, RawDepartment, RawMap, RawPayment, RawPerson, RawRelation, Targets,
        Text, TextOr, targets,
    },
    model::{Department, Person, PersonDetails, Unit, UnitKind},
};

/// A service that a unit's own `serves` makes: the unit's number in the file, its recipients and its payers.
pub(super) type OwnService =
    (usize, Option<OneOrMany<TextOr<RawRelation>>>, Option<OneOrMany<TextOr<RawPayment>>>);

impl Resolver {
    /// The units in tree order, and what they serve themselves in the order of the file.
    pub(super) fn units(
        &mut self,
        raw: &mut RawMap,
        tree: &UnitTree,
    ) -> (Vec<Unit>, Vec<OwnService>) {
        let mut own = Vec::new();
        let mut units: Vec<Unit> = Vec::with_capacity(tree.order.len());
        for mut raw in std::mem::take(&mut raw.departments) {
            self.check_paid(raw.place, raw.serves.is_some(), raw.paid_by.as_ref());
            own.extend(own_service(units.len(), raw.serves.take(), raw.paid_by.take()));
            units.push(self.department(units.len(), raw));
        }
        let departments = units.len();
        for mut raw in std::mem::take(&mut raw.people) {
            self.check_paid(raw.place, raw.serves.is_some(), raw.paid_by.as_ref());
            own.extend(own_service(units.len(), raw.serves.take(), raw.paid_by.take()));
            units.push(self.person(units.len() - departments, raw));
        }
        for (at, unit) in units.iter_mut().enumerate() {
            let number = self.lookup.unit_number(at).index();
            unit.part_of = tree.parents[at].map(|parent| self.lookup.unit_number(parent));
            // A unit alone, until its parts widen it below.
            unit.end = index32(number + 1);
        }
        let mut units = in_order(units, &tree.order);
        // Backwards through the tree order, so that the end of a unit is final
        // before it reaches its parent.
        for at in (0..units.len()).rev() {
            if let Some(parent) = units[at].part_of {
                let end = units[at].end;
                let parent = &mut units[parent.index()];
                parent.end = parent.end.max(end);
            }
        }
        note_leads(&mut units);
        (units, own)
    }

    /// Reports a `paid_by` of a unit that serves nobody itself: it would pay for nothing (SPEC 2).
    fn check_paid(
        &mut self,
        place: Place,
        serves: bool,
        paid_by: Option<&OneOrMany<TextOr<RawPayment>>>,
    ) {
        if paid_by.is_some() && !serves {
            let message = "this unit has `paid_by`, but no `serves` that could be paid for";
            let help =
                "write whom it serves as `serves`, or move `paid_by` to the service that is paid";
            self.values.report(Diagnostic::new(Code::MissingKey, place, message).help(help));
        }
    }

    /// A department, as yet without its place in the tree.
    fn department(&mut self, at: usize, raw: RawDepartment) -> Unit {
        let mut header = self.lookup.header(EntryKind::Department, at);
        header.texts = self.texts.add(raw.more);
        Unit {
            header,
            part_of: None,
            end: 0,
            marks: self.marks.add(raw.tags, raw.site),
            kind: UnitKind::Department(Department {
                purpose: text(raw.purpose),
                lead: self.unit_named(raw.lead, &targets::PERSON, "the lead of a department"),
                headcount: (self.values).count(raw.headcount, "a headcount").map(Box::new),
            }),
        }
    }

    /// A person, as yet without a place in the tree.
    fn person(&mut self, at: usize, raw: RawPerson) -> Unit {
        let mut header = self.lookup.header(EntryKind::Person, at);
        header.texts = self.texts.add(raw.more);
        let details = PersonDetails {
            email: text(unboxed(raw.email)),
            since: self.values.date(raw.since),
            leaving: self.values.date(unboxed(raw.leaving)),
            successor: self.unit_named(unboxed(raw.successor), &targets::PERSON, "a successor"),
            ..PersonDetails::default()
        };
        Unit {
            header,
            part_of: None,
            end: 0,
            marks: self.marks.add(raw.tags, raw.site),
            kind: UnitKind::Person(Person {
                role: text(raw.role),
                details: (details != PersonDetails::default()).then(|| Box::new(details)),
            }),
        }
    }

    /// The unit that a reference names, if any.
    pub(super) fn unit_named(
        &mut self,
        text: Option<Text>,
        allowed: &Targets,
        role: &str,
    ) -> Option<UnitId> {
        match self.lookup.find(&text?, allowed, role, &mut self.values)? {
            ReferenceTarget::Thing(Subject::Unit(unit)) => Some(unit),
            ReferenceTarget::Thing(_) | ReferenceTarget::Recipients => None,
        }
    }
}

/// What a unit serves itself, if it says so or who pays for it.
fn own_service(
    unit: usize,
    serves: Option<OneOrMany<TextOr<RawRelation>>>,
    paid_by: Option<OneOrMany<TextOr<RawPayment>>>,
) -> Option<OwnService> {
    (serves.is_some() || paid_by.is_some()).then_some((unit, serves, paid_by))
}

/// The units in this order of their numbers in the file.
fn in_order(units: Vec<Unit>, order: &[usize]) -> Vec<Unit> {
    // Nothing moves in a file that lists its units in tree order.
    if order.is_sorted() {
        return units;
    }
    let mut slots: Vec<Option<Unit>> = units.into_iter().map(Some).collect();
    let mut ordered = Vec::with_capacity(slots.len());
    ordered.extend(order.iter().filter_map(|&at| slots[at].take()));
    ordered
}

/// Stores for each person the departments that they lead, by id.
fn note_leads(units: &mut [Unit]) {
    let mut led: Vec<(usize, UnitId)> = (units.iter().enumerate())
        .filter_map(|(at, unit)| Some((unit.department()?.lead?.index(), UnitId::new(at))))
        .collect();
    led.sort_by(|(lead, a), (other, b)| {
        let by_id = || (units[a.index()].header.id).cmp(&units[b.index()].header.id);
        // SPEC 3.4 and 3.5: of several departments that a person leads the smallest id comes first.
        lead.cmp(other).then_with(by_id)
    });
    for (lead, department) in led {
        if let UnitKind::Person(person) = &mut units[lead].kind {
            let details = person.details.get_or_insert_default();
            details.leads.push(department);
        }
    }
}
