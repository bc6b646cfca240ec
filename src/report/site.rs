//! The whole page: the brief, who serves whom, every table, what to do; and a card for each unit and each party.

mod blueprint;
mod cards;
mod failures;
mod findings;
mod lists;
mod source;

pub use blueprint::BlueprintLane;
pub use cards::{CARD_LIMITS, CardCounts, CardSample, Cards, SiteCard};
pub use failures::{SiteFailure, SiteFailures};
pub use findings::{FindingGroup, FindingItem};
pub use lists::Figure;
pub use source::SiteSource;

use super::{
    Brief, BriefSource, Filter, Grid, GridSize, Limits, Line, People, PeopleFilter, Table, brief,
    customers::{CustomerQuery, customer_listing},
    grid, people,
    size::whose,
};
use crate::analysis::View;

/// The page of an organisation, or of a division of it, but for its [`Cards`].
#[derive(Debug)]
pub struct Site<'org> {
    /// Whose it is.
    pub name: String,
    /// What it was made from.
    pub source: String,
    /// What it opens with.
    pub brief: Brief<'org>,
    /// The numbers of things that the page lists, each with the part of the page that lists them.
    pub figures: Vec<Figure>,
    /// Who serves whom, as far as a flow can be read.
    pub flow: Grid,
    /// The same, as far as a matrix can be read.
    pub matrix: Grid,
    /// What happens if something fails.
    pub failures: SiteFailures,
    /// The units with their customers.
    pub units: Table,
    /// Those outside, key ones first.
    pub customers: Table,
    /// Those outside who could be customers, or were.
    pub prospects: Table,
    /// The services.
    pub services: Table,
    /// Those on whom something depends.
    pub people: Table,
    /// The groups.
    pub groups: Table,
    /// What to do about what was found.
    pub findings: Vec<FindingGroup>,
    /// The units with their levels in the tree.
    pub tree: Vec<(usize, Line)>,
}

/// The size of the flow, and of the matrix.
const FLOW: GridSize = GridSize { rows: 25, columns: 25, depth: None };
const MATRIX: GridSize = GridSize { rows: 30, columns: 40, depth: None };
/// How many names a cell of the table of units has, and how many where there are many units.
const NAMES: (usize, usize) = (4, 2);
/// How many rows a table of the page has at most: more than that, and the page is too large to be sent by mail.
const ROWS: usize = 2_500;
/// So many units are many.
const MANY: usize = 500;

/// The page.
pub fn site<'org>(
    view: View<'_, 'org>,
    from: SiteSource<'_>,
    source: BriefSource<'_, 'org>,
) -> Site<'org> {
    let organisation = view.organisation();
    let customers = |question| customer_listing(view, question, from.today).table(Limits::NONE);
    let names = if organisation.units().len() < MANY { NAMES.0 } else { NAMES.1 };
    let departments = Filter { people: People::Without, ..Filter::default() };
    let key_people = people(view, PeopleFilter::All, from.privacy);
    // Departments that own relationships are in the table, but no people.
    let persons = key_people.rows.iter().filter(|row| row.is_person()).count();
    let people = key_people.table(Limits::NONE);
    Site {
        name: whose(view),
        source: from.name.to_owned(),
        brief: brief(view, source),
        figures: lists::figures(view, persons, from.findings),
        flow: grid(view, &departments, FLOW),
        matrix: grid(view, &departments, MATRIX),
        failures: failures::failures(view),
        units: lists::units(view, from, names, ROWS),
        customers: customers(CustomerQuery::Key).at_most(ROWS),
        prospects: customers(CustomerQuery::Prospects).at_most(ROWS),
        services: cards::services(view, from).at_most(ROWS),
        groups: lists::groups(view).at_most(ROWS),
        findings: findings::findings(view, from),
        people: people.at_most(ROWS),
        tree: lists::tree(organisation, ROWS),
    }
}
