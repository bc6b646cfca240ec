//! The whole page: the figures, who serves whom, every table; and a card for each unit and each party.

mod cards;
mod lists;

pub use cards::{CARD_LIMITS, Cards, SiteCard};

use super::{
    Filter, Grid, Limits, Line, People, Room, Table,
    customers::{CustomerQuery, customer_listing},
    grid,
    size::whose,
    summary::summary,
    words::happiness,
};
use crate::{
    analysis::{self, Finding, Privacy, View},
    diag::Sources,
    model::Date,
};

/// The page of an organisation, or of a division of it, but for its [`Cards`].
#[derive(Clone, Debug)]
pub struct Site {
    /// Whose it is.
    pub name: String,
    /// What it was made from.
    pub source: String,
    /// How happy those who are served are.
    pub happy: String,
    /// How many there are of what.
    pub figures: Vec<Figure>,
    /// The rest of the summary.
    pub summary: Vec<String>,
    /// Who serves whom, as far as a flow can be read.
    pub flow: Grid,
    /// The same, as far as a matrix can be read.
    pub matrix: Grid,
    /// The units with their customers.
    pub units: Table,
    /// Those outside, key ones first.
    pub customers: Table,
    /// Those outside who could be customers, or were.
    pub prospects: Table,
    /// The services.
    pub services: Table,
    /// The groups.
    pub groups: Table,
    /// What to look at.
    pub findings: Table,
    /// The units, each as deep as it lies.
    pub tree: Vec<(usize, Line)>,
}

/// A number and what it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The number.
    pub number: String,
    /// What it counts.
    pub thing: String,
    /// The anchor of where it is told.
    pub anchor: &'static str,
}

/// What a page is made from.
#[derive(Clone, Copy, Debug)]
pub struct SiteSource<'a> {
    /// What is worth finding.
    pub findings: &'a [Finding<'a>],
    /// The files of the map.
    pub sources: &'a Sources,
    /// What the map is called.
    pub name: &'a str,
    /// As of when.
    pub today: &'a Date,
    /// Whether it may tell who is leaving.
    pub privacy: Privacy,
}

/// The room of the flow, and of the matrix.
const FLOW: Room = Room { rows: 25, columns: 25, depth: None };
const MATRIX: Room = Room { rows: 30, columns: 40, depth: None };
/// How many names a cell of the table of units has, and how many where there are many units.
const NAMES: (usize, usize) = (4, 2);
/// So many units are many.
const MANY: usize = 500;

/// The page.
#[must_use]
pub fn site(view: View<'_, '_>, from: SiteSource<'_>) -> Site {
    let organisation = view.organisation();
    let customers = |question| {
        let listing = customer_listing(view.whole_graph(), question, from.today);
        let mut table = listing.table(Limits::NONE);
        if table.rows.is_empty() {
            table.columns.clear();
            table.notes.push(listing.none.to_owned());
        }
        table
    };
    let names = if organisation.units().len() < MANY { NAMES.0 } else { NAMES.1 };
    let departments = Filter { people: People::Without, ..Filter::default() };
    Site {
        name: whose(view),
        source: from.name.to_owned(),
        happy: format!("Happy? {}", happiness(analysis::happy(organisation))),
        figures: lists::figures(view, from.findings),
        summary: summary(view, from.findings, from.name).lines(),
        flow: grid(view, &departments, FLOW),
        matrix: grid(view, &departments, MATRIX),
        units: lists::units(view, from, names),
        customers: customers(CustomerQuery::Key),
        prospects: customers(CustomerQuery::Prospects),
        services: cards::services(view, from),
        groups: lists::groups(view),
        findings: lists::findings(view, from),
        tree: lists::tree(organisation),
    }
}
