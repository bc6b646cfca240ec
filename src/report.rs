//! What a reader is shown: names, order and numbers, ready to be written in any format.

mod amounts;
mod anchor;
mod answer;
mod card;
mod cell;
mod check;
mod codes;
mod customers;
mod diagram;
mod difference;
mod document;
mod facts;
mod file_line;
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
mod rows;
mod site;
mod size;
mod summary;
mod table;
mod value;
mod way;
mod why;
mod words;

pub use anchor::anchor;
pub use answer::{Answer, Data, Entry, Nested};
pub use card::{PartyCard, UnitCard};
pub use cell::Cell;
pub use check::{Checked, checked};
pub use codes::{Explanation, codes, explanation};
pub use customers::{Customer, CustomerQuery, Customers, customers};
pub use diagram::{Arrow, Diagram, Shape, ShapeKind};
pub use difference::{
    BothSources, Choice, DifferenceFact, DifferenceSource, Names, difference_page,
};
pub use document::{Block, Document};
pub use facts::{
    ChainFact, Facts, FindingFact, FunderFact, OrganisationFact, PartyFact, PayerFact, PrimaryFact,
    ReasonFact, RejectedFact, RelationshipFact, SecondaryFact, ServiceFact, TurnFact, UnitFact,
    UnitPlaceFact, finding_listing,
};
pub use file_line::FileLine;
pub use filter::{Filter, People, Rank};
pub use grid::{BlockKind, End, Grid, GridBlock, Room, grid};
pub use impact::{Failure, failures, impacted};
pub use limits::Limits;
pub use line::{Line, Piece};
pub use listing::{Column, Listing};
pub use named::{NotNamed, TargetKind, named};
pub use neighbourhood::neighbourhood;
pub use network::{EdgeKind, Network, NetworkEdge, NetworkNode, NodeKind};
pub use overview::overview;
pub use page::{Page, Section};
pub use people::{Person, Whom, people};
pub use questions::{Question, Questionnaire, questionnaire};
pub use relationships::{RelationshipRow, relationships};
pub use rows::{Flat, Labels, Rows, WriteRow};
pub use site::{CARD_LIMITS, Cards, Figure, Site, SiteCard, SiteSource, site};
pub use summary::{Summary, summary};
pub use table::{Heading, Mark, Table};
pub use why::{Why, why};
