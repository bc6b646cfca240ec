//! A primary customer of a unit, and which of them are asked for.

use crate::{
    graph::{Cost, Link},
    id::{PartyId, ServiceId},
    model::{Provider, Recipient},
    words::words,
};

words! {
    /// How a unit reaches a party, strongest first. Direct is certain, the others are inferred.
    pub Reach {
        /// A service of the unit serves it.
        Direct "direct",
        /// A chain through other units, without a broad step.
        Through "through" | "indirect",
        /// Every chain has a broad step.
        Broad "broad",
        /// As part of a department, or of the organisation: no chain from the unit itself.
        Shared "shared",
    }
    /// How sure a row is (SPEC 3.4).
    pub Certainty {
        /// The map says that a service of the unit serves the customer.
        Declared "declared",
        /// A verdict confirms it.
        Confirmed "confirmed",
        /// It follows from a chain without a broad step.
        Inferred "inferred",
        /// It follows from a chain with a broad step, or from a customer of somebody else.
        Weak "weak",
    }
}

impl Reach {
    /// The reach of a chain, by its cost.
    pub(in crate::analysis) fn of(cost: Cost) -> Self {
        match cost {
            // SPEC 3.4: broad steps decide before the number of steps does.
            Cost { broad_steps: 1.., .. } => Self::Broad,
            Cost { steps: 2.., .. } => Self::Through,
            Cost { .. } => Self::Direct,
        }
    }
}

/// With whom a unit shares a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The department around it that has the chain, or the organisation as a whole.
    pub with: Provider,
    /// How the department or the organisation reaches the customer.
    pub reach: Reach,
}

impl Certainty {
    /// The certainty of a row without a verdict.
    pub(super) fn of(reach: Reach) -> Self {
        match reach {
            Reach::Direct => Self::Declared,
            Reach::Through => Self::Inferred,
            // SPEC 3.4.
            Reach::Broad | Reach::Shared => Self::Weak,
        }
    }
}

/// A primary customer of a unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Primary {
    /// The customer.
    pub party: PartyId,
    /// How the unit reaches it.
    pub reach: Reach,
    /// How sure that is.
    pub certainty: Certainty,
    /// Steps and broad steps of the least chain; `None` where shared.
    pub cost: Option<Cost>,
    /// The unit that has the chain, or the organisation; `None` unless the reach is `shared`.
    pub shared: Option<Shared>,
    /// Direct: all of the unit's services that serve it, by id. Through and broad: the chain's first.
    pub services: Vec<ServiceId>,
    /// The least chain: all of it, or only its first step, as the query asks; empty where shared.
    pub chain: Vec<Link>,
    /// The recipients of the first steps of all chains of the same cost, by id; empty where direct or shared.
    pub through: Vec<Recipient>,
    /// The lowest newest score of the direct services, of 10.
    pub satisfaction: Option<f64>,
}

/// The primary customers of one unit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PrimaryRows {
    /// By reach, broad steps, steps, name and id.
    pub rows: Vec<Primary>,
    /// The parties whose rows a verdict removed, by id.
    pub rejected: Vec<PartyId>,
}

/// How much of each chain a query asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChainDetail {
    /// Each step.
    Whole,
    /// The first step.
    FirstStep,
}

/// The rows that a query asks for.
#[derive(Clone, Debug)]
pub struct PrimaryQuery {
    /// The reaches of these rows; all where empty.
    pub reaches: Vec<Reach>,
    /// The customers of these rows; all where `None`.
    pub parties: Option<Vec<PartyId>>,
    /// How much of each chain the rows hold.
    pub chains: ChainDetail,
}

impl PrimaryQuery {
    pub(super) fn reach(&self, reach: Reach) -> bool {
        self.reaches.is_empty() || self.reaches.contains(&reach)
    }
}
