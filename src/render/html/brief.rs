//! The brief: it opens the page, and is a page of its own without a script, with the cards of those whom it names.

use super::{card::CardHtml, line::Anchors};
use crate::{
    diag::plural,
    report::{Brief, BriefList, CARD_LIMITS, Cards, HeatRow, IncomePart, Limits, Line, Tile},
};
use askama::Template;
use std::{
    collections::HashSet,
    io::{self, Write},
};

/// The most divisions that the page shows at once; the rest is below them, folded.
const ROWS: usize = 20;

#[derive(Template)]
#[template(path = "brief.html", config = "src/render/askama.toml")]
struct BriefPage<'b> {
    brief: &'b Brief<'b>,
    body: BriefHtml<'b>,
    cards: Vec<CardHtml<'b>>,
}

/// The brief below its title.
#[derive(Template)]
#[template(path = "brief-body.html", config = "src/render/askama.toml")]
pub(super) struct BriefHtml<'b> {
    brief: &'b Brief<'b>,
    anchors: Anchors<'b>,
    /// The headings of the coloured numbers of a division, which a phone shows beside each.
    heads: [&'static str; 3],
    lead: Line,
    tiles: Vec<Tile>,
    rows: Vec<HeatRow>,
    more_rows: Vec<HeatRow>,
    /// The things that the rows below are: `departments`.
    more_noun: String,
    lists: Vec<BriefList>,
    next: Option<BriefList>,
    /// The parts of the bar: where each begins, how wide it is, and its colour's class.
    bar: Vec<BarPart>,
}

impl<'b> BriefHtml<'b> {
    pub(super) fn new(brief: &'b Brief<'b>, anchors: Anchors<'b>) -> Self {
        let mut rows = brief.heat_rows();
        let more_rows = rows.split_off(rows.len().min(ROWS));
        let more_noun = plural(more_rows.len(), &brief.division_noun().to_lowercase());
        let mut lists = brief.lists(Limits::NONE);
        let next = lists.pop();
        Self {
            brief,
            anchors,
            heads: [brief.lowest_heading(), "Unhappy", "Gaps"],
            lead: brief.lead(),
            tiles: brief.tiles(),
            rows,
            more_rows,
            more_noun,
            lists,
            next,
            bar: bar(&brief.income_parts()),
        }
    }
}

struct BarPart {
    start: String,
    width: String,
    class: &'static str,
    text: String,
}

/// The parts of the bar of who pays.
fn bar(parts: &[IncomePart]) -> Vec<BarPart> {
    let mut start = 0.0;
    let part = |part: &IncomePart| {
        let width = (part.share * 1_000.0).round() / 10.0;
        let class = match part.who {
            "customers" => "customers",
            "third parties" => "third",
            _ => "own",
        };
        let text = format!("{} {} %", part.who, part.percent);
        let made =
            BarPart { start: format!("{start:.1}"), width: format!("{width:.1}"), class, text };
        start += width;
        made
    };
    parts.iter().map(part).collect()
}

/// Writes the page of a brief.
///
/// # Errors
/// The errors of `out`.
pub fn brief(brief: &Brief<'_>, cards: &Cards<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let named = brief.anchors();
    let [generous, ..] = CARD_LIMITS;
    let made = cards.of(&named, generous);
    let known: HashSet<&str> = made.iter().map(|card| &*card.anchor).chain(["overview"]).collect();
    let anchors = Anchors::new(&known);
    let cards =
        made.iter().map(|card| CardHtml { card, anchors: anchors.at(&card.anchor), picture: None });
    let body = BriefHtml::new(brief, anchors);
    BriefPage { brief, body, cards: cards.collect() }.write_into(out)
}
