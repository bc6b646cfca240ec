//! What a reader is shown: names, order and numbers, ready to be written in any format.

mod anchor;
mod answer;
mod card;
mod cell;
mod codes;
mod customers;
mod diagram;
mod difference;
mod document;
mod facts;
mod filter;
mod grid;
mod impact;
mod limits;
mod line;
mod listing;
mod named;
mod neighbourhood;
mod network;
mod overview;
mod page;
mod people;
mod questions;
mod relationships;
mod serving;
mod site;
mod size;
mod summary;
mod table;
mod value;
mod way;
mod why;
mod words;

pub use anchor::anchor;
pub use answer::{Answer, Data};
pub use card::{ids_about, party_card, unit_card};
pub use cell::Cell;
pub use codes::{codes, explanation, table as codes_table};
pub use customers::{Customer, CustomerQuery, Customers, customers};
pub use diagram::{Arrow, Diagram, Shape, ShapeKind};
pub use difference::{
    BothSources, Choice, DifferenceFact, DifferenceSource, Names, difference_page,
};
pub use document::{Block, Document};
pub use facts::{
    CardFact, ChainFact, Facts, FindingFact, OrganisationFact, PartyFact, PayerFact, PrimaryFact,
    ReasonFact, RelationshipFact, SecondaryFact, ServiceFact, TurnFact, UnitFact, UnitPlaceFact,
    findings_table,
};
pub use filter::{Filter, People, Rank};
pub use grid::{BlockKind, End, Grid, GridBlock, Room, grid};
pub use impact::{
    HitFact, HitPayerFact, HitServiceFact, ImpactFact, Impacted, PaidServiceFact, PartyImpactFact,
    ReachOfFailure, failures, failures_table, impact_fact, impacted, party_impact_fact,
};
pub use limits::Limits;
pub use line::{Line, Piece};
pub use listing::{Column, Flat, Labels, Listing, Rows, WriteRow};
pub use named::{NotNamed, TargetKind, named};
pub use neighbourhood::neighbourhood;
pub use network::{EdgeKind, Network, NetworkEdge, NetworkNode, NodeKind};
pub use overview::overview;
pub use page::{Page, Section};
pub use people::{Person, Whom, people};
pub use questions::questions;
pub use relationships::{RelationshipRow, relationships};
pub use serving::{ServingFact, serving_facts};
pub use site::{Cards, Figure, Site, SiteCard, SiteSource, Thrift, site};
pub use summary::summary;
pub use table::{Heading, Mark, Table};
pub use why::{Step, Why, why};
