//! The page: one file with everything in it, readable without its script, asking nobody for anything.
//!
//! Its policy allows one style and one script, by their hashes, and nothing else: whatever a map says, the
//! page runs nothing of it and fetches nothing.

mod brief;
mod card;
mod document;
mod line;
mod table;
mod tree;

pub(super) use document::document;

pub use brief::brief;

use self::{
    brief::BriefHtml,
    card::CardHtml,
    line::{Anchors, EndHtml},
    table::TableHtml,
    tree::Branch,
};
use super::svg::{self, PictureMedium};
use crate::report::{
    BlockKind, CARD_LIMITS, CardCounts, CardSample, Cards, CellScore, End, Grid, Limits, Site,
    SiteCard, SiteFailure, Table,
};
use askama::Template;
use std::{
    collections::{BTreeMap, HashSet},
    io::{self, Write},
};

/// The style of the page, and the script that finds, sorts and turns to a card.
const STYLE: &str = include_str!("templates/page.css");
const SCRIPT: &str = include_str!("templates/page.js");
/// Their hashes in the policy: SHA-256, as Base64.
const STYLE_HASH: &str = "sha256-U06iHpo6DB9rbrXRzre6bHnf744HRidKsWSvFCGuMTk=";
const SCRIPT_HASH: &str = "sha256-DtVvjExp8Xw9aHPD0mMQK8kV9uwmVHvI+ji21OBOtXI=";

/// The most bytes of a page, as far as leaving out details helps: many mail systems refuse attachments above 10 MB.
const SIZE: usize = 9_500_000;
/// The most bytes of its texts; the rest is for pictures of neighbourhoods.
const TEXT: usize = 8_500_000;
/// The number of services that gets the strongest tint where no cell has more.
const LEAST: usize = 8;
/// From this score on, of 10, a cell of the matrix is green.
const CONTENT: f64 = 8.0;
/// How many bytes an option of the list of failures has besides its texts, names escaped.
const OPTION: usize = 100;
/// The most less urgent findings of one kind that are shown at once; more are folded.
const FEW: usize = 5;
/// The number of units whose cards are made to estimate the size of all cards.
const SAMPLE: usize = 100;

#[derive(Template)]
#[template(path = "page.html", config = "src/render/askama.toml")]
struct PageHtml<'s> {
    site: &'s Site<'s>,
    anchors: Anchors<'s>,
    brief: BriefHtml<'s>,
    flow: String,
    /// Those who serve, each with its cells in the matrix.
    matrix: Vec<Vec<Option<MatrixCell>>>,
    /// What can be chosen to fail, as far as there is room for it.
    failures: Vec<(&'s SiteFailure, String)>,
    cards: Vec<CardHtml<'s>>,
    /// Where not every unit has a picture: how many have one, of how many.
    drawn: Option<(usize, usize)>,
    /// Where not every unit and customer has a card: how many have one, of how many.
    left_out: Option<(usize, usize)>,
}

/// What happens if something fails.
#[derive(Template)]
#[template(path = "failure.html", config = "src/render/askama.toml")]
struct FailureHtml<'s> {
    failure: &'s SiteFailure,
    anchors: Anchors<'s>,
}

/// Writes the page, its cards as generous as its size lets them be.
///
/// # Errors
/// The errors of `out`.
pub fn site(site: &Site<'_>, cards: &Cards<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let all = CardCounts { units: cards.units(), parties: cards.parties() };
    let of_all = cards.anchors();
    let known = anchors(site, of_all.iter().map(String::as_str));
    let frame = size_of_frame(site, Anchors::new(&known));
    let (limits, counts) =
        choose_cards(cards, all, TEXT.saturating_sub(frame), Anchors::new(&known));
    let made = cards.first(counts, limits);
    // What has no card is named without a link.
    let known = anchors(site, made.iter().map(|card| &*card.anchor));
    let anchors = Anchors::new(&known);
    let text = frame + size_of_cards(&made, anchors);
    let mut room = SIZE.saturating_sub(text);
    let failures = failures(site, anchors, &mut room);
    let pictures = pictures(&made, anchors, room);
    let has_all = counts == all;
    let left_out = (!has_all).then_some((made.len(), all.units + all.parties));
    PageHtml { failures, left_out, ..page(site, &made, anchors, pictures) }.write_into(out)
}

