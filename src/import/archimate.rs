//! An architecture model in `ArchiMate`: Archi's three CSV files, or the Open Exchange XML (2.1 and 3.x).
//!
//! Actors and roles are units, business services services. Who provides a service is found back along what realizes
//! it, is assigned to it or is composed of it; whom it serves, along serving ("used by" in 2.1). A role stands for the
//! actors that play it, a collaboration for those in it. Everything else is counted and named:
//!
//! ```text
//! Sales (actor) -assigned-> Order handling (process) -realizes-> Ordering (service) -serves-> Customer (role)
//! ```

mod attributes;
mod exchange;
mod links;
mod map;
mod services;
mod tables;
mod units;

pub use exchange::exchange;
pub use map::{Choices, Told, add};
pub use tables::tables;

use crate::{
    diag::{Place, Slice},
    input::Text,
};

/// A model as it was read.
#[derive(Debug, Default)]
pub struct Model {
    /// Its name.
    pub name: Option<Text>,
    /// Its elements.
    pub elements: Vec<Element>,
    /// Its relationships.
    pub relations: Vec<Relation>,
}

/// An element.
#[derive(Debug)]
pub struct Element {
    /// Its id.
    pub id: Text,
    /// Its type, such as `BusinessActor`.
    pub kind: Slice,
    /// Its name.
    pub name: Option<Text>,
    /// What is written about it.
    pub documentation: Option<Text>,
}

/// A relationship.
#[derive(Debug)]
pub struct Relation {
    /// Its type, such as `Serving`, whatever the version calls it.
    pub kind: Slice,
    /// The id of where it begins.
    pub source: Slice,
    /// The id of where it ends.
    pub target: Slice,
    /// Where it stands.
    pub place: Place,
}

/// The type of a relationship as `ArchiMate` 3 calls it.
fn kind_of_relation(kind: &str) -> Slice {
    match kind.trim_end_matches("Relationship") {
        "UsedBy" => "Serving".into(),
        "Realisation" => "Realization".into(),
        "Specialisation" => "Specialization".into(),
        kind => kind.into(),
    }
}
