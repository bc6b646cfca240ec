//! What a reader is shown: names, order and numbers, ready to be written in any format.

mod facts;
mod filter;

pub use facts::{
    ChainFact, Facts, FindingFact, OrganisationFact, PartyFact, PayerFact, PrimaryFact, ReasonFact,
    RelationshipFact, SecondaryFact, TurnFact, UnitFact,
};
pub use filter::{Filter, People, Rank};