/// The failures as far as there is room for them, those that affect most first; each takes its bytes from the room, its
/// title twice.
fn failures<'s>(
    site: &'s Site<'_>,
    anchors: Anchors<'_>,
    room: &mut usize,
) -> Vec<(&'s SiteFailure, String)> {
    let mut shown = Vec::new();
    for failure in &site.failures.shown {
        let html = FailureHtml { failure, anchors }.to_string();
        let bytes = html.len() + failure.title.len() + failure.anchor.len() + OPTION;
        let Some(rest) = room.checked_sub(bytes) else { break };
        *room = rest;
        shown.push((failure, html));
    }
    shown
}

/// The most generous limits of cards that keep them within the room, judged by a sample of them. Where even the most
/// frugal are too large together, fewer have one: of the parties as many as fill half of the room, of the units as many as
/// fill the rest.
fn choose_cards(
    cards: &Cards<'_, '_>,
    all: CardCounts,
    room: usize,
    anchors: Anchors<'_>,
) -> (Limits, CardCounts) {
    let every = |count: usize| count.div_ceil(SAMPLE).max(1);
    let every = CardCounts { units: every(all.units), parties: every(all.parties) };
    let sizes = |sample: &CardSample| CardCounts {
        units: size_of_cards(&sample.units, anchors) * every.units,
        parties: size_of_cards(&sample.parties, anchors) * every.parties,
    };
    let [.., most_frugal] = CARD_LIMITS;
    // First, because cards of no other limits have to be made where these don't fit.
    let frugal = cards.samples(every, &[most_frugal]);
    let least = frugal.first().map_or(CardCounts { units: 0, parties: 0 }, sizes);
    if least.units + least.parties <= room {
        let mut samples = CARD_LIMITS.into_iter().zip(cards.samples(every, &CARD_LIMITS));
        let fits = samples.find(|(_, sample)| {
            let CardCounts { units, parties } = sizes(sample);
            units + parties <= room
        });
        return (fits.map_or(most_frugal, |(limits, _)| limits), all);
    }
    let fitting = |count: usize, size: usize, room: usize| match size {
        0 => count,
        _ => count.min(count * room / size),
    };
    let parties = fitting(all.parties, least.parties, room / 2);
    let taken = least.parties * parties / all.parties.max(1);
    let units = fitting(all.units, least.units, room.saturating_sub(taken));
    (most_frugal, CardCounts { units, parties })
}

/// How many bytes a page has without cards.
fn size_of_frame(site: &Site<'_>, anchors: Anchors<'_>) -> usize {
    let mut counted = Counted(0);
    // Nothing that counts fails.
    let _ = page(site, &[], anchors, BTreeMap::new()).write_into(&mut counted);
    counted.0
}

/// How many bytes cards have, without pictures.
fn size_of_cards(cards: &[SiteCard], anchors: Anchors<'_>) -> usize {
    let mut counted = Counted(0);
    for card in cards {
        let html = CardHtml { card, anchors: anchors.at(&card.anchor), picture: None };
        // Nothing that counts fails.
        let _ = html.write_into(&mut counted);
    }
    counted.0 + cards.len()
}

/// Counts what is written to it.
struct Counted(usize);

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The page with these neighbourhoods, by the places of their cards.
fn page<'s>(
    site: &'s Site<'s>,
    made: &'s [SiteCard],
    anchors: Anchors<'s>,
    mut pictures: BTreeMap<usize, String>,
) -> PageHtml<'s> {
    let units = made.iter().filter(|card| card.neighbourhood.is_some());
    let (drawn, units) = (pictures.len(), units.count());
    let cards = made.iter().enumerate().map(|(at, card)| CardHtml {
        card,
        anchors: anchors.at(&card.anchor),
        picture: pictures.remove(&at),
    });
    PageHtml {
        site,
        anchors,
        brief: BriefHtml::new(&site.brief, anchors),
        flow: with_known_links(
            &svg::flow(&site.flow, "flow-picture", PictureMedium::Page),
            anchors,
        ),
        matrix: matrix(&site.matrix),
        cards: cards.collect(),
        failures: Vec::new(),
        drawn: (drawn < units).then_some((drawn, units)),
        left_out: None,
    }
}

