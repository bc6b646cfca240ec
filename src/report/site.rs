//! The whole page: the figures, who serves whom, every table; and a card for each unit and each party.

mod cards;
mod lists;
mod source;

pub use cards::{CARD_LIMITS, Cards, SiteCard};
pub use lists::Figure;
pub use source::SiteSource;

use super::{
    Filter, Grid, GridSize, Limits, Line, People, Table,
    customers::{CustomerQuery, customer_listing},
    grid,
    size::whose,
    summary::summary,
    words::happiness,
};
use crate::analysis::{self, View};

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

/// The size of the flow, and of the matrix.
const FLOW: GridSize = GridSize { rows: 25, columns: 25, depth: None };
const MATRIX: GridSize = GridSize { rows: 30, columns: 40, depth: None };
/// How many names a cell of the table of units has, and how many where there are many units.
const NAMES: (usize, usize) = (4, 2);
/// So many units are many.
const MANY: usize = 500;

/// The page.
#[must_use]
pub fn site(view: View<'_, '_>, from: SiteSource<'_>) -> Site {
    let organisation = view.organisation();
    let customers = |question| customer_listing(view, question, from.today).table(Limits::NONE);
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
