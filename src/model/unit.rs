//! Units: departments and persons.

use super::{About, Date};
use crate::id::UnitId;

/// A department or a person.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Id, name, place.
    pub about: About,
    /// The department that it is part of; `None`: straight under the organisation.
    pub part_of: Option<UnitId>,
    /// One past the last of its parts in tree order.
    pub(crate) end: usize,
    /// Where it is, if it says so itself.
    pub site: Option<Box<str>>,
    /// Its tags.
    pub tags: Vec<Box<str>>,
    /// What only a department or only a person has.
    pub kind: UnitKind,
}

/// What only a department or only a person has.
#[derive(Clone, Debug, PartialEq)]
pub enum UnitKind {
    /// A department.
    Department(Department),
    /// A person.
    Person(Box<Person>),
}

/// What only a department has.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Department {
    /// What it is for.
    pub purpose: Option<Box<str>>,
    /// The person who leads it.
    pub lead: Option<UnitId>,
    /// How many work in it and its parts.
    pub headcount: Option<u64>,
}

/// What only a person has.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Person {
    /// The role.
    pub role: Option<Box<str>>,
    /// The address.
    pub email: Option<Box<str>>,
    /// Since when.
    pub since: Option<Date>,
    /// When they leave.
    pub leaving: Option<Date>,
    /// Who takes over.
    pub successor: Option<UnitId>,
    /// The departments that they lead, by id.
    pub leads: Vec<UnitId>,
    /// Whether they lead a department around the division that is looked at.
    pub(crate) leads_all: bool,
}

impl Unit {
    /// What only a department has, if it is one.
    #[must_use]
    pub fn department(&self) -> Option<&Department> {
        match &self.kind {
            UnitKind::Department(department) => Some(department),
            UnitKind::Person(_) => None,
        }
    }

    /// What only a person has, if it is one.
    #[must_use]
    pub fn person(&self) -> Option<&Person> {
        match &self.kind {
            UnitKind::Department(_) => None,
            UnitKind::Person(person) => Some(person),
        }
    }

    /// `department` or `person`.
    #[must_use]
    pub fn kind_word(&self) -> &'static str {
        match self.kind {
            UnitKind::Department(_) => "department",
            UnitKind::Person(_) => "person",
        }
    }

    /// The departments that it leads; none for a department.
    #[must_use]
    pub fn leads(&self) -> &[UnitId] {
        self.person().map_or(&[], |person| &person.leads)
    }
}