impl PageHtml<'_> {
    fn table<'t>(&'t self, id: &'t str, table: &'t Table, find: &'t str) -> TableHtml<'t> {
        TableHtml { id, table, find, anchors: self.anchors }
    }

    fn end<'e>(&'e self, end: &'e End) -> EndHtml<'e> {
        EndHtml { end, anchors: self.anchors }
    }

    fn tree(&self) -> impl Iterator<Item = Branch<'_>> {
        tree::branches(&self.site.tree)
    }

    /// The flow as a list: each end that serves, with those whom it serves and the numbers of services.
    fn served(&self) -> impl Iterator<Item = (&End, Vec<(BlockKind, &End, usize)>)> {
        let flow = &self.site.flow;
        let blocks = flow.blocks.iter();
        let columns: Vec<(BlockKind, &End)> =
            blocks.flat_map(|block| block.ends.iter().map(|end| (block.kind, end))).collect();
        flow.rows.iter().enumerate().map(move |(row, end)| {
            let cells = flow.cells.range((row, 0)..(row + 1, 0));
            let served = cells.map(|((_, column), services)| {
                let (kind, end) = columns[*column];
                (kind, end, *services)
            });
            (end, served.collect())
        })
    }
}

/// Every anchor of the page.
fn anchors<'s>(site: &'s Site<'s>, cards: impl Iterator<Item = &'s str>) -> HashSet<&'s str> {
    let tables = [&site.services, &site.groups];
    let rows =
        tables.into_iter().flat_map(|table| &table.marks).filter_map(|mark| mark.anchor.as_deref());
    rows.chain(cards).chain(["overview"]).collect()
}

/// The neighbourhoods of as many units as there is room for, those least deep first, by the places of their cards.
fn pictures(cards: &[SiteCard], anchors: Anchors<'_>, mut room: usize) -> BTreeMap<usize, String> {
    let mut by_depth: Vec<usize> = (0..cards.len()).collect();
    by_depth.sort_by_key(|at| cards[*at].depth);
    let mut pictures = BTreeMap::new();
    for at in by_depth {
        let card = &cards[at];
        let Some(diagram) = &card.neighbourhood else {
            continue;
        };
        let id = format!("picture-{}", card.anchor);
        let Some(picture) = svg::layered(diagram, &id, PictureMedium::Page) else {
            continue;
        };
        if picture.len() > room {
            break;
        }
        room -= picture.len();
        pictures.insert(at, with_known_links(&picture, anchors));
    }
    pictures
}

/// A picture without links to what the page has no card or row for.
fn with_known_links(picture: &str, anchors: Anchors<'_>) -> String {
    const LINK: &str = "<a href=\"#";
    let mut parts = picture.split(LINK);
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('"') {
            Some((anchor, rest)) if !anchors.all.contains(anchor) => {
                shown.push_str("<a");
                shown.push_str(rest);
            }
            _ => {
                shown.push_str(LINK);
                shown.push_str(part);
            }
        }
    }
    shown
}

/// A cell of the matrix.
struct MatrixCell {
    services: usize,
    /// The lowest score, of 10, where anything was measured.
    score: Option<String>,
    /// Its class: how satisfied those are who are served, else how many services there are.
    class: String,
}

/// For each row of a grid its cells.
fn matrix(grid: &Grid) -> Vec<Vec<Option<MatrixCell>>> {
    let columns: usize = grid.blocks.iter().map(|block| block.ends.len()).sum();
    let most = grid.most();
    let cell = |place: (usize, usize)| {
        let services = *grid.cells.get(&place)?;
        let score = grid.scores.get(&place);
        let class = match score {
            Some(score) if score.is_unhappy => "unhappy".to_owned(),
            Some(score) if score.of_ten < CONTENT => "fair".to_owned(),
            Some(_) => "content".to_owned(),
            None => format!("t{}", tint(services, most)),
        };
        Some(MatrixCell { services, score: score.map(CellScore::in_words), class })
    };
    (0..grid.rows.len())
        .map(|row| (0..columns).map(|column| cell((row, column))).collect())
        .collect()
}

/// How strong the tint of a number is, of 1 to 4, where `most` is the greatest: large ones differ by their
/// share of it.
pub(super) fn tint(services: usize, most: usize) -> usize {
    match services * LEAST / most.max(LEAST) {
        0..=1 => 1,
        2..=3 => 2,
        4..=7 => 3,
        _ => 4,
    }
}
