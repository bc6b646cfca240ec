//! The page: one file with everything in it, readable without its script, asking nobody for anything.
//!
//! Its policy allows one style and one script, by their hashes, and nothing else: whatever a map says, the
//! page runs nothing of it and fetches nothing.

mod card;
mod line;
mod table;

use self::{card::CardHtml, table::TableHtml};
use super::svg::{self, Place};
use crate::report::{Grid, Line, Site, Table};
use askama::Template;
use std::{
    collections::{BTreeMap, HashSet},
    io::{self, Write},
};

/// The style of the page, and the script that finds, sorts and turns to a card.
const STYLE: &str = include_str!("templates/page.css");
const SCRIPT: &str = include_str!("templates/page.js");
/// Their hashes in the policy: SHA-256, as Base64.
const STYLE_HASH: &str = "sha256-fyQFUGdYI5/kzjOfcLbZoYDkck8xu5B671eLz7B3eZU=";
const SCRIPT_HASH: &str = "sha256-xhyRsjY6LfKcbt6/6eKtBL8NInhNinwi43hvEkIzckU=";

/// How many bytes of neighbourhoods a page holds, so that it can still be sent by mail.
const PICTURES: usize = 3_500_000;

#[derive(Template)]
#[template(path = "page.html", config = "src/render/askama.toml")]
struct PageHtml<'s> {
    site: &'s Site,
    anchors: Anchors<'s>,
    flow: String,
    /// Those who serve, each with the number in each column of the matrix.
    matrix: Vec<Vec<Option<usize>>>,
    cards: Vec<CardHtml<'s>>,
    drawn: Drawn,
}

/// How many cards have a picture.
enum Drawn {
    All,
    Some { units: usize, of: usize },
}

/// Every anchor of the page: a name leads there only where there is one.
#[derive(Clone, Copy)]
struct Anchors<'a>(&'a HashSet<&'a str>);

impl<'a> Anchors<'a> {
    fn known(self, anchor: Option<&'a str>) -> Option<&'a str> {
        anchor.filter(|anchor| self.0.contains(anchor))
    }
}

/// Writes the page.
///
/// # Errors
/// What `out` answers.
pub fn site(site: &Site, out: &mut dyn Write) -> io::Result<()> {
    let known = anchors(site);
    let anchors = Anchors(&known);
    let pictures = pictures(site);
    let units = site.cards.iter().filter(|card| card.neighbourhood.is_some());
    let (units, of) = (pictures.len(), units.count());
    let drawn = if units == of {
        Drawn::All
    } else {
        Drawn::Some { units, of }
    };
    let mut pictures = pictures;
    let cards = site.cards.iter().enumerate();
    let cards = cards.map(|(at, card)| CardHtml {
        card,
        anchors,
        picture: pictures.remove(&at),
    });
    let page = PageHtml {
        site,
        anchors,
        flow: svg::flow(&site.flow, "flow-picture", Place::Page),
        matrix: matrix(&site.matrix),
        cards: cards.collect(),
        drawn,
    };
    page.write_into(out)
}

impl PageHtml<'_> {
    fn table<'t>(&'t self, id: &'t str, table: &'t Table, find: &'t str) -> TableHtml<'t> {
        TableHtml {
            id,
            table,
            find,
            anchors: self.anchors,
        }
    }

    fn line<'t>(&'t self, line: &'t Line) -> line::LineHtml<'t> {
        line::LineHtml {
            line,
            anchors: self.anchors,
        }
    }
}

/// Every anchor of the page.
fn anchors(site: &Site) -> HashSet<&str> {
    let tables = [&site.services, &site.groups];
    let rows = tables.into_iter().flat_map(|table| &table.marks);
    let rows = rows.filter_map(|mark| mark.anchor.as_deref());
    let cards = site.cards.iter().map(|card| &*card.anchor);
    rows.chain(cards).chain(["overview"]).collect()
}

/// The neighbourhoods of as many units as there is room for, those least deep first, by the places of their cards.
fn pictures(site: &Site) -> BTreeMap<usize, String> {
    let mut by_depth: Vec<usize> = (0..site.cards.len()).collect();
    by_depth.sort_by_key(|at| site.cards[*at].path.len());
    let mut room = PICTURES;
    let mut pictures = BTreeMap::new();
    for at in by_depth {
        let card = &site.cards[at];
        let Some(diagram) = &card.neighbourhood else {
            continue;
        };
        let id = format!("picture-{}", card.anchor);
        let Some(picture) = svg::layered(diagram, &id, Place::Page) else {
            continue;
        };
        if picture.len() > room {
            break;
        }
        room -= picture.len();
        pictures.insert(at, picture);
    }
    pictures
}

/// For each row of a grid the number in each of its columns.
fn matrix(grid: &Grid) -> Vec<Vec<Option<usize>>> {
    let columns: usize = grid.blocks.iter().map(|block| block.ends.len()).sum();
    let row = |row| {
        let cells = (0..columns).map(move |column| grid.cells.get(&(row, column)).copied());
        cells.collect()
    };
    (0..grid.rows.len()).map(row).collect()
}

/// How strong the tint of a number is, of 1 to 4.
fn tint(services: usize) -> usize {
    match services {
        0..=1 => 1,
        2..=3 => 2,
        4..=7 => 3,
        _ => 4,
    }
}
