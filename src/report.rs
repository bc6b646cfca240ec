//! What a reader is shown: names, order and numbers, ready to be written in any format.

mod anchor;
mod card;
mod codes;
mod customers;
mod diagram;
mod difference;
mod facts;
mod filter;
mod grid;
mod impact;
mod line;
mod named;
mod neighbourhood;
mod network;
mod overview;
mod page;
mod people;
mod questions;
mod serving;
mod site;
mod size;
mod summary;
mod table;
mod way;
mod why;
mod words;

pub use anchor::anchor;
pub use card::{ids_about, party_card, unit_card};
pub use codes::{codes, explanation, table as codes_table};
pub use customers::{CustomerFact, Question, customers, customers_table};
pub use diagram::{Arrow, Diagram, Shape, ShapeKind};
pub use difference::{
    BothSources, Choice, DifferenceFact, DifferenceSource, Names, difference_page,
};
pub use facts::{
    CardFact, ChainFact, Facts, FindingFact, OrganisationFact, PartyFact, PayerFact, PrimaryFact,
    ReasonFact, RelationshipFact, SecondaryFact, ServiceFact, TurnFact, UnitFact, UnitPlaceFact,
    findings_table,
};
pub use filter::{Filter, People, Rank};
pub use grid::{Block, BlockKind, End, Grid, Room, grid};
pub use impact::{
    HitFact, HitPayerFact, HitServiceFact, ImpactFact, Impacted, PaidServiceFact, PartyImpactFact,
    ReachOfFailure, failures, failures_table, impact_fact, impacted, party_impact_fact,
};
pub use line::{Line, Piece};
pub use named::{NotNamed, TargetKind, named};
pub use neighbourhood::neighbourhood;
pub use network::{EdgeKind, Network, NetworkEdge, NetworkNode, NodeKind};
pub use overview::{Limits, overview};
pub use page::{Page, Section};
pub use people::{PersonFact, Risk, Whom, people, people_table};
pub use questions::questions;
pub use serving::{ServingFact, serving, serving_facts};
pub use site::{Cards, Figure, Site, SiteCard, SiteSource, Thrift, site};
pub use summary::summary;
pub use table::{Cell, Column, Mark, Table};
pub use why::{Step, Why, why};
