//! Units: departments and persons.

use super::{Date, Header};
use crate::{diag::Slice, id::UnitId};

/// A department or a person.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Id, name, place.
    pub header: Header,
    /// The department that it is part of; `None`: directly under the organisation.
    pub part_of: Option<UnitId>,
    /// One past the last of its parts in tree order.
    pub(crate) end: u32,
    /// Which of the organisation's marks are its own: see [`super::Organisation::tags`].
    pub(crate) marks: u32,
    /// What only a department or only a person has.
    pub kind: UnitKind,
}

/// What groups select units by. Units with the same tags and site share them: among many, most are
/// marked like others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Marks {
    pub(crate) tags: Box<[Slice]>,
    pub(crate) site: Option<Slice>,
}

/// What only a department or only a person has.
#[derive(Clone, Debug, PartialEq)]
pub enum UnitKind {
    /// A department.
    Department(Department),
    /// A person.
    Person(Person),
}

/// What only a department has.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Department {
    /// The purpose.
    pub purpose: Option<Slice>,
    /// The person who leads it.
    pub lead: Option<UnitId>,
    // Boxed, because few departments state it: a box takes half the room of an optional number.
    pub(crate) headcount: Option<Box<u64>>,
}

/// What only a person has.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Person {
    /// The role.
    pub role: Option<Slice>,
    pub(crate) details: Option<Box<PersonDetails>>,
}

/// The facts that are stated of few persons, boxed so that they take no room in the others.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct PersonDetails {
    pub(crate) email: Option<Slice>,
    pub(crate) since: Option<Date>,
    pub(crate) leaving: Option<Date>,
    pub(crate) successor: Option<UnitId>,
    /// By id.
    pub(crate) leads: Vec<UnitId>,
    /// Whether they lead a department around the division that is looked at.
    pub(crate) leads_enclosing: bool,
}

impl Unit {
    /// What only a department has, if it is one.
    pub fn department(&self) -> Option<&Department> {
        match &self.kind {
            UnitKind::Department(department) => Some(department),
            UnitKind::Person(_) => None,
        }
    }

    /// What only a person has, if it is one.
    pub fn person(&self) -> Option<&Person> {
        match &self.kind {
            UnitKind::Department(_) => None,
            UnitKind::Person(person) => Some(person),
        }
    }

    /// `department` or `person`.
    pub fn kind_word(&self) -> &'static str {
        match self.kind {
            UnitKind::Department(_) => "department",
            UnitKind::Person(_) => "person",
        }
    }

    /// The departments that it leads; none for a department.
    pub fn leads(&self) -> &[UnitId] {
        self.person().map_or(&[], Person::leads)
    }

    /// Whether it leads a department around the division that is looked at.
    pub(crate) fn leads_enclosing(&self) -> bool {
        let details = self.person().and_then(|person| person.details.as_ref());
        details.is_some_and(|it| it.leads_enclosing)
    }
}

impl Department {
    /// How many work in it and its parts.
    pub fn headcount(&self) -> Option<u64> {
        self.headcount.as_deref().copied()
    }
}

impl Person {
    /// The address.
    pub fn email(&self) -> Option<&str> {
        self.details.as_ref()?.email.as_deref()
    }

    /// The day since when they have been there.
    pub fn since(&self) -> Option<&Date> {
        self.details.as_ref()?.since.as_ref()
    }

    /// The date on which the person leaves.
    pub fn leaving(&self) -> Option<&Date> {
        self.details.as_ref()?.leaving.as_ref()
    }

    /// The successor.
    pub fn successor(&self) -> Option<UnitId> {
        self.details.as_ref()?.successor
    }

    /// The departments that they lead, by id.
    pub fn leads(&self) -> &[UnitId] {
        self.details.as_ref().map_or(&[], |it| &it.leads)
    }
}
