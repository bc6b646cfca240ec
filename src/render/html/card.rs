//! The card of a unit or of a party on the page.

use super::{Anchors, table::TableHtml};
use crate::report::{Block, SiteCard, Table};
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
    fn table<'t>(&'t self, table: &'t Table) -> TableHtml<'t> {
        TableHtml { id: "", table, find: "", anchors: self.anchors }
    }
}
