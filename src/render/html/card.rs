//! The card of a unit or of a party on the page.

use super::{line::Anchors, table::TableHtml};
use crate::report::{Block, Cell, SiteCard, Table};
use askama::Template;

#[derive(Template)]
#[template(path = "card.html", config = "src/render/askama.toml")]
pub(super) struct CardHtml<'s> {
    pub(super) card: &'s SiteCard,
    pub(super) anchors: Anchors<'s>,
    /// Its neighbourhood, if there is room for it.
    pub(super) picture: Option<String>,
}

impl CardHtml<'_> {
    /// The fields above the picture, with which the card begins.
    fn facts(&self) -> &[(String, Cell)] {
        if let Some(Block::Fields(fields)) = self.card.document.blocks.first() {
            fields
        } else {
            &[]
        }
    }

    /// The sections below the picture.
    fn blocks(&self) -> &[Block] {
        let blocks = &self.card.document.blocks;
        if self.facts().is_empty() { blocks } else { &blocks[1..] }
    }

    fn table<'t>(&'t self, table: &'t Table) -> TableHtml<'t> {
        TableHtml { id: "", table, find: "", anchors: self.anchors }
    }
}
